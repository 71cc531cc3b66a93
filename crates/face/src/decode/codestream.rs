//! JPEG 2000: the tiles of a codestream, each of which must be whole (ISO/IEC 15444-1, annexes A
//! and B).

use super::{bytes::Bytes, fits};
use crate::Error;

const SIZ: u16 = 0xff51;
const COD: u16 = 0xff52;
const COC: u16 = 0xff53;
const SOT: u16 = 0xff90;
const SOD: u16 = 0xff93;
const EOC: u16 = 0xffd9;

/// The most components: colours with a transparency.
const MOST_COMPONENTS: usize = 5;
/// Length of a tile-part's first segment, with its marker.
const TILE_PART: usize = 12;
/// The pieces of which even a small picture may consist: see [`Size::divide`].
const FEW: u64 = 1 << 18;

/// Width and height of a picture and of its tiles, and how many there are.
struct Size {
    picture: [u32; 2],
    tile: [u32; 2],
    tiles: usize,
    components: usize,
}

/// Examines a codestream. A file that breaks off has lost its end, or a part of its tiles.
pub(super) fn examine(bytes: &[u8], most: usize) -> Result<(), Error> {
    let mut rest = Bytes(bytes);
    let _start = rest.u16()?;
    if rest.u16()? != SIZ {
        return Err(Error::Corrupt);
    }
    let size = Size::read(segment(&mut rest)?, most)?;
    // Each tile has a tile-part, so the file is long enough for as many as it announces.
    if size.tiles > bytes.len() / TILE_PART {
        return Err(Error::Corrupt);
    }
    let mut is_there = vec![false; size.tiles];
    let mut marker = header(&mut rest, &size)?;
    while marker == SOT {
        let part = tile_part(&mut rest)?;
        let tile = is_there.get_mut(part.tile).ok_or(Error::Corrupt)?;
        let mut content = Bytes(part.content);
        // A tile-part without data may follow those that have some.
        if !content.0.is_empty() && header(&mut content, &size)? == SOD {
            *tile |= !content.0.is_empty();
        }
        marker = rest.u16()?;
    }
    let is_whole = marker == EOC && is_there.into_iter().all(|it| it);
    if is_whole { Ok(()) } else { Err(Error::Corrupt) }
}

/// Reads a header's segments, up to the marker after them: of a tile-part, or of its data.
fn header(rest: &mut Bytes<'_>, size: &Size) -> Result<u16, Error> {
    loop {
        match rest.u16()? {
            marker @ (SOT | SOD | EOC) => return Ok(marker),
            // These have no segment.
            0xff30..=0xff3f => {}
            COD => size.divide(Style::of_all(segment(rest)?)?)?,
            COC => size.divide(Style::of_component(segment(rest)?)?)?,
            _ => {
                segment(rest)?;
            }
        }
    }
}

/// What follows a marker, without its length.
fn segment<'a>(rest: &mut Bytes<'a>) -> Result<Bytes<'a>, Error> {
    let length = usize::from(rest.u16()?);
    rest.take(length.checked_sub(2).ok_or(Error::Corrupt)?).map(Bytes)
}

struct TilePart<'a> {
    tile: usize,
    content: &'a [u8],
}

/// A tile-part after its marker.
fn tile_part<'a>(rest: &mut Bytes<'a>) -> Result<TilePart<'a>, Error> {
    let mut start = segment(rest)?;
    let tile = usize::from(start.u16()?);
    let content = match start.length()? {
        // The last one may leave its length open: it ends before the codestream's last marker.
        0 => rest.0.len().checked_sub(2),
        length => length.checked_sub(TILE_PART),
    };
    Ok(TilePart { tile, content: rest.take(content.ok_or(Error::Corrupt)?)? })
}

impl Size {
    fn read(mut segment: Bytes<'_>, most: usize) -> Result<Self, Error> {
        let _capabilities = segment.u16()?;
        let mut pair = || Ok::<_, Error>([segment.u32()?, segment.u32()?]);
        let [end, start, tile, first] = [pair()?, pair()?, pair()?, pair()?];
        let components = usize::from(segment.u16()?);
        if components > MOST_COMPONENTS {
            return Err(Error::NotAnImage);
        }
        let mut finest = [u8::MAX; 2];
        for _ in 0..components {
            let [_precision, across, down] = segment.array()?;
            finest = [finest[0].min(across), finest[1].min(down)];
        }
        let mut picture = [0; 2];
        let mut tiles = 1;
        for axis in 0..2 {
            let step = u32::from(finest[axis]);
            let length = end[axis].checked_sub(start[axis]).ok_or(Error::Corrupt)?;
            let tiled = end[axis].checked_sub(first[axis]).ok_or(Error::Corrupt)?;
            if step == 0 || tile[axis] == 0 {
                return Err(Error::Corrupt);
            }
            picture[axis] = length.div_ceil(step);
            tiles *= u64::from(tiled.div_ceil(tile[axis]));
        }
        fits(picture[0] as usize, picture[1] as usize, most)?;
        let tile = [0, 1].map(|axis| tile[axis].min(picture[axis]));
        let tiles = usize::try_from(tiles).map_err(|_| Error::Corrupt)?;
        Ok(Self { picture, tile, tiles, components })
    }

    /// Refuses a style that would have a tile taken apart into very many code-blocks, each with an
    /// entry for each layer. Usual code-blocks have 1,024 to 4,096 pixels.
    fn divide(&self, style: Style) -> Result<(), Error> {
        let mut pieces = 0;
        for (resolution, &precinct) in style.precincts.iter().enumerate() {
            let coarser = (style.precincts.len() - 1 - resolution).min(31);
            let (bands, half) = if resolution == 0 { (1, 0) } else { (3, 1) };
            let mut blocks = bands * style.layers * self.components as u64;
            for axis in 0..2 {
                let exponent = precinct[axis].checked_sub(half).ok_or(Error::Corrupt)?;
                let length = u64::from(self.tile[axis] >> coarser);
                blocks *= (length >> exponent.min(style.block[axis])) + 2;
            }
            pieces += blocks;
        }
        let pixels = u64::from(self.picture[0]) * u64::from(self.picture[1]);
        if pieces <= pixels / 4 + FEW { Ok(()) } else { Err(Error::NotAnImage) }
    }
}

/// How a tile is taken apart.
struct Style {
    layers: u64,
    /// Exponents of the code-blocks' width and height.
    block: [u8; 2],
    /// Exponents of the precincts' width and height, from the coarsest resolution on.
    precincts: Vec<[u8; 2]>,
}

impl Style {
    /// Of all components.
    fn of_all(mut segment: Bytes<'_>) -> Result<Self, Error> {
        let flags = segment.u8()?;
        let _progression = segment.u8()?;
        let layers = segment.u16()?;
        let _transform = segment.u8()?;
        Self::read(segment, flags, layers)
    }

    /// Of one component. The layers are counted elsewhere.
    fn of_component(mut segment: Bytes<'_>) -> Result<Self, Error> {
        let _component = segment.u8()?;
        let flags = segment.u8()?;
        Self::read(segment, flags, 32)
    }

    fn read(mut segment: Bytes<'_>, flags: u8, layers: u16) -> Result<Self, Error> {
        let levels = segment.u8()?;
        let [width, height] = segment.array()?;
        let _style_and_transformation = segment.u16()?;
        let precincts = (0..=levels).map(|_| match flags & 1 {
            0 => Ok([15, 15]),
            _ => segment.u8().map(|it| [it & 0xf, it >> 4]),
        });
        let precincts = precincts.collect::<Result<_, Error>>()?;
        let block = [width, height].map(|it| it.saturating_add(2).min(31));
        Ok(Self { layers: layers.into(), block, precincts })
    }
}
