//! The host's window by itself: when nobody can join, when there is no network, and when it is
//! asked to end.

use std::net::TcpListener;
use std::process::Command;

use flatchat_tests::browser::Browser;
use flatchat_tests::chat;
use flatchat_tests::driver::free_port;
use flatchat_tests::program::Program;
use flatchat_tests::window::Place;
use flatchat_tests::{Answer, wait};
use rustix::process::Signal;

/// Says something in a new room, and checks that it appears in the window and in the file.
async fn try_the_room(place: &Place, window: &Browser) {
    window.join("Hanna").await;
    window.say("is anybody there?").await;
    window.until_shown("is anybody there?").await;
    assert_eq!(chat::said(&place.log()).len(), 1);
    std::fs::OpenOptions::new()
        .append(true)
        .open(place.path("chat.txt"))
        .and_then(|mut log| std::io::Write::write_all(&mut log, b"bot said: only me\n"))
        .expect("the log can be written");
    window.until_shown("only me").await;
}

#[tokio::test]
async fn with_its_port_taken_the_window_works_and_says_why_nobody_can_join() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let listen = taken.local_addr().expect("it has an address");
    let place = Place::listening(Some(&listen.to_string())).await;
    let window = place.open_window().await;
    try_the_room(&place, &window).await;
    let why = format!("Port {} is in use by another program", listen.port());
    window.until_text(&why).await;
    window.press("Invite").await;
    let alert = "return document.querySelector('dialog [role=alert]')?.textContent.includes(arguments[0])";
    window.until_true("Invite says why", alert, &[why.into()]).await;
}

/// The part of the next test that runs without a network. It is not skipped: the next test runs it
/// by its name in a network namespace. Elsewhere it would find a network and fail.
#[tokio::test]
#[ignore = "run by the_window_works_with_no_network_at_all"]
async fn inside_a_machine_without_network() {
    let interfaces = std::fs::read_dir("/sys/class/net").map(|all| all.flatten().count());
    let routes = std::fs::read_to_string("/proc/net/route").expect("routes can be read");
    assert!(routes.lines().count() <= 1, "there is a network: {interfaces:?} {routes}");
    let place = Place::listening(None).await;
    let window = place.open_window().await;
    try_the_room(&place, &window).await;
    window.press("Invite").await;
    window.find("dialog", "Invite people").await;
}

/// The command that gives a program a network of its own without any interface that works. On some
/// systems, only root may do this.
fn without_network() -> Command {
    let ways: [&[&str]; 3] = [
        &["unshare", "--net"],
        &["unshare", "--net", "--map-root-user"],
        &["sudo", "-n", "unshare", "--net"],
    ];
    let command = |way: &[&str]| {
        let mut command = Command::new(way[0]);
        command.args(&way[1..]);
        command
    };
    let works = |way: &&&[&str]| command(way).arg("true").status().is_ok_and(|status| status.success());
    command(
        ways.iter()
            .find(works)
            .expect("a network namespace needs root, or a system that gives it to everybody"),
    )
}

/// WebDriver itself uses loopback, so loopback is up. There is no other interface, no address and
/// no route.
#[test]
fn the_window_works_with_no_network_at_all() {
    let test = std::env::current_exe().expect("a test knows its own path");
    let mut command = without_network();
    command.args(["sh", "-c", "ip link set lo up && exec \"$@\"", "sh"]).arg(test);
    command.args(["--exact", "inside_a_machine_without_network", "--ignored", "--nocapture"]);
    let done = command.output().expect("it runs");
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

async fn until_served(port: u16) -> Answer {
    let url = format!("http://127.0.0.1:{port}/health");
    let ask = async || Answer::read(reqwest::get(&url).await?).await;
    wait::until("the app serves", ask).await
}

#[tokio::test]
async fn sigterm_closes_the_room_and_guests_come_back_when_it_is_opened_again() {
    let port = free_port();
    let place = Place::listening(Some(&format!("127.0.0.1:{port}"))).await;
    let mut app = place.start();
    until_served(port).await;
    let guest = Browser::start().await;
    guest.open(&format!("http://127.0.0.1:{port}/")).await;
    guest.join("Ana").await;
    guest.say("before").await;
    guest.until_shown("before").await;

    let asked = std::time::Instant::now();
    app.signal(Signal::TERM);
    let status = app.end().await;
    let took = asked.elapsed();
    assert_eq!(status.code(), Some(0), "{}", app.said());
    assert!(took.as_secs() < 3, "{took:?}");
    guest.until_text("The room has closed. Waiting for it to come back.").await;

    let _app: Program = place.start();
    guest.until_connected().await;
    guest.until_no_text("The room has closed").await;
    guest.say("after").await;
    guest.until_shown("after").await;
    assert_eq!(guest.texts().await, ["before", "after"]);
    assert_eq!(chat::said(&place.log()).len(), 2);
}
