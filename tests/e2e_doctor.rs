//! The join doctor in the real window, on a network made for the test, and its part in a guest's
//! page.

use std::sync::Arc;

use flatchat_tests::browser::Browser;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::visitor::serve;
use flatchat_tests::window::Place;

const BLOCK: &str =
    "nft 'table inet filter { chain input { type filter hook input priority 0; tcp dport 8765 drop; }; }'";

/// Whether the guest gets this path from the host, after joining if `args` ask for it.
fn gets(guest: &Computer, args: &[&str]) -> bool {
    let curl = ["--silent", "--show-error", "--fail", "--connect-timeout", "2", "--output", "/dev/null"];
    guest.run("curl", &[&curl[..], args].concat()).status.success()
}

async fn until_step(window: &Browser, verdict: &str, words: &str) {
    let script = "return [...document.querySelectorAll('dialog ol > li')].map((one) => one.innerText) \
                  .some((text) => text.startsWith(arguments[0]) && text.includes(arguments[1])) \
                  || document.querySelector('dialog')?.innerText";
    let args = [format!("{verdict}:").into(), words.into()];
    window.until_true(&format!("a step that is {verdict:?} and says {words:?}"), script, &args).await;
}

#[tokio::test]
async fn the_doctor_names_the_firewall_that_blocks_and_shows_the_first_guest_who_gets_in() {
    if ran_as_root("the_doctor_names_the_firewall_that_blocks_and_shows_the_first_guest_who_gets_in") {
        return;
    }
    let lan = Lan::new();
    let host = Arc::new(lan.computer("192.168.77.1/24"));
    let guest = lan.computer("192.168.77.2/24");
    let _inside = host.enter();
    let place = Place::on(&host, Some("0.0.0.0:8765")).await;
    let window = place.open_window().await;
    window.join("Hanna").await;

    host.shell(BLOCK);
    let room = "http://192.168.77.1:8765";
    assert!(!gets(&guest, &[&format!("{room}/health")]), "the firewall blocks");
    window.press("Invite").await;
    window.press("Can’t they join?").await;
    window.find("dialog", "Why can’t they join?").await;
    until_step(&window, "Problem", "nftables blocks port 8765, in its chain “inet filter input”.").await;
    until_step(&window, "Good", "The room is open on port 8765, at all addresses.").await;
    until_step(&window, "Good", "192.168.77.1 (eth0)").await;
    until_step(&window, "Unclear", "This computer itself gets no answer at 192.168.77.1:8765").await;
    window.until_text("1 step keeps guests out.").await;
    window.until_text("Waiting for the first packet from another device…").await;
    let command = window.find("field", "Command").await.prop("value").await.ok().flatten();
    let command = command.expect("the remedy has a command");
    assert_eq!(command, "sudo nft insert rule inet filter input tcp dport 8765 accept");

    host.shell(command.strip_prefix("sudo ").expect("it asks for root"));
    assert!(gets(&guest, &[&format!("{room}/health")]), "the remedy helps");
    window.until_text("192.168.77.2 has reached this computer.").await;
    until_step(&window, "Good", "192.168.77.2 came in").await;
    until_step(&window, "Good", "It answers requests from this computer at 192.168.77.1:8765.").await;
    window.until_text("Nothing on this computer is known to keep guests out.").await;
    assert!(gets(&guest, &[&format!("{room}/")]));
    window.until_text("192.168.77.2 has opened the page.").await;
    assert!(gets(&guest, &["--data", "name=Ana", &format!("{room}/join")]));
    window.until_text("192.168.77.2 is in the room.").await;
}

#[tokio::test]
async fn a_room_for_this_computer_alone_is_a_problem_with_its_remedy() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Invite").await;
    window.press("Can’t they join?").await;
    until_step(&window, "Problem", "only this computer can reach that").await;
    window.until_text("FLATCHAT_LISTEN, if it is set, wins").await;
    window.press("Close").await;
    window.until_gone("dialog", "Why can’t they join?").await;
}

#[tokio::test]
async fn a_guest_whose_host_is_gone_is_told_what_can_be_found_out_and_what_to_check() {
    // When a network fails, the page could find the server at its own address and go there.
    let mut server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    server.kill9();
    page.press("Why?").await;
    page.until_text("Nothing answers at this address.").await;
    page.until_text("The host last answered").await;
    page.until_text("You are on the same Wi-Fi as the host").await;
    page.until_text("Mobile data is off").await;
    server.start_again();
    page.until_connected().await;
    page.until_no_text("Nothing answers at this address").await;
    assert!(!page.has("button", "Why?").await, "there is nothing to ask");
}
