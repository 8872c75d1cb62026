//! A second start of the app, which brings up the first window in its old place.

use flatchat_tests::Server;
use flatchat_tests::bus::Bus;
use flatchat_tests::display::Display;
use flatchat_tests::program::Program;
use flatchat_tests::screen::ShownWindow;
use flatchat_tests::tray::Tray;
use flatchat_tests::wait::until;
use flatchat_tests::window::Place;

const TITLE: &str = "Flatchat";

/// Starts the app and covers its window. Then starts it again, and checks that the window is in
/// front and the second start has ended.
async fn see_the_first_window_on_a_second_start(first: &Place, second: &Place) {
    let mut app = first.start();
    let window = first.display().until_window(TITLE).await;
    let _other_work = first.display().cover();
    assert!(!window.is_on_top());
    let mut again = second.start();
    let status = again.end().await;
    assert_eq!(status.code(), Some(0), "{}", again.said());
    until("the window is in front", async || window.is_on_top().then_some(()).ok_or("it is covered")).await;
    assert!(app.ended().is_none(), "{}", app.said());
}

#[tokio::test]
async fn with_a_session_bus_a_second_start_shows_the_first_window_whatever_its_folder() {
    let bus = Bus::start().await;
    let place = Place::new().await.with_bus(&bus);
    see_the_first_window_on_a_second_start(&place, &place.with_another_folder()).await;
}

#[tokio::test]
async fn without_a_session_bus_a_second_start_on_the_same_folder_shows_the_first_window() {
    let place = Place::new().await;
    see_the_first_window_on_a_second_start(&place, &place).await;
}

#[tokio::test]
async fn a_hidden_start_shows_no_window_until_a_person_starts_the_app() {
    let bus = Bus::start().await;
    let _tray = Tray::show(&bus).await;
    let place = Place::new().await.with_bus(&bus);
    let mut app = place.start_with(&["--hidden"]);
    app.until_it_says("the room is open", |said| said.contains("listening on").then_some(())).await;
    let mut at_login = place.start_with(&["--hidden"]);
    assert_eq!(at_login.end().await.code(), Some(0), "{}", at_login.said());
    assert!(!place.display().has_window(TITLE));
    let mut by_hand = place.start();
    assert_eq!(by_hand.end().await.code(), Some(0), "{}", by_hand.said());
    place.display().until_window(TITLE).await;
}

#[tokio::test]
async fn a_folder_that_another_program_holds_is_told_with_its_holder() {
    let server = Server::start(&[]);
    let place = Place::new().await.with_folder(server.folder());
    let mut app = place.start();
    let holder = format!("PID {}", server.pid());
    app.until_it_says("the start says why", |said| said.contains(&holder).then_some(())).await;
    place.display().until_window("Flatchat cannot start").await.close();
    assert_eq!(app.end().await.code(), Some(1), "{}", app.said());
}

/// The request to close comes after all earlier changes to the window.
async fn close(window: &ShownWindow, mut app: Program) {
    window.close();
    assert_eq!(app.end().await.code(), Some(0), "{}", app.said());
}

#[tokio::test]
async fn the_window_comes_back_where_it_was_and_as_large() {
    let place = Place::new().await;
    let app = place.start();
    let window = place.display().until_window(TITLE).await;
    let wanted = (220, 130, 700, 610);
    window.move_to(wanted);
    until(
        "it moves",
        async || {
            if window.place() == wanted { Ok(()) } else { Err(format!("{:?}", window.place())) }
        },
    )
    .await;
    close(&window, app).await;
    let _app = place.start();
    let window = place.display().until_window(TITLE).await;
    until(
        "it is back",
        async || {
            if window.place() == wanted { Ok(()) } else { Err(format!("{:?}", window.place())) }
        },
    )
    .await;
}

#[tokio::test]
async fn a_window_of_a_screen_that_has_gone_fits_on_the_one_that_is_there() {
    let place = Place::new().await;
    let app = place.start();
    let window = place.display().until_window(TITLE).await;
    window.move_to((390, 190, 1000, 800));
    close(&window, app).await;
    let (width, height) = (800, 600);
    let place = place.seen_on(Display::sized((width, height)).await);
    let _app = place.start();
    let window = place.display().until_window(TITLE).await;
    until("it fits on the screen", async || {
        let (x, y, wide, high) = window.place();
        let fits = x >= 0 && y >= 0 && x as u16 + wide <= width && y as u16 + high <= height;
        if fits { Ok(()) } else { Err(format!("{:?}", window.place())) }
    })
    .await;
}
