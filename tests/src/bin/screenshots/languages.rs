//! Pictures of the room in other languages, one of which is written from right to left.

use flatchat_tests::browser::Browser;

use super::Album;

/// Chooses a language as the settings do, and loads the page anew.
const SPEAK: &str = "localStorage.setItem('flatchat.language', arguments[0]); location.reload()";

pub(crate) async fn add(album: &Album, phone: &Browser, laptop: &Browser) {
    for language in ["ar", "de", "zh"] {
        for (page, name) in [(phone, "guest-390"), (laptop, "guest-1280")] {
            page.run(SPEAK, &[language.into()]).await;
            let spoken = "return document.documentElement.lang === arguments[0] \
                && document.querySelector('[data-entry]') !== null";
            page.until_true("the language is spoken", spoken, &[language.into()]).await;
            album.add(page, &format!("{name}-room-{language}")).await;
        }
    }
    for page in [phone, laptop] {
        page.run(SPEAK, &["en".into()]).await;
        page.until_text("Connected").await;
    }
}
