//! The composite of several frames of a page: each pixel is that of the frame in which it is darkest,
//! because a reflection only adds light. No pixel is invented.

use zeroize::Zeroizing;

use crate::{align::Crop, resample::InputImage};

/// The lowest factor by which a frame is darkened before pixels are compared. A camera changes its
/// exposure by less while it looks at one page.
const MIN_GAIN: f64 = 0.7;
/// The share of the inner face that no reflection covers in any frame, at least: how much brighter a
/// frame is there than the darkest one is due to its exposure.
const CLEAR_SHARE: f64 = 0.25;

/// The rows of a crop.
type Rows<'a> = Vec<&'a [[u8; 3]]>;

/// The composite of crops of one size, at least one.
pub(crate) fn darkest(crops: &[&Crop]) -> Option<Crop> {
    let side = crops.first()?.square().side();
    let frames: Vec<Rows<'_>> = crops.iter().map(|crop| crop.square().rows().collect()).collect();
    if frames.iter().any(|rows| rows.len() != side) {
        return None;
    }
    let gains: Vec<[f64; 3]> =
        frames.iter().map(|rows| std::array::from_fn(|at| gain(rows, &frames, at))).collect();
    Some(Crop::of_square(InputImage::from_fn([side; 2], |x, y| {
        let colours = frames.iter().zip(&gains).map(|(rows, gain)| {
            let colour = rows[y][x];
            std::array::from_fn(|channel| f64::from(colour[channel]) * gain[channel])
        });
        let darkest = colours.min_by(|a, b| luma(a).total_cmp(&luma(b)));
        darkest.unwrap_or_default().map(|value| value.round() as u8)
    })))
}

/// ITU-R BT.601, as in JPEG.
fn luma([red, green, blue]: &[f64; 3]) -> f64 {
    0.299 * red + 0.587 * green + 0.114 * blue
}

/// The factor that makes a frame's exposure that of the darkest frame, in one channel.
fn gain(rows: &Rows<'_>, frames: &[Rows<'_>], channel: usize) -> f64 {
    let margin = rows.len() / 5;
    let inner = margin..rows.len() - margin;
    let mut ratios = Zeroizing::new(Vec::with_capacity(inner.len() * inner.len()));
    for y in inner.clone() {
        for x in inner.clone() {
            let values = frames.iter().map(|rows| rows[y][x][channel]);
            // Not 0, by which nothing can be divided.
            let lowest = values.min().unwrap_or_default().max(1);
            ratios.push(f64::from(lowest) / f64::from(rows[y][x][channel].max(1)));
        }
    }
    ratios.sort_by(|a, b| b.total_cmp(a));
    let at = (ratios.len() as f64 * CLEAR_SHARE) as usize;
    ratios.get(at).copied().unwrap_or(1.0).clamp(MIN_GAIN, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Photo;

    fn crop(luma: impl Fn(usize, usize) -> u8) -> Crop {
        let grey = (0..112 * 112).flat_map(|at| [luma(at % 112, at / 112); 3]);
        Crop::unaligned(&Photo::new(112, 112, grey.collect()).unwrap(), 112).unwrap()
    }

    fn face(x: usize, y: usize) -> u8 {
        (60 + x / 2 + y / 2) as u8
    }

    /// The largest difference of the composite of these crops from the face, in grey levels.
    fn error(crops: &[&Crop]) -> u8 {
        let composite = darkest(crops).unwrap();
        let rows = composite.square().rows().enumerate();
        let errors = rows.flat_map(|(y, row)| {
            row.iter().enumerate().map(move |(x, pixel)| pixel[1].abs_diff(face(x, y)))
        });
        errors.max().unwrap()
    }

    #[test]
    fn reflections_in_different_places_vanish() {
        let lamp = |from: usize| {
            crop(move |x, y| if (from..from + 30).contains(&x) { 250 } else { face(x, y) })
        };
        assert_eq!(error(&[&lamp(20), &lamp(60)]), 0);
        assert!(error(&[&lamp(20), &lamp(30)]) > 100, "both cover one part of the face");
        assert_eq!(error(&[&crop(face)]), 0);
    }

    #[test]
    fn a_darker_exposure_does_not_decide_which_pixels_are_taken() {
        let lamp = |from: usize, gain: f64| {
            crop(move |x, y| {
                let value = if (from..from + 12).contains(&x) { 250 } else { face(x, y) };
                (f64::from(value) * gain).round() as u8
            })
        };
        let [bright, dark] = [lamp(30, 1.0), lamp(75, 0.85)];
        let composite = darkest(&[&bright, &dark]).unwrap();
        let values: Vec<_> = composite.square().rows().nth(56).unwrap().iter().collect();
        // Where the darker frame has the reflection, the brighter one is taken.
        let expected = f64::from(face(80, 56)) * 0.85;
        assert!((f64::from(values[80][0]) - expected).abs() < 8.0, "{:?} {expected}", values[80]);
    }

    #[test]
    fn crops_of_different_sizes_have_no_composite() {
        let small = Photo::new(8, 8, vec![9; 192]).unwrap();
        let small = Crop::unaligned(&small, 8).unwrap();
        assert!(darkest(&[&crop(face), &small]).is_none());
        assert!(darkest(&[]).is_none());
    }
}
