//! One step of a treatment.

use image::imageops;

use super::{
    equalise::equalise, error::TreatmentError, glare::glare, halftone::halftone, jpeg::jpeg,
    motion::motion, noise::noise, portrait::Portrait, random::Random, screen::screen, size, tone,
    warp,
};

/// Strengths are in the units and ranges of [`Treatment`](super::Treatment)'s tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Eyes(f64),
    Jpeg(f64),
    Grey,
    /// The strength is random if it is `None`.
    Gamma(Option<f64>),
    Blur(f64),
    Dark(f64),
    Bright(f64),
    Halftone(f64),
    Glare(f64),
    Perspective(f64),
    Turn(f64),
    Cast(f64),
    Motion(f64),
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
    /// The steps that this one consists of.
    pub(super) fn parts(self) -> Vec<Self> {
        match self {
            Self::Passport(eyes) => passport(eyes).to_vec(),
            step => vec![step],
        }
    }

    /// Whether this happens when a page is photographed, not when it is printed or worn. So does
    /// whatever follows it.
    pub(super) fn is_camera(&self) -> bool {
        match self {
            Self::Glare(_)
            | Self::Perspective(_)
            | Self::Turn(_)
            | Self::Cast(_)
            | Self::Dark(_)
            | Self::Bright(_)
            | Self::Motion(_)
            | Self::Noise(_)
            | Self::Screen(_) => true,
            Self::Eyes(_)
            | Self::Jpeg(_)
            | Self::Grey
            | Self::Gamma(_)
            | Self::Blur(_)
            | Self::Halftone(_)
            | Self::Bend(_)
            | Self::Take(_)
            | Self::Passport(_)
            | Self::Pad(_)
            | Self::Double
            | Self::Stretch
            | Self::Equalise => false,
        }
    }

    pub(super) fn apply(
        self,
        portrait: Portrait,
        random: &mut Random,
    ) -> Result<Portrait, TreatmentError> {
        let pixels = &portrait.pixels;
        let pixels = match self {
            Self::Eyes(apart) => return size::with_eyes(portrait, apart),
            Self::Double => return size::scaled(portrait, 2.0),
            Self::Passport(_) => {
                let mut steps = self.parts().into_iter();
                return steps.try_fold(portrait, |portrait, step| step.apply(portrait, random));
            }
            Self::Jpeg(quality) => jpeg(pixels, quality)?,
            Self::Grey => tone::grey(pixels),
            Self::Gamma(Some(power)) => tone::gamma(pixels, power),
            Self::Gamma(None) => tone::gamma(pixels, any_gamma(random)),
            Self::Blur(percent) => imageops::blur(pixels, (percent / 100.0 * portrait.eyes) as f32),
            Self::Dark(percent) => tone::gain(pixels, 1.0 - percent / 100.0),
            Self::Bright(percent) => tone::gain(pixels, 1.0 + percent / 100.0),
            Self::Halftone(lines) => halftone(&portrait, lines, random),
            Self::Glare(percent) => glare(&portrait, percent / 100.0, random),
            Self::Perspective(degrees) => {
                let tilt = random.within(degrees / 2.0..degrees).to_radians();
                warp::tilted(&portrait, tilt, random.within(0.0..std::f64::consts::TAU))
            }
            Self::Cast(percent) => {
                let limit = percent / 100.0;
                tone::gains(pixels, std::array::from_fn(|_| 1.0 + random.within(-limit..limit)))
            }
            Self::Motion(percent) => motion(&portrait, percent / 100.0, random),
            Self::Noise(percent) => noise(pixels, percent / 100.0, random),
            Self::Screen(count) => screen(&portrait, count, random),
            Self::Bend(degrees) => warp::bent(&portrait, degrees.to_radians()),
            Self::Take(number) => {
                *random = random.other(number as u64);
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

/// A random gamma from 0.55 to 1.8. Brighter and darker are equally likely.
fn any_gamma(random: &mut Random) -> f64 {
    random.within(0.55f64.ln()..1.8f64.ln()).exp()
}

/// The history of a document portrait: tone correction by the issuer, halftone print, laminate,
/// photographed at an angle and slightly out of focus, and saved as a small JPEG.
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
    fn blur_removes_detail_and_more_blur_removes_more() {
        let blurred = |percent| {
            Step::Blur(percent)
                .apply(sample(), &mut Random::new(0))
                .map(|portrait| detail(&portrait.pixels))
        };
        let (sharp, soft, softer) =
            (detail(&sample().pixels), blurred(2.0).unwrap(), blurred(8.0).unwrap());
        assert!(softer < soft && soft < sharp, "{sharp} {soft} {softer}");
    }

    #[test]
    fn random_gamma_is_brighter_as_often_as_darker() {
        let mut random = Random::new(0);
        let drawn: Vec<_> = (0..1000).map(|_| any_gamma(&mut random)).collect();
        assert!(drawn.iter().all(|gamma| (0.55..=1.8).contains(gamma)));
        let brighter = drawn.iter().filter(|gamma| **gamma < 1.0).count();
        assert!((450..560).contains(&brighter), "{brighter}");
    }
}
