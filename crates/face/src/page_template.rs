//! The template of a document that a camera saw in several frames.

use models::{DOCUMENT_FRAMES, Metric, Side};

use crate::{
    Candidate, Error, Pipeline,
    embed::{Embedding, Template, mean},
    page_composite,
};

/// Minimum cosine of a frame and the mean of the others. Frames of one page under reflections reach it
/// (2 of 6,409 did not), three of four frames of another person do not: see `docs/pages.md`.
const MIN_COSINE: f64 = 0.1;

impl Template {
    /// Averages the embeddings of 1 to 5 different frames of one page, each with its weight, above 0,
    /// and that of their composite, with the weight of all of them.
    ///
    /// Frames that are unlike the others are left out, and so is the composite if there are any. If
    /// all are, the one with the highest weight is the template.
    pub fn of_page(
        frames: &[(Embedding, f64)],
        composite: Option<&Embedding>,
        metric: Metric,
    ) -> Result<Self, Error> {
        if !(1..=DOCUMENT_FRAMES[DOCUMENT_FRAMES.len() - 1].into()).contains(&frames.len()) {
            return Err(Error::Frames);
        }
        let weighted: Vec<_> =
            frames.iter().map(|(embedding, weight)| (embedding, *weight)).collect();
        let mut alike = Vec::new();
        for (at, frame) in weighted.iter().enumerate() {
            let others = weighted.iter().enumerate().filter(|(other, _)| *other != at);
            // Each has one vote, whatever its weight.
            let others: Vec<_> = others.map(|(_, other)| (other.0, 1.0)).collect();
            if others.is_empty() || frame.0.cosine(&mean(others, metric)?) >= MIN_COSINE {
                alike.push(*frame);
            }
        }
        if alike.is_empty() {
            alike.extend(weighted.iter().max_by(|a, b| a.1.total_cmp(&b.1)));
        }
        if let Some(composite) = composite.filter(|_| alike.len() == frames.len()) {
            let total = alike.iter().map(|(_, weight)| weight).sum();
            alike.push((composite, total));
        }
        // The thresholds were measured by the number of frames that were taken.
        Ok(Self::from_mean(mean(alike, metric)?, frames.len()))
    }
}

impl Pipeline {
    /// The template of a page from 1 to 5 different frames of it.
    pub fn page_template(&mut self, frames: &[Candidate]) -> Result<Template, Error> {
        let weighted: Result<Vec<_>, Error> = frames
            .iter()
            .map(|frame| Ok((self.embed(frame, Side::Document)?, frame.page_weight())))
            .collect();
        let crops: Vec<_> = frames.iter().map(|frame| &frame.crop).collect();
        let composite = match &crops[..] {
            [_] => None,
            crops => page_composite::darkest(crops),
        };
        let composite =
            composite.map(|crop| self.recogniser.embed(&crop, Side::Document)).transpose()?;
        Template::of_page(&weighted?, composite.as_ref(), self.recogniser.spec().metric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An embedding at this angle, in degrees.
    fn embedding(degrees: f32) -> Embedding {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Embedding::new(vec![cos, sin].into(), Metric::Cosine).unwrap()
    }

    fn of_page(frames: &[(f32, f64)], composite: Option<f32>) -> Result<Template, Error> {
        let frames: Vec<_> =
            frames.iter().map(|(degrees, weight)| (embedding(*degrees), *weight)).collect();
        Template::of_page(&frames, composite.map(embedding).as_ref(), Metric::Cosine)
    }

    /// The angle of the template of these frames, in degrees, rounded.
    fn angle(frames: &[(f32, f64)], composite: Option<f32>) -> i32 {
        let template = of_page(frames, composite).unwrap();
        let [cos, sin] = template.values() else { panic!("two numbers") };
        sin.atan2(*cos).to_degrees().round() as i32
    }

    #[test]
    fn the_template_of_a_page_is_the_mean_of_its_frames_weighted_by_their_quality() {
        assert_eq!(angle(&[(0.0, 1.0)], None), 0);
        assert_eq!(angle(&[(0.0, 1.0), (40.0, 1.0)], None), 20);
        assert_eq!(angle(&[(0.0, 3.0), (40.0, 1.0)], None), 10);
    }

    #[test]
    fn the_composite_counts_as_much_as_all_frames() {
        assert_eq!(angle(&[(0.0, 0.2), (0.0, 0.3)], Some(40.0)), 20);
    }

    #[test]
    fn a_frame_that_is_unlike_the_others_is_left_out_with_the_composite() {
        assert_eq!(angle(&[(0.0, 1.0), (10.0, 1.0), (120.0, 9.0)], Some(60.0)), 5);
        assert_eq!(angle(&[(120.0, 9.0), (0.0, 1.0), (10.0, 1.0), (20.0, 1.0)], None), 10);
        // Of two there is no majority: the better one.
        assert_eq!(angle(&[(0.0, 1.0), (100.0, 0.9)], Some(50.0)), 0);
    }

    #[test]
    fn a_template_counts_the_frames_that_were_taken_and_has_at_most_five() {
        let made = |count| of_page(&vec![(0.0, 1.0); count], None);
        assert_eq!(made(5).unwrap().frames(), 5);
        for count in [0, 6] {
            assert_eq!(made(count).err(), Some(Error::Frames), "{count}");
        }
        let with_another = [(0.0, 1.0), (120.0, 0.9), (10.0, 0.9)];
        assert_eq!(of_page(&with_another, None).unwrap().frames(), 3);
    }
}
