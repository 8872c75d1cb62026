//! The rules for references, on the vectors in `tests/vectors` that the page's rules are tested
//! with, too; and the index against a model.

use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::entry::Entry;
use crate::log::{LOG_NAME, Log, PageRequest, read_page};

fn vectors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

struct Opened {
    log: Log,
    index: Arc<Index>,
    folder: tempfile::TempDir,
}

impl Opened {
    fn new(bytes: &[u8]) -> Opened {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LOG_NAME), bytes).unwrap();
        Opened::in_folder(folder)
    }

    fn in_folder(folder: tempfile::TempDir) -> Opened {
        let index = Index::new();
        let log = Log::open(folder.path(), "test", Arc::clone(&index)).unwrap();
        Opened { log, index, folder }
    }

    fn scan(&self) -> Vec<Erasure> {
        self.index.scan(&self.log.snapshot(), || true).unwrap().unwrap()
    }

    fn entries(&self) -> Vec<Entry> {
        let log = self.log.snapshot();
        let lines = Lines::new(&log.file, 0, log.end.offset);
        lines.map(|line| line.unwrap().entry()).filter(|entry| entry.verb.stands_alone()).collect()
    }

    fn resolved(&self) -> Vec<ResolvedEntry> {
        let log = self.log.snapshot();
        self.index.resolve(&log, &self.entries()).unwrap().unwrap().entries
    }

    /// Ends the log, and returns its folder.
    async fn close(self) -> tempfile::TempDir {
        let Opened { log, folder, .. } = self;
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
        folder
    }
}

/// `UPDATE_VECTORS=1` writes what is expected anew, to be read by a person before it is kept.
#[tokio::test]
async fn the_vectors_hold() {
    let mut names = 0;
    for file in std::fs::read_dir(vectors()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        names += 1;
        let bytes = std::fs::read(&path).unwrap();
        let opened = Opened::new(&bytes);
        opened.scan();
        let log = opened.log.snapshot();
        let lines: Vec<Entry> =
            Lines::new(&log.file, 0, log.end.offset).map(|line| line.unwrap().entry()).collect();
        let pins = opened.index.pins(50);
        let found = json!({ "lines": lines, "resolved": opened.resolved(), "pins": pins });
        let expected = path.with_extension("json");
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            std::fs::write(&expected, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_slice(&std::fs::read(&expected).unwrap()).unwrap();
        assert_eq!(found, expected, "{}", path.display());
        let page = read_page(&log, PageRequest::Newest, 200).unwrap();
        let newest = resolve_newest(&log, page.from.offset, &opened.entries()).unwrap();
        assert_eq!(newest.entries, opened.resolved(), "without the index: {}", path.display());
        opened.close().await;
    }
    assert!(names >= 6, "{names} vectors");
}

fn line() -> impl Strategy<Value = String> {
    let name = prop_oneof!["ana", "bo", "cy"];
    // Lines are about 20 bytes long, so that many of these are starts of lines.
    let target = (0u64..40).prop_map(|n| n * 20);
    prop_oneof![
        3 => name.clone().prop_map(|name| format!("{name} said: {}", "x".repeat(20 - 8 - name.len()))),
        5 => (name, target, prop_oneof!["edited", "removed", "reacted to", "unreacted to", "pinned", "unpinned"], "[👍🎉]")
            .prop_map(|(name, target, verb, text)| padded(&format!("{name} {verb} {target}: {text}"))),
    ]
}

fn padded(line: &str) -> String {
    let over = (line.len() + 1) % 20;
    format!("{line}{}", "\u{b}".repeat(if over == 0 { 0 } else { 20 - over }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    /// A page that is resolved from lines that came live shows the same as one after a restart.
    #[test]
    fn lines_that_came_live_and_lines_that_were_scanned_give_the_same(
        lines in proptest::collection::vec(line(), 1..60),
        scanned_at in any::<prop::sample::Index>(),
        ready_at in any::<prop::sample::Index>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let scanned_at = scanned_at.index(lines.len());
            let ready_at = scanned_at + ready_at.index(lines.len() - scanned_at);
            let before: String = lines[..scanned_at].iter().map(|line| format!("{line}\n")).collect();
            let live = Opened::new(before.as_bytes());
            let snapshot = live.log.snapshot();
            for line in &lines[scanned_at..ready_at] {
                live.log.append(format!("{line}\n").into_bytes()).await.unwrap();
            }
            live.index.scan(&snapshot, || true).unwrap().unwrap();
            for line in &lines[ready_at..] {
                live.log.append(format!("{line}\n").into_bytes()).await.unwrap();
            }
            let (resolved, pins) = (live.resolved(), live.index.pins(50));
            let again = Opened::in_folder(live.close().await);
            again.scan();
            assert_eq!((again.resolved(), again.index.pins(50)), (resolved, pins));
            again.close().await;
        });
    }
}

/// If offsets of the file before were believed, a reaction could land on any line of the new one.
#[tokio::test]
async fn nothing_of_a_replaced_log_is_left() {
    let opened = Opened::new(b"ana said: one\nbo reacted to 0: x\n");
    opened.scan();
    assert_eq!(opened.resolved()[0].reactions.len(), 1);
    let before = opened.log.snapshot();
    std::fs::write(opened.folder.path().join(LOG_NAME), "cy said: other\n").unwrap();
    opened.log.append(b"cy said: more\n".to_vec()).await.unwrap();
    assert!(opened.index.resolve(&opened.log.snapshot(), &[]).unwrap().is_none(), "not scanned yet");
    assert!(opened.index.scan(&before, || true).unwrap().is_err(), "a scan of the old log is of no use");
    opened.scan();
    assert!(opened.resolved().iter().all(|entry| entry.reactions.is_empty()));
    assert!(opened.index.resolve(&before, &[]).unwrap().is_none());
    opened.close().await;
}

/// A busy room's log has hundreds of thousands of reactions and edits.
#[test]
fn memory_for_many_references_is_bounded() {
    let mut folded = Folded::default();
    for n in 0..200_000_u64 {
        let (id, target) = (1_000_000_000 + n * 60, n * 300);
        let (name, emoji) = (format!("guest {}", n % 5000), "👍".to_owned());
        let deed = match n % 4 {
            0 => reference::Deed::Edit { target },
            _ => reference::Deed::React { target, name, emoji },
        };
        assert_eq!(folded.take(&Reference { id, deed }), None);
    }
    assert!(folded.bytes() < 64 << 20, "{}", folded.bytes());
    println!("{} bytes for each reference", folded.bytes() / 200_000);
}
