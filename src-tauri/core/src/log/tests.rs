//! Tests of the whole log: what is stored, changes by others, and a disk that fails.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::file::Stamp;
use super::folder::Expected;
use super::*;
use crate::entry::Entry;

/// A call that the listener got.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Report {
    Line(u64, String),
    Reset(u64),
    Trouble(bool),
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Report>>>);

impl Recorder {
    fn reports(&self) -> Vec<Report> {
        self.0.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        let line = |report| if let Report::Line(_, line) = report { Some(line) } else { None };
        self.reports().into_iter().filter_map(line).collect()
    }
}

/// The line of an entry without a time.
fn line_of(entry: &Entry) -> String {
    match &entry.name {
        Some(name) => format!("{name} said: {}", entry.text),
        None => entry.text.clone(),
    }
}

impl LogListener for Recorder {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        assert_eq!(from.offset, entries[0].entry.id, "no gap");
        let reports = entries.iter().map(|placed| Report::Line(placed.entry.id, line_of(&placed.entry)));
        self.0.lock().unwrap().extend(reports);
    }

    fn reset(&mut self, generation: u64) {
        self.0.lock().unwrap().push(Report::Reset(generation));
    }

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        self.0.lock().unwrap().push(Report::Trouble(trouble.is_some()));
    }
}

/// A disk that fails on demand.
#[derive(Clone, Default)]
struct Faults(Arc<Mutex<Fault>>);

#[derive(Clone, Copy, Default, PartialEq)]
enum Fault {
    #[default]
    None,
    /// Takes this many more bytes, and is then full.
    FullAfter(usize),
    /// Writes, but fails to sync.
    NoSync,
}

impl Faults {
    fn set(&self, fault: Fault) {
        *self.0.lock().unwrap() = fault;
    }
}

impl Disk for Faults {
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let mut fault = self.0.lock().unwrap();
        match *fault {
            Fault::FullAfter(0) => Err(io::ErrorKind::StorageFull.into()),
            Fault::FullAfter(left) => {
                let written = file.write(&bytes[..bytes.len().min(left)])?;
                *fault = Fault::FullAfter(left - written);
                Ok(written)
            }
            Fault::None | Fault::NoSync => file.write(bytes),
        }
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        match *self.0.lock().unwrap() {
            Fault::NoSync => Err(io::Error::other("input/output error")),
            Fault::None | Fault::FullAfter(_) => file.sync_data(),
        }
    }
}

fn append_outside(folder: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).open(folder.join(LOG_NAME)).unwrap().write_all(bytes).unwrap();
}

fn content(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(LOG_NAME)).unwrap()
}

/// Waits until `seen` is true. The log moves by itself.
async fn until(log: &Log, seen: impl Fn() -> bool) {
    let mut moves = log.watch();
    let waiting = async {
        while !seen() {
            // The listener gets a reset a moment before the snapshot changes, so check again soon
            // in any case.
            let _ = tokio::time::timeout(Duration::from_millis(20), moves.changed()).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("the log noticed nothing");
}

async fn close(log: Log) {
    tokio::task::spawn_blocking(move || log.close()).await.unwrap();
}

fn line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}

#[tokio::test]
async fn what_is_appended_is_in_the_file_and_at_the_sink_in_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Arc::new(Log::open(folder.path(), "test", recorder.clone()).unwrap());
    let appends = (0..200).map(|n| {
        let log = Arc::clone(&log);
        tokio::spawn(async move { log.append(line(&format!("line {n}"))).await.unwrap() })
    });
    let answers = futures_util::future::join_all(appends).await;
    let stored = content(folder.path());
    let lines: Vec<&str> = stored.lines().collect();
    assert_eq!(recorder.lines(), lines);
    for (n, answer) in answers.into_iter().enumerate() {
        let at = usize::try_from(answer.unwrap().id).unwrap();
        assert!(stored[at..].starts_with(&format!("line {n}\n")), "the id is the line's offset");
    }
}

/// A disk whose syncs take this long, and which records the threads that asked for one.
#[derive(Clone, Default)]
struct Watched {
    takes: Duration,
    syncs: Arc<Mutex<Vec<String>>>,
}

impl Watched {
    /// Returns how many syncs the log's own thread asked for, and how many came from other threads.
    fn by_log_and_others(&self) -> (usize, usize) {
        let syncs = self.syncs.lock().unwrap();
        let by_log = syncs.iter().filter(|thread| *thread == "log").count();
        (by_log, syncs.len() - by_log)
    }
}

impl Disk for Watched {
    fn sync(&mut self, _file: &File) -> io::Result<()> {
        std::thread::sleep(self.takes);
        self.syncs.lock().unwrap().push(std::thread::current().name().unwrap_or_default().to_owned());
        Ok(())
    }
}

#[tokio::test]
async fn on_a_quick_disk_a_line_alone_is_stored_where_it_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let (recorder, disk) = (Recorder::default(), Watched::default());
    let log = Log::open_on(disk.clone(), folder.path(), "test", recorder.clone()).unwrap();
    let mut said = Vec::new();
    // The first sync shows how fast the disk is. On a busy computer it may seem slow for a while.
    while disk.by_log_and_others().1 == 0 && said.len() < 1000 {
        said.push(format!("line {}", said.len()));
        log.append(line(&said[said.len() - 1])).await.unwrap();
    }
    let (by_log, by_others) = disk.by_log_and_others();
    assert_eq!(by_others, 1, "after {by_log} by the log's thread");
    assert_eq!(recorder.lines(), said);
    assert_eq!(content(folder.path()).lines().collect::<Vec<_>>(), said);
}

#[tokio::test]
async fn a_slow_disk_keeps_nobody_but_the_logs_thread() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Watched { takes: Duration::from_millis(1), ..Watched::default() };
    let log = Log::open_on(disk.clone(), folder.path(), "test", Recorder::default()).unwrap();
    for n in 0..20 {
        log.append(line(&format!("line {n}"))).await.unwrap();
    }
    assert_eq!(disk.by_log_and_others(), (20, 0));
}

#[tokio::test]
async fn those_who_speak_at_once_share_syncs() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Watched { takes: Duration::from_micros(100), ..Watched::default() };
    let log = Log::open_on(disk.clone(), folder.path(), "test", Recorder::default()).unwrap();
    log.append(line("first")).await.unwrap();
    disk.syncs.lock().unwrap().clear();
    let together = (0..200).map(|n| log.append(line(&format!("line {n}"))));
    for answer in futures_util::future::join_all(together).await {
        answer.unwrap();
    }
    let (by_log, by_others) = disk.by_log_and_others();
    assert!(by_log + by_others < 100, "{by_log} syncs by the log's thread, {by_others} by others");
}

#[tokio::test]
async fn a_message_neither_joins_nor_doubles_where_a_rewrite_of_the_same_size_has_lost_the_last_lf() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    File::options().write(true).open(folder.path().join(LOG_NAME)).unwrap().write_all(b"ones").unwrap();
    let answer = log.append(line("ana said: hi")).await.unwrap();
    assert_eq!(content(folder.path()), "ones\nana said: hi\n");
    assert_eq!(answer.id, 5);
    assert!(recorder.reports().iter().any(|report| matches!(report, Report::Reset(_))));
}

#[tokio::test]
async fn what_was_taken_in_is_stored_though_nobody_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    for n in 0..2 * QUEUE {
        drop(log.append(line(&format!("line {n}"))));
    }
    until(&log, || recorder.lines().len() == 2 * QUEUE).await;
    assert_eq!(content(folder.path()).lines().count(), 2 * QUEUE);
}

#[tokio::test]
async fn a_second_process_is_told_who_holds_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(folder.path(), "flatchat-server (process 7)", Recorder::default()).unwrap();
    let error = Log::open(folder.path(), "another", Recorder::default()).unwrap_err();
    assert!(error.to_string().contains("in use by flatchat-server (process 7)"), "{error}");
    close(log).await;
    Log::open(folder.path(), "another", Recorder::default()).unwrap();
}

#[tokio::test]
async fn a_torn_last_line_is_ended_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(LOG_NAME), "whole\nhalf a li").unwrap();
    let log = Log::open(folder.path(), "test", Recorder::default()).unwrap();
    log.append(line("next")).await.unwrap();
    assert_eq!(content(folder.path()), "whole\nhalf a li\nnext\n");
}

#[tokio::test]
async fn what_others_append_is_noticed_once_its_line_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    append_outside(folder.path(), b"build: ");
    append_outside(folder.path(), b"passed\nnext ha");
    until(&log, || !recorder.lines().is_empty()).await;
    assert_eq!(recorder.lines(), ["build: passed"]);
    append_outside(folder.path(), b"lf\n");
    until(&log, || recorder.lines().len() == 2).await;
    assert_eq!(recorder.lines()[1], "next half");
}

#[tokio::test]
async fn a_message_does_not_join_somebodys_half_line() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    append_outside(folder.path(), b"half");
    let answer = log.append(line("ana said: hi")).await.unwrap();
    assert_eq!((content(folder.path()).as_str(), answer.id), ("half\nana said: hi\n", 5));
    assert_eq!(recorder.lines(), ["half", "ana said: hi"]);
}

/// The bytes that Windows PowerShell 5.1 writes with `>>`.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[tokio::test]
async fn a_message_behind_a_line_of_utf16_or_a_byte_order_mark_is_a_line_of_its_own() {
    for (there, lines) in [
        (utf16("build: passed\r\n"), 1),
        (utf16("\u{FEFF}build: passed\r\n"), 1),
        (b"\xEF\xBB\xBF".to_vec(), 0),
        (b"\xFF\xFE".to_vec(), 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LOG_NAME), &there).unwrap();
        for start in 0..2 {
            let log = Log::open(folder.path(), "test", Recorder::default()).unwrap();
            let answers = [log.append(line("ana said: hi")).await, log.append(line("ana said: ho")).await];
            let snapshot = log.snapshot();
            let all: Vec<Line> =
                Lines::new(&snapshot.file, 0, snapshot.end.offset).collect::<io::Result<_>>().unwrap();
            let ours = &all[lines + 2 * start..];
            for (line, answer) in ours.iter().zip(answers) {
                assert_eq!(answer, Ok(Appended { id: line.start, end: line.end }), "{there:?}");
            }
            let texts: Vec<_> = ours.iter().map(|line| (line.entry().name, line.entry().text)).collect();
            assert_eq!(texts, [(Some("ana".into()), "hi".into()), (Some("ana".into()), "ho".into())]);
            close(log).await;
        }
        let stored = std::fs::read(folder.path().join(LOG_NAME)).unwrap();
        assert!(stored.starts_with(&there), "no byte of others is changed");
    }
}

#[tokio::test]
async fn a_file_replaced_by_rename_is_a_reset_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    let new = folder.path().join("new");
    std::fs::write(&new, "one\ntwo\n").unwrap();
    std::fs::rename(new, folder.path().join(LOG_NAME)).unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    log.append(line("three")).await.unwrap();
    assert_eq!(content(folder.path()), "one\ntwo\nthree\n");
    assert_eq!(recorder.reports().last(), Some(&Report::Line(8, "three".to_owned())));
}

#[tokio::test]
async fn lines_that_an_editor_carried_over_while_they_were_synced_are_not_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Replacing(folder.path().to_owned(), Arc::default());
    let log = Log::open_on(disk.clone(), folder.path(), "test", Recorder::default()).unwrap();
    log.append(line("before")).await.unwrap();
    disk.1.store(true, Ordering::Release);
    let answer = log.append(line("ana said: once")).await.unwrap();
    assert_eq!((content(folder.path()).as_str(), answer.id), ("first\nbefore\nana said: once\n", 13));
}

/// A disk on which, once armed, an editor replaces the file during the next sync with a copy that
/// has one more line.
#[derive(Clone)]
struct Replacing(std::path::PathBuf, Arc<AtomicBool>);

impl Disk for Replacing {
    fn sync(&mut self, file: &File) -> io::Result<()> {
        if self.1.swap(false, Ordering::AcqRel) {
            let (log, new) = (self.0.join(LOG_NAME), self.0.join("new"));
            std::fs::write(&new, format!("first\n{}", std::fs::read_to_string(&log)?))?;
            std::fs::rename(new, log)?;
        }
        file.sync_data()
    }
}

/// A disk on which, once armed, somebody edits the log in place during the next sync.
#[derive(Clone)]
struct Editing(std::path::PathBuf, Arc<AtomicBool>);

impl Disk for Editing {
    fn sync(&mut self, file: &File) -> io::Result<()> {
        if self.1.swap(false, Ordering::AcqRel) {
            File::options().write(true).open(self.0.join(LOG_NAME))?.write_all(b"ONE")?;
        }
        file.sync_data()
    }
}

#[tokio::test]
async fn an_edit_that_no_time_or_size_shows_is_noticed_by_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (recorder, disk) = (Recorder::default(), Editing(folder.path().to_owned(), Arc::default()));
    let log = Log::open_on(disk.clone(), folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    disk.1.store(true, Ordering::Release);
    // The file's times after the sync count as our own.
    log.append(line("two")).await.unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    assert_eq!(content(folder.path()), "ONE\ntwo\n");
}

/// Editors on Windows save like this, and every system allows it while the log is open.
#[tokio::test]
async fn a_file_moved_aside_for_a_new_one_is_a_reset_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    let (new, aside) = (folder.path().join("new"), folder.path().join("chat.bak"));
    std::fs::write(&new, "one\ntwo\n").unwrap();
    std::fs::rename(folder.path().join(LOG_NAME), &aside).unwrap();
    std::fs::rename(new, folder.path().join(LOG_NAME)).unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    log.append(line("three")).await.unwrap();
    assert_eq!(content(folder.path()), "one\ntwo\nthree\n");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "one\n", "nothing went to the old one");
    assert_eq!(recorder.reports().last(), Some(&Report::Line(8, "three".to_owned())));
}

#[tokio::test]
async fn a_file_moved_away_is_a_reset_and_the_log_begins_anew() {
    let (folder, bin) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    std::fs::rename(folder.path().join(LOG_NAME), bin.path().join("deleted")).unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    log.append(line("two")).await.unwrap();
    assert_eq!(content(folder.path()), "two\n");
}

#[tokio::test]
async fn a_truncated_file_is_a_reset() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    File::create(folder.path().join(LOG_NAME)).unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    log.append(line("two")).await.unwrap();
    assert_eq!(content(folder.path()), "two\n");
}

#[tokio::test]
async fn a_deleted_file_is_a_reset_and_the_log_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    std::fs::remove_file(folder.path().join(LOG_NAME)).unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
    log.append(line("three")).await.unwrap();
    assert_eq!(content(folder.path()), "three\n");
    assert_eq!(log.snapshot().end.offset, 6);
}

#[tokio::test]
async fn a_file_rewritten_in_place_to_a_longer_one_is_a_reset() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("one")).await.unwrap();
    let mut file = OpenOptions::new().write(true).open(folder.path().join(LOG_NAME)).unwrap();
    file.write_all(b"else\nmore\n").unwrap();
    until(&log, || recorder.reports().contains(&Report::Reset(1))).await;
}

#[tokio::test]
async fn a_full_disk_loses_nothing_leaves_no_half_line_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let (recorder, disk) = (Recorder::default(), Faults::default());
    let log = Log::open_on(disk.clone(), folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("before")).await.unwrap();
    disk.set(Fault::FullAfter(4));
    assert_eq!(log.append(line("does not fit")).await, Err(AppendError::Full));
    assert_eq!(content(folder.path()), "before\n");
    assert!(recorder.reports().contains(&Report::Trouble(true)));
    disk.set(Fault::None);
    log.append(line("after")).await.unwrap();
    assert_eq!(content(folder.path()), "before\nafter\n");
    assert_eq!(recorder.lines(), ["before", "after"]);
    assert_eq!(recorder.reports().last(), Some(&Report::Trouble(false)));
}

#[tokio::test]
async fn trouble_ends_by_itself_when_the_disk_is_well_again() {
    let folder = tempfile::tempdir().unwrap();
    let (recorder, disk) = (Recorder::default(), Faults::default());
    let log = Log::open_on(disk.clone(), folder.path(), "test", recorder.clone()).unwrap();
    disk.set(Fault::FullAfter(0));
    log.append(line("x")).await.unwrap_err();
    // This is longer than the time between two checks of an idle disk.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(recorder.reports().last(), Some(&Report::Trouble(true)), "the disk is still full");
    disk.set(Fault::None);
    until(&log, || recorder.reports().last() == Some(&Report::Trouble(false))).await;
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name == "chat.probe"), "{names:?}");
}

#[tokio::test]
async fn lines_that_failed_to_sync_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (recorder, disk) = (Recorder::default(), Faults::default());
    let log = Log::open_on(disk.clone(), folder.path(), "test", recorder.clone()).unwrap();
    log.append(line("kept")).await.unwrap();
    disk.set(Fault::NoSync);
    assert!(matches!(log.append(line("lost")).await, Err(AppendError::Disk(_))));
    assert_eq!(content(folder.path()), "kept\n");
    assert!(recorder.reports().contains(&Report::Reset(1)), "subscribers had the line already");
    disk.set(Fault::None);
    assert_eq!(log.append(line("again")).await.unwrap().id, 5);
}

/// A disk that records after each write whether the file is as large as the folder's listener
/// expects.
#[derive(Clone, Default)]
struct Expecting {
    faults: Faults,
    size: Arc<Mutex<Expected>>,
    right: Arc<Mutex<Vec<bool>>>,
}

impl Disk for Expecting {
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let written = self.faults.write(file, bytes)?;
        self.right.lock().unwrap().push(self.size.lock().unwrap().is(Stamp::of(&file.metadata()?)));
        Ok(written)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.faults.sync(file)
    }
}

#[test]
fn the_size_that_is_expected_is_the_files_from_the_moment_a_line_is_written_also_after_failures() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(LOG_NAME);
    let (disk, lock) = (Expecting::default(), Lock::take(folder.path(), "test").unwrap());
    let mut writer =
        Writer::open(path.clone(), Box::new(disk.clone()), Box::new(Recorder::default()), lock).unwrap();
    let expected = writer.expected();
    *disk.size.lock().unwrap() = expected.clone();
    let as_large = || expected.is(Stamp::of(&std::fs::metadata(&path).unwrap()));

    writer.store_and_report(&[b"one\n", b"two\n"]).unwrap();
    append_outside(folder.path(), b"half");
    assert!(!as_large(), "others wrote");
    writer.store_and_report(&[b"three\n"]).unwrap();
    assert!(as_large());
    assert_eq!(*disk.right.lock().unwrap(), [true, true]);

    for fault in [Fault::FullAfter(2), Fault::NoSync] {
        disk.faults.set(fault);
        writer.store_and_report(&[b"four\n"]).unwrap_err();
        assert!(as_large());
    }
}

#[tokio::test]
async fn a_closed_log_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(Log::open(folder.path(), "test", Recorder::default()).unwrap());
    let closing = Arc::clone(&log);
    tokio::task::spawn_blocking(move || closing.close()).await.unwrap();
    assert_eq!(log.append(line("late")).await, Err(AppendError::Closed));
}
