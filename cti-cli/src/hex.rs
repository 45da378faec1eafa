//! Bytes in hexadecimal.

use std::fmt;

/// Bytes in lower-case digits, two a byte.
pub(super) fn write(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |nibble: u8| DIGITS[usize::from(nibble)];
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)])
        .collect()
}

/// The bytes of digits, which may be of either case.
pub(super) fn read(digits: impl IntoIterator<Item = u8>) -> Result<Vec<u8>, HexError> {
    let mut bytes = Vec::new();
    let mut high = None;
    for digit in digits {
        let offset = bytes.len();
        let nibble = nibble(digit).ok_or(HexError {
            offset,
            fault: Fault::NoDigit(digit),
        })?;
        match high.take() {
            None => high = Some(nibble),
            Some(high) => bytes.push(high << 4 | nibble),
        }
    }
    match high {
        None => Ok(bytes),
        Some(_) => Err(HexError {
            offset: bytes.len(),
            fault: Fault::HalfByte,
        }),
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// What is wrong with digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HexError {
    /// How many bytes were read before.
    pub(super) offset: usize,
    fault: Fault,
}

#[derive(Debug, PartialEq, Eq)]
enum Fault {
    NoDigit(u8),
    HalfByte,
}

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault {
            Fault::NoDigit(digit) => {
                write!(f, "'{}' is no hexadecimal digit", digit.escape_ascii())
            }
            Fault::HalfByte => f.write_str("the last byte has one hexadecimal digit only"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        let digits = write(&bytes);
        assert!(digits.starts_with("000102") && digits.ends_with("fdfeff"));
        assert_eq!(read(digits.bytes()), Ok(bytes.clone()));
        assert_eq!(read(digits.to_uppercase().bytes()), Ok(bytes));
        assert_eq!(read(*b""), Ok(vec![]));
    }

    #[test]
    fn errors_tell_the_byte() {
        let error = read(*b"00ff1").unwrap_err();
        assert_eq!(error.offset, 2);
        assert_eq!(
            error.to_string(),
            "the last byte has one hexadecimal digit only"
        );
        let error = read(*b"00fg").unwrap_err();
        assert_eq!(error.offset, 1);
        assert_eq!(error.to_string(), "'g' is no hexadecimal digit");
        // The digits around '0' to '9', 'A' to 'F' and 'a' to 'f'.
        for neighbour in *b"/:@G`g\xFF" {
            assert!(read([neighbour, b'0']).is_err());
        }
    }
}
