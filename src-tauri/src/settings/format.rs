//! The names of the settings' files, and of the keys in them that are not settings.

/// The settings.
pub(super) const FILE_NAME: &str = "settings.json";

/// The last good copy of the settings.
pub(super) const COPY_NAME: &str = "settings.kept.json";

/// The largest file that is read, in bytes. The settings have a thousandth of this.
pub(super) const MAX_BYTES: u64 = 16 << 20;

/// The version of the app's format that a file has. This app writes [`VERSION`], and reads older
/// ones.
pub(super) const VERSION_KEY: &str = "version";
pub(super) const VERSION: u64 = 1;

/// How often the settings were kept. It shows whether the file or its copy is the later one.
pub(super) const SAVES_KEY: &str = "saves";

/// The port that was bound last.
pub(super) const LAST_PORT_KEY: &str = "last_port";
