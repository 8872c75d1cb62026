//! Erasing words in lines of every form, and cursors at erased lines.

use proptest::prelude::*;

use super::*;

/// A disk that counts the bytes that are overwritten.
#[derive(Clone, Default)]
pub(super) struct Counting(Arc<Mutex<usize>>);

impl Counting {
    pub(super) fn take(&self) -> usize {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Disk for Counting {
    fn write_at(&mut self, file: &mut File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        *self.0.lock().unwrap() += bytes.len();
        RealDisk.write_at(file, bytes, offset)
    }
}

fn open(folder: &Path, disk: impl Disk, recorder: &Recorder) -> Writer {
    let lock = Lock::take(folder, "test").unwrap();
    Writer::open(folder.join(LOG_NAME), Box::new(disk), Box::new(recorder.clone()), lock).unwrap()
}

fn bytes(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join(LOG_NAME)).unwrap()
}

fn lines_in(log: &Snapshot) -> Vec<Line> {
    Lines::new(&log.file, 0, log.end.offset).collect::<io::Result<_>>().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Erases these lines of a file and returns its new content.
fn erased(content: &[u8], lines: &[u64]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(LOG_NAME), content).unwrap();
    open(folder.path(), RealDisk, &Recorder::default()).erase_and_report(0, lines.to_vec()).unwrap();
    bytes(folder.path())
}

#[test]
fn only_the_words_go_and_everything_around_them_stays() {
    for (line, after) in [
        ("2026-11-22T10:30:21Z ana said: hi: all\r\n", "2026-11-22T10:30:21Z ana said:        \r\n"),
        ("ana replied to 120: y\u{B}é\n", "ana replied to 120:     \n"),
        ("ana said said: x\n", "ana said said:  \n"),
        ("hanna removed 120: spam\n", "hanna removed 120:     \n"),
        ("2026-11-22T10:30:21Z door: rang\n", "2026-11-22T10:30:21Z           \n"),
        ("\u{FEFF}build: passed\r\n", "\u{FEFF}             \r\n"),
        ("\0bot said: hi\n", "\0bot said:   \n"),
        ("ana said: \n", "ana said: \n"),
        ("\r\n", "\r\n"),
        ("ana said: \r\r\n", "ana said:  \r\n"),
    ] {
        assert_eq!(String::from_utf8(erased(line.as_bytes(), &[0])).unwrap(), after);
    }
    assert_eq!(erased(b"\xFF said: \xFF\xC3\n", &[0]), b"\xFF said:   \n");
    assert_eq!(erased(b"\xFF\xFEana said: \r\r\n", &[0]), b"\xFF\xFEana said:  \r\n");
    let mut line = utf16("\u{FEFF}日本 said: 👍\r\n");
    line.extend(b"ana said: hi\n");
    let mut after = utf16("\u{FEFF}日本 said:   \r\n");
    after.extend(b"ana said:   \n");
    let second = line.len() as u64 - 14;
    assert_eq!(erased(&line, &[0, second]), after);
}

#[test]
fn what_is_not_the_start_of_a_whole_line_is_skipped() {
    let content = b"ana said: one\nana said: two\nana said: half";
    for offset in [1, 13, 15, 28, 42, 43, 99, u64::MAX] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LOG_NAME), b"ana said: one\nana said: two\n").unwrap();
        let mut writer = open(folder.path(), RealDisk, &Recorder::default());
        append_outside(folder.path(), b"ana said: half");
        writer.erase_and_report(0, vec![offset]).unwrap();
        assert_eq!(bytes(folder.path()), content, "{offset}");
    }
}

/// A line without its LF, in any form that programs write.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let stamp = prop_oneof![Just(""), Just("2026-11-22T10:30:21Z ")];
    let who = "(ana|ana said|日本|é|\\PC{1,9})";
    let verb =
        "( said| replied to 120| edited 7| removed 0| reacted to 9| unreacted to 9| shared| set topic)";
    let statement = (stamp, who, verb, "[^\n]{0,40}")
        .prop_map(|(at, who, verb, text)| format!("{at}{who}{verb}: {text}"));
    let notice = prop_oneof![Just(String::new()), "[^\n]{0,40}", "2026-11-22T10:30:21Z [a-z: ]{0,20}"];
    let long = (64_500usize..140_000, "[a-z]").prop_map(|(n, word)| format!("ana said: {}", word.repeat(n)));
    let text = prop_oneof![8 => statement, 3 => notice, 1 => long];
    let cr = prop_oneof![Just(""), Just("\r")];
    let text = (text, cr).prop_map(|(text, cr)| text + cr);
    let raw = proptest::collection::vec(any::<u8>(), 0..60);
    prop_oneof![
        6 => text.clone().prop_map(String::into_bytes),
        1 => text.clone().prop_map(|text| [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        1 => text.clone().prop_map(|text| [b"\xFF\xFE", text.as_bytes()].concat()),
        2 => text.clone().prop_map(|text| utf16(&format!("{text}\r"))),
        1 => text.clone().prop_map(|text| utf16(&format!("\u{FEFF}{text}"))),
        1 => text.prop_map(|text| [b"\0", text.as_bytes()].concat()),
        1 => (raw.clone()).prop_map(|raw| [b"ana said: ", &raw[..]].concat()),
        1 => (raw.clone()).prop_map(|raw| [b"\xFF\xFEana said: ", &raw[..]].concat()),
        1 => raw,
    ]
}

/// Lines with their LF, and whether each is to be erased.
fn any_log() -> impl Strategy<Value = (Vec<u8>, Vec<bool>)> {
    let line = (any_line(), any::<bool>()).prop_map(|(mut line, erase)| {
        line.retain(|byte| *byte != b'\n');
        line.push(b'\n');
        (line, erase)
    });
    proptest::collection::vec(line, 1..12).prop_map(|lines| {
        let (lines, erase): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        (lines.concat(), erase)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn any_line_keeps_all_but_its_words_and_every_cursor_still_matches((content, erase) in any_log()) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LOG_NAME), &content).unwrap();
        let (recorder, disk) = (Recorder::default(), Counting::default());
        let mut writer = open(folder.path(), disk.clone(), &recorder);
        let log = writer.snapshots().borrow().clone();
        let before = lines_in(&log);
        let chosen: Vec<u64> =
            before.iter().zip(&erase).filter(|(_, erase)| **erase).map(|(line, _)| line.start).collect();
        writer.erase_and_report(0, chosen.clone()).unwrap();
        let after = lines_in(&log);

        prop_assert_eq!(bytes(folder.path()).len(), content.len());
        prop_assert_eq!(after.len(), before.len());
        for (was, is) in before.iter().zip(&after) {
            prop_assert_eq!((was.start, was.end.offset), (is.start, is.end.offset));
            prop_assert!(was.end.matches(&log.file).unwrap(), "{:?}", is.entry());
            prop_assert!(is.end.matches(&log.file).unwrap());
            if chosen.contains(&was.start) {
                let (was, is) = (was.entry(), is.entry());
                prop_assert!(is.is_blank() || (was.text.is_empty() && is.text.is_empty()), "{:?} {:?}", was, is);
                prop_assert_eq!(&Entry { text: was.text.clone(), ..is }, &was);
            } else {
                prop_assert_eq!(was, is);
            }
        }
        disk.take();
        let once = bytes(folder.path());
        writer.erase_and_report(0, chosen).unwrap();
        prop_assert_eq!((disk.take(), bytes(folder.path()) == once), (0, true));

        // An edit by somebody else would still be noticed, and our own is none.
        writer.scan_or_report();
        append_outside(folder.path(), b"\nafter\n");
        writer.scan_or_report();
        prop_assert!(!recorder.reports().iter().any(|report| matches!(report, Report::Reset(_))));
        let newest = recorder.lines().pop();
        prop_assert_eq!(newest.as_deref(), Some("after"));
    }
}

#[test]
fn a_long_line_is_erased_to_its_end_and_its_cursor_matches_whatever_its_length() {
    let near = [65_500, 65_525, 65_526, 65_527, 65_536, 66_000, 66_550, 66_560, 66_570, 67_000, 300_000];
    for (length, cr) in near.into_iter().flat_map(|length| [(length, ""), (length, "\r")]) {
        for form in [str::as_bytes as fn(&str) -> &[u8], |_| b""] {
            let words = format!("ana said: {}{cr}", "x".repeat(length));
            let line = [form(&words).to_vec(), b"\n".to_vec()].concat();
            let line = if line.len() == 1 { utf16(&(words + "\n")) } else { line };
            let content = [b"before\n".to_vec(), line, b"ana said: after\n".to_vec()].concat();
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(LOG_NAME), &content).unwrap();
            let mut writer = open(folder.path(), RealDisk, &Recorder::default());
            let log = writer.snapshots().borrow().clone();
            let cursor = lines_in(&log)[1].end;
            writer.erase_and_report(0, vec![7]).unwrap();
            assert!(cursor.matches(&log.file).unwrap(), "{length} {cr:?}");
            let other = Cursor { check: !cursor.check, ..cursor };
            assert!(other.matches(&log.file).unwrap(), "{length} {cr:?}");
            assert!(!bytes(folder.path()).contains(&b'x'));
            let name = lines_in(&log)[1].entry().name;
            assert_eq!(name.as_deref(), Some("ana"));
        }
    }
}

#[test]
fn a_cursor_with_another_check_matches_at_blank_lines_only() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        "ana said:  ",
        "ana said: ",
        "ana said: \u{B}",
        "ana said: \u{A0}",
        "   ",
        "",
        " x ",
        "ana said:   \r",
    ];
    let matching = [true, false, false, false, true, false, false, true];
    std::fs::write(folder.path().join(LOG_NAME), lines.join("\n") + "\n").unwrap();
    let writer = open(folder.path(), RealDisk, &Recorder::default());
    let log = writer.snapshots().borrow().clone();
    for (line, expected) in lines_in(&log).iter().zip(matching) {
        let other = Cursor { check: !line.end.check, ..line.end };
        assert_eq!(other.matches(&log.file).unwrap(), expected, "{:?}", line.entry());
        assert_eq!(line.entry().is_blank(), expected);
        assert!(
            !Cursor { offset: line.end.offset - 1, check: 0 }.matches(&log.file).unwrap()
                || line.start + 1 == line.end.offset
        );
    }
    assert!(!Cursor { offset: 0, check: 1 }.matches(&log.file).unwrap());
}

#[test]
fn a_crash_at_any_byte_leaves_whole_lines_and_erasing_again_completes_it() {
    for line in [
        "2026-11-22T10:30:21Z ana said: schön: 👍 ok\r\n".as_bytes().to_vec(),
        utf16("ana said: sch\u{f6}n: ok\r\n"),
        "door: öffnet\n".as_bytes().to_vec(),
    ] {
        let content = [b"ana said: before\n".to_vec(), line, b"ana said: after\n".to_vec()].concat();
        let whole = erased(&content, &[17]);
        for written in 0..content.len() {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(LOG_NAME), &content).unwrap();
            let disk = Faults::default();
            disk.set(Fault::FullAfter(written));
            let mut writer = open(folder.path(), disk, &Recorder::default());
            let ends = |log: &Snapshot| lines_in(log).iter().map(|line| line.end.offset).collect::<Vec<_>>();
            let before = ends(&writer.snapshots().borrow());
            let stopped = writer.erase_and_report(0, vec![17]).is_err();
            drop(writer);
            let mut writer = open(folder.path(), RealDisk, &Recorder::default());
            assert_eq!(ends(&writer.snapshots().borrow()), before);
            assert!(stopped || bytes(folder.path()) == whole);
            writer.erase_and_report(0, vec![17]).unwrap();
            assert_eq!(bytes(folder.path()), whole);
        }
    }
}
