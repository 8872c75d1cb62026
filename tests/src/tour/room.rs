//! An empty room, its dialogs, and a room without a connection.

use serde_json::json;

use super::{Check, Tour, Visit, close, dialog};
use crate::Server;
use crate::browser::Browser;
use crate::visitor::{address_of, serve};

/// Leaves a message that cannot be sent, as a page does that was closed meanwhile.
const FAIL: &str = "sessionStorage.setItem('flatchat.outbox', JSON.stringify([{ key: 'k', name: 'Somebody else', \
    text: 'lost words', state: 'waiting', reason: null, again: false, hopeless: false, unanswered: false, since: null }]))";

impl Visit {
    /// Visits an empty room, its dialogs, and the room without a connection.
    pub async fn room(self, check: impl Check) {
        let mut tour = Tour::new(check);
        let mut server = serve(&[]);
        let Some(page) = self.enter(&address_of(&server), "Ana").await else { return };
        tour.see(&page, "the empty room").await;
        for (button, title) in [("Invite", "Invite people"), ("Settings", "Settings"), ("Files", "Files")] {
            dialog(&page, self.word(button), self.word(title), &mut tour).await;
        }
        self.help(&page, &mut tour).await;
        self.people(&page, &mut tour).await;
        self.failed_message(&page, &mut tour).await;
        self.lost(&page, &mut server, &mut tour).await;
        self.disconnected(&page, &mut tour).await;
        tour.end();
    }

    async fn help(self, page: &Browser, tour: &mut Tour<impl Check>) {
        page.run("document.querySelector('header button').focus()", &[]).await;
        page.keys("?").await;
        page.find("dialog", self.word("Help")).await;
        tour.see(page, "the help").await;
        close(page).await;
    }

    /// Where there is space, the people stand in a column beside the conversation.
    async fn people(self, page: &Browser, tour: &mut Tour<impl Check>) {
        page.press(self.word("People")).await;
        tour.see(page, "the people").await;
        let in_dialog = page.run("return document.querySelector('dialog[open]') !== null", &[]).await;
        if in_dialog == json!(true) {
            close(page).await;
        } else {
            page.press(self.word("People")).await;
        }
    }

    async fn failed_message(self, page: &Browser, tour: &mut Tour<impl Check>) {
        page.run(FAIL, &[]).await;
        page.reload().await;
        self.until_in(page).await;
        page.find("button", self.word("Discard")).await;
        tour.see(page, "a message that was not sent").await;
        page.press(self.word("Discard")).await;
    }

    async fn lost(self, page: &Browser, server: &mut Server, tour: &mut Tour<impl Check>) {
        server.kill9();
        page.press(self.word("Why?")).await;
        page.until_text(self.word("What you can check")).await;
        self.say(page, "said later").await;
        tour.see(page, "a room without a connection").await;
        server.start_again();
        page.until_text(self.word("Connected")).await;
        page.until_gone("button", self.word("Why?")).await;
    }

    async fn disconnected(self, page: &Browser, tour: &mut Tour<impl Check>) {
        page.press(self.word("Disconnect")).await;
        page.until_text(self.word("You disconnected.")).await;
        tour.see(page, "a room that somebody has left for a while").await;
    }
}
