//! The server is killed at any moment of uploads. After the next start, no line is without its file
//! and no file without its line, whatever was acknowledged is whole, and the others go on.

#![allow(clippy::unwrap_used)]

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use flatchat_tests::wait::within;
use flatchat_tests::{Guest, Server};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const KILLS: usize = 50;
const SENDERS: usize = 3;
const LONGEST_ROUND_MS: u64 = 150;
const LARGEST_BYTES: usize = 400_000;

/// The content of a file, by its name.
fn content(name: &str) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(u64::from_le_bytes(
        Sha256::digest(name.as_bytes())[..8].try_into().unwrap(),
    ));
    let size = random.usize(0..LARGEST_BYTES);
    let mut bytes = vec![0; size];
    random.fill(&mut bytes);
    bytes
}

/// A guest who shares one file after the other, and remembers which were acknowledged.
struct Sender {
    guest: Guest,
    number: usize,
    name: String,
    random: fastrand::Rng,
    /// An upload that is under way: its id and its file.
    under_way: Option<(String, String)>,
    acknowledged: Vec<String>,
    resumed: usize,
}

/// The server is gone.
struct Gone;

impl Sender {
    async fn share_until_gone(mut self) -> Sender {
        while self.share_next().await.is_ok() {}
        self
    }

    async fn send(&self, request: RequestBuilder) -> Result<(u16, Value), Gone> {
        let answer = self.guest.send_until_gone(request).await.map_err(|_| Gone)?;
        Ok((answer.status, serde_json::from_slice(&answer.body).unwrap_or_default()))
    }

    async fn share_next(&mut self) -> Result<(), Gone> {
        let file = match &self.under_way {
            Some((_, file)) => file.clone(),
            None => {
                self.number += 1;
                format!("{}-{}.bin", self.name, self.number)
            }
        };
        if self.under_way.is_none() && self.random.u8(0..3) == 0 {
            let request = self.guest.request(Method::PUT, &format!("/files/{file}")).body(content(&file));
            let (status, answer) = self.send(request).await?;
            assert_eq!(status, 201, "{answer}");
            self.acknowledged.push(file);
            return Ok(());
        }
        let bytes = content(&file);
        let (id, mut offset) = self.begin(&file, bytes.len()).await?;
        while offset < bytes.len() {
            let end = (offset + self.random.usize(1..=LARGEST_BYTES / 2)).min(bytes.len());
            let request = self.guest.request(Method::PATCH, &format!("/uploads/{id}"));
            let request = request.header("upload-offset", offset).body(bytes[offset..end].to_vec());
            let (status, view) = self.send(request).await?;
            assert_eq!((status, view["offset"].as_u64()), (200, Some(end as u64)), "{view}");
            offset = end;
        }
        let body = json!({ "files": [id], "text": "a caption" }).to_string();
        let request =
            self.guest.request(Method::POST, "/messages").header("content-type", "application/json");
        let (status, answer) = self.send(request.body(body)).await?;
        assert_eq!(status, 201, "{answer}");
        self.under_way = None;
        self.acknowledged.push(file);
        Ok(())
    }

    /// Begins an upload, or finds out where one goes on.
    async fn begin(&mut self, file: &str, size: usize) -> Result<(String, usize), Gone> {
        if let Some((id, _)) = &self.under_way {
            let (status, view) =
                self.send(self.guest.request(Method::GET, &format!("/uploads/{id}"))).await?;
            assert_eq!(status, 200, "an upload that was begun is not forgotten: {view}");
            self.resumed += 1;
            return Ok((id.clone(), usize::try_from(view["offset"].as_u64().unwrap()).unwrap()));
        }
        let new = json!({ "name": file, "size": size, "hold": true }).to_string();
        let request = self.guest.request(Method::POST, "/uploads").header("content-type", "application/json");
        let (status, view) = self.send(request.body(new)).await?;
        assert_eq!(status, 201, "{view}");
        let id = view["id"].as_str().unwrap().to_owned();
        self.under_way = Some((id.clone(), file.to_owned()));
        Ok((id, 0))
    }
}

/// What the log shares: the name on the disk of each name that people see.
fn shared(server: &Server) -> HashMap<String, String> {
    let log = String::from_utf8(server.log()).unwrap();
    let mut shared = HashMap::new();
    for line in log.lines().filter(|line| line.contains(" shared: ")) {
        let (_, file) = line.split_once(" shared: ").unwrap();
        let file = file.split('\u{b}').next().unwrap();
        let (name, _) = file.split_once(" (").unwrap();
        let (_, stored) = file.split_once(" files/").unwrap();
        let before = shared.insert(name.to_owned(), stored.to_owned());
        assert_eq!(before, None, "{name} is shared twice");
    }
    shared
}

fn stored(server: &Server) -> HashSet<String> {
    let names = std::fs::read_dir(server.path("files")).into_iter().flatten();
    let names = names.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_is_lost_halved_or_doubled_in_50_kills() {
    let seed =
        std::env::var("FLATCHAT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(fastrand::u64(..));
    println!("FLATCHAT_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let mut senders = Vec::new();
    for n in 0..SENDERS {
        let name = format!("sender{n}");
        let guest = Guest::join(&server, &name).await;
        let (random, acknowledged) = (fastrand::Rng::with_seed(random.u64(..)), Vec::new());
        senders.push(Sender { guest, number: 0, name, random, under_way: None, acknowledged, resumed: 0 });
    }
    let (begun, mut checked) = (Instant::now(), HashSet::new());
    for round in 0..KILLS {
        let sharing: Vec<_> =
            senders.drain(..).map(|sender| tokio::spawn(sender.share_until_gone())).collect();
        tokio::time::sleep(Duration::from_millis(random.u64(0..=LONGEST_ROUND_MS))).await;
        server.kill9();
        for sender in sharing {
            senders.push(within("a sender sees that the server is gone", sender).await.unwrap());
        }
        server.start_elsewhere();
        for sender in &mut senders {
            sender.guest = sender.guest.at(&server);
        }
        // It is answered when the uploads of the earlier start are settled.
        let _ = senders[0].guest.get("/uploads/none").await.expect(404);
        let shared = shared(&server);
        let named: HashSet<String> = shared.values().cloned().collect();
        assert_eq!(stored(&server), named, "seed {seed}, round {round}: each file has its line");
        for (name, stored) in &shared {
            if checked.insert(name.clone()) {
                let bytes = std::fs::read(server.path(&format!("files/{stored}"))).unwrap();
                let is_whole = Sha256::digest(bytes) == Sha256::digest(content(name));
                assert!(is_whole, "seed {seed}, round {round}: {name} is whole");
            }
        }
        for sender in &mut senders {
            // It is shared, though its answer never arrived.
            sender.under_way.take_if(|(_, file)| shared.contains_key(file));
            for name in sender.acknowledged.drain(..) {
                assert!(shared.contains_key(&name), "seed {seed}, round {round}: {name} is lost");
            }
        }
    }
    let resumed: usize = senders.iter().map(|sender| sender.resumed).sum();
    assert!(checked.len() > KILLS / 2 && resumed > KILLS / 4, "hardly any load: {} {resumed}", checked.len());
    println!("{KILLS} kills, {} files, {resumed} resumed, {:?}", checked.len(), begun.elapsed());
}
