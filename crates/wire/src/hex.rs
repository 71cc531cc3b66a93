//! Bytes of fixed length, written as lower-case hexadecimal.

use crate::NotHex;

/// The text of `bytes`.
pub(crate) fn text(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

/// The bytes that `text` writes, in their one spelling.
pub(crate) fn bytes<const N: usize>(text: &str) -> Result<[u8; N], NotHex> {
    if text.len() != 2 * N {
        return Err(NotHex);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte =
            value(pair[0]).zip(value(pair[1])).map(|(high, low)| high << 4 | low).ok_or(NotHex)?;
    }
    Ok(bytes)
}

fn digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 })
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}
