//! Guests whose connection breaks: they come back by themselves with all messages, and nothing is
//! said twice.

use flatchat_tests::browser::{Browser, ROOM_HOST, keys};
use flatchat_tests::relay::{Network, Relay};
use flatchat_tests::visitor::serve;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server, chat};
use serde_json::{Value, json};

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("message {n}")).collect()
}

/// Returns how many times this was said, according to the file.
fn times_said(server: &Server, text: &str) -> usize {
    chat::said(&server.log()).iter().filter(|line| line.text == text).count()
}

/// Returns the pages of history that the page has requested. A resumed stream needs no more of
/// them.
async fn pages_asked_for(page: &Browser) -> Value {
    let script = "return performance.getEntriesByType('resource').map((one) => one.name) \
                  .filter((name) => name.includes('/messages?'))";
    page.run(script, &[]).await
}

/// Keeps the page from searching the room elsewhere. It would find the server's own address, which
/// no relay cuts off, and go there.
const NO_SCOUT: &str = "window.Worker = class { postMessage() {} terminate() {} }";

/// Joins as a guest, through a relay.
async fn join_over_a_network(page: &Browser, server: &Server, name: &str) -> Relay {
    let relay = Relay::to(server.address()).await;
    page.open(&format!("http://{ROOM_HOST}:{}/", relay.port())).await;
    page.find("heading", "Come in").await;
    page.run(NO_SCOUT, &[]).await;
    page.join(name).await;
    relay
}

/// Changes what the browser itself believes about its network.
async fn believe_to_be_offline(page: &Browser, offline: bool) {
    page.dev_tools("Network.enable", json!({})).await;
    let conditions =
        json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    page.dev_tools("Network.emulateNetworkConditions", conditions).await;
}

#[tokio::test]
async fn a_guest_gets_all_of_a_hundred_messages_though_the_server_is_killed_among_them() {
    let mut server = serve(&["--posts-per-minute", "0"]);
    let page = Browser::guest(&server, "Ana").await;
    let bot = Guest::join(&server, "bot").await;
    let since = bot.cursor().await;
    let pages = pages_asked_for(&page).await;

    let expected = numbered(100);
    for text in &expected[..50] {
        bot.say_surely(text, &since).await;
    }
    server.kill9();
    server.start_again();
    for text in &expected[50..] {
        bot.say_surely(text, &since).await;
    }

    page.until_shown("message 99").await;
    assert_eq!(page.texts().await, expected);
    assert_eq!(pages_asked_for(&page).await, pages, "the stream alone brought them");
}

#[tokio::test]
async fn a_guest_without_network_catches_up_and_sends_once_what_was_typed_meanwhile() {
    let server = serve(&["--posts-per-minute", "0"]);
    let Some(page) = Browser::with_dev_tools().await else { return };
    let relay = join_over_a_network(&page, &server, "Ana").await;
    let bot = Guest::join(&server, "bot").await;
    bot.say("before").await;
    page.until_shown("before").await;
    let pages = pages_asked_for(&page).await;

    believe_to_be_offline(&page, true).await;
    relay.set(Network::Down);
    page.until_text("Offline").await;
    page.say("typed in the tunnel").await;
    page.until_text("Will be sent when connected").await;
    for text in numbered(100) {
        bot.say(&text).await;
    }
    assert_eq!(times_said(&server, "typed in the tunnel"), 0);
    assert!(!page.text().await.contains("Not sent."), "it is sent by itself later");

    relay.set(Network::Up);
    believe_to_be_offline(&page, false).await;
    let mut expected = vec!["before".to_owned()];
    expected.extend(numbered(100));
    expected.push("typed in the tunnel".to_owned());
    page.until_count(expected.len()).await;
    assert_eq!(page.texts().await, expected);
    assert_eq!(pages_asked_for(&page).await, pages, "the stream alone brought them");
    assert_eq!(times_said(&server, "typed in the tunnel"), 1);
}

/// Without a connection, the name would stay taken, and what waits would be lost.
#[tokio::test]
async fn nobody_leaves_without_a_connection_and_what_waits_is_sent_later() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools().await else { return };
    let relay = join_over_a_network(&page, &server, "Ana").await;
    page.press("Settings").await;
    page.find("dialog", "Settings").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Settings").await;

    relay.set(Network::Down);
    page.until_text("Offline").await;
    page.say("typed in the tunnel").await;
    page.until_text("Will be sent when connected").await;
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.find("alert", "The room cannot be reached.").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Settings").await;

    relay.set(Network::Up);
    page.until_shown("typed in the tunnel").await;
    page.until_connected().await;
    assert_eq!(times_said(&server, "typed in the tunnel"), 1);
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.find("heading", "Come in").await;
}

#[tokio::test]
async fn a_guest_notices_a_network_that_went_silent_and_comes_back() {
    let server = serve(&["--posts-per-minute", "0"]);
    let page = Browser::start().await;
    let relay = join_over_a_network(&page, &server, "Ana").await;
    let bot = Guest::join(&server, "bot").await;
    relay.set(Network::Silent);
    for text in numbered(100) {
        bot.say(&text).await;
    }
    page.until_text("Offline").await;
    relay.set(Network::Up);
    page.until_shown("message 99").await;
    assert_eq!(page.texts().await, numbered(100));
}

#[tokio::test]
async fn a_message_whose_answer_was_lost_is_neither_lost_nor_doubled() {
    let mut server = serve(&[]);
    let page = Browser::start().await;
    let relay = join_over_a_network(&page, &server, "Ana").await;
    page.say("before").await;
    page.until_shown("before").await;

    relay.set(Network::LosesAnswers);
    page.say("into the dark").await;
    until("the line is in the file", async || {
        (times_said(&server, "into the dark") == 1).then_some(()).ok_or("not there")
    })
    .await;
    server.kill9();
    relay.set(Network::Up);
    server.start_again();

    page.until_shown("into the dark").await;
    page.say("after").await;
    page.until_shown("after").await;
    assert_eq!(page.texts().await, ["before", "into the dark", "after"]);
    assert_eq!(times_said(&server, "into the dark"), 1);
    page.until_no_text("Sending").await;
}

#[tokio::test]
async fn disconnecting_is_final_until_connect_brings_everything_that_was_missed() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let bot = Guest::join(&server, "bot").await;
    page.press("Disconnect").await;
    page.until_text("You disconnected.").await;
    bot.say("missed").await;
    assert!(page.texts().await.is_empty());
    assert!(!page.find("field", "Message").await.is_enabled().await.expect("a field is enabled or not"));

    page.press("Connect").await;
    page.until_connected().await;
    page.until_shown("missed").await;
    page.say("back again").await;
    page.until_shown("back again").await;
    assert_eq!(times_said(&server, "back again"), 1);
}
