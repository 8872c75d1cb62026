//! Every format over logs of any lines, and what is left when an export fails.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options as Markdown, Parser, Tag};
use serde_json::Value;

use super::*;
use crate::index::ResolvedEntry;
use crate::log::LOG_NAME;
use crate::people::SessionId;
use crate::room::{Act, Options, PageQuery};

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::Html, ExportFormat::Markdown, ExportFormat::JsonLines, ExportFormat::Log];

/// Texts that try to become something else than text.
const ATTACKS: [&str; 9] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><img src=x onerror=alert(1)>",
    "a\u{2028}b\u{2029}c",
    "\u{202e}desrever",
    "a\0b",
    "\\u003c/script> \" ' ` ${x}",
    "# heading\u{b}- item\u{b}***\u{b}> quote",
    "[x](javascript:alert(1))",
];

struct Opened {
    room: Arc<Room>,
    folder: tempfile::TempDir,
    exports: tempfile::TempDir,
}

impl Opened {
    fn new(log: &[u8]) -> Opened {
        let (folder, exports) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(folder.path().join(LOG_NAME), log).unwrap();
        let options = Options { posts_per_minute: None, ..Options::new(folder.path()) };
        let room = Room::open(options).unwrap();
        room.enter_as_host("Hanna").unwrap();
        Opened { room, folder, exports }
    }

    fn place(&self, format: ExportFormat) -> PathBuf {
        self.exports.path().join(format!("room.{}", format.extension()))
    }

    async fn export(&self, format: ExportFormat) -> Vec<u8> {
        let place = self.place(format);
        self.room.export(format, Language::En, &place).await.unwrap();
        std::fs::read(place).unwrap()
    }

    /// Exports for a host who speaks this language.
    async fn text_in(&self, language: Language, format: ExportFormat) -> String {
        let place = self.place(format);
        self.room.export(format, language, &place).await.unwrap();
        std::fs::read_to_string(place).unwrap()
    }

    async fn text(&self, format: ExportFormat) -> String {
        String::from_utf8(self.export(format).await).unwrap()
    }

    /// Returns all entries, as pages of history have them.
    async fn entries(&self) -> Vec<Value> {
        let (mut all, mut after) = (Vec::new(), "0".to_owned());
        loop {
            let query = PageQuery { after: Some(after), limit: Some(200), ..PageQuery::default() };
            let page = self.room.messages(query).await.unwrap();
            if page.entries.is_empty() {
                return all;
            }
            all.extend(page.entries.iter().map(|entry: &ResolvedEntry| serde_json::to_value(entry).unwrap()));
            after = page.after;
        }
    }

    /// Exports `chat.txt` while nothing erases words in it.
    async fn copies_the_log(&self) -> Vec<u8> {
        let file = || std::fs::read(self.folder.path().join(LOG_NAME)).unwrap();
        loop {
            let (before, copy) = (file(), self.export(ExportFormat::Log).await);
            if before == file() {
                assert!(copy == before, "a copy, byte for byte");
                return copy;
            }
        }
    }

    /// Returns the names of the files in the folder for exports.
    fn exported(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.exports.path()).unwrap();
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    async fn close(self) {
        self.room.close().await;
    }
}

fn parse_lines(lines: &str) -> Vec<Value> {
    lines.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the entries in a page, read as a browser does: an element ends at the first `</script`.
fn entries_of_page(html: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut since = String::new();
    for block in html.split("<script type=\"application/json\" class=\"block\" ").skip(1) {
        let (attributes, rest) = block.split_once('>').unwrap();
        let (lines, _) = rest.split_once("</script").unwrap();
        let entries = parse_lines(lines);
        let expected = format!(
            "data-first=\"{}\" data-count=\"{}\" data-since=\"{since}\"",
            entries[0]["id"],
            entries.len()
        );
        assert_eq!(attributes, expected);
        if let Some(at) = entries.iter().rev().find_map(|entry| entry["at"].as_str()) {
            since = at.to_owned();
        }
        all.extend(entries);
    }
    all
}

/// Returns the paragraphs of a Markdown text that are not quotes, after those of its beginning.
fn paragraphs(markdown: &str) -> Vec<String> {
    let (mut all, mut depth) = (Vec::<String>::new(), 0);
    for event in Parser::new_ext(markdown, Markdown::all() - Markdown::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(pulldown_cmark::TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Start(Tag::Paragraph) if depth == 0 => all.push(String::new()),
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => {
                all.push("heading ".to_owned());
            }
            Event::Text(text) if depth == 0 => all.last_mut().unwrap().push_str(&text),
            Event::HardBreak if depth == 0 => all.last_mut().unwrap().push('\n'),
            Event::Start(Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::Link { .. })
            | Event::Text(_)
            | Event::HardBreak
            | Event::End(_) => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    all
}

fn lines_of_log() -> impl Strategy<Value = Vec<u8>> {
    let attack = proptest::sample::select(&ATTACKS[..]).prop_map(str::to_owned);
    let text = prop_oneof![attack, "[a-z*_<#>]{1,12}", "\\PC{0,20}"];
    let stamp = prop_oneof![Just(String::new()), "2026-1[12]-0[1-9]T1[0-9]:00:00Z ".boxed()];
    let verb = prop_oneof![
        4 => Just("said".to_owned()),
        1 => (0u64..40).prop_map(|n| format!("replied to {}", n * 30)),
        1 => (0u64..40).prop_map(|n| format!("edited {}", n * 30)),
        1 => (0u64..40).prop_map(|n| format!("removed {}", n * 30)),
        1 => (0u64..40).prop_map(|n| format!("reacted to {}", n * 30)),
        1 => Just("set topic".to_owned()),
    ];
    let name = proptest::sample::select(vec!["ana", "bo", "(c*_d)", "نور"]);
    let line = (stamp, name, verb, text).prop_map(|(stamp, name, verb, text)| {
        // Lines of the same length make some references hit.
        let line = format!("{stamp}{name} {verb}: {text}").replace('\n', " ");
        format!("{line:.<29}\n").into_bytes()
    });
    let junk = proptest::collection::vec(any::<u8>(), 0..40).prop_map(|mut bytes| {
        bytes.push(b'\n');
        bytes
    });
    proptest::collection::vec(prop_oneof![9 => line, 1 => junk], 0..120).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn every_format_has_each_entry_once_and_in_order(log in lines_of_log()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let opened = Opened::new(&log);
            let entries = opened.entries().await;
            assert_eq!(parse_lines(&opened.text(ExportFormat::JsonLines).await), entries);
            assert_eq!(entries_of_page(&opened.text(ExportFormat::Html).await), entries);
            assert!(opened.copies_the_log().await.len() >= log.len());

            let markdown = opened.text(ExportFormat::Markdown).await;
            let shown = paragraphs(&markdown);
            let mut shown = shown.iter().filter(|paragraph| !paragraph.starts_with("heading "));
            let exported = shown.find(|paragraph| paragraph.starts_with("Exported from")).unwrap();
            assert!(exported.contains("UTC"));
            for entry in &entries {
                let name = entry["name"].as_str().unwrap_or("Notice");
                let paragraph = shown.next().unwrap();
                assert!(paragraph.starts_with(name), "{paragraph:?} is not {entry}");
                if !entry["reactions"].as_array().unwrap().is_empty() {
                    assert!(shown.next().is_some());
                }
            }
            assert_eq!(shown.next(), None);
            opened.close().await;
        });
    }
}

#[tokio::test]
async fn markdown_reads_like_a_conversation() {
    let log = "2026-11-25T23:59:00Z ana said: one *star*\u{b}# two\n\
               2026-11-26T10:30:00Z bo replied to 0: yes\n\
               2026-11-26T10:31:00Z ana edited 0: one & two\n\
               2026-11-26T10:31:00Z bo reacted to 0: 👍\n\
               2026-11-26T10:31:00Z ana reacted to 0: 👍\n\
               2026-11-26T10:32:00Z hanna pinned 0: \n\
               2026-11-26T10:33:00Z hanna set topic: today: soldering\n\
               build: passed\n\
               2026-11-26T10:34:00Z bo said: buy this\n\
               2026-11-26T10:35:00Z cy replied to 329: no\n\
               2026-11-26T10:36:00Z hanna removed 329: spam\n";
    assert_eq!(log.find("2026-11-26T10:34"), Some(329), "the id in the log");
    let opened = Opened::new(log.as_bytes());
    let text = opened.text(ExportFormat::Markdown).await;
    let (begin, rest) = text.split_once("*Exported from Flatchat on 20").unwrap();
    assert_eq!(begin, "# Flatchat\n\nTopic: today: soldering\n\n");
    let (exported, rest) = rest.split_once('\n').unwrap();
    assert!(exported.ends_with(" UTC. All days and times are UTC.*"), "{exported}");
    let expected = "\n## 2026-11-25\n\n\
                    **ana** 23:59 (edited) (pinned)\\\none \\& two\n\n👍 bo, ana\n\n\
                    ## 2026-11-26\n\n\
                    > **ana**: one \\& two\n\n**bo** 10:30\\\nyes\n\n\
                    **hanna** 10:33 set the topic:\\\ntoday: soldering\n\n\
                    *Notice*\\\nbuild: passed\n\n\
                    **bo** 10:34\\\n*Removed by hanna: spam*\n\n\
                    > **bo**: *removed*\n\n**cy** 10:35\\\nno\n";
    assert_eq!(rest, expected);
    opened.close().await;
}

#[tokio::test]
async fn markdown_leads_to_the_files_beside_it() {
    let log = "2026-11-26T10:30:00Z ana shared: my [a](b) http://c.example/*.jpg (7 bytes, 4x3) files/abcde-a.jpg\u{b}\
               files/my holiday (2)#1%.jpg\u{b}\u{b}from *us*\n";
    let opened = Opened::new(log.as_bytes());
    let text = opened.text(ExportFormat::Markdown).await;
    let mut links = Vec::new();
    let mut parser = Parser::new_ext(&text, Markdown::all());
    while let Some(event) = parser.next() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event {
            let words: String = parser
                .by_ref()
                .take_while(|event| !matches!(event, Event::End(_)))
                .map(
                    |event| {
                        if let Event::Text(text) = event { text.to_string() } else { format!("{event:?}") }
                    },
                )
                .collect();
            links.push((dest_url.to_string(), words));
        }
    }
    let expected = [
        ("files/abcde-a.jpg", "my [a](b) http://c.example/*.jpg"),
        ("files/my%20holiday%20%282%29%231%25.jpg", "my holiday (2)#1%.jpg"),
    ];
    assert_eq!(links, expected.map(|(to, words)| (to.to_owned(), words.to_owned())));
    assert!(text.contains(" (7 bytes)\\\n"), "{text}");
    assert!(text.ends_with("\\\nfrom \\*us\\*\n"), "{text}");
    opened.close().await;
}

#[tokio::test]
async fn words_that_were_removed_are_in_no_export() {
    let opened = Opened::new(b"");
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let (ana, _) = opened.room.join(None, address, "ana", None).unwrap();
    let say = |text: &str, reply_to| Act::Say { text: text.to_owned(), reply_to };
    let act = async |session: &SessionId, act| {
        opened.room.act(session, address, act, None).await.unwrap().unwrap().entry.id
    };
    let id = act(&ana, say("the first secret", None)).await;
    act(&ana, Act::Edit { id, text: "the second secret".to_owned() }).await;
    act(&ana, say("an answer that stays", Some(id))).await;
    act(&SessionId::host(), Act::Remove { id, reason: "private".to_owned() }).await;
    for format in FORMATS {
        let text = opened.text(format).await;
        assert!(!text.contains("secret"), "{format:?}: {text}");
        assert!(text.contains("an answer that stays"), "{format:?}");
        assert!(text.contains("private"), "{format:?}: the reason");
    }
    opened.close().await;
}

#[tokio::test]
async fn the_words_around_what_was_said_are_in_the_hosts_language() {
    let log = b"2026-11-26T10:29:58Z ana shared: files/abcde-a\x0bfiles/abcde-b\n\
                2026-11-26T10:29:59Z bo replied to 0: thanks\n\
                2026-11-26T10:30:00Z hanna set topic: tea\n\
                2026-11-26T10:30:01Z ana shared: a.txt (7 bytes) files/abcde-a.txt\nbuild: passed\n";
    let opened = Opened::new(log);
    let german = opened.text_in(Language::De, ExportFormat::Markdown).await;
    for words in [
        "Thema: tea",
        "*Mit Flatchat exportiert am ",
        "hat das Thema festgelegt:",
        "(7 Byte)",
        "*Notiz*",
        "> **ana**: 2 Dateien\n",
    ] {
        assert!(german.contains(words), "{words:?} in {german}");
    }
    let page = opened.text_in(Language::Ar, ExportFormat::Html).await;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("<noscript><p>تعرض هذه الصفحة"), "{page}");
    for language in Language::ALL.iter().copied() {
        let page = opened.text_in(language, ExportFormat::Html).await;
        let (head, _) = page.split_once("</head>").unwrap();
        assert!(!head.contains("{language}") && !head.contains("{direction}"), "{head}");
        assert!(!page.contains("{needs-script}"), "{language:?}");
    }
    opened.close().await;
}

#[tokio::test]
async fn nothing_that_was_typed_ends_its_element() {
    let log: String = ATTACKS.iter().map(|attack| format!("ana said: {attack}\n")).collect();
    let opened = Opened::new(log.as_bytes());
    let html = opened.text(ExportFormat::Html).await;
    let start = html.find("<script type=\"application/json\" id=\"about\">").unwrap();
    let end = html.rfind("<script>").unwrap();
    let data = &html[start..end];
    assert_eq!(data.matches('<').count(), 4, "two elements, each begun and ended: {data}");
    let texts: Vec<Value> = entries_of_page(&html).into_iter().map(|entry| entry["text"].clone()).collect();
    let expected: Vec<String> = ATTACKS.iter().map(|attack| attack.replace('\u{b}', "\n")).collect();
    assert_eq!(texts, expected);
    opened.close().await;
}

#[tokio::test]
async fn a_room_without_lines_is_exported_as_well() {
    let opened = Opened::new(b"");
    assert_eq!(opened.export(ExportFormat::Log).await, b"");
    assert_eq!(opened.export(ExportFormat::JsonLines).await, b"");
    assert!(opened.text(ExportFormat::Markdown).await.starts_with("# Flatchat\n"));
    assert!(opened.text(ExportFormat::Html).await.ends_with("</html>\n"));
    opened.close().await;
}

#[tokio::test]
async fn an_export_that_fails_leaves_nothing_and_the_older_file_as_it_was() {
    let opened = Opened::new(&b"ana said: hello\n".repeat(10_000));
    let place = opened.place(ExportFormat::JsonLines);
    std::fs::write(&place, "older").unwrap();
    let walk = opened.room.walk().await.unwrap();
    let mut target = Target::create(&place, opened.folder.path()).unwrap();
    let mut disk = FullDisk { left: 200_000, out: target.file() };
    let error = write_json_lines(walk, &mut disk).unwrap_err();
    assert!(matches!(error, ExportError::Full), "{error}");
    assert_eq!(Problem::from(&error).code, "export_full");
    drop(target);
    assert_eq!(opened.exported(), ["room.jsonl"]);
    assert_eq!(std::fs::read(&place).unwrap(), b"older");
    assert!(opened.export(ExportFormat::JsonLines).await.len() > 200_000, "it takes the older one's place");
    assert_eq!(opened.exported(), ["room.jsonl"]);
    opened.close().await;
}

/// A disk that is full after so many bytes.
struct FullDisk<W> {
    left: usize,
    out: W,
}

impl<W: Write> Write for FullDisk<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.left = self.left.saturating_sub(bytes.len());
        match self.left {
            0 => Err(std::io::ErrorKind::StorageFull.into()),
            _ => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[tokio::test]
async fn a_place_that_takes_no_file_is_refused_with_words() {
    let opened = Opened::new(b"ana said: hello\n");
    let exports = opened.exports.path();
    let nowhere = exports.join("not there").join("room.md");
    for (place, code) in [
        (nowhere.as_path(), "export_unwritable"),
        (exports, "export_unwritable"),
        (Path::new("/"), "export_unwritable"),
        (&opened.folder.path().join(LOG_NAME), "export_over_room"),
        (&opened.folder.path().join("session.key"), "export_over_room"),
    ] {
        let refused = opened
            .room
            .export(ExportFormat::Log, Language::En, place)
            .await
            .map_err(|error| Problem::from(&error).code);
        assert_eq!(refused, Err(code), "{}", place.display());
    }
    assert_eq!(std::fs::read(opened.folder.path().join(LOG_NAME)).unwrap(), b"ana said: hello\n");
    let beside = opened.folder.path().join("copy.txt");
    opened.room.export(ExportFormat::Log, Language::En, &beside).await.unwrap();
    assert_eq!(std::fs::read(beside).unwrap(), b"ana said: hello\n", "a new file in this folder is fine");
    opened.close().await;
}

#[tokio::test]
async fn closing_the_room_ends_an_export_and_leaves_no_file() {
    let opened = Opened::new(&b"ana said: hello\n".repeat(100_000));
    let (room, place) = (Arc::clone(&opened.room), opened.place(ExportFormat::Html));
    let export = tokio::spawn(async move { room.export(ExportFormat::Html, Language::En, &place).await });
    while opened.exported().is_empty() {
        tokio::task::yield_now().await;
    }
    opened.room.close().await;
    assert_eq!(opened.exported(), [""; 0], "it had ended when the room was closed");
    assert_eq!(Problem::from(&export.await.unwrap().unwrap_err()).code, "closing");
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_a_file_of_the_room_is_not_followed() {
    let opened = Opened::new(b"ana said: hello\n");
    let log = opened.folder.path().join(LOG_NAME);
    let link = opened.exports.path().join("link");
    std::os::unix::fs::symlink(&log, &link).unwrap();
    let refused = opened.room.export(ExportFormat::Markdown, Language::En, &link).await.unwrap_err();
    assert!(matches!(refused, ExportError::FileOfRoom), "{refused}");
    assert_eq!(std::fs::read(log).unwrap(), b"ana said: hello\n");
    opened.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn an_export_may_be_read_by_those_who_may_read_the_hosts_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let opened = Opened::new(b"ana said: hello\n");
    opened.export(ExportFormat::Log).await;
    let other = opened.exports.path().join("other");
    std::fs::write(&other, "").unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&opened.place(ExportFormat::Log)), mode(&other));
    opened.close().await;
}

/// Exports a long log in every format, in a process of its own, whose memory nothing else uses.
#[cfg(target_os = "linux")]
#[test]
fn an_export_of_a_long_log_takes_little_memory() {
    const MEASURE: &str = "FLATCHAT_MEASURE_EXPORT";
    const MOST_KIB: u64 = 24 * 1024;
    if std::env::var_os(MEASURE).is_none() {
        let name = std::thread::current().name().unwrap().to_owned();
        let program = std::env::current_exe().unwrap();
        let run = std::process::Command::new(program)
            .args(["--exact", &name, "--nocapture"])
            .env(MEASURE, "1")
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        return;
    }
    let line = format!("2026-11-26T10:30:00Z ana said: {}\n", "some words ".repeat(12));
    let mut log = String::new();
    for n in 0..200_000 {
        log.push_str(&line);
        if n % 10 == 0 {
            log.push_str(&format!("bo reacted to {}: 👍\n", log.len() - line.len()));
        }
    }
    let opened_at = log.len();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let opened = Opened::new(log.as_bytes());
        drop(log);
        opened.room.message(0).await.unwrap();
        for format in FORMATS {
            std::fs::write("/proc/self/clear_refs", "5").unwrap();
            let before = peak_kib();
            opened.room.export(format, Language::En, &opened.place(format)).await.unwrap();
            let took = peak_kib().saturating_sub(before);
            let bytes = std::fs::metadata(opened.place(format)).unwrap().len();
            println!("{format:?}: {bytes} bytes from {opened_at}, {took} KiB of memory");
            assert!(bytes > 20 << 20 && took < MOST_KIB, "{format:?}: {took} KiB");
        }
        opened.close().await;
    });
}

#[cfg(target_os = "linux")]
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
