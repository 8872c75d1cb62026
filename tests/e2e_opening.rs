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

/// Whether the shell is visible in the middle of the page.
const SHELL: &str = "\
    const one = document.querySelector('.shell svg'); \
    const { left, right, top, bottom } = one.getBoundingClientRect(); \
    return getComputedStyle(one.parentElement).opacity === '1' && right - left >= 32 \
      && Math.abs((left + right) / 2 - innerWidth / 2) < 2 && Math.abs((top + bottom) / 2 - innerHeight / 2) < 2";

#[tokio::test]
async fn the_page_is_not_blank_before_its_script_is_here_and_says_nothing_to_screen_readers() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    before_the_bundle(&page, &address_of(&server)).await;
    assert_eq!(page.run(SHELL, &[]).await, json!(true));
    assert_eq!(page.text().await.trim(), "");
    let hidden = "return document.querySelector('.shell').getAttribute('aria-hidden')";
    assert_eq!(page.run(hidden, &[]).await, json!("true"));
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    page.reload().await;
    page.find("heading", "Come in").await;
    assert_eq!(page.run("return document.querySelector('.shell')", &[]).await, json!(null));
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
    let asked = "return performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)";
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
