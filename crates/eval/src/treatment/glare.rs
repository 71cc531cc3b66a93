//! The reflection of a lamp in the laminate over a portrait.

use image::{Rgb, RgbImage};

use super::{light, portrait::Portrait, random::Random};

/// Adds one soft, rotated patch whose centre adds `peak` times the light of white, 0 to 1.
///
/// It is at most an eye distance from the photo's centre, so it covers a part of the face.
pub(super) fn glare(portrait: &Portrait, peak: f64, random: &mut Random) -> RgbImage {
    let patch = Patch::new(portrait, random);
    let mut pixels = portrait.pixels.clone();
    for (x, y, Rgb(values)) in pixels.enumerate_pixels_mut() {
        let added = peak * patch.strength(f64::from(x) + 0.5, f64::from(y) + 0.5);
        *values = values.map(|value| {
            let light = light::of_value(f64::from(value) / 255.0) + added;
            light::byte(light::to_value(light))
        });
    }
    pixels
}

/// An ellipse with a soft edge. Lengths are in pixels.
struct Patch {
    centre: (f64, f64),
    /// Half length and half width.
    half: (f64, f64),
    /// Sine and cosine of the angle between its length and the photo's width.
    slant: (f64, f64),
}

impl Patch {
    fn new(portrait: &Portrait, random: &mut Random) -> Self {
        let eyes = portrait.eyes;
        let (x, y) = portrait.middle();
        Self {
            centre: (x + random.within(-eyes..eyes), y + random.within(-eyes..eyes)),
            half: (eyes * random.within(1.2..2.4), eyes * random.within(0.35..0.7)),
            slant: random.within(0.0..std::f64::consts::PI).sin_cos(),
        }
    }

    /// 1 in the centre, about a third at the edge, almost 0 at 1.5 times that distance.
    fn strength(&self, x: f64, y: f64) -> f64 {
        let (x, y) = (x - self.centre.0, y - self.centre.1);
        let (sin, cos) = self.slant;
        let along = (x * cos + y * sin) / self.half.0;
        let across = (y * cos - x * sin) / self.half.1;
        let distance = along * along + across * across;
        (-distance * distance).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::sample;

    #[test]
    fn glare_only_adds_light_to_a_part_of_the_photo() {
        let photo = sample();
        for seed in 0..20 {
            let glaring = glare(&photo, 0.7, &mut Random::new(seed));
            assert!(glaring.iter().zip(photo.pixels.iter()).all(|(after, before)| after >= before));
            let changes = glaring.pixels().zip(photo.pixels.pixels());
            let bright = changes.filter(|(after, before)| after[1] > before[1] + 60).count();
            let share = bright as f64 / f64::from(photo.pixels.width() * photo.pixels.height());
            assert!((0.02..0.5).contains(&share), "seed {seed}: {share}");
        }
    }

    #[test]
    fn the_peak_has_the_given_strength() {
        let portrait = crate::treatment::portrait::flat([0; 3]);
        for peak in [0.2, 0.5, 1.0] {
            let brightest = (0..20).map(|seed| glare(&portrait, peak, &mut Random::new(seed)));
            let brightest = brightest.filter_map(|glaring| glaring.iter().max().copied()).max();
            assert_eq!(brightest, Some(light::byte(light::to_value(peak))));
        }
    }
}
