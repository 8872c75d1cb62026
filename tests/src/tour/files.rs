//! Shared files, the viewer, the list of files, and files that are picked.

use reqwest::Method;
use serde_json::json;

use super::{Check, Tour, Visit, close};
use crate::browser::Browser;
use crate::samples::{sample, sample_path};
use crate::sharing::{share, upload};
use crate::visitor::{address_of, serve};
use crate::{Guest, Server};

const TO_THE_END: &str = "const list = document.querySelector('[role=log]').closest('[tabindex]'); list.scrollTop = list.scrollHeight";

impl Visit {
    /// Visits shared files of each kind, and everything that lies over them.
    pub async fn files(self, check: impl Check) {
        let mut tour = Tour::new(check);
        let server = serve(&["--posts-per-minute", "0"]);
        fill(&server).await;
        let Some(page) = self.enter(&address_of(&server), "Ana").await else { return };
        page.until_text("plan.pdf").await;
        page.run(TO_THE_END, &[]).await;
        tour.see(&page, "shared files").await;
        self.viewer(&page, &mut tour).await;
        page.press(self.word("Files")).await;
        page.find("dialog", self.word("Files")).await;
        page.until_text(self.word("Everyone")).await;
        tour.see(&page, "the list of files").await;
        close(&page).await;
        self.picked(&page, &mut tour).await;
        tour.end();
    }

    async fn viewer(self, page: &Browser, tour: &mut Tour<impl Check>) {
        let open = "const one = document.querySelector('[role=log] button[data-file]:has(img), [role=log] [data-file] button:has(img)'); \
            one?.click(); return document.querySelector('dialog[open] img') !== null";
        page.until_true("the viewer is open", open, &[]).await;
        tour.see(page, "the viewer").await;
        close(page).await;
    }

    async fn picked(self, page: &Browser, tour: &mut Tour<impl Check>) {
        let input = page.client.find(fantoccini::Locator::Css("input[type=file]")).await;
        let paths = ["orientation-6.jpg", "words.txt"].map(|name| sample_path(name).display().to_string());
        input.expect("files can be picked").send_keys(&paths.join("\n")).await.expect("they are picked");
        let ready = "const chips = [...document.querySelectorAll('main form li')]; \
            return chips.length === 2 && chips.every((chip) => chip.innerText.includes(arguments[0]))";
        page.until_true("both are ready", ready, &[json!(self.word("Ready"))]).await;
        tour.see(page, "files that are picked").await;
    }
}

/// Shares a file of each kind, and several pictures in one line.
async fn fill(server: &Server) {
    let bo = Guest::join(server, "bo").await;
    for (sample_name, name) in [
        ("orientation-6.jpg", "upright.jpg"),
        ("location.heic", "IMG_1.heic"),
        ("video.webm", "talk.webm"),
        ("sound.mp3", "song.mp3"),
    ] {
        let request = bo.request(Method::PUT, &format!("/files/{name}")).body(sample(sample_name));
        let _ = bo.send(request).await.expect(201);
    }
    let mut ids = Vec::new();
    for n in 1..=5 {
        ids.push(upload(&bo, &format!("{n}.png"), &sample("location.png")).await);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let _ = share(&bo, &ids, "All of the day").await.expect(201);
    let request = bo.request(Method::PUT, "/files/plan.pdf").body(sample("page.pdf"));
    let _ = bo.send(request).await.expect(201);
}
