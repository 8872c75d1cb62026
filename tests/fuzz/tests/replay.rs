//! Each fuzz target, run on its corpus and on variations of it. The variations are the same in
//! every run.

use std::fs;
use std::path::Path;

use flatchat_fuzz::{TARGETS, Target};

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let mut files: Vec<_> =
        fs::read_dir(&folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no seeds", folder.display());
    files.iter().map(|file| fs::read(file).expect("a seed can be read")).collect()
}

/// Makes another input from some of these: cut, joined, or with bytes changed, repeated or left
/// out.
fn vary(seeds: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = seeds[random.usize(..seeds.len())].clone();
    for _ in 0..random.usize(1..6) {
        let at = random.usize(..=bytes.len());
        match random.u8(..5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, random.u8(..)),
            2 => drop(bytes.drain(at..bytes.len().min(at + random.usize(..8)))),
            3 => {
                let other = &seeds[random.usize(..seeds.len())];
                let rest = bytes.split_off(at);
                bytes.extend_from_slice(other);
                bytes.extend(rest);
            }
            _ => {
                let part = bytes[at..bytes.len().min(at + 16)].to_vec();
                bytes.extend(part.repeat(random.usize(1..40)));
            }
        }
    }
    bytes
}

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a known target");
    let seeds = corpus(target);
    seeds.iter().for_each(|seed| (target.run)(seed));
    let mut random = fastrand::Rng::with_seed(0x0F1A_7C4A);
    for n in 0..target.variations {
        let input = vary(&seeds, &mut random);
        let tried = std::panic::catch_unwind(|| (target.run)(&input));
        assert!(tried.is_ok(), "variation {n} of {name}: {}", input.escape_ascii());
    }
}

#[test]
fn any_line_is_an_entry_and_none_poses_as_anothers() {
    replay("line");
}

#[test]
fn any_cursor_is_read_as_it_is_written() {
    replay("cursor");
}

#[test]
fn foreign_cookies_lock_nobody_out() {
    replay("cookies");
}

#[test]
fn no_way_of_joining_is_a_fault_of_the_server() {
    replay("join");
}

#[test]
fn what_is_taken_in_is_one_line_that_is_read_back() {
    replay("say");
}

#[test]
fn any_range_is_the_part_that_it_says() {
    replay("range");
}

#[test]
fn whatever_lines_refer_to_pages_agree() {
    replay("references");
}

#[test]
fn what_others_do_to_the_file_loses_nothing_acknowledged() {
    replay("log");
}

#[test]
fn whatever_is_shared_is_cleaned_and_stays_as_long() {
    replay("pictures");
}
