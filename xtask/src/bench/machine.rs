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
    /// The widest instructions of the processor that the library copies with.
    copies_with: Option<&'static str>,
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
        let mut platform = Self::read(&String::from_utf8_lossy(&output.stdout))
            .context("rustc -vV tells no release and host")?;
        platform.libc = libc();
        platform.copies_with = widest(&processor_info());
        Ok(platform)
    }

    /// Reads what `rustc -vV` says.
    fn read(version: &str) -> Option<Self> {
        let value = |key: &str| {
            let line = version.lines().find_map(|line| line.strip_prefix(key));
            line.map(|value| value.trim().to_owned())
        };
        Some(Self {
            rustc: value("release:")?,
            target: value("host:")?,
            libc: None,
            copies_with: None,
        })
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rustc {}, {}", self.rustc, self.target)?;
        if let Some(libc) = &self.libc {
            write!(f, ", {libc}")?;
        }
        if let Some(instructions) = self.copies_with {
            write!(f, ", {instructions}")?;
        }
        Ok(())
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
    model(&processor_info())
        .unwrap_or("unknown processor")
        .to_owned()
}

/// What the system tells of the processor.
fn processor_info() -> String {
    fs::read_to_string("/proc/cpuinfo").unwrap_or_default()
}

/// The widest of the instructions to copy with that valgrind knows, by the flags that `/proc/cpuinfo`
/// tells.
fn widest(info: &str) -> Option<&'static str> {
    let flags = value(info, "flags")?;
    let has = |name: &&str| flags.split_whitespace().any(|flag| flag == *name);
    ["avx2", "avx"].into_iter().find(has)
}

/// The model that `/proc/cpuinfo` tells.
fn model(info: &str) -> Option<&str> {
    value(info, "model name")
}

/// What `/proc/cpuinfo` tells of the first processor under a key.
fn value<'a>(info: &'a str, key: &str) -> Option<&'a str> {
    let mut pairs = info.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = pairs.find(|(found, _)| found.trim() == key)?;
    Some(value.trim())
}

#[cfg(test)]
mod tests {
    use super::{Platform, model, widest};

    #[test]
    fn what_decides_counts_is_told_in_a_line() {
        let version = "\
rustc 1.95.0 (59807616e 2026-04-14)
binary: rustc
host: x86_64-unknown-linux-gnu
release: 1.95.0
";
        let mut platform = Platform::read(version).unwrap();
        let expected = "rustc 1.95.0, x86_64-unknown-linux-gnu";
        assert_eq!(platform.to_string(), expected);
        platform.libc = Some("glibc 2.36".to_owned());
        platform.copies_with = Some("avx2");
        let expected = format!("{expected}, glibc 2.36, avx2");
        assert_eq!(platform.to_string(), expected);
        assert!(Platform::read("rustc 1.95.0").is_none());
    }

    #[test]
    fn the_widest_instructions_are_told() {
        let widest = |flags| widest(&format!("processor\t: 0\nflags\t\t: {flags}\n"));
        assert_eq!(widest("fpu sse2 avx avx2 avx512f"), Some("avx2"));
        assert_eq!(widest("fpu sse2 avx avx512f"), Some("avx"));
        assert_eq!(widest("fpu sse2"), None);
    }

    #[test]
    fn the_first_model_is_told() {
        let info = "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(model(info), Some("Some CPU @ 2 GHz"));
        assert_eq!(model("processor\t: 0\n"), None);
    }
}
