//! A reverse proxy in front of a room: a real nginx or Caddy on a port of 127.0.0.1, with a folder
//! of its own.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use crate::driver::free_port;
use crate::program::Program;
use crate::server::{Server, new_folder};
use crate::wait::until;

/// A running proxy. Dropping it ends it.
#[derive(Debug)]
pub struct Proxy {
    /// Its process.
    pub program: Program,
    /// The port on which it listens.
    pub port: u16,
    _folder: Arc<TempDir>,
}

impl Proxy {
    /// Starts nginx with this `server` block. In the block, port 80 is replaced with a free port,
    /// and `127.0.0.1:8765` with the address of `server`.
    ///
    /// # Panics
    /// When nginx is not installed or does not start.
    pub async fn nginx(block: &str, server: &Server) -> Proxy {
        let (folder, port) = (new_folder(), free_port());
        let block = at(server, block).replace("listen 80", &format!("listen 127.0.0.1:{port}"));
        let temporary = |name: &str| format!("{name}_temp_path {};", folder.path().join(name).display());
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(temporary).join("\n");
        // It runs as one process, because others would run as another user, who cannot use this
        // folder.
        let config = format!(
            "daemon off;\nmaster_process off;\npid {};\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}\n{block}\n}}\n",
            folder.path().join("nginx.pid").display()
        );
        let file = written(&folder, "nginx.conf", &config);
        let mut command = Command::new(nginx());
        command.arg("-p").arg(folder.path()).arg("-c").arg(file).args(["-e", "stderr"]);
        Proxy::start(command, folder, port).await
    }

    /// Starts Caddy with this site, whose name is replaced with a free port. Returns `None` if
    /// Caddy is not installed.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn caddy(site: &str, server: &Server) -> Option<Proxy> {
        let version = Command::new("caddy").arg("version").output();
        version.ok().filter(|answer| answer.status.success())?;
        let (folder, port) = (new_folder(), free_port());
        let site = at(server, site).replace("chat.example {", &format!("http://:{port} {{"));
        let options = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n";
        let file = written(&folder, "Caddyfile", &format!("{options}{site}"));
        let mut command = Command::new("caddy");
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(variable, folder.path());
        }
        Some(Proxy::start(command, folder, port).await)
    }

    async fn start(mut command: Command, folder: Arc<TempDir>, port: u16) -> Proxy {
        let mut program = Program::start(&mut command);
        until("the proxy listens", async || {
            assert!(program.ended().is_none(), "the proxy ended: {}", program.said());
            TcpStream::connect(("127.0.0.1", port))
        })
        .await;
        Proxy { program, port, _folder: folder }
    }
}

fn at(server: &Server, config: &str) -> String {
    config.replace("127.0.0.1:8765", &server.address().to_string())
}

fn written(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path
}

/// Returns the system's nginx, which is not on everybody's `PATH`, or the one that setup unpacked.
fn nginx() -> PathBuf {
    let unpacked = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/nginx/usr/sbin/nginx");
    let found = ["/usr/sbin/nginx", unpacked].into_iter().find(|path| Path::new(path).exists());
    PathBuf::from(found.unwrap_or("nginx"))
}
