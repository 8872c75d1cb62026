//! Programs on Windows that let nobody else write to the file while they have it open, and that
//! cannot open it while somebody else could write to it. The command prompt and PowerShell open it
//! like this for `>>`, and Notepad for saving.

use std::os::windows::fs::OpenOptionsExt;

use super::*;

const FILE_SHARE_READ: u32 = 1;

/// Opens the file as such a program does.
fn open_alone(folder: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).share_mode(FILE_SHARE_READ).open(folder.join(LOG_NAME))
}

#[tokio::test]
async fn they_write_whenever_the_room_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    std::fs::write(folder.path().join(LOG_NAME), "torn by a crash").unwrap();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    assert_eq!(content(folder.path()), "torn by a crash\n");
    let mut expected = Vec::new();
    for n in 0..20 {
        open_alone(folder.path()).unwrap().write_all(format!("bot said: {n}\n").as_bytes()).unwrap();
        let appended = log.append(line(&format!("ana said: {n}"))).await.unwrap();
        expected.extend([format!("bot said: {n}"), format!("ana said: {n}")]);
        if n == 10 {
            log.erase(log.snapshot().generation, vec![appended.id]).await.unwrap();
        }
    }
    until(&log, || recorder.lines().len() == expected.len()).await;
    assert_eq!(recorder.lines(), expected);
    close(log).await;
}

#[tokio::test]
async fn a_message_waits_for_one_that_has_the_file_for_a_moment() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    let mut alone = open_alone(folder.path()).unwrap();
    let releasing = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        alone.write_all(b"bot said: first\n").unwrap();
    });
    log.append(line("ana said: second")).await.unwrap();
    releasing.join().unwrap();
    assert_eq!(content(folder.path()), "bot said: first\nana said: second\n");
    assert!(!recorder.reports().contains(&Report::Trouble(true)));
    close(log).await;
}

#[tokio::test]
async fn one_that_keeps_the_file_is_named_until_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::default();
    std::fs::write(folder.path().join(LOG_NAME), "bot said: begun\n").unwrap();
    let mut alone = open_alone(folder.path()).unwrap();
    let log = Log::open(folder.path(), "test", recorder.clone()).unwrap();
    assert_eq!(log.append(line("ana said: hi")).await, Err(AppendError::InUse));

    alone.write_all(b"bot said: going on\n").unwrap();
    until(&log, || recorder.lines() == ["bot said: going on"]).await;
    assert_eq!(log.append(line("ana said: hi")).await, Err(AppendError::InUse));
    let troubles = recorder.reports().into_iter().filter(|report| matches!(report, Report::Trouble(_)));
    assert_eq!(troubles.collect::<Vec<_>>(), [Report::Trouble(true)]);

    drop(alone);
    until(&log, || recorder.reports().last() == Some(&Report::Trouble(false))).await;
    log.append(line("ana said: hi")).await.unwrap();
    assert_eq!(content(folder.path()), "bot said: begun\nbot said: going on\nana said: hi\n");
    close(log).await;
}
