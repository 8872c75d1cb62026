//! Evidence of a failed test: the text of each page, and a picture of it.
//!
//! This code runs while a test unwinds, where it cannot await. Therefore it has a few lines of
//! blocking HTTP.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(5);

/// Saves the text and picture of the session's page under `target/e2e/`, and prints where they are.
pub fn keep(driver: &str, session: &str) {
    let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let path = |kind: &str| folder().join(format!("{test}-{}.{kind}", &session[..session.len().min(6)]));
    let script = json!({"script": "return `${location}\\n\\n${document.body.innerText}`", "args": []});
    let text = ask(driver, &format!("POST /session/{session}/execute/sync"), &script.to_string());
    if let Some(text) = text.as_ref().and_then(Value::as_str) {
        let kept = fs::write(path("txt"), text);
        eprintln!("---- a page showed ({}, {kept:?}):\n{text}", path("txt").display());
    }
    let picture = ask(driver, &format!("GET /session/{session}/screenshot"), "");
    let png = picture.as_ref().and_then(Value::as_str);
    if let Some(png) = png.and_then(|png| base64::engine::general_purpose::STANDARD.decode(png).ok()) {
        eprintln!("---- a picture of it: {} ({:?})", path("png").display(), fs::write(path("png"), png));
    }
}

/// Returns `target/e2e`, which lies beside the profile's folder.
fn folder() -> PathBuf {
    let target = crate::server::program().ancestors().nth(2).map(PathBuf::from);
    let folder = target.unwrap_or_default().join("e2e");
    let _ = fs::create_dir_all(&folder);
    folder
}

fn ask(driver: &str, request: &str, body: &str) -> Option<Value> {
    let address = driver.strip_prefix("http://")?;
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let length = body.len();
    write!(stream, "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n").ok()?;
    write!(stream, "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}").ok()?;
    let mut answer = Vec::new();
    // A driver that leaves the connection open after its answer causes a timeout. The answer is
    // complete by then.
    let _ = stream.read_to_end(&mut answer);
    let start = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let answer: Value = serde_json::from_slice(&answer[start..]).ok()?;
    Some(answer["value"].clone())
}
