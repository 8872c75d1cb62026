//! Waiting with a deadline, and never for longer than it takes.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::Instant;

/// How long anything may take before a test gives up on it. Far more than it should take: CI is slow.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How often a thing that cannot be awaited is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(5);

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

/// Looks again and again until `look` gives a value, and panics with what it saw last if that takes too long.
///
/// # Panics
/// At the deadline.
pub async fn until<T, E: Display>(what: &str, mut look: impl AsyncFnMut() -> Result<T, E>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        match look().await {
            Ok(value) => return value,
            Err(seen) if Instant::now() > deadline => panic!("{what}: not within {DEADLINE:?}; seen: {seen}"),
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}
