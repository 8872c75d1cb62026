//! Waiting with a deadline, and not longer than necessary.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::Instant;

/// How long anything may take before a test gives up. This is far more than it should take, because
/// CI is slow.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How often a condition that cannot be awaited is checked.
const CHECK_EVERY: Duration = Duration::from_millis(5);

/// Awaits `future`, and panics with `what` if it takes too long.
///
/// # Panics
/// At the deadline.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(DEADLINE, future).await {
        Ok(value) => value,
        Err(_) => panic!("{what}: not within {DEADLINE:?}"),
    }
}

/// Calls `check` again and again until it returns a value. If that takes too long, panics with the
/// last error.
///
/// # Panics
/// At the deadline.
pub async fn until<T, E: Display>(what: &str, mut check: impl AsyncFnMut() -> Result<T, E>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        match check().await {
            Ok(value) => return value,
            Err(seen) if Instant::now() > deadline => panic!("{what}: not within {DEADLINE:?}; seen: {seen}"),
            Err(_) => tokio::time::sleep(CHECK_EVERY).await,
        }
    }
}
