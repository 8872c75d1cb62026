//! Messages as the page shows them: links, lines in both directions, stacked marks, texts that
//! fold, and times.

use std::path::Path;
use std::process::Command;

use flatchat_tests::Guest;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::server::new_folder;
use flatchat_tests::visitor::{address_of, serve};
use serde_json::{Value, json};

/// What is cut off at the wrong end: each text in one line has its own direction, and its beginning
/// is seen, also that of a name in a sentence. The kind and the size of a file are no words.
const WRONGLY_CUT: &str = "const wrong = []; \
    const directionOf = (letter) => /[\\u0590-\\u08ff]/.test(letter) ? 'rtl' : 'ltr'; \
    for (const one of document.querySelectorAll('#app *:not(select, .facts)')) { \
      const { textOverflow, direction } = getComputedStyle(one); \
      if (textOverflow !== 'ellipsis' || one.getClientRects().length === 0 || one.clientWidth < 2) continue; \
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT); \
      for (let text = texts.nextNode(), first = true; text; text = texts.nextNode()) { \
        const at = text.data.search(/\\p{L}/u); \
        if (at < 0) continue; \
        const range = document.createRange(); \
        range.setStart(text, at); range.setEnd(text, at + 1); \
        const [letter, box] = [range.getBoundingClientRect(), one.getBoundingClientRect()]; \
        const seen = letter.left >= box.left - 1 && letter.right <= box.right + 1; \
        const own = direction === directionOf(text.data[at]); \
        if (first ? !own || !seen : !own && !seen) wrong.push(`${one.className}: ${text.data}`); \
        first = false; \
      } } \
    return wrong";

/// For each code: whether its button lies on it, and the part of the box that the code takes.
const BOXES: &str = "return [...document.querySelectorAll('[role=log] pre')].map((code) => { \
    const [box, one, button] = [code.parentElement, code, code.nextElementSibling].map((one) => one.getBoundingClientRect()); \
    const apart = button.bottom <= one.top || button.left >= one.right || button.right <= one.left; \
    const inside = button.left >= box.left && button.right <= box.right && button.top >= box.top; \
    return [apart && inside, one.width / box.width] })";

/// For each row: the number of links, the height in lines, and whether there is more text.
const SHAPES: &str = "return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => { \
    const text = row.querySelector('[dir=auto]'); \
    const line = parseFloat(getComputedStyle(text).lineHeight); \
    return [row.querySelectorAll('a').length, Math.round(text.clientHeight / line), row.querySelector('button') !== null] })";

#[tokio::test]
async fn one_message_gives_the_page_little_to_lay_out_whatever_it_holds() {
    let server = serve(&["--posts-per-minute", "0"]);
    let page = Browser::guest(&server, "Ana").await;
    let bo = Guest::join(&server, "bo").await;
    let hostile = [
        format!("http://a.b/{}", ")".repeat(16_000)),
        "http://a.b ".repeat(1_480),
        "x\n".repeat(8_000),
        "ש\na\n".repeat(3_200),
        format!("a{}", "\u{301}".repeat(8_000)),
        "www.".repeat(4_000),
    ];
    for text in &hostile {
        let _ = bo.say(text).await;
    }
    server.append(format!("2026-01-02T03:04:05Z bo said: {}\n", "http://a.b ".repeat(5_900)).as_bytes());
    let rows = hostile.len() + 1;
    let all = |seen: &Value| seen.as_array().filter(|seen| seen.len() == rows).cloned();
    for shape in page.until("all messages", SHAPES, &[], all).await {
        let [links, lines] = [&shape[0], &shape[1]].map(|number| number.as_u64().expect("a number"));
        assert!(links <= 100 && lines <= 450, "{shape}");
    }
    let marks = "return [...document.querySelectorAll('[role=log] [data-entry] [dir=auto]')].at(-3).textContent.length";
    assert!(page.run(marks, &[]).await.as_u64().is_some_and(|length| length < 20));

    // No text is lost: a folded text can be unfolded.
    assert_eq!(page.run(SHAPES, &[]).await[2][2], json!(true));
    page.press("Show the whole message").await;
    page.find("button", "Show less").await;
}

#[tokio::test]
async fn a_link_that_could_deceive_shows_where_it_leads() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    let bo = Guest::join(&server, "bo").await;
    let _ = bo
        .say("http://paypal.com@evil.example http://p\u{430}ypal.com http://192.168.1.5/ https://例え.jp")
        .await;
    let seen = "return [...document.querySelectorAll('[role=log] a')].map((link) => \
                [link.nextElementSibling?.matches('bdi') ? link.nextElementSibling.innerText : '', link.title, link.dir])";
    let expected = json!([
        ["(evil.example)", "", "ltr"],
        ["(xn--pypal-4ve.com)", "xn--pypal-4ve.com", "ltr"],
        ["", "", "ltr"],
        ["", "xn--r8jz45g.jp", "ltr"],
    ]);
    page.until("the links", seen, &[], |seen| (seen == &expected).then_some(())).await;
}

/// For the row at `arguments[0]`: whether the Hebrew line ends at its left with the "!" and begins
/// at the right edge of the words, and whether the Latin line begins at their left edge, or beside
/// the name that stands there.
const DIRECTIONS: &str = "
    const row = [...document.querySelectorAll('[role=log] [data-entry]')][arguments[0]];
    const text = row.querySelector('[dir=auto]');
    const box = text.getBoundingClientRect();
    // All browsers measure a letter in the same way if it has an element of its own.
    const rect = (letter) => {
      const node = [...text.childNodes].find((one) => one.data?.includes(letter));
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(letter));
      range.setEnd(node, node.data.indexOf(letter) + 1);
      const own = document.createElement('span');
      range.surroundContents(own);
      return own.getBoundingClientRect();
    };
    const [first, last, latin] = [rect('ז'), rect('!'), rect('d')];
    return [last.left < first.left, Math.abs(box.right - first.right) < 10, Math.abs(box.left - latin.left) < 150]";

async fn assert_each_line_finds_its_direction(page: &Browser) {
    let server = serve(&[]);
    let lines = [
        "dana said: deploy is done\u{b}זה עובד, תודה!\n",
        "2026-01-02T03:04:05Z bo said: deploy is done, everybody\u{b}זה עובד, תודה!\n",
        "2026-01-02T03:05:05Z Ana said: deploy is done, everybody\u{b}זה עובד, תודה!\n",
    ];
    server.append(lines.concat().as_bytes());
    page.open(&address_of(&server).replace("room.test", "127.0.0.1")).await;
    page.join("Ana").await;
    page.until_count(3).await;
    for row in 0..3 {
        assert_eq!(page.run(DIRECTIONS, &[json!(row)]).await, json!([true, true, true]), "row {row}");
    }
}

#[tokio::test]
async fn each_line_of_a_message_finds_its_own_direction() {
    assert_each_line_finds_its_direction(&Browser::start().await).await;
}

#[tokio::test]
async fn each_line_of_a_message_finds_its_own_direction_in_webkit() {
    assert_each_line_finds_its_direction(&Browser::webkit().await).await;
}

/// For each text of the pages without the room's script: whether the Hebrew line ends at its left
/// with the "!" and begins at the right edge of the words, and whether what paints over their edge
/// is cut off.
const PLAIN_DIRECTIONS: &str = "
    return [...document.querySelectorAll(arguments[0])].map((text) => {
      const box = text.getBoundingClientRect();
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      const rects = {};
      while (walker.nextNode()) for (const letter of 'ז!') {
        const at = walker.currentNode.data.indexOf(letter);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        rects[letter] = range.getBoundingClientRect();
      }
      const [first, last] = [rects['ז'], rects['!']];
      const { overflowX, overflowY } = getComputedStyle(text);
      return [last.left < first.left, Math.abs(box.right - first.right) < 20, overflowX, overflowY] })";

#[tokio::test]
async fn the_pages_without_the_rooms_script_show_words_in_their_direction_and_in_their_place() {
    let server = serve(&[]);
    let texts = ["deploy is done\u{b}זה עובד, תודה!", "זה עובד, תודה!"];
    for text in texts {
        server.append(format!("2026-01-02T03:04:05Z bo said: {text}\n").as_bytes());
    }
    let page = Browser::start().await;
    let expected = json!([true, true, "clip", "clip"]);
    let are = |count: usize| {
        let expected = json!(vec![&expected; count]);
        move |seen: &Value| (*seen == expected).then_some(())
    };
    let room = address_of(&server).replace("room.test", "127.0.0.1");
    page.open(&format!("{room}plain")).await;
    page.until("the texts", PLAIN_DIRECTIONS, &[json!("article .text")], are(2)).await;
    page.open(&format!("{room}chat_example.php")).await;
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    page.press("Connect").await;
    let bo = Guest::join(&server, "bo").await;
    bo.say(texts[0]).await;
    let latest = "#messages p:last-child";
    page.until("the text in the tutorial's page", PLAIN_DIRECTIONS, &[json!(latest)], are(1)).await;
}

/// Makes a topic's line narrower, one pixel at a time. Returns by how many pixels the time behind
/// the topic leaves the line at most.
const TIME_OUTSIDE: &str = "const line = document.querySelector('[role=log] [data-entry] p'); \
    const right = (element) => element.getBoundingClientRect().right; \
    const width = Math.ceil(line.getBoundingClientRect().width); \
    const outside = Array.from({ length: 60 }, (_, less) => { line.style.width = `${width - less}px`; \
    return right(line.querySelector('time')) - right(line); }); return Math.max(...outside)";

/// WebKit forgets the margin of an inline box when it breaks lines. The last letter of the time was
/// cut where only the margin did not fit.
#[tokio::test]
async fn the_time_behind_a_topic_is_whole_in_webkit() {
    let server = serve(&[]);
    server.append(b"2026-01-02T03:06:05Z eve set topic: soldering for beginners\n");
    let page = Browser::webkit().await;
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.until_count(1).await;
    let outside = page.run(TIME_OUTSIDE, &[]).await.as_f64().expect("a number of pixels");
    assert!(outside < 0.5, "{outside} px");
}

/// Takes a picture of the area above and below the row with the marks.
async fn neighbours(page: &Browser, folder: &Path) -> Vec<u8> {
    let path = folder.join("neighbours.png");
    page.picture(&path).await;
    std::fs::read(path).expect("a picture was taken")
}

#[tokio::test]
async fn stacked_marks_paint_over_nobody_elses_words() {
    let server = serve(&[]);
    let marks = format!("a{}", "\u{301}".repeat(60)).repeat(20);
    let lines = [
        "2026-01-02T03:04:05Z bo said: before".to_owned(),
        "2026-01-02T03:05:05Z eve said: x".to_owned(),
        format!("2026-01-02T03:05:05Z eve said: {marks}"),
        format!("eve said: {marks}"),
        format!("2026-01-02T03:06:05Z eve set topic: {marks}"),
        "2026-01-02T03:07:05Z bo said: after".to_owned(),
    ];
    server.append((lines.join("\n") + "\n").as_bytes());
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("after").await;
    let folder = new_folder();
    // The caret must not blink in the picture.
    page.run("document.activeElement.blur()", &[]).await;
    // Only the rows of the marks and 6 px above them are covered. Any mark that leaves them stays
    // visible.
    let cover = "const rows = [...document.querySelectorAll('[role=log] [data-entry]')].slice(2, 5); \
        for (const row of rows) { const box = row.getBoundingClientRect(); const cover = document.createElement('div'); \
        document.body.append(cover); Object.assign(cover.style, { position: 'fixed', background: 'white', zIndex: 1, \
        left: '0', right: '0', top: `${Math.floor(box.top) - 6}px`, height: `${Math.ceil(box.height) + 7}px` }) }";
    page.run(cover, &[]).await;
    let with_marks = neighbours(&page, folder.path()).await;
    let hide = "for (const row of [...document.querySelectorAll('[role=log] [data-entry]')].slice(2, 5)) \
                row.style.visibility = 'hidden'";
    page.run(hide, &[]).await;
    assert!(with_marks == neighbours(&page, folder.path()).await, "marks are seen outside of their rows");
}

/// A stamp in the form of the log.
fn stamp(when: &str) -> String {
    let date = Command::new("date").args(["-u", "-d", when, "+%FT%TZ"]).output().expect("date runs");
    String::from_utf8(date.stdout).expect("UTF-8").trim().to_owned()
}

#[tokio::test]
async fn another_time_zone_is_taken_over_without_a_reload() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let lines =
        ["26 hours ago", "13 hours ago", "now"].map(|when| format!("{} bo said: {when}\n", stamp(when)));
    page.dev_tools("Emulation.setTimezoneOverride", json!({"timezoneId": "Pacific/Kiritimati"})).await;
    server.append(lines.concat().as_bytes());
    page.until_count(3).await;
    let right = "const times = [...document.querySelectorAll('[role=log] time')]; \
        const days = [...document.querySelectorAll('[role=separator]:not(.unread)')].map((one) => one.ariaLabel); \
        const day = (time) => new Date(time.dateTime).toDateString(); \
        const clock = (time) => new Date(time.dateTime).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }); \
        return times.length === 3 && times.every((time) => time.textContent === clock(time)) \
          && days.length === new Set(times.map(day)).size && days.filter((day) => day === 'Today').length === 1";
    page.until_true("the times of the first zone", right, &[]).await;
    for zone in ["Pacific/Pago_Pago", "Asia/Kathmandu", "Pacific/Kiritimati"] {
        page.dev_tools("Emulation.setTimezoneOverride", json!({"timezoneId": zone})).await;
        page.until_true(zone, right, &[]).await;
    }
}

#[tokio::test]
async fn the_button_that_copies_code_lies_over_no_code() {
    let server = serve(&[]);
    let wide = "a first line that is much wider than the screen of any phone and of most others".repeat(2);
    let said = |code: &str| format!("2026-01-02T03:04:05Z bo said: ```\u{b}{code}\u{b}```\n");
    server.append([said(&format!("{wide}\u{b}second")), said("short")].concat().as_bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_count(2).await;
    for letters in [100, 200] {
        page.enlarge_letters(letters).await;
        for size in [(1280, 800), (390, 844), (320, 568)] {
            page.resize(size).await;
            let well = |one: &Value| one[0] == json!(true) && one[1].as_f64().is_some_and(|part| part > 0.5);
            let are_well =
                |boxes: &Value| boxes.as_array().is_some_and(|all| all.len() == 2 && all.iter().all(well));
            let what = format!("the code and its button, {letters} % at {size:?}");
            page.until(&what, BOXES, &[], |boxes| are_well(boxes).then_some(())).await;
        }
    }
}

fn line(statement: &str) -> String {
    format!("2026-01-02T03:04:05Z {statement}\n")
}

/// A room in which everything that one line shows is long: in Latin letters, or in Arabic ones.
fn long_lines(word: &str, name: &str) -> String {
    let text = format!("{word} ").repeat(30);
    let first = line(&format!("{name} said: {text}"));
    let id = first.len();
    let others = [
        format!("{name} shared: a.jpg (7 bytes) files/abcde-a.jpg\u{b}\u{b}{text}"),
        format!("{name} replied to 0: {text}"),
        format!("{name} replied to {id}: ok"),
        "hanna pinned 0: ".to_owned(),
        format!("hanna pinned {id}: "),
        format!("hanna set topic: {text}"),
    ];
    first + &others.map(|statement| line(&statement)).concat()
}

async fn assert_texts_lose_their_end(language: &str, word: &str, name: &str) {
    let server = serve(&["--title", &format!("{word} ").repeat(5)]);
    server.append(long_lines(word, name).as_bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.run(
        "localStorage.setItem('flatchat.language', arguments[0]); location.reload()",
        &[json!(language)],
    )
    .await;
    let late = "return document.documentElement.lang === arguments[0] && document.querySelector('[data-initials]') !== null \
         && document.querySelectorAll('.quote .words').length === 2";
    page.until_true("everything is there", late, &[json!(language)]).await;
    for size in [(1280, 800), (390, 844)] {
        page.resize(size).await;
        page.run("document.querySelector('[data-entry]').focus()", &[]).await;
        page.keys("r").await;
        page.until_true("a reply", "return document.querySelector('.strip bdi') !== null", &[]).await;
        assert_eq!(page.run(WRONGLY_CUT, &[]).await, json!([]), "{language}, {word} at {size:?}");
        page.keys(keys::ESCAPE).await;
        page.run("document.querySelector('.pins .all').click()", &[]).await;
        page.until_true("the pins", "return document.querySelector('dialog li') !== null", &[]).await;
        assert_eq!(page.run(WRONGLY_CUT, &[]).await, json!([]), "{language}, {word} at {size:?}, pins");
        page.keys(keys::ESCAPE).await;
        page.until_true("no dialog", "return document.querySelector('dialog') === null", &[]).await;
    }
}

#[tokio::test]
async fn a_text_that_is_cut_loses_its_own_end_whatever_the_page_speaks() {
    assert_texts_lose_their_end("ar", "soldering", &"Bo ".repeat(10).trim().replace(' ', "-")).await;
    assert_texts_lose_their_end("en", "مرحبا", "دانة").await;
}

/// The names of quotations and pins that are cut off.
const CUT: &str = "return [...document.querySelectorAll('.quote .name, .pins .name, dialog .name')] \
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)";

#[tokio::test]
async fn a_name_beside_short_words_is_whole() {
    let server = serve(&[]);
    let statements = ["Alexandra said: me", "bo replied to 0: yes", "Hanna pinned 40: ", "Hanna pinned 0: "];
    server.append(statements.map(line).concat().as_bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    for size in [(1280, 800), (390, 844), (320, 568)] {
        page.resize(size).await;
        page.until_text("Alexandra").await;
        let shown =
            "return document.querySelector('.pins .name') && document.querySelector('.quote .name') !== null";
        page.until_true("a pin and a quotation", shown, &[]).await;
        assert_eq!(page.run(CUT, &[]).await, json!([]), "{size:?}");
        page.run("document.querySelector('.pins .all').click()", &[]).await;
        page.until_true("the pins", "return document.querySelector('dialog li .name') !== null", &[]).await;
        assert_eq!(page.run(CUT, &[]).await, json!([]), "{size:?}, all pins");
        page.keys(keys::ESCAPE).await;
        page.until_true("no dialog", "return document.querySelector('dialog') === null", &[]).await;
    }
}
