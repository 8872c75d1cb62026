//! Opening logs of any size: when the room listens, the cost of a page, and the speed of finding
//! words.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::ensure;

use crate::client::Client;
use crate::process;
use crate::results::{Metric, median};
use crate::server::{Programs, Server};

const STARTS: usize = 5;
const PAGES: usize = 300;
/// Finding is limited to 240 per minute.
const RARE_FINDS: usize = 15;
const COMMON_FINDS: usize = 100;
const LINE_BYTES: usize = 100;

/// A word in only one line, a third into the file, and a word in every third line.
const RARE: &str = "quokka";
const COMMON: &str = "kettle";
/// The author of the line with the rare word. All others are by one person.
const RARE_AUTHOR: &str = "rae";
/// A second from before the first line.
const LONG_AGO: &str = "2026-11-22T09:00:00Z";

/// Writes a log with this many lines of 100 bytes.
pub(crate) fn write_log(path: &Path, lines: usize) -> anyhow::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for n in 0..lines {
        file.write_all(line(n, lines).as_bytes())?;
    }
    Ok(file.into_inner()?.sync_all()?)
}

fn line(n: usize, of: usize) -> String {
    let (name, word) = match n {
        n if n == of / 3 => (RARE_AUTHOR, RARE),
        n if n % 3 == 0 => ("ana", COMMON),
        _ => ("ana", "teapot"),
    };
    let second = n % 60;
    let begun = format!("2026-11-22T10:{:02}:{second:02}Z {name} said: {word} {n} ", n / 60 % 60);
    let filler = "the bus was late and then two came ".chars().cycle().take(LINE_BYTES - 1 - begun.len());
    begun + &filler.collect::<String>() + "\n"
}

/// Opens the log in `folder` several times, and sends requests to the last server.
pub(crate) fn run(programs: &Programs, folder: &Path) -> anyhow::Result<Vec<(Metric, f64)>> {
    let mut took_ms = Vec::new();
    for _ in 1..STARTS {
        took_ms.push(programs.start_room(folder)?.took.as_secs_f64() * 1e3);
    }
    let server = programs.start_room(folder)?;
    took_ms.push(server.took.as_secs_f64() * 1e3);
    let mut figures = vec![(Metric::ListenMs, median(&took_ms).unwrap_or(f64::NAN))];
    let mut client = Client::connect(server.address)?;
    figures.push((Metric::SmallestUs, median_us(&mut client, "/health", PAGES)?));
    figures.push((Metric::PageUs, median_us(&mut client, "/messages", PAGES)?));
    figures.extend(finds(&server)?);
    figures.push((Metric::PeakMib, process::peak_kib(server.pid()) / 1024.0));
    figures.push((Metric::TotalMib, process::rss_kib(server.pid()) / 1024.0));
    Ok(figures)
}

/// Measures finding. Returns nothing if the room cannot find, or has nothing to find.
fn finds(server: &Server) -> anyhow::Result<Vec<(Metric, f64)>> {
    let mut client = Client::connect(server.address)?;
    if count(&mut client, "none-has-this")? != Some(0) || count(&mut client, COMMON)? == Some(0) {
        return Ok(Vec::new());
    }
    let rare = format!("/messages?find={RARE}");
    let person = format!("/messages?from={RARE_AUTHOR}");
    let long_ago = format!("/messages?until={LONG_AGO}");
    let first = client.get(&rare)?.took;
    ensure!(count(&mut client, RARE)? == Some(1), "the rare word was not found once");
    ensure!(count(&mut client, COMMON)? == Some(50), "the common word was not found 50 times");
    Ok(vec![
        (Metric::FirstFindUs, first.as_secs_f64() * 1e6),
        (Metric::RareUs, median_us(&mut client, &rare, RARE_FINDS)?),
        (Metric::PersonUs, median_us(&mut client, &person, RARE_FINDS)?),
        (Metric::TimeUs, median_us(&mut client, &long_ago, RARE_FINDS)?),
        (Metric::CommonUs, median_us(&mut client, &format!("/messages?find={COMMON}"), COMMON_FINDS)?),
    ])
}

/// Returns how many entries are found, following the cursor to the log's start or to the first page
/// with any.
fn count(client: &mut Client, word: &str) -> anyhow::Result<Option<usize>> {
    let answer = client.get(&format!("/messages?find={word}"))?;
    if answer.response.status != 200 {
        return Ok(None);
    }
    let page: serde_json::Value = serde_json::from_slice(&answer.body)?;
    Ok(page["entries"].as_array().map(Vec::len))
}

fn median_us(client: &mut Client, path: &str, times: usize) -> anyhow::Result<f64> {
    let mut all = Vec::with_capacity(times);
    for _ in 0..times {
        let answer = client.get(path)?;
        ensure!(answer.response.status == 200, "{path} was answered with {}", answer.response.status);
        all.push(answer.took);
    }
    let all: Vec<f64> = all.iter().map(Duration::as_secs_f64).collect();
    Ok(median(&all).unwrap_or(f64::NAN) * 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_its_length_and_one_has_the_rare_word() {
        let lines: Vec<String> = (0..1000).map(|n| line(n, 1000)).collect();
        assert!(lines.iter().all(|line| line.len() == LINE_BYTES && line.ends_with('\n')));
        assert_eq!(lines.iter().filter(|line| line.contains(RARE)).count(), 1);
        assert_eq!(lines.iter().filter(|line| line.contains(" rae said: quokka ")).count(), 1);
        assert!(lines.iter().filter(|line| line.contains(COMMON)).count() > 300);
    }
}
