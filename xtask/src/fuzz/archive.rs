//! The committed inputs of the fuzz targets: one archive for each target, `fuzz/corpus/TARGET.tar.gz`.
//!
//! Fuzzing keeps thousands of inputs of a few hundred bytes. As files of their own they would be most
//! of the files of the repository. In a tar archive without compression, each would take a kilobyte
//! or two. gzip brings that down to about 100 bytes, needs no C library, and any `tar` reads it.
//!
//! The same inputs give the same archive: entries are sorted by name, and have no owner and no time.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use tempfile::TempPath;

/// The inputs of a target by their names.
///
/// A name is a plain file name: a hash, if libFuzzer has kept the input, or `seed-` and what it is
/// made from.
pub type Inputs = BTreeMap<String, Vec<u8>>;

/// The most bytes of an archive without compression: a few times those of the largest.
const LIMIT: u64 = 64 << 20;

/// The path of the archive of a target, in the workspace at `root`.
#[must_use]
pub fn path(root: &Path, target: &str) -> PathBuf {
    root.join("fuzz/corpus").join(format!("{target}.tar.gz"))
}

/// Reads all inputs of an archive.
///
/// # Errors
/// If the archive is missing, damaged or empty, or holds anything but files with plain names, each
/// once. The error names the archive.
pub fn read(archive: &Path) -> anyhow::Result<Inputs> {
    let packed = match fs::read(archive) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "{} does not exist; for a new fuzz target, \
             `CTI_SEEDS=1 cargo test -p cti-tests --test corpus` writes it",
            archive.display()
        ),
        packed => packed.with_context(|| format!("cannot read {}", archive.display()))?,
    };
    unpack(&packed).with_context(|| format!("{} is not a valid corpus", archive.display()))
}

/// Writes an archive of all `inputs`, in place of the one that is there.
///
/// # Errors
/// If there are no inputs, a name is not a plain file name, or the archive cannot be written; then
/// the old archive is unchanged.
pub fn write(archive: &Path, inputs: &Inputs) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", archive.display());
    let packed = pack(inputs).with_context(failed)?;
    replace(archive, &packed).with_context(failed)
}

/// Puts a file in its place in one step, so that it is never there in part.
fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::create_dir_all(file.parent().context("it has no folder")?)?;
    // Removed again if anything fails.
    let staged = TempPath::try_from_path(file.with_extension("new"))?;
    fs::write(&staged, bytes)?;
    staged.persist(file)?;
    Ok(())
}

fn pack(inputs: &Inputs) -> anyhow::Result<Vec<u8>> {
    ensure!(!inputs.is_empty(), "there are no inputs");
    let compressed = GzEncoder::new(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(compressed);
    for (name, input) in inputs {
        check_name(name)?;
        let mut header = tar::Header::new_ustar();
        header
            .set_path(name)
            .with_context(|| format!("{name:?} cannot be the name of an input"))?;
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(input.len() as u64);
        header.set_cksum();
        archive.append(&header, input.as_slice())?;
    }
    Ok(archive.into_inner()?.finish()?)
}

fn unpack(packed: &[u8]) -> anyhow::Result<Inputs> {
    // First all of it, which checks gzip's checksum to the end. `MultiGzDecoder` also refuses bytes
    // after that end.
    let mut bytes = Vec::new();
    let unpacked = MultiGzDecoder::new(packed).take(LIMIT + 1);
    let count = { unpacked }.read_to_end(&mut bytes)?;
    ensure!(count as u64 <= LIMIT, "it holds more than {LIMIT} bytes");
    let mut inputs = Inputs::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries()? {
        let mut entry = entry?;
        let name = entry.path_bytes().into_owned();
        let name = String::from_utf8_lossy(&name).into_owned();
        check_name(&name)?;
        ensure!(
            entry.header().entry_type().is_file(),
            "the entry {name:?} is not a file"
        );
        let mut input = Vec::new();
        entry.read_to_end(&mut input)?;
        ensure!(
            input.len() as u64 == entry.size(),
            "the entry {name:?} is truncated"
        );
        ensure!(
            inputs.insert(name.clone(), input).is_none(),
            "the entry {name:?} is there twice"
        );
    }
    ensure!(!inputs.is_empty(), "it holds no inputs");
    Ok(inputs)
}

/// Refuses what would be written outside the folder of the inputs, or in a folder below it.
fn check_name(name: &str) -> anyhow::Result<()> {
    let plain = Path::new(name).file_name() == Some(OsStr::new(name));
    ensure!(
        plain && !name.contains(['\\', '\0']),
        "{name:?} is not a plain file name"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use tempfile::TempDir;

    use super::*;

    fn inputs(of: &[(&str, &[u8])]) -> Inputs {
        of.iter()
            .map(|(name, input)| ((*name).to_owned(), input.to_vec()))
            .collect()
    }

    fn samples() -> Inputs {
        let long = [0x5A; 1500];
        inputs(&[
            ("seed-HEARTBEAT_REQ-24-0", b"\0\0\0\x04"),
            ("empty", b""),
            ("0a4d55a8d778e5022fab701977c5d840bbc486d0", &long),
        ])
    }

    /// An archive with these bytes, and the folder where it is.
    fn archive_of(bytes: &[u8]) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let archive = path(folder.path(), "decode");
        fs::create_dir_all(archive.parent().unwrap()).unwrap();
        fs::write(&archive, bytes).unwrap();
        (folder, archive)
    }

    /// The error for an archive with these bytes, which must name it.
    #[track_caller]
    fn refusal(bytes: &[u8]) -> String {
        let (_folder, archive) = archive_of(bytes);
        let error = format!("{:#}", read(&archive).unwrap_err());
        let named = format!("{} is not a valid corpus: ", archive.display());
        error
            .strip_prefix(&named)
            .unwrap_or_else(|| panic!("{error}"))
            .to_owned()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn gunzip(packed: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// A tar archive of entries that need not be right.
    fn tar_of(entries: &[(&str, tar::EntryType)]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, kind) in entries {
            let mut header = tar::Header::new_ustar();
            header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
            header.set_entry_type(*kind);
            header.set_size(1);
            header.set_cksum();
            archive.append(&header, &b"x"[..]).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn files(names: &[&str]) -> Vec<u8> {
        let entries: Vec<_> = names
            .iter()
            .map(|name| (*name, tar::EntryType::Regular))
            .collect();
        gzip(&tar_of(&entries))
    }

    #[test]
    fn inputs_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let archive = path(folder.path(), "decode");
        assert_eq!(archive, folder.path().join("fuzz/corpus/decode.tar.gz"));
        write(&archive, &samples()).unwrap();
        assert_eq!(read(&archive).unwrap(), samples());
        // An archive is replaced, not added to, and nothing else is left in the folder.
        let other = inputs(&[("other", b"1")]);
        write(&archive, &other).unwrap();
        assert_eq!(read(&archive).unwrap(), other);
        assert_eq!(
            fs::read_dir(archive.parent().unwrap()).unwrap().count(),
            1,
            "files in the folder"
        );
    }

    #[test]
    fn the_same_inputs_give_the_same_bytes() {
        let packed = pack(&samples()).unwrap();
        assert_eq!(packed, pack(&samples()).unwrap());
        // gzip's own time, and the system that it ran on: none.
        assert_eq!(packed[4..8], [0; 4]);
        assert_eq!(packed[9], 255);
        let bytes = gunzip(&packed);
        let mut names = Vec::new();
        for entry in tar::Archive::new(bytes.as_slice()).entries().unwrap() {
            let entry = entry.unwrap();
            let header = entry.header();
            assert_eq!(header.mode().unwrap(), 0o644);
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            assert_eq!(header.mtime().unwrap(), 0);
            names.push(entry.path().unwrap().display().to_string());
        }
        assert!(names.is_sorted() && names.len() == 3, "{names:?}");
    }

    #[test]
    fn what_cannot_be_packed_leaves_the_archive_as_it_was() {
        let (_folder, archive) = archive_of(b"as it was");
        let long = "x".repeat(101);
        for (bad, why) in [
            (inputs(&[]), "there are no inputs"),
            (
                inputs(&[("a", b""), ("../b", b"")]),
                "\"../b\" is not a plain file name",
            ),
            (inputs(&[(&long, b"")]), "cannot be the name of an input"),
        ] {
            let error = format!("{:#}", write(&archive, &bad).unwrap_err());
            let named = format!("cannot write {}: ", archive.display());
            assert!(error.starts_with(&named) && error.contains(why), "{error}");
            assert_eq!(fs::read(&archive).unwrap(), b"as it was");
        }
    }

    #[test]
    fn a_missing_archive_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let archive = path(folder.path(), "new");
        let error = format!("{:#}", read(&archive).unwrap_err());
        let expected = format!("{} does not exist; ", archive.display());
        assert!(
            error.starts_with(&expected) && error.contains("CTI_SEEDS=1"),
            "{error}"
        );
        // What is there and cannot be read is not missing.
        fs::create_dir_all(&archive).unwrap();
        let error = format!("{:#}", read(&archive).unwrap_err());
        assert!(
            error.starts_with(&format!("cannot read {}", archive.display())),
            "{error}"
        );
    }

    #[test]
    fn damaged_archives_are_refused() {
        let packed = pack(&samples()).unwrap();
        for length in 0..packed.len() {
            refusal(&packed[..length]);
        }
        let mut harmless = 0;
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            if let Ok(read) = unpack(&damaged) {
                assert!(read == samples(), "damage at {at} changed inputs");
                harmless += 1;
            }
        }
        // Time and system in gzip's header, and the bits that fill its last byte.
        assert!(harmless <= 8, "{harmless} damaged bytes were not noticed");
        refusal(&[&packed[..], b"more"].concat());
        refusal(b"no gzip");
    }

    #[test]
    fn an_archive_that_grows_beyond_all_bounds_is_refused() {
        let error = refusal(&gzip(&vec![0; 65 << 20]));
        assert!(error.contains("it holds more than"), "{error}");
    }

    #[test]
    fn damage_within_the_compression_is_refused() {
        let bytes = tar_of(&[("a", tar::EntryType::Regular)]);
        for (damaged, why) in [
            (&bytes[..0], "it holds no inputs"),
            (&[0; 1024][..], "it holds no inputs"),
            (&bytes[..100], "failed to read entire block"),
            (&bytes[..512], "the entry \"a\" is truncated"),
            (&[b'x'; 512][..], "numeric field was not a number"),
        ] {
            let error = refusal(&gzip(damaged));
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn entries_have_plain_file_names() {
        for name in ["../a", "/a", "a/b", "./a", "a/", ".", "..", "", "a\\b"] {
            let error = refusal(&files(&["ok", name]));
            assert_eq!(error, format!("{name:?} is not a plain file name"));
        }
        let (_folder, archive) = archive_of(&files(&[".hidden", "with blank", "..."]));
        assert_eq!(read(&archive).unwrap().len(), 3);
    }

    #[test]
    fn entries_are_files() {
        for kind in [
            tar::EntryType::Directory,
            tar::EntryType::Symlink,
            tar::EntryType::Link,
        ] {
            let error = refusal(&gzip(&tar_of(&[("a", kind)])));
            assert_eq!(error, "the entry \"a\" is not a file");
        }
    }

    #[test]
    fn a_name_is_there_once() {
        let error = refusal(&files(&["a", "b", "a"]));
        assert_eq!(error, "the entry \"a\" is there twice");
    }
}
