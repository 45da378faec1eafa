//! The NULs that end text.

/// The bytes that are looked at together.
const WORD: usize = size_of::<u64>();

/// Text without the NUL that ends it, if one does.
#[inline]
pub(super) fn without_nul(data: &[u8]) -> &[u8] {
    // `strip_suffix` makes an `Option` of it, which takes four more instructions for each text.
    match data {
        [text @ .., 0] => text,
        text => text,
    }
}

/// Name and value, each without its NUL; `None` if no NUL ends the name.
#[inline]
pub(crate) fn name_and_value(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = first_nul(data)?;
    Some((&data[..end], without_nul(&data[end + 1..])))
}

/// Where the first NUL stands.
// Names are some 13 bytes long. Byte by byte, finding where they end takes as long as all else that is
// done for a named variable.
#[inline]
fn first_nul(data: &[u8]) -> Option<usize> {
    let mut rest = data;
    while let Some((word, after)) = rest.split_first_chunk::<WORD>() {
        let nuls = nuls(u64::from_le_bytes(*word));
        if nuls != 0 {
            return Some(data.len() - rest.len() + nuls.trailing_zeros() as usize / 8);
        }
        rest = after;
    }
    let at = rest.iter().position(|byte| *byte == 0)?;
    Some(data.len() - rest.len() + at)
}

/// A word in which the lowest bit that is set belongs to the lowest byte that is 0.
#[inline]
fn nuls(word: u64) -> u64 {
    const LOWEST: u64 = u64::from_le_bytes([0x01; WORD]);
    const HIGHEST: u64 = u64::from_le_bytes([0x80; WORD]);
    // Taking 1 from each byte sets the highest bit of what is 0, or was 0x81 and more already; borrows
    // only reach bytes above one that is 0.
    word.wrapping_sub(LOWEST) & !word & HIGHEST
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::first_nul;

    /// With bytes beside which a NUL is easily overlooked, or that look like one.
    #[test]
    fn the_first_nul_is_found_wherever_it_stands() {
        for filler in [0x01, 0x7F, 0x80, 0x81, 0xFF] {
            for length in 0..40 {
                let data = vec![filler; length];
                assert_eq!(first_nul(&data), None, "{data:?}");
                for at in 0..length {
                    let mut data = data.clone();
                    data[at] = 0;
                    assert_eq!(first_nul(&data), Some(at), "{data:?}");
                    data[at..].fill(0);
                    assert_eq!(first_nul(&data), Some(at), "{data:?}");
                }
            }
        }
    }
}
