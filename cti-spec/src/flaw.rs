//! Files that cannot be read as text.

/// Why the text of a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The bytes are not UTF-8 from this one on. The text holds replacement characters there.
    NotUtf8(usize),
    /// The file is in another encoding of Unicode.
    Encoding(&'static str),
    /// The file has a NUL byte, which no text has.
    Binary,
    /// The name only resembles that of a specification file, so the file is left out.
    LeftOut,
}

/// The beginnings of files in other encodings; of two that fit, the longer one first.
const MARKS: [(&[u8], &str); 4] = [
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
    (b"\xFF\xFE", "UTF-16"),
    (b"\xFE\xFF", "UTF-16"),
];

impl Flaw {
    /// The flaw in the bytes of a file, if there is one.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
        if let Some((_, encoding)) = marked {
            return Some(Self::Encoding(encoding));
        }
        if bytes.contains(&0) {
            return Some(if alternates(bytes) {
                Self::Encoding("UTF-16")
            } else {
                Self::Binary
            });
        }
        let error = std::str::from_utf8(bytes).err()?;
        Some(Self::NotUtf8(error.valid_up_to()))
    }
}

/// Whether every other byte at the beginning is NUL, as in ASCII text in UTF-16.
fn alternates(bytes: &[u8]) -> bool {
    let pairs: Vec<&[u8]> = bytes.chunks_exact(2).take(8).collect();
    let nul_first = |pair: &&[u8]| pair[0] == 0 && pair[1] != 0;
    let nul_last = |pair: &&[u8]| pair[0] != 0 && pair[1] == 0;
    !pairs.is_empty() && (pairs.iter().all(nul_first) || pairs.iter().all(nul_last))
}

#[cfg(test)]
mod tests {
    use super::Flaw;

    #[test]
    fn flaws_are_told_apart() {
        let utf16 = |text: &str| -> Vec<u8> {
            let units = text.encode_utf16();
            units.flat_map(u16::to_le_bytes).collect()
        };
        for (bytes, flaw) in [
            (b"tag A = 1\n".to_vec(), None),
            (b"".to_vec(), None),
            ("\u{feff}// käse".as_bytes().to_vec(), None),
            (b"// caf\xE9".to_vec(), Some(Flaw::NotUtf8(6))),
            (b"\x7FELF\x02\x01\x01\0\0\0".to_vec(), Some(Flaw::Binary)),
            (b"\0".to_vec(), Some(Flaw::Binary)),
            (utf16("\u{feff}tag A = 1"), Some(Flaw::Encoding("UTF-16"))),
            (utf16("tag A = 1"), Some(Flaw::Encoding("UTF-16"))),
            (
                b"\xFE\xFF\0t\0a\0g".to_vec(),
                Some(Flaw::Encoding("UTF-16")),
            ),
            (b"\0t\0a\0g".to_vec(), Some(Flaw::Encoding("UTF-16"))),
            (
                b"\xFF\xFE\0\0t\0\0\0".to_vec(),
                Some(Flaw::Encoding("UTF-32")),
            ),
        ] {
            assert_eq!(Flaw::of(&bytes), flaw, "{bytes:?}");
        }
    }
}
