//! `package`: what would be published, built from the packages.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::shell;

/// Packages every crate that can be published, and builds each from its package alone.
///
/// # Errors
/// If a crate cannot be packaged, or does not build; what cargo says has been printed.
pub fn run(sh: &Shell) -> anyhow::Result<()> {
    let packages = published(sh)?;
    let names = &packages
        .iter()
        .flat_map(|(name, _)| ["--package", name])
        .collect::<Vec<_>>();
    // Not in the target folder of the workspace, whose builds are to be kept.
    let target = "target/packages";
    forget_unpacked(&cargo_home()?, &packages)?;
    cmd!(sh, "cargo clean --quiet --target-dir {target} {names...}")
        .quiet()
        .run()?;
    cmd!(
        sh,
        "cargo package --allow-dirty --target-dir {target} {names...}"
    )
    .quiet()
    .run()?;
    Ok(())
}

/// Name and version of each crate of the workspace that can be published.
fn published(sh: &Shell) -> anyhow::Result<Vec<(String, String)>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let packages = shell::packages(sh)?;
    // An empty list means `publish = false`.
    let published = packages
        .iter()
        .filter(|package| package["publish"].is_null());
    published
        .map(|package| Option::zip(text(&package["name"]), text(&package["version"])))
        .collect::<Option<_>>()
        .context("unknown form of cargo metadata")
}

/// Where cargo keeps what it downloads and unpacks.
fn cargo_home() -> anyhow::Result<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known")
}

/// Removes what cargo unpacked when these versions were packaged before.
///
/// Packages that depend on each other are built from a registry in the target folder. Cargo unpacks
/// it to a folder named after the path of that registry, and takes what it finds there, as it takes
/// what was built from there, for the package of the same version: a second run in the same place
/// would build against the crates of the first.
fn forget_unpacked(cargo_home: &Path, packages: &[(String, String)]) -> anyhow::Result<()> {
    let registries = match std::fs::read_dir(cargo_home.join("registry/src")) {
        Ok(registries) => registries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).context("cannot read what cargo unpacked"),
    };
    for registry in registries {
        let registry = registry?;
        // HOST-HASH; a registry in a folder has no host.
        if !registry.file_name().as_encoded_bytes().starts_with(b"-") {
            continue;
        }
        for (name, version) in packages {
            let unpacked = registry.path().join(format!("{name}-{version}"));
            if unpacked.exists() {
                std::fs::remove_dir_all(&unpacked)
                    .with_context(|| format!("cannot remove {}", unpacked.display()))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{forget_unpacked, published};
    use crate::shell;

    #[test]
    fn crates_that_can_be_published_are_packaged() {
        let packages = published(&shell::in_workspace().unwrap()).unwrap();
        let has = |name: &str| packages.iter().any(|(found, _)| found == name);
        for name in ["cti-messages", "cti-derive", "cti-session", "cti-cli"] {
            assert!(has(name), "{name}");
        }
        assert!(!has("xtask") && !has("cti-tests"));
    }

    /// Cargo packages what is in the folder of a crate, and says nothing if these are missing.
    #[test]
    fn crates_that_can_be_published_have_the_licences() {
        let sh = shell::in_workspace().unwrap();
        for (name, _) in published(&sh).unwrap() {
            for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
                let text = sh.read_file(format!("{name}/{licence}")).unwrap();
                assert_eq!(text, sh.read_file(licence).unwrap(), "{name}");
            }
        }
    }

    #[test]
    fn crates_of_an_earlier_run_are_not_used_again() {
        let home = tempfile::tempdir().unwrap();
        let unpacked = |place: &str| home.path().join("registry/src").join(place);
        let own = ("cti-derive".to_owned(), "0.1.0".to_owned());
        // Without any cache, nothing is to be done.
        forget_unpacked(home.path(), std::slice::from_ref(&own)).unwrap();
        let gone = ["-1/cti-derive-0.1.0", "-2/cti-derive-0.1.0"];
        let kept = [
            "-1/cti-derive-0.2.0",
            "-1/other-0.1.0",
            "index.crates.io-3/cti-derive-0.1.0",
        ];
        for place in gone.iter().chain(&kept) {
            std::fs::create_dir_all(unpacked(place).join("src")).unwrap();
        }
        forget_unpacked(home.path(), &[own]).unwrap();
        for place in gone {
            assert!(!unpacked(place).exists(), "{place}");
        }
        for place in kept {
            assert!(unpacked(place).exists(), "{place}");
        }
    }
}
