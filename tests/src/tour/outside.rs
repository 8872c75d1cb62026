//! The screens outside a room.

use serde_json::{Value, json};

use super::{Check, Tour, Visit};
use crate::browser::{Browser, keys};
use crate::visitor::{address_of, serve};
use crate::{Guest, Server};

/// Whether the field with this number was refused.
const REFUSED: &str = "return document.querySelectorAll('main form input')[arguments[0]]?.getAttribute('aria-invalid') === 'true'";

impl Visit {
    /// Visits the door, a room that is full, and one that does not answer.
    pub async fn outside(self, check: impl Check) {
        let mut tour = Tour::new(check);
        self.door(&mut tour).await;
        self.full_room(&mut tour).await;
        self.no_room(&mut tour).await;
        tour.end();
    }

    async fn door(self, tour: &mut Tour<impl Check>) {
        let server = serve(&["--code", "soup"]);
        let ana = Guest::join_with(&server, &json!({"name": "Ana", "code": "soup"})).await;
        let _here = ana.stream().await;
        let Some(page) = self.open(&address_of(&server)).await else { return };
        page.find("heading", self.word("Come in")).await;
        tour.see(&page, "the door").await;
        page.fill(self.word("Your name"), "Ana").await;
        page.press(self.word("Join")).await;
        let refusals =
            [("salad", 1, "the door with a wrong code"), ("soup", 0, "the door with a taken name")];
        for (code, field, screen) in refusals {
            let field_of_code = page.find("field", self.word("Room code")).await;
            field_of_code.click().await.expect("a field takes the focus");
            page.keys(&format!("{0}a{0}{code}", keys::CONTROL)).await;
            page.press(self.word("Join")).await;
            page.until_true("it says what was wrong", REFUSED, &[json!(field)]).await;
            tour.see(&page, screen).await;
        }
    }

    async fn full_room(self, tour: &mut Tour<impl Check>) {
        let server = serve(&["--max-guests", "1"]);
        let ana = Guest::join(&server, "Ana").await;
        let _here = ana.stream().await;
        let Some(page) = self.open(&address_of(&server)).await else { return };
        page.fill(self.word("Your name"), "Ben").await;
        page.press(self.word("Join")).await;
        page.find("heading", self.word("The room is full")).await;
        tour.see(&page, "the full room").await;
    }

    async fn no_room(self, tour: &mut Tour<impl Check>) {
        let server = serve(&[]);
        let Some(page) = self.open(&address_of(&server)).await else { return };
        block_room(&page, &server).await;
        page.reload().await;
        page.find("heading", self.word("The host answers")).await;
        tour.see(&page, "a room that does not answer").await;
    }
}

async fn block_room(page: &Browser, server: &Server) {
    let urls: Value = json!({"urls": [format!("{}room", address_of(server))]});
    page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", urls).await;
}
