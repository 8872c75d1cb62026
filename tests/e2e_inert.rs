//! Hostile files, opened in every way that a browser has: no script of theirs runs, and the page
//! stays where it is.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use fantoccini::wd::TimeoutConfiguration;
use flatchat_tests::Server;
use flatchat_tests::browser::Browser;
use flatchat_tests::samples::{put, sample, sample_path};
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::wait::DEADLINE;
use serde_json::{Value, json};

/// Each hostile sample, under names that claim each kind.
const HOSTILE: [(&str, &str); 16] = [
    ("script.svg", "7kq2a-a.svg"),
    ("script.svg", "7kq2a-svg.png"),
    ("script.svg", "7kq2a-svg.html"),
    ("script.html", "7kq2a-a.html"),
    ("script.html", "7kq2a-html.jpg"),
    ("script.html", "7kq2a-html.mp4"),
    ("script.xhtml", "7kq2a-a.xhtml"),
    ("script.js", "7kq2a-a.js"),
    ("script.js", "7kq2a-js.png"),
    ("script.gif", "7kq2a-a.gif"),
    ("script.gif", "7kq2a-gif.js"),
    ("script-behind-png.html", "7kq2a-png.html"),
    ("script-behind-jpeg.html", "7kq2a-jpeg.html"),
    ("script-behind-pdf.html", "7kq2a-pdf.html"),
    ("script-behind-id3.html", "7kq2a-id3.html"),
    ("page.pdf", "7kq2a-a.pdf"),
];

/// Puts a file into the page as each element that loads one, and waits until each has loaded or
/// failed. Elements of which a browser reports neither are waited for shortly.
const LOAD: &str = "const [address, done] = arguments; \
    const loading = ['img', 'script', 'iframe', 'embed', 'object', 'video', 'audio', 'link', 'module'].map((kind) => { \
        const element = document.createElement(kind === 'module' ? 'script' : kind); \
        if (kind === 'module') element.type = 'module'; \
        if (kind === 'link') element.rel = 'stylesheet'; \
        element[kind === 'link' ? 'href' : kind === 'object' ? 'data' : 'src'] = address; \
        return new Promise((ended) => { \
            for (const event of ['load', 'error', 'loadeddata']) element.addEventListener(event, ended); \
            setTimeout(ended, 700); \
            document.body.append(element); \
        }); \
    }); \
    Promise.all(loading).then(() => setTimeout(done, 100));";

/// Far longer than a browser needs to show a small file.
const SHOWN_WITHIN: Duration = Duration::from_secs(3);

/// What a script that ran has left behind, and where the page is.
const LEFT: &str = "return [document.documentElement.dataset.ran ?? null, localStorage.ran ?? null, \
    performance.getEntriesByType('resource').some((one) => one.name.endsWith('/ran')), location.pathname]";

fn room() -> Server {
    let server = serve(&[]);
    for (name, stored) in HOSTILE {
        put(&server, stored, &sample(name));
    }
    for name in ["orientation-6.jpg", "location.png", "location.webp", "location.avif", "animated.gif"] {
        put(&server, name, &sample(name));
    }
    server
}

fn nothing_ran(left: &Value, stored: &str) {
    assert_eq!(*left, json!([null, null, false, "/"]), "{stored}");
}

/// Without this, the other tests could not fail.
#[tokio::test]
async fn the_samples_do_run_where_a_browser_lets_them() {
    let page = Browser::start().await;
    for name in ["script.html", "script.svg", "script.xhtml"] {
        page.open(&format!("file://{}", sample_path(name).display())).await;
        let ran = "return document.documentElement.dataset.ran === 'yes'";
        page.until_true(name, ran, &[]).await;
    }
    page.open("about:blank").await;
    for name in ["script.js", "script.gif"] {
        let text: String = sample(name).into_iter().map(char::from).collect();
        let run = "document.documentElement.dataset.ran = ''; (0, eval)(arguments[0]); \
            return document.documentElement.dataset.ran";
        assert_eq!(page.run(run, &[json!(text)]).await, "yes", "{name}");
    }
}

#[tokio::test]
async fn no_hostile_file_runs_within_the_rooms_page() {
    let server = room();
    let page = Browser::guest(&server, "Ana").await;
    for (_, stored) in HOSTILE {
        for query in ["", "?download", "/thumbnail"] {
            let address = json!(format!("files/{stored}{query}"));
            page.client.execute_async(LOAD, vec![address]).await.unwrap();
        }
        nothing_ran(&page.run(LEFT, &[]).await, stored);
    }
    page.say("still here").await;
}

/// A file that is downloaded leaves the page where it was. Some drivers report that as a failure.
/// Firefox's driver waits as long as it may for another page.
async fn open_or_download(page: &Browser, address: &str) {
    wait_for_pages(page, SHOWN_WITHIN).await;
    let _ = page.client.goto(address).await;
    wait_for_pages(page, DEADLINE).await;
}

async fn wait_for_pages(page: &Browser, most: Duration) {
    let timeouts = TimeoutConfiguration::new(None, Some(most), None);
    page.client.update_timeouts(timeouts).await.unwrap();
}

#[tokio::test]
async fn no_hostile_file_runs_when_it_is_opened_by_its_address() {
    let server = room();
    let page = Browser::guest(&server, "Ana").await;
    let room = address_of(&server);
    for (_, stored) in HOSTILE {
        open_or_download(&page, &format!("{room}files/{stored}")).await;
        let here = "return [document.documentElement.dataset.ran ?? null, document.scripts.length]";
        let opened = page.run(here, &[]).await;
        assert_eq!(opened[0], Value::Null, "{stored}: {opened}");
        page.open(&room).await;
        page.until_in().await;
        nothing_ran(&page.run(LEFT, &[]).await, stored);
    }
}

/// A file's answer has an origin of its own: even what is shown cannot read the room.
#[tokio::test]
async fn what_is_opened_by_its_address_is_not_the_rooms_origin() {
    let server = room();
    let page = Browser::guest(&server, "Ana").await;
    page.open(&format!("{}files/location.png", address_of(&server))).await;
    assert_eq!(page.run("return self.origin", &[]).await, "null");
    let cookies = "try { return document.cookie } catch { return 'refused' }";
    assert_eq!(page.run(cookies, &[]).await, "refused");
}

/// The page gets pictures with the size that the room's lines say, however they are stored.
#[tokio::test]
async fn pictures_are_turned_in_the_page_as_the_room_says() {
    let server = room();
    let page = Browser::guest(&server, "Ana").await;
    // WebKit turns neither PNG nor AVIF.
    let is_webkit = page.run("return navigator.vendor.startsWith('Apple')", &[]).await == json!(true);
    for name in ["orientation-6.jpg", "location.png", "location.webp", "location.avif", "animated.gif"] {
        let show = "const [address, done] = arguments; const picture = new Image(); \
            picture.onload = () => done([picture.naturalWidth, picture.naturalHeight]); \
            picture.onerror = () => done('failed'); picture.src = address;";
        let size = page.client.execute_async(show, vec![json!(format!("files/{name}"))]).await.unwrap();
        let as_stored = name == "location.webp" || (is_webkit && name.starts_with("location."));
        let expected = if as_stored { [32, 48] } else { [48, 32] };
        assert_eq!(size, json!(expected), "{name}");
    }
}

/// Pictures, sounds and films that somebody opens by their address are shown. Firefox plays a sound
/// at once, and reports an error if the computer has no loudspeaker.
#[tokio::test]
async fn what_is_harmless_is_shown_when_it_is_opened_by_its_address() {
    let server = room();
    for name in ["location.mp4", "sound.mp3", "sound.ogg", "video.webm"] {
        put(&server, name, &sample(name));
    }
    let page = Browser::guest(&server, "Ana").await;
    let room = address_of(&server);
    let playable = playable(&page, &["location.mp4", "sound.mp3", "sound.ogg", "video.webm"]).await;
    page.open(&format!("{room}files/location.png")).await;
    let shown = "return document.images[0]?.naturalWidth > 0";
    page.until_true("a picture is shown", shown, &[]).await;
    for name in playable {
        page.open(&format!("{room}files/{name}")).await;
        let plays = "const media = document.querySelector('video, audio'); \
            const silent = media?.error?.message.includes('MediaSinkAudio'); \
            return media !== null && (media.error === null || silent) && media.readyState > 0";
        page.until_true(&format!("{name} plays"), plays, &[]).await;
    }
}

/// Those that the browser can play: WebKitGTK and Firefox use the system's codecs for patented
/// formats. WebM and Ogg have to be among them.
async fn playable<'a>(page: &Browser, names: &[&'a str]) -> Vec<&'a str> {
    let types = json!({
        "mp4": "video/mp4; codecs=\"avc1.42E01E\"", "m4a": "audio/mp4; codecs=\"mp4a.40.2\"",
        "mp3": "audio/mpeg", "flac": "audio/flac", "wav": "audio/wav", "ogg": "audio/ogg", "webm": "video/webm",
    });
    let can = "return document.createElement('video').canPlayType(arguments[0][arguments[1]]) !== ''";
    let mut found = Vec::new();
    for name in names {
        let ending = name.rsplit('.').next();
        if page.run(can, &[types.clone(), json!(ending)]).await == json!(true) {
            found.push(*name);
        } else {
            println!("{name} is left out: this browser does not play it");
        }
    }
    let open = |ending: &str| found.iter().any(|name| name.ends_with(ending));
    assert!(open(".webm") && open(".ogg"), "{found:?}");
    found
}

/// Films are played from the middle: the page seeks, and the room sends that part.
#[tokio::test]
async fn the_page_plays_films_and_sounds_and_seeks_in_them() {
    let server = room();
    let names =
        ["location.mp4", "video.webm", "sound.ogg", "sound.mp3", "sound.wav", "sound.flac", "sound.m4a"];
    for name in names {
        put(&server, name, &sample(name));
    }
    let page = Browser::guest(&server, "Ana").await;
    for name in playable(&page, &names).await {
        let play = "const [address, done] = arguments; const media = document.createElement('video'); \
            media.preload = 'auto'; media.src = address; media.onerror = () => done(media.error.message); \
            media.onloadedmetadata = () => { media.currentTime = media.duration / 2 }; \
            media.onseeked = () => done(media.currentTime > 0); document.body.append(media);";
        let played = page.client.execute_async(play, vec![json!(format!("files/{name}"))]).await.unwrap();
        assert_eq!(played, json!(true), "{name}");
    }
}
