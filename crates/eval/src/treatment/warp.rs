//! The photo as a sheet that is rotated, tilted or bent. Areas outside it have the colour of the
//! nearest edge.

use image::{Rgb, RgbImage, imageops};

use super::portrait::Portrait;

/// Distance of the camera from the sheet, in lengths of its longer side: a phone at 10 cm from a
/// portrait of 45 mm.
const CAMERA: f64 = 2.2;

/// Tilts by `tilt` around an axis through the centre at the angle `axis`, both in radians. At 12
/// degrees no point moves by more than a twelfth of the longer side.
pub(super) fn tilted(portrait: &Portrait, tilt: f64, axis: f64) -> RgbImage {
    let (width, height) = portrait.pixels.dimensions();
    let camera = f64::from(width.max(height)) * CAMERA;
    sample_at(portrait, tilt_by(tilt, axis, camera))
}

/// Maps a position in the image to the sheet. All lengths have the same unit.
fn tilt_by(tilt: f64, axis: f64, camera: f64) -> impl Fn(f64, f64) -> (f64, f64) {
    let ((sin, cos), (axis_sin, axis_cos)) = (tilt.sin_cos(), axis.sin_cos());
    move |x, y| {
        let (along, across) = (x * axis_cos + y * axis_sin, y * axis_cos - x * axis_sin);
        // A point of the sheet at `across` from the axis is `across * sin` closer or farther.
        let across = across * camera / (camera * cos - across * sin);
        let along = along * (camera + across * sin) / camera;
        (along * axis_cos - across * axis_sin, across * axis_cos + along * axis_sin)
    }
}

/// Rotates clockwise by `angle`, in radians.
pub(super) fn turned(portrait: &Portrait, angle: f64) -> RgbImage {
    let (sin, cos) = angle.sin_cos();
    sample_at(portrait, |x, y| (x * cos + y * sin, y * cos - x * sin))
}

/// Bends around a vertical axis through the centre, towards the camera, with `angle` radians between
/// the eyes. Hidden areas have the colour of the edge.
pub(super) fn bent(portrait: &Portrait, angle: f64) -> RgbImage {
    let radius = portrait.eyes / angle;
    sample_at(portrait, |x, y| (radius * (x / radius).clamp(-1.0, 1.0).asin(), y))
}

/// Samples each pixel at the position that `source` returns, in pixels from the photo's centre.
fn sample_at(portrait: &Portrait, source: impl Fn(f64, f64) -> (f64, f64)) -> RgbImage {
    let (width, height) = portrait.pixels.dimensions();
    let (middle_x, middle_y) = portrait.middle();
    let inside = |at: f64, side: u32| (at - 0.5).clamp(0.0, f64::from(side - 1)) as f32;
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = source(f64::from(x) + 0.5 - middle_x, f64::from(y) + 0.5 - middle_y);
        let (x, y) = (inside(x + middle_x, width), inside(y + middle_y, height));
        imageops::interpolate_bilinear(&portrait.pixels, x, y).unwrap_or(Rgb([0; 3]))
    })
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{FRAC_PI_2, PI, TAU};

    use super::*;
    use crate::treatment::portrait::sample;

    #[test]
    fn a_slight_tilt_moves_corners_by_a_twelfth_at_most_and_by_more_than_nothing() {
        let tilt = 12f64.to_radians();
        let mut farthest = 0.0;
        for step in 0..360 {
            let source = tilt_by(tilt, f64::from(step) / 360.0 * TAU, CAMERA);
            for (x, y) in [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)] {
                let (from_x, from_y) = source(x, y);
                farthest = f64::max(farthest, (from_x - x).hypot(from_y - y));
            }
        }
        assert!((0.05..1.0 / 12.0).contains(&farthest), "{farthest}");
    }

    #[test]
    fn a_tilt_around_the_vertical_axis_makes_one_side_longer_than_the_other() {
        let source = tilt_by(0.2, FRAC_PI_2, CAMERA);
        // The source height of the same image height at both sides.
        let height = |x: f64| source(x, 0.4).1 - source(x, -0.4).1;
        assert!((height(0.4) - height(-0.4)).abs() > 0.05);
        assert!(source(0.0, 0.4).0.abs() < 1e-12, "the axis stays where it is");
    }

    #[test]
    fn a_bent_sheet_is_narrower_at_its_sides_and_as_it_was_in_the_middle() {
        let bent = bent(&sample(), 1.0);
        let flat = sample().pixels;
        assert_eq!(bent.get_pixel(80, 20), flat.get_pixel(80, 20));
        // The eyes are 20 pixels from the middle, their arc is 40: the radius is 40 as well, and
        // the eyes are seen at 40 * sin(0.5) = 19.2.
        assert!(bent.get_pixel(61, 90)[0] < 60 && bent.get_pixel(99, 90)[0] < 60);
        assert_eq!(bent.get_pixel(39, 150), bent.get_pixel(0, 150), "beyond its horizon");
    }

    #[test]
    fn no_tilt_and_a_full_turn_change_nothing() {
        let portrait = sample();
        assert_eq!(tilted(&portrait, 0.0, 1.0), portrait.pixels);
        let differences = turned(&portrait, TAU);
        assert!(differences.iter().zip(portrait.pixels.iter()).all(|(a, b)| a.abs_diff(*b) <= 1));
    }

    #[test]
    fn a_turn_is_clockwise() {
        // The right eye, at the left, goes up by a quarter of a turn.
        let turned = turned(&sample(), FRAC_PI_2);
        let dark = |x, y| turned.get_pixel(x, y)[0] < 60;
        assert!(dark(90, 80) && dark(90, 120), "the eyes are below each other");
        assert!(!dark(60, 90) && !dark(100, 90));
        let upside_down = super::turned(&sample(), PI);
        assert!(upside_down.get_pixel(60, 110)[0] < 60 && upside_down.get_pixel(100, 110)[0] < 60);
    }

    #[test]
    fn areas_outside_the_photo_have_the_colour_of_the_edge() {
        let turned = turned(&sample(), 0.3);
        assert!(turned.pixels().all(|pixel| pixel.0 != [0; 3]));
        assert_eq!(turned.get_pixel(159, 0)[0], 60);
    }
}
