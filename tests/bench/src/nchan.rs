//! nginx with the module nchan: another server that does this job well, measured if it is
//! installed.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Child;

use crate::nginx;

const MODULES: [&str; 3] = [
    "/usr/lib/nginx/modules/ngx_nchan_module.so",
    "/usr/lib64/nginx/modules/ngx_nchan_module.so",
    "/usr/share/nginx/modules/ngx_nchan_module.so",
];

/// The place of nchan's module.
#[derive(Clone, Debug)]
pub(crate) struct Installed {
    module: PathBuf,
}

impl Installed {
    /// Checks whether this machine has both nginx and nchan.
    pub(crate) fn find() -> Option<Installed> {
        let module = MODULES.into_iter().map(PathBuf::from).find(|module| module.exists())?;
        nginx::is_installed().then_some(Installed { module })
    }

    /// Starts nginx, which writes all of its files in `folder`.
    pub(crate) fn start(&self, folder: &Path) -> anyhow::Result<(Child, SocketAddr)> {
        nginx::start(folder, |folder, address| config(&self.module, folder, address))
    }
}

/// It has one worker, as we have one broadcaster, space for all messages, and nothing that slows it
/// down.
fn config(module: &Path, folder: &Path, address: SocketAddr) -> String {
    let (module, own, folder) = (module.display(), nginx::own_files(folder), folder.display());
    format!(
        "load_module {module};
        daemon off; user root; worker_processes 1; worker_rlimit_nofile 20000;
        pid {folder}/nginx.pid;
        events {{ worker_connections 16000; }}
        http {{
            access_log off; keepalive_requests 100000000; tcp_nodelay on;
            {own}
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
