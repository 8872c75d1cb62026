//! Notifications on desktops that follow freedesktop.org's specification, over the session bus.
//!
//! Neither the bus nor a daemon has to be there: the bus is opened for the first notification and,
//! if that fails, again for each one that follows.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::mpsc;
use zbus::zvariant::Value;

use super::Request;
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
trait NotificationDaemon {
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

/// Carries out the requests and reports which entries were clicked, until there are no more
/// senders.
pub(super) async fn serve(mut requests: mpsc::Receiver<Request>, clicks: mpsc::Sender<u64>) {
    let mut desktop = None;
    loop {
        tokio::select! {
            request = requests.recv() => {
                let Some(request) = request else { return };
                if let Err(error) = carry_out(&mut desktop, request).await {
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

async fn carry_out(desktop: &mut Option<Desktop>, request: Request) -> zbus::Result<()> {
    match (request, desktop) {
        (Request::Show(notice), Some(desktop)) => desktop.show(&notice).await,
        (Request::Show(notice), none) => none.insert(Desktop::find().await?).show(&notice).await,
        (Request::Clear, Some(desktop)) => desktop.clear().await,
        (Request::Clear, None) => Ok(()),
    }
}

/// Waits for the next click on a notification, and gives its entry.
async fn clicked(desktop: &mut Option<Desktop>) -> Option<u64> {
    match desktop {
        Some(desktop) => desktop.next_click().await,
        None => std::future::pending().await,
    }
}

/// A desktop that shows notifications, and those that are shown now.
struct Desktop {
    daemon: NotificationDaemonProxy<'static>,
    actions: ActionInvokedStream,
    closings: NotificationClosedStream,
    /// Whether the desktop interprets a text as markup.
    marks_up: bool,
    /// The entry of each notification, by the notification's id.
    shown: HashMap<u32, u64>,
}

impl Desktop {
    async fn find() -> zbus::Result<Desktop> {
        let bus = zbus::connection::Builder::session()?.method_timeout(ANSWER_WITHIN).build().await?;
        let daemon = NotificationDaemonProxy::new(&bus).await?;
        let marks_up = daemon.get_capabilities().await?.iter().any(|one| one == "body-markup");
        let actions = daemon.receive_action_invoked().await?;
        let closings = daemon.receive_notification_closed().await?;
        Ok(Desktop { daemon, actions, closings, marks_up, shown: HashMap::new() })
    }

    async fn show(&mut self, notice: &Notice) -> zbus::Result<()> {
        let body = if self.marks_up { escape(&notice.body) } else { notice.body.clone() };
        let hints = HashMap::from([("category", "im.received".into()), ("desktop-entry", "flatchat".into())]);
        let actions = [CLICK, notice.open];
        let shown =
            self.daemon.notify("Flatchat", 0, "flatchat", &notice.summary, &body, &actions, hints, -1);
        self.shown.insert(shown.await?, notice.entry);
        Ok(())
    }

    async fn clear(&mut self) -> zbus::Result<()> {
        for (id, _) in self.shown.drain() {
            // A notification that is gone already is not an error.
            if let Err(error @ zbus::Error::InputOutput(_)) = self.daemon.close_notification(id).await {
                return Err(error);
            }
        }
        Ok(())
    }

    /// `None`: something else happened. This is cancel safe.
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

/// Keeps a text from being interpreted as markup.
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
