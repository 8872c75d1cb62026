//! Staying awake on Windows and macOS: `SetThreadExecutionState` and power assertions.

use keepawake::{Builder, KeepAwake};
use tokio::runtime::Handle;
use tokio::sync::watch;

/// Keeps the computer awake whenever it is needed, until `needed` ends.
pub(super) async fn obey(needed: watch::Receiver<bool>, reason: &'static str) {
    let runtime = Handle::current();
    // Windows ties the request to a thread, so one thread has to make it and to withdraw it.
    let thread = std::thread::Builder::new().name("awake".to_owned());
    if let Err(error) = thread.spawn(move || runtime.block_on(hold_while(needed, reason))) {
        tracing::warn!(%error, "the computer may fall asleep while guests are here");
    }
}

async fn hold_while(mut needed: watch::Receiver<bool>, reason: &str) {
    let mut said = false;
    while needed.wait_for(|needed| *needed).await.is_ok() {
        let held = hold(reason);
        if let Err(error) = &held
            && !std::mem::replace(&mut said, true)
        {
            tracing::warn!(%error, "the computer may fall asleep while guests are here");
        }
        let over = needed.wait_for(|needed| !needed).await.map(|_| ());
        drop(held);
        if over.is_err() {
            return;
        }
    }
}

/// Keeps only the system awake: the screen may turn off.
fn hold(reason: &str) -> keepawake::Result<KeepAwake> {
    Builder::default().idle(true).app_name("Flatchat").reason(reason).create()
}
