//! Erasing while others write, while the disk fails, and while the file is replaced.

use super::*;

/// A disk that can fail and counts the bytes that are overwritten. Once armed, it lets somebody
/// else do something to the log in the middle of the next overwriting.
#[derive(Clone)]
struct Amid {
    faults: Faults,
    overwritten: Arc<Mutex<usize>>,
    armed: Arc<AtomicBool>,
    other: fn(&Path),
    folder: std::path::PathBuf,
}

impl Amid {
    fn new(folder: &Path, other: fn(&Path)) -> Amid {
        let (faults, overwritten, armed) = Default::default();
        Amid { faults, overwritten, armed, other, folder: folder.to_owned() }
    }

    fn take_overwritten(&self) -> usize {
        std::mem::take(&mut *self.overwritten.lock().unwrap())
    }
}

impl Disk for Amid {
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        self.faults.write(file, bytes)
    }

    fn write_at(&mut self, file: &mut File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        if self.armed.swap(false, Ordering::AcqRel) {
            (self.other)(&self.folder);
        }
        let written = self.faults.write_at(file, bytes, offset)?;
        *self.overwritten.lock().unwrap() += written;
        Ok(written)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.faults.sync(file)
    }
}

fn replace(folder: &Path) {
    std::fs::write(folder.join("new"), "bo said: one\nbo said: more\n").unwrap();
    std::fs::rename(folder.join("new"), folder.join(LOG_NAME)).unwrap();
}

fn edit_in_place(folder: &Path) {
    File::options().write(true).open(folder.join(LOG_NAME)).unwrap().write_all(b"ANA").unwrap();
}

/// Returns a log with three lines, which start at 0, 14 and 28.
async fn open(folder: &Path, other: fn(&Path)) -> (Log, Recorder, Amid) {
    let (recorder, disk) = (Recorder::default(), Amid::new(folder, other));
    let log = Log::open_on(disk.clone(), folder, "test", recorder.clone()).unwrap();
    for text in ["one", "two", "six"] {
        log.append(line(&format!("ana said: {text}"))).await.unwrap();
    }
    (log, recorder, disk)
}

const BLANK: &str = "ana said:    \n";

fn resets(recorder: &Recorder) -> usize {
    recorder.reports().iter().filter(|report| matches!(report, Report::Reset(_))).count()
}

#[tokio::test]
async fn erasing_resets_nobody_whoever_speaks_next_also_when_the_log_checks_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (log, recorder, _) = open(folder.path(), |_| {}).await;
    // The last line is the log's end, which is compared with the file before each append.
    log.erase(0, vec![28, 0]).await.unwrap();
    assert_eq!(content(folder.path()), format!("{BLANK}ana said: two\n{BLANK}"));
    assert_eq!(recorder.reports().last(), Some(&Report::Erased(vec![0, 28])));
    append_outside(folder.path(), b"bo said: hi\n");
    until(&log, || recorder.lines().len() == 4).await;
    log.erase(0, vec![42]).await.unwrap();
    log.append(line("ana said: end")).await.unwrap();
    // This is longer than the time until the next check.
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!((resets(&recorder), log.snapshot().generation), (0, 0));
}

#[tokio::test]
async fn an_edit_by_somebody_else_at_the_same_time_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (log, recorder, disk) = open(folder.path(), edit_in_place).await;
    for line in [14, 0] {
        let before = resets(&recorder);
        disk.armed.store(true, Ordering::Release);
        let generation = log.snapshot().generation;
        log.erase(generation, vec![line]).await.unwrap();
        until(&log, || resets(&recorder) > before).await;
        assert!(content(folder.path()).starts_with("ANA said: "));
        std::fs::write(folder.path().join(LOG_NAME), "ana said: one\nana said: two\nana said: six\n")
            .unwrap();
        until(&log, || resets(&recorder) > before + 1 && log.snapshot().end.offset == 42).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_that_come_meanwhile_from_anybody_stay_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (log, recorder, _) = open(folder.path(), |_| {}).await;
    let path = folder.path().to_owned();
    let others = std::thread::spawn(move || {
        for n in 0..300 {
            append_outside(&path, format!("bo said: {n}\n").as_bytes());
        }
    });
    let mut own = Vec::new();
    let mut erasing = Vec::new();
    for n in 0..300 {
        own.push(tokio::spawn(log.append(line(&format!("ana said: {n}")))));
        let newest = log.snapshot().end.offset.saturating_sub(14);
        erasing.push(tokio::spawn(log.erase(0, vec![0, 14, 28, newest])));
    }
    let mut ids = Vec::new();
    for answer in own {
        ids.push(answer.await.unwrap().unwrap().id);
    }
    for answer in erasing {
        answer.await.unwrap().unwrap();
    }
    others.join().unwrap();
    until(&log, || recorder.lines().len() == 603).await;
    let stored = content(folder.path());
    assert!(stored.starts_with(&BLANK.repeat(3)));
    let is_whole = |line: &str, name: &str, n: usize| {
        let words = n.to_string();
        let erased = " ".repeat(words.len());
        [words, erased].iter().any(|words| line == format!("{name} said: {words}"))
    };
    for (n, id) in ids.into_iter().enumerate() {
        let line = stored[usize::try_from(id).unwrap()..].lines().next().unwrap();
        assert!(is_whole(line, "ana", n), "{line}");
    }
    let others: Vec<&str> = stored.lines().filter(|line| line.starts_with("bo said: ")).collect();
    assert!(others.iter().enumerate().all(|(n, line)| is_whole(line, "bo", n)), "{others:?}");
    assert_eq!((stored.lines().count(), resets(&recorder)), (603, 0));
}

#[tokio::test]
async fn a_disk_that_fails_is_reported_and_erasing_again_completes_it() {
    for fault in [Fault::NoSync, Fault::FullAfter(2)] {
        let folder = tempfile::tempdir().unwrap();
        let (log, recorder, disk) = open(folder.path(), |_| {}).await;
        disk.faults.set(fault);
        let failed = log.erase(0, vec![14, 0]).await;
        assert!(matches!(failed, Err(AppendError::Disk(_))), "{failed:?}");
        assert_eq!(recorder.reports().last(), Some(&Report::Trouble(true)));
        disk.faults.set(Fault::None);
        disk.take_overwritten();
        log.erase(0, vec![0, 14]).await.unwrap();
        // After a failed sync, the system may take its memory for what is on the disk.
        assert_eq!(disk.take_overwritten(), 6);
        assert_eq!(content(folder.path()), format!("{BLANK}{BLANK}ana said: six\n"));
        log.erase(0, vec![0, 14]).await.unwrap();
        assert_eq!(disk.take_overwritten(), 0);
        until(&log, || recorder.reports().last() == Some(&Report::Trouble(false))).await;
        assert_eq!(resets(&recorder), 0);
    }
}

/// On a full disk, words can be overwritten while nothing can be said.
#[tokio::test]
async fn erasing_does_not_hide_that_the_disk_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let (log, recorder, disk) = open(folder.path(), |_| {}).await;
    disk.faults.set(Fault::FullAfter(5));
    log.append(line("ana said: more")).await.unwrap_err();
    disk.faults.set(Fault::FullAfter(3));
    log.erase(0, vec![0]).await.unwrap();
    assert_eq!(
        recorder.reports().iter().rfind(|r| matches!(r, Report::Trouble(_))),
        Some(&Report::Trouble(true))
    );
}

#[tokio::test]
async fn another_file_is_never_touched_whenever_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let (log, recorder, disk) = open(folder.path(), replace).await;
    disk.armed.store(true, Ordering::Release);
    assert_eq!(log.erase(0, vec![0, 14]).await, Err(AppendError::Interrupted), "replaced meanwhile");
    let other = "bo said: one\nbo said: more\n";
    assert_eq!(content(folder.path()), other);
    until(&log, || resets(&recorder) == 1).await;
    assert_eq!(log.erase(0, vec![0, 13]).await, Err(AppendError::Interrupted), "replaced before");
    assert_eq!(content(folder.path()), other);
    replace(folder.path());
    assert_eq!(log.erase(1, vec![0, 13]).await, Err(AppendError::Interrupted), "replaced unnoticed");
    assert_eq!(content(folder.path()), other);
    assert!(!recorder.reports().contains(&Report::Trouble(true)));
}

/// A listener that lets an editor replace the file as soon as it gets a line.
struct Replacer(std::path::PathBuf);

impl LogListener for Replacer {
    fn appended(&mut self, _from: Cursor, _entries: &[Placed]) {
        replace(&self.0);
    }

    fn reset(&mut self, _generation: u64) {}
}

#[test]
fn a_file_that_is_replaced_right_after_it_was_checked_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(LOG_NAME);
    std::fs::write(&path, "ana said: one\n").unwrap();
    let (listener, lock) = (Replacer(folder.path().to_owned()), Lock::take(folder.path(), "test").unwrap());
    let mut writer = Writer::open(path, Box::new(RealDisk), Box::new(listener), lock).unwrap();
    append_outside(folder.path(), b"ana said: two\n");
    assert_eq!(writer.erase_and_report(0, vec![0]), Err(AppendError::Interrupted));
    assert_eq!(content(folder.path()), "bo said: one\nbo said: more\n");
}

#[tokio::test]
async fn a_closed_log_erases_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (log, _, _) = open(folder.path(), |_| {}).await;
    let log = Arc::new(log);
    let closing = Arc::clone(&log);
    tokio::task::spawn_blocking(move || closing.close()).await.unwrap();
    assert_eq!(log.erase(0, vec![0]).await, Err(AppendError::Closed));
    assert!(content(folder.path()).starts_with("ana said: one"));
}
