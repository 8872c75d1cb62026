//! Whether the desktop shows icons: whether there is a host of a tray, in the words of the
//! StatusNotifierItem specification.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;
use zbus::{Connection, Proxy};

/// The service that keeps the list of icons, and knows whether the desktop shows them.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// How long the bus and the watcher may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Whether icons are shown now.
pub async fn is_there() -> bool {
    let asked = async { has_host(&watcher(&connect().await?).await?).await };
    matches!(tokio::time::timeout(ANSWER_WITHIN, asked).await, Ok(Ok(true)))
}

/// Keeps `there` up to date with whether icons are shown, until the session's bus ends.
pub async fn follow(there: watch::Sender<bool>) {
    if let Err(error) = follow_bus(&there).await {
        tracing::debug!(%error, "there is no bus on which a tray could appear");
    }
}

async fn follow_bus(there: &watch::Sender<bool>) -> zbus::Result<()> {
    let watcher = watcher(&connect().await?).await?;
    let mut owners = watcher.receive_owner_changed().await?;
    let mut signals = watcher.receive_all_signals().await?;
    loop {
        let now = tokio::time::timeout(ANSWER_WITHIN, has_host(&watcher)).await;
        let now = matches!(now, Ok(Ok(true)));
        there.send_if_modified(|before| std::mem::replace(before, now) != now);
        let goes_on = tokio::select! {
            owner = owners.next() => owner.is_some(),
            signal = signals.next() => signal.is_some(),
        };
        if !goes_on {
            return Ok(());
        }
    }
}

async fn connect() -> zbus::Result<Connection> {
    match tokio::time::timeout(ANSWER_WITHIN, Connection::session()).await {
        Ok(bus) => bus,
        Err(_) => Err(zbus::Error::Failure("the bus does not answer".to_owned())),
    }
}

async fn watcher(bus: &Connection) -> zbus::Result<Proxy<'static>> {
    let builder = zbus::proxy::Builder::<Proxy<'static>>::new(bus);
    let builder = builder.destination(WATCHER)?.path("/StatusNotifierWatcher")?.interface(WATCHER)?;
    // Not every watcher announces when a property changes.
    builder.cache_properties(zbus::proxy::CacheProperties::No).build().await
}

async fn has_host(watcher: &Proxy<'_>) -> zbus::Result<bool> {
    watcher.get_property("IsStatusNotifierHostRegistered").await
}
