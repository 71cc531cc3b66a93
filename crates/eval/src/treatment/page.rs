//! A page before a camera: printed once, photographed several times.

use image::RgbImage;

use super::{error::TreatmentError, portrait::Portrait, random::Random, step::Step};

/// The print of a portrait, and what a camera does to each frame of it.
///
/// The steps before the first one of a camera are the print's: tone, halftone, wear. All others are
/// drawn anew for each frame: the place of a reflection, motion, noise, the angle.
pub struct Page {
    print: Portrait,
    camera: Vec<Step>,
    /// The state after the print.
    random: Random,
}

impl Page {
    /// Prints `portrait`.
    pub(super) fn print(
        steps: &[Step],
        portrait: Portrait,
        mut random: Random,
    ) -> Result<Self, TreatmentError> {
        let steps: Vec<Step> = steps.iter().flat_map(|step| step.parts()).collect();
        let first = steps.iter().position(Step::is_camera).unwrap_or(steps.len());
        let print = steps[..first]
            .iter()
            .try_fold(portrait, |portrait, step| step.apply(portrait, &mut random))?;
        Ok(Self { print, camera: steps[first..].to_vec(), random })
    }

    /// The frame with this number, from 0. The first one depends on the same random choices as the
    /// treatment of a single photo.
    pub fn frame(&self, number: u8) -> Result<RgbImage, TreatmentError> {
        let mut random = self.random.clone();
        if number > 0 {
            random = random.other(number.into());
        }
        let portrait = self
            .camera
            .iter()
            .try_fold(self.print.clone(), |portrait, step| step.apply(portrait, &mut random))?;
        Ok(portrait.pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::{Treatment, portrait::sample};

    fn page(name: &str) -> Page {
        let Portrait { pixels, eyes } = sample();
        name.parse::<Treatment>().unwrap().print(&pixels, eyes, 7).unwrap()
    }

    #[test]
    fn what_belongs_to_the_print_is_the_same_in_all_frames() {
        for name in ["gamma", "halftone-20", "grey+blur-3+eyes-50", "bend", "take-3+gamma"] {
            let page = page(name);
            let first = page.frame(0).unwrap();
            assert!((1..5).all(|number| page.frame(number) == Ok(first.clone())), "{name}");
        }
    }

    #[test]
    fn what_belongs_to_the_camera_differs_by_frame_and_can_be_repeated() {
        for name in ["glare", "perspective", "motion", "noise", "cast", "screen", "passport-40"] {
            let page = page(name);
            let frames: Vec<_> = (0..4).map(|number| page.frame(number).unwrap()).collect();
            for (at, frame) in frames.iter().enumerate() {
                assert!(!frames[..at].contains(frame), "{name}: frame {at} is a copy");
                assert_eq!(page.frame(at as u8).as_ref(), Ok(frame), "{name}");
            }
        }
    }

    #[test]
    fn the_print_is_what_the_steps_before_the_camera_make() {
        let Portrait { pixels, eyes } = sample();
        let print = |name: &str| name.parse::<Treatment>().unwrap().apply(&pixels, eyes, 7);
        assert_eq!(
            page("gamma+halftone-20+glare+grey").print.pixels,
            print("gamma+halftone-20").unwrap()
        );
    }
}
