//! Messages that the room does not accept at once: they wait, or their writer decides.

use std::process::Command;

use flatchat_tests::browser::{Browser, ROOM_HOST, keys};
use flatchat_tests::server::new_folder;
use flatchat_tests::visitor::serve;
use flatchat_tests::{Guest, Server, chat};
use serde_json::json;

#[tokio::test]
async fn who_writes_too_fast_is_told_and_nothing_is_lost() {
    let server = serve(&["--posts-per-minute", "5"]);
    let page = Browser::guest(&server, "Ana").await;
    let told = "return document.body.innerText.includes('You are sending too fast. This is sent again in')";
    let mut texts = Vec::new();
    // The room allows one more every 12 seconds, so a slow computer has to write more of them.
    while page.run(told, &[]).await != json!(true) {
        assert!(texts.len() < 100, "a message in less than 12 seconds is too fast at last");
        texts.push(format!("quick {}", texts.len()));
        page.say(&texts[texts.len() - 1]).await;
    }
    page.until_count(texts.len()).await;
    assert_eq!(page.texts().await, texts);
    let said: Vec<String> = chat::said(&server.log()).into_iter().map(|line| line.text).collect();
    assert_eq!(said, texts);
    page.until_no_text("too fast").await;
}

#[tokio::test]
async fn a_message_that_is_refused_is_kept_and_does_not_hold_up_the_next() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.say("a bell: \u{7}").await;
    page.until_text("Not sent.").await;
    page.say("the next").await;
    page.until_shown("the next").await;
    page.reload().await;
    page.until_in().await;
    page.until_text("Not sent.").await;
    let asks = "return !dispatchEvent(new Event('beforeunload', {cancelable: true}))";
    page.until_true("a page that is closed asks first", asks, &[]).await;
    page.press("Discard").await;
    assert_eq!(page.run(asks, &[]).await, json!(false), "nothing would be lost");
    page.until_no_text("Not sent.").await;
    assert_eq!(page.texts().await, ["the next"]);
    assert_eq!(chat::said(&server.log()).len(), 1);
}

#[tokio::test]
async fn a_refused_message_goes_back_to_the_composer_to_be_edited() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.say("a bell: \u{7}").await;
    page.until_text("Not sent.").await;
    page.press("Edit").await;
    page.until_no_text("Not sent.").await;
    assert_eq!(page.focused().await, "Message");
    page.keys(&format!("\u{E003}\u{E003}, rung{}", keys::ENTER)).await;
    page.until_shown("a bell:, rung").await;
}

#[tokio::test]
async fn what_is_too_long_cannot_be_sent_and_is_not_lost() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let long = "\u{e9}".repeat(8192);
    page.write(&long).await;
    page.until_text("0 bytes left").await;
    page.write("\u{e9}").await;
    page.until_text("2 bytes too long").await;
    assert!(!page.find("button", "Send").await.is_enabled().await.expect("a button is enabled or not"));
    page.keys(&format!("\u{E003}{}", keys::ENTER)).await;
    page.until_shown(&long).await;
}

#[tokio::test]
async fn while_the_disk_is_full_everybody_knows_and_a_message_waits_for_its_writer() {
    // The files of this server cannot grow past 3.5 KiB, until the limit is raised from outside.
    let shell = "ulimit -S -f 7; trap '' XFSZ; exec \"$@\"";
    let args = ["--allow-host", ROOM_HOST, "--posts-per-minute", "0"];
    let server = Server::start_under(&["sh", "-c", shell, "sh"], new_folder(), &args);
    let page = Browser::guest(&server, "Ana").await;
    let bot = Guest::join(&server, "bot").await;
    let mut said = 0;
    while bot.try_say(&"x".repeat(100)).await.status == 201 {
        said += 1;
        assert!(said < 1000, "the disk never gets full");
    }
    page.until_text("Nothing can be stored just now").await;
    let long = "o".repeat(200);
    page.say(&long).await;
    page.until_text("Not sent.").await;

    let pid = server.pid().to_string();
    let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
    assert!(raised.expect("prlimit runs").success());
    page.until_no_text("Nothing can be stored just now").await;
    page.press("Retry").await;
    page.until_shown(&long).await;
    page.until_no_text("Not sent.").await;
    let said = chat::said(&server.log()).into_iter().filter(|line| line.text == long).count();
    assert_eq!(said, 1);
}
