//! Writes TLV objects.

/// An object with this tag and these contents, with the shortest possible length field.
pub fn tlv(tag: u32, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = without_leading_zeros(&tag.to_be_bytes()).to_vec();
    let digits = length.to_be_bytes();
    let digits = without_leading_zeros(&digits);
    if length >= 0x80 {
        bytes.push(0x80 | digits.len() as u8);
    }
    bytes.extend_from_slice(digits);
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// The last byte stays, even if it is zero.
fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let last = bytes.len() - 1;
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(last);
    &bytes[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_short_as_possible() {
        assert_eq!(tlv(0x04, &[&[]]), [4, 0]);
        assert_eq!(tlv(0x7f49, &[&[1], &[2]]), [0x7f, 0x49, 2, 1, 2]);
        assert_eq!(tlv(0x30, &[&[0; 0x80]])[..3], [0x30, 0x81, 0x80]);
        assert_eq!(tlv(0x30, &[&[0; 0x100]])[..4], [0x30, 0x82, 1, 0]);
    }
}
