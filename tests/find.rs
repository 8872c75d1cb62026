//! Searches through HTTP: words and phrases, filters, what was changed or removed, and pages of
//! hits.

#![allow(clippy::unwrap_used)]

use flatchat_tests::server::new_folder;
use flatchat_tests::stream::texts;
use flatchat_tests::{Guest, Server};
use reqwest::{Method, Url};
use serde_json::{Value, json};

/// Starts a room with this log.
fn room(lines: &[&str]) -> (Server, Guest) {
    let folder = new_folder();
    std::fs::write(folder.path().join("chat.txt"), lines.join("\n") + "\n").unwrap();
    let server = Server::start_in(folder, &[]);
    let guest = Guest::stranger(&server);
    (server, guest)
}

/// Returns the path of a search, with its values encoded.
fn path(query: &[(&str, &str)]) -> String {
    let url = Url::parse_with_params("http://room/messages", query).unwrap();
    format!("/messages?{}", url.query().unwrap())
}

async fn finds(guest: &Guest, query: &[(&str, &str)]) -> Value {
    guest.get(&path(query)).await.expect(200).json()
}

/// Returns the texts of what is found, newest first.
async fn find(guest: &Guest, query: &[(&str, &str)]) -> Vec<String> {
    let page = finds(guest, query).await;
    assert_eq!(page["before"], Value::Null, "everything was searched: {page}");
    texts(page["entries"].as_array().unwrap())
}

#[tokio::test]
async fn a_phrase_stands_between_quotation_marks() {
    let (_server, guest) = room(&[
        "ana said: time for tea",
        "bo said: TEA Time!",
        "cy said: tea\u{b}time",
        "di said: tea, time and biscuits",
    ]);
    assert_eq!(find(&guest, &[("find", "tea time")]).await.len(), 4);
    assert_eq!(find(&guest, &[("find", "\"tea time\"")]).await, ["tea\ntime", "TEA Time!"]);
    assert_eq!(find(&guest, &[("find", "“tea time” bo")]).await, ["TEA Time!"]);
    assert_eq!(find(&guest, &[("find", "biscuits \"tea, time")]).await, ["tea, time and biscuits"]);
}

#[tokio::test]
async fn a_person_is_found_by_the_whole_name() {
    let (_server, guest) = room(&[
        "Maria José said: one",
        "MARIA JOSÉ replied to 0: two",
        "Maria said: three",
        "bo said: maria josé said: four",
        "maria josé: five",
    ]);
    assert_eq!(find(&guest, &[("from", "maria josé")]).await, ["two", "one"]);
    assert_eq!(find(&guest, &[("from", "Maria Jose\u{301}")]).await, ["two", "one"]);
    assert_eq!(find(&guest, &[("from", "Maria")]).await, ["three"]);
    assert_eq!(find(&guest, &[("from", "maria josé"), ("find", "two")]).await, ["two"]);
    assert!(find(&guest, &[("from", "cy")]).await.is_empty());
}

/// The clock of this room was set back, and a script wrote a line without a time.
#[tokio::test]
async fn times_are_instants_and_may_be_out_of_order() {
    let (_server, guest) = room(&[
        "2026-11-22T10:00:00Z ana said: ten",
        "2026-11-22T12:00:00Z ana said: twelve",
        "2026-11-22T09:00:00Z ana said: nine",
        "bot said: at no time",
        "2026-11-22T11:00:00Z door: eleven",
    ]);
    let since = |time| ("since", time);
    let until = |time| ("until", time);
    assert_eq!(find(&guest, &[since("2026-11-22T10:00:00Z")]).await, ["door: eleven", "twelve", "ten"]);
    assert_eq!(find(&guest, &[until("2026-11-22T11:00:00Z")]).await, ["nine", "ten"]);
    assert_eq!(
        find(&guest, &[since("2026-11-22T11:00:00+01:00"), until("2026-11-22T10:00:00.5Z")]).await,
        ["ten"]
    );
    assert_eq!(find(&guest, &[since("2026-11-22T10:00:00.5Z"), ("from", "ana")]).await, ["twelve"]);
    assert!(find(&guest, &[since("2026-11-23T00:00:00Z"), until("2026-11-22T00:00:00Z")]).await.is_empty());
}

#[tokio::test]
async fn links_files_and_code_are_found() {
    let (server, _) = room(&[
        "ana said: see https://a.example/x",
        "bo said: www.b.example",
        "cy said: `make run`",
        "di said: ```\u{b}let x;\u{b}```",
        "di said: it`s nothing",
    ]);
    let guest = Guest::join(&server, "eva").await;
    flatchat_tests::sharing::share_one(&guest, "pie.jpg", b"a picture").await;
    assert_eq!(find(&guest, &[("has", "link")]).await, ["www.b.example", "see https://a.example/x"]);
    assert_eq!(find(&guest, &[("has", "code")]).await, ["```\nlet x;\n```", "`make run`"]);
    let files = finds(&guest, &[("has", "file")]).await;
    assert_eq!(
        (files["entries"].as_array().unwrap().len(), &files["entries"][0]["name"]),
        (1, &json!("eva"))
    );
    assert_eq!(find(&guest, &[("find", "PIE")]).await.len(), 1, "the name of a file is found");
    assert!(find(&guest, &[("find", "files")]).await.is_empty(), "its place in the folder is not");
}

/// An edited entry keeps its time, and a search for that time finds its new words. Reactions to it
/// take no place of other hits.
#[tokio::test]
async fn only_present_words_are_found() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = |receipt: &Value| receipt["entry"]["id"].as_u64().unwrap();
    let send = async |method: Method, path: String, body: Value| {
        let request = ana.request(method, &path).header("content-type", "application/json");
        ana.send(request.body(body.to_string())).await.expect(200).json()
    };
    let edited = ana.say("old tea").await;
    let removed = ana.say("tea with a secret").await;
    ana.say("tea to stay").await;
    let at = edited["entry"]["at"].as_str().unwrap();
    send(Method::PATCH, format!("/messages/{}", id(&edited)), json!({ "text": "new tea" })).await;
    send(Method::DELETE, format!("/messages/{}", id(&removed)), json!({ "reason": "tea" })).await;
    send(Method::PUT, format!("/messages/{}/reactions/%F0%9F%8D%B5", id(&edited)), json!({})).await;

    assert_eq!(find(&ana, &[("find", "tea")]).await, ["new tea", "tea to stay"]);
    assert!(find(&ana, &[("find", "old")]).await.is_empty());
    assert!(find(&ana, &[("find", "secret")]).await.is_empty());
    assert!(find(&ana, &[("find", "new"), ("since", at)]).await.contains(&"new tea".to_owned()));
    assert!(find(&ana, &[("find", "new"), ("until", at)]).await.is_empty());
    let all = find(&ana, &[("from", "ana")]).await;
    assert_eq!(all, ["new tea", "tea to stay"], "each entry once");
    let newest = finds(&ana, &[("from", "ana"), ("limit", "1")]).await;
    assert_eq!(texts(newest["entries"].as_array().unwrap()), ["new tea"]);
}

#[tokio::test]
async fn pages_of_hits_go_on_from_their_cursor() {
    let lines: Vec<String> = (0..30)
        .map(|n| format!("2026-11-22T10:00:{n:02}Z {} said: {n}", if n % 3 == 0 { "bo" } else { "ana" }))
        .collect();
    let (_server, guest) = room(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let (mut all, mut before) = (Vec::new(), None::<String>);
    loop {
        let mut query = vec![("from", "bo"), ("since", "2026-11-22T10:00:03Z"), ("limit", "4")];
        query.extend(before.as_deref().map(|before| ("before", before)));
        let page = finds(&guest, &query).await;
        all.extend(texts(page["entries"].as_array().unwrap()));
        before = page["before"].as_str().map(str::to_owned);
        if before.is_none() {
            break;
        }
    }
    assert_eq!(all, ["27", "24", "21", "18", "15", "12", "9", "6", "3"]);
}

#[tokio::test]
async fn what_is_not_valid_is_named_and_an_empty_value_is_not_given() {
    let (_server, guest) = room(&["ana said: tea", "bo said: tea"]);
    let long = "x".repeat(257);
    let day = "2026-11-22";
    for (query, reason) in [
        (&[("find", " ")][..], "find"),
        (&[("find", "\"\"")], "find"),
        (&[("find", &long)], "find"),
        (&[("from", ""), ("has", "")], "find"),
        (&[("from", &long)], "from"),
        (&[("since", day)], "since"),
        (&[("find", "tea"), ("until", "2026-11-22T10:00:00")], "until"),
        (&[("has", "cake")], "has"),
    ] {
        let problem = guest.get(&path(query)).await.refused(400, "bad_request");
        assert_eq!(problem["reason"], reason, "{query:?}: {problem}");
        assert!(problem["message"].as_str().unwrap().contains(reason), "{problem}");
    }
    guest.get("/messages?since=2026-11-22T10:00:00+01:00").await.refused(400, "bad_request");
    let given = [("find", "tea"), ("from", "ana"), ("since", ""), ("until", ""), ("has", "")];
    assert_eq!(find(&guest, &given).await, ["tea"]);
    guest.get("/messages?find=tea&before=abc").await.refused(400, "bad_cursor");
    guest.get("/messages?from=ana&before=5-1").await.refused(410, "log_rewritten");
}
