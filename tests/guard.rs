//! The first check of every request, and the headers of every answer.

#![allow(clippy::unwrap_used)]

use flatchat_tests::netns::ran_as_root;
use flatchat_tests::raw::exchange;
use flatchat_tests::server::{new_folder, run};
use flatchat_tests::wait::until;
use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;

async fn get_from_host(guest: &Guest, host: &str) -> Answer {
    guest.send(guest.request(Method::GET, "/room").header("host", host)).await
}

#[tokio::test]
async fn a_rebound_host_name_gets_nothing() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "ana").await;
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "198.51.100.7",
        "127.0.0.1.evil.example",
        "[2001:db8::1]",
    ] {
        get_from_host(&guest, host).await.refused(403, "wrong_host");
        for path in ["/", "/events", "/chat.txt", "/health", "/server.php", "/nowhere"] {
            let answer = guest.send(guest.request(Method::GET, path).header("host", host)).await;
            answer.refused(403, "wrong_host");
        }
        let post = guest.request(Method::POST, "/messages").header("host", host).body("hello");
        guest.send(post).await.refused(403, "wrong_host");
    }
    let without = exchange(&server, b"GET /room HTTP/1.0\r\n\r\n").await;
    assert!(without.starts_with("HTTP/1.0 403"), "{without}");
    let whole = exchange(
        &server,
        b"GET http://evil.example/room HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    let whole = whole.await;
    assert!(whole.starts_with("HTTP/1.1 403"), "{whole}");
    assert_eq!(server.log(), b"");
}

/// Sends a request with exactly these Host fields, and returns the answer.
async fn with_host_fields(server: &Server, path: &str, fields: &[&str]) -> String {
    let fields: String = fields.iter().map(|field| format!("Host: {field}\r\n")).collect();
    exchange(server, format!("GET {path} HTTP/1.1\r\n{fields}Connection: close\r\n\r\n").as_bytes()).await
}

/// The attack: a proxy or a cache before us takes one part as the host, and we take the other.
/// Without the check, a foreign name gets in together with ours.
#[tokio::test]
async fn two_host_headers_or_more_than_a_host_in_one_are_refused_with_words() {
    let server = Server::start(&[]);
    let own = server.address().to_string();
    let mut bad = vec![vec![own.as_str(), "evil.example"], vec!["evil.example", &own], vec![&own, &own]];
    let singles = [
        "127.0.0.1:x@evil.example",
        "evil.example@127.0.0.1",
        "user:word@127.0.0.1:80",
        "127.0.0.1:x",
        "127.0.0.1:99999",
        "127.0.0.1:-1",
        "127.0.0.1:80:80",
        "127.0.0.1, evil.example",
        "127.0.0.1 evil.example",
        "127.0.0.1/evil.example",
        "127.0.0.1#@evil.example",
        "[::1",
        "[::1]evil.example",
        "[::1%25eth0]",
        "<script>",
        "z\u{fc}rich",
        "",
    ];
    bad.extend(singles.iter().map(|single| vec![*single]));
    for fields in bad {
        for path in ["/room", "/", "http://127.0.0.1/room"] {
            let answer = with_host_fields(&server, path, &fields).await;
            assert!(answer.starts_with("HTTP/1.1 400"), "{path} {fields:?}: {answer}");
            assert!(answer.contains("exactly one Host header"), "{path} {fields:?}: {answer}");
        }
    }
    let user = with_host_fields(&server, "http://evil.example@127.0.0.1/room", &["127.0.0.1"]).await;
    assert!(user.starts_with("HTTP/1.1 400"), "{user}");
}

#[tokio::test]
async fn a_browser_that_asks_by_another_name_is_shown_the_way() {
    let server = Server::start(&["--code", "soup"]);
    let stranger = Guest::stranger(&server);
    let html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let ask = async |method: Method, path: &str, accept: &str| {
        let request = stranger.request(method, path).header("host", "raspberry.example:8765");
        stranger.send(request.header("accept", accept)).await
    };
    let path = "/x%3Cscript%3E?y=%22%3E";
    let page = ask(Method::GET, path, html).await.expect(403);
    assert!(page.header("content-type").starts_with("text/html"), "{page}");
    check_headers(page.clone());
    let text = page.text();
    let link = format!("<a href=\"{}\">", server.url("/"));
    assert!(text.contains(&link), "{text}");
    assert!(text.contains("raspberry.example") && text.contains("--allow-host"), "{text}");
    for not_told in ["script", "y=", "soup", "Flatchat</title>"] {
        assert!(!text.contains(not_told), "{not_told}: {text}");
    }
    for (method, accept) in [(Method::GET, "*/*"), (Method::GET, "text/event-stream"), (Method::POST, html)] {
        ask(method, "/", accept).await.refused(403, "wrong_host");
    }
}

#[tokio::test]
async fn the_computers_own_names_are_answered_and_their_namesakes_are_not() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim().to_owned();
    let label = name.split('.').next().unwrap();
    for ending in [
        "",
        ".local",
        "-2.local",
        ".lan",
        ".home.arpa",
        ".fritz.box",
        ".home",
        ".internal",
        ".mshome.net",
        ".",
    ] {
        let host = format!("{}{ending}:8765", label.to_uppercase());
        let _ = get_from_host(&guest, &host).await.expect(200);
    }
    for ending in [
        ".example",
        ".com",
        ".lan.example",
        "-x.local",
        "2.local",
        ".box",
        ".arpa",
        ".net",
        ".mshome.net.example",
    ] {
        get_from_host(&guest, &format!("{label}{ending}")).await.refused(403, "wrong_host");
    }
    get_from_host(&guest, &format!("x.{label}")).await.refused(403, "wrong_host");
}

#[tokio::test]
async fn pages_at_a_default_port_and_behind_a_proxy_with_tls_can_write() {
    let server = Server::start(&["--allow-host", "chat.example"]);
    let cases = [
        ("127.0.0.1:80", "http://127.0.0.1", None),
        ("127.0.0.1", "http://127.0.0.1:80", None),
        ("chat.example", "https://chat.example", None),
        ("chat.example", "https://chat.example", Some("same-origin")),
        ("Chat.Example.:443", "https://chat.example", None),
        ("[::1]:80", "http://[::1]", None),
        ("[0:0:0:0:0:0:0:1]", "http://[::1]", None),
        ("127.0.0.1:1", "https://chat.example", Some("same-origin")),
    ];
    for (number, (host, origin, site)) in cases.into_iter().enumerate() {
        let stranger = Guest::stranger(&server);
        let mut post = stranger.request(Method::POST, "/join").header("host", host).header("origin", origin);
        if let Some(site) = site {
            post = post.header("sec-fetch-site", site);
        }
        let joined = stranger.send(post.body(format!("guest {number}"))).await;
        assert_eq!(joined.status, 200, "{host} {origin} {site:?}: {joined}");
    }
    for (host, origin) in [
        ("chat.example", "https://chat.example:8443"),
        ("chat.example:80", "https://chat.example"),
        ("127.0.0.1", "http://127.0.0.1:9999"),
        ("127.0.0.1", "http://user@127.0.0.1"),
        ("localhost", "http://127.0.0.1"),
    ] {
        let stranger = Guest::stranger(&server);
        let post = stranger.request(Method::POST, "/join").header("host", host).header("origin", origin);
        stranger.send(post.body("eve")).await.refused(403, "wrong_origin");
    }
}

#[tokio::test]
async fn the_machines_own_names_and_the_hosts_additions_are_answered() {
    let server = Server::start(&["--allow-host", "chat.example", "--allow-host", "Other.Example"]);
    let guest = Guest::stranger(&server);
    let port = server.address().port();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "my.localhost",
        "localhost.localdomain",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "chat.example",
        "Chat.Example.",
        "other.example",
    ];
    for host in hosts {
        let _ = get_from_host(&guest, host).await.expect(200);
        let _ = get_from_host(&guest, &format!("{host}:{port}")).await.expect(200);
    }
    get_from_host(&guest, "sub.chat.example").await.refused(403, "wrong_host");
}

/// The address that the program prints when it listens on all addresses. Terminals make it a link.
#[tokio::test]
async fn a_page_at_the_printed_address_of_all_addresses_can_write() {
    let server = Server::start(&[]);
    let host = format!("0.0.0.0:{}", server.address().port());
    let origin = format!("http://{host}");
    let stranger = Guest::stranger(&server);
    let join = stranger.request(Method::POST, "/join").header("host", host).header("origin", origin);
    let _ = stranger.send(join.form(&[("name", "ana")])).await.expect(200);
}

/// Debian writes a computer's whole name into the file of hosts alone.
#[tokio::test]
async fn the_whole_name_beside_the_computers_own_in_the_file_of_hosts_is_answered() {
    if ran_as_root("the_whole_name_beside_the_computers_own_in_the_file_of_hosts_is_answered") {
        return;
    }
    let folder = new_folder();
    let hosts = folder.path().join("hosts");
    let lines = "127.0.1.1 debby.example.org debby\n127.0.0.1 localhost blocked.example\n";
    std::fs::write(&hosts, lines).unwrap();
    let command = format!("hostname debby && mount --bind '{}' /etc/hosts && exec \"$@\"", hosts.display());
    let wrapper = ["unshare", "--uts", "--mount", "sh", "-c", &command, "sh"];
    let server = Server::start_at("127.0.0.1:0", &wrapper, new_folder(), &[]);
    let guest = Guest::stranger(&server);
    for host in ["debby", "debby.example.org", "Debby.Example.Org:8765"] {
        let _ = get_from_host(&guest, host).await.expect(200);
    }
    for host in ["debby.example.com", "other.example.org", "blocked.example"] {
        get_from_host(&guest, host).await.refused(403, "wrong_host");
    }
    // A mounted file can be written, but not replaced.
    std::fs::write(&hosts, "127.0.1.1 debby.example.net debby\n").unwrap();
    until("the file was read again", async || {
        let answer = get_from_host(&guest, "debby.example.net").await;
        if answer.status == 200 { Ok(()) } else { Err(answer) }
    })
    .await;
    get_from_host(&guest, "debby.example.org").await.refused(403, "wrong_host");
}

#[test]
fn a_name_that_no_browser_could_ask_by_is_refused_at_the_start_with_words() {
    let folder = new_folder();
    let data = folder.path().to_str().unwrap();
    for (name, words) in [
        ("http://chat.example/", "without http://"),
        ("chat.example:8080", "leave the port out"),
        ("*.example", "write each name in full"),
        ("good.example,two names", "not a host name"),
    ] {
        let output = run(&["--data", data, "--listen", "127.0.0.1:0", "--allow-host", name]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[tokio::test]
async fn another_sites_page_cannot_write() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "ana").await;
    let own = format!("http://{}", server.address());
    let other_port = format!("http://127.0.0.1:{}", server.address().port() ^ 1);
    let mut foreign = vec!["http://evil.example", "https://evil.example", "null", "", "file://", &other_port];
    let with_slash = format!("{own}.evil.example");
    foreign.push(&with_slash);
    for origin in foreign {
        for path in ["/messages", "/join", "/leave", "/typing", "/away", "/back", "/chat_intake.php"] {
            let post = guest.request(Method::POST, path).header("origin", origin).body("text=hello");
            guest.send(post).await.refused(403, "wrong_origin");
        }
        let read = guest.send(guest.request(Method::GET, "/room").header("origin", origin)).await;
        assert_eq!(read.status, 200, "reading is not writing: {read}");
        assert_eq!(read.header("access-control-allow-origin"), "", "and other sites cannot see it: {read}");
    }
    for site in ["cross-site", "same-site"] {
        let post = guest.request(Method::POST, "/messages").header("sec-fetch-site", site).body("hello");
        guest.send(post).await.refused(403, "wrong_origin");
    }
    assert_eq!(server.log(), b"");
    let post = guest.request(Method::POST, "/messages").header("origin", own).body("from our own page");
    let _ = guest.send(post).await.expect(201);
}

#[tokio::test]
async fn every_kind_of_answer_has_the_guards_headers() {
    let server = Server::start(&["--code", "7"]);
    let stranger = Guest::stranger(&server);
    let guest = Guest::join_with(&server, &serde_json::json!({ "name": "ana", "code": "7" })).await;
    guest.say("hello").await;
    let index = stranger.get("/").await;
    let asset = index.text().split('"').find_map(|part| part.strip_prefix('.')).map(str::to_owned);
    let etag = index.header("etag").to_owned();
    let get = |path: &str| guest.request(Method::GET, path);
    let post = |path: &str, body: &'static str| guest.request(Method::POST, path).body(body);
    let requests = [
        (200, get("/")),
        (304, get("/").header("if-none-match", etag)),
        (200, get(asset.as_deref().expect("the page has assets"))),
        (404, get("/assets/none.js")),
        (200, get("/room")),
        (200, get("/health")),
        (200, get("/chat_example.php")),
        (200, get("/chat.txt")),
        (206, get("/chat.txt").header("range", "bytes=0-3")),
        (416, get("/chat.txt").header("range", "bytes=9999-")),
        (200, guest.request(Method::HEAD, "/chat.txt")),
        (400, get("/messages?limit=x")),
        (410, get("/messages?before=3-1")),
        (404, get("/nowhere")),
        (405, guest.request(Method::DELETE, "/room")),
        (403, get("/room").header("host", "evil.example")),
        (403, post("/messages", "hello").header("origin", "null")),
        (401, stranger.request(Method::GET, "/room")),
        (400, post("/messages", " ")),
        (413, post("/messages", "x").body("x".repeat(1 << 20))),
        (415, post("/messages", "x").header("content-type", "image/png")),
        (201, post("/messages", "hello")),
        (
            409,
            stranger
                .request(Method::POST, "/join")
                .body(r#"{"name":"Ana","code":"7"}"#)
                .header("content-type", "application/json"),
        ),
        (204, post("/typing", "")),
        (204, post("/away", "")),
        (204, post("/back", "")),
        (
            200,
            post("/chat_intake.php", "text=hello")
                .header("content-type", "application/x-www-form-urlencoded"),
        ),
    ];
    for (status, request) in requests {
        check_headers(guest.send(request).await.expect(status));
    }
    for path in ["/events", "/server.php"] {
        let stream = guest.request(Method::GET, path).send().await.unwrap();
        let (status, headers) = (stream.status().as_u16(), stream.headers().clone());
        let answer = Answer { status, headers, body: Vec::new() }.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        check_headers(answer);
    }
}

#[track_caller]
fn check_headers(answer: Answer) {
    let policy = answer.header("content-security-policy");
    let strict = ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
    let is_json = answer.header("content-type") == "application/json";
    for part in strict {
        assert_eq!(policy.contains(part), !is_json, "{part}: {answer}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{answer}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{answer}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{answer}");
    assert!(!answer.header("cache-control").is_empty(), "{answer}");
    drop(answer);
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_told_in_json() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let unknown = [
        "/nowhere",
        "/index.html",
        "/assets/",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/chat.txt/",
        "/names.json",
        "/session.key",
        "/chat.lock",
        "//nowhere",
        "/messages/",
        "/%00",
        "/%ff",
    ];
    for path in unknown {
        let answer = guest.get(path).await;
        assert!(answer.header("content-type").starts_with("application/json"), "{path}: {answer}");
        answer.refused(404, "not_found");
    }
    let wrong = [
        (Method::POST, "/"),
        (Method::GET, "/join"),
        (Method::PUT, "/messages"),
        (Method::DELETE, "/room"),
        (Method::POST, "/events"),
        (Method::PATCH, "/chat.txt"),
        (Method::GET, "/chat_intake.php"),
        (Method::POST, "/health"),
    ];
    for (method, path) in wrong {
        let answer = guest.send(guest.request(method.clone(), path)).await;
        answer.refused(405, "wrong_method");
        assert!(!answer.header("allow").is_empty(), "{method} {path} does not say what is allowed: {answer}");
    }
}
