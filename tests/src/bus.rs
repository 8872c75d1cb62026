//! A session bus of a test's own, over which programs of a desktop talk, without a desktop.

use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use crate::program::Program;
use crate::server::new_folder;

/// The bus listens in a folder of its own, and neither knows nor starts any services.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=FOLDER/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// A running bus, which ends when this is dropped.
#[derive(Clone, Debug)]
pub struct Bus {
    address: String,
    _daemon: Arc<Program>,
    _folder: Arc<TempDir>,
}

impl Bus {
    /// Starts a bus.
    ///
    /// # Panics
    /// When the bus does not start.
    pub async fn start() -> Bus {
        let folder = new_folder();
        let path = folder.path().join("bus.conf");
        let configuration = CONFIGURATION.replace("FOLDER", &folder.path().display().to_string());
        std::fs::write(&path, configuration).expect("a temporary folder takes files");
        let mut command = Command::new("dbus-daemon");
        command.arg("--nofork").arg("--print-address").arg("--config-file").arg(&path);
        let mut daemon = Program::start(&mut command);
        let address = daemon.until_it_says("a session bus starts", address).await;
        Bus { address, _daemon: Arc::new(daemon), _folder: folder }
    }

    /// Returns the bus's address, for `DBUS_SESSION_BUS_ADDRESS`.
    pub fn address(&self) -> &str {
        &self.address
    }
}

fn address(said: &str) -> Option<String> {
    let whole = said.split_inclusive('\n').find(|line| line.starts_with("unix:") && line.ends_with('\n'));
    whole.map(|line| line.trim().to_owned())
}
