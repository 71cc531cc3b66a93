//! One thing that is done to a photo.

use image::imageops;

use super::{
    Chance, Error, Portrait, equalise::equalise, glare::glare, halftone::halftone, jpeg::jpeg,
    noise::noise, screen::screen, size, tone, warp,
};

/// Strengths are in the units and ranges of [`Treatment`](super::Treatment)'s tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Eyes(f64),
    Jpeg(f64),
    Grey,
    /// Without a strength chance chooses.
    Gamma(Option<f64>),
    Blur(f64),
    Dark(f64),
    Bright(f64),
    Halftone(f64),
    Glare(f64),
    Perspective(f64),
    Turn(f64),
    Cast(f64),
    Noise(f64),
    Screen(f64),
    Bend(f64),
    Take(f64),
    Passport(f64),
    Pad(f64),
    Double,
    Stretch,
    Equalise,
}

impl Step {
    pub(super) fn apply(self, portrait: Portrait, chance: &mut Chance) -> Result<Portrait, Error> {
        let pixels = &portrait.pixels;
        let pixels = match self {
            Self::Eyes(apart) => return size::with_eyes(portrait, apart),
            Self::Double => return size::scaled(portrait, 2.0),
            Self::Passport(eyes) => {
                let mut steps = passport(eyes).into_iter();
                return steps.try_fold(portrait, |it, step| step.apply(it, chance));
            }
            Self::Jpeg(quality) => jpeg(pixels, quality)?,
            Self::Grey => tone::grey(pixels),
            Self::Gamma(Some(power)) => tone::gamma(pixels, power),
            Self::Gamma(None) => tone::gamma(pixels, any_gamma(chance)),
            Self::Blur(percent) => imageops::blur(pixels, (percent / 100.0 * portrait.eyes) as f32),
            Self::Dark(percent) => tone::gain(pixels, 1.0 - percent / 100.0),
            Self::Bright(percent) => tone::gain(pixels, 1.0 + percent / 100.0),
            Self::Halftone(lines) => halftone(&portrait, lines, chance),
            Self::Glare(percent) => glare(&portrait, percent / 100.0, chance),
            Self::Perspective(degrees) => {
                let tilt = chance.within(degrees / 2.0..degrees).to_radians();
                warp::tilted(&portrait, tilt, chance.within(0.0..std::f64::consts::TAU))
            }
            Self::Cast(percent) => {
                let most = percent / 100.0;
                tone::gains(pixels, std::array::from_fn(|_| 1.0 + chance.within(-most..most)))
            }
            Self::Noise(percent) => noise(pixels, percent / 100.0, chance),
            Self::Screen(count) => screen(&portrait, count, chance),
            Self::Bend(degrees) => warp::bent(&portrait, degrees.to_radians()),
            Self::Take(number) => {
                *chance = chance.other(number as u64);
                return Ok(portrait);
            }
            Self::Turn(degrees) => warp::turned(&portrait, degrees.to_radians()),
            Self::Pad(percent) => size::padded(pixels, percent / 100.0)?,
            Self::Stretch => tone::stretched(pixels),
            Self::Equalise => equalise(pixels),
        };
        Ok(portrait.with(pixels))
    }
}

/// From 0.55 to 1.8, a photo made brighter as likely as one made darker.
fn any_gamma(chance: &mut Chance) -> f64 {
    chance.within(0.55f64.ln()..1.8f64.ln()).exp()
}

/// The life of a document portrait: toned by the issuing office, printed, laminated, laid askew
/// under a camera that is not quite in focus, and sent as a small JPEG.
fn passport(eyes: f64) -> [Step; 7] {
    [
        Step::Gamma(None),
        Step::Halftone(60.0),
        Step::Glare(40.0),
        Step::Perspective(8.0),
        Step::Blur(2.0),
        Step::Eyes(eyes),
        Step::Jpeg(60.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{detail, sample};

    #[test]
    fn blur_takes_detail_and_more_of_it_takes_more() {
        let blurred = |percent| {
            Step::Blur(percent).apply(sample(), &mut Chance::new(0)).map(|it| detail(&it.pixels))
        };
        let (sharp, soft, softer) =
            (detail(&sample().pixels), blurred(2.0).unwrap(), blurred(8.0).unwrap());
        assert!(softer < soft && soft < sharp, "{sharp} {soft} {softer}");
    }

    #[test]
    fn chance_makes_photos_brighter_as_often_as_darker() {
        let mut chance = Chance::new(0);
        let drawn: Vec<_> = (0..1000).map(|_| any_gamma(&mut chance)).collect();
        assert!(drawn.iter().all(|it| (0.55..=1.8).contains(it)));
        let brighter = drawn.iter().filter(|it| **it < 1.0).count();
        assert!((450..560).contains(&brighter), "{brighter}");
    }
}
