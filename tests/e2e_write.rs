//! Writing a message: names, emoji and commands are completed, commands do what they say, and
//! addresses without a scheme become links.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::chat;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::json;

const DOWN: &str = "\u{E015}";

const DRAFT: &str = "return document.querySelector('main form textarea').value";

/// What is offered: the label of the list, its choices, and which of them is chosen, as a screen
/// reader in the field finds them.
const OFFERED: &str = "\
    const field = document.querySelector('main form textarea');
    const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
    if (list?.getAttribute('role') !== 'listbox') return null;
    const options = [...list.querySelectorAll('[role=option]')];
    const chosen = document.getElementById(field.getAttribute('aria-activedescendant'));
    const names = options.map((one) => one.querySelector('bdi').textContent);
    const isTold = chosen?.getAttribute('aria-selected') === 'true' && document.activeElement === field;
    return [list.getAttribute('aria-label'), names, isTold ? options.indexOf(chosen) : null]";

/// Whether the list is above the field, within the page, where the field begins, high enough to be
/// read, and its choices as large as a finger needs.
const PLACE: &str = "\
    const list = document.querySelector('[role=listbox]').getBoundingClientRect();
    const field = document.querySelector('main form label').getBoundingClientRect();
    const option = document.querySelector('[role=option]').getBoundingClientRect();
    const begins = document.dir === 'rtl' ? field.right - list.right : list.left - field.left;
    return [list.bottom <= field.top, list.top >= 0 && list.left >= 0 && list.right <= innerWidth,
      Math.abs(begins) < 1, list.height >= 40, !matchMedia('(pointer: coarse)').matches || option.height >= 44]";

fn said(server: &Server) -> Vec<String> {
    chat::said(&server.log()).into_iter().map(|line| line.text).collect()
}

/// Types a text in place of the field's own where nothing is offered.
const TYPE: &str = "\
    const field = document.querySelector('main form textarea');
    if (document.querySelector('[role=listbox]') && field.value === arguments[0]) return true;
    field.focus();
    field.select();
    document.execCommand('insertText', false, arguments[0]);
    return false";

/// Types a text until something is offered, which is loaded a moment after the room, and waits for
/// these choices.
async fn type_until_offered(page: &Browser, text: &str, label: &str, names: &[&str]) {
    page.until_true("something is offered", TYPE, &[json!(text)]).await;
    let expected = json!([label, names, 0]);
    page.until(&format!("{expected}"), OFFERED, &[], |offered| (offered == &expected).then_some(())).await;
}

async fn until_draft(page: &Browser, text: &str) {
    page.until("the draft", DRAFT, &[], |draft| (draft == text).then_some(())).await;
}

async fn until_nothing_offered(page: &Browser) {
    page.until("nothing is offered", OFFERED, &[], |offered| offered.is_null().then_some(())).await;
}

async fn assert_names_are_completed(page: &Browser) {
    let server = serve(&[]);
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    let gone = Guest::join(&server, "Boris").await;
    let _ = gone.say("I am off").await;
    let here = Guest::join(&server, "Maria José").await;
    let _stream = here.stream().await;
    page.until_shown("I am off").await;
    // Whoever comes while names are offered is offered behind them.
    page.until_text("Maria José").await;
    type_until_offered(page, "ask @", "People", &["Maria José", "Boris"]).await;
    page.keys(&format!("jo{}", keys::ENTER)).await;
    until_draft(page, "ask @Maria José ").await;
    until_nothing_offered(page).await;
    page.keys("and @").await;
    page.until("names", OFFERED, &[], |offered| (!offered.is_null()).then_some(())).await;
    page.keys(&format!("{DOWN}{}", keys::TAB)).await;
    until_draft(page, "ask @Maria José and @Boris ").await;
    assert_eq!(page.focused().await, "Message");
    page.keys(keys::ENTER).await;
    page.until_shown("ask @Maria José and @Boris").await;
    assert_eq!(said(&server), ["I am off", "ask @Maria José and @Boris"]);
}

/// The names that are offered, the one that is chosen, and the height at which each name stands.
const PLACES: &str = "\
    const options = [...document.querySelectorAll('[role=option]')]; \
    return options.map((one) => [one.querySelector('bdi').textContent, one.ariaSelected, \
      one.getBoundingClientRect().top])";

#[tokio::test]
async fn names_keep_their_places_while_others_come_and_speak() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let [dan, bo, cy] = [
        Guest::join(&server, "Dan").await,
        Guest::join(&server, "Bo").await,
        Guest::join(&server, "Cy").await,
    ];
    for guest in [&dan, &bo, &cy] {
        let _ = guest.say("hello").await;
    }
    page.until_count(3).await;
    type_until_offered(&page, "@", "People", &["Cy", "Bo", "Dan"]).await;
    page.keys(DOWN).await;
    // The names of a crowd have time to come.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let before = page.run(PLACES, &[]).await;
    assert_eq!(before[1][1], "true");
    let _ = dan.say("it is me again").await;
    let eve = Guest::join(&server, "Eve").await;
    let _ = eve.say("here I am").await;
    let known = "return document.querySelectorAll('[role=option]').length";
    page.until("Eve is last", known, &[], |seen| (*seen == json!(4)).then_some(())).await;
    let after = page.run(PLACES, &[]).await;
    assert_eq!([&after[0], &after[1], &after[2]], [&before[0], &before[1], &before[2]]);
    assert_eq!(after[3][0], "Eve");
    page.keys(keys::ENTER).await;
    until_draft(&page, "@Bo ").await;
}

/// The second time, the late parts are there from the start.
#[tokio::test]
async fn all_is_completed_again_after_leaving_and_joining() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.join("Bo").await;
    type_until_offered(&page, ":tad", "Emoji", &["tada"]).await;
    page.keys(keys::ENTER).await;
    until_draft(&page, "🎉").await;
    page.press("Settings").await;
    let is_modal = "return document.querySelector('dialog:modal') !== null";
    page.until_true("the settings are open", is_modal, &[]).await;
    let log = page.browser_log().await;
    let thrown: Vec<_> = log.iter().filter(|one| one.to_string().contains("Uncaught")).collect();
    assert!(thrown.is_empty(), "{thrown:?}");
}

#[tokio::test]
async fn names_are_completed_by_keys_and_the_field_keeps_the_focus() {
    assert_names_are_completed(&Browser::start().await).await;
}

#[tokio::test]
async fn names_are_completed_by_keys_in_webkit() {
    assert_names_are_completed(&Browser::webkit().await).await;
}

#[tokio::test]
async fn emoji_are_completed_and_a_whole_name_becomes_its_emoji() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    type_until_offered(&page, ":tad", "Emoji", &["tada"]).await;
    page.keys(keys::ENTER).await;
    until_draft(&page, "🎉").await;
    page.keys(" :smile:").await;
    until_draft(&page, "🎉 😄").await;
    page.run("document.execCommand('undo')", &[]).await;
    // In WebKit, one undo goes further back: to the letters before the first emoji.
    let undone = "const { value } = document.querySelector('main form textarea'); \
        return value === '🎉 :smile:' || (navigator.vendor.startsWith('Apple') && value === ':tad')";
    page.until_true("the emoji is its name again", undone, &[]).await;
    page.fill("Message", "so at 12:30: yes, `:smile:`").await;
    page.keys(keys::ENTER).await;
    page.until_shown("so at 12:30: yes, :smile:").await;
    assert_eq!(said(&server), ["so at 12:30: yes, `:smile:`"]);
}

#[tokio::test]
async fn escape_closes_the_choices_first_and_an_input_method_keeps_its_keys() {
    let server = serve(&[]);
    let _ = Guest::join(&server, "bo").await.say("hello").await;
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("hello").await;
    type_until_offered(&page, "@", "People", &["bo"]).await;
    let composed = "const field = document.querySelector('main form textarea'); \
        const press = (more) => field.dispatchEvent(new KeyboardEvent('keydown', \
          { key: 'Enter', bubbles: true, cancelable: true, ...more })); \
        return [press({ isComposing: true }), press({ keyCode: 229 })]";
    assert_eq!(page.run(composed, &[]).await, json!([true, true]), "a key was taken");
    page.keys(keys::ESCAPE).await;
    until_nothing_offered(&page).await;
    page.keys(&format!("b{}", keys::ENTER)).await;
    page.until_shown("@b").await;
    assert_eq!(said(&server), ["hello", "@b"], "what was closed takes no keys");
}

#[tokio::test]
async fn the_choices_lie_above_the_field_and_within_the_page() {
    let server = serve(&[]);
    for n in 0..12 {
        let _ = Guest::join(&server, &format!("guest {n}")).await.say("hello").await;
    }
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.until_count(12).await;
    let names = (4..12).rev().map(|n| format!("guest {n}")).collect::<Vec<_>>();
    let names = names.iter().map(String::as_str).collect::<Vec<_>>();
    for (language, label) in [("en", "People"), ("ar", "الأشخاص")] {
        page.run(
            "localStorage.setItem('flatchat.language', arguments[0]); location.reload()",
            &[json!(language)],
        )
        .await;
        let spoken = "return document.documentElement.lang === arguments[0]";
        page.until_true("it is spoken", spoken, &[json!(language)]).await;
        page.until_count(12).await;
        for size in [(1280, 800), (820, 1180)] {
            page.resize(size).await;
            type_until_offered(&page, "line\nline @", label, &names).await;
            assert_in_place(&page, &format!("{language}, {size:?}")).await;
        }
        for size in [(390, 844), (390, 400), (320, 256)] {
            page.hold_as_phone(size).await;
            type_until_offered(&page, "line\nline @", label, &names).await;
            assert_in_place(&page, &format!("{language}, {size:?}")).await;
        }
    }
}

async fn assert_in_place(page: &Browser, what: &str) {
    let place = json!([true, true, true, true, true]);
    page.until(what, PLACE, &[], |seen| (seen == &place).then_some(())).await;
}

#[tokio::test]
async fn a_press_takes_a_choice_and_the_field_keeps_the_focus() {
    let server = serve(&[]);
    for name in ["bo", "cy"] {
        let _ = Guest::join(&server, name).await.say("hello").await;
    }
    let page = Browser::guest(&server, "Ana").await;
    page.until_count(2).await;
    type_until_offered(&page, "@", "People", &["cy", "bo"]).await;
    let options = page.client.find_all(fantoccini::Locator::Css("[role=option]")).await.expect("choices");
    options[1].click().await.expect("a choice is pressed");
    until_draft(&page, "@bo ").await;
    assert_eq!(page.focused().await, "Message");
}

#[tokio::test]
async fn commands_are_offered_and_do_what_they_say() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    type_until_offered(&page, "/", "Commands", &["me", "shrug", "help"]).await;
    page.keys(&format!("{0}waves{0}", keys::ENTER)).await;
    page.until_shown("waves").await;
    page.say("/shrug").await;
    page.until_shown("¯\\_(ツ)_/¯").await;
    page.say("/help").await;
    page.find("dialog", "Help").await;
    page.until_text("Say what you do").await;
    page.press("Close").await;
    page.until_gone("dialog", "Help").await;
    until_draft(&page, "").await;
    assert_eq!(said(&server), ["*waves*", "¯\\_(ツ)_/¯"]);
}

#[tokio::test]
async fn a_command_that_is_not_known_is_refused_and_two_slashes_say_it() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.say("/dance").await;
    page.until_text("There is no such command.").await;
    page.until_text("begin them with //dance.").await;
    until_draft(&page, "/dance").await;
    page.fill("Message", "//dance").await;
    page.keys(keys::ENTER).await;
    page.until_shown("/dance").await;
    page.until_no_text("There is no such command").await;
    assert_eq!(said(&server), ["/dance"]);
}

#[tokio::test]
async fn addresses_without_a_scheme_become_links_also_those_of_messages_that_were_shown_before() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    let _ = bo.say("printer.local:631, ana@example.org, main.rs and 1.2.3").await;
    let page = Browser::guest(&server, "Ana").await;
    let links =
        "return [...document.querySelectorAll('[role=log] a')].map((link) => [link.href, link.target])";
    let expected = json!([["http://printer.local:631/", "_blank"], ["mailto:ana@example.org", ""]]);
    page.until("the links", links, &[], |seen| (seen == &expected).then_some(())).await;
    let _ = bo.say("see example.org/tea").await;
    page.until_true(
        "a new one",
        "return document.querySelectorAll('[role=log] a')[2]?.href === 'http://example.org/tea'",
        &[],
    )
    .await;
}
