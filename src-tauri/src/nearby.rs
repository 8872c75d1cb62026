//! Rooms nearby: the search for them while the host wants to see them, and a window for each room
//! that the host joins.
//!
//! Such a window shows another computer's page. It has no capability, and it can only go to the
//! links of its room: everything else opens in the default browser.

use std::sync::{Mutex, PoisonError};

use flatchat_core::Problem;
use flatchat_core::lan::{Nearby, NearbyRoom};
use tauri::ipc::Channel;
use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{AppHandle, Manager, Url, WebviewUrl};
use tokio_util::sync::CancellationToken;

use crate::problem::{AppCode, Unopened, failed, unopened};
use crate::{webview, window};

const SIZE: (f64, f64) = (960.0, 720.0);
const LEAST_SIZE: (f64, f64) = (360.0, 480.0);

/// The search for rooms nearby. There is at most one at a time.
#[derive(Default)]
pub struct NearbySearch(
    /// Ends the search that runs now.
    Mutex<CancellationToken>,
);

impl NearbySearch {
    /// Sends `rooms` all rooms that are known except `own`, now and at each change, until
    /// [`NearbySearch::stop`].
    ///
    /// # Errors
    /// When this computer cannot search.
    pub fn start(&self, own: &str, rooms: Channel<Vec<NearbyRoom>>) -> Result<(), Problem> {
        let stop = self.replace();
        let nearby = Nearby::search(own)
            .map_err(|error| failed(AppCode::CannotSearch, "this computer cannot search for rooms", error))?;
        tauri::async_runtime::spawn(send_rooms(nearby, rooms, stop));
        Ok(())
    }

    /// Ends the search.
    pub fn stop(&self) {
        self.replace();
    }

    /// Ends the search that runs, and gives the token that ends the next one.
    fn replace(&self) -> CancellationToken {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.cancel();
        *running = CancellationToken::new();
        running.clone()
    }
}

async fn send_rooms(mut nearby: Nearby, page: Channel<Vec<NearbyRoom>>, stop: CancellationToken) {
    loop {
        let rooms = tokio::select! {
            rooms = nearby.next() => rooms,
            () = stop.cancelled() => None,
        };
        let Some(rooms) = rooms else { break };
        // The window has closed.
        if page.send(rooms).is_err() {
            break;
        }
    }
}

/// Opens a room in a window of its own, or shows the window that it has already.
///
/// # Errors
/// When no link leads to a room, or the OS gives no window.
pub fn open(app: &AppHandle, title: &str, links: &[String]) -> Result<(), Problem> {
    let links: Vec<Url> = links.iter().filter_map(|link| room_url(link)).collect();
    let Some(first) = links.first().cloned() else {
        return Err(unopened(Unopened::NoLink, title, "no link leads to it"));
    };
    let cannot_open = |error| unopened(Unopened::Window, title, error);
    let label = label(&first);
    if let Some(window) = app.get_webview_window(&label) {
        return window.set_focus().map_err(cannot_open);
    }
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::External(first));
    webview::open_without_a_folder(builder, app)
        .title(title)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST_SIZE.0, LEAST_SIZE.1)
        .on_navigation(move |url| is_in(url, &links) || window::open_elsewhere(url))
        .on_new_window(|url, _| {
            window::open_elsewhere(&url);
            NewWindowResponse::Deny
        })
        .build()
        .map(drop)
        .map_err(cannot_open)
}

/// The address of a room, which is served over plain http. Other addresses are not opened in a
/// window of the app.
fn room_url(link: &str) -> Option<Url> {
    Url::parse(link).ok().filter(|url| url.scheme() == "http" && url.host_str() != Some("tauri.localhost"))
}

fn is_in(url: &Url, links: &[Url]) -> bool {
    links.iter().any(|link| link.origin() == url.origin())
}

fn label(url: &Url) -> String {
    let place = format!("{}-{}", url.host_str().unwrap_or_default(), url.port().unwrap_or(80));
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("nearby-{}", place.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_goes_to_the_links_of_its_room_alone() {
        let links: Vec<Url> = ["http://192.0.2.7:8765/", "http://chat.local:8765/"]
            .iter()
            .filter_map(|link| room_url(link))
            .collect();
        let goes = |url: &str| is_in(&Url::parse(url).unwrap(), &links);
        assert!(goes("http://192.0.2.7:8765/#code=x") && goes("http://chat.local:8765/"));
        assert!(!goes("http://192.0.2.7:9999/") && !goes("https://192.0.2.7:8765/"));
        assert!(!goes("tauri://localhost/") && !goes("http://example.org/"));
    }

    #[test]
    fn what_is_no_room_is_not_opened() {
        for link in
            ["file:///etc/passwd", "tauri://localhost/", "http://tauri.localhost/", "javascript:1", ""]
        {
            assert_eq!(room_url(link), None, "{link}");
        }
    }

    #[test]
    fn a_label_has_only_what_labels_may_have() {
        assert_eq!(label(&Url::parse("http://192.0.2.7:8765/").unwrap()), "nearby-192-0-2-7-8765");
        assert_eq!(label(&Url::parse("http://[2001:db8::7]/").unwrap()), "nearby--2001-db8--7--80");
    }
}
