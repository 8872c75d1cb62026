//! The room without JavaScript: `/plain` and its forms, as text browsers use them.

#![allow(clippy::unwrap_used)]

use flatchat_tests::wait::{until, within};
use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

async fn post(guest: &Guest, path: &str, fields: &[(&str, &str)]) -> Answer {
    guest.send(guest.request(Method::POST, path).form(fields)).await
}

/// Gives a message other words.
async fn edit(guest: &Guest, id: &Value, text: &str) {
    let body = json!({"text": text}).to_string();
    let request = guest.request(Method::PATCH, &format!("/messages/{id}"));
    let _ = guest.send(request.header("content-type", "application/json").body(body)).await.expect(200);
}

/// Joins with the form.
async fn join(server: &Server, name: &str) -> Guest {
    let stranger = Guest::stranger(server);
    let answer = post(&stranger, "/plain/join", &[("name", name)]).await.expect(303);
    assert_eq!(answer.header("location"), "../plain?write");
    stranger.with_cookie(&answer.cookie().expect("a session"))
}

async fn text_of(guest: &Guest, path: &str) -> String {
    let answer = guest.get(path).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").contains("default-src 'none'; style-src 'self'"));
    answer.text()
}

async fn people(guest: &Guest) -> String {
    guest.get("/people").await.expect(200).text()
}

/// Returns the value of the hidden field `key`.
fn key_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"key\" value=\"").expect("a key");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_joins_reads_says_and_leaves() {
    let server = Server::start(&[]);
    let bo = Guest::join(&server, "bo").await;
    bo.say("is anybody here?").await;
    let door = text_of(&Guest::stranger(&server), "/plain").await;
    assert!(!door.contains("http-equiv=\"refresh\""), "the field keeps what is typed: {door}");
    assert!(door.contains("Join the room") && door.contains("is anybody here?"), "{door}");
    let ana = join(&server, "ana").await;
    let page = text_of(&ana, "/plain?write").await;
    assert!(page.contains("You are here as <strong><bdi>ana</bdi></strong>"), "{page}");
    let answer =
        post(&ana, "/plain/say", &[("text", "yes,\r\nI am"), ("key", &key_in(&page))]).await.expect(303);
    assert_eq!(answer.header("location"), "../plain?write");
    assert!(String::from_utf8(server.log()).unwrap().contains("ana said: yes,\u{b}I am\n"));
    let page = text_of(&ana, "/plain?write").await;
    let (newest, older) = page.split_once("is anybody here?").unwrap();
    assert!(newest.contains("yes,<br>I am") && !older.contains("yes,"), "the newest comes first: {page}");
    assert!(people(&bo).await.contains("ana"), "who reads the page is here");
    let _ = post(&ana, "/plain/leave", &[]).await.expect(303);
    assert!(!people(&bo).await.contains("ana"));
}

#[tokio::test]
async fn a_page_that_loads_itself_again_has_no_field_in_which_a_text_is_lost() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let reading = text_of(&ana, "/plain").await;
    assert!(reading.contains("http-equiv=\"refresh\"") && !reading.contains("<textarea"), "{reading}");
    assert!(reading.contains("href=\"plain?write\""), "{reading}");
    let writing = text_of(&ana, "/plain?write").await;
    assert!(!writing.contains("http-equiv=\"refresh\"") && writing.contains("<textarea"), "{writing}");
    assert!(writing.contains("href=\"plain\"") && writing.contains("href=\"plain/live\""), "{writing}");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_says_the_text_once() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let key = key_in(&text_of(&ana, "/plain?write").await);
    for _ in 0..2 {
        let _ = post(&ana, "/plain/say", &[("text", "once"), ("key", &key)]).await.expect(303);
    }
    assert_eq!(ana.all_entries().await.len(), 1);
    assert_ne!(key_in(&text_of(&ana, "/plain?write").await), key);
}

#[tokio::test]
async fn what_was_typed_comes_back_when_it_is_refused() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let long = "<long> ".repeat(4000);
    let refused = post(&ana, "/plain/say", &[("text", &long)]).await.expect(413).text();
    assert!(
        refused.contains("class=\"problem\"") && refused.contains(&"&lt;long&gt; ".repeat(4000)),
        "{refused}"
    );
    assert!(refused.contains("href=\"../plain/plain.css\"") && refused.contains("action=\"../plain/say\""));
    let framed = post(&ana, "/plain/say", &[("text", &long), ("frame", "1")]).await.expect(413).text();
    assert!(framed.contains(&"&lt;long&gt; ".repeat(4000)) && framed.contains("name=\"frame\""));
    assert!(framed.contains("href=\"plain.css\"") && framed.contains("action=\"say\""), "{framed}");
    let taken = post(&Guest::stranger(&server), "/plain/join", &[("name", "ana")]).await.expect(409).text();
    assert!(taken.contains("value=\"ana\"") && taken.contains("class=\"problem\""), "{taken}");
}

#[tokio::test]
async fn words_from_a_lost_session_are_kept_until_one_has_joined_again() {
    let server = Server::start(&[]);
    for fields in [&[("text", "one,\r\n<two>")][..], &[("text", "one,\r\n<two>"), ("frame", "1")]] {
        let stranger = Guest::stranger(&server);
        let page = post(&stranger, "/plain/say", fields).await.expect(401).text();
        assert!(page.contains("Join the room") && page.contains("Join the room first."), "{page}");
        assert!(page.contains("name=\"name\" value=\"\""), "{page}");
        assert!(page.contains("one,\r\n&lt;two&gt;</textarea>"), "{page}");
        let (name, text) = (("name", "a:b"), ("text", "one,\r\n<two>"));
        let page = post(&stranger, "/plain/join", &[name, text]).await.expect(400).text();
        assert!(page.contains("value=\"a:b\"") && page.contains("one,\n&lt;two&gt;</textarea>"), "{page}");
        let joined = post(&stranger, "/plain/join", &[("name", "ana"), text]).await.expect(200);
        let ana = stranger.with_cookie(&joined.cookie().expect("a session"));
        let page = joined.text();
        assert!(
            page.contains("action=\"../plain/say\"") && page.contains("one,\n&lt;two&gt;</textarea>"),
            "{page}"
        );
        assert!(!server.log().windows(3).any(|bytes| bytes == b"two"), "nothing is said by itself");
        let _ = post(&ana, "/plain/leave", &[]).await.expect(303);
    }
}

#[tokio::test]
async fn what_fails_is_a_page_in_words_with_a_way_back() {
    let server = Server::start(&["--code", "soup"]);
    let ana = Guest::join_with(&server, &json!({"name": "ana", "code": "soup"})).await;
    let stranger = Guest::stranger(&server);
    let long = "x".repeat(300 * 1024);
    let ask = |guest: &Guest, path: &str| guest.request(Method::GET, path).header("accept-language", "de");
    let answers = [
        (stranger.send(ask(&stranger, "/plain/live")).await.expect(401), "../plain", "Code"),
        (stranger.send(ask(&stranger, "/plain/live/list")).await.expect(401), "../../plain", "Code"),
        (ana.send(ask(&ana, "/plain?before=7-ffffffff")).await.expect(410), "plain", "neu geschrieben"),
        (
            ana.send(ask(&ana, "/plain?before=x")).await.expect(400),
            "plain",
            "Stelle in der Unterhaltung verloren",
        ),
        (post(&ana, "/plain/say", &[("text", &long)]).await.expect(413), "../plain", "longer than 16 KiB"),
    ];
    for (answer, room, words) in answers {
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{words}");
        let page = answer.text();
        assert!(page.contains(words) && page.contains(&format!("href=\"{room}\"")), "{words} in {page}");
    }
    let refused = ana.get("/messages?before=7-ffffffff").await.expect(410);
    assert_eq!(refused.header("content-type"), "application/json");
}

#[tokio::test]
async fn a_room_with_a_code_shows_strangers_only_its_door() {
    let server = Server::start(&["--code", "soup"]);
    let host = Guest::join_with(&server, &json!({"name": "bo", "code": "soup"})).await;
    host.say("secret").await;
    let stranger = Guest::stranger(&server);
    for path in ["/plain", "/plain?write", "/plain?before=5"] {
        let door = text_of(&stranger, path).await;
        assert!(door.contains("name=\"code\"") && !door.contains("secret"), "{path}: {door}");
    }
    let _ = stranger.get("/plain/live").await.expect(401);
    let _ = stranger.get("/plain/live/list").await.expect(401);
    let _ = post(&stranger, "/plain/join", &[("name", "eve"), ("code", "wrong")]).await.expect(403);
    let answer = post(&stranger, "/plain/join", &[("name", "ana"), ("code", "soup")]).await.expect(303);
    let ana = stranger.with_cookie(&answer.cookie().unwrap());
    assert!(text_of(&ana, "/plain").await.contains("secret"));
}

#[tokio::test]
async fn nothing_that_people_write_becomes_markup() {
    let server = Server::start(&["--title", "<i>title</i>"]);
    let ana = join(&server, "<b>ana\"").await;
    ana.say("<script>alert(1)</script> \" onload=x http://a.example/\"><b>").await;
    server.append(b"<img src=x onerror=alert(1)>\n");
    let notice =
        || async { text_of(&ana, "/plain").await.contains("&lt;img src=x").then_some(()).ok_or("not yet") };
    until("the notice is read", notice).await;
    for path in ["/plain", "/plain?write"] {
        let page = text_of(&ana, path).await;
        for markup in ["<script", "<img", "<b>", "<i>", "onload=x http://a.example/\">"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(page.contains("<bdi>&lt;b&gt;ana&quot;</bdi>"), "{page}");
    }
}

#[tokio::test]
async fn earlier_messages_are_reached_page_by_page() {
    let server = Server::start(&[]);
    let log: String = (0..100).map(|n| format!("ana said: line {n}.\n")).collect();
    std::fs::write(server.path("chat.txt"), log).unwrap();
    let bo = join(&server, "bo").await;
    let shown = || async { text_of(&bo, "/plain").await.contains("line 99.").then_some(()).ok_or("not yet") };
    until("the log is read", shown).await;
    let (mut path, mut seen) = ("/plain?write".to_owned(), 0);
    loop {
        let page = text_of(&bo, &path).await;
        seen += page.matches("<article>").count();
        match page.split_once("plain?write&amp;before=") {
            Some((_, rest)) => path = format!("/plain?write&before={}", rest.split('"').next().unwrap()),
            None => break,
        }
    }
    assert_eq!(seen, 100);
}

#[tokio::test]
async fn answers_edits_removals_and_reactions_are_shown() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = ana.say("soup?").await["entry"]["id"].clone();
    let _ = ana.post_json("/messages", &json!({"text": "yes please", "reply_to": id})).await.expect(201);
    edit(&ana, &id, "soup or bread?").await;
    let _ = ana
        .send(ana.request(Method::PUT, &format!("/messages/{id}/reactions/%F0%9F%91%8D")))
        .await
        .expect(200);
    let gone = ana.say("wrong room").await["entry"]["id"].clone();
    let _ = ana.send(ana.request(Method::DELETE, &format!("/messages/{gone}"))).await.expect(200);
    let page = text_of(&ana, "/plain").await;
    assert!(page.contains("soup or bread?") && page.contains("(edited)"), "{page}");
    assert!(page.contains("<blockquote dir=\"auto\"><bdi>ana</bdi>: soup or bread?</blockquote>"), "{page}");
    assert!(page.contains("<span>👍 1</span>"), "{page}");
    assert!(page.contains("This message was removed") && !page.contains("wrong room"), "{page}");
}

/// A list in a frame, read as it grows.
struct List {
    answer: reqwest::Response,
    text: String,
}

impl List {
    async fn open(guest: &Guest) -> List {
        let answer = guest.request(Method::GET, "/plain/live/list").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
        List { answer, text: String::new() }
    }

    /// Reads until these words were sent. Returns whether the list has ended before.
    async fn until(&mut self, words: &str) -> bool {
        while !self.text.contains(words) {
            match within("a part of the list", self.answer.chunk()).await.unwrap() {
                Some(part) => self.text.push_str(&String::from_utf8_lossy(&part)),
                None => return true,
            }
        }
        false
    }
}

#[tokio::test]
async fn the_list_in_the_frame_grows_and_begins_anew_after_a_removal() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let id = ana.say("before").await["entry"]["id"].clone();
    let mut list = List::open(&ana).await;
    assert!(!list.until("before").await);
    ana.say("<after>").await;
    assert!(!list.until("&lt;after&gt;").await);
    edit(&ana, &id, "reworded").await;
    assert!(!list.until("reworded").await);
    let _ = ana.send(ana.request(Method::DELETE, &format!("/messages/{id}"))).await.expect(200);
    assert!(!list.until("http-equiv=\"refresh\"").await);
    assert!(list.until("nothing more comes").await, "the list ends");
}

#[tokio::test]
async fn a_list_that_has_become_long_begins_anew() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let mut list = List::open(&ana).await;
    let log: String = (0..400).map(|n| format!("ana said: line {n}.\n")).collect();
    server.append(log.as_bytes());
    assert!(!list.until("http-equiv=\"refresh\"").await);
    assert!(list.until("nothing more comes").await, "the list ends");
}

#[tokio::test]
async fn the_frames_lead_to_the_list_and_the_form() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let page = ana.get("/plain/live").await.expect(200);
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
    assert!(page.text().contains("src=\"live/write\"") && page.text().contains("src=\"live/list\""));
    let form = text_of(&ana, "/plain/live/write").await;
    assert!(form.contains("action=\"../say\"") && form.contains("name=\"frame\""), "{form}");
    let answer = post(&ana, "/plain/say", &[("text", "hi"), ("frame", "1"), ("key", &key_in(&form))])
        .await
        .expect(303);
    assert_eq!(answer.header("location"), "live/write");
    assert!(ana.get("/plain/plain.css").await.expect(200).header("content-type").starts_with("text/css"));
}

/// Returns a page for a browser that accepts these languages.
async fn text_for(guest: &Guest, path: &str, languages: &str) -> String {
    guest.send(guest.request(Method::GET, path).header("accept-language", languages)).await.text()
}

#[tokio::test]
async fn each_reader_gets_the_room_in_their_language() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    ana.say("hello").await;
    let german = text_for(&ana, "/plain?write", "fi, de-AT;q=0.8, en;q=0.7").await;
    assert!(german.contains("<html lang=\"de\" dir=\"ltr\">"), "{german}");
    for words in
        ["Du bist hier als <strong><bdi>ana</bdi></strong>.", ">Senden<", "Raum verlassen", "gerade eben"]
    {
        assert!(german.contains(words), "{words:?} in {german}");
    }
    let arabic = text_for(&ana, "/plain", "ar").await;
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"), "{arabic}");
    assert!(arabic.contains("تُحدَّث هذه الصفحة كل 15 ثانية"), "{arabic}");
    for (path, words) in [("/plain/live", "不用框架"), ("/plain/live/write", "发送")] {
        let chinese = text_for(&ana, path, "zh-CN").await;
        assert!(chinese.contains("lang=\"zh\"") && chinese.contains(words), "{words:?} in {chinese}");
    }
    let unknown = text_for(&ana, "/plain?write", "fi").await;
    assert!(unknown.contains("You are here as <strong><bdi>ana</bdi></strong>."), "{unknown}");
}

#[tokio::test]
async fn a_refusal_is_said_in_the_readers_language() {
    let server = Server::start(&[]);
    let _bo = join(&server, "bo").await;
    let stranger = Guest::stranger(&server);
    let request = stranger.request(Method::POST, "/plain/join").header("accept-language", "ja");
    let refused = stranger.send(request.form(&[("name", "bo")])).await.expect(409).text();
    assert!(refused.contains("よく似た名前の人がすでにいます"), "{refused}");
    let request = stranger.request(Method::POST, "/plain/join").header("accept-language", "fi");
    let refused = stranger.send(request.form(&[("name", "a:b")])).await.expect(400).text();
    assert!(refused.contains("A name cannot contain a colon; please leave it out."), "{refused}");
}

/// A proxy that changes `Host`, on plain http: the browser sends no `Sec-Fetch-Site`.
#[tokio::test]
async fn a_form_whose_proxy_changed_the_host_is_refused_with_a_page_that_says_what_to_do() {
    let server = Server::start(&[]);
    let stranger = Guest::stranger(&server);
    for path in ["/plain/join", "/plain/say", "/plain/leave"] {
        let request = stranger.request(Method::POST, path).header("origin", "http://nas.lan");
        let request = request.header("accept-language", "de").form(&[("name", "px")]);
        let answer = stranger.send(request).await.expect(403);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let page = answer.text();
        assert!(page.contains("<html lang=\"de\"") && page.contains("Öffne den Raum selbst"), "{page}");
        assert!(page.contains("proxy_set_header Host $http_host;"), "{page}");
        assert!(page.contains("<a href=\"../plain\">"), "{page}");
    }
}

#[tokio::test]
async fn a_slash_behind_an_address_leads_to_the_address() {
    let server = Server::start(&[]);
    let stranger = Guest::stranger(&server);
    for (path, leads_to) in [
        ("/plain/", "../plain"),
        ("/plain/?write", "../plain?write"),
        ("//plain/", "../plain"),
        ("/plain/live/", "../live"),
    ] {
        let answer = stranger.get(path).await.expect(303);
        assert_eq!(answer.header("location"), leads_to, "{path}");
    }
}

#[tokio::test]
async fn a_list_that_ends_says_why_and_leads_to_a_new_one() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let mut list = List::open(&ana).await;
    let _ = post(&ana, "/plain/leave", &[]).await.expect(303);
    assert!(list.until("nothing more comes").await, "the list ends");
    assert!(
        list.text.contains("Join the room first.") && list.text.contains("plain/live\""),
        "{}",
        list.text
    );
    let frames = text_of_frames(&ana).await;
    assert!(frames.contains("<a href=\"live\">If nothing new comes"), "{frames}");
}

async fn text_of_frames(guest: &Guest) -> String {
    guest.get("/plain/live").await.expect(200).text()
}
