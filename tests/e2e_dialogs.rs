//! Data that comes late moves nothing that can be pressed, in any dialog, banner or at the door; and what closes a
//! dialog, or the room, has to be meant.

use flatchat_tests::browser::Browser;
use flatchat_tests::late_host::open_window;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

const DESKTOP: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (390, 844);
const SIZES: [(u32, u32); 2] = [DESKTOP, PHONE];

/// Long enough for what the page asks for every second.
const ASKED_EVERY_SECOND_MS: u32 = 1_500;

async fn from_menu(window: &Browser, entry: &str, dialog: &str) {
    window.press("Menu").await;
    window.press(entry).await;
    window.find("dialog", dialog).await;
}

#[tokio::test]
async fn links_that_come_late_move_nothing_in_the_invitation() {
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        window.press("Invite").await;
        window.find("dialog", "Invite people").await;
        let stages = [
            "late.give('server', { port: 8765, error: null, fixed: null })",
            "late.give('invite', { links: [late.link('192.168.1.5:8765', 'wlan0')], code: null })",
            "late.give('invite', { links: [late.link('192.168.1.5:8765', 'wlan0'), late.link('flatchat.local:8765', 'name')], code: null }); \
             late.learn({ links: ['a', 'b'] })",
            // A better one comes first, and the room gets a code.
            "late.give('invite', { links: ['10.0.0.7:8765', '192.168.1.5:8765', 'flatchat.local:8765'].map((place) => late.link(place, 'eth0')), code: 'maker night' }); \
             late.learn({ links: ['c', 'a', 'b'] })",
            "late.give('invite', { links: [late.link('[2001:db8:1234:5678:9abc:def0:1234:5678]:8765', 'eth0'), late.link('flatchat.local:8765', 'name')], code: null }); \
             late.learn({ links: ['d', 'b'] })",
            "late.give('invite', { links: [], code: null }); late.learn({ links: [] })",
            "late.fail('invite', 'The room cannot be reached, and this is said at some length.'); late.learn({ links: ['e'] })",
            "late.give('invite', { links: [late.link('192.168.1.5:8765', 'wlan0')], code: null }); late.learn({ links: ['a'] })",
        ];
        for stage in stages {
            window.nothing_moves(stage).await;
        }
    }
}

#[tokio::test]
async fn rooms_that_come_late_move_nothing_in_their_dialog() {
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        from_menu(&window, "Open another room…", "Rooms").await;
        let stages = [
            "late.give('known_rooms', [...Array(20)].map((_, n) => ({ title: `Room ${n}`, folder: `/home/hanna/rooms/${n}` })))",
            "late.give('app_facts', { version: '1.2.3', engine: 'WebKitGTK 2.48.1', folder: '/home/hanna/a/very/long/folder/'.repeat(4), zoom: 1, has_licences: true })",
            "late.fail('show_file', 'The folder cannot be shown: '.repeat(6)); \
             [...document.querySelectorAll('dialog button')].find((one) => one.textContent.includes('Show chat.txt')).click()",
            "late.fail('open_room', 'This room is in use by another program.'); document.querySelector('dialog li button').click()",
        ];
        for stage in stages {
            window.nothing_moves(stage).await;
        }
    }
}

#[tokio::test]
async fn a_diagnosis_that_comes_late_moves_nothing_in_the_doctors_dialog() {
    const CHECKS: &str = "\
        const step = (step, verdict, command = null, n = 1) => ({ step, verdict, finding: `What was found at ${step}. `.repeat(n), \
          details: ['One more sentence about it.'], \
          remedies: command === null ? [] : [{ words: `Mend ${step}:`, command }] }); ";
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        from_menu(&window, "Why can’t they join?", "Why can’t they join?").await;
        let again = "late.hold('diagnose'); [...document.querySelectorAll('dialog button')].find((one) => one.textContent.includes('Check again')).click()";
        let stages = [
            "late.give('diagnose', { checks: ['server', 'network', 'answer', 'firewall'].map((one) => step(one, 'good')) })",
            again,
            "late.give('diagnose', { checks: [step('server', 'good'), step('network', 'problem', 'sudo mend network', 3), step('firewall', 'unclear', 'sudo look', 2)] })",
            again,
            "late.give('diagnose', { checks: [step('server', 'problem', 'sudo mend server', 4), step('network', 'good', null, 3), step('firewall', 'unclear', 'sudo look', 2)] })",
            again,
            "late.fail('diagnose', 'Looking failed, for a reason that takes more than one line to be told in full.')",
        ];
        for stage in stages {
            window.nothing_moves(&format!("{CHECKS}{stage}")).await;
        }
        let came = "late.hold('diagnose'); late.give('arrivals', [...Array(arrived)].map((_, n) => ({ address: `192.168.1.${n}`, reached: n % 2 ? 'page' : 'connected', seconds_ago: n })))";
        for arrived in [1, 3, 9, 0] {
            window
                .nothing_moves_for(&came.replace("arrived", &arrived.to_string()), ASKED_EVERY_SECOND_MS)
                .await;
        }
    }
}

#[tokio::test]
async fn rooms_nearby_come_and_go_and_none_takes_anothers_place() {
    const ROOM: &str = "\
        const room = (n, code_required = false, title = `Room ${n}`) => \
          ({ title, host: 'flatchat.local', links: [`http://192.168.1.${n}:8765/`], code_required }); ";
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        window.run("late.give('look_nearby')", &[]).await;
        from_menu(&window, "Rooms nearby…", "Rooms nearby").await;
        let stages = [
            "late.send('look_nearby', [room(2)])",
            "late.send('look_nearby', [room(1), room(2), room(3)])",
            "late.send('look_nearby', [room(1, true), room(2, false, 'Another title. '.repeat(9)), room(3)])",
            "late.send('look_nearby', [room(3)])",
            "late.send('look_nearby', [])",
            "late.send('look_nearby', [room(9), room(2)])",
            "late.fail('open_nearby', 'No window can be opened: '.repeat(4)); document.querySelector('dialog li button:enabled').click()",
        ];
        for stage in stages {
            window.nothing_moves(&format!("{ROOM}{stage}")).await;
        }
        assert!(window.text().await.contains("not here any more"));
    }
}

#[tokio::test]
async fn facts_that_come_late_move_nothing_in_about_the_menu_and_the_settings() {
    let facts = "late.give('app_facts', { version: '1.2.3', engine: 'WebKitGTK 2.48.1', folder: '/home/hanna/room', zoom: 1.1, has_licences: true })";
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        window.press("Menu").await;
        window.nothing_moves(facts).await;
        window.nothing_moves("late.learn({ paused: true })").await;
        window.nothing_moves("late.learn({ paused: false })").await;
        window.run("late.hold('app_facts')", &[]).await;
        window.press("About Flatchat").await;
        window.find("dialog", "About").await;
        window.nothing_moves(facts).await;
        window.nothing_moves("late.fail('show_file', 'The folder cannot be shown.'); document.querySelector('dialog .actions button').click()").await;
        window.press("Close").await;

        window.press("Settings").await;
        window.find("dialog", "Settings").await;
        window.nothing_moves("late.give('settings', late.settings); late.give('set_aside', null)").await;
        window.nothing_moves("late.give('server', { port: 8765, error: null, fixed: null })").await;
        window.find("field", "Port").await;
        let networks = "late.give('networks', [{ ip: '192.168.1.5', label: 'wlan0' }, { ip: '10.0.0.1', label: 'a network with a long name' }])";
        window.nothing_moves(networks).await;
        for guests in [1, 12, 0] {
            window.nothing_moves(&format!("late.people({guests})")).await;
        }
        // What is refused is said at its field, while something below it is about to be pressed.
        let refuse =
            "late.fail('change_setting', 'This port is used by another program. It has to end first.')";
        window.run(refuse, &[]).await;
        for field in ["Room title", "Most guests", "Port", "Name on the network", "Your name"] {
            window.fill(field, "77").await;
            window.nothing_moves("document.activeElement.blur()").await;
        }
        for choice in ["Announce the room", "Dark", "Every message", "Sound", "Go on in the tray"] {
            let label = format!(
                "const all = [...document.querySelectorAll('dialog label')]; \
                 const label = all.find((one) => one.textContent.trim() === '{choice}');"
            );
            window.run(&format!("{label} label.scrollIntoView({{ block: 'center' }})"), &[]).await;
            window.nothing_moves(&format!("{label} label.click()")).await;
        }
    }
}

#[tokio::test]
async fn news_of_the_room_move_none_of_the_rooms_own_buttons() {
    for (width, height) in SIZES {
        let Some((window, _server)) = open_window(width, height).await else { return };
        window.find("button", "Menu").await;
        for guests in [1, 12, 120, 1200, 0] {
            window.nothing_moves(&format!("late.people({guests})")).await;
        }
        window
            .nothing_moves(
                "late.learn({ title: 'A much longer title for a room than anybody would ever need' })",
            )
            .await;
        // Banners: what comes late comes below what can be pressed.
        window.nothing_moves("late.learn({ paused: true })").await;
        let aside =
            "{ cause: 'broken', path: '/home/hanna/settings.json.broken', restored: true, new_code: true }";
        window.nothing_moves(&format!("late.give('settings', late.settings); late.give('set_aside', {aside}); late.give('server', {{ port: null, error: 'port 80 is taken', fixed: null }})")).await;
        window.find("button", "Close this message").await;
        window.nothing_moves("late.learn({ trouble: 'the disk is full' })").await;
        window.nothing_moves("late.learn({ trouble: null })").await;
    }
}

#[tokio::test]
async fn the_page_whose_menu_comes_late_keeps_its_buttons() {
    let server = Server::start(&["--allow-host", "tauri.localhost"]);
    let rule = format!("MAP tauri.localhost:80 {}", server.address());
    let Some(window) = Browser::with_dev_tools_that_maps(&rule, 1280, 800).await else { return };
    let source = include_str!("src/late_host.js");
    window.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    // At first the menu's part of the page does not come at all.
    window.dev_tools("Network.enable", json!({})).await;
    window.dev_tools("Network.setBlockedURLs", json!({ "urls": ["*AppMenu*"] })).await;
    window.open("http://tauri.localhost/").await;
    window.find("heading", "Maker Night").await;
    let place = "const { left, top } = document.querySelector('[aria-label=Settings]').getBoundingClientRect(); return [left, top]";
    let before = window.run(place, &[]).await;
    window.dev_tools("Network.setBlockedURLs", json!({ "urls": [] })).await;
    window.reload().await;
    window.find("button", "Menu").await;
    assert_eq!(window.run(place, &[]).await, before);
}

#[tokio::test]
async fn what_is_wrong_at_the_door_is_said_without_moving_join() {
    let server = serve(&["--max-guests", "100"]);
    let ana = Guest::join(&server, "Ana").await;
    let _here = ana.stream().await;
    for (width, height) in SIZES {
        let Some(page) = Browser::with_dev_tools_sized(width, height).await else { return };
        for name in ["ana", "x".repeat(40).as_str(), "a:b", "Ana"] {
            page.open(&address_of(&server)).await;
            page.find("heading", "Come in").await;
            page.fill("Your name", name).await;
            let join = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Join').click()";
            page.nothing_moves_for(join, 400).await;
        }
    }
}

#[tokio::test]
async fn a_loss_and_its_reason_move_nothing_that_a_guest_may_press() {
    for (width, height) in SIZES {
        let mut server = serve(&[]);
        let Some(page) = Browser::with_dev_tools_sized(width, height).await else { return };
        page.open(&address_of(&server)).await;
        page.join("Ana").await;
        server.kill9();
        page.nothing_moves_for("", 4_000).await;
        page.press("Why?").await;
        page.until_text("What you can check").await;
        // The room is looked for elsewhere meanwhile, and not found.
        page.nothing_moves_for("", 6_000).await;
        page.until_text("The host’s address may have changed.").await;
    }
}

#[tokio::test]
async fn another_room_is_not_opened_without_a_question_while_guests_are_in() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    let called = |command: &'static str| {
        format!("return late.calls.filter((one) => one.command === '{command}').length")
    };
    let setup = "late.give('app_facts', { version: '1', engine: null, folder: '/a', zoom: 1, has_licences: false }); \
                 late.give('known_rooms', [{ title: 'Kitchen', folder: '/kitchen' }]); \
                 late.give('open_room'); late.give('choose_room'); late.people(2)";
    window.run(setup, &[]).await;
    from_menu(&window, "Open another room…", "Rooms").await;
    for (button, command) in [("Open Kitchen", "open_room"), ("Choose a folder…", "choose_room")] {
        window.press(button).await;
        window.find("dialog", "Close this room?").await;
        window.until_text("2 guests are in this room.").await;
        window.press("Stay in this room").await;
        window.until_gone("dialog", "Close this room?").await;
        assert_eq!(window.run(&called(command), &[]).await, json!(0), "{button}");
        assert_eq!(window.focused().await, button, "the focus returns");
        window.press(button).await;
        window.press("Close it and go on").await;
        window
            .until_true("the host's wish is done", &called(command).replace(".length", ".length === 1"), &[])
            .await;
    }
    // Nobody is asked about nobody.
    window.run("late.people(0)", &[]).await;
    window.press("Open Kitchen").await;
    window.until_true("it is opened", &called("open_room").replace(".length", ".length === 2"), &[]).await;
    assert!(!window.has("dialog", "Close this room?").await);
}

/// The middle of the one element that a selector finds, of the dialog's title, or a place on the backdrop.
async fn middle(page: &Browser, selector: &str) -> (f64, f64) {
    let script = "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); \
                  return [left + width / 2, top + height / 2]";
    let at = page.run(script, &[json!(selector)]).await;
    (at[0].as_f64().expect("a number"), at[1].as_f64().expect("a number"))
}

async fn mouse(page: &Browser, kind: &str, (x, y): (f64, f64), button: &str) {
    let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1,
                        "buttons": i32::from(kind != "mouseReleased") });
    page.dev_tools("Input.dispatchMouseEvent", event).await;
}

async fn drag(page: &Browser, from: (f64, f64), to: (f64, f64), button: &str) {
    mouse(page, "mouseMoved", from, "none").await;
    mouse(page, "mousePressed", from, button).await;
    for step in 1..=4 {
        let part = f64::from(step) / 4.0;
        let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        page.dev_tools(
            "Input.dispatchMouseEvent",
            json!({ "type": "mouseMoved", "x": at.0, "y": at.1, "button": button, "buttons": 1 }),
        )
        .await;
    }
    mouse(page, "mouseReleased", to, button).await;
}

async fn touch(page: &Browser, from: (f64, f64), to: (f64, f64)) {
    let point = |(x, y): (f64, f64)| json!([{ "x": x, "y": y }]);
    for (kind, points) in
        [("touchStart", point(from)), ("touchMove", point(to)), ("touchEnd", Value::Array(Vec::new()))]
    {
        page.dev_tools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
    }
}

#[tokio::test]
async fn a_dialog_closes_only_where_a_press_began_and_ended_on_the_backdrop() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let backdrop = (20.0, 400.0);
    page.press("Settings").await;
    page.find("dialog", "Settings").await;
    // A press right after it opened may be the second half of a double click.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let [title, button, text] = [
        middle(&page, "dialog h2").await,
        middle(&page, "dialog .leave button").await,
        middle(&page, "dialog .leave p").await,
    ];
    let stays = async |what: &str| {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        assert!(page.has("dialog", "Settings").await, "{what} must not close the dialog");
    };
    drag(&page, title, backdrop, "left").await;
    stays("a selection that is dragged out").await;
    drag(&page, text, (640.0, 790.0), "left").await;
    stays("a selection that is dragged down").await;
    drag(&page, button, backdrop, "left").await;
    stays("a press on a button that is thought better of").await;
    drag(&page, backdrop, title, "left").await;
    stays("a press that ends in the dialog").await;
    drag(&page, backdrop, backdrop, "right").await;
    stays("the right button").await;
    drag(&page, backdrop, backdrop, "middle").await;
    stays("the middle button").await;
    touch(&page, title, backdrop).await;
    stays("a touch that is dragged out").await;
    page.find("choice", "Dark").await.send_keys(" ").await.expect("a choice takes keys");
    stays("the keyboard").await;
    drag(&page, backdrop, backdrop, "left").await;
    page.until_gone("dialog", "Settings").await;
}

#[tokio::test]
async fn a_press_that_only_closes_a_lists_popup_leaves_the_dialog_open() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    let known = "late.give('settings', late.settings); late.give('set_aside', null); late.give('networks', []); \
                 late.give('server', { port: 8765, error: null, fixed: null })";
    window.run(known, &[]).await;
    window.press("Settings").await;
    window.find("field", "Who can reach the room").await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let list = middle(&window, "dialog select").await;
    drag(&window, list, list, "left").await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    drag(&window, (20.0, 400.0), (20.0, 400.0), "left").await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(window.has("dialog", "Settings").await, "the press was for the popup");
    drag(&window, (20.0, 400.0), (20.0, 400.0), "left").await;
    window.until_gone("dialog", "Settings").await;
}

#[tokio::test]
async fn outside_a_room_that_does_not_answer_the_words_agree_and_the_button_stays() {
    const BLOCK: &str = "\
        window.blocked = ['room', 'health']; \
        const real = window.fetch.bind(window); \
        window.fetch = (path, ...rest) => blocked.some((one) => String(path).endsWith(one)) \
          ? Promise.reject(new TypeError('blocked')) : real(path, ...rest)";
    let server = serve(&[]);
    for (width, height) in SIZES {
        let Some(page) = Browser::with_dev_tools_sized(width, height).await else { return };
        page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": BLOCK })).await;
        page.open(&address_of(&server)).await;
        page.find("heading", "The room does not answer").await;
        page.until_text("Nothing answers at this address just now").await;
        page.nothing_moves_for("blocked = ['room']", 5_500).await;
        page.find("heading", "The host answers").await;
        assert!(!page.text().await.contains("does not answer"), "it says one thing");
        page.run("blocked = []", &[]).await;
        page.find("heading", "Come in").await;
    }
}
