//! Treatments of photos before the pipeline runs: damage that occurs to document portraits, and
//! preparations that may undo some of it.

mod equalise;
mod error;
mod glare;
mod halftone;
mod jpeg;
mod light;
mod motion;
mod names;
mod noise;
mod page;
mod portrait;
mod random;
mod screen;
mod size;
mod step;
mod tone;
mod warp;

use std::{fmt, str::FromStr};

use image::RgbImage;

pub use {error::TreatmentError, page::Page};
use {portrait::Portrait, random::Random, step::Step};

/// Steps that follow each other, as in `blur-5+jpeg-30`.
///
/// Its name is a list of steps, joined with `+`; each is a word, most with a strength after a
/// hyphen. `Display` writes the name with all strengths that are not random.
///
/// | damage | what happens | strength, range, default |
/// | --- | --- | --- |
/// | `eyes-N` | the photo is scaled until the eyes are this far apart | pixels, 10 to 400, 60 |
/// | `jpeg-N` | encoded as JPEG with chroma subsampling (4:2:0) | quality, 1 to 100, 30 |
/// | `grey` | luma of ITU-R BT.601 in all channels | |
/// | `gamma-N` | values to this power: below 1 brighter | 0.3 to 3, random 0.55 to 1.8 |
/// | `blur-N` | Gaussian, with this deviation | % of the eye distance, 0.5 to 50, 4 |
/// | `dark-N` | this share of the light is removed | %, 1 to 95, 60 |
/// | `bright-N` | this share of the light is added | %, 1 to 400, 80 |
/// | `halftone-N` | printed in dots and scanned again | lines per eye distance, 5 to 200, 60 |
/// | `glare-N` | a soft bright patch at a random position | % of white, 5 to 100, 70 |
/// | `perspective-N` | tilted by a random angle from half of this to all of it | degrees, 1 to 30, 12 |
/// | `turn-N` | rotated clockwise in the image plane | degrees, 0 to 360, 15 |
/// | `cast-N` | another exposure and white balance: the light of each channel changes randomly | %, 1 to 90, 15 |
/// | `motion-N` | blurred along a line of this length in a random direction | % of the eye distance, 0.5 to 50, 4 |
/// | `noise-N` | sensor noise with this deviation | % of white, 0.5 to 30, 2 |
/// | `screen-N` | shown on a screen and photographed | screen pixels between the eyes, 20 to 2000, 300 |
/// | `bend-N` | bent like a sheet around a vertical pipe | degrees between the eyes, 1 to 60, 30 |
/// | `take-N` | nothing; another random seed for the following steps | 1 to 100, 1 |
/// | `passport-N` | typical history of a passport portrait | eyes, pixels, 10 to 400, 60 |
///
/// | preparation | what happens | strength, range, default |
/// | --- | --- | --- |
/// | `pad-N` | a black border on each side | % of the longer side, 1 to 100, 25 |
/// | `double` | twice the size | |
/// | `stretch` | the tonal range of the photo's centre fills the range | |
/// | `equalise` | histogram equalisation | |
#[derive(Clone, Debug, PartialEq)]
pub struct Treatment(Vec<Step>);

/// The damages in every report, beside undamaged photos.
const REPORTED: [Step; 11] = [
    Step::Eyes(45.0),
    Step::Eyes(60.0),
    Step::Eyes(90.0),
    Step::Jpeg(30.0),
    Step::Grey,
    Step::Gamma(None),
    Step::Blur(4.0),
    Step::Halftone(60.0),
    Step::Glare(70.0),
    Step::Perspective(12.0),
    Step::Passport(60.0),
];

impl Treatment {
    /// The damages in every report and on every model card, one step each.
    pub fn reported() -> impl ExactSizeIterator<Item = Self> {
        REPORTED.into_iter().map(|step| Self(vec![step]))
    }

    /// These steps, then those of `other`.
    #[must_use]
    pub fn followed_by(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Applies all steps to `photo`, which must show a face near its centre.
    ///
    /// `eyes` is the distance between the eyes in pixels of `photo`, above 0. All random choices
    /// depend on `seed` only. Fails if the result would be too large.
    pub fn apply(
        &self,
        photo: &RgbImage,
        eyes: f64,
        seed: u64,
    ) -> Result<RgbImage, TreatmentError> {
        self.print(photo, eyes, seed)?.frame(0)
    }

    /// Applies the steps that belong to the print. Those of the camera follow in each
    /// [frame](Page::frame) of the page. Arguments and errors are those of [`apply`](Self::apply).
    pub fn print(&self, photo: &RgbImage, eyes: f64, seed: u64) -> Result<Page, TreatmentError> {
        Page::print(&self.0, Portrait { pixels: photo.clone(), eyes }, Random::new(seed))
    }
}

impl FromStr for Treatment {
    type Err = TreatmentError;

    fn from_str(text: &str) -> Result<Self, TreatmentError> {
        text.split('+').map(names::step).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Treatment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("+")?;
            }
            names::write(f, *step)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::sample;

    fn treat(name: &str, seed: u64) -> RgbImage {
        let Portrait { pixels, eyes } = sample();
        name.parse::<Treatment>().unwrap().apply(&pixels, eyes, seed).unwrap()
    }

    #[test]
    fn every_reported_treatment_parses_and_prints_as_itself() {
        for treatment in Treatment::reported() {
            assert_eq!(treatment.to_string().parse(), Ok(treatment));
        }
    }

    #[test]
    fn every_reported_treatment_changes_the_photo() {
        for name in Treatment::reported().map(|treatment| treatment.to_string()) {
            assert_ne!(treat(&name, 1), sample().pixels, "{name}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_photo() {
        for name in Treatment::reported().map(|treatment| treatment.to_string()) {
            assert_eq!(treat(&name, 7), treat(&name, 7), "{name}");
        }
    }

    #[test]
    fn another_seed_gives_another_photo_if_a_step_is_random() {
        let random_steps = [
            "gamma",
            "halftone-20",
            "glare",
            "perspective",
            "cast",
            "noise",
            "screen",
            "motion",
            "passport",
        ];
        for name in random_steps {
            assert_ne!(treat(name, 7), treat(name, 8), "{name}");
        }
        for name in
            ["eyes-30", "jpeg", "grey", "gamma-1.8", "blur", "dark", "turn", "bend", "stretch"]
        {
            assert_eq!(treat(name, 7), treat(name, 8), "{name}");
        }
    }

    #[test]
    fn another_take_has_another_seed_and_is_reproducible() {
        assert_eq!(treat("take-1", 7), sample().pixels);
        assert_eq!(treat("take-1+noise", 7), treat("take-1+noise", 7));
        for other in ["noise", "take-2+noise", "take-3+noise"] {
            assert_ne!(treat("take-1+noise", 7), treat(other, 7), "{other}");
        }
        assert_ne!(treat("take-1+noise", 7), treat("take-1+noise", 8));
    }

    #[test]
    fn steps_are_applied_in_the_written_order() {
        let Portrait { eyes, .. } = sample();
        let jpeg: Treatment = "jpeg-30".parse().unwrap();
        let in_order = jpeg.apply(&treat("blur-5", 0), eyes, 0).unwrap();
        assert_eq!(treat("blur-5+jpeg-30", 0), in_order);
        assert_ne!(treat("jpeg-30+blur-5", 0), in_order);
    }

    #[test]
    fn steps_use_the_current_eye_distance() {
        let width = |name| treat(name, 0).width();
        assert_eq!(width("double+eyes-30"), width("eyes-30"));
        assert_eq!(width("passport-45"), width("eyes-45"));
    }

    #[test]
    fn an_impossible_eye_distance_is_refused() {
        let photo = sample().pixels;
        let treatment: Treatment = "eyes-45".parse().unwrap();
        for eyes in [0.0, -40.0, 0.1, 1e9, f64::NAN] {
            assert_eq!(treatment.apply(&photo, eyes, 0), Err(TreatmentError::Size), "{eyes}");
        }
    }
}
