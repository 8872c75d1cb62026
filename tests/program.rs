//! `flatchat-server` as a program: flags, exit codes, one line on stdout, and everything that can
//! fail at its start.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::TcpListener;
use std::process::Output;

use flatchat_tests::server::{new_folder, run};
use flatchat_tests::{Guest, Server};

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs the program on a new folder with these additional arguments.
fn run_on_new_folder(args: &[&str]) -> Output {
    let folder = new_folder();
    let base = ["--data", folder.path().to_str().unwrap(), "--listen", "127.0.0.1:0"];
    run(&[&base[..], args].concat())
}

#[test]
fn help_and_version_end_well_and_speak_on_stdout() {
    let help = run(&["--help"]);
    let text = String::from_utf8(help.stdout.clone()).unwrap();
    assert_eq!(help.status.code(), Some(0), "{help:?}");
    let flags = [
        "--listen",
        "--data",
        "--title",
        "--code",
        "--allow-host",
        "--max-guests",
        "--posts-per-minute",
        "--streams-per-address",
    ];
    for flag in flags {
        assert!(text.contains(flag), "{flag} is not in {text}");
    }
    let version = run(&["--version"]);
    assert_eq!(version.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&version.stdout).starts_with("flatchat-server "), "{version:?}");
}

#[test]
fn wrong_arguments_end_with_2_and_words() {
    let long = "x".repeat(65);
    let wrong: [&[&str]; 9] = [
        &["--nonsense"],
        &["--title", "\u{1b}\u{7}"],
        &["--max-guests", "-1"],
        &["--max-guests", "0"],
        &["--posts-per-minute", "many"],
        &["--title", " "],
        &["--title", &long],
        &["--code", " "],
        &["stray"],
    ];
    for args in wrong {
        let output = run_on_new_folder(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {output:?}");
        assert!(stderr(&output).contains("error:") && output.stdout.is_empty(), "{args:?}: {output:?}");
    }
    assert_eq!(run(&[]).status.code(), Some(2), "--data is required");
}

#[test]
fn an_address_that_cannot_be_understood_ends_with_2_and_an_example() {
    let folder = new_folder();
    for address in ["nowhere", "127.0.0.1:99999", "http://localhost:8765", ""] {
        let output = run(&["--data", folder.path().to_str().unwrap(), "--listen", address]);
        assert_eq!(output.status.code(), Some(2), "{address}: {output:?}");
        let words = stderr(&output);
        assert!(
            words.contains("not an address to listen on") && words.contains("192.168.1.5:8765"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn a_room_listens_where_a_port_or_localhost_says() {
    for (listen, bound) in
        [("0", "0.0.0.0"), (":0", "0.0.0.0"), ("*:0", "0.0.0.0"), ("localhost:0", "127.0.0.1")]
    {
        let server = Server::start_at(listen, &[], new_folder(), &[]);
        assert_eq!(server.address().ip().to_string(), bound, "{listen}");
    }
}

#[test]
fn a_port_in_use_ends_with_1_and_says_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = new_folder();
    let output = run(&["--data", folder.path().to_str().unwrap(), "--listen", &address]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let words = stderr(&output);
    assert!(words.contains(&address) && words.contains("--listen"), "{words}");
    assert!(!words.contains("panicked") && output.stdout.is_empty(), "{output:?}");
    assert!(!folder.path().join("chat.txt").exists(), "nothing was begun");
}

#[test]
fn a_second_process_on_the_same_folder_is_told_who_holds_it() {
    let server = Server::start(&[]);
    let output = run(&["--data", server.folder().path().to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let words = stderr(&output);
    for part in ["in use by", &server.pid().to_string(), &server.url("")] {
        assert!(words.contains(part), "{part:?} is not in {words}");
    }
    assert!(output.stdout.is_empty(), "{output:?}");
}

#[tokio::test]
async fn a_folder_is_free_again_as_soon_as_its_process_is_gone() {
    let mut server = Server::start(&[]);
    server.kill9();
    let second = Server::start_in(server.folder(), &[]);
    assert_eq!(Guest::stranger(&second).get("/health").await.status, 200);
}

/// Whoever reads the address may end it at once, and a room that is just opened closes like any
/// other.
#[tokio::test]
async fn it_ends_in_order_as_soon_as_it_has_said_where_it_listens() {
    for _ in 0..20 {
        Server::start(&[]).terminate().await;
    }
}

#[tokio::test]
async fn stdout_has_exactly_one_line() {
    let mut server = Server::start(&["--title", "A room"]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("hello").await;
    let _ = ana.get("/nowhere").await;
    assert_eq!(ana.get("/room").await.json()["room"]["title"], "A room");
    server.terminate().await;
    assert_eq!(server.more_stdout(), [""; 0]);
}

#[tokio::test]
async fn broken_names_and_a_broken_key_do_not_stop_the_start() {
    for broken in [&b""[..], b"{", b"\x00\xff\xfe", b"[{\"session\": 7}]", b"null", &[b'['; 100_000]] {
        for file in ["names.json", "session.key"] {
            let folder = new_folder();
            fs::write(folder.path().join(file), broken).unwrap();
            let mut server = Server::start_in(folder, &[]);
            let ana = Guest::join(&server, "ana").await;
            ana.say("hello").await;
            server.terminate().await;
            server.start_again();
            let ana = ana.at(&server);
            assert_eq!(ana.get("/room").await.json()["me"]["name"], "ana", "{file} {broken:?}");
        }
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_kept_does_not_stop_the_start() {
    let folder = new_folder();
    fs::create_dir(folder.path().join("session.key")).unwrap();
    let server = Server::start_in(folder, &[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("hello").await;
    server.until_it_reports("session.key cannot be written").await;
}

#[tokio::test]
async fn a_missing_folder_is_made_with_its_parents() {
    let folder = new_folder();
    let deep = folder.path().join("a/b c/ü");
    let mut child = std::process::Command::new(flatchat_tests::server::program())
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(&deep)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    let read = std::io::BufRead::read_line(&mut stdout, &mut line);
    child.kill().unwrap();
    child.wait().unwrap();
    read.unwrap();
    assert!(line.starts_with("listening on http://127.0.0.1:"), "{line:?}");
    assert!(deep.join("chat.txt").exists());
}

#[test]
fn a_folder_that_cannot_be_one_ends_with_1_and_words() {
    let folder = new_folder();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    for data in [file.clone(), file.join("below")] {
        let output = run(&["--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(stderr(&output).contains(data.to_str().unwrap()), "it says which: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{output:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_ends_with_1_and_words() {
    use std::os::unix::fs::PermissionsExt;
    if rustix::process::geteuid().is_root() {
        println!("root may write anywhere: nothing to see here");
        return;
    }
    let folder = new_folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let output = run(&["--data", folder.path().to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(stderr(&output).contains(folder.path().to_str().unwrap()), "{}", stderr(&output));
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start(&[]);
    let _ana = Guest::join(&server, "ana").await;
    let mode = fs::metadata(server.path("session.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
}
