//! Touch: the effect of Return, the composer when the phone is turned, and what stays after a tap.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::chat;
use flatchat_tests::device::Size;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

const UPRIGHT: Size = (390, 844);
const TURNED: Size = (844, 390);

const DRAFT: &str = "return document.querySelector('main form textarea').value";
const HINT: &str = "return document.querySelector('main form textarea').getAttribute('enterkeyhint')";

async fn phone(server: &Server) -> Option<Browser> {
    let phone = Browser::with_dev_tools().await?;
    phone.open(&address_of(server)).await;
    phone.hold_as_phone(UPRIGHT).await;
    phone.join("Ana").await;
    Some(phone)
}

fn said(server: &Server) -> Vec<String> {
    chat::said(&server.log()).into_iter().map(|line| line.text).collect()
}

#[tokio::test]
async fn return_on_a_touch_screen_breaks_the_line_and_the_button_sends() {
    let server = serve(&[]);
    let Some(phone) = phone(&server).await else { return };
    phone.find("field", "Message").await.click().await.expect("a field takes the focus");
    phone.keys(&format!("milk{}bread", keys::ENTER)).await;
    assert_eq!(phone.run(DRAFT, &[]).await, json!("milk\nbread"));
    assert_eq!(phone.run(HINT, &[]).await, json!("enter"));
    phone.press("Send").await;
    phone.until_shown("milk\nbread").await;
    assert_eq!(said(&server), ["milk\u{b}bread"]);
    assert_eq!(phone.focused().await, "Message", "the keyboard stays open");
}

#[tokio::test]
async fn control_and_enter_send_also_on_a_touch_screen() {
    let server = serve(&[]);
    let Some(phone) = phone(&server).await else { return };
    phone.find("field", "Message").await.click().await.expect("a field takes the focus");
    phone.keys(&format!("hello{0}{1}{0}", keys::CONTROL, keys::ENTER)).await;
    phone.until_shown("hello").await;
    assert_eq!(said(&server), ["hello"]);
}

#[tokio::test]
async fn enter_sends_where_there_is_a_mouse_and_shift_breaks_the_line() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    assert_eq!(page.run(HINT, &[]).await, json!("send"));
    page.say("one\ntwo").await;
    page.until_shown("one\ntwo").await;
    page.keys(&format!("three{0}{1}{0}", keys::CONTROL, keys::ENTER)).await;
    page.until_shown("three").await;
}

/// Input methods press Enter in this way to choose a word. Safari shows it only by the key's
/// number.
const COMPOSED: &str = "\
    const field = document.querySelector('main form textarea'); \
    const press = (more) => field.dispatchEvent(new KeyboardEvent('keydown', \
      { key: 'Enter', bubbles: true, cancelable: true, ctrlKey: arguments[0], ...more })); \
    return [press({ isComposing: true }), press({ keyCode: 229 })]";

#[tokio::test]
async fn nothing_is_sent_while_an_input_method_composes() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.write("half a word").await;
    for control in [false, true] {
        assert_eq!(page.run(COMPOSED, &[json!(control)]).await, json!([true, true]), "a key was taken");
    }
    assert_eq!(page.run(DRAFT, &[]).await, json!("half a word"));
    assert!(said(&server).is_empty());
}

#[tokio::test]
async fn the_composer_is_as_high_as_its_text_after_turning_the_phone_and_with_other_letters() {
    let server = serve(&[]);
    let Some(phone) = phone(&server).await else { return };
    phone
        .write("some words that need two lines on a phone that is held upright but not when it is turned")
        .await;
    let high = phone.find("field", "Message").await.rectangle().await.expect("it is shown").3;
    phone.hold_as_phone(TURNED).await;
    let low = phone.find("field", "Message").await.rectangle().await.expect("it is shown").3;
    assert!(low < high, "{low} is not lower than {high}");
    for (size, percent) in [(TURNED, 100), (UPRIGHT, 100), (UPRIGHT, 120), (TURNED, 150), (UPRIGHT, 100)] {
        phone.hold_as_phone(size).await;
        phone.enlarge_letters(percent).await;
        assert_eq!(phone.composer_spare().await, 0, "{size:?}, letters {percent} %");
    }
}

#[tokio::test]
async fn the_composer_is_as_high_as_its_text_when_the_people_come_beside_it() {
    let server = serve(&[]);
    // In WebKit, the composer is a line higher than its text here.
    let Some(page) = Browser::with_dev_tools_sized(900, 700).await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.write(&"some words ".repeat(15)).await;
    let mut heights = Vec::new();
    for _ in 0..2 {
        assert_eq!(page.composer_spare().await, 0);
        heights.push(page.find("field", "Message").await.rectangle().await.expect("it is shown").3);
        page.press("People").await;
    }
    assert!(heights[1] < heights[0], "{heights:?}");
}

#[tokio::test]
async fn a_tap_leaves_no_hover_behind() {
    let server = serve(&[]);
    let Some(phone) = phone(&server).await else { return };
    let rules = "\
        const inside = (rules, media) => [...rules].flatMap((rule) => rule.cssRules && !rule.selectorText \
          ? inside(rule.cssRules, `${media} ${rule.conditionText ?? ''}`) \
          : /:hover/.test(rule.selectorText ?? '') && !media.includes('(hover: hover)') ? [rule.selectorText] : []); \
        return [...document.styleSheets].flatMap((sheet) => inside(sheet.cssRules, ''))";
    assert_eq!(phone.run(rules, &[]).await, json!([]));
    let look = "return getComputedStyle(document.querySelector('header button')).backgroundColor";
    let before = phone.run(look, &[]).await;
    phone.press("Disconnect").await;
    phone.press("Connect").await;
    assert_eq!(phone.run(look, &[]).await, before);
}

#[tokio::test]
async fn a_phone_writes_names_with_capitals_and_corrects_none() {
    let server = serve(&["--code", "soup"]);
    let page = Browser::start().await;
    page.open(&address_of(&server)).await;
    let hints = "return ['autocapitalize', 'autocomplete', 'autocorrect', 'spellcheck'].map((one) => arguments[0].getAttribute(one))";
    let hints_of = async |field: &str| -> Value {
        let field = page.find("field", field).await;
        page.run(hints, &[serde_json::to_value(&field).expect("an element is JSON")]).await
    };
    assert_eq!(hints_of("Your name").await, json!(["words", "nickname", "off", "false"]));
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    assert_eq!(hints_of("Room code").await, json!(["off", "off", "off", "false"]));
}

#[tokio::test]
async fn what_others_say_from_right_to_left_begins_at_the_side_of_others() {
    let server = serve(&[]);
    let dana = Guest::join(&server, "Dana").await;
    dana.say("זה עובד, תודה!").await;
    dana.say("שלום").await;
    let page = Browser::guest(&server, "Ana").await;
    page.say("שלום לכולם").await;
    page.until_shown("שלום לכולם").await;
    // Beside the words of others is a face, beside one's own the time.
    let side = "return [...document.querySelectorAll('[role=log] [dir=auto]')].map((one) => { \
        const log = document.querySelector('[role=log]').getBoundingClientRect(); \
        const range = document.createRange(); range.selectNodeContents(one); \
        const { left, right } = range.getBoundingClientRect(); \
        return left - log.left < 72 ? 'start' : log.right - right < 110 ? 'end' : 'between'; })";
    let sides = json!(["start", "start", "end"]);
    page.until("all stand at their sides", side, &[], |seen| (seen == &sides).then_some(())).await;
}

/// What is wider than the words above or below them moves the words to no other side.
#[tokio::test]
async fn a_reply_from_right_to_left_begins_at_the_side_of_others_below_a_long_quotation() {
    let server = serve(&[]);
    let dana = Guest::join(&server, "Dana").await;
    let long = dana.say("These are many words that make a quotation as wide as it can be").await;
    let reply = json!({"text": "שלום לכולם", "reply_to": long["entry"]["id"]});
    let _ = dana.post_json("/messages", &reply).await.expect(201);
    let page = Browser::guest(&server, "Ana").await;
    let lefts = "const firsts = [...document.querySelectorAll('[role=log] article')].map((row) => { \
          const words = row.querySelector('.text'); \
          const range = document.createRange(); range.selectNodeContents(words); \
          return Math.round(range.getBoundingClientRect().left - row.getBoundingClientRect().left); }); \
        return firsts.length === 2 && Math.max(...firsts) - Math.min(...firsts) < 3 || firsts";
    page.until("all begin below each other", lefts, &[], |seen| (seen == &json!(true)).then_some(())).await;
}

/// A name that has its space loses no letter to the words behind it, however long they are.
#[tokio::test]
async fn the_name_of_a_quotation_is_whole() {
    let server = serve(&[]);
    let Some(phone) = phone(&server).await else { return };
    let words = "and then some more words that fill every line of a phone ".repeat(3);
    for name in ["María", "Björn", "Zoë", "hannah", "Łukasz"] {
        let guest = Guest::join(&server, name).await;
        let said = guest.say(&words).await;
        let reply = json!({"text": "yes", "reply_to": said["entry"]["id"]});
        let _ = guest.post_json("/messages", &reply).await.expect(201);
    }
    let cut = "const names = [...document.querySelectorAll('.quote .name')]; \
        return names.length < 5 ? null : names.filter((name) => { \
          const range = document.createRange(); range.selectNodeContents(name); \
          return range.getBoundingClientRect().width > name.getBoundingClientRect().width; \
        }).map((name) => name.textContent)";
    for percent in [100, 125, 150, 175, 200] {
        phone.enlarge_letters(percent).await;
        phone
            .until(&format!("whole names at {percent} %"), cut, &[], |seen| {
                (*seen == json!([])).then_some(())
            })
            .await;
    }
}
