//! Reads TLV objects from a slice, without a copy.

/// The bytes are not the TLV object that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed TLV object")]
pub struct TlvError;

/// One TLV object with a definite length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// All bytes of the tag, as a big-endian number: `0x30`, `0x7f61`.
    pub tag: u32,
    /// The contents.
    pub value: &'a [u8],
    /// Tag, length and contents: what a hash or a signature covers.
    pub whole: &'a [u8],
}

/// The length that a header announces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Definite(usize),
    Indefinite,
}

impl<'a> Tlv<'a> {
    /// The only object in `bytes`, with this tag.
    ///
    /// # Errors
    /// If there is another tag, or a byte after the object.
    pub fn only(bytes: &'a [u8], tag: u32) -> Result<Self, TlvError> {
        let mut reader = TlvReader::new(bytes);
        let found = reader.expect(tag)?;
        reader.finish()?;
        Ok(found)
    }

    /// A reader of the objects within this one.
    pub fn children(&self) -> TlvReader<'a> {
        TlvReader::new(self.value)
    }

    /// The contents as an unsigned number of at most four bytes; a sign byte in front is allowed.
    ///
    /// # Errors
    /// If it is empty or too long.
    pub fn number(&self) -> Result<u32, TlvError> {
        let digits = match self.value {
            [] => return Err(TlvError),
            [0, rest @ ..] => rest,
            all => all,
        };
        if digits.len() > 4 {
            return Err(TlvError);
        }
        Ok(digits.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// The octets of a BIT STRING without unused bits.
    ///
    /// # Errors
    /// If it has unused bits.
    pub fn bits(&self) -> Result<&'a [u8], TlvError> {
        match self.value {
            [0, octets @ ..] => Ok(octets),
            _ => Err(TlvError),
        }
    }
}

/// A position in a sequence of TLV objects.
#[derive(Clone, Copy)]
pub struct TlvReader<'a> {
    rest: &'a [u8],
}

impl<'a> TlvReader<'a> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// True if no object is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next object.
    ///
    /// # Errors
    /// If there is none, it is cut off, or its length is indefinite.
    pub fn read(&mut self) -> Result<Tlv<'a>, TlvError> {
        let (tag, Length::Definite(length), header) = header(self.rest)? else {
            return Err(TlvError);
        };
        let end = header.checked_add(length).ok_or(TlvError)?;
        let whole = self.rest.get(..end).ok_or(TlvError)?;
        self.rest = &self.rest[end..];
        Ok(Tlv { tag, value: &whole[header..], whole })
    }

    /// The next object, which has this tag.
    ///
    /// # Errors
    /// If it has another one.
    pub fn expect(&mut self, tag: u32) -> Result<Tlv<'a>, TlvError> {
        let found = self.read()?;
        if found.tag == tag { Ok(found) } else { Err(TlvError) }
    }

    /// The next object if it has this tag; otherwise the position stays.
    ///
    /// # Errors
    /// If the next bytes are no object.
    pub fn optional(&mut self, tag: u32) -> Result<Option<Tlv<'a>>, TlvError> {
        if self.is_empty() {
            return Ok(None);
        }
        let mut ahead = *self;
        let found = ahead.read()?;
        if found.tag != tag {
            return Ok(None);
        }
        *self = ahead;
        Ok(Some(found))
    }

    /// The first object with this tag among those that are left.
    ///
    /// # Errors
    /// If there is none.
    pub fn find(mut self, tag: u32) -> Result<Tlv<'a>, TlvError> {
        while !self.is_empty() {
            let found = self.read()?;
            if found.tag == tag {
                return Ok(found);
            }
        }
        Err(TlvError)
    }

    /// Checks that no object is left.
    ///
    /// # Errors
    /// If there is one.
    pub fn finish(&self) -> Result<(), TlvError> {
        if self.is_empty() { Ok(()) } else { Err(TlvError) }
    }
}

/// Tag, length of the contents and length of the header of the object at the start of `bytes`.
pub(super) fn header(bytes: &[u8]) -> Result<(u32, Length, usize), TlvError> {
    let mut at = 1;
    let first = *bytes.first().ok_or(TlvError)?;
    let mut tag = u32::from(first);
    if first & 0x1f == 0x1f {
        loop {
            let byte = *bytes.get(at).ok_or(TlvError)?;
            at += 1;
            tag = tag << 8 | u32::from(byte);
            if byte & 0x80 == 0 {
                break;
            }
            if at >= 3 {
                return Err(TlvError);
            }
        }
    }
    let first = *bytes.get(at).ok_or(TlvError)?;
    at += 1;
    if first < 0x80 {
        return Ok((tag, Length::Definite(usize::from(first)), at));
    }
    let octets = usize::from(first & 0x7f);
    if octets == 0 {
        return Ok((tag, Length::Indefinite, at));
    }
    if octets > 4 {
        return Err(TlvError);
    }
    let length = bytes.get(at..at + octets).ok_or(TlvError)?;
    let length = length.iter().fold(0usize, |length, byte| length << 8 | usize::from(*byte));
    Ok((tag, Length::Definite(length), at + octets))
}

/// Length of the whole object whose first bytes these are, as its header says.
pub(crate) fn announced_length(start: &[u8]) -> Result<usize, TlvError> {
    match header(start)? {
        (_, Length::Definite(length), header) => header.checked_add(length).ok_or(TlvError),
        (_, Length::Indefinite, _) => Err(TlvError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        for bytes in [&[0x30, 5, 1][..], &[0x30], &[], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]] {
            assert!(TlvReader::new(bytes).read().is_err(), "{bytes:02x?}");
        }
    }

    #[test]
    fn tags_have_up_to_three_bytes() {
        let found = Tlv::only(&[0x7f, 0x61, 1, 9], 0x7f61);
        assert!(found.is_ok_and(|found| found.value == [9]));
        assert!(TlvReader::new(&[0x7f, 0xff, 0xff, 0x01, 0]).read().is_err());
    }

    #[test]
    fn an_indefinite_length_and_a_byte_too_many_are_refused() {
        assert!(TlvReader::new(&[0x30, 0x80, 0, 0]).read().is_err());
        assert!(Tlv::only(&[0x30, 0, 0], 0x30).is_err());
    }
}
