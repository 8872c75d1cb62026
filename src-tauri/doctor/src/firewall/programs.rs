//! Running the system's own programs: with a time limit, without a window, in English.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

/// PowerShell takes seconds to start. All others answer at once.
const WITHIN: Duration = Duration::from_secs(15);

/// The folders of administrators' programs, which are often not in the PATH of other users.
const ADMIN_FOLDERS: [&str; 3] = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

/// What a program printed, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProgramOutput {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) succeeded: bool,
}

/// Why a program gave no output.
#[derive(Debug, thiserror::Error)]
pub(super) enum RunError {
    #[error("it is not installed")]
    Missing,
    #[error("it did not answer within {} s", WITHIN.as_secs())]
    Slow,
    #[error("it cannot be run: {0}")]
    Failed(#[from] std::io::Error),
}

/// Runs a program to its end.
pub(super) async fn run(program: &str, args: &[impl AsRef<OsStr>]) -> Result<ProgramOutput, RunError> {
    let program = find(program).ok_or(RunError::Missing)?;
    let mut command = Command::new(program);
    command.args(args).env("LC_ALL", "C").env("LANGUAGE", "C");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    without_window(&mut command);
    let output = tokio::time::timeout(WITHIN, command.output()).await.map_err(|_| RunError::Slow)??;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(ProgramOutput {
        out: text(&output.stdout),
        err: text(&output.stderr),
        succeeded: output.status.success(),
    })
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
        assert!(matches!(run("flatchat-no-such-program", &[""; 0]).await, Err(RunError::Missing)));
        assert!(matches!(run("/no/such/program", &[""; 0]).await, Err(RunError::Missing)));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_says_what_it_says_and_how_it_ended() {
        let output = run("sh", &["-c", "echo $LC_ALL; echo no >&2; exit 3"]).await.unwrap();
        assert_eq!(output, ProgramOutput { out: "C\n".to_owned(), err: "no\n".to_owned(), succeeded: false });
    }
}
