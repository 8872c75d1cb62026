//! Notifications on desktops that follow freedesktop.org's specification, over the session bus.
//!
//! The bus is looked for with the first notification and, if there is none, with each that follows: neither it nor a
//! daemon has to be there.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::mpsc;
use zbus::zvariant::Value;

use super::Order;
use super::digest::Notice;

/// How long a daemon may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// The key of the action that a click on the notification itself is.
const CLICK: &str = "default";

/// <https://specifications.freedesktop.org/notification-spec/1.2/>
#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: String) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Does what is ordered, and tells which entries were clicked at, until nobody orders any more.
pub(super) async fn serve(mut orders: mpsc::Receiver<Order>, clicks: mpsc::Sender<u64>) {
    let mut desktop = None;
    loop {
        tokio::select! {
            order = orders.recv() => {
                let Some(order) = order else { return };
                if let Err(error) = obey(&mut desktop, order).await {
                    tracing::info!(%error, "the desktop shows no notification");
                    desktop = None;
                }
            }
            entry = clicked(&mut desktop) => {
                if let Some(entry) = entry && clicks.send(entry).await.is_err() {
                    return;
                }
            }
        }
    }
}

async fn obey(desktop: &mut Option<Desktop>, order: Order) -> zbus::Result<()> {
    match (order, desktop) {
        (Order::Show(notice), Some(desktop)) => desktop.show(&notice).await,
        (Order::Show(notice), none) => none.insert(Desktop::find().await?).show(&notice).await,
        (Order::Clear, Some(desktop)) => desktop.clear().await,
        (Order::Clear, None) => Ok(()),
    }
}

/// What happens next to the notifications that are shown: the entry whose own is clicked at.
async fn clicked(desktop: &mut Option<Desktop>) -> Option<u64> {
    match desktop {
        Some(desktop) => desktop.next_click().await,
        None => std::future::pending().await,
    }
}

/// A desktop that shows notifications, and those that it shows now.
struct Desktop {
    daemon: NotificationsProxy<'static>,
    actions: ActionInvokedStream,
    closings: NotificationClosedStream,
    /// Whether it takes a text for markup.
    marks_up: bool,
    /// The entry of each.
    shown: HashMap<u32, u64>,
}

impl Desktop {
    async fn find() -> zbus::Result<Desktop> {
        let bus = zbus::connection::Builder::session()?.method_timeout(ANSWER_WITHIN).build().await?;
        let daemon = NotificationsProxy::new(&bus).await?;
        let marks_up = daemon.get_capabilities().await?.iter().any(|one| one == "body-markup");
        let actions = daemon.receive_action_invoked().await?;
        let closings = daemon.receive_notification_closed().await?;
        Ok(Desktop { daemon, actions, closings, marks_up, shown: HashMap::new() })
    }

    async fn show(&mut self, notice: &Notice) -> zbus::Result<()> {
        let body = if self.marks_up { escape(&notice.body) } else { notice.body.clone() };
        let hints = HashMap::from([("category", "im.received".into()), ("desktop-entry", "flatchat".into())]);
        let actions = [CLICK, "Open"];
        let shown =
            self.daemon.notify("Flatchat", 0, "flatchat", &notice.summary, &body, &actions, hints, -1);
        self.shown.insert(shown.await?, notice.entry);
        Ok(())
    }

    async fn clear(&mut self) -> zbus::Result<()> {
        for (id, _) in self.shown.drain() {
            // One that is gone by now is no failure.
            if let Err(error @ zbus::Error::InputOutput(_)) = self.daemon.close_notification(id).await {
                return Err(error);
            }
        }
        Ok(())
    }

    /// `None`: something else happened. Cancel safe.
    async fn next_click(&mut self) -> Option<u64> {
        tokio::select! {
            biased;
            Some(signal) = self.actions.next() => {
                let signal = signal.args().ok()?;
                let clicked = (signal.action_key == CLICK).then(|| self.shown.remove(&signal.id));
                clicked.flatten()
            }
            Some(signal) = self.closings.next() => {
                self.shown.remove(&signal.args().ok()?.id);
                None
            }
            else => std::future::pending().await,
        }
    }
}

/// A text is only ever text, also where it would be markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_text() {
        assert_eq!(escape("a <b>bold</b> & a \"quoted\""), "a &lt;b&gt;bold&lt;/b&gt; &amp; a \"quoted\"");
    }
}
