//! The crates of this workspace, according to Cargo.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

/// One library, program, test or benchmark: a tree of modules of its own.
pub(crate) struct Target {
    /// The name that Cargo gives it.
    pub name: String,
    /// The file with its root module.
    pub root: PathBuf,
}

/// Returns all targets of all crates of the workspace, including build scripts.
pub(crate) fn targets() -> anyhow::Result<Vec<Target>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo).args(["metadata", "--no-deps", "--format-version", "1"]).output()?;
    ensure!(asked.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let targets = packages.iter().filter_map(|package| package["targets"].as_array()).flatten();
    targets.map(|target| parse(target).context("a target without a name or a file")).collect()
}

fn parse(target: &Value) -> Option<Target> {
    Some(Target { name: target["name"].as_str()?.to_owned(), root: target["src_path"].as_str()?.into() })
}
