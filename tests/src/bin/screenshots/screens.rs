//! Sheets with a small picture of every screen, in English, German, Arabic and Chinese.

use std::cell::RefCell;
use std::fmt::Write as _;

use flatchat_tests::browser::Browser;
use flatchat_tests::tour::{Language, Visit};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Album;

const LANGUAGES: [Language; 4] = [Language::English, Language::German, Language::Arabic, Language::Chinese];

/// A device, the width of its screens on the sheet, and how many stand beside each other.
const DEVICES: [(Visit, u32, u32); 2] = [(Visit::PHONE, 180, 9), (Visit::LAPTOP, 320, 6)];

pub(crate) async fn add(album: &Album) {
    for (visit, width, columns) in DEVICES {
        for language in LANGUAGES {
            let pictures = Pictures::new();
            let take = async |page: &Browser| pictures.take(page).await;
            let visit = visit.in_language(language);
            visit.outside(take).await;
            visit.room(take).await;
            visit.messages(take).await;
            visit.files(take).await;
            pictures
                .add_to(album, &format!("screens-{}-{}", visit.size.0, language.tag()), width, columns)
                .await;
        }
    }
}

/// Pictures of screens in a folder.
struct Pictures {
    folder: TempDir,
    count: RefCell<u32>,
}

impl Pictures {
    fn new() -> Pictures {
        Pictures { folder: tempfile::tempdir().expect("a folder"), count: RefCell::default() }
    }

    async fn take(&self, page: &Browser) -> Vec<String> {
        let n = self.count.replace_with(|count| *count + 1);
        page.picture(&self.folder.path().join(format!("{n}.png"))).await;
        Vec::new()
    }

    async fn add_to(&self, album: &Album, name: &str, width: u32, columns: u32) {
        let mut html = format!(
            "<!doctype html><title>{name}</title><style>body {{ display: grid; gap: 8px; margin: 8px; background: #888; \
             grid-template-columns: repeat({columns}, {width}px) }} img {{ width: 100% }}</style>"
        );
        for n in 0..*self.count.borrow() {
            write!(html, "<img src={n}.png>").expect("memory takes text");
        }
        let sheet = self.folder.path().join("sheet.html");
        std::fs::write(&sheet, html).expect("a folder takes files");
        let page = Browser::with_dev_tools().await.expect("the pictures are of Chromium");
        let across = columns * (width + 8) + 8;
        let screen =
            |height: u64| json!({"width": across, "height": height, "deviceScaleFactor": 1, "mobile": false});
        page.dev_tools("Emulation.setDeviceMetricsOverride", screen(800)).await;
        page.open(&format!("file://{}", sheet.display())).await;
        let whole = "return [...document.images].every((one) => one.complete) && document.documentElement.scrollHeight";
        let height = page.until("the sheet", whole, &[], Value::as_u64).await;
        page.dev_tools("Emulation.setDeviceMetricsOverride", screen(height)).await;
        album.add(&page, name).await;
        page.close().await;
    }
}
