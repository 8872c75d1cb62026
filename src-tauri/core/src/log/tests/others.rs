//! Changes to the file by other programs.

use super::*;

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
                assert_eq!(
                    answer,
                    Ok(Appended { id: line.start, end: line.end, generation: log.snapshot().generation }),
                    "{there:?}"
                );
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
