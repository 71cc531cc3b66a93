//! JPEG 2000: checks that all tiles of a codestream are complete (ISO/IEC 15444-1, annexes A and B).

use super::bytes::Bytes;
use crate::{Error, image::check_size};

const SIZ: u16 = 0xff51;
const COD: u16 = 0xff52;
const COC: u16 = 0xff53;
const SOT: u16 = 0xff90;
const SOD: u16 = 0xff93;
const EOC: u16 = 0xffd9;

/// Maximum number of components: four colours and transparency.
const MAX_COMPONENTS: usize = 5;
/// Length of a tile-part header with its marker.
const TILE_PART_HEADER: usize = 12;
/// Number of code-blocks allowed for any image: see [`ImageSize::check_code_blocks`].
const ALLOWED_BLOCKS: u64 = 1 << 18;

/// Size of the image and of its tiles, and their number.
struct ImageSize {
    image: [u32; 2],
    tile: [u32; 2],
    tiles: usize,
    components: usize,
}

/// Checks a codestream. A truncated file lacks its end marker or some of its tiles.
pub(super) fn check(bytes: &[u8], max_pixels: usize) -> Result<(), Error> {
    let mut rest = Bytes(bytes);
    let _start = rest.u16()?;
    if rest.u16()? != SIZ {
        return Err(Error::Corrupt);
    }
    let size = ImageSize::read(segment(&mut rest)?, max_pixels)?;
    // Each tile needs a tile-part, so the file cannot contain more tiles than headers fit.
    if size.tiles > bytes.len() / TILE_PART_HEADER {
        return Err(Error::Corrupt);
    }
    let mut has_data = vec![false; size.tiles];
    let mut marker = skip_header(&mut rest, &size)?;
    while marker == SOT {
        let part = tile_part(&mut rest)?;
        let tile = has_data.get_mut(part.tile).ok_or(Error::Corrupt)?;
        let mut content = Bytes(part.content);
        // A tile-part without data may follow others of the same tile.
        if !content.0.is_empty() && skip_header(&mut content, &size)? == SOD {
            *tile |= !content.0.is_empty();
        }
        marker = rest.u16()?;
    }
    let is_complete = marker == EOC && has_data.into_iter().all(|has_data| has_data);
    if is_complete { Ok(()) } else { Err(Error::Corrupt) }
}

/// Reads the segments of a header and returns the marker after them: SOT, SOD or EOC.
fn skip_header(rest: &mut Bytes<'_>, size: &ImageSize) -> Result<u16, Error> {
    loop {
        match rest.u16()? {
            marker @ (SOT | SOD | EOC) => return Ok(marker),
            // Markers without a segment.
            0xff30..=0xff3f => {}
            COD => size.check_code_blocks(CodingStyle::of_all(segment(rest)?)?)?,
            COC => size.check_code_blocks(CodingStyle::of_component(segment(rest)?)?)?,
            _ => {
                segment(rest)?;
            }
        }
    }
}

/// The content of a segment, without its length.
fn segment<'a>(rest: &mut Bytes<'a>) -> Result<Bytes<'a>, Error> {
    let length = usize::from(rest.u16()?);
    rest.take(length.checked_sub(2).ok_or(Error::Corrupt)?).map(Bytes)
}

struct TilePart<'a> {
    tile: usize,
    content: &'a [u8],
}

/// Reads a tile-part after its marker.
fn tile_part<'a>(rest: &mut Bytes<'a>) -> Result<TilePart<'a>, Error> {
    let mut start = segment(rest)?;
    let tile = usize::from(start.u16()?);
    let content = match start.length()? {
        // The last tile-part may have length 0: it ends before the end marker.
        0 => rest.0.len().checked_sub(2),
        length => length.checked_sub(TILE_PART_HEADER),
    };
    Ok(TilePart { tile, content: rest.take(content.ok_or(Error::Corrupt)?)? })
}

impl ImageSize {
    fn read(mut segment: Bytes<'_>, max_pixels: usize) -> Result<Self, Error> {
        let _capabilities = segment.u16()?;
        let mut pair = || Ok::<_, Error>([segment.u32()?, segment.u32()?]);
        let [end, start, tile, first] = [pair()?, pair()?, pair()?, pair()?];
        let components = usize::from(segment.u16()?);
        if components > MAX_COMPONENTS {
            return Err(Error::NotAnImage);
        }
        let mut finest = [u8::MAX; 2];
        for _ in 0..components {
            let [_precision, across, down] = segment.array()?;
            finest = [finest[0].min(across), finest[1].min(down)];
        }
        let mut image = [0; 2];
        let mut tiles = 1;
        for axis in 0..2 {
            let step = u32::from(finest[axis]);
            let length = end[axis].checked_sub(start[axis]).ok_or(Error::Corrupt)?;
            let tiled = end[axis].checked_sub(first[axis]).ok_or(Error::Corrupt)?;
            if step == 0 || tile[axis] == 0 {
                return Err(Error::Corrupt);
            }
            image[axis] = length.div_ceil(step);
            tiles *= u64::from(tiled.div_ceil(tile[axis]));
        }
        check_size(image[0] as usize, image[1] as usize, max_pixels)?;
        let tile = [0, 1].map(|axis| tile[axis].min(image[axis]));
        let tiles = usize::try_from(tiles).map_err(|_| Error::Corrupt)?;
        Ok(Self { image, tile, tiles, components })
    }

    /// Refuses a style that divides a tile into too many code-blocks, for each of which the decoder
    /// allocates an entry per layer. Usual code-blocks have 1,024 to 4,096 pixels.
    fn check_code_blocks(&self, style: CodingStyle) -> Result<(), Error> {
        let mut code_blocks = 0;
        for (resolution, &precinct) in style.precincts.iter().enumerate() {
            let coarser = (style.precincts.len() - 1 - resolution).min(31);
            let (bands, half) = if resolution == 0 { (1, 0) } else { (3, 1) };
            let mut blocks = bands * style.layers * self.components as u64;
            for ((precinct, tile), block) in precinct.iter().zip(self.tile).zip(style.block) {
                let exponent = precinct.checked_sub(half).ok_or(Error::Corrupt)?;
                let length = u64::from(tile >> coarser);
                blocks *= (length >> exponent.min(block)) + 2;
            }
            code_blocks += blocks;
        }
        let pixels = u64::from(self.image[0]) * u64::from(self.image[1]);
        if code_blocks <= pixels / 4 + ALLOWED_BLOCKS { Ok(()) } else { Err(Error::NotAnImage) }
    }
}

/// How a tile is divided (COD and COC segments).
struct CodingStyle {
    layers: u64,
    /// Exponents of the code-blocks' width and height.
    block: [u8; 2],
    /// Exponents of the precincts' width and height, from the coarsest resolution on.
    precincts: Vec<[u8; 2]>,
}

impl CodingStyle {
    /// The style of all components (COD).
    fn of_all(mut segment: Bytes<'_>) -> Result<Self, Error> {
        let flags = segment.u8()?;
        let _progression = segment.u8()?;
        let layers = segment.u16()?;
        let _transform = segment.u8()?;
        Self::read(segment, flags, layers)
    }

    /// The style of one component (COC). It does not contain the number of layers, so 32 are assumed.
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
            _ => segment.u8().map(|exponents| [exponents & 0xf, exponents >> 4]),
        });
        let precincts = precincts.collect::<Result<_, Error>>()?;
        let block = [width, height].map(|exponent| exponent.saturating_add(2).min(31));
        Ok(Self { layers: layers.into(), block, precincts })
    }
}
