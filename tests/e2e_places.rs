//! What a person is about to press keeps its place, whatever others do, whatever becomes of the
//! connection, and in every language.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::device::Size;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

const LANGUAGES: [&str; 9] = ["en", "ar", "de", "es", "fr", "hi", "ja", "pt", "zh"];

/// Phones, and a laptop's page at 400 %.
const SIZES: [Size; 5] = [(320, 568), (360, 740), (390, 844), (412, 915), (320, 256)];

/// From the next load on, the stream does not open before `letStream` is called.
const HOLD_STREAM: &str = "\
    const real = window.fetch.bind(window); \
    const held = new Promise((done) => (window.letStream = done)); \
    window.fetch = (path, ...rest) => \
      String(path).includes('events') ? held.then(() => real(path, ...rest)) : real(path, ...rest)";

const STATE: &str = "return document.querySelector('header [role=status]')?.textContent ?? ''";

/// Where the header's buttons are, and how high the header is.
const HEADER: &str = "\
    const places = [...document.querySelectorAll('header .actions button')] \
      .map((one) => one.getBoundingClientRect()).map(({ left, top }) => [left, top].map(Math.round)); \
    return [document.querySelector('header').offsetHeight, ...places]";

/// Where the header's buttons and the button that sends are.
const WITH_SEND: &str = "\
    return [...document.querySelectorAll('header .actions button, main form button')] \
      .map((one) => one.getBoundingClientRect()).map(({ left, top }) => [left, top].map(Math.round))";

/// The header in all sizes, with letters of both sizes.
async fn headers(page: &Browser) -> Vec<(Size, u32, Value)> {
    let mut all = Vec::new();
    for size in SIZES {
        page.resize(size).await;
        for letters in [100, 200] {
            page.enlarge_letters(letters).await;
            all.push((size, letters, page.run(HEADER, &[]).await));
        }
    }
    page.enlarge_letters(100).await;
    all
}

async fn until_another_state(page: &Browser, before: &str) -> String {
    page.until("another state of the connection", STATE, &[], |seen| {
        seen.as_str().filter(|seen| !seen.is_empty() && *seen != before).map(str::to_owned)
    })
    .await
}

#[tokio::test]
async fn the_headers_buttons_stay_in_each_state_in_every_language() {
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD_STREAM })).await;
    for language in LANGUAGES {
        let mut server = serve(&["--title", "Maker Night"]);
        page.open(&address_of(&server)).await;
        let join = "localStorage.setItem('flatchat.language', arguments[0]); \
            const headers = { 'content-type': 'application/json' }; \
            return (await fetch('join', { method: 'POST', headers, body: '{\"name\":\"Ana\"}' })).status";
        let status = page.run(join, &[json!(language)]).await;
        assert!(status.as_u64().is_some_and(|status| status < 300), "{status}");
        page.reload().await;
        let connecting = until_another_state(&page, "").await;
        let expected = headers(&page).await;
        page.run("letStream()", &[]).await;
        let connected = until_another_state(&page, &connecting).await;
        assert_eq!(headers(&page).await, expected, "{language}: {connecting} -> {connected}");
        server.terminate().await;
        let closed = until_another_state(&page, &connected).await;
        assert_eq!(headers(&page).await, expected, "{language}: {connected} -> {closed}");
    }
}

#[tokio::test]
async fn a_room_that_closes_pushes_nothing_aside_at_400_percent_with_scrollbars() {
    let mut server = serve(&["--title", "Maker Night"]);
    let Some(page) = Browser::with_dev_tools_and_scrollbars().await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.until_usable().await;
    page.resize((320, 256)).await;
    let before = page.run(WITH_SEND, &[]).await;
    server.terminate().await;
    page.until_text("The room has closed.").await;
    assert_eq!(page.run(WITH_SEND, &[]).await, before);
    let fits = page.run("return document.querySelector('.page').scrollHeight <= innerHeight", &[]).await;
    assert_eq!(fits, json!(true), "nothing lies below the window");
}

async fn react(guest: &Guest, method: Method, id: u64, emoji: &str) {
    let path = format!("/messages/{id}/reactions/{emoji}");
    assert!(guest.send(guest.request(method, &path)).await.status < 300);
}

const THUMB: &str = "%F0%9F%91%8D";
const LAUGH: &str = "%F0%9F%98%82";
const TADA: &str = "%F0%9F%8E%89";

const CHIPS: &str = "\
    await Promise.allSettled(document.getAnimations().map((one) => one.finished)); \
    return Object.fromEntries([...document.querySelectorAll('.chips button')].map((one) => \
      [one.querySelector('.emoji')?.textContent ?? '+', Math.round(one.getBoundingClientRect().left)]))";

async fn until_chip(page: &Browser, emoji: &str, names: usize) -> Value {
    let count = format!(
        "return [...document.querySelectorAll('.chips button')].some((one) => \
         one.textContent === '{emoji}{names}')"
    );
    page.until_true(&format!("{emoji} {names}"), &count, &[]).await;
    page.run(CHIPS, &[]).await
}

#[tokio::test]
async fn reactions_of_others_move_no_chip_of_a_message() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("mine").await;
    let mine = page.until_shown("mine").await.id;
    react(&bo, Method::PUT, mine, THUMB).await;
    react(&bo, Method::PUT, mine, TADA).await;
    let before = until_chip(&page, "🎉", 1).await;
    react(&bo, Method::PUT, mine, LAUGH).await;
    let after = until_chip(&page, "😂", 1).await;
    assert_eq!((&after["👍"], &after["🎉"]), (&before["👍"], &before["🎉"]));
    react(&bo, Method::DELETE, mine, LAUGH).await;

    // While the pointer is there, a withdrawn one keeps its place, and so does the button for more.
    for (text, id) in
        [("mine", mine), ("theirs", bo.say("theirs").await["entry"]["id"].as_u64().unwrap_or(0))]
    {
        page.until_shown(text).await;
        react(&bo, Method::PUT, id, THUMB).await;
        react(&bo, Method::PUT, id, TADA).await;
        page.until_true(
            "both are shown",
            "return document.querySelectorAll('[data-emoji=\"🎉\"]').length > 0 \
            && !document.querySelector('[data-emoji=\"😂\"]')",
            &[],
        )
        .await;
        page.hover(text).await;
        let until = page.until("the button for more", CHIPS, &[], |seen| {
            (seen["+"].is_number() && seen["🎉"].is_number()).then(|| seen.clone())
        });
        let before = until.await;
        react(&bo, Method::DELETE, id, THUMB).await;
        react(&bo, Method::PUT, id, LAUGH).await;
        let after = until_chip(&page, "😂", 1).await;
        for kept in ["👍", "🎉", "+"] {
            assert_eq!(after[kept], before[kept], "{kept} of {text}");
        }
        // It is not there any more once the pointer has gone.
        let away = json!({"type": "mouseMoved", "x": 5, "y": 5});
        page.dev_tools("Input.dispatchMouseEvent", away).await;
        let gone =
            "return [...document.querySelectorAll('.chips .emoji')].every((one) => one.textContent !== '👍')";
        page.until_true("what was withdrawn goes", gone, &[]).await;
        react(&bo, Method::DELETE, id, LAUGH).await;
        react(&bo, Method::DELETE, id, TADA).await;
        page.until_true("all are gone", "return document.querySelector('.chips') === null", &[]).await;
    }
}

#[tokio::test]
async fn the_tooltip_of_a_reaction_lies_in_the_window() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("mine").await;
    let mine = page.until_shown("mine").await.id;
    for n in 0..9 {
        let guest = Guest::join(&server, &format!("Somebody with a name {n}")).await;
        react(&guest, Method::PUT, mine, THUMB).await;
        react(&guest, Method::PUT, mine, TADA).await;
    }
    until_chip(&page, "🎉", 9).await;
    for size in [(1000, 700), (760, 700), (390, 844), (320, 568)] {
        page.resize(size).await;
        page.find("field", "Message").await.click().await.expect("a field takes the focus");
        page.keys(&format!("{0}{1}{0}{2}", keys::SHIFT, keys::TAB, keys::TAB)).await;
        let mut seen = 0;
        for _ in 0..8 {
            let box_of = "const tip = [...document.querySelectorAll('.who')].find((one) => one.offsetHeight > 0); \
                if (!tip) return null; const { left, right, top } = tip.getBoundingClientRect(); \
                return left >= 0 && right <= innerWidth && top >= 0";
            let lies = page.run(box_of, &[]).await;
            assert_ne!(lies, json!(false), "at {size:?}");
            seen += u32::from(lies == json!(true));
            page.keys(keys::TAB).await;
        }
        assert!(seen > 1, "tooltips were shown at {size:?}");
    }
}

/// A room of many messages, the last of which answers the first.
fn long_room(args: &[&str]) -> Server {
    let server = serve(args);
    let lines: String = (0..400).map(|n| format!("2026-01-02T03:00:00Z bo said: old {n}\n")).collect();
    server.append(lines.as_bytes());
    server.append(b"2026-01-02T03:00:00Z cy replied to 0: yes\n");
    server
}

async fn press_quotation(page: &Browser) {
    page.until_true(
        "the quotation is pressed",
        "const quotation = document.querySelector('.quote button'); \
        quotation?.click(); return quotation !== null",
        &[],
    )
    .await;
}

const FLOATING: &str = "\
    return [...document.querySelectorAll('.floating button')].map((one) => [one, one.getBoundingClientRect()]) \
      .filter(([one]) => one.classList.contains('back')).map(([, { left, top }]) => [left, top].map(Math.round))";

#[tokio::test]
async fn the_way_back_and_the_way_to_the_newest_have_places_of_their_own() {
    for (size, language) in [((1280, 800), "en"), ((390, 844), "en"), ((390, 844), "ar"), ((844, 390), "de")]
    {
        let server = serve(&[]);
        // All of them are loaded at once.
        let lines = (0..50).map(|n| format!("2026-01-02T03:00:00Z bo {n} said: old {n}\n"));
        server.append(lines.collect::<String>().as_bytes());
        server.append(b"2026-01-02T03:00:00Z cy replied to 0: yes\n");
        let bo = Guest::join(&server, "bo2").await;
        let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
        page.run(
            "localStorage.setItem('flatchat.language', arguments[0]); location.reload()",
            &[json!(language)],
        )
        .await;
        page.resize(size).await;
        page.until_shown("yes").await;
        page.until_true(
            "the late parts are there",
            "return document.querySelector('.floating') !== null",
            &[],
        )
        .await;
        press_quotation(&page).await;
        let both = "return document.querySelectorAll('.floating button').length === 2";
        page.until_true("both ways are shown", both, &[]).await;
        let before = page.run(FLOATING, &[]).await;
        let near = "const list = document.querySelector('.floating').parentElement.querySelector('section'); \
            const all = document.querySelectorAll('.floating button').length; \
            list.scrollTop = list.scrollHeight - list.clientHeight * 1.7; return all === 1";
        page.until_true("only the way back is shown", near, &[]).await;
        assert_eq!(page.run(FLOATING, &[]).await, before, "{size:?} {language}: without the newest");
        bo.say("something new").await;
        page.until_true("the way to the newest is shown", both, &[]).await;
        assert_eq!(page.run(FLOATING, &[]).await, before, "{size:?} {language}: with something new");
    }
}

#[tokio::test]
async fn a_quotation_that_cannot_be_loaded_is_said_and_is_no_step() {
    let server = long_room(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("yes").await;
    let block = "const real = window.fetch.bind(window); \
        window.fetch = (path, ...rest) => \
          String(path).includes('around=') ? Promise.reject(new TypeError('blocked')) : real(path, ...rest)";
    page.run(block, &[]).await;
    press_quotation(&page).await;
    page.until_text("The room cannot be reached.").await;
    assert!(!page.has("button", "Back").await);
    assert!(!page.text().await.contains("could not be loaded"));
}

#[tokio::test]
async fn the_emoji_that_cannot_be_loaded_are_said() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("hello").await;
    page.until_shown("hello").await;
    let _ = page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": ["*/Picker-*"]})).await;
    page.hover("hello").await;
    page.press("React").await;
    page.press("More emoji").await;
    page.until_text("The room cannot be reached.").await;
}

#[tokio::test]
async fn a_refused_removal_moves_no_button_of_its_dialog() {
    let server = serve(&[]);
    // A face in the conversation.
    Guest::join(&server, "bo").await.say("hi").await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("hello").await;
    page.until_shown("hello").await;
    for size in [(1280, 800), (390, 844)] {
        page.resize(size).await;
        page.press_right("hello").await;
        page.press("Remove").await;
        page.find("dialog", "Remove this message?").await;
        let refuse = "window.fetch = () => Promise.reject(new TypeError('blocked')); \
            document.querySelector('dialog form button').click()";
        page.nothing_moves_for(refuse, 1_000).await;
        page.until_text("The room cannot be reached.").await;
        page.press("Cancel").await;
    }
}

#[tokio::test]
async fn what_gets_the_focus_in_the_settings_does_not_lie_under_a_heading() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    for size in [(1280, 500), (320, 568)] {
        page.resize(size).await;
        page.press("Settings").await;
        page.find("dialog", "Settings").await;
        page.keys(&keys::TAB.repeat(14)).await;
        for _ in 0..14 {
            page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
            let seen = "const one = document.activeElement; \
                if (!one.closest('dialog .rows')) return true; \
                const { left, top, width, height } = one.getBoundingClientRect(); \
                const hit = document.elementFromPoint(left + width / 2, top + height / 2); \
                return hit?.closest('h2, h3, .head') === null";
            assert_eq!(page.run(seen, &[]).await, json!(true), "{} at {size:?}", page.focused().await);
        }
        page.press("Close").await;
        page.until_gone("dialog", "Settings").await;
    }
}

/// The people whom a search suggests, and where their buttons are.
const SUGGESTED: &str = "\
    return [...document.querySelectorAll('.suggestions button')].map((one) => [one, one.getBoundingClientRect()]) \
      .map(([one, { left, top, width }]) => [one.textContent.trim(), ...[left, top, width].map(Math.round)])";

async fn until_suggested(page: &Browser, names: &[&str]) -> Value {
    page.until(&format!("{names:?} are suggested"), SUGGESTED, &[], |seen| {
        let shown: Vec<&str> = seen.as_array()?.iter().filter_map(|one| one[0].as_str()).collect();
        (shown == names).then(|| seen.clone())
    })
    .await
}

/// A press is meant for the name that was shown. Those who are here come first, by name, so that
/// each of these would push the others aside.
#[tokio::test]
async fn the_people_that_a_search_suggests_stay_while_others_come_and_speak() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    let bo_is_here = bo.stream().await;
    let cy = Guest::join(&server, "cy").await;
    cy.say("tea").await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("tea").await;
    page.press("Search").await;
    page.press("From…").await;
    let before = until_suggested(&page, &["Ana", "bo", "cy"]).await;
    let abe = Guest::join(&server, "Abe").await;
    let abe_is_here = abe.stream().await;
    abe.say("hello from Abe").await;
    server.append(b"2026-01-02T03:00:00Z aaron said: by a script\n");
    bo.say("here").await;
    page.until_true(
        "they are known",
        "return document.body.textContent.includes(arguments[0]) && document.body.textContent.includes('aaron')",
        &[json!("hello from Abe")],
    )
    .await;
    assert_eq!(page.run(SUGGESTED, &[]).await, before);
    // What is typed next takes everybody into account.
    page.keys("a").await;
    until_suggested(&page, &["Abe", "Ana", "aaron"]).await;
    drop(abe_is_here);
    assert!(abe.post("/leave", "text/plain", "").await.status < 300);
    page.fill("Search messages", "from:").await;
    page.press("bo").await;
    let typed = "return document.querySelector('[data-search-box]').value";
    assert_eq!(page.run(typed, &[]).await, json!("from:bo "));
    drop(bo_is_here);
}
