//! A change of a file or of an answer, as five bytes of the input describe it.

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The answer to the command with this number, from 0.
    Answer(usize),
    /// A file, by its number among all.
    File(usize),
}

/// How it is changed.
#[derive(Clone, Copy)]
enum Kind {
    /// The byte at the position is combined with the value by exclusive or.
    Xor,
    /// The value is inserted at the position.
    Insert,
    /// All from the position on is cut off.
    Truncate,
    /// The byte at the position is removed.
    Remove,
    /// The file is missing, or the chip does not answer.
    Lose,
    /// The answer before it comes again.
    Repeat,
}

/// One change.
pub struct Change {
    pub target: Target,
    kind: Kind,
    position: usize,
    value: u8,
}

const KINDS: [Kind; 6] =
    [Kind::Xor, Kind::Insert, Kind::Truncate, Kind::Remove, Kind::Lose, Kind::Repeat];

impl Change {
    /// The target, the kind, the position in two bytes, the value.
    pub fn read([target, kind, high, low, value]: &[u8; 5]) -> Self {
        let index = usize::from(target & 0x7f);
        Self {
            target: if target & 0x80 == 0 { Target::Answer(index) } else { Target::File(index) },
            kind: KINDS[usize::from(*kind) % KINDS.len()],
            position: usize::from(u16::from_be_bytes([*high, *low])),
            value: *value,
        }
    }

    /// The changed bytes; none if they are lost. `last` is the answer before.
    pub fn apply(&self, bytes: &[u8], last: &[u8]) -> Option<Vec<u8>> {
        let mut changed = bytes.to_vec();
        let at = self.position % (changed.len() + 1);
        match self.kind {
            Kind::Insert => changed.insert(at, self.value),
            Kind::Truncate => changed.truncate(at),
            Kind::Lose => return None,
            Kind::Repeat => changed = last.to_vec(),
            Kind::Xor if at < changed.len() => changed[at] ^= self.value,
            Kind::Remove if at < changed.len() => drop(changed.remove(at)),
            Kind::Xor | Kind::Remove => {}
        }
        Some(changed)
    }
}
