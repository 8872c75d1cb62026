//! The look of the conversation and of its people: groups, faces, times, the day at the upper edge,
//! and what moves.

use flatchat_tests::EventStream;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::window::Place;
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

/// A room in which a person says several things within five minutes, and one more after a pause.
fn grouped() -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let lines = [
        "2026-01-02T03:04:58Z Maria José said: one",
        "2026-01-02T03:05:02Z Maria José said: two",
        "2026-01-02T03:09:59Z Maria José said: three",
        "2026-01-02T03:15:00Z Maria José said: after a pause",
        "2026-01-02T03:15:01Z bo said: other",
        "2026-01-02T03:15:02Z Ana said: mine",
        "2026-01-02T03:15:03Z Ana said: mine too",
    ];
    server.append((lines.join("\n") + "\n").as_bytes());
    server
}

/// For each row: the initials beside it, if it has a face, and whether its name is seen.
const HEADS: &str = "\
    const seen = (one) => one.getBoundingClientRect().width > 2; \
    return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => [ \
      row.querySelector('[data-initials]')?.dataset.initials.replace('\\u200c', '') ?? null, seen(row.querySelector('.name'))])";

fn heads_of_grouped() -> Value {
    let (nothing, face) = (json!([null, false]), |initials: &str| json!([initials, true]));
    json!([face("MJ"), nothing, nothing, face("MJ"), face("B"), nothing, nothing])
}

#[tokio::test]
async fn one_face_stands_beside_what_a_person_says_without_a_long_pause() {
    let server = grouped();
    let page = Browser::guest(&server, "Ana").await;
    page.until("the faces", HEADS, &[], |seen| (*seen == heads_of_grouped()).then_some(())).await;
}

#[tokio::test]
async fn one_face_stands_beside_what_a_person_says_in_the_hosts_window() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Ana").await;
    std::fs::write(place.path("chat.txt"), grouped().log()).expect("the log can be written");
    window.until("the faces", HEADS, &[], |seen| (*seen == heads_of_grouped()).then_some(())).await;
    window.quit().await;
}

#[tokio::test]
async fn faces_and_words_stand_in_columns_of_their_own_in_both_writing_directions() {
    let server = grouped();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let columns = "\
        const across = (one) => { const { left, right } = one.getBoundingClientRect(); \
          return document.dir === 'rtl' ? [innerWidth - right, innerWidth - left] : [left, right] }; \
        const log = across(document.querySelector('[role=log]')); \
        const rows = [...document.querySelectorAll('[role=log] [data-entry]')].slice(0, 5); \
        const faces = rows.flatMap((row) => [...row.querySelectorAll('[data-initials]')]).map(across); \
        const words = rows.map((row) => across(row.querySelector('.body'))[0]); \
        return faces.length === 3 && faces.every(([from, to]) => Math.abs(from - log[0]) < 1 && to < words[0] && to - from >= 28) \
          && words.every((from) => Math.abs(from - words[0]) < 1)";
    for language in ["en", "ar"] {
        page.run(
            "localStorage.setItem('flatchat.language', arguments[0]); location.reload()",
            &[language.into()],
        )
        .await;
        let spoken = "return document.documentElement.lang === arguments[0] \
            && document.querySelectorAll('[role=log] [data-entry]').length === 7";
        page.until_true(language, spoken, &[language.into()]).await;
        for size in [(390, 844), (820, 1180), (1280, 800)] {
            page.resize(size).await;
            page.until_true(&format!("columns in {language} at {size:?}"), columns, &[]).await;
        }
    }
}

/// The places of all rows, and the times that are seen.
const TIMES: &str = "\
    const rows = [...document.querySelectorAll('[role=log] [data-entry]')]; \
    const seen = (time) => { const { left, top, width, height } = time.getBoundingClientRect(); \
      return width > 2 && time.contains(document.elementFromPoint(left + width / 2, top + height / 2)) }; \
    return { places: rows.map((row) => { const { top, height } = row.querySelector('.body').getBoundingClientRect(); return [top, height] }), \
      times: rows.map((row) => seen(row.querySelector('time'))) }";

#[tokio::test]
async fn every_message_can_show_its_time_and_nothing_moves_for_it() {
    let server = grouped();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_count(7).await;
    let before = page.run(TIMES, &[]).await;
    assert_eq!(before["times"], json!([true, false, false, true, true, true, true]));
    page.hover("two").await;
    let shows = |seen: &Value| (seen["times"][1] == json!(true)).then(|| seen.clone());
    let hovered = page.until("the time of the row under the pointer", TIMES, &[], shows).await;
    assert_eq!(hovered["places"], before["places"]);
    assert_eq!(hovered["times"][2], json!(false));

    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.dev_tools("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": 2, "y": 2})).await;
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    page.keys(&"\u{E013}".repeat(4)).await;
    let shows = |seen: &Value| (seen["times"][2] == json!(true)).then(|| seen.clone());
    let focused = page.until("the time of the row with the focus", TIMES, &[], shows).await;
    assert_eq!(focused["places"], before["places"]);
}

#[tokio::test]
async fn a_row_that_is_pressed_and_held_shows_its_time() {
    let server = grouped();
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.hold_as_phone((390, 844)).await;
    page.join("Ana").await;
    page.until_count(7).await;
    page.hold("two").await;
    page.find("dialog", "Message").await;
    let seen =
        "return [...document.querySelectorAll('[role=log] time')].map((one) => !one.closest('.unseen'))";
    assert_eq!(page.run(seen, &[]).await, json!([true, true, false, true, true, true, true]));
}

#[tokio::test]
async fn a_message_keeps_the_width_that_it_had_on_its_way() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let watch = "window.widths = []; const list = document.querySelector('[role=log]'); \
        new MutationObserver(() => { const body = list.querySelector('.own .body, .outgoing .body'); \
          if (body) widths.push(body.getBoundingClientRect().width) }).observe(list, { childList: true, subtree: true })";
    page.run(watch, &[]).await;
    page.say("on its way").await;
    let (sent, own) =
        ("the message is in the log", "return document.querySelector('[data-entry].own') !== null");
    page.until_true(sent, own, &[]).await;
    let widths = page.run("return [Math.min(...widths), Math.max(...widths)]", &[]).await;
    let widths: [f64; 2] = serde_json::from_value(widths).expect("two numbers");
    assert!(widths[0] > 50.0 && widths[1] - widths[0] < 1.0, "{widths:?}");
}

async fn people_come(server: &Server, from: usize, count: usize) -> Vec<(Guest, EventStream)> {
    let mut here = Vec::new();
    for n in from..from + count {
        let guest = Guest::join(server, &format!("Person {n}")).await;
        let stream = guest.stream().await;
        here.push((guest, stream));
    }
    here
}

/// The people in the list: the name, and the colour of the face.
const PEOPLE: &str = "return [...document.querySelectorAll('li:has([data-initials])')].map((row) => \
    [row.querySelector('bdi').textContent, getComputedStyle(row.querySelector('[data-initials]')).backgroundColor])";

fn people(seen: &Value, count: usize) -> Option<Vec<(String, String)>> {
    serde_json::from_value(seen.clone()).ok().filter(|people: &Vec<(String, String)>| people.len() == count)
}

#[tokio::test]
async fn no_two_people_share_a_face_and_everybody_keeps_theirs() {
    let server = serve(&[]);
    let first = people_come(&server, 0, 5).await;
    let page = Browser::start_sized(1280, 800).await;
    page.open(&address_of(&server)).await;
    page.join("Zoe").await;
    let before = page.until("six people", PEOPLE, &[], |seen| people(seen, 6)).await;
    assert_eq!(before[0].0, "Zoe", "a person is the first in their own list");
    let _second = people_come(&server, 5, 6).await;
    let now = page.until("twelve people", PEOPLE, &[], |seen| people(seen, 12)).await;
    let colours: std::collections::BTreeSet<_> = now.iter().map(|(_, colour)| colour).collect();
    assert_eq!(colours.len(), 12, "{now:?}");
    assert!(before.iter().all(|person| now.contains(person)), "{before:?} {now:?}");
    page.find("heading", "12 people here").await;

    // The same face stands beside what a person says.
    let _ = first[0].0.say("hello").await;
    page.until_shown("hello").await;
    let beside =
        "return getComputedStyle(document.querySelector('[data-entry] [data-initials]')).backgroundColor";
    let (_, colour) = before.iter().find(|(name, _)| name == "Person 0").expect("the person is here");
    assert_eq!(page.run(beside, &[]).await, json!(colour));
}

#[tokio::test]
async fn a_long_list_of_people_is_filtered() {
    let server = serve(&[]);
    let here = people_come(&server, 0, 14).await;
    let page = Browser::start_sized(1280, 800).await;
    page.open(&address_of(&server)).await;
    page.join("Zoë").await;
    page.until("fifteen people", PEOPLE, &[], |seen| people(seen, 15)).await;
    assert!(!page.has("field", "Find a person").await);
    let _more = people_come(&server, 14, 4).await;
    page.fill("Find a person", "SON 1").await;
    let found = page.until("some people", PEOPLE, &[], |seen| people(seen, 9)).await;
    assert!(found.iter().all(|(name, _)| name.starts_with("Person 1")), "{found:?}");
    page.fill("Find a person", "zoe").await;
    page.until("one person", PEOPLE, &[], |seen| people(seen, 1)).await;
    page.fill("Find a person", "nobody").await;
    page.until_text("Nobody here has such a name.").await;
    drop(here);
    page.fill("Find a person", "").await;
    page.until("those who stayed", PEOPLE, &[], |seen| people(seen, 5)).await;
}

/// Two days, each longer than the screen.
fn two_days() -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let line = |n: usize| format!("2026-01-{:02}T12:{:02}:05Z bot said: old {n}\n", 2 + n / 50, n % 50);
    server.append((0..100).map(line).collect::<String>().as_bytes());
    server
}

const SCROLLER: &str = "const scroller = document.querySelector('[role=log]').closest('[tabindex]');";

async fn the_day_stays_at_the_upper_edge(page: &Browser) {
    let top = format!(
        "{SCROLLER} const {{ left, top, width }} = scroller.getBoundingClientRect(); \
         return document.elementFromPoint(left + width / 2, top + 12)?.textContent"
    );
    let shows = |day: &'static str| move |seen: &Value| seen.as_str()?.contains(day).then_some(());
    page.until("the second day", &top, &[], shows("January 3")).await;
    let older = format!(
        "{SCROLLER} scroller.scrollTop = 0; return document.querySelectorAll('[data-entry]').length === 100"
    );
    page.until_true("all rows", &older, &[]).await;
    let first_day = format!(
        "{SCROLLER} const row = document.querySelectorAll('[data-entry]')[arguments[0]]; \
         scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top"
    );
    page.run(&first_day, &[json!(20)]).await;
    page.until("the first day", &top, &[], shows("January 2")).await;
    page.run(&first_day, &[json!(60)]).await;
    page.until("the second day again", &top, &[], shows("January 3")).await;
    // Each day is there once, so that nobody hears it twice.
    let days = "return document.querySelectorAll('[role=separator]:not(.unread)').length";
    assert_eq!(page.run(days, &[]).await, json!(2));
}

#[tokio::test]
async fn the_day_of_what_is_read_stays_at_the_upper_edge() {
    let server = two_days();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("old 99").await;
    the_day_stays_at_the_upper_edge(&page).await;
}

#[tokio::test]
async fn the_day_of_what_is_read_stays_at_the_upper_edge_of_the_hosts_window() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    std::fs::write(place.path("chat.txt"), two_days().log()).expect("the log can be written");
    window.until_shown("old 99").await;
    the_day_stays_at_the_upper_edge(&window).await;
    window.quit().await;
}

#[tokio::test]
async fn a_row_that_gets_the_focus_is_not_covered_by_the_day() {
    let server = two_days();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("old 99").await;
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    for _ in 0..30 {
        page.keys("\u{E013}").await;
        let covered = "const row = document.activeElement, { left, top } = row.getBoundingClientRect(); \
            return row.matches('[data-entry]') && row.contains(document.elementFromPoint(left + 60, top + 4))";
        page.until_true("the row with the focus is seen", covered, &[]).await;
    }
}

/// Counts what moves from now on.
const COUNT_MOVES: &str = "window.moves = []; const animate = Element.prototype.animate; \
    Element.prototype.animate = function (...given) { moves.push(this.textContent); return animate.apply(this, given) }";
const MOVES: &str = "return moves";

#[tokio::test]
async fn a_new_message_and_a_new_reaction_move_and_history_does_not() {
    let server = two_days();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.run(COUNT_MOVES, &[]).await;
    page.until_shown("old 99").await;
    let live = "return document.querySelector('[role=log]').getAttribute('aria-live') === 'polite'";
    page.until_true("rows are news from now on", live, &[]).await;
    let bo = Guest::join(&server, "bo").await;
    let said = bo.say("news").await;
    page.until("the message moves", MOVES, &[], |seen| {
        (seen.as_array()?.len() == 1 && seen[0].as_str()?.contains("news")).then_some(())
    })
    .await;
    let path = format!("/messages/{}/reactions/👍", said["entry"]["id"]);
    let _ = bo.send(bo.request(reqwest::Method::PUT, &path)).await.expect(200);
    page.until("the reaction moves", MOVES, &[], |seen| (seen.as_array()?.len() == 2).then_some(())).await;

    // Back to the beginning, and to the end again.
    page.run(&format!("{SCROLLER} scroller.scrollTop = 0"), &[]).await;
    page.until_shown("old 0").await;
    page.run("location.hash = '#0'", &[]).await;
    page.press("Latest messages").await;
    page.until_shown("news").await;
    page.dev_tools(
        "Emulation.setEmulatedMedia",
        json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}),
    )
    .await;
    page.until_true("rows are news again", live, &[]).await;
    let _ = bo.say("calm").await;
    page.until_shown("calm").await;
    assert_eq!(page.run(MOVES, &[]).await.as_array().map(Vec::len), Some(2));
}
