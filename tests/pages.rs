//! Pages of history: bounds, cursors, and each entry exactly once.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use flatchat_tests::stream::texts;
use flatchat_tests::{Guest, Server, chat};
use serde_json::Value;

const LINES: usize = 437;

/// A room that was opened on a log of [`LINES`] lines of every kind and length, and the texts in
/// that log.
fn room() -> (Server, Guest, Vec<String>) {
    let folder = flatchat_tests::server::new_folder();
    let mut log = String::new();
    for n in 0..LINES {
        let _ = match n % 5 {
            0 => writeln!(log, "2026-01-02T03:04:05Z ana said: {n} {}", "é".repeat(n)),
            1 => writeln!(log, "bo said: {n}"),
            2 => writeln!(log, "{n} {}", "🦊".repeat(n % 7)),
            3 => writeln!(log, "2026-01-02T03:04:05Z ana replied to 0: {n}"),
            _ => writeln!(log, "{n}"),
        };
    }
    std::fs::write(folder.path().join("chat.txt"), log).unwrap();
    let server = Server::start_in(folder, &[]);
    let guest = Guest::stranger(&server);
    let expected = (0..LINES).map(|n| n.to_string()).collect();
    (server, guest, expected)
}

/// Returns the number at the start of each entry's text.
fn numbers(page: &Value) -> Vec<String> {
    let texts = texts(page["entries"].as_array().unwrap());
    texts.iter().map(|text| text.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn walking_backward_meets_each_entry_once_for_any_limit() {
    let (_server, guest, expected) = room();
    for limit in [1, 2, 3, 7, 50, 199, 200] {
        let mut all = Vec::new();
        let mut page = guest.page(&format!("limit={limit}")).await;
        loop {
            let numbers = numbers(&page);
            assert!(numbers.len() <= limit, "limit {limit}: {} entries", numbers.len());
            all.splice(0..0, numbers);
            let Some(before) = page["before"].as_str() else { break };
            page = guest.page(&format!("before={before}&limit={limit}")).await;
        }
        assert_eq!(all, expected, "limit {limit}");
    }
}

#[tokio::test]
async fn walking_forward_meets_each_entry_once_for_any_limit() {
    let (_server, guest, expected) = room();
    for limit in [1, 2, 3, 7, 50, 199, 200] {
        let mut all = Vec::new();
        let mut after = "0-0".to_owned();
        while all.len() < LINES {
            let page = guest.page(&format!("after={after}&limit={limit}")).await;
            let numbers = numbers(&page);
            assert!((1..=limit).contains(&numbers.len()), "limit {limit}: {page}");
            all.extend(numbers);
            page["after"].as_str().unwrap().clone_into(&mut after);
        }
        assert_eq!(all, expected, "limit {limit}");
        assert_eq!(after, guest.cursor().await);
        let end = guest.page(&format!("after={after}")).await;
        assert_eq!((numbers(&end).len(), &end["after"]), (0, &Value::from(after)));
    }
}

#[tokio::test]
async fn without_a_place_the_newest_fifty_come() {
    let (_server, guest, expected) = room();
    let page = guest.page("").await;
    assert_eq!(numbers(&page), expected[LINES - 50..]);
    assert_eq!(page["after"], guest.cursor().await);
    let older = guest.page(&format!("before={}", page["before"].as_str().unwrap())).await;
    assert_eq!(numbers(&older), expected[LINES - 100..LINES - 50]);
    assert_eq!(older["after"], page["before"], "two pages meet at one cursor");
}

#[tokio::test]
async fn a_page_around_an_entry_has_it_and_both_sides() {
    let (_server, guest, expected) = room();
    let all = guest.all_entries().await;
    for n in [0, 1, 25, 200, LINES - 2, LINES - 1] {
        let page = guest.page(&format!("around={}&limit=20", all[n]["id"])).await;
        let numbers = numbers(&page);
        assert!(numbers.contains(&n.to_string()), "{n} is not in {numbers:?}");
        assert!((10..=20).contains(&numbers.len()), "around {n}: {numbers:?}");
        let first: usize = numbers[0].parse().unwrap();
        assert_eq!(numbers, expected[first..first + numbers.len()], "without a gap");
    }
}

#[tokio::test]
async fn an_offset_may_lie_anywhere() {
    let (server, guest, expected) = room();
    let all = guest.all_entries().await;
    let tenth = all[10]["id"].as_u64().unwrap();
    for (query, first) in [
        (format!("after={tenth}&limit=1"), 10),
        (format!("after={}&limit=1", tenth + 3), 10),
        ("after=0&limit=1".to_owned(), 0),
        (format!("before={tenth}&limit=1"), 9),
        (format!("before={}&limit=1", server.log().len()), LINES - 1),
        ("before=99999999999&limit=1".to_owned(), LINES - 1),
    ] {
        assert_eq!(numbers(&guest.page(&query).await), [expected[first].clone()], "{query}");
    }
    for empty in ["before=0", "before=0-0", "after=99999999999"] {
        assert_eq!(numbers(&guest.page(empty).await), [""; 0], "{empty}");
    }
}

#[tokio::test]
async fn limits_out_of_bounds_give_no_more_than_the_most() {
    let (_server, guest, _) = room();
    for (limit, most) in [("1", 1), ("200", 200), ("201", 200), ("4000000000", 200), ("0", 1)] {
        assert_eq!(numbers(&guest.page(&format!("limit={limit}")).await).len(), most, "limit {limit}");
    }
}

#[tokio::test]
async fn junk_is_refused_and_a_foreign_cursor_is_gone() {
    let (_server, guest, _) = room();
    for junk in ["limit=abc", "limit=1.5", "limit=", "limit=99999999999999999999999"] {
        guest.get(&format!("/messages?{junk}")).await.refused(400, "bad_request");
    }
    let places =
        ["abc", "-1", "1-", "1-xyz", "007", "+1", "%00", "1-123456789", "18446744073709551616", "", "1e3"];
    for place in places {
        for field in ["before", "after", "around"] {
            guest.get(&format!("/messages?{field}={place}")).await.refused(400, "bad_cursor");
        }
    }
    guest.get("/messages?before=0&after=0").await.refused(400, "bad_cursor");
    let cursor = guest.cursor().await;
    let (offset, check) = cursor.split_once('-').unwrap();
    let other_check = format!("{offset}-{:x}", u32::from_str_radix(check, 16).unwrap() ^ 1);
    for foreign in [other_check.as_str(), "5-1", "99999999-1", "0-1"] {
        for field in ["before", "after", "around"] {
            guest.get(&format!("/messages?{field}={foreign}")).await.refused(410, "log_rewritten");
        }
    }
}

#[tokio::test]
async fn an_empty_log_has_an_empty_page() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "ana").await;
    let page = guest.page("").await;
    assert_eq!(page, serde_json::json!({ "entries": [], "before": null, "after": "0-0", "through": 0 }));
    guest.say("first").await;
    let next = guest.page("after=0-0").await;
    assert_eq!((numbers(&next), &next["before"]), (vec!["first".to_owned()], &Value::Null));
}

#[tokio::test]
async fn an_overlong_line_is_shown_cut_and_its_neighbours_whole() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let mut stream = guest.stream().await;
    stream.event("room").await;
    server.append(format!("bo said: before\nbo said: {}\nbo said: after\n", "x".repeat(3 << 20)).as_bytes());
    let streamed = stream.entries(3).await;
    let cut: Vec<_> = streamed.iter().map(|entry| entry["cut"].as_bool().unwrap()).collect();
    assert_eq!(cut, [false, true, false]);
    assert_eq!(streamed[1]["text"].as_str().unwrap().len(), 64 * 1024 - "bo said: ".len());
    assert_eq!((&streamed[0]["text"], &streamed[2]["text"]), (&Value::from("before"), &Value::from("after")));
    assert_eq!(guest.all_entries().await, chat::all_fresh(&streamed));
    let last = guest.page("limit=1").await;
    assert_eq!(last["entries"][0], chat::fresh(&streamed[2]));
    let back = guest.page(&format!("before={}&limit=1", last["before"].as_str().unwrap())).await;
    assert_eq!(back["entries"][0], chat::fresh(&streamed[1]), "the cursor after a long line is one, too");
}

#[tokio::test]
async fn a_limit_below_one_is_one() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("one").await;
    ana.say("two").await;
    for path in ["/messages?limit=", "/messages?find=o&limit="] {
        for limit in ["-1", "0", "1", "-9223372036854775808"] {
            let page = ana.get(&format!("{path}{limit}")).await.expect(200).json();
            assert_eq!(page["entries"].as_array().map(Vec::len), Some(1), "{path}{limit}");
        }
    }
    let _ = ana.get("/messages?limit=x").await.expect(400);
}
