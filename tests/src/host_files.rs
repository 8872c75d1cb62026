//! The host's files in the app's window: a room with a guest, files that are dropped, and what is
//! shared then.

use std::path::Path;

use crate::browser::Browser;
use crate::guest::Guest;
use crate::screen::ShownWindow;
use crate::sharing::{paths_in, shared_texts};
use crate::wait::until;
use crate::window::Place;

/// Whether the page shows where files can be dropped.
pub const TARGET: &str = "return document.body.innerText.includes('Drop files to share them')";

impl Place {
    /// Opens the app's window and takes a seat in its room as a guest.
    pub async fn open_room(&self) -> (Browser, Guest) {
        let window = self.open_window().await;
        window.join("Hanna").await;
        let guest = Guest::join_at(&window.link_of_room().await, "bo").await;
        (window, guest)
    }

    /// Returns the app's window on the screen.
    pub async fn shown(&self) -> ShownWindow {
        self.display().until_window("Flatchat").await
    }

    /// Drops one file on the window, and waits until the page has it.
    ///
    /// # Panics
    /// When the file has no name, or the page does not take it.
    pub async fn drop_on_window(&self, window: &Browser, file: &Path) {
        let on = self.shown().await;
        let mut dragged = self.display().take(&[file]);
        dragged.drag_over(&on).await;
        window.until_true("the target is shown", TARGET, &[]).await;
        dragged.drop_on(&on).await;
        let name = file.file_name().and_then(|name| name.to_str());
        window.until_text(name.expect("a file has a name")).await;
    }

    /// Returns the texts of the lines that share something.
    pub fn shared(&self) -> Vec<String> {
        shared_texts(&self.log())
    }

    /// Waits until one line shares something, and returns its text.
    ///
    /// # Panics
    /// At the deadline.
    pub async fn until_shared(&self) -> String {
        until("a line that shares something", async || match &self.shared()[..] {
            [line] => Ok(line.clone()),
            lines => Err(format!("{lines:?}")),
        })
        .await
    }

    /// Returns the bytes of each file of such a text.
    ///
    /// # Panics
    /// When one is not there.
    pub fn files_of(&self, text: &str) -> Vec<Vec<u8>> {
        let read = |path| std::fs::read(self.path(path)).expect("the file is there");
        paths_in(text).into_iter().map(read).collect()
    }
}

impl Browser {
    /// Returns the link to the room, as the window shows it.
    ///
    /// # Panics
    /// When there is none.
    pub async fn link_of_room(&self) -> String {
        self.press("Invite").await;
        let link = self.find("field", "Link to the room").await.prop("value").await;
        self.press("Close").await;
        self.until_gone("dialog", "Invite people").await;
        link.ok().flatten().expect("the link is there")
    }
}
