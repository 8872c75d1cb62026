//! A page that heard everything live shows the same as one that loads the room anew: the page and
//! the server follow the same rules for lines that refer to others.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::serve;
use flatchat_tests::{Guest, Server, wait};
use reqwest::Method;
use serde_json::{Value, json};

const STEPS: usize = 150;

/// Everything that the page shows of each row.
const ROWS: &str = "\
    const words = (one) => one?.textContent.replace(/\\s+/g, ' ').trim() ?? null; \
    return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => [ \
      row.dataset.entry, row.ariaLabel, words(row.querySelector('.quote')), \
      words(row.querySelector('[id^=text]')), \
      [...row.querySelectorAll('[data-emoji]')].map((chip) => chip.ariaLabel).join()])";

/// Does something, and returns whether it was taken.
async fn act(guest: &Guest, random: &mut fastrand::Rng, ids: &mut Vec<u64>, step: usize) {
    let json = |method: Method, path: String, body: Value| {
        guest.request(method, &path).header("content-type", "application/json").body(body.to_string())
    };
    let id = random.choice(&*ids).copied().unwrap_or_default();
    let emoji = ["%F0%9F%91%8D", "%E2%9D%A4%EF%B8%8F", "%E2%9D%A4"][random.usize(..3)];
    let request = match random.u8(0..12) {
        0..=2 => json(Method::POST, "/messages".into(), json!({ "text": format!("said {step}") })),
        3 | 4 => json(
            Method::POST,
            "/messages".into(),
            json!({ "text": format!("answer {step}"), "reply_to": id }),
        ),
        5 | 6 => json(Method::PATCH, format!("/messages/{id}"), json!({ "text": format!("edited {step}") })),
        7 => json(Method::DELETE, format!("/messages/{id}"), json!({})),
        8..=10 => guest.request(Method::PUT, &format!("/messages/{id}/reactions/{emoji}")),
        _ => guest.request(Method::DELETE, &format!("/messages/{id}/reactions/{emoji}")),
    };
    let answer = guest.send(request).await;
    assert!(answer.status < 500, "{answer}");
    if answer.status == 201 {
        ids.extend(answer.json()["entry"]["id"].as_u64());
    }
}

/// The newest rows of a page, as many as both pages have: one may hold more of the history.
fn newest(rows: &Value, count: usize) -> Vec<Value> {
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows[rows.len().saturating_sub(count)..].to_vec()
}

fn count(rows: &Value) -> usize {
    rows.as_array().map_or(0, Vec::len)
}

/// Waits until the page shows the same as one that loads the room now.
async fn assert_same_as_anew(live: &Browser, server: &Server) {
    live.until_shown("the last words").await;
    let anew = Browser::guest_with_dev_tools(server, "Cleo").await.expect("there was one before");
    anew.until_shown("the last words").await;
    wait::until("both pages show the same", async || {
        let (live, anew) = (live.run(ROWS, &[]).await, anew.run(ROWS, &[]).await);
        let both = count(&live).min(count(&anew));
        let same = both > STEPS / 8 && newest(&live, both) == newest(&anew, both);
        if same { Ok(()) } else { Err(format!("live {live}\nanew {anew}")) }
    })
    .await;
}

#[tokio::test]
async fn what_came_live_looks_like_what_is_loaded_anew() {
    let seed =
        std::env::var("FLATCHAT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(fastrand::u64(..));
    println!("FLATCHAT_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let server = serve(&["--posts-per-minute", "0"]);
    let mut guests = Vec::new();
    for name in ["ana", "bo", "cy"] {
        guests.push(Guest::join(&server, name).await);
    }
    let mut ids = Vec::new();
    for step in 0..STEPS / 3 {
        act(&guests[random.usize(..3)], &mut random, &mut ids, step).await;
    }
    let Some(live) = Browser::guest_with_dev_tools(&server, "Dora").await else { return };
    for step in STEPS / 3..STEPS {
        act(&guests[random.usize(..3)], &mut random, &mut ids, step).await;
    }
    guests[0].say("the last words").await;
    assert_same_as_anew(&live, &server).await;
}
