//! Accessibility for everybody: names for all controls, use by keyboard alone, no errors in the
//! console, and other engines.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server, chat};
use serde_json::{Value, json};

/// Finds faults in the page as it is now.
const AUDIT: &str = r#"
    const wrong = [];
    const words = (element) => (element?.textContent ?? '').trim();
    const byId = (ids) => (ids ?? '').split(' ').map((id) => words(document.getElementById(id))).join('');
    const name = (element) => element.getAttribute('aria-label') || byId(element.getAttribute('aria-labelledby')) ||
      words(element.labels?.[0]) || (['BUTTON', 'A'].includes(element.tagName) ? words(element) : '');
    for (const one of document.querySelectorAll('button, input, textarea, select, a[href], dialog, [role=log], svg[role=img]'))
      if (!name(one)) wrong.push(`no name: ${one.outerHTML.slice(0, 200)}`);
    for (const one of document.querySelectorAll('img'))
      if (!one.hasAttribute('alt')) wrong.push(`no alt: ${one.outerHTML}`);
    for (const one of document.querySelectorAll('svg'))
      if (one.getAttribute('aria-hidden') !== 'true' && !name(one)) wrong.push(`an svg without name: ${one.outerHTML.slice(0, 200)}`);
    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`twice: #${id}`);
    for (const one of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
      for (const id of `${one.getAttribute('aria-describedby') ?? ''} ${one.getAttribute('aria-labelledby') ?? ''}`.trim().split(/\s+/))
        if (!document.getElementById(id)) wrong.push(`no element #${id}`);
    if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
    if (!document.documentElement.lang) wrong.push('no language');
    if (document.querySelectorAll('main').length !== 1) wrong.push('not one main');
    return wrong;
"#;

/// Records what a console would show, starting before the page's own scripts.
const COLLECT: &str = "\
    window.problems = [];
    addEventListener('error', (event) => problems.push(`error: ${event.message}`));
    addEventListener('unhandledrejection', (event) => problems.push(`rejected: ${event.reason}`));
    addEventListener('securitypolicyviolation', (event) => problems.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    for (const kind of ['error', 'warn']) console[kind] = (...words) => problems.push(`${kind}: ${words.join(' ')}`);";

async fn audit(page: &Browser, state: &str) {
    assert_eq!(page.run(AUDIT, &[]).await, json!([]), "{state}");
    assert_eq!(page.run("return problems", &[]).await, json!([]), "{state}");
}

#[tokio::test]
async fn in_a_whole_session_everything_has_a_name_and_the_console_stays_empty() {
    let server = serve(&[]);
    server.append(b"bot said: from the file\n2026-01-02T03:04:05Z Eve said: http://example.org\n");
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({"source": COLLECT})).await;
    page.open(&address_of(&server)).await;
    page.find("heading", "Come in").await;
    audit(&page, "the door").await;
    page.join("Ana").await;
    page.say("hello").await;
    page.until_shown("hello").await;
    audit(&page, "the room").await;
    let log = "const log = document.querySelector('[role=log]'); \
               return log.getAttribute('aria-live') === 'polite' && log.getAttribute('aria-label') === 'Messages'";
    page.until_true("the log is read out", log, &[]).await;
    for (button, dialog) in [("Invite", "Invite people"), ("Settings", "Settings")] {
        page.press(button).await;
        page.find("dialog", dialog).await;
        page.find("button", "Close").await;
        audit(&page, dialog).await;
        page.press("Close").await;
        page.until_gone("dialog", dialog).await;
    }
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}{2}", keys::SHIFT, keys::TAB, keys::ENTER)).await;
    page.find("dialog", "Message").await;
    audit(&page, "the menu of a message").await;
    page.press("Party popper").await;
    page.find("button", "🎉 1: Ana").await;
    audit(&page, "a reaction").await;
    page.press("Disconnect").await;
    page.until_text("You disconnected.").await;
    audit(&page, "disconnected").await;
    page.press("Connect").await;
    page.until_connected().await;
    let log = page.browser_log().await;
    assert!(log.is_empty(), "{log:?}");
}

/// Presses Tab until the element whose name begins like this has the focus.
async fn tab_to(page: &Browser, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..30 {
        page.keys(keys::TAB).await;
        let focused = page.focused().await;
        if focused.starts_with(name) {
            return;
        }
        passed.push(focused);
    }
    panic!("no way to {name:?} by Tab; passed {passed:?}");
}

#[tokio::test]
async fn the_keyboard_alone_is_enough() {
    let server = serve(&[]);
    let page = Browser::start().await;
    page.open(&address_of(&server)).await;
    page.find("field", "Your name").await;
    assert_eq!(page.focused().await, "Your name");
    page.keys(&format!("Ana{}", keys::ENTER)).await;
    page.until_in().await;
    assert_eq!(page.focused().await, "Message");
    page.keys(&format!("hello{}", keys::ENTER)).await;
    page.until_shown("hello").await;
    assert_eq!(page.focused().await, "Message");
    for (button, dialog) in [("Invite", "Invite people"), ("Settings", "Settings")] {
        tab_to(&page, button).await;
        page.keys(keys::ENTER).await;
        page.find("dialog", dialog).await;
        let inside = "return document.querySelector('dialog[open]').contains(document.activeElement)";
        page.until_true("the focus is in the dialog", inside, &[]).await;
        page.keys(keys::ESCAPE).await;
        page.until_gone("dialog", dialog).await;
        assert_eq!(page.focused().await, button, "the focus returns");
    }
    tab_to(&page, "Ana, ").await;
    tab_to(&page, "React").await;
    page.keys(keys::ENTER).await;
    page.find("dialog", "Message").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Message").await;
    assert_eq!(page.focused().await, "React", "the focus returns");
    tab_to(&page, "Message").await;
    page.keys("again").await;
    tab_to(&page, "Send").await;
    page.keys(keys::ENTER).await;
    page.until_shown("again").await;
}

#[tokio::test]
async fn the_link_can_be_copied_where_the_page_is_no_secure_context() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    assert_eq!(page.run("return isSecureContext", &[]).await, json!(false));
    page.press("Invite").await;
    let link = page.find("field", "Link to the room").await.prop("value").await.expect("a value");
    page.press("Copy").await;
    page.find("button", "Copied").await;
    page.press("Close").await;
    page.until_gone("dialog", "Invite people").await;
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}v{0}", keys::CONTROL)).await;
    let pasted = "return document.querySelector('textarea').value === arguments[0]";
    page.until_true("the link is pasted", pasted, &[json!(link)]).await;
}

async fn chats(server: &Server, safari: &Browser) {
    safari.join("Sara").await;
    let ana = Guest::join(server, "Ana").await;
    let mut stream = ana.stream().await;
    safari.say("hello from\nanother engine").await;
    safari.until_shown("hello from\nanother engine").await;
    let heard: Value = stream.value("entry").await;
    assert_eq!((&heard["name"], &heard["text"]), (&json!("Sara"), &json!("hello from\nanother engine")));
    ana.say("welcome \u{1f44b}").await;
    safari.until_shown("welcome \u{1f44b}").await;
}

#[tokio::test]
async fn a_guest_with_safaris_engine_chats_and_survives_a_restart() {
    let mut server = serve(&[]);
    let safari = Browser::webkit().await;
    safari.open(&server.url("/")).await;
    chats(&server, &safari).await;
    server.kill9();
    server.start_again();
    let bot = Guest::join(&server, "bot").await;
    bot.say("still there?").await;
    safari.until_shown("still there?").await;
    safari.say("yes").await;
    safari.until_shown("yes").await;
    assert_eq!(chat::said(&server.log()).len(), 4);
}
