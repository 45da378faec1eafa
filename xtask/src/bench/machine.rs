//! What the machine is, on which something was measured.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

/// What decides how many instructions a program takes, beside its source.
#[derive(Debug)]
pub(super) struct Platform {
    rustc: String,
    target: String,
    /// Copying and allocating are of the C library.
    libc: Option<String>,
}

impl Platform {
    /// That of the compiler that builds the workspace.
    pub(super) fn of(root: &Path) -> anyhow::Result<Self> {
        let program = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(program)
            .current_dir(root)
            .arg("-vV")
            .output()
            .context("cannot run rustc")?;
        if !output.status.success() {
            bail!("rustc does not tell its version");
        }
        Self::read(&String::from_utf8_lossy(&output.stdout), libc())
            .context("rustc -vV tells no release and host")
    }

    /// Reads what `rustc -vV` says.
    fn read(version: &str, libc: Option<String>) -> Option<Self> {
        let value = |key: &str| {
            let line = version.lines().find_map(|line| line.strip_prefix(key));
            line.map(|value| value.trim().to_owned())
        };
        Some(Self {
            rustc: value("release:")?,
            target: value("host:")?,
            libc,
        })
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rustc {}, {}", self.rustc, self.target)?;
        match &self.libc {
            Some(libc) => write!(f, ", {libc}"),
            None => Ok(()),
        }
    }
}

/// The C library, `glibc 2.36`, where it tells.
fn libc() -> Option<String> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let output = output.ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned())
}

/// The model of the processor, where the system tells.
pub(super) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    model(&info).unwrap_or("unknown processor").to_owned()
}

/// The model that `/proc/cpuinfo` tells.
fn model(info: &str) -> Option<&str> {
    let mut pairs = info.lines().filter_map(|line| line.split_once(':'));
    let (_, model) = pairs.find(|(key, _)| key.trim() == "model name")?;
    Some(model.trim())
}

#[cfg(test)]
mod tests {
    use super::{Platform, model};

    #[test]
    fn rustc_and_libc_are_told_in_a_line() {
        let version = "\
rustc 1.95.0 (59807616e 2026-04-14)
binary: rustc
host: x86_64-unknown-linux-gnu
release: 1.95.0
";
        let platform = |libc| Platform::read(version, libc).unwrap().to_string();
        let expected = "rustc 1.95.0, x86_64-unknown-linux-gnu";
        assert_eq!(platform(None), expected);
        let libc = "glibc 2.36".to_owned();
        assert_eq!(platform(Some(libc)), format!("{expected}, glibc 2.36"));
        assert!(Platform::read("rustc 1.95.0", None).is_none());
    }

    #[test]
    fn the_first_model_is_told() {
        let info = "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(model(info), Some("Some CPU @ 2 GHz"));
        assert_eq!(model("processor\t: 0\n"), None);
    }
}
