//! The server's memory, descriptors and threads: before the crowd, while it is there, and after it.

use std::fs;
use std::time::Duration;

use flatchat_tests::Server;

/// How long the server has time to release everything.
const BACK_WITHIN: Duration = Duration::from_secs(20);

/// How many descriptors may be left: those of the last guests, and a file that is being written.
const FEW: u64 = 4;

/// How much memory may grow from one quarter of the last life to the next: a tenth and this much.
const SLACK_KIB: u64 = 4 * 1024;

/// How much more memory than at its start and for what it remembers a server may keep after its
/// crowd has left, because the allocator keeps it ready.
const KEPT_KIB: u64 = 64 * 1024;

/// How much the room takes to remember a name, and the key of a message.
const NAME_BYTES: u64 = 1_400;
const KEY_BYTES: u64 = 300;

/// The system's data about the process.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Vital {
    pub(crate) memory_kib: u64,
    pub(crate) descriptors: u64,
    pub(crate) threads: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Vitals {
    pub(crate) before: Vital,
    /// The samples of the last life.
    samples: Vec<Vital>,
    pub(crate) after: Vital,
    /// What the room remembers at the end, and is meant to.
    pub(crate) remembered_kib: u64,
}

impl Vital {
    fn of(server: &Server) -> Vital {
        let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap_or_default();
        let field = |name: &str| {
            let value = status.lines().find_map(|line| line.strip_prefix(name));
            value.and_then(|value| value.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        let descriptors = fs::read_dir(format!("/proc/{}/fd", server.pid())).map_or(0, Iterator::count);
        Vital { memory_kib: field("VmRSS:"), descriptors: descriptors as u64, threads: field("Threads:") }
    }
}

impl Vitals {
    pub(crate) fn before(server: &Server) -> Vitals {
        Vitals { before: Vital::of(server), ..Vitals::default() }
    }

    pub(crate) fn sample(&mut self, server: &Server) {
        self.samples.push(Vital::of(server));
    }

    /// Waits until everything is released except what a room remembers, or until the time is over.
    pub(crate) async fn after(&mut self, server: &Server, names: u64, keys: u64) {
        self.remembered_kib = (names * NAME_BYTES + keys * KEY_BYTES) / 1024;
        let deadline = tokio::time::Instant::now() + BACK_WITHIN;
        loop {
            self.after = Vital::of(server);
            if self.comes_back() || tokio::time::Instant::now() > deadline {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Returns the medians of the third and the fourth quarter of the last life.
    pub(crate) fn quarters(&self) -> [Vital; 2] {
        let half = &self.samples[self.samples.len() / 2..];
        let (third, fourth) = half.split_at(half.len() / 2);
        [median(third), median(fourth)]
    }

    pub(crate) fn is_flat(&self) -> bool {
        let [third, fourth] = self.quarters();
        let at_most = |before: u64, slack: u64| before + before / 10 + slack;
        fourth.memory_kib <= at_most(third.memory_kib, SLACK_KIB)
            && fourth.descriptors <= at_most(third.descriptors, FEW)
            && fourth.threads <= at_most(third.threads, FEW)
    }

    pub(crate) fn comes_back(&self) -> bool {
        self.after.descriptors <= self.before.descriptors + FEW
            && self.after.memory_kib <= self.before.memory_kib + self.remembered_kib + KEPT_KIB
    }
}

fn median(samples: &[Vital]) -> Vital {
    let middle = |value: fn(&Vital) -> u64| {
        let mut all: Vec<u64> = samples.iter().map(value).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or(0)
    };
    Vital {
        memory_kib: middle(|vital| vital.memory_kib),
        descriptors: middle(|vital| vital.descriptors),
        threads: middle(|vital| vital.threads),
    }
}
