//! What the host chooses: the settings, one change of them, and which values are valid.
//!
//! | file | what |
//! |---|---|
//! | `file` | `settings.json` in the app's data folder |
//! | `format` | the names of the files, and of their keys |
//! | `spoken` | the language of everything that the shell shows by itself |
//! | `recovery` | a file that cannot be used: it is set aside, and never stops a start |

mod file;
mod format;
mod recovery;
mod spoken;

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::Path;

use flatchat_core::Refusal;
use flatchat_core::code::Code;
use flatchat_core::files::FileLimits;
use flatchat_core::host_name::HostName;
use flatchat_core::local_name::LocalName;
use flatchat_core::max_guests::MaxGuests;
use flatchat_core::name::Name;
use flatchat_core::title::Title;
use flatchat_words::Language;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

pub use file::{KeepError, SettingsFile, title_in};
pub use recovery::{Cause, SetAside};
pub use spoken::words_in;

/// A megabyte, in bytes.
const MEGABYTE: u64 = 1_000_000;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl From<Theme> for Option<tauri::Theme> {
    fn from(theme: Theme) -> Option<tauri::Theme> {
        match theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        }
    }
}

/// The addresses of this computer on which the room answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Listen {
    /// On all addresses, also those that the computer gets later.
    #[default]
    All,
    /// Only to browsers on this computer.
    ThisComputer,
    /// Only on this address.
    Address(IpAddr),
}

impl From<Listen> for IpAddr {
    fn from(listen: Listen) -> IpAddr {
        match listen {
            Listen::All => Ipv4Addr::UNSPECIFIED.into(),
            Listen::ThisComputer => Ipv4Addr::LOCALHOST.into(),
            Listen::Address(ip) => ip,
        }
    }
}

/// Which messages become desktop notifications while the window is not in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Notifications {
    /// Every message.
    All,
    /// Messages that mention the host's name.
    #[default]
    Mentions,
    /// No message.
    None,
}

/// What the host chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Settings {
    /// The room's title.
    #[cfg_attr(test, ts(type = "string"))]
    pub title: Title,
    /// The code that guests need to join.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub code: Option<Code>,
    /// How many guests can be in the room at once.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_guests: MaxGuests,
    /// The largest file that can be shared, in megabytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_file_mb: NonZeroU32,
    /// How much all shared files may take together, in megabytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_files_mb: NonZeroU32,
    /// The port to listen on. `None`: the last one if possible, otherwise any free port.
    pub port: Option<u16>,
    /// The addresses on which the room answers.
    pub listen: Listen,
    /// The room's name before `.local`. `None` stands for `flatchat`.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub local_name: Option<LocalName>,
    /// Host names, besides this computer's own, under which the room may be opened.
    #[cfg_attr(test, ts(type = "Array<string>"))]
    pub allowed_hosts: Vec<HostName>,
    /// Whether the room is announced on the network by multicast DNS.
    pub announce: bool,
    /// The host's name. `None` until the first run has asked for it.
    pub name: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// The language of the window, the tray and the notifications. `None`: as the system is set.
    #[cfg_attr(test, ts(type = "import('./Language').Language | null"))]
    pub language: Option<Language>,
    /// Whether a message makes a sound while the window is not in use.
    pub sounds: bool,
    /// Which messages become desktop notifications while the window is not in use.
    pub notifications: Notifications,
    /// Whether the app starts, hidden, when the host logs in.
    pub autostart: bool,
    /// Whether the app goes on in the tray, if there is one, when its window is closed.
    pub tray: bool,
    /// Whether the computer is kept awake while guests are in the room.
    pub keep_awake: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: Title::default(),
            code: None,
            max_guests: MaxGuests::default(),
            max_file_mb: megabytes(FileLimits::default().max_file),
            max_files_mb: megabytes(FileLimits::default().max_files),
            port: None,
            listen: Listen::default(),
            local_name: None,
            allowed_hosts: Vec::new(),
            announce: true,
            name: None,
            theme: Theme::default(),
            language: None,
            sounds: true,
            notifications: Notifications::default(),
            autostart: false,
            tray: true,
            keep_awake: true,
        }
    }
}

/// A new value for one setting. Each is named like the field of [`Settings`] that it changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields of Settings say what they are")]
pub enum Change {
    Title(String),
    Code(Option<String>),
    MaxGuests(usize),
    MaxFileMb(#[cfg_attr(test, ts(type = "number"))] NonZeroU32),
    MaxFilesMb(#[cfg_attr(test, ts(type = "number"))] NonZeroU32),
    Port(Option<u16>),
    Listen(Listen),
    LocalName(Option<String>),
    AllowedHosts(Vec<String>),
    Announce(bool),
    Name(String),
    Theme(Theme),
    Language(#[cfg_attr(test, ts(type = "import('./Language').Language | null"))] Option<Language>),
    Sounds(bool),
    Notifications(Notifications),
    Autostart(bool),
    Tray(bool),
    KeepAwake(bool),
}

impl Settings {
    /// The host's personal choices, for a new room in `folder`.
    pub fn for_room_in(&self, folder: &Path) -> Settings {
        let fresh = Settings::default();
        let title = folder.file_name().and_then(|name| Title::new(&name.to_string_lossy()).ok());
        Settings {
            title: title.unwrap_or(fresh.title),
            code: fresh.code,
            max_guests: fresh.max_guests,
            max_file_mb: fresh.max_file_mb,
            max_files_mb: fresh.max_files_mb,
            port: fresh.port,
            ..self.clone()
        }
    }

    /// The name to announce the room under, without `.local`. `None` if it is not to be announced.
    pub fn announced_as(&self) -> Option<LocalName> {
        let name = self.local_name.clone().unwrap_or_default();
        self.announce.then_some(name)
    }

    /// How much shared files may take.
    pub fn file_limits(&self) -> FileLimits {
        let bytes = |mb: NonZeroU32| u64::from(mb.get()) * MEGABYTE;
        let (max_file, max_files) = (bytes(self.max_file_mb), bytes(self.max_files_mb));
        FileLimits { max_file, max_files, ..FileLimits::default() }
    }

    /// These settings with one of them changed.
    ///
    /// # Errors
    /// When the new value is not valid.
    pub fn with(&self, change: Change) -> Result<Settings, Refusal> {
        let mut settings = self.clone();
        match change {
            Change::Title(title) => settings.title = Title::new(&title)?,
            Change::Code(code) => settings.code = Code::if_any(code.as_deref())?,
            Change::MaxGuests(most) => settings.max_guests = MaxGuests::new(most)?,
            Change::MaxFileMb(most) => settings.max_file_mb = most,
            Change::MaxFilesMb(most) => settings.max_files_mb = most,
            // Port 0 is not a port: it means "any".
            Change::Port(port) => settings.port = port.filter(|port| *port != 0),
            Change::Listen(listen) => settings.listen = listen,
            Change::LocalName(name) => settings.local_name = LocalName::if_any(name.as_deref())?,
            Change::AllowedHosts(names) => settings.allowed_hosts = to_host_names(&names)?,
            Change::Announce(on) => settings.announce = on,
            Change::Name(name) => settings.name = Some(Name::new(&name)?.to_string()),
            Change::Theme(theme) => settings.theme = theme,
            Change::Language(language) => settings.language = language,
            Change::Sounds(on) => settings.sounds = on,
            Change::Notifications(which) => settings.notifications = which,
            Change::Autostart(on) => settings.autostart = on,
            Change::Tray(on) => settings.tray = on,
            Change::KeepAwake(on) => settings.keep_awake = on,
        }
        Ok(settings)
    }

    /// Reads each setting by itself, so that an invalid one does not affect the others. An invalid
    /// setting keeps its default, and its name is in the list. Keys that are not settings are
    /// ignored.
    fn read(values: &Map<String, Value>) -> (Settings, Vec<String>) {
        let mut settings = Settings::default();
        let mut invalid = Vec::new();
        for key in settings.to_values().keys() {
            let Some(value) = values.get(key).filter(|value| !value.is_null()) else { continue };
            let change = serde_json::from_value::<Change>(json!({ key: value })).ok();
            match change.and_then(|change| settings.with(change).ok()) {
                Some(changed) => settings = changed,
                None => invalid.push(key.clone()),
            }
        }
        (settings, invalid)
    }

    fn to_values(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(values)) => values,
            _ => unreachable!("a struct of plain values is an object"),
        }
    }
}

/// Whole megabytes of so many bytes.
fn megabytes(bytes: u64) -> NonZeroU32 {
    u32::try_from(bytes / MEGABYTE).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN)
}

/// The names that a person typed, each once.
fn to_host_names(typed: &[String]) -> Result<Vec<HostName>, Refusal> {
    let mut kept = Vec::new();
    for name in typed {
        let name = HostName::new(name)?;
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &Value) -> (Settings, Vec<String>) {
        Settings::read(values.as_object().unwrap())
    }

    #[test]
    fn a_setting_that_makes_no_sense_does_not_take_the_others_with_it() {
        let (settings, mut invalid) = read(&json!({
            "name": "ana", "title": 7, "theme": "neon", "port": 99_999, "future": true, "language": "xx", "listen": {"address": "x"},
            "allowed_hosts": ["chat.example", "http://chat.example/"], "max_file_mb": 0, "max_files_mb": -1,
        }));
        invalid.sort();
        let expected =
            ["allowed_hosts", "language", "listen", "max_file_mb", "max_files_mb", "port", "theme", "title"];
        assert_eq!(invalid, expected);
        assert_eq!(settings, Settings { name: Some("ana".to_owned()), ..Settings::default() });
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let settings = Settings {
            title: Title::new("Maker Night").unwrap(),
            code: Code::if_any(Some("soup")).unwrap(),
            max_guests: MaxGuests::new(12).unwrap(),
            max_file_mb: NonZeroU32::new(7).unwrap(),
            max_files_mb: NonZeroU32::MAX,
            port: Some(9000),
            listen: Listen::Address([192, 168, 1, 5].into()),
            local_name: LocalName::if_any(Some("chat")).unwrap(),
            allowed_hosts: ["chat.example", "192.0.2.7", "2001:db8::7"]
                .map(|name| HostName::new(name).unwrap())
                .into(),
            announce: false,
            name: Some("Hanna".to_owned()),
            theme: Theme::Dark,
            language: Some(Language::Ar),
            sounds: false,
            notifications: Notifications::None,
            autostart: true,
            tray: false,
            keep_awake: false,
        };
        assert_eq!(Settings::read(&settings.to_values()), (settings, vec![]));
        assert_eq!(Settings::read(&Settings::default().to_values()), (Settings::default(), vec![]));
    }

    #[test]
    fn the_limits_on_files_are_in_megabytes_and_never_overflow() {
        assert_eq!(Settings::default().file_limits(), FileLimits::default());
        let most = Settings { max_files_mb: NonZeroU32::MAX, ..Settings::default() };
        assert_eq!(most.file_limits().max_files, u64::from(u32::MAX) * 1_000_000);
    }

    #[test]
    fn a_change_that_does_not_do_is_refused() {
        let settings = Settings::default();
        let changes = [
            Change::Title(" ".to_owned()),
            Change::Code(Some("x".repeat(65))),
            Change::MaxGuests(0),
            Change::MaxGuests(50_001),
            Change::LocalName(Some("my chat".to_owned())),
            Change::AllowedHosts(vec!["chat.example".to_owned(), "http://chat.example/".to_owned()]),
            Change::Name("a:b".to_owned()),
        ];
        for change in changes {
            assert!(settings.with(change.clone()).is_err(), "{change:?}");
        }
    }

    #[test]
    fn each_setting_can_be_changed() {
        let changed = [
            json!({"title": "x"}),
            json!({"code": "x"}),
            json!({"max_guests": 1}),
            json!({"max_file_mb": 1}),
            json!({"max_files_mb": 1}),
            json!({"port": 1}),
            json!({"listen": "this_computer"}),
            json!({"local_name": "x"}),
            json!({"allowed_hosts": ["Chat.Example", "chat.example."]}),
            json!({"announce": false}),
            json!({"name": "x"}),
            json!({"theme": "dark"}),
            json!({"language": "de"}),
            json!({"sounds": false}),
            json!({"notifications": "all"}),
            json!({"autostart": true}),
            json!({"tray": false}),
            json!({"keep_awake": false}),
        ];
        let default = Settings::default();
        assert_eq!(changed.len(), default.to_values().len());
        for change in changed {
            let settings = default.with(serde_json::from_value(change.clone()).unwrap()).unwrap();
            assert_ne!(settings, default, "{change}");
        }
    }
}
