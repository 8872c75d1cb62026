//! The plan: the length, the numbers of guests and the times of the kills. Also the data that all
//! tasks share.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use flatchat_tests::{Guest, Server};
use tokio::sync::watch;

use crate::ledger::Ledger;

/// How often the server's memory, descriptors and threads are measured.
pub(crate) const SAMPLE_EVERY: Duration = Duration::from_secs(1);

const DEFAULT_MINUTES: f64 = 5.0;

/// There is one kill for this much of the first half.
const KILL_EVERY: Duration = Duration::from_secs(30);

/// The plan of a soak.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) lasts: Duration,
    pub(crate) seed: u64,
    /// The page to which the report is written.
    pub(crate) page: Option<PathBuf>,
    pub(crate) crowd: Crowd,
}

/// The number of guests of each kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowd {
    pub(crate) talkers: usize,
    pub(crate) readers: usize,
    pub(crate) sleepers: usize,
    pub(crate) visitors: usize,
    pub(crate) flooders: usize,
    pub(crate) vandals: usize,
    pub(crate) searchers: usize,
}

const CROWD: Crowd =
    Crowd { talkers: 60, readers: 180, sleepers: 80, visitors: 120, flooders: 6, vandals: 30, searchers: 24 };

impl Crowd {
    fn size(self) -> usize {
        let Crowd { talkers, readers, sleepers, visitors, flooders, vandals, searchers } = self;
        talkers + readers + sleepers + visitors + flooders + vandals + searchers
    }
}

impl Plan {
    /// Parses `--minutes N` and `--page FILE`.
    pub(crate) fn from_args() -> Plan {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let value = |name: &str| args.iter().skip_while(|arg| *arg != name).nth(1);
        let minutes = value("--minutes").map_or(DEFAULT_MINUTES, |text| text.parse().expect("a number"));
        let seed = std::env::var("FLATCHAT_SEED").ok().and_then(|seed| seed.parse().ok());
        Plan {
            lasts: Duration::from_secs_f64(minutes * 60.0),
            seed: seed.unwrap_or_else(|| fastrand::u64(..)),
            page: value("--page").map(PathBuf::from),
            crowd: CROWD,
        }
    }

    /// All guests share one address, as a school does.
    pub(crate) fn server_args(&self) -> Vec<&'static str> {
        vec!["--guests-per-address", "1000"]
    }

    /// Returns the times at which the server is killed, at random in the first half.
    pub(crate) fn kills(&self) -> Vec<Duration> {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let half = self.lasts / 2;
        let count = (half.as_secs_f64() / KILL_EVERY.as_secs_f64()).round().max(1.0);
        let part = half.div_f64(count);
        // There is one kill in each part of the half, so that they are not close together.
        (0..count as u32).map(|n| part * n + part.mul_f64(0.3 + 0.6 * random.f64())).collect()
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (guests, minutes) = (self.crowd.size(), self.lasts.as_secs_f64() / 60.0);
        write!(f, "{guests} guests for {minutes} minutes with {} kills", self.kills().len())
    }
}

/// The data that all tasks share.
#[derive(Debug)]
pub(crate) struct Soak {
    /// The room's address. The room comes back there after each kill.
    link: String,
    pub(crate) chat: PathBuf,
    pub(crate) ledger: Ledger,
    /// Whether people still talk and, after that, where the log ended.
    stage: watch::Sender<Stage>,
    counts: [AtomicU64; Count::ALL.len()],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Talk,
    /// Nobody says anything any more.
    Quiet,
    /// The log's last offset. A reader that has reached it has everything.
    End(u64),
}

/// A count of the report.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Count {
    Kills,
    Joins,
    Acknowledged,
    Entries,
    PutOff,
    Rubbish,
    Searches,
    Downloads,
}

impl Count {
    pub(crate) const ALL: [(Count, &'static str); 8] = [
        (Count::Kills, "times killed (`kill -9`) and started again"),
        (Count::Joins, "joins"),
        (Count::Acknowledged, "messages acknowledged"),
        (Count::Entries, "entries streamed, each checked to follow the one before"),
        (Count::PutOff, "posts and searches put off (429)"),
        (Count::Rubbish, "pieces of rubbish sent"),
        (Count::Searches, "searches, half of them given up"),
        (Count::Downloads, "downloads of `chat.txt`, half of them given up"),
    ];
}

impl Soak {
    pub(crate) fn new(server: &Server) -> Soak {
        Soak {
            link: server.url(""),
            chat: server.path("chat.txt"),
            ledger: Ledger::default(),
            stage: watch::Sender::new(Stage::Talk),
            counts: Default::default(),
        }
    }

    pub(crate) fn link(&self) -> &str {
        &self.link
    }

    pub(crate) fn stranger(&self) -> Guest {
        Guest::stranger_at(&self.link)
    }

    pub(crate) fn count(&self, what: Count) {
        self.counts[what as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn counted(&self, what: Count) -> u64 {
        self.counts[what as usize].load(Ordering::Relaxed)
    }

    pub(crate) fn counts(&self) -> Vec<(u64, &'static str)> {
        Count::ALL.map(|(what, words)| (self.counted(what), words)).to_vec()
    }

    pub(crate) fn is_talking(&self) -> bool {
        *self.stage.borrow() == Stage::Talk
    }

    /// Sleeps, but not longer than the talk. Returns whether people still talk.
    pub(crate) async fn rest(&self, time: Duration) -> bool {
        let mut stage = self.stage.subscribe();
        let _ = tokio::time::timeout(time, stage.wait_for(|stage| *stage != Stage::Talk)).await;
        self.is_talking()
    }

    /// Returns where the log ends, once everybody has said everything.
    pub(crate) async fn end(&self) -> u64 {
        let mut stage = self.stage.subscribe();
        let ended = stage.wait_for(|stage| matches!(stage, Stage::End(_))).await;
        match ended.as_deref() {
            Ok(Stage::End(offset)) => *offset,
            _ => unreachable!("the sender lives as long as this"),
        }
    }

    pub(crate) fn end_talk(&self) {
        self.stage.send_replace(Stage::Quiet);
    }

    /// Announces that everybody has said everything. Readers leave when they have reached this
    /// offset.
    pub(crate) fn end_at(&self, offset: u64) {
        self.stage.send_replace(Stage::End(offset));
    }
}
