//! A target for lines that refer to earlier lines.

use serde_json::Value;

use crate::room::{TestRoom, runtime};

/// However lines refer to each other, pages agree with themselves and with each other.
pub(crate) fn references(log: &[u8]) {
    runtime().block_on(async {
        let room = TestRoom::open(log).await;
        let newest = page(&room, "limit=200").await;
        let all = page(&room, "limit=200&after=0").await;
        if all.len() < 200 {
            assert_eq!(newest, all, "with and without the index");
        }
        for entry in &all {
            check(&room, entry, &all).await;
        }
        room.room.close().await;
    });
}

async fn page(room: &TestRoom, query: &str) -> Vec<Value> {
    let answer = room.get(&format!("/messages?{query}"), room.cookie()).await;
    assert_eq!(answer.status, 200);
    answer.json()["entries"].as_array().cloned().expect("a page has entries")
}

async fn check(room: &TestRoom, entry: &Value, all: &[Value]) {
    let reactions = entry["reactions"].as_array().expect("a list");
    assert!(reactions.iter().all(|reaction| reaction["people"][0]["name"].is_string()), "{entry}");
    if !entry["removed"].is_null() {
        assert_eq!((&entry["text"], reactions.len()), (&Value::from(""), 0), "{entry}");
        assert!(entry["edited"].is_null() && entry["pinned"].is_null(), "{entry}");
    }
    if let Some(answered) = all.iter().find(|other| other["id"] == entry["answers"]["id"]) {
        assert_eq!(entry["answers"]["removed"], !answered["removed"].is_null(), "{entry}");
        assert_eq!(entry["answers"]["edited"], !answered["edited"].is_null(), "{entry}");
        assert_eq!(entry["answers"]["name"], answered["name"], "{entry}");
    }
    let alone = room.get(&format!("/messages/{}", entry["id"]), room.cookie()).await.json();
    assert_eq!(&alone["entry"], entry);
    let wordings = alone["wordings"].as_array().expect("a list");
    assert_eq!(wordings.is_empty(), !entry["removed"].is_null(), "{alone}");
}
