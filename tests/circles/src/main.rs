//! Fails when modules of this workspace import each other in a circle. Part of `make lint`.
//!
//! # What is a circle
//! Sibling modules, each taken together with all modules inside it, must form an acyclic graph, at
//! every level of every crate: `log::folder` may not need `log::thread` while that needs
//! `log::folder`. A path through another module counts for that module and for the module that
//! defines the name: with `pub use writer::Writer` in `log`, `super::Writer` is an import of
//! `log::writer`. Each path counts, whether it is in a `use` declaration, in code, or in an
//! argument of a macro or an attribute.
//!
//! # What is not
//! * `mod child;` is a declaration. A folder's `mod.rs` and the files of the folder are one room:
//!   the front may use its parts, and the parts may use what the front defines.
//! * Code for tests: `#[cfg(test)]` and `#[test]`.
//! * Calls of methods on a value whose type is not named: only a compiler could find these.
//!
//! Known circles that are not yet removed are listed in `known.rs`.
//!
//! | file | content |
//! |---|---|
//! | `workspace` | the crates and their targets |
//! | `modules` | the tree of modules of one target |
//! | `paths` | the paths in one module's text |
//! | `resolve` | the modules that a path leads through |
//! | `graph` | the graph of modules, and its circles |
//! | `known` | the known circles |

mod graph;
mod known;
mod modules;
mod paths;
mod resolve;
mod workspace;

use std::process::ExitCode;

use graph::Circle;
use known::{KNOWN, Known};
use modules::Modules;

fn main() -> anyhow::Result<ExitCode> {
    let mut found = Vec::new();
    for target in workspace::targets()? {
        let modules = Modules::read(&target.root)?;
        found.extend(graph::circles(&modules).into_iter().map(|circle| (target.name.clone(), circle)));
    }
    let complaints = complaints(&found, KNOWN);
    complaints.iter().for_each(|complaint| eprintln!("{complaint}"));
    Ok(if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns each circle that is not known, and each known one that is gone or has changed.
fn complaints(found: &[(String, Circle)], known: &[Known]) -> Vec<String> {
    let is = |known: &Known, target: &str, circle: &Circle| {
        known.target == target && circle.members.iter().eq(known.members)
    };
    let unknown =
        found.iter().filter(|(target, circle)| !known.iter().any(|known| is(known, target, circle)));
    let gone = known.iter().filter(|known| !found.iter().any(|(target, circle)| is(known, target, circle)));
    let unknown = unknown.map(|(target, circle)| format!("{target}: {circle}"));
    let gone = gone.map(|known| {
        let Known { target, members, reason } = known;
        let members = members.join(", ");
        format!("{target}: the circle of {members} is not there any more ({reason}): remove it from known.rs")
    });
    unknown.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(members: &[&str]) -> Circle {
        Circle { members: members.iter().map(|&name| name.to_owned()).collect(), imports: Vec::new() }
    }

    const LISTED: &[Known] = &[Known { target: "core", members: &["a", "b"], reason: "for now" }];

    #[test]
    fn a_listed_circle_passes() {
        assert!(complaints(&[("core".to_owned(), circle(&["a", "b"]))], LISTED).is_empty());
    }

    #[test]
    fn a_circle_that_is_not_listed_fails() {
        let found =
            [("core".to_owned(), circle(&["a", "b"])), ("core".to_owned(), circle(&["log::x", "log::y"]))];
        let complaints = complaints(&found, LISTED);
        assert!(matches!(&complaints[..], [only] if only.contains("log::x, log::y")), "{complaints:?}");
    }

    #[test]
    fn a_listed_circle_that_is_gone_fails() {
        assert_eq!(complaints(&[], LISTED).len(), 1);
    }

    #[test]
    fn a_listed_circle_that_has_shrunk_or_grown_fails() {
        let grown = complaints(&[("core".to_owned(), circle(&["a", "b", "c"]))], LISTED);
        assert_eq!(grown.len(), 2, "{grown:?}");
    }

    #[test]
    fn a_listed_circle_of_another_crate_is_another_circle() {
        assert_eq!(complaints(&[("app".to_owned(), circle(&["a", "b"]))], LISTED).len(), 2);
    }
}
