//! Appending, syncing, opening and closing.

use super::*;

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
    let log = Log::open(folder.path(), "flatchat-server (PID 7)", Recorder::default()).unwrap();
    let error = Log::open(folder.path(), "another", Recorder::default()).unwrap_err();
    assert!(error.to_string().contains("in use by flatchat-server (PID 7)"), "{error}");
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
async fn a_closed_log_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(Log::open(folder.path(), "test", Recorder::default()).unwrap());
    let closing = Arc::clone(&log);
    tokio::task::spawn_blocking(move || closing.close()).await.unwrap();
    assert_eq!(log.append(line("late")).await, Err(AppendError::Closed));
}
