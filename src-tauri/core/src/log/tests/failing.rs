//! A disk that fails.

use super::*;

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

    fn write_at(&mut self, file: &mut File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let written = self.faults.write_at(file, bytes, offset)?;
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
    writer.erase_and_report(0, vec![0, 4]).unwrap();
    assert!(as_large());
    assert_eq!(*disk.right.lock().unwrap(), [true; 4]);
    for fault in [Fault::FullAfter(2), Fault::NoSync] {
        disk.faults.set(fault);
        writer.erase_and_report(0, vec![13]).unwrap_err();
        assert!(as_large());
    }

    for fault in [Fault::FullAfter(2), Fault::NoSync] {
        disk.faults.set(fault);
        writer.store_and_report(&[b"four\n"]).unwrap_err();
        assert!(as_large());
    }
}
