//! A conversation with everything that a row can be, and what can be done with a row.

use super::{Check, Lines, Tour, Visit, close, dialog, focus_row, until_still};
use crate::browser::{Browser, keys};
use crate::visitor::{address_of, serve};

const TO_THE_TOP: &str =
    "document.querySelector('[role=log]').closest('[tabindex]').scrollTop = 0; return true";

const TO_THE_END: &str = "const list = document.querySelector('[role=log]').closest('[tabindex]'); \
    list.scrollTop = list.scrollHeight; return true";

impl Visit {
    /// Visits a lively conversation, and everything that lies over it for one of its rows.
    pub async fn messages(self, check: impl Check) {
        let mut tour = Tour::new(check);
        let server = serve(&["--posts-per-minute", "0"]);
        server.append(Lines::lively().bytes());
        let Some(page) = self.enter(&address_of(&server), "Ana").await else { return };
        page.until_text("the newest").await;
        self.say(&page, "my own words").await;
        tour.see(&page, "the end of the conversation").await;
        page.run(TO_THE_TOP, &[]).await;
        tour.see(&page, "the beginning of the conversation").await;
        self.row_in_use(&page, &mut tour).await;
        self.menus(&page, &mut tour).await;
        self.dialogs(&page, &mut tour).await;
        self.strips(&page, &mut tour).await;
        self.search(&page, &mut tour).await;
        tour.end();
    }

    async fn row_in_use(self, page: &Browser, tour: &mut Tour<impl Check>) {
        for (text, screen) in [
            ("with other words", "a row in use"),
            ("marks:", "a row with a link in use"),
            ("my own words", "one's own row in use"),
        ] {
            focus_row(page, text).await;
            page.find("button", self.word("More")).await;
            tour.see(page, screen).await;
        }
    }

    async fn menus(self, page: &Browser, tour: &mut Tour<impl Check>) {
        self.open_menu(page, "my own words").await;
        tour.see(page, "the menu of one's own row").await;
        close(page).await;
        focus_row(page, "with other words").await;
        page.keys("+").await;
        page.find("dialog", self.word("Message")).await;
        tour.see(page, "the emoji at hand").await;
        page.press(self.word("More emoji")).await;
        page.find("dialog", self.word("Emoji")).await;
        let emoji = "return document.querySelectorAll('dialog button').length > 100";
        page.until_true("emoji are shown", emoji, &[]).await;
        tour.see(page, "the emoji picker").await;
        close(page).await;
        if self.by_touch {
            page.run(TO_THE_END, &[]).await;
            page.hold("the newest").await;
            page.find("dialog", self.word("Message")).await;
            tour.see(page, "the sheet of a row").await;
            close(page).await;
        }
    }

    async fn dialogs(self, page: &Browser, tour: &mut Tour<impl Check>) {
        for (text, item, title) in [
            ("with other words", "Who reacted", "Reactions"),
            ("with other words", "Earlier wordings", "Earlier wordings"),
            ("my own words", "Remove", "Remove this message?"),
        ] {
            self.open_menu(page, text).await;
            dialog(page, self.word(item), self.word(title), tour).await;
        }
        dialog(page, self.word("2 pinned messages"), self.word("Pinned messages"), tour).await;
        page.run("document.querySelector('header button.topic').click()", &[]).await;
        page.find("dialog", self.word("Topic")).await;
        tour.see(page, "the topic").await;
        close(page).await;
    }

    async fn search(self, page: &Browser, tour: &mut Tour<impl Check>) {
        page.press(self.word("Search")).await;
        tour.see(page, "the search").await;
        page.keys("bread").await;
        page.until_true("there is a hit", "return document.querySelector('[data-hit]') !== null", &[]).await;
        tour.see(page, "what was found").await;
    }

    async fn strips(self, page: &Browser, tour: &mut Tour<impl Check>) {
        for (item, words, screen) in
            [("Reply", "Replying to", "a reply"), ("Edit", "Editing your message", "an edit")]
        {
            self.open_menu(page, "my own words").await;
            page.press(self.word(item)).await;
            page.until_text(self.word(words)).await;
            tour.see(page, screen).await;
            page.keys(keys::ESCAPE).await;
            page.until_no_text(self.word(words)).await;
        }
    }

    async fn open_menu(self, page: &Browser, text: &str) {
        focus_row(page, text).await;
        page.keys(keys::ENTER).await;
        page.find("dialog", self.word("Message")).await;
        until_still(page).await;
    }
}
