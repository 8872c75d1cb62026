//! A settings file that cannot be used is set aside, the host is informed, and the last good copy
//! takes its place. It never stops a start.
//!
//! # Invariants
//! * A room that had a code never opens without one. If nothing says what the code was, the room
//!   gets a new one.
//! * Nothing is lost that was not copied first: `settings.json` is only ever replaced in one step.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use flatchat_core::disk::{Readers, is_no_such_file, read_file, replace_file};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Settings;
use super::format::{COPY_NAME, FILE_NAME, LAST_PORT_KEY, MAX_BYTES, SAVES_KEY, VERSION, VERSION_KEY};

const CODE_KEY: &str = "code";

/// Stands in for a code that is not known. It is not a valid code.
const UNREADABLE: Value = Value::Bool(true);

/// Why a settings file was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "SetAsideCause"))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It cannot be read.
    Broken,
    /// A newer version of the app wrote it. The settings that this version understands apply.
    Newer,
    /// Some settings in it are not valid. The others apply.
    Partly,
    /// It was gone, but its copy was still there.
    Gone,
}

/// A settings file that was not used as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SetAside {
    /// Why it was not used.
    pub cause: Cause,
    /// Where the file is now. `None`: there is no file, or it could not be copied.
    pub path: Option<PathBuf>,
    /// Whether the last good copy took its place.
    pub restored: bool,
    /// Whether the room got a new code, because nothing says whether it had one.
    pub new_code: bool,
}

/// The settings that apply, and what the host should know about them.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    /// The keys of the file.
    pub(super) values: Map<String, Value>,
    /// `None`: the file was good, or there has never been one.
    pub(super) set_aside: Option<SetAside>,
}

enum Found {
    Nothing,
    Broken,
    Values(Map<String, Value>),
}

fn read(path: &Path) -> Found {
    match read_file(path, MAX_BYTES) {
        Err(error) if error.kind() == ErrorKind::NotFound => Found::Nothing,
        Err(error) => {
            tracing::warn!(%error, path = %path.display(), "cannot be read");
            Found::Broken
        }
        Ok(bytes) => serde_json::from_slice(&bytes).map_or(Found::Broken, Found::Values),
    }
}

/// Reads the settings in `folder`, from the file or, if that cannot be used, from its copy.
///
/// # Errors
/// When a code is needed and the OS gives no random numbers.
pub(super) fn recover(folder: &Path) -> io::Result<Recovered> {
    let copy = match read(&folder.join(COPY_NAME)) {
        Found::Values(values) => Some(values),
        Found::Nothing | Found::Broken => None,
    };
    match (read(&folder.join(FILE_NAME)), copy) {
        (Found::Values(values), copy) => check(folder, values, copy.as_ref()),
        (Found::Nothing, None) => Ok(Recovered::default()),
        (Found::Nothing, Some(copy)) => recovered(Cause::Gone, None, &copy, true),
        (Found::Broken, Some(copy)) => recovered(Cause::Broken, aside(folder, "broken"), &copy, true),
        (Found::Broken, None) => recovered(Cause::Broken, aside(folder, "broken"), &unknown(), false),
    }
}

/// The values for settings of which nothing is known: the room may have had a code.
fn unknown() -> Map<String, Value> {
    Map::from_iter([(CODE_KEY.to_owned(), UNREADABLE)])
}

fn check(
    folder: &Path,
    mut values: Map<String, Value>,
    copy: Option<&Map<String, Value>>,
) -> io::Result<Recovered> {
    let version = values.get(VERSION_KEY).map_or(Some(VERSION), Value::as_u64);
    let (_, invalid) = Settings::read(&values);
    let (cause, word) = match (version, copy) {
        (Some(version), _) if version > VERSION => (Cause::Newer, "newer"),
        // The app ended between writing the two.
        (_, Some(copy)) if saves(copy) > saves(&values) => return check(folder, copy.clone(), None),
        (Some(_), _) if invalid.is_empty() => return Ok(Recovered { values, set_aside: None }),
        _ => (Cause::Partly, "broken"),
    };
    if cause == Cause::Newer && !values.contains_key(CODE_KEY) {
        values.insert(CODE_KEY.to_owned(), UNREADABLE);
    }
    for key in invalid {
        if let Some(value) = copy.and_then(|copy| copy.get(&key)) {
            values.insert(key, value.clone());
        }
    }
    recovered(cause, aside(folder, word), &values, copy.is_some())
}

fn saves(values: &Map<String, Value>) -> u64 {
    values.get(SAVES_KEY).and_then(Value::as_u64).unwrap_or_default()
}

/// The settings of `values`, with defaults for those that are not valid. A default never opens a
/// room to everybody: the room gets a new code.
fn recovered(
    cause: Cause,
    path: Option<PathBuf>,
    values: &Map<String, Value>,
    restored: bool,
) -> io::Result<Recovered> {
    let (settings, invalid) = Settings::read(values);
    let new_code = invalid.iter().any(|key| key == CODE_KEY);
    let mut kept = settings.to_values();
    for key in [LAST_PORT_KEY, SAVES_KEY] {
        kept.extend(values.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    kept.insert(VERSION_KEY.to_owned(), VERSION.into());
    if new_code {
        kept.insert(CODE_KEY.to_owned(), make_code()?.into());
    }
    let set_aside = SetAside { cause, path, restored, new_code };
    tracing::warn!(?set_aside, "the settings could not be used as they were");
    Ok(Recovered { values: kept, set_aside: Some(set_aside) })
}

/// A new code: eight random digits.
fn make_code() -> io::Result<String> {
    Ok(format!("{:08}", getrandom::u32()? % 100_000_000))
}

/// Copies `settings.json` to the first name that is free: `settings.broken.json`,
/// `settings.broken-2.json`, … Something that is no file, such as a pipe, is moved there.
fn aside(folder: &Path, word: &str) -> Option<PathBuf> {
    let file = folder.join(FILE_NAME);
    let names = (1..).map(|n| match n {
        1 => format!("settings.{word}.json"),
        n => format!("settings.{word}-{n}.json"),
    });
    let free = names.map(|name| folder.join(name)).find(|path| !path.exists())?;
    let copied = match read_file(&file, MAX_BYTES) {
        Ok(bytes) => replace_file(&free, &bytes, Readers::OwnerOnly),
        Err(error) if is_no_such_file(&error) => fs::rename(&file, &free),
        Err(error) => Err(error),
    };
    match copied {
        Ok(()) => Some(free),
        Err(error) => {
            tracing::warn!(%error, "the settings cannot be set aside");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// A folder with this file and this copy, written as they are.
    fn folder(file: Option<&str>, copy: Option<&str>) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [(FILE_NAME, file), (COPY_NAME, copy)] {
            if let Some(text) = text {
                fs::write(folder.path().join(name), text).unwrap();
            }
        }
        folder
    }

    fn open(file: Option<&str>, copy: Option<&str>) -> (Settings, Option<SetAside>) {
        let folder = folder(file, copy);
        let recovered = recover(folder.path()).unwrap();
        let (settings, invalid) = Settings::read(&recovered.values);
        assert!(invalid.is_empty(), "{invalid:?}");
        (settings, recovered.set_aside)
    }

    const GOOD: &str =
        r#"{"version": 1, "saves": 3, "title": "Maker Night", "code": "soup", "last_port": 9000}"#;

    #[test]
    fn a_good_file_is_used_as_it_is() {
        let (settings, set_aside) = open(Some(GOOD), None);
        assert_eq!((&*settings.title, settings.code.as_deref()), ("Maker Night", Some("soup")));
        assert_eq!(set_aside, None);
        assert_eq!(open(None, None), (Settings::default(), None));
        assert_eq!(open(Some(r#"{"title": "from before there were versions"}"#), None).1, None);
    }

    #[test]
    fn a_file_that_was_cut_off_is_kept_aside_and_its_copy_takes_its_place() {
        for cut in ["", "{\"title\": \"Mak", "\0\0\0\0", "[]", "nonsense"] {
            let folder = folder(Some(cut), Some(GOOD));
            let recovered = recover(folder.path()).unwrap();
            let settings = Settings::read(&recovered.values).0;
            assert_eq!((&*settings.title, settings.code.as_deref()), ("Maker Night", Some("soup")));
            assert_eq!(recovered.values[LAST_PORT_KEY], 9000);
            let set_aside = recovered.set_aside.unwrap();
            assert_eq!(
                (set_aside.cause, set_aside.restored, set_aside.new_code),
                (Cause::Broken, true, false)
            );
            assert_eq!(fs::read_to_string(set_aside.path.unwrap()).unwrap(), cut);
        }
    }

    /// Attack, or a slip: to read the plugin's file would wait for ever, or fill the memory.
    #[cfg(unix)]
    #[test]
    fn a_pipe_a_device_or_a_folder_in_place_of_the_settings_is_moved_away() {
        let put = |kind: &str, path: &Path| match kind {
            "pipe" => assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success()),
            "folder" => fs::create_dir(path).unwrap(),
            device => std::os::unix::fs::symlink(device, path).unwrap(),
        };
        for kind in ["pipe", "folder", "/dev/zero"] {
            let folder = folder(None, Some(GOOD));
            put(kind, &folder.path().join(FILE_NAME));
            let recovered = recover(folder.path()).unwrap();
            assert_eq!(Settings::read(&recovered.values).0.code.as_deref(), Some("soup"));
            assert!(!folder.path().join(FILE_NAME).exists(), "{kind}");
            assert!(recovered.set_aside.unwrap().path.unwrap().symlink_metadata().is_ok());
        }
    }

    #[test]
    fn a_room_whose_code_is_not_known_gets_a_new_one() {
        let newer = r#"{"version": 2, "title": "Maker Night", "access": {"hash": "x"}}"#;
        let newer_code = r#"{"version": 2, "title": "Maker Night", "code": {"hash": "x"}}"#;
        let number = r#"{"version": 1, "title": "Maker Night", "code": 4711}"#;
        for file in ["{\"title\": \"Mak", newer, newer_code, number] {
            let codes = [(); 2].map(|()| {
                let (settings, set_aside) = open(Some(file), None);
                assert!(set_aside.unwrap().new_code, "{file}");
                settings.code.unwrap()
            });
            assert_eq!(codes[0].len(), 8);
            assert_ne!(codes[0], codes[1], "nobody can guess it");
            assert!(open(Some(file), Some(GOOD)).0.code.is_some());
        }
        assert_eq!(open(Some(number), Some(GOOD)).0.code.as_deref(), Some("soup"));
    }

    #[test]
    fn of_a_newer_file_what_this_version_understands_is_in_force() {
        let newer = r#"{"version": 2, "title": "Maker Night", "code": "soup", "theme": "sepia", "later": 1}"#;
        let (settings, set_aside) = open(Some(newer), None);
        assert_eq!((&*settings.title, settings.code.as_deref()), ("Maker Night", Some("soup")));
        let set_aside = set_aside.unwrap();
        assert_eq!((set_aside.cause, set_aside.new_code), (Cause::Newer, false));
        let path = set_aside.path.unwrap();
        assert!(path.ends_with("settings.newer.json"), "{path:?}");
    }

    #[test]
    fn what_makes_no_sense_is_as_it_was_before_and_the_rest_holds() {
        let odd = r#"{"version": 1, "saves": 3, "title": 7, "code": null, "port": 9001}"#;
        let (settings, set_aside) = open(Some(odd), Some(GOOD));
        assert_eq!((&*settings.title, settings.code, settings.port), ("Maker Night", None, Some(9001)));
        assert_eq!(set_aside.unwrap().cause, Cause::Partly);
    }

    #[test]
    fn a_file_that_is_gone_is_restored() {
        let (settings, set_aside) = open(None, Some(GOOD));
        assert_eq!(settings.code.as_deref(), Some("soup"));
        assert_eq!(set_aside.unwrap().cause, Cause::Gone);
    }

    #[test]
    fn of_two_good_files_the_later_one_holds_and_an_edited_one_is_no_older() {
        let later = GOOD.replace("soup", "stew").replace("\"saves\": 3", "\"saves\": 4");
        let (settings, set_aside) = open(Some(GOOD), Some(&later));
        assert_eq!((settings.code.as_deref(), set_aside), (Some("stew"), None));
        let edited = GOOD.replace("soup", "edited");
        assert_eq!(open(Some(&edited), Some(GOOD)).0.code.as_deref(), Some("edited"));
    }

    #[test]
    fn files_set_aside_do_not_replace_each_other() {
        let folder = folder(Some("one"), None);
        let first = recover(folder.path()).unwrap().set_aside.unwrap().path.unwrap();
        fs::write(folder.path().join(FILE_NAME), "two").unwrap();
        let second = recover(folder.path()).unwrap().set_aside.unwrap().path.unwrap();
        assert_eq!((fs::read(first).unwrap(), fs::read(second).unwrap()), (b"one".to_vec(), b"two".to_vec()));
    }
}
