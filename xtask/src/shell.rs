//! Starting programs, and what cargo knows of the workspace.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::places;

/// A shell in the root of the workspace: paths and programs are relative to it.
///
/// # Errors
/// If the current folder is unknown.
pub fn in_workspace() -> anyhow::Result<Shell> {
    let sh = Shell::new()?;
    sh.change_dir(places::root());
    Ok(sh)
}

/// Whether a program can be started.
pub(crate) fn is_installed(sh: &Shell, program: &str) -> bool {
    let version = cmd!(sh, "{program} --version").quiet();
    // A cargo subcommand that is started without cargo may reject the arguments.
    let version = version.ignore_status().ignore_stdout().ignore_stderr();
    version.run().is_ok()
}

/// What cargo knows of the workspace.
fn metadata(sh: &Shell) -> anyhow::Result<Value> {
    let metadata = cmd!(sh, "cargo metadata --no-deps --format-version 1").quiet();
    Ok(serde_json::from_str(&metadata.read()?)?)
}

/// The entries of `cargo metadata` for the packages of the workspace.
pub(crate) fn packages(sh: &Shell) -> anyhow::Result<Vec<Value>> {
    let packages = metadata(sh)?["packages"].take();
    serde_json::from_value(packages).context("unknown form of cargo metadata")
}

/// The target folder, wherever cargo is told to have it.
pub(crate) fn target(sh: &Shell) -> anyhow::Result<PathBuf> {
    let metadata = metadata(sh)?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder.context("unknown form of cargo metadata")?.into())
}

/// The features of cti-messages, without `default`.
#[derive(Debug)]
pub(crate) struct Features {
    /// One for the messages of each service.
    pub(crate) services: Vec<String>,
    pub(crate) others: Vec<String>,
}

impl Features {
    pub(crate) fn read(sh: &Shell) -> anyhow::Result<Self> {
        let package = packages(sh)?
            .into_iter()
            .find(|package| package["name"] == "cti-messages")
            .context("the workspace has no package cti-messages")?;
        let mut features: BTreeMap<String, Vec<String>> =
            serde_json::from_value(package["features"].clone())?;
        // The default is the standard library and the services.
        let default = features.remove("default").unwrap_or_default();
        let (services, others) = features
            .into_keys()
            .partition(|name| name != "std" && default.contains(name));
        Ok(Self { services, others })
    }
}

#[cfg(test)]
mod tests {
    use super::{Features, in_workspace, is_installed};

    #[test]
    fn programs_are_found() {
        let sh = in_workspace().unwrap();
        assert!(is_installed(&sh, "cargo"));
        assert!(!is_installed(&sh, "no-such-program"));
    }

    #[test]
    fn services_are_told_from_other_features() {
        let features = Features::read(&in_workspace().unwrap()).unwrap();
        let has = |names: &[String], name: &str| names.iter().any(|found| found == name);
        assert!(has(&features.services, "client-control") && !has(&features.services, "std"));
        assert!(has(&features.others, "std") && has(&features.others, "serde"));
        assert!(!has(&features.others, "client-control") && !has(&features.others, "default"));
    }
}
