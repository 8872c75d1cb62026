//! The amount of work in a measurement: the full amount, or a quick one.

use std::time::Duration;

use crate::fleet::Stall;
use crate::publish::Pace;
use crate::scenario::fanout::Fanout;
use crate::scenario::files::Transfers;
use crate::server::Kind;

const MESSAGES_PER_SEC: f64 = 20.0;
const BURST_PUBLISHERS: usize = 16;
const MESSAGE_BYTES: usize = 100;

/// All sizes of a measurement.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) runs: usize,
    /// The numbers of subscribers for paced and burst.
    pub(crate) sizes: Vec<usize>,
    pub(crate) paced_secs: f64,
    /// About how many deliveries a burst has, for a server that sends each message by itself, and
    /// for ours. In the full plan each burst takes at least about a second: in a shorter one, the
    /// way of the last messages would be a large part.
    pub(crate) burst_deliveries: usize,
    pub(crate) our_burst_deliveries: usize,
    pub(crate) idle: usize,
    pub(crate) storm: usize,
    pub(crate) missed: usize,
    pub(crate) slow_messages: usize,
    pub(crate) stall: Duration,
    pub(crate) log_lines: usize,
    pub(crate) big_log_lines: usize,
    pub(crate) ack: Duration,
    pub(crate) files: Transfers,
}

impl Plan {
    /// The plan for docs/performance.md.
    pub(crate) fn full() -> Plan {
        Plan {
            runs: 3,
            sizes: vec![100, 1000, 5000, 10_000],
            paced_secs: 6.0,
            burst_deliveries: 400_000,
            our_burst_deliveries: 20_000_000,
            idle: 10_000,
            storm: 5000,
            missed: 100,
            slow_messages: 20_000,
            stall: Duration::from_secs(6),
            log_lines: 1_000_000,
            big_log_lines: 10_000_000,
            ack: Duration::from_secs(2),
            files: Transfers {
                bytes: 256 << 20,
                uploads: 50,
                upload_bytes: 100_000_000,
                largest_bytes: 1 << 30,
            },
        }
    }

    /// A plan that shows in a minute or two whether the tool and the servers work.
    pub(crate) fn quick() -> Plan {
        Plan {
            runs: 1,
            sizes: vec![100, 1000],
            paced_secs: 2.0,
            burst_deliveries: 100_000,
            our_burst_deliveries: 1_000_000,
            idle: 2000,
            storm: 1000,
            slow_messages: 5000,
            stall: Duration::from_secs(2),
            log_lines: 100_000,
            big_log_lines: 1_000_000,
            ack: Duration::from_millis(500),
            files: Transfers {
                bytes: 64 << 20,
                uploads: 20,
                upload_bytes: 10_000_000,
                largest_bytes: 1 << 28,
            },
            ..Plan::full()
        }
    }

    pub(crate) fn paced(&self, subscribers: usize) -> Fanout {
        Fanout {
            subscribers,
            publishers: 4,
            messages: (self.paced_secs * MESSAGES_PER_SEC) as usize,
            message_bytes: MESSAGE_BYTES,
            pace: Pace::PerSecond(MESSAGES_PER_SEC),
            stall: None,
        }
    }

    pub(crate) fn burst(&self, kind: Kind, subscribers: usize) -> Fanout {
        let deliveries = match kind {
            Kind::Flatchat => self.our_burst_deliveries,
            Kind::Limit | Kind::Nchan | Kind::Nginx => self.burst_deliveries,
        };
        Fanout {
            publishers: BURST_PUBLISHERS,
            messages: (deliveries / subscribers).clamp(BURST_PUBLISHERS * 3, 20_000),
            pace: Pace::Answered,
            ..self.paced(subscribers)
        }
    }

    /// A scenario in which a tenth of the readers stall, or none does.
    pub(crate) fn slow(&self, stalls: Stalls) -> Fanout {
        let stall = Stall { subscribers: self.slow_readers() / 10, lasts: self.stall, receive_buffer: 4096 };
        Fanout {
            publishers: BURST_PUBLISHERS,
            messages: self.slow_messages,
            message_bytes: 1024,
            pace: Pace::Answered,
            stall: (stalls == Stalls::Some).then_some(stall),
            ..self.paced(self.slow_readers())
        }
    }

    pub(crate) fn slow_readers(&self) -> usize {
        100
    }
}

/// Whether readers stall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stalls {
    None,
    Some,
}
