//! What a guest's browser loads before it can chat: little, and nothing from elsewhere.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;

/// The most bytes, compressed as they travel.
const MOST_BYTES: usize = 60 * 1024;

async fn get_packed(guest: &Guest, path: &str) -> Answer {
    guest
        .send(guest.request(Method::GET, path).header("accept-encoding", "gzip, deflate, br"))
        .await
        .expect(200)
}

/// The values of `src` and `href` attributes of scripts and links, which are relative to the page's
/// address.
fn references(html: &str) -> BTreeSet<String> {
    let tags =
        html.split('<').filter(|tag| ["script", "link", "img"].iter().any(|name| tag.starts_with(name)));
    let value = |tag: &str, name: &str| Some(tag.split_once(name)?.1.split('"').next()?.to_owned());
    let values = tags.filter_map(|tag| value(tag, " src=\"").or_else(|| value(tag, " href=\"")));
    values.map(|value| value.strip_prefix('.').map(str::to_owned).unwrap_or(value)).collect()
}

/// What a script imports before it runs (`from"./x.js"`, `import"./x.js"`), as paths.
fn imports(script: &str) -> BTreeSet<String> {
    let after = ["from\"./", "import\"./"];
    let names = after.iter().flat_map(|marker| script.split(marker).skip(1));
    names.filter_map(|rest| Some(format!("/assets/{}", rest.split('"').next()?))).collect()
}

/// Paths of everything that is loaded before the page works.
async fn needed(guest: &Guest) -> BTreeSet<String> {
    let mut needed = references(&guest.get("/").await.expect(200).text());
    assert!(needed.iter().any(|path| path.ends_with(".js")), "{needed:?}");
    assert!(needed.iter().any(|path| path.ends_with(".css")), "{needed:?}");
    let mut look_into: Vec<String> = needed.iter().cloned().collect();
    while let Some(path) = look_into.pop() {
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path} is from elsewhere");
        let file = guest.get(&path).await.expect(200).text();
        if path.ends_with(".js") {
            look_into.extend(imports(&file).into_iter().filter(|found| needed.insert(found.clone())));
        }
    }
    needed
}

#[tokio::test]
async fn all_that_is_loaded_before_one_can_chat_is_small() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let mut total = get_packed(&guest, "/").await.body.len();
    for path in needed(&guest).await {
        let answer = get_packed(&guest, &path).await;
        assert_eq!(answer.header("content-encoding"), "gzip", "{path} is not compressed");
        assert!(answer.header("cache-control").contains("immutable"), "{path}: {:?}", answer.headers);
        println!("{path}: {} bytes", answer.body.len());
        total += answer.body.len();
    }
    println!("all: {total} bytes");
    assert!(total <= MOST_BYTES, "{total} bytes are more than {MOST_BYTES}");
}

#[tokio::test]
async fn the_page_has_no_inline_script_and_nothing_from_elsewhere() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let html = guest.get("/").await.expect(200).text();
    for tag in html.split("<script").skip(1) {
        let (attributes, rest) = tag.split_once('>').unwrap();
        assert!(attributes.contains(" src=\"./assets/"), "{attributes}");
        assert!(rest.trim_start().starts_with("</script>"), "a script with text: {rest}");
    }
    assert!(!html.contains("<style") && !html.contains(" style="), "{html}");
    assert!(!html.contains("javascript:") && !html.contains("http:") && !html.contains("https:"), "{html}");
    for path in needed(&guest).await.iter().filter(|path| path.ends_with(".css")) {
        let css = guest.get(path).await.expect(200).text();
        assert!(!css.contains("@import") && !css.contains("url(http") && !css.contains("url(//"), "{path}");
    }
}

#[tokio::test]
async fn a_page_that_is_still_fresh_is_not_sent_again() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let first = get_packed(&guest, "/").await;
    let etag = first.header("etag");
    assert_eq!(first.header("vary"), "accept-encoding");
    let again = guest.send(guest.request(Method::GET, "/").header("if-none-match", etag)).await.expect(304);
    assert_eq!(again.body, b"");
    let _ =
        guest.send(guest.request(Method::GET, "/").header("if-none-match", "\"other\"")).await.expect(200);
}
