//! Circles that are known and not yet mended. This list only gets shorter: a circle that is gone,
//! or has other members now, is a failure.

/// A circle that does not fail the check.
pub(crate) struct Known {
    /// The crate's target, as Cargo names it.
    pub target: &'static str,
    /// The modules, in alphabetical order.
    pub members: &'static [&'static str],
    /// Why it is still there.
    pub reason: &'static str,
}

pub(crate) const KNOWN: &[Known] = &[
    Known {
        target: "flatchat_core",
        members: &["encoding", "entry", "text"],
        reason: "bounds of a line stand in two files",
    },
    Known {
        target: "flatchat_core",
        members: &["limits", "refusal", "room"],
        reason: "the refusal's text imports a bound of the room",
    },
    Known {
        target: "flatchat_core",
        members: &["log::cursor", "log::lines"],
        reason: "finding the start of a line is not yet a file of its own",
    },
    Known {
        target: "flatchat_core",
        members: &["log::folder", "log::thread", "log::writer"],
        reason: "the folder's watcher knows the thread's commands",
    },
    Known {
        target: "flatchat_tests",
        members: &["guest", "stream"],
        reason: "a guest opens streams, and streams are opened for a guest",
    },
    Known {
        target: "flatchat-bench",
        members: &["nchan", "server"],
        reason: "the file for stderr is made by the other",
    },
    Known {
        target: "flatchat-bench",
        members: &["goals", "report"],
        reason: "the goals format their own table",
    },
];
