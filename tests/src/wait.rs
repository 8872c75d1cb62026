//! Waiting with a deadline, and not longer than necessary.

use std::fmt::Display;
use std::pin::pin;
use std::time::{Duration, Instant};

/// How long anything may take before a test gives up. This is far more than it should take, because
/// CI is slow, and its disk may stand still for half a minute.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How often a condition that cannot be awaited is checked.
const CHECK_EVERY: Duration = Duration::from_millis(5);

/// How much of the time between two checks counts. If more has passed, it was the machine that
/// stood still, and not what the test waits for.
const COUNTED_AT_MOST: Duration = Duration::from_secs(2);

/// How long a test goes on waiting.
///
/// A virtual machine may be stopped for a minute and go on afterwards. Its clocks have gone on
/// meanwhile, so a deadline on a clock would be over at once. This is why time counts only as far
/// as the test was there to check.
#[derive(Debug)]
pub struct Patience {
    left: Duration,
    checked: Instant,
}

impl Patience {
    /// Starts to wait for as long as [`DEADLINE`]. It must be checked at least every second.
    #[must_use]
    pub fn new() -> Patience {
        Patience::lasting(DEADLINE)
    }

    /// Starts to wait for this long. It must be checked at least every second.
    #[must_use]
    pub fn lasting(time: Duration) -> Patience {
        Patience { left: time, checked: Instant::now() }
    }

    /// Whether it has been waited long enough.
    pub fn is_over(&mut self) -> bool {
        let now = Instant::now();
        self.left = self.left.saturating_sub((now - self.checked).min(COUNTED_AT_MOST));
        self.checked = now;
        self.left.is_zero()
    }

    /// Awaits `future`, and returns `None` when it has taken too long.
    pub async fn wait_for<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        loop {
            if let Ok(value) = tokio::time::timeout(COUNTED_AT_MOST / 2, &mut future).await {
                return Some(value);
            }
            if self.is_over() {
                return None;
            }
        }
    }
}

impl Default for Patience {
    fn default() -> Patience {
        Patience::new()
    }
}

/// Awaits `future`, and panics with `what` if it takes too long.
///
/// # Panics
/// At the deadline.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let value = Patience::new().wait_for(future).await;
    value.unwrap_or_else(|| panic!("{what}: not within {DEADLINE:?}"))
}

/// Calls `check` again and again until it returns a value. If that takes too long, panics with the
/// last error.
///
/// # Panics
/// At the deadline.
pub async fn until<T, E: Display>(what: &str, mut check: impl AsyncFnMut() -> Result<T, E>) -> T {
    let mut patience = Patience::new();
    loop {
        match check().await {
            Ok(value) => return value,
            Err(seen) if patience.is_over() => panic!("{what}: not within {DEADLINE:?}; seen: {seen}"),
            Err(_) => tokio::time::sleep(CHECK_EVERY).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_up_when_it_was_checked_all_along() {
        let mut patience = Patience::lasting(Duration::from_millis(20));
        while !patience.is_over() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_machine_that_stood_still_does_not_use_it_up() {
        let mut patience = Patience::new();
        let long_ago = Instant::now().checked_sub(2 * DEADLINE);
        patience.checked = long_ago.expect("this machine has run for two minutes");
        assert!(!patience.is_over());
        assert!(patience.left >= DEADLINE - COUNTED_AT_MOST);
    }
}
