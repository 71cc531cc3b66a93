//! Detection of the document's own photograph, recaptured from print or a screen, in place of a live
//! face: both error rates, and the limits.
//!
//! A live frame that is more similar to the document than different photographs of one person are is
//! no live face. The limit follows from different photographs only ([`limit`]); simulated recaptures
//! ([`recapture`]) show how many attempts it detects.

pub mod limit;
pub mod recapture;
mod photo_set;
mod scene_result;
mod terminal;

use models::{Metric, PictureSource};
use serde::Serialize;

use crate::{
    Error,
    extract::Extractor,
    rates::interval,
    study::Study,
    templates::{self, NONE, Similarity},
};
use limit::limit;
use photo_set::PhotoSet;
use recapture::FRAMES;
use scene_result::SceneResult;

/// Both limits, and the measurements at them.
#[derive(Clone, Debug, Serialize)]
pub struct SamePhotograph {
    /// The number of recaptured photos, each of another person.
    pub photos: usize,
    /// The limit if the document's image is a file.
    pub file: LimitMeasurement,
    /// The limit if this camera captured the document shortly before.
    pub camera: LimitMeasurement,
}

/// One limit with its error rates.
#[derive(Clone, Debug, Serialize)]
pub struct LimitMeasurement {
    /// A minimum cosine or maximum distance for the same photograph.
    pub limit: f64,
    /// The 50th, 95th, 99th and 100th percentile of the similarity of different photographs of one
    /// person, as a cosine or distance.
    pub different: [f64; 4],
    /// False alarms: the share of pairs of different photographs of one person that reach the limit.
    pub false_alarms: MeasuredRate,
    /// The same if the document's photograph is a printed page before a camera.
    pub false_alarms_of_pages: MeasuredRate,
    /// Misses: the share of single frames of the same photograph that do not reach the limit, in all
    /// scenes except the harsh ones.
    pub misses: MeasuredRate,
    /// The share of attempts in which none of three frames reaches it, in the same scenes.
    pub misses_of_three: MeasuredRate,
    /// The results of each recapture scene.
    pub scenes: Vec<SceneMeasurement>,
}

/// The measurement of one scene.
#[derive(Clone, Debug, Serialize)]
pub struct SceneMeasurement {
    /// The scene's name.
    pub name: &'static str,
    /// Whether the attacker tries to avoid detection.
    pub is_harsh: bool,
    /// The share of frames that the kiosk rejects: too blurred, too dark, no face.
    pub refused: MeasuredRate,
    /// The median similarity of the other frames, as a cosine or distance.
    pub median: f64,
    /// The share of the other frames that do not reach the limit.
    pub misses: MeasuredRate,
    /// The share of attempts in which none of three such frames reaches it.
    pub misses_of_three: MeasuredRate,
}

/// A measured rate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MeasuredRate {
    /// The share, 0 to 1.
    pub rate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The number of trials.
    pub trials: u64,
}

impl SamePhotograph {
    /// Measures the limits with `photos` recaptured photos and all other photos untreated.
    pub fn measure(extractor: &Extractor<'_>, study: &Study, photos: usize) -> Result<Self, Error> {
        let photo_set = PhotoSet::new(extractor, study, photos)?;
        let untreated = photo_set.different()?;
        let pages = photo_set.different_from_pages()?;
        let measure = |source| -> Result<LimitMeasurement, Error> {
            let different = match source {
                PictureSource::File => &untreated,
                PictureSource::Camera => &pages,
            };
            let scenes = recapture::scenes(source);
            let results: Result<Vec<SceneResult>, Error> =
                scenes.iter().map(|scene| photo_set.scene(scene)).collect();
            LimitMeasurement::new(different, &pages, results?, study.role.metric())
        };
        Ok(Self {
            photos: photo_set.len(),
            file: measure(PictureSource::File)?,
            camera: measure(PictureSource::Camera)?,
        })
    }
}

impl LimitMeasurement {
    fn new(
        different: &[Similarity],
        pages: &[Similarity],
        results: Vec<SceneResult>,
        metric: Metric,
    ) -> Result<Self, Error> {
        let limit = limit(different).ok_or_else(|| {
            let why = "there are too few different photographs of one person to calculate \
                       a limit for the same photograph";
            Error::NoCard(why.to_owned())
        })?;
        let threshold = |similarity: Similarity| templates::threshold(similarity.into(), metric);
        let usual = || results.iter().filter(|result| !result.scene.is_harsh);
        Ok(Self {
            limit: templates::threshold(limit, metric),
            different: [0.5, 0.95, 0.99, 1.0].map(|share| threshold(quantile(different, share))),
            false_alarms: rate_reaching(different, limit),
            false_alarms_of_pages: rate_reaching(pages, limit),
            misses: misses(usual(), limit),
            misses_of_three: misses_of_three(usual(), limit),
            scenes: results
                .iter()
                .map(|result| SceneMeasurement {
                    name: result.scene.name,
                    is_harsh: result.scene.is_harsh,
                    refused: refused(result),
                    median: threshold(quantile(
                        &accepted_frames([result]).collect::<Vec<_>>(),
                        0.5,
                    )),
                    misses: misses([result], limit),
                    misses_of_three: misses_of_three([result], limit),
                })
                .collect(),
        })
    }
}

impl MeasuredRate {
    /// The share of `trials` that are `failures`.
    pub fn new(failures: usize, trials: usize) -> Self {
        let (low, high) = interval(failures as u64, trials as u64);
        let rate = failures as f64 / trials.max(1) as f64;
        Self { rate, low, high, trials: trials as u64 }
    }
}

/// The share of `similarities` that reach a limit.
fn rate_reaching(similarities: &[Similarity], limit: f64) -> MeasuredRate {
    let count = similarities.iter().filter(|similarity| f64::from(**similarity) >= limit).count();
    MeasuredRate::new(count, similarities.len())
}

/// The similarities of the frames that the kiosk accepts.
fn accepted_frames<'a>(
    results: impl IntoIterator<Item = &'a SceneResult>,
) -> impl Iterator<Item = Similarity> {
    results.into_iter().flat_map(|result| &result.attempts).flatten().filter_map(|frame| *frame)
}

fn misses<'a>(results: impl IntoIterator<Item = &'a SceneResult>, limit: f64) -> MeasuredRate {
    let frames: Vec<Similarity> = accepted_frames(results).collect();
    let missed = frames.iter().filter(|similarity| f64::from(**similarity) < limit).count();
    MeasuredRate::new(missed, frames.len())
}

/// Counts only attempts of which the kiosk accepts every frame.
fn misses_of_three<'a>(
    results: impl IntoIterator<Item = &'a SceneResult>,
    limit: f64,
) -> MeasuredRate {
    let (mut missed, mut attempts) = (0, 0);
    for frames in results.into_iter().flat_map(|result| &result.attempts) {
        if frames.iter().all(Option::is_some) {
            attempts += 1;
            missed += usize::from(
                frames.iter().flatten().all(|similarity| f64::from(*similarity) < limit),
            );
        }
    }
    MeasuredRate::new(missed, attempts)
}

fn refused(result: &SceneResult) -> MeasuredRate {
    let all = result.attempts.len() * FRAMES;
    MeasuredRate::new(all - accepted_frames([result]).count(), all)
}

/// The quantile of `similarities` at this share, 0 to 1; [`NONE`] if there are none.
fn quantile(similarities: &[Similarity], share: f64) -> Similarity {
    let mut sorted = similarities.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{same_photograph::recapture::Scene, treatment::Treatment};

    fn result(is_harsh: bool, attempts: &[[Option<Similarity>; FRAMES]]) -> SceneResult {
        let scene = Scene { name: "a", about: "b", document: None, frame: "grey", is_harsh };
        SceneResult { scene, attempts: attempts.to_vec() }
    }

    /// A hundred pairs for each of 0.01 to 0.10, so the limit of 0.5 % is just above 0.10.
    fn different(metric: Metric) -> Vec<Similarity> {
        let shift = if metric == Metric::Euclidean { -1.0 } else { 0.0 };
        (0..1000).map(|index| shift + (1 + index / 100) as f32 / 100.0).collect()
    }

    #[test]
    fn s0_both_error_rates_are_counted_at_the_limit() {
        let frames = [
            [Some(0.9), Some(0.8), Some(0.05)],
            [Some(0.05), Some(0.02), Some(0.01)],
            [None, Some(0.05), Some(0.01)],
        ];
        let harsh = result(true, &[[Some(0.0); 3]; 50]);
        let all = different(Metric::Cosine);
        let side = LimitMeasurement::new(
            &all,
            &all[..500],
            vec![result(false, &frames), harsh],
            Metric::Cosine,
        )
        .unwrap();
        assert!((side.limit - 0.1001).abs() < 1e-9, "{}", side.limit);
        assert_eq!(side.false_alarms, MeasuredRate::new(0, 1000));
        assert_eq!(side.false_alarms_of_pages, MeasuredRate::new(0, 500));
        assert_eq!(side.misses, MeasuredRate::new(6, 8), "harsh scenes are counted separately");
        assert_eq!(side.misses_of_three, MeasuredRate::new(1, 2));
        assert_eq!(side.scenes[0].refused, MeasuredRate::new(1, 9));
        assert_eq!(side.scenes[1].misses_of_three, MeasuredRate::new(50, 50));
    }

    #[test]
    fn s0_limits_of_distances_are_maxima() {
        let frames = [[Some(-0.3), Some(-0.95), Some(-0.95)], [Some(-0.95); 3]];
        let all = different(Metric::Euclidean);
        let side =
            LimitMeasurement::new(&all, &all, vec![result(false, &frames)], Metric::Euclidean)
                .unwrap();
        // The most similar different photographs have a distance of 0.9.
        assert!((0.8998..0.9).contains(&side.limit), "{}", side.limit);
        assert_eq!(side.misses, MeasuredRate::new(5, 6));
        assert_eq!(side.misses_of_three, MeasuredRate::new(1, 2));
        let [median, most, ..] = side.different;
        assert!(median > most && (side.scenes[0].median - 0.95).abs() < 1e-6, "{median} {most}");
    }

    #[test]
    fn s0_every_scene_has_a_valid_treatment() {
        for source in [PictureSource::File, PictureSource::Camera] {
            for scene in recapture::scenes(source) {
                for name in scene.document.into_iter().chain([scene.frame]) {
                    assert!(name.parse::<Treatment>().is_ok(), "{name}");
                }
            }
        }
    }
}
