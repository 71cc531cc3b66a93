//! Reading the files of the chip: ICAO 9303-10 section 3.6.

use crate::{
    card::{Card, Command, Response, SUCCESS},
    connection::Connection,
    refusal::{Refusal, Step},
    tlv::{Tlv, announced_length, tlv},
};

/// A file, by its identifier. Fingerprints and irises (DG3, DG4) have no name here: they are never read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum File {
    CardAccess,
    CardSecurity,
    Sod,
    Dg1,
    Dg2,
    Dg14,
    Dg15,
}

const SELECT: [u8; 3] = [0xa4, 0x02, 0x0c];
const READ_BINARY: u8 = 0xb0;
const READ_BINARY_FAR: u8 = 0xb1;
const APPLICATION: [u8; 7] = [0xa0, 0, 0, 0x02, 0x47, 0x10, 0x01];
const MASTER_FILE: [u8; 2] = [0x3f, 0];
/// The end of the file came before the requested length: the data are good.
const END_OF_FILE: u16 = 0x6282;
/// Largest offset of the command with a short offset.
const NEAR: usize = 0x7fff;
/// Numbers of bytes that are asked for at once: in the clear, and through a channel, where the checksum and
/// the padding need room. The next one is tried if the chip refuses the length.
const CLEAR_BLOCKS: [usize; 3] = [256, 192, 128];
const PROTECTED_BLOCKS: [usize; 3] = [223, 192, 128];

impl File {
    fn id(self) -> [u8; 2] {
        match self {
            Self::CardAccess => [0x01, 0x1c],
            Self::CardSecurity => [0x01, 0x1d],
            Self::Sod => [0x01, 0x1d],
            Self::Dg1 => [0x01, 0x01],
            Self::Dg2 => [0x01, 0x02],
            Self::Dg14 => [0x01, 0x0e],
            Self::Dg15 => [0x01, 0x0f],
        }
    }

    /// Largest size that is accepted, in bytes.
    fn limit(self) -> usize {
        if self == Self::Dg2 { 1 << 20 } else { 1 << 16 }
    }
}

/// Selects the master file. Some chips refuse that and need nothing else, so that the answer is ignored.
pub(crate) async fn select_master_file<C: Card>(
    connection: &mut Connection<C>,
) -> Result<(), Refusal> {
    let command = Command::new([0xa4, 0, 0x0c], MASTER_FILE.to_vec(), None);
    connection.send(Step::Select, &command).await.map(|_| ())
}

/// Selects the passport application.
pub(crate) async fn select_application<C: Card>(
    connection: &mut Connection<C>,
) -> Result<(), Refusal> {
    let command = Command::new([0xa4, 4, 0x0c], APPLICATION.to_vec(), None);
    connection.demand(Step::Select, &command).await.map(|_| ())
}

/// The whole file, or none if the chip does not have it. `progress` gets bytes read and bytes in all.
pub(crate) async fn read_file<C: Card>(
    connection: &mut Connection<C>,
    file: File,
    mut progress: impl FnMut(usize, usize),
) -> Result<Option<Vec<u8>>, Refusal> {
    let select = Command::new(SELECT, file.id().to_vec(), None);
    if connection.send(Step::File, &select).await?.status != SUCCESS {
        return Ok(None);
    }
    let blocks = if connection.is_protected() { PROTECTED_BLOCKS } else { CLEAR_BLOCKS };
    let mut attempt = 0;
    let mut contents = Vec::new();
    let mut length = usize::MAX;
    while contents.len() < length {
        let wanted = blocks[attempt].min(length - contents.len());
        let response = read_block(connection, contents.len(), wanted).await?;
        match response.status {
            SUCCESS | END_OF_FILE if !response.data.is_empty() => {
                contents.extend_from_slice(&response.data);
            }
            0x6700 | 0x6c00..=0x6cff if attempt + 1 < blocks.len() => attempt += 1,
            // Access is denied, or the file is empty.
            0x6982 | 0x6283 if contents.is_empty() => return Ok(None),
            status => return Err(Refusal::Status { step: Step::File, status }),
        }
        if length == usize::MAX && contents.len() > 1 {
            length = announced_length(&contents)?;
            if length > file.limit() {
                return Err(Refusal::TooLarge);
            }
        }
        progress(contents.len().min(length), length);
    }
    contents.truncate(length);
    Ok(Some(contents))
}

async fn read_block<C: Card>(
    connection: &mut Connection<C>,
    offset: usize,
    wanted: usize,
) -> Result<Response, Refusal> {
    if offset <= NEAR {
        let header = [READ_BINARY, (offset >> 8) as u8, offset as u8];
        return connection.send(Step::File, &Command::new(header, Vec::new(), Some(wanted))).await;
    }
    // Beyond that the offset is a data object, and so are the data: 53, with a header of up to four bytes.
    let digits = (offset as u32).to_be_bytes();
    let start = digits.iter().position(|digit| *digit != 0).unwrap_or(3);
    let data = tlv(0x54, &[&digits[start..]]);
    let command = Command::new([READ_BINARY_FAR, 0, 0], data, Some(wanted.min(219) + 4));
    let mut response = connection.send(Step::File, &command).await?;
    if !response.data.is_empty() {
        response.data = Tlv::only(&response.data, 0x53)?.value.to_vec();
    }
    Ok(response)
}
