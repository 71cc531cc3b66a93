//! Reads FlatBuffers (flatbuffers.dev, "internals"): tables of numbered fields, and vectors.
//!
//! Numbers are little-endian and not aligned. Every offset is checked before it is followed.

use crate::ConvertError;

/// A table. A field that is absent has the value 0, or no elements.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    file: &'a [u8],
    start: usize,
    /// The vtable: 16 bits for each field, its distance from `start`, or 0 if it is absent.
    fields: &'a [[u8; 2]],
}

impl<'a> Table<'a> {
    /// The root table of a file.
    pub(crate) fn root(file: &'a [u8]) -> Result<Self, ConvertError> {
        Self::referenced(file, 0)
    }

    /// An unsigned byte.
    pub(crate) fn byte(&self, field: usize) -> Result<u8, ConvertError> {
        let Some(at) = self.position(field)? else { return Ok(0) };
        self.file.get(at).copied().ok_or(ConvertError::Bounds)
    }

    /// An unsigned integer of 32 bits.
    pub(crate) fn integer(&self, field: usize) -> Result<usize, ConvertError> {
        let Some(at) = self.position(field)? else { return Ok(0) };
        read_u32(self.file, at)
    }

    /// Another table, or `None` if the field is absent.
    pub(crate) fn table(&self, field: usize) -> Result<Option<Self>, ConvertError> {
        self.position(field)?.map(|at| Self::referenced(self.file, at)).transpose()
    }

    /// A vector of tables.
    pub(crate) fn tables(&self, field: usize) -> Result<Vec<Self>, ConvertError> {
        let Some((start, elements)) = self.vector(field, 4)? else { return Ok(Vec::new()) };
        let positions = (start..start + elements.len()).step_by(4);
        positions.map(|at| Self::referenced(self.file, at)).collect()
    }

    /// A vector of unsigned integers of 32 bits.
    pub(crate) fn integers(&self, field: usize) -> Result<Vec<usize>, ConvertError> {
        let Some((_, elements)) = self.vector(field, 4)? else { return Ok(Vec::new()) };
        (0..elements.len()).step_by(4).map(|at| read_u32(elements, at)).collect()
    }

    /// A vector of bytes.
    pub(crate) fn bytes(&self, field: usize) -> Result<&'a [u8], ConvertError> {
        Ok(self.vector(field, 1)?.map_or(&[], |(_, elements)| elements))
    }

    /// The position of a vector's elements in the file, and their bytes, `width` for each element.
    fn vector(
        &self,
        field: usize,
        width: usize,
    ) -> Result<Option<(usize, &'a [u8])>, ConvertError> {
        let Some(at) = self.position(field)? else { return Ok(None) };
        let at = follow(self.file, at)?;
        let length = read_u32(self.file, at)?.checked_mul(width).ok_or(ConvertError::Bounds)?;
        let start = at + 4;
        let elements = self.file[start..].get(..length).ok_or(ConvertError::Bounds)?;
        Ok(Some((start, elements)))
    }

    /// The position of a field in the file, or `None` if it is absent.
    fn position(&self, field: usize) -> Result<Option<usize>, ConvertError> {
        let offset =
            self.fields.get(field).map_or(0, |bytes| usize::from(u16::from_le_bytes(*bytes)));
        if offset == 0 {
            return Ok(None);
        }
        self.start.checked_add(offset).map(Some).ok_or(ConvertError::Bounds)
    }

    /// The table at the end of the offset at `at`.
    fn referenced(file: &'a [u8], at: usize) -> Result<Self, ConvertError> {
        let start = follow(file, at)?;
        // The vtable can be before or after the table.
        let back = i64::from(i32::from_le_bytes(four_bytes(file, start)?));
        let list = usize::try_from(start as i64 - back).map_err(|_| ConvertError::Bounds)?;
        let list = file.get(list..).ok_or(ConvertError::Bounds)?;
        // It begins with its own length and that of the table.
        let [length, _, ..] = list.as_chunks::<2>().0 else { return Err(ConvertError::Bounds) };
        let list = list.get(4..usize::from(u16::from_le_bytes(*length)));
        Ok(Self { file, start, fields: list.ok_or(ConvertError::Bounds)?.as_chunks().0 })
    }
}

/// The position at the end of the offset at `at`.
fn follow(file: &[u8], at: usize) -> Result<usize, ConvertError> {
    at.checked_add(read_u32(file, at)?).ok_or(ConvertError::Bounds)
}

fn read_u32(bytes: &[u8], at: usize) -> Result<usize, ConvertError> {
    Ok(u32::from_le_bytes(four_bytes(bytes, at)?) as usize)
}

fn four_bytes(bytes: &[u8], at: usize) -> Result<[u8; 4], ConvertError> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(ConvertError::Bounds)
}

/// Writes FlatBuffers, for tests.
#[cfg(test)]
pub(crate) mod write {
    /// The value of a field.
    #[derive(Clone)]
    pub(crate) enum Field {
        Absent,
        Byte(u8),
        Count(u32),
        Bytes(Vec<u8>),
        Counts(Vec<u32>),
        Table(Vec<Field>),
        Tables(Vec<Vec<Field>>),
    }

    /// A file with this identifier and a root table with these fields.
    pub(crate) fn file(kind: &[u8; 4], root: &[Field]) -> Vec<u8> {
        let mut file = [[0; 4], *kind].concat();
        let start = table(&mut file, root);
        write_offset(&mut file, 0, start);
        file
    }

    fn table(file: &mut Vec<u8>, fields: &[Field]) -> usize {
        let list = file.len();
        let lengths = [4 + 2 * fields.len(), 4 + 4 * fields.len()];
        file.extend(lengths.map(|length| (length as u16).to_le_bytes()).concat());
        for (at, field) in fields.iter().enumerate() {
            let offset = if matches!(field, Field::Absent) { 0 } else { 4 + 4 * at as u16 };
            file.extend(offset.to_le_bytes());
        }
        let start = file.len();
        file.extend(((start - list) as i32).to_le_bytes());
        file.resize(start + 4 + 4 * fields.len(), 0);
        for (at, field) in fields.iter().enumerate() {
            let at = start + 4 + 4 * at;
            match field {
                Field::Absent => {}
                Field::Byte(value) => file[at] = *value,
                Field::Count(value) => file[at..at + 4].copy_from_slice(&value.to_le_bytes()),
                Field::Table(fields) => {
                    let target = table(file, fields);
                    write_offset(file, at, target);
                }
                Field::Bytes(values) => {
                    let target = vector(file, values.len(), values.clone());
                    write_offset(file, at, target);
                }
                Field::Counts(values) => {
                    let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                    let target = vector(file, values.len(), bytes);
                    write_offset(file, at, target);
                }
                Field::Tables(tables) => {
                    let target = vector(file, tables.len(), vec![0; 4 * tables.len()]);
                    write_offset(file, at, target);
                    for (number, fields) in tables.iter().enumerate() {
                        let start = table(file, fields);
                        write_offset(file, target + 4 + 4 * number, start);
                    }
                }
            }
        }
        start
    }

    fn vector(file: &mut Vec<u8>, count: usize, bytes: Vec<u8>) -> usize {
        let start = file.len();
        file.extend((count as u32).to_le_bytes());
        file.extend(bytes);
        start
    }

    fn write_offset(file: &mut [u8], at: usize, target: usize) {
        file[at..at + 4].copy_from_slice(&((target - at) as u32).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{write::Field, *};

    fn file() -> Vec<u8> {
        write::file(
            b"TEST",
            &[
                Field::Byte(7),
                Field::Absent,
                Field::Count(70_000),
                Field::Counts(vec![1, 2, 3]),
                Field::Tables(vec![vec![Field::Byte(1)], vec![Field::Bytes(b"abc".to_vec())]]),
                Field::Table(vec![Field::Absent, Field::Byte(9)]),
            ],
        )
    }

    #[test]
    fn every_kind_of_field_is_read() {
        let file = file();
        let root = Table::root(&file).unwrap();
        assert_eq!((root.byte(0).unwrap(), root.integer(2).unwrap()), (7, 70_000));
        assert_eq!(root.integers(3).unwrap(), [1, 2, 3]);
        let tables = root.tables(4).unwrap();
        assert_eq!((tables[0].byte(0).unwrap(), tables[1].bytes(0).unwrap()), (1, &b"abc"[..]));
        assert_eq!(root.table(5).unwrap().unwrap().byte(1).unwrap(), 9);
    }

    #[test]
    fn a_field_that_is_absent_is_zero_or_empty() {
        let file = file();
        let root = Table::root(&file).unwrap();
        for field in [1, 6, 60_000] {
            assert_eq!((root.byte(field).unwrap(), root.integer(field).unwrap()), (0, 0));
            assert!(
                root.integers(field).unwrap().is_empty() && root.bytes(field).unwrap().is_empty()
            );
            assert!(root.tables(field).unwrap().is_empty() && root.table(field).unwrap().is_none());
        }
    }

    #[test]
    fn an_offset_that_leads_outside_of_the_file_is_an_error() {
        for file in [&[][..], &[4, 0, 0], &[255; 4], &[255; 64], &[4, 0, 0, 0, 255, 255, 255, 127]]
        {
            assert!(matches!(Table::root(file), Err(ConvertError::Bounds)), "{file:?}");
        }
        let whole = file();
        let root = Table::root(&whole).unwrap();
        // A vector that says that it has more elements than the file has bytes.
        let mut longer = whole.clone();
        let at = follow(&whole, root.position(3).unwrap().unwrap()).unwrap();
        longer[at..at + 4].copy_from_slice(&[255; 4]);
        let root = Table::root(&longer).unwrap();
        assert!(matches!(root.integers(3), Err(ConvertError::Bounds)));
        assert!(matches!(root.bytes(3), Err(ConvertError::Bounds)));
        assert!(matches!(root.tables(3), Err(ConvertError::Bounds)));
    }
}
