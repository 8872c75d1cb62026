//! The files that a guest's browser loads before it can chat: they are small, and all of them come
//! from the room.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use flatchat_tests::{Answer, Guest, Server};
use flatchat_words::Language;
use reqwest::Method;

/// The most bytes, in compressed form.
const MOST_BYTES: usize = 70 * 1024;

async fn get_packed(guest: &Guest, path: &str) -> Answer {
    guest
        .send(guest.request(Method::GET, path).header("accept-encoding", "gzip, deflate, br"))
        .await
        .expect(200)
}

/// Returns the values of `src` and `href` attributes of scripts and links, relative to the page's
/// address. Files without which the page works are left out.
fn references(html: &str) -> BTreeSet<String> {
    let later = |tag: &&str| ["apple-touch-icon", "manifest"].iter().any(|name| tag.contains(name));
    let tags = html
        .split('<')
        .filter(|tag| ["script", "link", "img"].iter().any(|name| tag.starts_with(name)))
        .filter(|tag| !later(tag));
    let value = |tag: &str, name: &str| Some(tag.split_once(name)?.1.split('"').next()?.to_owned());
    let values = tags.filter_map(|tag| value(tag, " src=\"").or_else(|| value(tag, " href=\"")));
    values.map(|value| value.strip_prefix('.').map_or_else(|| value.clone(), str::to_owned)).collect()
}

/// Returns the paths that a script imports before it runs (`from"./x.js"`, `import"./x.js"`).
fn imports(script: &str) -> BTreeSet<String> {
    let after = ["from\"./", "import\"./"];
    let names = after.iter().flat_map(|marker| script.split(marker).skip(1));
    names.filter_map(|rest| Some(format!("/assets/{}", rest.split('"').next()?))).collect()
}

/// Returns the paths of all files that are loaded before the page works.
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
        let cached = if path.contains("/assets/") { "immutable" } else { "no-cache" };
        assert!(answer.header("cache-control").contains(cached), "{path}: {:?}", answer.headers);
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
        assert!(attributes.contains(" src=\"./"), "{attributes}");
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
    assert_eq!(first.header("vary"), "accept-encoding, accept-language");
    let again = guest.send(guest.request(Method::GET, "/").header("if-none-match", etag)).await.expect(304);
    assert_eq!(again.body, b"");
    let _ =
        guest.send(guest.request(Method::GET, "/").header("if-none-match", "\"other\"")).await.expect(200);
}

/// Browsers in which the script does not run cannot choose a language themselves.
#[tokio::test]
async fn a_browser_without_the_script_reads_its_own_language() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let english = guest.get("/").await.expect(200).text();
    for language in Language::ALL.iter().filter(|language| **language != Language::En) {
        let request = guest.request(Method::GET, "/").header("accept-language", language.code());
        let page = guest.send(request).await.expect(200).text();
        let marks = format!("lang=\"{}\" dir=\"{}\"", language.code(), language.direction());
        assert_eq!(page.matches(&marks).count(), 2, "{page}");
        assert!(!page.contains("too old") && !page.contains("needs JavaScript"), "{page}");
        assert_eq!(page.split_once("<body>").unwrap().0, english.split_once("<body>").unwrap().0);
    }
}

/// Returns the address of the `<link>` with this `rel`, as a path.
fn linked(html: &str, rel: &str) -> String {
    let tag = html.split("<link").find(|tag| tag.contains(&format!("rel=\"{rel}\""))).unwrap_or_default();
    let href = tag.split_once("href=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    format!("/{}", href.trim_start_matches("./").trim_start_matches('/'))
}

/// Returns the width and height of a PNG, from its head.
fn png_size(png: &[u8]) -> String {
    assert!(png.starts_with(b"\x89PNG"), "not a PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    format!("{}x{}", number(16), number(20))
}

#[tokio::test]
async fn browsers_and_home_screens_find_an_icon() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let icon = guest.get("/favicon.ico").await.expect(200);
    assert_eq!(icon.header("content-type"), "image/x-icon");
    assert!(icon.body.starts_with(&[0, 0, 1, 0]), "not an icon");

    let html = guest.get("/").await.expect(200).text();
    let touch = guest.get(&linked(&html, "apple-touch-icon")).await.expect(200);
    assert_eq!((touch.header("content-type"), png_size(&touch.body)), ("image/png", "180x180".to_owned()));
    let _ = guest.get(&linked(&html, "icon")).await.expect(200);

    let tutorial = guest.get("/chat_example.php").await.expect(200).text();
    assert_eq!(linked(&tutorial, "icon"), "/favicon.ico");
}

#[tokio::test]
async fn the_manifest_is_served_and_its_icons_are_as_large_as_it_says() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let page = guest.get("/").await.expect(200);
    assert!(page.header("content-security-policy").contains("manifest-src 'self'"));
    let manifest = guest.get(&linked(&page.text(), "manifest")).await.expect(200);
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest = manifest.json();
    // These are relative, so that they are also right below a reverse proxy's path.
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"./".into(), &"./".into()));
    for icon in manifest["icons"].as_array().unwrap() {
        let source = icon["src"].as_str().unwrap();
        assert!(!source.contains('/'), "{source}");
        let png = guest.get(&format!("/{source}")).await.expect(200);
        assert_eq!(png_size(&png.body), icon["sizes"].as_str().unwrap(), "{source}");
    }
}
