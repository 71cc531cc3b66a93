//! Tells the document's own photograph, printed or shown and shot anew, from a live face: both
//! error rates, and the limits between the two.
//!
//! A live frame that is more alike than different photographs of one person are is no live face.
//! The limit follows from different photographs alone ([`limit`]); what the same photograph reaches
//! after it was shot anew ([`recapture`]) says how much the limit notices.

pub mod limit;
pub mod recapture;
mod material;
mod terminal;

use face::spec::{Metric, PictureSource};
use serde::Serialize;

use crate::{
    Error,
    extract::Extractor,
    rates::interval,
    study::Study,
    templates::{self, NONE, Similarity},
};
use limit::limit;
use material::Material;
use recapture::{FRAMES, Scene};

/// Both limits, and the measurements at them.
#[derive(Clone, Debug, Serialize)]
pub struct SamePhotograph {
    /// How many photos were shot anew, each of another person.
    pub photos: usize,
    /// Where the document's picture is an image file.
    pub file: Side,
    /// Where this camera took the document's picture moments before.
    pub camera: Side,
}

/// One limit.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// A cosine from which on, or a distance up to which, two pictures are the same photograph.
    pub limit: f64,
    /// How alike different photographs of one person are, as the limit is written: of a thousand,
    /// the 500th, the 950th, the 990th, and the most alike of all.
    pub different: [f64; 4],
    /// False alarms: the share of pairs of different photographs of one person that reach the
    /// limit.
    pub false_alarms: Rate,
    /// The same where the document's photograph is damaged as a printed page before a camera is.
    pub false_alarms_of_pages: Rate,
    /// Misses: the share of single frames of the same photograph that do not reach the limit, in
    /// all scenes but the harsh ones.
    pub misses: Rate,
    /// The share of attempts of which none of three frames reaches it, in the same scenes.
    pub misses_of_three: Rate,
    /// Each way to shoot a photograph anew.
    pub scenes: Vec<Measured>,
}

/// The measurement of one scene.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// The scene's name.
    pub name: &'static str,
    /// Whether the attacker took care not to be noticed.
    pub is_harsh: bool,
    /// The share of frames that the product would not take: too blurred, too dark, no face.
    pub refused: Rate,
    /// How alike half of the other frames are at most, as the limit is written.
    pub median: f64,
    /// Of the other frames, those that do not reach the limit.
    pub misses: Rate,
    /// Of three such frames, how often none reaches it.
    pub misses_of_three: Rate,
}

/// A share that was counted, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// The share, 0 to 1.
    pub rate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many were counted.
    pub trials: u64,
}

impl SamePhotograph {
    /// Measures it with `photos` photos that are shot anew, and all others as they are.
    pub fn measure(extractor: &Extractor<'_>, study: &Study, photos: usize) -> Result<Self, Error> {
        let material = Material::new(extractor, study, photos)?;
        let as_they_are = material.different()?;
        let pages = material.different_from_pages()?;
        let side = |source| -> Result<Side, Error> {
            let different = match source {
                PictureSource::File => &as_they_are,
                PictureSource::Camera => &pages,
            };
            let scenes = recapture::scenes(source);
            let seen: Result<Vec<SceneResult>, Error> =
                scenes.iter().map(|scene| material.scene(scene)).collect();
            Side::new(different, &pages, seen?, study.role.metric())
        };
        Ok(Self {
            photos: material.len(),
            file: side(PictureSource::File)?,
            camera: side(PictureSource::Camera)?,
        })
    }
}

/// The similarities of one scene: each photo's frames, `None` for one that the product refuses.
pub(crate) struct SceneResult {
    scene: Scene,
    attempts: Vec<[Option<Similarity>; FRAMES]>,
}

impl Side {
    fn new(
        different: &[Similarity],
        pages: &[Similarity],
        seen: Vec<SceneResult>,
        metric: Metric,
    ) -> Result<Self, Error> {
        let limit = limit(different).ok_or_else(|| {
            let why = "there are too few different photographs of one person for a limit from \
                       which on two are the same one";
            Error::NoCard(why.to_owned())
        })?;
        let written = |similarity: Similarity| templates::threshold(similarity.into(), metric);
        let usual = || seen.iter().filter(|seen| !seen.scene.is_harsh);
        Ok(Self {
            limit: templates::threshold(limit, metric),
            different: [0.5, 0.95, 0.99, 1.0].map(|share| written(quantile(different, share))),
            false_alarms: reaching(different, limit),
            false_alarms_of_pages: reaching(pages, limit),
            misses: misses(usual(), limit),
            misses_of_three: misses_of_three(usual(), limit),
            scenes: seen
                .iter()
                .map(|result| Measured {
                    name: result.scene.name,
                    is_harsh: result.scene.is_harsh,
                    refused: refused(result),
                    median: written(quantile(&frames([result]).collect::<Vec<_>>(), 0.5)),
                    misses: misses([result], limit),
                    misses_of_three: misses_of_three([result], limit),
                })
                .collect(),
        })
    }
}

impl Rate {
    /// The share of `trials` that are `failures`.
    pub fn new(failures: usize, trials: usize) -> Self {
        let (low, high) = interval(failures as u64, trials as u64);
        let rate = failures as f64 / trials.max(1) as f64;
        Self { rate, low, high, trials: trials as u64 }
    }
}

/// The share of `similarities` that reach a limit.
fn reaching(similarities: &[Similarity], limit: f64) -> Rate {
    let count = similarities.iter().filter(|similarity| f64::from(**similarity) >= limit).count();
    Rate::new(count, similarities.len())
}

/// The similarities of the frames that the product accepts.
fn frames<'a>(seen: impl IntoIterator<Item = &'a SceneResult>) -> impl Iterator<Item = Similarity> {
    seen.into_iter().flat_map(|result| &result.attempts).flatten().filter_map(|it| *it)
}

fn misses<'a>(seen: impl IntoIterator<Item = &'a SceneResult>, limit: f64) -> Rate {
    let frames: Vec<Similarity> = frames(seen).collect();
    let missed = frames.iter().filter(|similarity| f64::from(**similarity) < limit).count();
    Rate::new(missed, frames.len())
}

/// Only attempts count of which the product accepts every frame.
fn misses_of_three<'a>(seen: impl IntoIterator<Item = &'a SceneResult>, limit: f64) -> Rate {
    let (mut missed, mut attempts) = (0, 0);
    for frames in seen.into_iter().flat_map(|result| &result.attempts) {
        if frames.iter().all(Option::is_some) {
            attempts += 1;
            missed += usize::from(
                frames.iter().flatten().all(|similarity| f64::from(*similarity) < limit),
            );
        }
    }
    Rate::new(missed, attempts)
}

fn refused(seen: &SceneResult) -> Rate {
    let all = seen.attempts.len() * FRAMES;
    Rate::new(all - frames([seen]).count(), all)
}

/// The least of `similarities` that this share of them does not exceed, 0 to 1; of none, no
/// similarity at all.
fn quantile(similarities: &[Similarity], share: f64) -> Similarity {
    let mut sorted = similarities.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::Treatment;

    fn seen(is_harsh: bool, attempts: &[[Option<Similarity>; FRAMES]]) -> SceneResult {
        let scene = Scene { name: "a", about: "b", document: None, frame: "grey", is_harsh };
        SceneResult { scene, attempts: attempts.to_vec() }
    }

    /// A hundred pairs for each of 0.01 to 0.10, so the limit of 0.5 % is just above 0.10.
    fn different(metric: Metric) -> Vec<Similarity> {
        let shift = if metric == Metric::Euclidean { -1.0 } else { 0.0 };
        (0..1000).map(|it| shift + (1 + it / 100) as f32 / 100.0).collect()
    }

    #[test]
    fn s0_both_error_rates_are_counted_at_the_limit() {
        let frames = [
            [Some(0.9), Some(0.8), Some(0.05)],
            [Some(0.05), Some(0.02), Some(0.01)],
            [None, Some(0.05), Some(0.01)],
        ];
        let harsh = seen(true, &[[Some(0.0); 3]; 50]);
        let all = different(Metric::Cosine);
        let side = Side::new(&all, &all[..500], vec![seen(false, &frames), harsh], Metric::Cosine)
            .unwrap();
        assert!((side.limit - 0.1001).abs() < 1e-9, "{}", side.limit);
        assert_eq!(side.false_alarms, Rate::new(0, 1000));
        assert_eq!(side.false_alarms_of_pages, Rate::new(0, 500));
        assert_eq!(side.misses, Rate::new(6, 8), "harsh scenes count for themselves");
        assert_eq!(side.misses_of_three, Rate::new(1, 2));
        assert_eq!(side.scenes[0].refused, Rate::new(1, 9));
        assert_eq!(side.scenes[1].misses_of_three, Rate::new(50, 50));
    }

    #[test]
    fn s0_a_distance_is_written_as_one_and_less_of_it_is_more_alike() {
        let frames = [[Some(-0.3), Some(-0.95), Some(-0.95)], [Some(-0.95); 3]];
        let all = different(Metric::Euclidean);
        let side = Side::new(&all, &all, vec![seen(false, &frames)], Metric::Euclidean).unwrap();
        // The most alike of the different photographs are 0.9 apart.
        assert!((0.8998..0.9).contains(&side.limit), "{}", side.limit);
        assert_eq!(side.misses, Rate::new(5, 6));
        assert_eq!(side.misses_of_three, Rate::new(1, 2));
        let [median, most, ..] = side.different;
        assert!(median > most && (side.scenes[0].median - 0.95).abs() < 1e-6, "{median} {most}");
    }

    #[test]
    fn s0_every_scene_has_a_treatment_that_can_be_read() {
        for source in [PictureSource::File, PictureSource::Camera] {
            for scene in recapture::scenes(source) {
                for name in scene.document.into_iter().chain([scene.frame]) {
                    assert!(name.parse::<Treatment>().is_ok(), "{name}");
                }
            }
        }
    }
}
