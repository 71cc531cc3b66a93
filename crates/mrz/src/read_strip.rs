//! Reads a picture that shows one line and nothing else, for evaluations.

use crate::{
    alphabet::CHARACTERS,
    error::MrzError,
    fields::most_likely,
    grey::GreyFrame,
    model::StripModel,
    path::LinePath,
    point::ZonePoint,
    read_line::{ReadLine, read_again, read_once},
    refine::refine,
};

/// Shares of the picture's width that the line is tried to fill.
const FILLS: [f32; 4] = [1.0, 0.96, 0.9, 0.8];

/// The line of `cells` characters in a picture that shows it from end to end, without help from check
/// digits, and how well it is one: 0 is best. `None` if the picture shows no line of this length.
///
/// # Errors
/// [`MrzError::NetworkShape`] if the network has another shape.
pub fn read_strip(
    picture: &GreyFrame<'_>,
    cells: usize,
    model: &mut dyn StripModel,
) -> Result<Option<(String, f32)>, MrzError> {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let mut best: Option<ReadLine> = None;
    for fill in FILLS {
        let ends = [0.5 - fill / 2.0, 0.5 + fill / 2.0];
        let [start, end] = ends.map(|share| ZonePoint { x: share * width, y: height / 2.0 });
        let (path, _) = refine(picture, &LinePath::between(start, end, cells as f32));
        for path in [path, LinePath::between(start, end, cells as f32)] {
            let Some(line) = read_once(picture, &path, model)? else { continue };
            let line = read_again(picture, line, model)?;
            let line = read_again(picture, line, model)?;
            if best.as_ref().is_none_or(|best| line.reading.score > best.reading.score) {
                best = Some(line);
            }
        }
        if best.as_ref().is_some_and(|best| best.reading.score > -0.05) {
            break;
        }
    }
    Ok(best.map(|line| {
        let character = |cell| char::from(CHARACTERS[most_likely(cell, |_| true).0]);
        let rating = line.reading.score - 0.3 * line.reading.overrun;
        (line.reading.cells.iter().map(character).collect(), rating)
    }))
}
