//! Exports: the dialog in the host's window, and the exported page, which Chromium opens from the
//! disk.

use std::path::PathBuf;
use std::sync::Arc;

use flatchat_core::export::ExportFormat;
use flatchat_core::room::{Options, Room};
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::late_host::open_window;
use flatchat_tests::paper::printed;
use flatchat_tests::server::new_folder;
use flatchat_words::Language;
use serde_json::{Value, json};
use tempfile::TempDir;

const DESKTOP: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (360, 740);

/// Texts that try to become something else than text.
const ATTACKS: [&str; 10] = [
    "</script><script>alert(1)</script>",
    "<!--<script>document.title='run'</script>",
    "]]><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style>*{display:none}</style>",
    "line\u{2028}separator\u{2029}end",
    "\u{202e}desrever",
    "zero\0byte",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "\\u003cb> \\\" ' ` ${1}",
    "مرحبا بالعالم",
];

struct Exported {
    place: PathBuf,
    _folder: Arc<TempDir>,
}

impl Exported {
    /// Exports a room with this log.
    async fn new(log: &str) -> Exported {
        Exported::for_host_who_speaks(Language::En, log).await
    }

    /// Exports a room with this log, for a host who speaks this language.
    async fn for_host_who_speaks(language: Language, log: &str) -> Exported {
        let folder = new_folder();
        let room_folder = folder.path().join("room");
        std::fs::create_dir(&room_folder).expect("a folder takes folders");
        std::fs::write(room_folder.join("chat.txt"), log).expect("a folder takes files");
        let room = Room::open(Options::new(&room_folder)).expect("a room opens");
        let place = folder.path().join("room.html");
        room.export(ExportFormat::Html, language, &place).await.expect("a room is exported");
        room.close().await;
        std::fs::remove_dir_all(room_folder).expect("the page needs nothing beside it");
        Exported { place, _folder: folder }
    }

    /// Opens the page. Returns `None` if there is no Chromium.
    async fn open(&self, (width, height): (u32, u32), place: &str) -> Option<Browser> {
        let page = Browser::with_dev_tools_sized(width, height).await?;
        // A page that needs the network would fail.
        let offline = json!({"offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0});
        page.dev_tools("Network.enable", json!({})).await;
        page.dev_tools("Network.emulateNetworkConditions", offline).await;
        page.open(&format!("file://{}{place}", self.place.display())).await;
        Some(page)
    }
}

fn said(n: usize, text: &str) -> String {
    format!("2026-01-{:02}T03:{:02}:05Z bot said: {text}\n", 1 + n / 5_000 % 28, n / 80 % 60)
}

/// A log with so many messages, the hundredth of which has the word "needle", and the offset of the
/// first of those.
fn long_log(lines: usize) -> String {
    let text = |n: usize| {
        let needle = if n % 100 == 99 { " Needle" } else { "" };
        format!("{}message {n}{needle}", "line\u{b}".repeat(n % 4))
    };
    (0..lines).map(|n| said(n, &text(n))).collect()
}

async fn nothing_on_the_console(page: &Browser) {
    let log = page.browser_log().await;
    assert!(log.is_empty(), "{log:?}");
}

/// The texts of all rows, in order.
async fn texts(page: &Browser) -> Vec<String> {
    let texts = "return [...document.querySelectorAll('.row .text')].map((text) => text.textContent)";
    serde_json::from_value(page.run(texts, &[]).await).expect("texts")
}

const IS_VISIBLE: &str = "const text = [...document.querySelectorAll('.row')].find((row) => row.textContent.includes(arguments[0])); \
    const [box, frame] = [text?.getBoundingClientRect(), document.querySelector('main').getBoundingClientRect()]; \
    return !!box && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1";

async fn until_visible(page: &Browser, text: &str) {
    page.until_true(&format!("{text:?} is visible"), IS_VISIBLE, &[json!(text)]).await;
}

#[tokio::test]
async fn nothing_that_was_typed_runs_and_all_of_it_shows_as_text() {
    let long = "long ".repeat(10_000);
    let mut log: String = ATTACKS.iter().map(|attack| said(0, attack)).collect();
    log += &format!(
        "2026-01-01T03:00:06Z <b>\"&'x said: {long}\n2026-01-01T03:00:06Z bot set topic: <i>topic</i></script>\n"
    );
    let exported = Exported::new(&log).await;
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    page.find("heading", "Flatchat").await;
    page.until_text("<b>\"&'x").await;
    let shown = texts(&page).await;
    assert_eq!(shown[..ATTACKS.len()], ATTACKS);
    assert!(long.starts_with(shown[ATTACKS.len()].trim_end_matches("Show all")), "its beginning is shown");
    page.press("Show all").await;
    assert_eq!(texts(&page).await[ATTACKS.len()], long);
    assert_eq!(page.run("return document.title", &[]).await, "Flatchat");
    let elements = "return document.querySelectorAll('.row :is(script, img, svg, style, b, i)').length";
    assert_eq!(page.run(elements, &[]).await, 0);
    let hostile = "const [one, text] = [document.querySelector('.text'), '<img src=x onerror=alert(1)>']; \
         try { one.innerHTML = text; return 'made' } catch { return 'refused' }";
    assert_eq!(page.run(hostile, &[]).await, "refused", "the policy keeps the page from making HTML of text");
    let alert = page.client.get_alert_text().await;
    assert!(alert.is_err(), "{alert:?}");
    let log = page.browser_log().await;
    let others: Vec<&Value> = log.iter().filter(|entry| !entry.to_string().contains("TrustedHTML")).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[tokio::test]
async fn a_search_counts_its_hits_and_goes_through_them_in_any_case() {
    let exported = Exported::new(&long_log(1_000)).await;
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    page.keys(&format!("{0}f{0}", keys::CONTROL)).await;
    page.keys("nEEDLE").await;
    page.until_text("1 of 10").await;
    until_visible(&page, "message 99 ").await;
    assert_eq!(page.run("return document.querySelector('mark').textContent", &[]).await, "Needle");
    page.keys(keys::ENTER).await;
    page.until_text("2 of 10").await;
    until_visible(&page, "message 199 ").await;
    page.press("Previous hit").await;
    page.press("Previous hit").await;
    page.until_text("10 of 10").await;
    until_visible(&page, "message 999 ").await;
    page.press("Next hit").await;
    until_visible(&page, "message 99 ").await;
    page.fill("Search", "not said").await;
    page.until_text("Not found").await;
    page.keys(keys::ESCAPE).await;
    page.until_no_text("Not found").await;
    assert_eq!(page.run("return document.querySelectorAll('mark').length", &[]).await, 0);
    page.keys(&format!("{}f{}", keys::CONTROL, keys::CONTROL)).await;
    assert_eq!(page.focused().await, "Search");
    nothing_on_the_console(&page).await;
}

/// Words that JSON writes with escapes, and those that only look like one.
#[tokio::test]
async fn a_search_finds_words_that_the_file_holds_in_another_form() {
    let log = said(0, "a </b> \"quoted\" back\\slash tab\there")
        + &said(0, "Ελλάς Σίσυφος")
        + &said(0, "u003c nothing (x)* [y]");
    let exported = Exported::new(&log).await;
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    for (words, hits) in [
        ("</B>", "1 of 1"),
        ("\"quoted\"", "1 of 1"),
        ("k\\s", "1 of 1"),
        ("ΕΛΛΆΣ", "1 of 1"),
        ("u003c", "1 of 1"),
        ("(x)*", "1 of 1"),
        ("[y]", "1 of 1"),
        ("bot", "1 of 3"),
        (".*", "Not found"),
    ] {
        page.fill("Search", words).await;
        page.until_text(hits).await;
        page.fill("Search", "").await;
        page.until_no_text(hits).await;
    }
    nothing_on_the_console(&page).await;
}

#[tokio::test]
async fn everything_about_an_entry_shows_and_a_quote_leads_to_what_it_answers_and_back() {
    let mut log = said(0, "the first words");
    log += "2026-01-01T03:00:06Z ana reacted to 0: 👍\n2026-01-01T03:00:07Z bo reacted to 0: 👍\n\
            2026-01-01T03:00:07Z bot edited 0: the words now\n2026-01-01T03:00:08Z hanna pinned 0: \n\
            2026-01-01T03:00:09Z hanna set topic: today: soldering\n";
    let gone = log.len();
    log += &said(0, "these go");
    log += &format!("2026-01-01T03:00:10Z hanna removed {gone}: spam\nbuild: passed\n");
    log += &long_log(2_000);
    let reply = log.len();
    log += "2026-01-03T03:00:10Z ana replied to 0: an answer\n";
    let exported = Exported::new(&log).await;
    let Some(page) = exported.open(DESKTOP, &format!("#{reply}")).await else { return };
    until_visible(&page, "an answer").await;
    assert!(
        page.run("return document.querySelector('header').textContent", &[])
            .await
            .to_string()
            .contains("today: soldering")
    );
    let quote =
        "const quote = document.querySelector('.row .quote'); quote.click(); return quote.textContent";
    assert_eq!(page.run(quote, &[]).await, "bot the words now");
    until_visible(&page, "the words now").await;
    for words in [
        "edited",
        "pinned",
        "ana, bo",
        "set the topic:",
        "today: soldering",
        "Removed by hanna: spam",
        "build: passed",
    ] {
        page.until_text(words).await;
    }
    assert!(!page.text().await.contains("these go"));
    assert!(page.text().await.contains("January"), "a day");
    page.client.back().await.expect("Back works");
    until_visible(&page, "an answer").await;
    page.client.forward().await.expect("Forward works");
    until_visible(&page, "the words now").await;
    nothing_on_the_console(&page).await;
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_host_who_exported_it() {
    let mut log = said(0, "hello") + "2026-01-01T03:00:09Z hanna set topic: soldering\n";
    let gone = log.len();
    log += &said(0, "these go");
    log += &format!("2026-01-01T03:00:10Z hanna removed {gone}: \n");
    for (language, direction, words) in [
        (
            Language::De,
            "ltr",
            ["3 Einträge, mit Flatchat exportiert am", "hat das Thema festgelegt:", "Entfernt von hanna"],
        ),
        (Language::Ar, "rtl", ["رسائل، صُدّرت من Flatchat", "– موضوع جديد:", "تم الحذف بواسطة"]),
        (Language::Zh, "ltr", ["3 条记录", "设置了话题：", "已被 hanna 删除"]),
    ] {
        let exported = Exported::for_host_who_speaks(language, &log).await;
        let Some(page) = exported.open(DESKTOP, "").await else { return };
        let spoken = "return [document.documentElement.lang, document.documentElement.dir]";
        assert_eq!(page.run(spoken, &[]).await, json!([language.code(), direction]));
        for words in words {
            page.until_text(words).await;
        }
        let day = page.run("return document.querySelector('h2.day').textContent", &[]).await;
        assert!(!day.to_string().contains("January"), "{day}");
        nothing_on_the_console(&page).await;
    }
}

/// Scrolls like a wheel for some frames. Tells whether rows are there then.
const SCROLL_ON: &str = "const [by, frames, done] = arguments; const scroller = document.querySelector('main'); let n = 0; \
    const step = () => { scroller.scrollTop += by; \
      if (++n < frames) requestAnimationFrame(step); else done(!!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.row, .day')); };
    requestAnimationFrame(step);";

/// The processor's time that the page has taken so far, in seconds.
async fn work(page: &Browser) -> f64 {
    let metrics = page.dev_tools("Performance.getMetrics", json!({})).await;
    let mut all = metrics["metrics"].as_array().into_iter().flatten();
    let tasks = all.find(|one| one["name"] == "TaskDuration").expect("it is measured");
    tasks["value"].as_f64().expect("a number")
}

/// Scrolls on and back, and returns the processor's time of the shorter way. A clock would also
/// count what others do on the machine.
async fn work_of_scrolling(page: &Browser, by: i32) -> f64 {
    page.dev_tools("Performance.enable", json!({"timeDomain": "threadTicks"})).await;
    let mut ways = Vec::new();
    for by in [by, -by, by] {
        let before = work(page).await;
        let seen = page.client.execute_async(SCROLL_ON, vec![json!(by), json!(120)]).await;
        assert_eq!(seen.expect("the page scrolls"), json!(true), "rows are there while it scrolls");
        ways.push(work(page).await - before);
    }
    println!("scrolling by {by} took {ways:?} s of the processor's time");
    ways.into_iter().fold(f64::INFINITY, f64::min)
}

#[tokio::test]
async fn a_hundred_thousand_entries_open_and_scroll_to_the_end_and_back() {
    const ENTRIES: usize = 100_000;
    let few = Exported::new(&long_log(ENTRIES / 50)).await;
    let Some(page) = few.open(DESKTOP, "").await else { return };
    until_visible(&page, "message 0").await;
    let enough = 3.0 * work_of_scrolling(&page, 400).await;

    let exported = Exported::new(&long_log(ENTRIES)).await;
    let begun = std::time::Instant::now();
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    until_visible(&page, "message 0").await;
    println!("opened within {:?}, with the browser", begun.elapsed());
    page.until_text("100,000 entries").await;
    let work = work_of_scrolling(&page, 400).await;
    assert!(work < enough, "scrolling a page of 50 times as many entries takes {work} s, not {enough}");
    page.keys("\u{E010}").await;
    until_visible(&page, &format!("message {}", ENTRIES - 1)).await;
    let work = work_of_scrolling(&page, -400).await;
    assert!(work < enough, "scrolling up from the end takes {work} s, not {enough}");
    let rows = page.run("return document.querySelectorAll('.row').length", &[]).await;
    assert!(rows.as_u64().is_some_and(|rows| rows < 500), "{rows}");
    page.keys(&format!("{0}f{0}", keys::CONTROL)).await;
    page.keys("message 50099").await;
    page.until_text("1 of 1").await;
    until_visible(&page, "message 50099").await;
    page.keys(keys::ESCAPE).await;
    page.keys("\u{E011}").await;
    until_visible(&page, "message 0").await;
    let to_the_end = "document.querySelector('main').scrollTop = 1e9";
    page.run(to_the_end, &[]).await;
    until_visible(&page, &format!("message {}", ENTRIES - 1)).await;
    nothing_on_the_console(&page).await;
}

#[tokio::test]
async fn rows_that_come_above_move_nothing_that_is_read() {
    let exported = Exported::new(&long_log(3_000)).await;
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    page.keys("\u{E010}").await;
    until_visible(&page, "message 2999").await;
    let watch = "const [steps, done] = arguments; const scroller = document.querySelector('main'); let worst = 0; let n = 0; \
        const rowAt = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.row'); \
        const step = () => { const row = rowAt(); const before = row?.getBoundingClientRect().top; scroller.scrollTop -= 90; \
          requestAnimationFrame(() => setTimeout(() => { \
            const moved = row?.isConnected ? row.getBoundingClientRect().top - before : 1e6; worst = Math.max(worst, Math.abs(moved - 90)); \
            if (++n < steps) step(); else done(worst); })); }; step();";
    let worst = page.client.execute_async(watch, vec![json!(300)]).await.expect("the page scrolls");
    assert!(worst.as_f64().is_some_and(|pixels| pixels <= 2.0), "a row jumped by {worst} pixels");
}

#[tokio::test]
async fn the_page_fits_a_phone_in_both_themes() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(20);
    let mut log =
        said(0, &word) + &said(0, &format!("http://{word}.example/{word}")) + &said(0, "نص عربي طويل ");
    log += &format!("2026-01-01T03:00:06Z {} replied to 0: {word}\n", "n".repeat(32));
    log += &format!("2026-01-01T03:00:06Z hanna set topic: {}\n", "topic ".repeat(30));
    let exported = Exported::new(&log).await;
    for theme in ["light", "dark"] {
        let Some(page) = exported.open(PHONE, "").await else { return };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        page.dev_tools("Emulation.setEmulatedMedia", features).await;
        page.until_true(
            "its theme",
            "return document.documentElement.dataset.theme === arguments[0]",
            &[json!(theme)],
        )
        .await;
        let wide = "return [...document.querySelectorAll('body *')].filter((one) => { const box = one.getBoundingClientRect(); \
             return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) && !one.closest('.quote, .unseen') }).map((one) => one.outerHTML.slice(0, 200))";
        assert_eq!(page.run(wide, &[]).await, json!([]), "wider than the screen");
        let start = "return [...document.querySelectorAll('.text')].some((text) => getComputedStyle(text).direction === 'rtl')";
        assert_eq!(page.run(start, &[]).await, true, "Arabic begins at the right");
        nothing_on_the_console(&page).await;
    }
}

async fn open_dialog(window: &Browser) {
    window.press("Menu").await;
    window.press("Export…").await;
    window.find("dialog", "Export the room").await;
}

const FORMATS: [(&str, &str); 4] =
    [("One page", "html"), ("Markdown", "markdown"), ("JSON lines", "json_lines"), ("chat.txt", "log")];

const ASKED: &str =
    "return late.calls.filter((one) => one.command === 'export_room').map((one) => one.args.format)";

#[tokio::test]
async fn the_dialog_offers_each_format_and_says_where_the_file_is() {
    let Some((window, _server)) = open_window(DESKTOP.0, DESKTOP.1).await else { return };
    open_dialog(&window).await;
    let nothing_to_show = "return document.querySelector('dialog .show').disabled";
    assert_eq!(window.run(nothing_to_show, &[]).await, true);
    let mut asked = Vec::new();
    for (button, format) in FORMATS {
        window.run("late.hold('export_room')", &[]).await;
        window.press(button).await;
        window.until_text("Choose a place.").await;
        let disabled =
            "return [...document.querySelectorAll('dialog .formats button')].every((one) => one.disabled)";
        assert_eq!(window.run(disabled, &[]).await, true, "one export at a time");
        let name = format!("Maker Night 2026-11-26.{format}");
        window.run("late.give('export_room', arguments[0])", &[json!(name)]).await;
        window.until_text(&format!("Saved as {name}")).await;
        assert_eq!(window.focused().await, button, "the focus stays");
        asked.push(json!(format));
        assert_eq!(window.run(ASKED, &[]).await, json!(asked));
    }
    window.run("late.give('show_export')", &[]).await;
    window.press("Show it in its folder").await;
    let shown = "return late.calls.some((one) => one.command === 'show_export')";
    window.until_true("it is shown", shown, &[]).await;
    window.run("late.give('export_room', null)", &[]).await;
    window.press("Markdown").await;
    window.until_no_text("Saved as").await;
    window.run("late.fail('export_room', 'the disk is full; free some space')", &[]).await;
    window.press("Markdown").await;
    window.until_text("The disk is full; free some space.").await;
}

#[tokio::test]
async fn the_end_of_an_export_moves_nothing_in_the_dialog() {
    for (width, height) in [DESKTOP, PHONE] {
        let Some((window, _server)) = open_window(width, height).await else { return };
        open_dialog(&window).await;
        let press = "document.querySelector('dialog .formats button').click()";
        for stage in [
            press.to_owned(),
            format!("late.give('export_room', 'name '.repeat(30)); {press}"),
            format!("late.give('export_room', null); {press}"),
            format!("late.fail('export_room', 'a reason '.repeat(30)); {press}"),
        ] {
            window.nothing_moves(&stage).await;
        }
    }
}

#[tokio::test]
async fn the_exported_page_prints_whole_and_without_its_controls() {
    let mut log = long_log(600);
    log += &said(0, &format!("{}the last of many lines.", "x\u{b}".repeat(600)));
    let exported = Exported::new(&log).await;
    let Some(page) = exported.open(DESKTOP, "").await else { return };
    until_visible(&page, "message 0").await;
    let before = texts(&page).await.len();
    assert!(before < 600, "{before}");
    let text = printed(&page).await;
    for n in 0..600 {
        assert!(text.contains(&format!("message {n}")), "{n} is missing");
    }
    for words in ["bot", "the last of many lines."] {
        assert!(text.contains(words), "{words}");
    }
    for control in ["↑", "Show the whole"] {
        assert!(!text.contains(control), "{control} is printed");
    }
}
