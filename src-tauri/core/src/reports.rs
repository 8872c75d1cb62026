//! What the program reports about itself goes to stderr, and can hold up nothing.
//!
//! stderr may be closed, lie on a full disk, or be a terminal that somebody has paused. So a thread
//! of its own writes to it, and drops what cannot be written: a room must not end because nobody can
//! read its reports.

use std::io;

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// How many reports may wait to be written. Beyond that they are dropped.
const MAX_WAITING: usize = 8192;

/// Sends reports to stderr from now on; `RUST_LOG` chooses which, `info` and above by default.
///
/// What waits is written when the guard is dropped, within about a second.
#[must_use = "reports end when the guard is dropped"]
pub fn to_stderr() -> WorkerGuard {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(MAX_WAITING)
        .thread_name("reports")
        .finish(io::stderr());
    // By default an event that cannot be written is reported with `eprintln!`, which panics.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).log_internal_errors(false).init();
    guard
}
