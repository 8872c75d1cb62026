//! The app's start where something that it needs is missing: a display, a home, a folder that can
//! be written. Each ends with words that help, or works all the same; none with a panic.

use std::ffi::OsStr;
use std::os::unix::net::UnixListener;

use flatchat_tests::display::{Display, cookie_for};
use flatchat_tests::server::new_folder;
use flatchat_tests::window::Place;

/// What a start without a display says that a person can do.
const INSTEAD: &str = "open a room without a window: `flatchat-server --data FOLDER`";

/// Starts the app where these variables have these values, and checks that it ends with `why`, and
/// has touched nothing.
async fn see_it_end_without_a_display(place: &Place, variables: &[(&str, Option<&OsStr>)], why: &str) {
    let backend = [("GDK_BACKEND", None), ("XAUTHORITY", None)];
    let mut app = place.start_among(&[&backend[..], variables].concat());
    let status = app.end().await;
    let said = app.said();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains(why) && said.contains(INSTEAD), "{said}");
    assert!(!said.contains("panic") && !said.contains("backtrace"), "{said}");
    // The display's own library may add a line before.
    assert!(said.lines().filter(|line| line.starts_with("flatchat: ")).count() == 1, "{said}");
    let left: Vec<_> = std::fs::read_dir(place.folder.path()).expect("it is there").flatten().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn without_a_display_the_app_ends_with_a_sentence_that_helps() {
    let place = Place::new().await;
    let unset = "neither DISPLAY nor WAYLAND_DISPLAY is set";
    see_it_end_without_a_display(&place, &[("DISPLAY", None)], unset).await;
    see_it_end_without_a_display(&place, &[("DISPLAY", Some("".as_ref()))], unset).await;
}

/// As in a terminal that outlived its desktop.
#[tokio::test]
async fn a_display_that_is_gone_is_named() {
    let place = Place::new().await;
    let name = format!(":{}", 7_000 + std::process::id() % 10_000);
    let why = format!("no display answers, or lets you in, at DISPLAY={name}.");
    see_it_end_without_a_display(&place, &[("DISPLAY", Some(name.as_ref()))], &why).await;
    let folder = new_folder();
    let socket = folder.path().join("wayland-7");
    drop(UnixListener::bind(&socket).expect("a socket can be made"));
    for name in ["wayland-7", "wayland-8"] {
        let variables = [
            ("DISPLAY", None),
            ("WAYLAND_DISPLAY", Some(name.as_ref())),
            ("XDG_RUNTIME_DIR", Some(folder.path().as_os_str())),
        ];
        let why = format!("no display answers, or lets you in, at WAYLAND_DISPLAY={name}.");
        see_it_end_without_a_display(&place, &variables, &why).await;
    }
}

/// As after `su`, or with `sudo`.
#[tokio::test]
async fn a_display_that_refuses_this_user_is_named() {
    let folder = new_folder();
    let file = folder.path().join("cookies");
    std::fs::write(&file, cookie_for("")).expect("a file can be made");
    let display = Display::behind_cookies(&file).await;
    let place = Place::new().await;
    let why = format!("no display answers, or lets you in, at DISPLAY={}.", display.name());
    let none = folder.path().join("none");
    let variables = [("DISPLAY", Some(display.name().as_ref())), ("XAUTHORITY", Some(none.as_os_str()))];
    see_it_end_without_a_display(&place, &variables, &why).await;
}

/// As one whose computer sleeps. The answer may yet come, so the app waits on.
#[tokio::test]
async fn a_display_that_takes_long_to_answer_is_named_after_a_while() {
    let folder = new_folder();
    let socket = folder.path().join("wayland-7");
    let _silent = UnixListener::bind(&socket).expect("a socket can be made");
    let place = Place::new().await;
    let variables = [
        ("GDK_BACKEND", None),
        ("DISPLAY", None),
        ("WAYLAND_DISPLAY", Some("wayland-7".as_ref())),
        ("XDG_RUNTIME_DIR", Some(folder.path().as_os_str())),
    ];
    let mut app = place.start_among(&variables);
    let said = "the display has not answered for 10 seconds (WAYLAND_DISPLAY=wayland-7)";
    app.until_it_says("it says that it waits", |all| all.contains(said).then_some(())).await;
    assert!(app.ended().is_none(), "{}", app.said());
}

/// As in a home that is read-only. The room has a folder elsewhere.
#[tokio::test]
async fn without_a_folder_for_its_page_the_window_opens_and_forgets() {
    let place = Place::new().await;
    for folder in ["data", "config", "cache"] {
        std::fs::write(place.home(folder), "a file in its place").expect("a home takes files");
    }
    let mut app = place.start();
    place.display().until_window("Flatchat").await;
    app.until_it_says("it says what it forgets", |said| {
        said.contains("the window forgets what its page keeps").then_some(())
    })
    .await;
    assert!(!place.display().has_window("Flatchat cannot start"), "{}", app.said());
    assert!(place.path("chat.txt").exists(), "{}", app.said());
}
