//! Brings BER into the form that [`TlvReader`](super::TlvReader) reads.
//!
//! Some states write their security object with indefinite lengths and with strings in pieces. Only the
//! envelope changes: the order of a SET stays, because a signature covers the signed attributes as
//! they were sent.

use super::{
    TlvError,
    reader::{Length, header},
    tlv,
};

/// Objects nested more deeply than this are refused.
const DEPTH: usize = 16;
const OCTET_STRING_IN_PIECES: u32 = 0x24;
const OCTET_STRING: u32 = 0x04;
const CONSTRUCTED: u8 = 0x20;

/// The same objects with definite lengths, and strings in one piece.
///
/// # Errors
/// If `bytes` is no sequence of BER objects, or is nested more than 16 deep.
pub fn to_definite_lengths(bytes: &[u8]) -> Result<Vec<u8>, TlvError> {
    let mut output = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (object, length) = object(rest, DEPTH)?;
        output.extend(object);
        rest = &rest[length..];
    }
    Ok(output)
}

/// The object at the start of `bytes`, and how many of them it takes.
fn object(bytes: &[u8], depth: usize) -> Result<(Vec<u8>, usize), TlvError> {
    let depth = depth.checked_sub(1).ok_or(TlvError)?;
    let (tag, length, header) = header(bytes)?;
    let body = bytes.get(header..).ok_or(TlvError)?;
    let constructed = bytes[0] & CONSTRUCTED != 0;
    let mut children = Vec::new();
    let mut at = 0;
    match length {
        Length::Definite(length) => {
            let body = body.get(..length).ok_or(TlvError)?;
            if !constructed {
                return Ok((tlv(tag, &[body]), header + length));
            }
            while at < length {
                let (child, taken) = object(&body[at..], depth)?;
                children.push(child);
                at += taken;
            }
        }
        Length::Indefinite => {
            if !constructed {
                return Err(TlvError);
            }
            loop {
                let rest = body.get(at..).ok_or(TlvError)?;
                if rest.starts_with(&[0, 0]) {
                    at += 2;
                    break;
                }
                let (child, taken) = object(rest, depth)?;
                children.push(child);
                at += taken;
            }
        }
    }
    let joined = if tag == OCTET_STRING_IN_PIECES {
        join(&children)?
    } else {
        let parts: Vec<&[u8]> = children.iter().map(Vec::as_slice).collect();
        tlv(tag, &parts)
    };
    Ok((joined, header + at))
}

/// One OCTET STRING from its pieces.
fn join(pieces: &[Vec<u8>]) -> Result<Vec<u8>, TlvError> {
    let mut contents = Vec::new();
    for piece in pieces {
        contents.extend_from_slice(super::Tlv::only(piece, OCTET_STRING)?.value);
    }
    Ok(tlv(OCTET_STRING, &[&contents]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_pieces_are_joined() {
        let ber = [0x30, 0x80, 0x24, 0x80, 4, 1, 7, 4, 2, 8, 9, 0, 0, 2, 1, 5, 0, 0];
        let der = [0x30, 8, 4, 3, 7, 8, 9, 2, 1, 5];
        assert_eq!(to_definite_lengths(&ber), Ok(der.to_vec()));
    }

    #[test]
    fn definite_lengths_stay_and_their_length_field_becomes_short() {
        assert_eq!(to_definite_lengths(&[0x31, 0x82, 0, 3, 2, 1, 5]), Ok(vec![0x31, 3, 2, 1, 5]));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = |levels: usize| [0x30, 0x80].repeat(levels);
        let closed = |levels: usize| [deep(levels), vec![0; 2 * levels]].concat();
        assert!(to_definite_lengths(&closed(DEPTH)).is_ok());
        assert_eq!(to_definite_lengths(&closed(DEPTH + 1)), Err(TlvError));
        assert_eq!(to_definite_lengths(&deep(DEPTH)), Err(TlvError));
    }
}
