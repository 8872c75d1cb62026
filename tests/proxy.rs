//! The room behind a reverse proxy, both as `docs/proxy.md` describes it and as people set one up
//! without reading that.

use flatchat_tests::browser::{Browser, ROOM_HOST};
use flatchat_tests::proxy::Proxy;
use flatchat_tests::visitor::serve;
use flatchat_tests::{EventStream, Guest, Server, chat};
use reqwest::Method;
use serde_json::json;

const DOCS: &str = include_str!("../docs/proxy.md");

/// Returns the examples of `docs/proxy.md` in this language.
fn recipes(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    let after = DOCS.split(&opening).skip(1);
    after.filter_map(|rest| rest.split("```").next()).collect()
}

/// Returns a server block with a `location` of this kind.
fn nginx(location: &str, more: &str) -> String {
    format!("server {{ listen 80; location {location} {{ proxy_pass http://127.0.0.1:8765{more} }} }}")
}

/// Does everything that a page does: it joins, says something, and receives at once what others
/// say.
async fn chat_in_a_browser(page: &Browser, url: &str, server: &Server, name: &str) {
    page.open(url).await;
    page.join(name).await;
    page.say(&format!("hello from {name}")).await;
    page.until_shown(&format!("hello from {name}")).await;
    server.append(format!("2026-11-22T10:30:21Z bot said: hello, {name}\n").as_bytes());
    page.until_shown(&format!("hello, {name}")).await;
    let said = chat::said(&server.log());
    assert!(said.iter().any(|line| line.name == name && line.text == format!("hello from {name}")));
}

/// Does the same with a script that has a cookie, as a browser of this origin would send it.
async fn chat_by_script(url: &str, server: &Server, name: &str) {
    let stranger = Guest::stranger_at(url);
    let origin = url.split('/').take(3).collect::<Vec<_>>().join("/");
    let post =
        |guest: &Guest, path: &str| guest.request(Method::POST, path).header("origin", origin.as_str());
    let joined = stranger.send(post(&stranger, "/join").body(name.to_owned())).await.expect(200);
    let guest = stranger.with_cookie(&joined.cookie().expect("a session"));
    let cookie = format!("cookie: {}", guest.cookie());
    let mut stream = EventStream::curl(&format!("{url}/events"), &["-H", &cookie]);
    stream.event("people").await;
    let _ = guest.send(post(&guest, "/messages").body("by script")).await.expect(201);
    assert_eq!(stream.entry().await["text"], "by script");
    server.append(b"2026-11-22T10:30:21Z bot said: heard at once\n");
    assert_eq!(stream.entry().await["text"], "heard at once");
}

#[tokio::test]
async fn guests_chat_through_nginx_whatever_it_does_to_host() {
    let page = Browser::start().await;
    for host in ["", "Host $host:$server_port;", "Host $host;", "Host $http_host;"] {
        let server = serve(&[]);
        let header = if host.is_empty() { ";".to_owned() } else { format!("; proxy_set_header {host}") };
        let proxy = Proxy::nginx(&nginx("/", &header), &server).await;
        // A browser sends `Sec-Fetch-Site` to the first address. It does not send it to the second
        // one, which is plain http on a network.
        chat_in_a_browser(&page, &format!("http://127.0.0.1:{}/", proxy.port), &server, "Ana").await;
        chat_in_a_browser(&page, &format!("http://{ROOM_HOST}:{}/", proxy.port), &server, "Bo").await;
    }
}

#[tokio::test]
async fn a_page_of_another_site_cannot_speak_through_a_proxy() {
    let server = serve(&[]);
    let proxy = Proxy::nginx(&nginx("/", ";"), &server).await;
    let stranger = Guest::stranger_at(&format!("http://127.0.0.1:{}", proxy.port));
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let post = stranger.request(Method::POST, "/join").header(name, value).body("eve");
        stranger.send(post).await.refused(403, "wrong_origin");
    }
    // The page's mark is reliable because a browser does not let another site's page send it
    // without permission.
    let asked = stranger
        .request(Method::OPTIONS, "/join")
        .header("origin", "http://evil.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "x-flatchat-page");
    let answer = stranger.send(asked).await;
    assert_eq!(answer.header("access-control-allow-origin"), "", "{answer}");
    assert_eq!(answer.header("access-control-allow-headers"), "", "{answer}");
}

#[tokio::test]
async fn the_recipes_for_nginx_work_as_they_are_written() {
    let recipes = recipes("nginx");
    let page = Browser::start().await;
    for (recipe, path) in recipes.iter().zip(["", "/chat"]) {
        assert!(recipe.contains(&format!("location {path}/ ")), "{recipe}");
        let server = serve(&[]);
        let proxy = Proxy::nginx(recipe, &server).await;
        for (host, name) in [("127.0.0.1", "Ana"), (ROOM_HOST, "Bo")] {
            let url = format!("http://{host}:{}{path}/", proxy.port);
            chat_in_a_browser(&page, &url, &server, name).await;
        }
        chat_by_script(&format!("http://127.0.0.1:{}{path}", proxy.port), &server, "script").await;
    }
    assert_eq!(recipes.len(), 2);
}

#[tokio::test]
async fn the_recipes_for_caddy_work_as_they_are_written() {
    let recipes = recipes("caddyfile");
    let page = Browser::start().await;
    for (recipe, path) in recipes.iter().zip(["", "/chat"]) {
        let server = serve(&[]);
        let Some(proxy) = Proxy::caddy(recipe, &server).await else {
            println!("Caddy is not installed: its recipes were not tried");
            return;
        };
        let url = format!("http://{ROOM_HOST}:{}{path}/", proxy.port);
        chat_in_a_browser(&page, &url, &server, "Ana").await;
        chat_by_script(&format!("http://127.0.0.1:{}{path}", proxy.port), &server, "script").await;
        page.open(url.trim_end_matches('/')).await;
        page.until_in().await;
    }
    assert_eq!(recipes.len(), 2);
}

/// One of the two addresses lacks the slash at its end, so nginx asks for `//events`.
#[tokio::test]
async fn a_location_without_its_slash_works_as_well() {
    let server = serve(&[]);
    let proxy = Proxy::nginx(&nginx("/chat", "/; proxy_set_header Host $http_host;"), &server).await;
    let page = Browser::start().await;
    let url = format!("http://{ROOM_HOST}:{}/chat", proxy.port);
    chat_in_a_browser(&page, &format!("{url}/"), &server, "Ana").await;
    chat_by_script(&url.replace(ROOM_HOST, "127.0.0.1"), &server, "script").await;
}

#[tokio::test]
async fn below_a_path_the_room_keeps_to_it() {
    let server = serve(&[]);
    let elsewhere = "location / { return 200 \"cookies: $http_cookie.\"; }";
    let block = recipes("nginx")[1].replace("location /chat/", &format!("{elsewhere} location /chat/"));
    let proxy = Proxy::nginx(&block, &server).await;
    let page = Browser::start().await;
    let origin = format!("http://{ROOM_HOST}:{}", proxy.port);
    // nginx adds the slash.
    page.open(&format!("{origin}/chat")).await;
    page.join("Ana").await;
    page.say("hello").await;
    page.until_shown("hello").await;
    page.reload().await;
    page.until_in().await;
    assert_eq!(page.run("return location.pathname", &[]).await, json!("/chat/"));

    page.open(&format!("{origin}/other/")).await;
    page.until_text("cookies: .").await;
    page.open(&format!("{origin}/chat/chat_example.php")).await;
    page.fill("Your name", "Bo").await;
    page.press("Join").await;
    page.press("Connect").await;
    page.until_text("Ana said: hello").await;
    page.find("link", "The room itself is here.").await.click().await.expect("a link can be followed");
    page.until_in().await;
    assert_eq!(page.run("return location.pathname", &[]).await, json!("/chat/"));
}
