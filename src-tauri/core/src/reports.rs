//! The program's reports about itself, which go to stderr and cannot hold anything up.
//!
//! stderr may be closed, lie on a full disk, or be a terminal that somebody has paused. So a
//! separate thread writes to it, and drops the reports that cannot be written: a room must not end
//! because nobody can read its reports.

use std::io;

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// How many reports may wait to be written. Further ones are dropped.
const MAX_WAITING: usize = 8192;

/// Sends reports to stderr from now on. `RUST_LOG` selects them; by default, these are `info` and
/// above.
///
/// When the guard is dropped, waiting reports are written, which takes about a second at most.
#[must_use = "reports end when the guard is dropped"]
pub fn to_stderr() -> WorkerGuard {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(MAX_WAITING)
        .thread_name("reports")
        .finish(io::stderr());
    // By default, an event that cannot be written is reported with `eprintln!`, which panics.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).log_internal_errors(false).init();
    guard
}
