//! Texts that are compared with the files of a folder. With `BLESS` set, the files are written anew.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// The variable of the environment.
const BLESS: &str = "BLESS";

/// Asserts that a folder in `tests` holds these texts, by the names of their files, and no others.
pub(crate) fn assert_folder(folder: &str, texts: &BTreeMap<String, String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    if env::var_os(BLESS).is_some() {
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        for (name, text) in texts {
            fs::write(path.join(name), text).unwrap();
        }
    }
    let mut expected = BTreeMap::new();
    for entry in fs::read_dir(&path).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        expected.insert(name, fs::read_to_string(entry.path()).unwrap());
    }
    for (name, text) in texts {
        assert!(
            expected.remove(name).as_ref() == Some(text),
            "not as in tests/{folder}/{name} ({BLESS}=1 rewrites it); it is now:\n{text}"
        );
    }
    assert!(
        expected.is_empty(),
        "unused in tests/{folder}: {expected:?}"
    );
}
