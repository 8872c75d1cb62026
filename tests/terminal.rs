//! The output for a person who starts a room at a terminal, and for a program that starts one.

use std::io::{Read, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use flatchat_tests::Guest;
use flatchat_tests::display::{Display, cookie_for};
use flatchat_tests::driver::free_port;
use flatchat_tests::program::{descendants, end};
use flatchat_tests::server::{new_folder, program};
use flatchat_tests::wait::until;
use serde_json::json;
use tempfile::{NamedTempFile, TempDir};

const BLACK_ON_WHITE: &str = "\u{1b}[38;5;16;48;5;231m";

/// A program at a terminal of its own.
struct Terminal {
    script: Child,
    seen: NamedTempFile,
}

impl Terminal {
    /// Starts a shell's command line in a terminal of this width.
    fn start(columns: u16, line: &str, home: &Path, variables: &[(&str, &str)]) -> Terminal {
        let seen = NamedTempFile::new().expect("a temporary file can be made");
        let output = seen.reopen().expect("it can be opened");
        let mut command = Command::new("script");
        command.args(["--quiet", "--flush", "--return", "--command"]);
        command.arg(format!("stty rows 50 cols {columns}; exec {line}")).arg("/dev/null");
        command.current_dir("..").env("TERM", "xterm-256color").env("HOME", home);
        for unset in ["FLATCHAT_LISTEN", "FLATCHAT_DATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(unset);
        }
        command.envs(variables.iter().copied()).stdin(Stdio::piped()).stdout(output).stderr(Stdio::null());
        Terminal { script: command.spawn().expect("script runs"), seen }
    }

    fn text(&self) -> String {
        let bytes = std::fs::read(self.seen.path()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).replace('\r', "")
    }

    async fn until<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        until(what, async || find(&self.text()).ok_or_else(|| self.text())).await
    }

    /// Returns the link that a person is shown. The rooms here are for this computer alone.
    async fn link(&self) -> String {
        let link = |text: &str| {
            let (_, rest) = text.split_once("for this computer alone. Open this link on it:\n\n  ")?;
            rest.split_once("\n\n").map(|(link, _)| link.to_owned())
        };
        self.until("the link is shown", link).await
    }

    /// Presses Ctrl-C, and returns how the program ends.
    async fn interrupt(&mut self) -> Option<i32> {
        let keys = self.script.stdin.as_mut().expect("its input is a pipe");
        keys.write_all(b"\x03").and_then(|()| keys.flush()).expect("a terminal takes keys");
        until("it ends", async || self.script.try_wait().ok().flatten().ok_or("it runs on")).await.code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Where hangups are ignored, as under nohup, what runs in the terminal outlives it.
        let family = descendants(self.script.id());
        let _ = self.script.kill();
        let _ = self.script.wait();
        for pid in family {
            end(pid);
        }
    }
}

/// Reads the code from a terminal as a camera does: from its cells, of two modules each, black on
/// white.
fn read_code(text: &str) -> Option<String> {
    let rows: Vec<Vec<char>> = text
        .lines()
        .filter_map(|line| line.strip_prefix(BLACK_ON_WHITE)?.strip_suffix("\u{1b}[0m"))
        .map(|row| row.chars().collect())
        .collect();
    let width = rows.first()?.len();
    let dark = |x: usize, y: usize| {
        let cell = rows[y / 2][x];
        cell == '\u{2588}' || cell == if y.is_multiple_of(2) { '\u{2580}' } else { '\u{2584}' }
    };
    // The picture is larger, as a camera would see it.
    const SCALE: usize = 4;
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width * SCALE, rows.len() * 2 * SCALE, |x, y| {
            if dark(x / SCALE, y / SCALE) { 0 } else { 255 }
        });
    picture.detect_grids().first()?.decode().ok().map(|(_, text)| text)
}

fn server_line(folder: &Arc<TempDir>, more: &str) -> String {
    format!("{} --listen 127.0.0.1:0 --data {} {more}", program().display(), folder.path().display())
}

#[tokio::test]
async fn a_person_at_a_terminal_sees_the_link_and_a_code_that_a_camera_can_read() {
    let folder = new_folder();
    let line = server_line(&folder, "--code 's\u{f6}up & salad'");
    let mut terminal = Terminal::start(100, &line, folder.path(), &[]);
    let link = terminal.link().await;
    assert!(link.starts_with("http://127.0.0.1:") && link.contains("#code="), "{link}");
    let code = terminal.until("the code is shown", read_code).await;
    assert_eq!(code, link);
    let port = link.split([':', '/']).nth(4).expect("the link has a port");
    assert!(terminal.text().contains(&format!("--listen 0.0.0.0:{port}.")), "{}", terminal.text());
    assert!(!terminal.text().contains("phone"), "no phone can open it: {}", terminal.text());
    assert_eq!(terminal.interrupt().await, Some(0), "{}", terminal.text());
}

#[tokio::test]
async fn a_code_that_does_not_fit_is_not_torn_apart() {
    let folder = new_folder();
    let terminal = Terminal::start(30, &server_line(&folder, ""), folder.path(), &[]);
    terminal.link().await;
    let dumb = Terminal::start(100, &server_line(&new_folder(), ""), folder.path(), &[("TERM", "dumb")]);
    dumb.link().await;
    for terminal in [terminal, dumb] {
        assert!(!terminal.text().contains('\u{1b}'), "{}", terminal.text());
        assert!(!terminal.text().contains('\u{2588}'), "{}", terminal.text());
    }
}

#[tokio::test]
async fn a_pipe_gets_one_line_even_if_a_person_watches_the_rest() {
    let folder = new_folder();
    let piped = folder.path().join("piped");
    let line = server_line(&folder, &format!("> {}", piped.display()));
    let mut terminal = Terminal::start(100, &line, folder.path(), &[]);
    terminal.until("the code is shown", read_code).await;
    terminal.interrupt().await;
    let piped = std::fs::read_to_string(piped).expect("the shell made the file");
    assert_eq!(piped.lines().count(), 1, "{piped}");
    assert!(piped.starts_with("listening on http://127.0.0.1:"), "{piped}");
}

/// Where a person has paused the terminal (Ctrl-S), or nobody reads the pipe, the greeting waits.
/// Guests must not.
#[tokio::test]
async fn the_room_opens_and_ends_although_its_greeting_cannot_be_written() {
    let folder = new_folder();
    let port = free_port();
    let full = "mkfifo \"$0\"; exec 3<>\"$0\"; head -c 65536 /dev/zero >&3; exec \"$@\" >&3";
    let mut command = Command::new("bash");
    command.args(["-c", full]).arg(folder.path().join("pipe")).arg(program());
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(folder.path());
    let mut server = flatchat_tests::program::Program::start(&mut command);
    let room = format!("http://127.0.0.1:{port}/health");
    until("the room answers", async || reqwest::get(&room).await.map(drop)).await;
    server.signal(rustix::process::Signal::TERM);
    assert_eq!(server.end().await.code(), Some(0), "{}", server.said());
}

#[tokio::test]
async fn a_log_gets_no_pictures() {
    let folder = new_folder();
    let logged = folder.path().join("logged");
    let line = server_line(&folder, &format!("2> {}", logged.display()));
    let mut terminal = Terminal::start(100, &line, folder.path(), &[]);
    terminal.until("it listens", |text| text.contains("listening on ").then_some(())).await;
    terminal.interrupt().await;
    let logged = std::fs::read_to_string(logged).expect("the shell made the file");
    assert!(!logged.contains('\u{2588}') && !logged.contains("Open this link"), "{logged}");
}

/// Runs the check for a display, and returns whether it found one, and its words.
fn display(display: &str, wayland: &str, runtime: &Path) -> (bool, String) {
    let mut command = Command::new("scripts/display.sh");
    command.current_dir("..").env("DISPLAY", display).env("WAYLAND_DISPLAY", wayland);
    let output = command.env("XDG_RUNTIME_DIR", runtime).output().expect("the script runs");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A desktop that was killed, and a container that was copied, leave their sockets behind.
#[test]
fn a_socket_that_nobody_answers_is_no_display() {
    let folder = new_folder();
    let socket = folder.path().join("wayland-0");
    let absolute = socket.display().to_string();
    let listener = UnixListener::bind(&socket).expect("a socket can be made");
    for name in ["wayland-0", &absolute] {
        assert_eq!(display("", name, folder.path()), (true, String::new()), "{name}");
    }
    drop(listener);
    assert!(socket.exists(), "it is left behind");
    for name in ["wayland-0", &absolute] {
        let (found, why) = display("", name, folder.path());
        assert!(!found && why.contains("nothing answers"), "{name}: {why}");
    }
}

/// Listens as an X display that gives each program this first byte of its answer.
fn x_display(socket: &Path, first_byte: u8) -> UnixListener {
    let listener = UnixListener::bind(socket).expect("a socket can be made");
    let answering = listener.try_clone().expect("a socket can be shared");
    std::thread::spawn(move || {
        for stream in answering.incoming() {
            let Ok(mut stream) = stream else { return };
            // What was not read would make a reset of the close.
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(&[first_byte, 0, 11, 0, 0, 0, 0, 0]);
        }
    });
    listener
}

/// The same for the sockets of X11, whose folder is the same for all of this computer. A display
/// refuses with 0, and asks for more with 2.
#[test]
fn an_x_display_that_is_gone_or_refuses_is_no_display() {
    std::fs::create_dir_all("/tmp/.X11-unix").expect("a folder can be made");
    let find = |number: u32| {
        let names = [format!(":{number}"), format!(":{number}.0"), format!("unix:{number}")];
        names.map(|name| display(&name, "", Path::new("/nowhere")).0)
    };
    let mut number = 7_000 + std::process::id() % 10_000;
    for (first_byte, found) in [(1, [true; 3]), (0, [false; 3]), (2, [false; 3])] {
        number += 1;
        let socket = Path::new("/tmp/.X11-unix").join(format!("X{number}"));
        let _ = std::fs::remove_file(&socket);
        let listener = x_display(&socket, first_byte);
        let alive = find(number);
        let _ = std::fs::remove_file(&socket);
        drop(listener);
        assert_eq!(alive, found, "it answers {first_byte}");
    }
    let left_behind = Path::new("/tmp/.X11-unix").join(format!("X{}", number + 1));
    let _ = std::fs::remove_file(&left_behind);
    drop(UnixListener::bind(&left_behind).expect("a socket can be made"));
    let dead = find(number + 1);
    let _ = std::fs::remove_file(&left_behind);
    assert_eq!(dead, [false; 3]);
}

/// A real display, of somebody else who lets only those in who have their cookie, as after `su`.
#[tokio::test]
async fn an_x_display_lets_in_who_has_its_cookie_and_is_no_display_to_others() {
    let folder = new_folder();
    let cookies = folder.path().join("cookies");
    std::fs::write(&cookies, cookie_for("")).expect("a file can be made");
    let display = Display::behind_cookies(&cookies).await;
    let number = display.name().trim_start_matches(':');
    let own = folder.path().join("own");
    std::fs::write(&own, [cookie_for("9999"), cookie_for(number)].concat()).expect("a file can be made");
    let find = |file: &Path| {
        let mut command = Command::new("scripts/display.sh");
        command.current_dir("..").env("DISPLAY", display.name()).env("XAUTHORITY", file);
        let output = command.env_remove("WAYLAND_DISPLAY").output().expect("the script runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (with, without) = (find(&own), find(&folder.path().join("none")));
    assert!(with.0, "{}", with.1);
    assert!(!without.0 && without.1.contains("lets this user in"), "{}", without.1);
}

/// The last command of `make run`, which it uses on a computer without a display.
const WITHOUT_WINDOW: &str = "node scripts/run-without-window.mjs";

#[tokio::test]
async fn without_a_window_the_apps_own_room_opens_with_its_settings() {
    let home = new_folder();
    let folder = home.path().join(".local/share/org.flatchat.desktop");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let port = free_port();
    let settings =
        json!({"title": "Maker Night", "code": "soup", "listen": "this_computer", "port": port, "saves": 2});
    std::fs::write(folder.join("settings.json"), settings.to_string()).expect("it can be written");
    let mut terminal = Terminal::start(100, WITHOUT_WINDOW, home.path(), &[]);
    assert_eq!(terminal.link().await, format!("http://127.0.0.1:{port}/#code=soup"));
    assert!(terminal.until("the code is shown", read_code).await.ends_with("#code=soup"));
    let guest = Guest::stranger_at(&format!("http://127.0.0.1:{port}"));
    let joined = guest.post_json("/join", &json!({"name": "Ana", "code": "soup"})).await.expect(200);
    let guest = guest.with_cookie(&joined.cookie().expect("a guest gets a cookie"));
    assert_eq!(guest.get("/room").await.expect(200).json()["room"]["title"], "Maker Night");
    assert!(folder.join("chat.txt").exists());
    assert_eq!(terminal.interrupt().await, Some(0), "{}", terminal.text());
}

#[tokio::test]
async fn without_a_window_the_environment_decides_as_it_does_for_the_app() {
    let (home, folder) = (new_folder(), new_folder());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it has an address").port();
    let settings = json!({"port": port, "listen": "all"});
    std::fs::write(folder.path().join("settings.json"), settings.to_string()).expect("it can be written");
    let data = folder.path().display().to_string();
    let variables = [("FLATCHAT_DATA", data.as_str()), ("FLATCHAT_LISTEN", "127.0.0.1")];
    let terminal = Terminal::start(100, WITHOUT_WINDOW, home.path(), &variables);
    let link = terminal.link().await;
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    assert!(!link.contains(&format!(":{port}/")), "somebody else has that port");
    assert!(folder.path().join("chat.txt").exists());
}

#[tokio::test]
async fn without_a_window_a_room_that_may_have_had_a_code_does_not_open_without_one() {
    let (home, folder) = (new_folder(), new_folder());
    std::fs::write(folder.path().join("settings.json"), "{\"code\": \"so").expect("it can be written");
    let data = folder.path().display().to_string();
    let variables = [("FLATCHAT_DATA", data.as_str()), ("FLATCHAT_LISTEN", "127.0.0.1:0")];
    let terminal = Terminal::start(100, WITHOUT_WINDOW, home.path(), &variables);
    terminal.until("it says why", |text| text.contains("settings.json cannot be read").then_some(())).await;
    assert!(!terminal.text().contains("listening on"), "{}", terminal.text());
}
