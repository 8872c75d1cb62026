//! The server is killed at any moment. Acknowledged lines are in the file exactly once, and the
//! next start needs no help.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use flatchat_tests::chat::{self, Said};
use flatchat_tests::wait::within;
use flatchat_tests::{EventStream, Guest, Server};
use reqwest::Method;
use serde_json::json;

const ROUNDS: usize = 200;
const POSTERS: usize = 4;
const LONGEST_ROUND_MS: u64 = 60;

/// The length of a stamp and its space.
const STAMP_BYTES: usize = 21;

/// A guest who says one numbered text after the other, and remembers which of them were
/// acknowledged.
#[derive(Debug)]
struct Poster {
    guest: Guest,
    name: String,
    number: usize,
    acknowledged: Vec<String>,
    /// A text that was sent, but whose answer never arrived.
    unanswered: Option<String>,
}

impl Poster {
    async fn join(server: &Server, name: String) -> Poster {
        let guest = Guest::join(server, &name).await;
        Poster { guest, name, number: 0, acknowledged: Vec::new(), unanswered: None }
    }

    /// Says texts until the server is gone.
    async fn post_until_gone(mut self) -> Poster {
        loop {
            let text = self.unanswered.take().unwrap_or_else(|| {
                self.number += 1;
                format!("{} says {}.", self.name, self.number)
            });
            let request =
                self.guest.request(Method::POST, "/messages").header("content-type", "application/json");
            let body = json!({ "text": text, "key": text }).to_string();
            match self.guest.send_until_gone(request.body(body)).await {
                Ok(answer) => {
                    assert_eq!(answer.status, 201, "{text}: {answer}");
                    self.acknowledged.push(text);
                }
                Err(_) => {
                    self.unanswered = Some(text);
                    return self;
                }
            }
        }
    }

    /// Whether `line` is the part of the unanswered message that was written before the kill.
    fn began(&self, line: &str) -> bool {
        let whole = self.unanswered.as_ref().map(|text| format!("{} said: {text}", self.name));
        whole.is_some_and(|whole| line.len() < STAMP_BYTES || whole.starts_with(&line[STAMP_BYTES..]))
    }

    /// A text that was not answered, but is in the file, does not need a second attempt.
    fn catch_up(&mut self, log: &Counted) {
        self.unanswered.take_if(|text| log.texts.contains_key(text));
    }
}

/// How many times each text is in the file. Each count continues where the last one ended.
#[derive(Debug, Default)]
struct Counted {
    read: usize,
    texts: HashMap<String, usize>,
    torn: usize,
}

impl Counted {
    fn read_on(&mut self, log: &[u8], posters: &[Poster]) {
        for line in chat::lines(&log[self.read..]) {
            match Said::parse(&line) {
                Some(said) if said.text.ends_with('.') => *self.texts.entry(said.text).or_default() += 1,
                // The line was cut short by a kill, then ended by the next start.
                _ => {
                    assert!(posters.iter().any(|poster| poster.began(&line)), "nobody said {line:?}");
                    self.torn += 1;
                }
            }
        }
        self.read = log.len();
    }

    fn check(&self, poster: &Poster, seed: u64, round: usize) {
        for text in &poster.acknowledged {
            let count = self.texts.get(text).copied().unwrap_or(0);
            assert_eq!(count, 1, "seed {seed}, round {round}: acknowledged {text:?} is there {count} times");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_or_doubled_in_200_kills() {
    let seed =
        std::env::var("FLATCHAT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(fastrand::u64(..));
    println!("FLATCHAT_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let mut posters = Vec::new();
    for n in 0..POSTERS {
        posters.push(Poster::join(&server, format!("poster {n}")).await);
    }
    let mut log = Counted::default();
    let begun = Instant::now();
    for round in 0..ROUNDS {
        let posting: Vec<_> =
            posters.drain(..).map(|poster| tokio::spawn(poster.post_until_gone())).collect();
        tokio::time::sleep(Duration::from_millis(random.u64(0..=LONGEST_ROUND_MS))).await;
        server.kill9();
        for poster in posting {
            posters.push(within("a poster sees that the server is gone", poster).await.unwrap());
        }
        server.start_elsewhere();
        log.read_on(&server.log(), &posters);
        for poster in &mut posters {
            log.check(poster, seed, round);
            poster.acknowledged.clear();
            poster.catch_up(&log);
            poster.guest = poster.guest.at(&server);
        }
    }
    let doubled: Vec<_> = log.texts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(doubled.is_empty(), "seed {seed}: {doubled:?}");
    assert!(log.texts.len() > ROUNDS, "hardly any load: {} messages", log.texts.len());
    let (messages, torn) = (log.texts.len(), log.torn);
    println!("{ROUNDS} kills, {messages} messages, {torn} torn lines, {:?}", begun.elapsed());
    let paged = posters[0].guest.all_entries().await;
    assert_eq!(paged.len(), messages + torn, "the log is read as it is");
}

#[tokio::test]
async fn a_line_torn_by_a_crash_is_ended_and_not_cut() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("whole").await;
    server.kill9();
    server.append("2026-01-02T03:04:05Z bo said: half a wor".as_bytes());
    server.start_again();
    let ana = ana.at(&server);
    assert_eq!(ana.say("next").await["entry"]["text"], "next");
    let said: Vec<_> = chat::said(&server.log()).into_iter().map(|said| said.text).collect();
    assert_eq!(said, ["whole", "half a wor", "next"]);
    let mut stream = EventStream::open(&ana, "/events?after=0").await;
    assert_eq!(stream.texts(3).await, ["whole", "half a wor", "next"]);
}

#[tokio::test]
async fn a_log_of_bytes_that_are_no_text_opens_and_is_shown() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    server.kill9();
    let zeros = vec![0; 5000];
    std::fs::write(server.path("chat.txt"), [b"bo said: hi\n", &zeros[..], b"\n\xff\xfe\n"].concat())
        .unwrap();
    server.start_again();
    let ana = ana.at(&server);
    let entries = ana.all_entries().await;
    assert_eq!(entries.len(), 3, "{entries:?}");
    assert_eq!(entries[1]["text"].as_str().unwrap().len(), 5000, "no byte is hidden");
    assert_eq!(entries[2]["text"], "\u{FFFD}\u{FFFD}");
    ana.say("on we go").await;
}
