//! The programs that drive browsers, and sessions with them.

use std::path::Path;
use std::process::Command;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Map, Value, json};

use crate::display::Display;
use crate::program::{Program, descendants};
use crate::wait::{DEADLINE, Patience, until};

/// A driver that listens.
#[derive(Debug)]
pub struct Driver {
    /// The driver, which has started the browser.
    pub program: Program,
    /// The address at which it listens.
    pub url: String,
}

impl Driver {
    /// Starts the driver of Chromium with `command`. Programs that the driver runs inherit its
    /// environment.
    ///
    /// # Panics
    /// When the driver does not start.
    pub async fn for_chromium(home: &Path, command: impl Fn() -> Command) -> Driver {
        // The driver takes a port that is free in IPv4, and ends if the port is taken in IPv6. Then
        // it is started again.
        until("chromedriver starts", async || {
            let mut command = command();
            command
                .arg("--port=0")
                .env("HOME", home)
                .env_remove("DISPLAY")
                .env_remove("DBUS_SESSION_BUS_ADDRESS");
            let mut program = Program::start(&mut command);
            let settled = async || match (chromedriver_port(&program.said()), program.ended()) {
                (None, None) => Err(program.said()),
                (port, _) => Ok(port),
            };
            let port = until("chromedriver starts or ends", settled).await.ok_or_else(|| program.said())?;
            Ok::<_, String>(Driver { program, url: format!("http://127.0.0.1:{port}") })
        })
        .await
    }

    /// Starts the driver of WebKitGTK with `command`. Programs that the driver runs inherit its
    /// environment.
    ///
    /// # Panics
    /// When the driver does not start.
    pub async fn for_webkit(display: &Display, home: &Path, command: impl Fn(&Path) -> Command) -> Driver {
        until("WebKitWebDriver starts", async || {
            let port = free_port();
            let mut command = command(Path::new("WebKitWebDriver"));
            command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
            display.dress(&mut command, home);
            Driver::listening(&mut command, port).await
        })
        .await
    }

    /// Starts the driver of Firefox with `command`.
    ///
    /// # Panics
    /// When the driver does not start.
    pub async fn for_firefox(home: &Path, command: impl Fn() -> Command) -> Driver {
        until("geckodriver starts", async || {
            let port = free_port();
            let mut command = command();
            command
                .arg(format!("--port={port}"))
                .args(["--host=127.0.0.1", "--websocket-port=0"])
                .env("HOME", home)
                .env_remove("DISPLAY")
                .env_remove("DBUS_SESSION_BUS_ADDRESS");
            Driver::listening(&mut command, port).await
        })
        .await
    }

    /// Starts a driver that has to listen on this port. It fails if another program took the port
    /// meanwhile.
    async fn listening(command: &mut Command, port: u16) -> Result<Driver, &'static str> {
        let mut program = Program::start(command);
        let listens = async || match std::net::TcpStream::connect(("127.0.0.1", port)) {
            Ok(_) => Ok(true),
            Err(_) if program.ended().is_some() => Ok(false),
            Err(error) => Err(error),
        };
        let listens = until("the driver listens", listens).await;
        let url = format!("http://127.0.0.1:{port}");
        if listens { Ok(Driver { program, url }) } else { Err("its port was taken") }
    }

    /// Opens a browser.
    ///
    /// # Panics
    /// When the driver cannot open one.
    pub async fn session(&self, capabilities: Value) -> Client {
        let Value::Object(mut capabilities) = capabilities else { panic!("capabilities are an object") };
        // Otherwise a page that never loads would be waited for far longer than a test may take.
        let most = DEADLINE.as_millis();
        capabilities.insert("timeouts".to_owned(), json!({"script": most, "pageLoad": most}));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.into_iter().collect::<Map<_, _>>());
        let session = Patience::new().wait_for(builder.connect(&self.url)).await;
        match session {
            Some(Ok(client)) => client,
            Some(Err(error)) => panic!("no browser: {error:?}\n{}", self.what_it_does()),
            None => panic!("no browser within {DEADLINE:?}\n{}", self.what_it_does()),
        }
    }

    /// Returns what it has said, and which processes it has started, for whoever looks for a cause.
    fn what_it_does(&self) -> String {
        let of =
            |pid: u32, file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
        let runs = descendants(self.program.pid())
            .into_iter()
            .map(|pid| format!("{pid} {} waits in {}\n", of(pid, "comm").trim_end(), of(pid, "wchan")));
        format!("It said:\n{}\nIt runs:\n{}", self.program.said(), runs.collect::<String>())
    }
}

/// Returns a port on which no program listens at the moment.
///
/// # Panics
/// When there is no free port.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn chromedriver_port(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("started successfully on port ")?;
    rest.split_once(['.', '\n'])?.0.parse().ok()
}

/// A command of the Chrome DevTools Protocol.
#[derive(Debug)]
pub struct DevTools {
    /// The command's name.
    pub command: &'static str,
    /// The command's parameters.
    pub params: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"cmd": self.command, "params": self.params}).to_string()))
    }
}

/// A request for the messages of the browser's console.
#[derive(Debug)]
pub struct BrowserLog;

impl WebDriverCompatibleCommand for BrowserLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}
