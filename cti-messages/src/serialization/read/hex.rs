//! Bytes in hexadecimal digits.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The bytes of digits, which may be of either case.
pub(super) fn read(digits: &str) -> Result<Vec<u8>, String> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(format!(
            "'{}' is not a hexadecimal digit",
            digit.escape_ascii()
        )),
    };
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [high, low] => Ok(nibble(high)? << 4 | nibble(low)?),
            _ => {
                nibble(pair[0])?;
                Err("the last byte has only one hexadecimal digit".to_string())
            }
        })
        .collect()
}
