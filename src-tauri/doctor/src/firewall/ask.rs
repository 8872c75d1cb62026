//! Asking the system's own programs: bounded in time, without a window, in English.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

/// PowerShell takes seconds to begin; everything else answers at once.
const WITHIN: Duration = Duration::from_secs(15);

/// Where administrators' programs lie, which people's own PATH often lacks.
const ADMIN_FOLDERS: [&str; 3] = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

/// What a program said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) well: bool,
}

/// Why a program said nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Mute {
    #[error("it is not installed")]
    Missing,
    #[error("it did not answer within {} s", WITHIN.as_secs())]
    Slow,
    #[error("it cannot be run: {0}")]
    Failed(#[from] std::io::Error),
}

/// Runs a program to its end.
pub(super) async fn ask(program: &str, args: &[impl AsRef<OsStr>]) -> Result<Said, Mute> {
    let program = find(program).ok_or(Mute::Missing)?;
    let mut command = Command::new(program);
    command.args(args).env("LC_ALL", "C").env("LANGUAGE", "C");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    without_window(&mut command);
    let output = tokio::time::timeout(WITHIN, command.output()).await.map_err(|_| Mute::Slow)??;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Said { out: text(&output.stdout), err: text(&output.stderr), well: output.status.success() })
}

fn find(program: &str) -> Option<PathBuf> {
    let named = Path::new(program);
    if named.is_absolute() {
        return named.exists().then(|| named.to_owned());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(ADMIN_FOLDERS.map(PathBuf::from));
    let suffix = std::env::consts::EXE_SUFFIX;
    let mut files = folders.map(|folder| folder.join(format!("{program}{suffix}")));
    files.find(|file| file.is_file())
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_is_not_there_is_missing() {
        assert!(matches!(ask("flatchat-no-such-program", &[""; 0]).await, Err(Mute::Missing)));
        assert!(matches!(ask("/no/such/program", &[""; 0]).await, Err(Mute::Missing)));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_says_what_it_says_and_how_it_ended() {
        let said = ask("sh", &["-c", "echo $LC_ALL; echo no >&2; exit 3"]).await.unwrap();
        assert_eq!(said, Said { out: "C\n".to_owned(), err: "no\n".to_owned(), well: false });
    }
}
