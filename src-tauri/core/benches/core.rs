//! Benchmarks of single steps: parsing, encoding, appending, paging and finding. `cargo bench -p
//! flatchat-core` runs them.
//!
//! They show where time is spent and how a change affects one step. `make bench` measures the whole
//! server.

use std::path::Path;
use std::sync::Arc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use flatchat_core::entry::Entry;
use flatchat_core::log::{
    AppendError, Cursor, FindQuery, LOG_NAME, Lines, Log, LogListener, PageRequest, Placed, Search, Snapshot,
    Wanted, read_page,
};
use flatchat_core::room::PageQuery;
use flatchat_core::stream::Recent;
use flatchat_core::{Options, Room};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The log has about 10 MB.
const LINES: usize = 100_000;

fn main() {
    divan::main();
}

struct Deaf;

impl LogListener for Deaf {
    fn appended(&mut self, _: Cursor, _: &[Placed]) {}

    fn reset(&mut self, _: u64) {}

    fn trouble(&mut self, _: Option<&AppendError>) {}
}

/// Returns a usual line. The first line of a log has a word that no other line has.
fn line(n: usize) -> Vec<u8> {
    let word = if n == 0 { "quokka" } else { "kettle" };
    let text = "the bus was late and then two came at once, as ever";
    format!("2026-11-22T10:30:21Z ana said: {word} {n:08} {text}\n").into_bytes()
}

/// Creates a folder on the disk that the project is built on, because a sync in memory costs
/// nothing.
fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's folder can be written to")
}

fn open(folder: &Path) -> Log {
    Log::open(folder, "a benchmark", Deaf).expect("a log opens in a folder of its own")
}

fn long_log() -> (TempDir, Log) {
    let folder = folder();
    let lines: Vec<u8> = (0..LINES).flat_map(line).collect();
    std::fs::write(folder.path().join(LOG_NAME), lines).expect("the folder takes a file");
    let log = open(folder.path());
    (folder, log)
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let line = line(1);
    let line = &line[..line.len() - 1];
    bencher.counter(BytesCount::of_slice(line)).bench(|| Entry::parse(0, black_box(line), false));
}

/// Encodes lines in the form that all subscribers get, in groups of 1 and 64.
#[divan::bench(args = [1, 64])]
fn encode(bencher: Bencher, group: usize) {
    let folder = folder();
    std::fs::write(folder.path().join(LOG_NAME), (0..group).flat_map(line).collect::<Vec<_>>())
        .expect("the folder takes a file");
    let log = open(folder.path()).snapshot();
    let lines = Lines::new(&log.file, 0, log.end.offset);
    let entries: Vec<Placed> = lines.map(|line| line.expect("the file can be read").placed()).collect();
    let mut recent = Arc::new(Recent::default());
    bencher
        .counter(ItemsCount::new(group))
        .bench_local(|| recent.appended(Cursor::START, black_box(&entries)));
}

/// Appends until the line is on the disk, with this many posters at once.
#[divan::bench(args = [1, 64], sample_count = 50, sample_size = 4)]
fn append(bencher: Bencher, posters: usize) {
    let folder = folder();
    let log = Arc::new(open(folder.path()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
    bencher.counter(ItemsCount::new(posters)).bench(|| {
        runtime.block_on(async {
            let appends: Vec<_> = (0..posters)
                .map(|n| {
                    let log = Arc::clone(&log);
                    async move { log.append(line(n)).await }
                })
                .collect();
            futures_util::future::join_all(appends).await
        })
    });
}

#[divan::bench]
fn page(bencher: Bencher) {
    let (_folder, log) = long_log();
    let log = log.snapshot();
    bencher.bench(|| read_page(black_box(&log), PageRequest::Newest, 50));
}

/// Returns 1,000,000 lines, of which 200,000 refer to others.
fn lines_with_references() -> Vec<u8> {
    let mut log = Vec::new();
    let mut ids = vec![0];
    for n in 0..1_000_000 {
        let id = ids[ids.len() - 1 - n % ids.len().min(40)];
        let statement = match n % 20 {
            4 | 8 | 12 => format!("bo reacted to {id}: 👍"),
            16 => format!("ana edited {id}: other words"),
            9 | 19 => format!("cy replied to {id}: yes"),
            _ => format!("ana said: {n:08} the bus was late and then two came at once"),
        };
        if !matches!(n % 20, 4 | 8 | 12 | 16) {
            ids.push(log.len());
        }
        log.extend_from_slice(format!("2026-11-22T10:30:21Z {statement}\n").as_bytes());
    }
    log
}

fn room_with_references(folder: &Path) -> (Arc<Room>, Runtime) {
    let log = lines_with_references();
    std::fs::write(folder.join(LOG_NAME), log).expect("the folder takes a file");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime starts");
    let room = runtime.block_on(async { Room::open(Options::new(folder)) }).expect("a room opens");
    (room, runtime)
}

/// Reads a page of 50 entries with everything that refers to them, from the middle of 1,000,000
/// lines.
#[divan::bench]
fn resolved_page(bencher: Bencher) {
    let folder = folder();
    let (room, runtime) = room_with_references(folder.path());
    let middle = std::fs::metadata(folder.path().join(LOG_NAME)).expect("a log").len() / 2;
    let read = || {
        let query = PageQuery { around: Some(middle.to_string()), ..PageQuery::default() };
        runtime.block_on(room.messages(query)).expect("a page")
    };
    // The first page waits for the index.
    read();
    bencher.bench(read);
    runtime.block_on(room.close());
}

/// Finds one hit at the far end of 10 MB, and 50 hits at the near end.
#[divan::bench(args = ["quokka", "kettle"], sample_count = 30)]
fn find_word(bencher: Bencher, word: &str) {
    let (_folder, log) = long_log();
    let log: Snapshot = log.snapshot();
    let query = FindQuery { find: Some(word.to_owned()), ..FindQuery::default() };
    let wanted = Wanted::parse(&query).expect("a word");
    bencher.bench(|| {
        let mut search = Search::new(wanted.clone(), log.end.offset, 50);
        search.look_on(black_box(&log), || true).map(|()| search)
    });
}
