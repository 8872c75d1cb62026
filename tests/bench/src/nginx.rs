//! nginx, on a folder of its own.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

const STARTS_WITHIN: Duration = Duration::from_secs(5);
const STOPS_WITHIN: Duration = Duration::from_secs(5);
const CONFIG: &str = "nginx.conf";

/// Returns the system's nginx, which is not on everybody's `PATH`, or the one that setup unpacked.
fn program() -> PathBuf {
    let unpacked = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/nginx/usr/sbin/nginx");
    let found = ["/usr/sbin/nginx", unpacked].into_iter().find(|path| Path::new(path).exists());
    PathBuf::from(found.unwrap_or("nginx"))
}

/// Whether this machine has nginx, with its DAV module.
pub(crate) fn is_installed() -> bool {
    let version = Command::new(program()).arg("-V").output();
    version.is_ok_and(|told| String::from_utf8_lossy(&told.stderr).contains("http_dav_module"))
}

/// Starts nginx with the configuration that `config` makes for its folder and a free address. It
/// writes all of its files in the folder.
pub(crate) fn start(
    folder: &Path,
    config: impl FnOnce(&Path, SocketAddr) -> String,
) -> anyhow::Result<(Child, SocketAddr)> {
    let folder = folder.canonicalize()?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    fs::write(folder.join(CONFIG), config(&folder, address))?;
    let mut child = nginx(&folder).stderr(log_file(&folder)?).spawn().context("cannot start nginx")?;
    let until = Instant::now() + STARTS_WITHIN;
    while TcpStream::connect(address).is_err() {
        if Instant::now() > until || child.try_wait()?.is_some() {
            stop(&folder, &mut child);
            bail!("nginx does not listen: {}", fs::read_to_string(folder.join("stderr.log"))?);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((child, address))
}

/// Returns the directives that say where nginx puts its own files.
pub(crate) fn own_files(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;"
    )
}

/// Returns the configuration of a server of files: `GET` with `sendfile`, and `PUT` by DAV.
pub(crate) fn files_config(folder: &Path, address: SocketAddr) -> String {
    let (own, folder) = (own_files(folder), folder.display());
    format!(
        "daemon off; user root; worker_processes 1;
        pid {folder}/nginx.pid;
        events {{ }}
        http {{
            access_log off; sendfile on; tcp_nopush on;
            {own}
            server {{
                listen {address};
                root {folder}/root; client_max_body_size 0;
                dav_methods PUT; create_full_put_path on;
            }}
        }}\n"
    )
}

/// Asks nginx to end, including its workers, and waits a little.
pub(crate) fn stop(folder: &Path, child: &mut Child) {
    let Ok(folder) = folder.canonicalize() else { return };
    let asked = nginx(&folder).args(["-s", "stop"]).stderr(Stdio::null()).status();
    let until = Instant::now() + STOPS_WITHIN;
    while asked.is_ok() && matches!(child.try_wait(), Ok(None)) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn nginx(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.arg("-p").arg(folder).arg("-c").arg(folder.join(CONFIG));
    command.arg("-e").arg(folder.join("error.log"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// Creates a file for nginx's stderr.
fn log_file(folder: &Path) -> anyhow::Result<File> {
    Ok(File::create(folder.join("stderr.log"))?)
}
