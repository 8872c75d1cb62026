//! The opening of the page: what is visible before its script arrives, in which theme, and the
//! files that it requests.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use serde_json::json;

/// Without its bundle, the page is as on a slow network before the bundle has arrived.
const BUNDLE: &str = "*/assets/*.js";

async fn before_the_bundle(page: &Browser, address: &str) {
    page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": [BUNDLE]})).await;
    page.open(address).await;
    let still = "return document.getAnimations().every((one) => one.playState === 'finished')";
    page.until_true("the shell is shown", still, &[]).await;
}

/// What is visible of the form that stands in for the page.
const WORDS: &str = "\
    const all = [...document.querySelectorAll('.shell :is(h1, label, button, .opening, .title)')]; \
    return all.filter((one) => one.getClientRects().length > 0).map((one) => one.textContent)";

async fn until_words(page: &Browser, wanted: &[&str]) {
    let wanted = json!(wanted);
    page.until("the words before the script", WORDS, &[], |seen| (seen == &wanted).then_some(())).await;
}

#[tokio::test]
async fn a_stranger_sees_the_room_and_the_form_before_the_script_is_here() {
    let server = serve(&["--title", "Maker Night"]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    before_the_bundle(&page, &address_of(&server)).await;
    until_words(&page, &["Come in", "Maker Night", "Your name", "Join"]).await;
    assert_eq!(page.focused().await, "Your name");
    page.run("localStorage.setItem('flatchat.language', 'ar')", &[]).await;
    page.reload().await;
    until_words(&page, &["أهلًا بك", "Maker Night", "اسمك", "انضمام"]).await;
    assert_eq!(page.run("return document.documentElement.dir", &[]).await, json!("rtl"));
}

#[tokio::test]
async fn a_room_with_a_code_does_not_say_its_title_to_strangers() {
    let server = serve(&["--title", "Maker Night", "--code", "soup"]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    before_the_bundle(&page, &address_of(&server)).await;
    until_words(&page, &["Come in", "", "Your name", "Join"]).await;
}

#[tokio::test]
async fn a_guest_who_comes_back_sees_no_form_before_the_script_is_here() {
    let server = serve(&["--title", "Maker Night"]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    before_the_bundle(&page, &address_of(&server)).await;
    until_words(&page, &["Maker Night", "Opening the room…"]).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    page.reload().await;
    page.until_in().await;
    assert_eq!(page.run("return document.querySelector('.shell')", &[]).await, json!(null));
}

/// The room could not be reached for a moment.
#[tokio::test]
async fn a_bundle_that_did_not_arrive_is_asked_for_again_and_the_typed_name_stays() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    before_the_bundle(&page, &address_of(&server)).await;
    page.run("document.querySelector('.shell input').value = 'Ana Maria'", &[]).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    page.until_true("the door is there", "return !document.querySelector('.shell')", &[]).await;
    page.press("Join").await;
    page.until_in().await;
    assert_eq!(page.run("return localStorage.getItem('flatchat.name')", &[]).await, json!("Ana Maria"));
}

/// Browsers ask for a script once more when they should, but nobody asks for its styles again.
#[tokio::test]
async fn styles_that_did_not_arrive_come_with_the_page_which_is_loaded_again() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": ["*/lateparts-*.css"]})).await;
    // A page that a person has loaded again does not do so by itself.
    page.open(&address_of(&server)).await;
    page.until_in().await;
    page.write("a draft").await;
    page.run("window.before = true", &[]).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    let styled = "return window.before === undefined && [...document.querySelectorAll('link[rel=stylesheet]')]\
        .some((one) => one.href.includes('lateparts-') && one.sheet?.cssRules.length > 0)";
    page.until_true("the styles are here", styled, &[]).await;
    let draft = page.run("return document.querySelector('main form textarea').value", &[]).await;
    assert_eq!(draft, json!("a draft"));
}

/// Types into the form before the script is here, and calls `then`.
fn typing(then: &str) -> serde_json::Value {
    let source = format!(
        "document.addEventListener('readystatechange', () => setTimeout(() => {{ \
           if (document.readyState !== 'interactive') return; \
           const field = document.querySelector('.shell input'); \
           field.value = 'Ana Maria'; field.setSelectionRange(2, 5); {then} }}, 20))"
    );
    json!({ "source": source })
}

/// Opens the page on a network on which the script comes late, also on a busy computer.
async fn open_slowly(page: &Browser, address: &str) {
    page.dev_tools("Network.enable", json!({})).await;
    let slow =
        json!({"offline": false, "latency": 2_000, "downloadThroughput": 60_000, "uploadThroughput": 50_000});
    page.dev_tools("Network.emulateNetworkConditions", slow).await;
    page.open(address).await;
}

#[tokio::test]
async fn what_was_typed_before_the_script_is_here_stays_with_its_selection() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", typing("")).await;
    open_slowly(&page, &address_of(&server)).await;
    page.find("heading", "Come in").await;
    let typed = "const { value, selectionStart, selectionEnd } = document.querySelector('#app input'); \
                 return [value, selectionStart, selectionEnd]";
    assert_eq!(page.run(typed, &[]).await, json!(["Ana Maria", 2, 5]));
    assert_eq!(page.focused().await, "Your name");
}

#[tokio::test]
async fn join_pressed_before_the_script_is_here_joins() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    let press = "document.querySelector('.shell button').click()";
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", typing(press)).await;
    open_slowly(&page, &address_of(&server)).await;
    page.until_in().await;
    page.until_true("they are here", "return document.title === 'Flatchat'", &[]).await;
    let kept = page.run("return localStorage.getItem('flatchat.name')", &[]).await;
    assert_eq!(kept, json!("Ana Maria"));
}

/// Where everything is that the form and the door have in common.
const PLACES: &str = "\
    return ['.wordmark', 'h1', '.plate', '.title', 'label', 'input', '.primary'].map((one) => { \
      const { left, top, width, height } = document.querySelector(`${arguments[0]} ${one}`).getBoundingClientRect(); \
      return one === 'label' ? [left, top] : [left, top, width, height] })";

#[tokio::test]
async fn the_door_is_where_the_form_was() {
    let server = serve(&["--title", "Maker Night"]);
    for (width, height) in [(320, 500), (390, 844), (1280, 800)] {
        let Some(page) = Browser::with_dev_tools_sized(width, height).await else { return };
        for language in ["en", "de", "ar"] {
            before_the_bundle(&page, &address_of(&server)).await;
            page.run("localStorage.setItem('flatchat.language', arguments[0])", &[json!(language)]).await;
            page.reload().await;
            page.until_true(
                "the room is known",
                "return document.querySelector('.title').textContent !== ''",
                &[],
            )
            .await;
            let before = page.run(PLACES, &[json!(".shell")]).await;
            page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
            page.reload().await;
            page.until_true("the door is there", "return !document.querySelector('.shell')", &[]).await;
            assert_eq!(page.run(PLACES, &[json!("#app")]).await, before, "{language} {width}");
        }
    }
}

#[tokio::test]
async fn nothing_jumps_when_the_script_takes_over() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    let watch = "window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries() \
        .map((one) => one.value))).observe({ type: 'layout-shift', buffered: true })";
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({"source": watch})).await;
    page.dev_tools("Network.enable", json!({})).await;
    let slow =
        json!({"offline": false, "latency": 150, "downloadThroughput": 100_000, "uploadThroughput": 50_000});
    page.dev_tools("Network.emulateNetworkConditions", slow).await;
    page.open(&address_of(&server)).await;
    page.find("heading", "Come in").await;
    let shifts = page.run("return shifts.reduce((sum, one) => sum + one, 0)", &[]).await;
    assert!(shifts.as_f64().is_some_and(|shifts| shifts < 0.01), "{shifts}");
}

#[tokio::test]
async fn the_chosen_theme_is_there_before_the_script() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.find("heading", "Come in").await;
    let backgrounds = "return [getComputedStyle(document.documentElement).backgroundColor, \
                       getComputedStyle(document.documentElement).colorScheme]";
    for (theme, paper) in [("dark", "rgb(27, 24, 21)"), ("light", "rgb(251, 248, 241)")] {
        page.run("localStorage.setItem('flatchat.theme', arguments[0])", &[json!(theme)]).await;
        before_the_bundle(&page, &address_of(&server)).await;
        assert_eq!(page.run(backgrounds, &[]).await, json!([paper, theme]));
    }
}

#[tokio::test]
async fn the_browsers_own_colour_follows_the_chosen_theme() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let colours = "return [...new Set([...document.querySelectorAll('meta[name=theme-color]')].map((one) => one.content))]";
    page.press("Settings").await;
    for (theme, paper) in [("Dark", "#1b1815"), ("Light", "#fbf8f1")] {
        page.find("choice", theme).await.click().await.expect("a choice can be made");
        assert_eq!(page.run(colours, &[]).await, json!([paper]), "{theme}");
    }
}

#[tokio::test]
async fn nothing_is_fetched_twice_on_the_way_in() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let asked = "return performance.getEntriesByType('resource').map((one) => one.name.slice(location.origin.length))";
    let ticket = |seen: &serde_json::Value| {
        seen.as_array().is_some_and(|all| all.contains(&json!("/ticket"))).then(|| seen.clone())
    };
    page.until("a ticket", asked, &[], ticket).await;
    page.say("hello").await;
    page.until_shown("hello").await;
    // Otherwise the page looks after the reload whether the message has come.
    let sent = "return ['[]', null].includes(sessionStorage.getItem('flatchat.outbox'))";
    page.until_true("the receipt has come", sent, &[]).await;
    page.reload().await;
    page.until_in().await;
    let asked = page.until("a ticket", asked, &[], ticket).await;
    let asked = asked.as_array().cloned().unwrap_or_default();
    let twice: Vec<_> =
        asked.iter().filter(|one| asked.iter().filter(|other| other == one).count() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
