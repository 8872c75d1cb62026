//! Data that arrives late does not move anything that can be pressed, in any dialog, in any banner
//! or at the door.

use flatchat_tests::browser::Browser;
use flatchat_tests::late_host::open_window;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::json;

const DESKTOP: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (390, 844);
const SIZES: [(u32, u32); 2] = [DESKTOP, PHONE];

/// Longer than the interval of requests that the page sends every second.
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
            "late.give('invite', { links: [late.link('192.168.1.5:8765', 'wlan0'), late.link('flatchat.local:8765')], code: null }); \
             late.learn({ links: ['a', 'b'] })",
            // A better address appears at the first place, and the room gets a code.
            "late.give('invite', { links: ['10.0.0.7:8765', '192.168.1.5:8765', 'flatchat.local:8765'].map((place) => late.link(place, 'eth0')), code: 'maker night' }); \
             late.learn({ links: ['c', 'a', 'b'] })",
            "late.give('invite', { links: [late.link('[2001:db8:1234:5678:9abc:def0:1234:5678]:8765', 'eth0'), late.link('flatchat.local:8765')], code: null }); \
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
        const found = (what, n) => ({ code: 'trouble', problem: { code: '', message: `What was found at ${what}. `.repeat(n) } }); \
        const step = (step, verdict, command = null, n = 1) => ({ step, verdict, finding: found(step, n), \
          details: [found('One more', 1)], \
          remedies: command === null ? [] : [{ advice: { code: 'let_in' }, command }] }); ";
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
        assert!(window.text().await.contains("no longer here"));
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
        // The banner goes, and its own button with it.
        window.run("document.querySelector('main > [aria-live] button').style.display = 'none'", &[]).await;
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
        let networks = "late.give('networks', [{ ip: '192.168.1.5', card: 'wlan0' }, { ip: '10.0.0.1', card: 'a network with a long name' }])";
        window.nothing_moves(networks).await;
        for guests in [1, 12, 0] {
            window.nothing_moves(&format!("late.people({guests})")).await;
        }
        // A refusal appears at its field while somebody is about to press something below it.
        let refuse =
            "late.fail('change_setting', 'This port is used by another program. It has to end first.')";
        window.run(refuse, &[]).await;
        for field in ["Room title", "Maximum guests", "Port", "Name on the network", "Your name"] {
            window.fill(field, "77").await;
            window.nothing_moves("document.activeElement.blur()").await;
        }
        for choice in ["Announce the room", "Dark", "Every message", "Sound", "Keep running in the tray"] {
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
        // Banners that appear late come below everything that can be pressed.
        window.nothing_moves("late.learn({ paused: true })").await;
        let aside =
            "{ cause: 'broken', path: '/home/hanna/settings.json.broken', restored: true, new_code: true }";
        window.nothing_moves(&format!("late.give('settings', late.settings); late.give('set_aside', {aside}); late.give('server', {{ port: null, error: 'port 80 is taken', fixed: null }})")).await;
        window.find("button", "Close this message").await;
        window
            .nothing_moves("late.learn({ trouble: { code: 'disk_full', message: 'the disk is full' } })")
            .await;
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
    // At first, the menu's part of the page does not arrive at all.
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
        // Meanwhile, the page searches for the room elsewhere and does not find it.
        page.nothing_moves_for("", 6_000).await;
        page.until_text("The host’s address may have changed.").await;
    }
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
        page.until_text("Nothing answers at this address.").await;
        page.nothing_moves_for("blocked = ['room']", 5_500).await;
        page.find("heading", "The host answers").await;
        assert!(!page.text().await.contains("does not answer"), "it says one thing");
        page.run("blocked = []", &[]).await;
        page.find("heading", "Come in").await;
    }
}

/// Presses a button, and returns how long the open dialog's animations take from then on, in ms.
const DURATIONS: &str = "\
    const all = [...document.querySelectorAll('button')].filter((one) => one.getAttribute('aria-label') === arguments[0]); \
    all.pop().click(); \
    await new Promise((done) => setTimeout(done)); \
    return document.querySelector('dialog')?.getAnimations().map((one) => one.effect.getComputedTiming().duration) ?? []";

#[tokio::test]
async fn a_dialog_moves_for_a_moment_and_not_at_all_where_people_want_no_motion() {
    let server = serve(&[]);
    for (wish, least, most) in [("no-preference", 120.0, 180.0), ("reduce", 0.0, 0.1)] {
        let Some(page) = Browser::guest_with_dev_tools(&server, wish).await else { return };
        let features = json!([{ "name": "prefers-reduced-motion", "value": wish }]);
        page.dev_tools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        for button in ["Settings", "Close"] {
            let durations = page.run(DURATIONS, &[json!(button)]).await;
            let all: Vec<f64> =
                durations.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
            assert!(all.iter().all(|one| (least..=most).contains(one)), "{wish}, {button}: {durations}");
            assert!(wish == "reduce" || all.len() == 1, "{wish}, {button}: {durations}");
            match button {
                "Close" => page.until_gone("dialog", "Settings").await,
                _ => drop(page.find("dialog", "Settings").await),
            }
        }
    }
}

#[tokio::test]
async fn the_titles_beside_the_settings_lead_to_their_groups_and_say_which_one_is_read() {
    let Some((window, _server)) = open_window(1280, 600).await else { return };
    let known = "late.give('settings', late.settings); late.give('set_aside', null); late.give('networks', []); \
                 late.give('server', { port: 8765, error: null, fixed: null })";
    window.run(known, &[]).await;
    window.press("Settings").await;
    let current = "return document.querySelector('dialog nav [aria-current=true]')?.textContent ?? null";
    for group in ["Network", "Me", "Desktop", "Room"] {
        window.press(group).await;
        window.until(group, current, &[], |seen| (seen == &json!(group)).then_some(())).await;
        assert_eq!(window.focused().await, group, "its heading has the focus");
        // Its heading is in view, and the dialog's head does not cover it.
        let visible = "const { left, top, width, height } = document.activeElement.getBoundingClientRect(); \
            return document.activeElement.contains(document.elementFromPoint(left + width / 4, top + height / 2))";
        assert_eq!(window.run(visible, &[]).await, json!(true), "{group}");
    }
}
