//! All content fits: on small and low screens, on pages at 400 %, with letters at 200 %, with
//! scrollbars that take space, and with long names.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::device::Size;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::window::Place;
use flatchat_tests::{Guest, Server, sharing};
use serde_json::{Value, json};

/// A laptop's page at 400 %, a phone upright and on its side, the latter with its keyboard open,
/// and a laptop.
const SIZES: [Size; 6] = [(320, 256), (390, 844), (844, 390), (844, 180), (667, 180), (1280, 800)];
const LETTERS: [u32; 2] = [100, 200];

const LONG_TITLE: &str = "A workshop with a title that no narrow screen can show at once";
const LONG_NAME: &str = "Somebody with a really long name";
const SIX_LINES: &str = "one\ntwo\nthree\nfour\nfive\nsix";

/// Names and titles of this kind are cut on a phone.
const WIDE_NAME: &str = "WWWWWWWWW MMMMMMMMMMM WWWWWWWWWW";
const WIDE_TITLE: &str = "MMMMMMMMMMMMMMMM WWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMM";

/// A room with messages by people with long names, in both writing directions.
async fn lively_room() -> Server {
    let server = serve(&["--title", LONG_TITLE]);
    let lines = (0..40)
        .map(|n| format!("2026-01-02T03:{n:02}:05Z {LONG_NAME} said: old {n} {}\n", "word ".repeat(n % 9)));
    server.append(lines.collect::<String>().as_bytes());
    server.append("backup: done\n2026-01-02T04:00:00Z דנה said: זה עובד, תודה!\n".as_bytes());
    server
}

/// What happens to the first and the last of these messages, and to the room.
fn make_it_livelier(server: &Server) {
    let log = String::from_utf8(server.log()).expect("UTF-8");
    let last = log.trim_end().rfind('\n').map_or(0, |end| end + 1);
    let by = |verb: &str, text: &str| format!("2026-01-02T05:00:00Z {LONG_NAME} {verb}: {text}\n");
    let emoji = ["👍", "❤️", "😂", "🎉", "😮", "😢", "👩‍👩‍👧‍👦", "🏴‍☠️"];
    let reactions = emoji.iter().map(|one| by(&format!("reacted to {last}"), one));
    let lines = [
        by("set topic", &"soldering and ".repeat(12)),
        by("pinned 0", ""),
        by(&format!("pinned {last}"), ""),
        by("replied to 0", &"answer ".repeat(20)),
        by("edited 0", "other words"),
        by(&format!("replied to {last}"), "כן"),
    ];
    server.append((lines.concat() + &reactions.collect::<String>()).as_bytes());
}

/// Checks the page in all sizes, with letters of all sizes.
async fn fits(page: &Browser, screen: &str) {
    for size in SIZES {
        page.resize(size).await;
        fits_with_all_letters(page, &format!("{screen} at {size:?}")).await;
    }
}

async fn fits_with_all_letters(page: &Browser, screen: &str) {
    for percent in LETTERS {
        page.enlarge_letters(percent).await;
        assert_eq!(page.misfits().await, json!([]), "{screen}, letters {percent} %");
    }
    page.enlarge_letters(100).await;
}

/// Opens a dialog by its button, checks it in all sizes, and closes it.
async fn dialog_fits(page: &Browser, button: &str, dialog: &str) {
    page.press(button).await;
    page.find("dialog", dialog).await;
    fits(page, dialog).await;
    close(page, dialog).await;
}

async fn close(page: &Browser, dialog: &str) {
    page.press("Close").await;
    page.until_gone("dialog", dialog).await;
}

#[tokio::test]
async fn the_door_fits_every_screen_also_with_what_was_wrong() {
    let server = serve(&["--code", "soup"]);
    let ana = Guest::join_with(&server, &json!({"name": "Ana", "code": "soup"})).await;
    let _here = ana.stream().await;
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.find("heading", "Come in").await;
    fits(&page, "the door").await;
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    page.fill("Room code", "soup").await;
    page.press("Join").await;
    page.until_true("it says what was wrong", "return document.querySelector('[role=alert]') !== null", &[])
        .await;
    fits(&page, "the door with a name that is taken").await;
}

#[tokio::test]
async fn the_room_fits_every_screen_with_six_lines_typed_and_in_each_state() {
    let server = lively_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, LONG_NAME).await else { return };
    fits(&page, "the room").await;
    page.write(SIX_LINES).await;
    fits(&page, "the room with six lines").await;
    dialog_fits(&page, "Invite", "Invite people").await;
    dialog_fits(&page, "Settings", "Settings").await;
    page.resize((390, 844)).await;
    dialog_fits(&page, "People", "1 person here").await;
    page.press("Disconnect").await;
    page.until_text("You disconnected.").await;
    fits(&page, "the room, disconnected").await;
}

/// Opens the menu of the newest row by keyboard.
async fn open_menu(page: &Browser) {
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    page.keys(keys::ENTER).await;
    page.find("dialog", "Message").await;
}

#[tokio::test]
async fn pins_a_topic_reactions_and_a_menu_fit_every_screen() {
    let server = lively_room().await;
    make_it_livelier(&server);
    let Some(page) = Browser::guest_with_dev_tools(&server, LONG_NAME).await else { return };
    page.until_shown("כן").await;
    fits(&page, "the livelier room").await;
    for size in SIZES {
        page.resize(size).await;
        open_menu(&page).await;
        fits_with_all_letters(&page, &format!("the menu at {size:?}")).await;
        page.keys(keys::ESCAPE).await;
        page.until_gone("dialog", "Message").await;
    }
    dialog_fits(&page, "2 pinned messages", "Pinned messages").await;
    page.run("document.querySelector('header button.topic').click()", &[]).await;
    page.find("dialog", "Topic").await;
    fits(&page, "the topic").await;
    close(&page, "Topic").await;
    page.resize((390, 844)).await;
    open_menu(&page).await;
    page.press("Reply").await;
    page.until_text("Replying to").await;
    fits(&page, "a reply").await;
}

#[tokio::test]
async fn a_lost_room_and_a_full_one_fit_every_screen() {
    let mut server = lively_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.write(SIX_LINES).await;
    server.kill9();
    page.press("Why?").await;
    page.until_text("What you can check").await;
    fits(&page, "the lost room").await;
    let (blocked, reload) = (json!({"urls": [format!("{}room", address_of(&server))]}), "location.reload()");
    server.start_again();
    page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", blocked).await;
    page.run(reload, &[]).await;
    page.find("heading", "The host answers").await;
    fits(&page, "no room").await;

    let full = serve(&["--max-guests", "1"]);
    let ana = Guest::join(&full, "Ana").await;
    let _here = ana.stream().await;
    let Some(outside) = Browser::with_dev_tools().await else { return };
    outside.open(&address_of(&full)).await;
    outside.fill("Your name", "Ben").await;
    outside.press("Join").await;
    outside.find("heading", "The room is full").await;
    fits(&outside, "the full room").await;
}

/// The window's first size and its smallest.
const WINDOWS: [Size; 2] = [(960, 720), (360, 480)];

async fn fits_in_the_window(window: &Browser, screen: &str) {
    for (width, height) in WINDOWS {
        window.client.set_window_size(width, height).await.expect("the window takes its size");
        let sized = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        window.until_true("the window has its size", sized, &[json!(width), json!(height)]).await;
        fits_with_all_letters(window, &format!("{screen} at {width} × {height}")).await;
    }
}

#[tokio::test]
async fn the_hosts_window_fits_with_large_letters() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    fits_in_the_window(&window, "the host's door").await;
    window.join(LONG_NAME).await;
    window.write(SIX_LINES).await;
    assert_eq!(window.composer_spare().await, 0);
    fits_in_the_window(&window, "the host's room").await;
    for (button, dialog) in [("Invite", "Invite people"), ("Settings", "Settings")] {
        window.press(button).await;
        window.find("dialog", dialog).await;
        fits_in_the_window(&window, dialog).await;
        close(&window, dialog).await;
    }
    for (entry, dialog) in [
        ("Export…", "Export the room"),
        ("Open another room…", "Rooms"),
        ("Rooms nearby…", "Rooms nearby"),
        ("Why can’t they join?", "Why can’t they join?"),
        ("About Flatchat", "About"),
    ] {
        window.press("Menu").await;
        fits_in_the_window(&window, "the menu").await;
        window.press(entry).await;
        window.find("dialog", dialog).await;
        fits_in_the_window(&window, dialog).await;
        close(&window, dialog).await;
    }
    window.quit().await;
}

/// The button would cover the way in for others, and there is no message for it to lead to.
#[tokio::test]
async fn an_empty_room_offers_no_way_to_its_latest_messages() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.find("image", &format!("QR code for {}", server.url("/"))).await;
    page.resize((360, 480)).await;
    page.find("button", "Invite people").await;
    page.enlarge_letters(200).await;
    let to_the_top = "const list = document.querySelector('[role=log]').closest('[tabindex]'); \
        list.scrollTop = 0; \
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); \
        return list.scrollHeight > 2 * list.clientHeight";
    let far = page.run(to_the_top, &[]).await;
    assert_eq!(far, json!(true), "the list's end is more than a screen away");
    assert!(!page.has("button", "Latest messages").await);
}

#[tokio::test]
async fn the_title_and_the_connection_stay_visible_with_large_letters() {
    let server = lively_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let visible = "const state = document.querySelector('header [role=status]'); \
        const hit = ({left, top, width, height}) => document.elementFromPoint(left + Math.min(width, 30) / 2, top + height / 2); \
        const [one, other] = [document.querySelector('h1'), state].map((it) => it.getBoundingClientRect()); \
        return document.querySelector('h1').contains(hit(one)) && state.closest('.state').contains(hit(other)) && one.width >= 100 && state.textContent";
    for size in [(320, 256), (390, 844), (1280, 800)] {
        page.resize(size).await;
        page.enlarge_letters(200).await;
        page.run("document.querySelector('h1').scrollIntoView()", &[]).await;
        assert_eq!(page.run(visible, &[]).await, json!("Connected"), "{size:?}");
    }
}

#[tokio::test]
async fn the_last_message_stays_in_view_when_the_size_changes() {
    let server = lively_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_text("backup: done").await;
    let below = "const one = document.querySelector('[role=log]').closest('[tabindex]'); \
                 return one.scrollHeight - one.scrollTop - one.clientHeight < 2";
    for (size, percent) in [((320, 256), 100), ((844, 390), 200), ((390, 844), 100), ((320, 256), 200)] {
        page.resize(size).await;
        page.enlarge_letters(percent).await;
        page.until_true(&format!("the end at {size:?}, {percent} %"), below, &[]).await;
    }
}

/// Returns the left and the right edge of the messages, of one of them, and of the composer.
const EDGES: &str = "\
    return ['[role=log]', '[role=log] [data-entry]', 'main form > div'].map((one) => {
      const { left, right } = document.querySelector(one).getBoundingClientRect();
      return [left, right].map(Math.round);
    })";

#[tokio::test]
async fn a_scrollbar_that_takes_space_does_not_shift_the_messages_beside_the_composer() {
    let server = lively_room().await;
    let Some(page) = Browser::with_dev_tools_and_scrollbars().await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    let classic = "const one = document.querySelector('[role=log]').closest('[tabindex]'); return one.offsetWidth - one.clientWidth";
    assert_ne!(page.run(classic, &[]).await, json!(0), "this browser has no classic scrollbars");
    for size in [(1280, 800), (800, 600), (390, 844), (320, 256)] {
        page.resize(size).await;
        let edges = page.run(EDGES, &[]).await;
        assert_eq!((&edges[0], &edges[1]), (&edges[2], &edges[2]), "{size:?}");
        assert_eq!(page.misfits().await, json!([]), "{size:?}");
    }
}

#[tokio::test]
async fn scrollbars_have_the_colours_of_the_chosen_theme() {
    let server = lively_room().await;
    // Some versions of WebKit do not have scrollbar-color.
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let bars = "const style = (one) => getComputedStyle(one); \
        const scroller = document.querySelector('[role=log]').closest('[tabindex]'); \
        const probe = document.createElement('i'); probe.style.color = 'var(--edge)'; document.body.append(probe); \
        const edge = style(probe).color; probe.remove(); \
        return [style(scroller).scrollbarColor === `${edge} rgba(0, 0, 0, 0)`, style(scroller).colorScheme]";
    page.press("Settings").await;
    for (theme, scheme) in [("Light", "light"), ("Dark", "dark")] {
        page.find("choice", theme).await.click().await.expect("a choice can be made");
        assert_eq!(page.run(bars, &[]).await, json!([true, scheme]), "{theme}");
    }
}

#[tokio::test]
async fn the_words_of_settings_begin_and_their_controls_end_in_one_line() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.press("Settings").await;
    page.find("switch", "Sound").await;
    let places = "const all = (selector, side) => [...new Set([...document.querySelectorAll(selector)]\
                    .map((one) => Math.round(one.getBoundingClientRect()[side])))]; \
                  return [all('.choice b, .field label, .switch label, .leave p', 'left'), \
                          all('.choices, .field select, .switch input, .leave button', 'right')]";
    let places = page.run(places, &[]).await;
    assert_eq!(places[0].as_array().map(Vec::len), Some(1), "{places}");
    assert_eq!(places[1].as_array().map(Vec::len), Some(1), "{places}");
}

#[tokio::test]
async fn a_draft_that_cannot_be_sent_looks_disabled_and_can_be_read() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.write("half a").await;
    let look = "const field = document.querySelector('main form textarea'); const style = getComputedStyle(field); \
        const frame = getComputedStyle(field.closest('label')); \
        return [style.color, frame.backgroundColor, frame.borderTopStyle, style.opacity]";
    let enabled = page.run(look, &[]).await;
    page.press("Disconnect").await;
    page.until_text("You disconnected.").await;
    let disabled = page.run(look, &[]).await;
    for part in 0..3 {
        assert_ne!(enabled[part], disabled[part], "{enabled} {disabled}");
    }
    assert_eq!(disabled[3], json!("1"));
}

#[tokio::test]
async fn titles_and_names_that_are_cut_can_be_read_whole() {
    let server = lively_room().await;
    let long = Guest::join(&server, LONG_NAME).await;
    let _here = long.stream().await;
    let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    let titles =
        "return [...document.querySelectorAll('h1, [role=log] .by [title]')].map((one) => one.title)";
    page.until("whole titles and names", titles, &[], |seen| {
        let seen = seen.as_array()?;
        [LONG_TITLE, LONG_NAME].iter().all(|whole| seen.contains(&json!(whole))).then_some(())
    })
    .await;
    page.press("People").await;
    let row = format!("return document.querySelector('dialog [title=\"{LONG_NAME}\"]') !== null");
    page.until_true("the person's whole name", &row, &[]).await;
}

/// The cut texts in a part of the page, with the tooltip of each.
const CUT: &str = "\
    const isCut = (one) => getComputedStyle(one).textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth; \
    return [...document.querySelectorAll(`${arguments[0]}, ${arguments[0]} *`)] \
      .filter((one) => one.clientWidth > 1 && !one.matches('input, textarea, select') && isCut(one)) \
      .map((one) => [one.textContent.trim(), one.closest('[title]')?.title ?? ''])";

/// Waits until `whole` is cut in this part of the page. Each text that is cut there has a tooltip,
/// and that of `whole` says it.
async fn until_cut(page: &Browser, part: &str, whole: &str) {
    let is_whole = |cut: &Value| cut[0].as_str().is_some_and(|text| text.contains(whole));
    let cut = page
        .until(&format!("{whole} is cut in {part}"), CUT, &[json!(part)], |seen| {
            let seen = seen.as_array()?;
            seen.iter().any(is_whole).then(|| seen.clone())
        })
        .await;
    for one in cut {
        let tooltip = one[1].as_str().unwrap_or_default();
        assert!(!tooltip.is_empty(), "{one} in {part}");
        assert!(tooltip.contains(whole) || !is_whole(&one), "{one} in {part}");
    }
}

/// Everywhere where guests see names and titles.
#[tokio::test]
async fn a_name_or_a_title_that_is_cut_has_a_tooltip_wherever_it_stands() {
    let server = serve(&["--title", WIDE_TITLE]);
    let wide = Guest::join(&server, WIDE_NAME).await;
    let _here = wide.stream().await;
    let said = wide.say("tea").await["entry"]["id"].clone();
    let reply = json!({"text": "and cake", "reply_to": said});
    assert!(wide.post_json("/messages", &reply).await.status < 300);
    sharing::share_one(&wide, &format!("{}.txt", "W".repeat(60)), b"words").await;
    let Some(page) = Browser::with_dev_tools_sized(320, 568).await else { return };
    page.open(&address_of(&server)).await;
    until_cut(&page, ".plate", WIDE_TITLE).await;
    page.join("Ana").await;
    page.until_usable().await;
    until_cut(&page, "header", WIDE_TITLE).await;
    until_cut(&page, "[role=log] .by", WIDE_NAME).await;
    until_cut(&page, "[role=log] .quote", WIDE_NAME).await;
    until_cut(&page, "[role=log] [data-file]", "WWWWWWWW").await;
    assert!(wide.post("/typing", "text/plain", "").await.status < 300);
    until_cut(&page, "main", &format!("{WIDE_NAME} is typing")).await;

    page.write("@w").await;
    until_cut(&page, "[role=listbox]", WIDE_NAME).await;
    page.fill("Message", "").await;
    page.press("People").await;
    until_cut(&page, "dialog", WIDE_NAME).await;
    page.press("Close").await;
    page.press("Files").await;
    until_cut(&page, "dialog", WIDE_NAME).await;
    page.press("Close").await;
    page.press("Search").await;
    page.press("From…").await;
    page.keys("w").await;
    until_cut(&page, ".suggestions", WIDE_NAME).await;
    page.fill("Search messages", "cake").await;
    until_cut(&page, "[data-hit]", WIDE_NAME).await;
}
