//! nginx with the module nchan: another server that does this job well, measured if it is
//! installed.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

const MODULES: [&str; 3] = [
    "/usr/lib/nginx/modules/ngx_nchan_module.so",
    "/usr/lib64/nginx/modules/ngx_nchan_module.so",
    "/usr/share/nginx/modules/ngx_nchan_module.so",
];

const STARTS_WITHIN: Duration = Duration::from_secs(5);
const STOPS_WITHIN: Duration = Duration::from_secs(5);
const CONFIG: &str = "nginx.conf";

/// The place of nchan's module.
#[derive(Clone, Debug)]
pub(crate) struct Installed {
    module: PathBuf,
}

impl Installed {
    /// Checks whether this machine has both nginx and nchan.
    pub(crate) fn find() -> Option<Installed> {
        let module = MODULES.into_iter().map(PathBuf::from).find(|module| module.exists())?;
        let version = Command::new("nginx").arg("-v").stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success()).then_some(Installed { module })
    }

    /// Starts nginx, which writes all of its files in `folder`.
    pub(crate) fn start(&self, folder: &Path) -> anyhow::Result<(Child, SocketAddr)> {
        let folder = folder.canonicalize()?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        fs::write(folder.join(CONFIG), config(&self.module, &folder, address))?;
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
    let mut command = Command::new("nginx");
    command.arg("-p").arg(folder).arg("-c").arg(folder.join(CONFIG));
    command.arg("-e").arg(folder.join("error.log"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// It has one worker, as we have one broadcaster, space for all messages, and nothing that slows it
/// down.
fn config(module: &Path, folder: &Path, address: SocketAddr) -> String {
    let (module, folder) = (module.display(), folder.display());
    format!(
        "load_module {module};
        daemon off; user root; worker_processes 1; worker_rlimit_nofile 20000;
        pid {folder}/nginx.pid;
        events {{ worker_connections 16000; }}
        http {{
            access_log off; keepalive_requests 100000000; tcp_nodelay on;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
            nchan_shared_memory_size 1024M;
            server {{
                listen {address} backlog=4096;
                location = /send {{
                    nchan_publisher http; nchan_channel_id room;
                    nchan_message_buffer_length 100000; nchan_message_timeout 1h;
                }}
                location = /events {{
                    nchan_subscriber eventsource; nchan_channel_id room; nchan_subscriber_first_message newest;
                }}
            }}
        }}\n"
    )
}

/// Creates a file for nginx's stderr.
fn log_file(folder: &Path) -> anyhow::Result<File> {
    Ok(File::create(folder.join("stderr.log"))?)
}
