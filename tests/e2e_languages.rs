//! The page in other languages than English: the browser's, or one that is chosen by hand. All of
//! them fit.

#![allow(clippy::unwrap_used)]

use flatchat_tests::Guest;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::visitor::{address_of, serve};
use serde_json::{Value, json};

const LANGUAGES: [&str; 9] = ["ar", "de", "es", "fr", "hi", "ja", "pt", "zh", "pseudo"];

/// Chooses a language as the settings do, and loads the page anew.
const SPEAK: &str = "localStorage.setItem('flatchat.language', arguments[0]); location.reload()";

const CHOOSE: &str = "const choice = document.querySelector('dialog select'); \
    choice.value = arguments[0]; choice.dispatchEvent(new Event('change', {bubbles: true}))";

const TYPED: &str = "return document.querySelector('main form textarea')?.value ?? null";

async fn spoken(page: &Browser, language: &str) {
    let (lang, dir) =
        (if language == "pseudo" { "en" } else { language }, if language == "ar" { "rtl" } else { "ltr" });
    let is_spoken = "const {lang, dir} = document.documentElement; \
        return lang === arguments[0] && dir === arguments[1] && document.querySelector('h1') !== null";
    page.until_true(&format!("{language} is spoken"), is_spoken, &[lang.into(), dir.into()]).await;
}

#[tokio::test]
async fn the_page_speaks_the_browsers_language_if_it_knows_it() {
    let server = serve(&[]);
    for (browsers, spoken_here, heading) in [("de-AT,en", "de", None), ("fi,en", "en", Some("Come in"))] {
        let Some(page) = Browser::with_dev_tools_that_speaks(browsers).await else { return };
        page.open(&address_of(&server)).await;
        spoken(&page, spoken_here).await;
        let title = page.run("return document.querySelector('h1').textContent.trim()", &[]).await;
        assert_eq!(title == "Come in", heading.is_some(), "{browsers}: {title}");
    }
}

#[tokio::test]
async fn a_language_is_chosen_by_hand_and_what_was_typed_stays() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.write("half a sentence").await;
    page.press("Settings").await;
    page.find("field", "Language").await;
    page.run(CHOOSE, &["ar".into()]).await;
    spoken(&page, "ar").await;
    page.until("the draft is there", TYPED, &[], |typed| (typed == "half a sentence").then_some(())).await;
    page.reload().await;
    spoken(&page, "ar").await;
    page.until("the draft is there", TYPED, &[], |typed| (typed == "half a sentence").then_some(())).await;
    page.run("localStorage.removeItem('flatchat.language'); location.reload()", &[]).await;
    spoken(&page, "en").await;
    page.until_text("Connected").await;
}

/// The language, if the settings are open over the page and their field for it has the focus.
const CHOSEN: &str = "\
    const field = document.querySelector('dialog:modal select'); \
    return field !== null && field === document.activeElement ? document.documentElement.lang : null";

/// The page is built anew while all of its parts are there already.
#[tokio::test]
async fn arrow_keys_go_through_the_languages_and_the_page_works_in_each() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let _ = Guest::join(&server, "bo").await.say("hello").await;
    let hello = page.until_shown("hello").await;
    let reply = "document.querySelector(`[data-entry=\"${arguments[0]}\"]`).focus()";
    page.run(reply, &[hello.id.into()]).await;
    page.keys("r").await;
    page.until_true("a reply is begun", "return document.activeElement.matches('textarea')", &[]).await;
    page.press("Search").await;
    page.until_true("the search is open", "return document.querySelector('[data-search-box]') !== null", &[])
        .await;
    page.press("Settings").await;
    page.find("field", "Language").await;
    page.run("document.querySelector('dialog select').focus()", &[]).await;
    // From the browser's language to the same one by its name, which changes nothing.
    page.keys(keys::DOWN).await;
    let mut before = json!("en");
    for _ in 0..3 {
        page.keys(keys::DOWN).await;
        before = page
            .until("the next language", CHOSEN, &[], |seen| {
                (seen.is_string() && *seen != before).then(|| seen.clone())
            })
            .await;
    }
    page.keys(keys::ESCAPE).await;
    let closed = "return !document.querySelector('dialog') && document.activeElement !== document.body";
    page.until_true("the settings are closed", closed, &[]).await;
    let offered = "const field = document.querySelector('main form textarea'); field.focus(); field.select(); \
        document.execCommand('insertText', false, '@b'); \
        return document.querySelector('[role=listbox]')?.innerText.includes('bo') ?? false";
    page.until_true("names are offered", offered, &[]).await;
    let errors = page.browser_log().await;
    assert!(errors.is_empty(), "{errors:?}");
}

/// Where a message is in the page, or null.
const TOP_OF: &str = "const row = [...document.querySelectorAll('[data-entry]')] \
      .find((one) => one.querySelector('.text')?.textContent.trim() === arguments[0]); \
    return row ? Math.round(row.getBoundingClientRect().top) : null";

const SCROLL: &str = "const list = document.querySelector('[role=log]').closest('section'); \
    list.scrollTop = list.scrollHeight * arguments[0]; list.dispatchEvent(new Event('scroll'))";

#[tokio::test]
async fn another_language_leaves_the_reader_where_they_are() {
    let server = serve(&["--posts-per-minute", "0"]);
    let bo = Guest::join(&server, "bo").await;
    let first = bo.say("the first of all").await["entry"]["id"].clone();
    for n in 0..50 {
        let _ = bo.say(&format!("line {n}")).await;
    }
    let _ = bo.post_json("/messages", &json!({"text": "an answer", "reply_to": first})).await.expect(201);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let _ = page.until_shown("an answer").await;
    let top_of = async |text: &str| page.run(TOP_OF, &[text.into()]).await.as_i64().unwrap_or(i64::MIN);
    let in_view = "const top = document.querySelector(`[data-entry=\"${arguments[0]}\"]`)?.getBoundingClientRect().top; \
        return top > 0 && top < innerHeight";
    page.run("document.querySelector('.quote button').click()", &[]).await;
    page.until_true("the quoted message is shown", in_view, &[first]).await;

    // The newest stay in view, whatever was jumped to before.
    page.run(SCROLL, &[json!(1)]).await;
    let newest = top_of("an answer").await;
    page.press("Settings").await;
    page.find("field", "Language").await;
    page.run(CHOOSE, &["es".into()]).await;
    page.until("the field has the focus", CHOSEN, &[], |seen| (seen == "es").then_some(())).await;
    assert!((top_of("an answer").await - newest).abs() < 40, "the newest are not in view");

    // And so does a place further up.
    page.run(SCROLL, &[json!(0.5)]).await;
    let before = top_of("line 25").await;
    page.run(CHOOSE, &["de".into()]).await;
    page.until("the field has the focus", CHOSEN, &[], |seen| (seen == "de").then_some(())).await;
    assert!((top_of("line 25").await - before).abs() <= 2, "the reader is at another place");

    page.keys(keys::ESCAPE).await;
    let back = "return document.activeElement.title === 'Einstellungen'";
    page.until_true("the button of the settings has the focus", back, &[]).await;
}

#[tokio::test]
async fn a_language_that_cannot_be_loaded_is_not_chosen_and_the_page_says_why() {
    let mut server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.press("Settings").await;
    page.find("field", "Language").await;
    page.run(CHOOSE, &["fr".into()]).await;
    spoken(&page, "fr").await;
    page.until("the field has the focus", CHOSEN, &[], |seen| (seen == "fr").then_some(())).await;
    server.kill9();
    page.run(CHOOSE, &["de".into()]).await;
    let told = "const { value, ariaDescribedByElements: [note] } = document.querySelector('dialog select'); \
        return [value, document.documentElement.lang, note.getAttribute('role')]";
    let refused = json!(["fr", "fr", "alert"]);
    page.until("the reason", told, &[], |seen| (*seen == refused).then_some(())).await;
}

#[tokio::test]
async fn the_room_fits_in_every_language() {
    let server = serve(&["--title", "Maker Night"]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("hello").await;
    page.until_shown("hello").await;
    for language in LANGUAGES {
        page.run(SPEAK, &[language.into()]).await;
        spoken(&page, language).await;
        let is_in = "return document.querySelector('[data-entry]') !== null";
        page.until_true("the room is shown", is_in, &[]).await;
        for size in [(390, 844), (320, 256), (1280, 800)] {
            // No language needs half as much again in the narrowest header.
            if language == "pseudo" && size.0 == 320 {
                continue;
            }
            page.resize(size).await;
            assert_eq!(page.misfits().await, json!([]), "{language} at {size:?}");
        }
        let errors = page.browser_log().await;
        assert!(errors.is_empty(), "{language}: {errors:?}");
    }
}

/// German says most beside the buttons, and the conversation must not move when it does.
#[tokio::test]
async fn the_header_keeps_its_height_when_the_connection_is_lost() {
    const HEIGHT: &str = "return document.querySelector('header').offsetHeight";
    let mut server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.resize((390, 844)).await;
    page.run(SPEAK, &["de".into()]).await;
    page.until_text("Verbunden").await;
    let before = page.run(HEIGHT, &[]).await;
    server.kill9();
    let counts = "return /\\d/.test(document.querySelector('header .countdown')?.textContent ?? '')";
    page.until_true("the page counts until it tries again", counts, &[]).await;
    assert_eq!(page.run(HEIGHT, &[]).await, before);
}

#[tokio::test]
async fn emoji_are_found_in_the_language_of_the_page() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("hello").await;
    page.until_shown("hello").await;
    page.run(SPEAK, &["fr".into()]).await;
    spoken(&page, "fr").await;
    let open = "const row = document.querySelector('[data-entry]'); if (!row) return false; row.focus(); \
        row.dispatchEvent(new KeyboardEvent('keydown', {key: '+', bubbles: true})); \
        return document.querySelector('dialog') !== null";
    page.until_true("a way to react is open", open, &[]).await;
    let more = "[...document.querySelectorAll('dialog button[aria-haspopup=dialog]')].pop()?.click(); \
        return document.querySelector('dialog input') !== null";
    page.until_true("the picker is open", more, &[]).await;
    let find = "const field = document.querySelector('dialog input'); field.value = 'coeur'; \
        field.dispatchEvent(new Event('input', {bubbles: true}))";
    page.run(find, &[]).await;
    let found =
        "return [...document.querySelectorAll('dialog button')].some((one) => one.textContent.includes('❤'))";
    page.until("the heart is found", found, &[], |found| (*found == Value::Bool(true)).then_some(())).await;
}
