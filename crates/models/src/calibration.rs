//! The measured thresholds of a recogniser, and its error rates at them.

use serde::Deserialize;

use crate::{
    fmr::Fmr,
    metric::Metric,
    same_photograph::{PictureSource, SamePhotograph},
};

/// How many live frames a comparison may rest on.
pub const MAX_FRAMES: usize = 3;

/// The numbers of frames of a document's page for which there are thresholds.
pub const DOCUMENT_FRAMES: [u8; 3] = [1, 3, 5];

/// The measurements of one recogniser, as written by `gangway-eval --write-card`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The name of the data set.
    pub data: String,
    /// The day of the measurement, as 2026-11-22.
    pub date: String,
    /// Names the pipeline that was measured: the first eight hexadecimal digits of the hash of
    /// its sources.
    pub build: String,
    /// How many photos the data set has.
    pub photos: u32,
    /// How many people are in them.
    pub people: u32,
    /// One for each false match rate.
    pub thresholds: Vec<Thresholds>,
    /// The limits from which two pictures count as the same photograph.
    pub same_photograph: Option<SamePhotograph>,
}

/// The thresholds at one false match rate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// The false match rate.
    pub fmr: Fmr,
    /// One document photo against the mean of 1, 2, ... [`MAX_FRAMES`] live embeddings.
    pub frames: [OperatingPoint; MAX_FRAMES],
    /// The same for a page before a camera, a row for each of [`DOCUMENT_FRAMES`]: the threshold that
    /// holds for worn and for flawless pages, and the error rates of worn ones. `None` if pages were
    /// not measured.
    pub pages: Option<[[OperatingPoint; MAX_FRAMES]; DOCUMENT_FRAMES.len()]>,
}

/// What the two templates of a comparison were made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedFrames {
    /// How the document's picture came in.
    pub source: PictureSource,
    /// How many different frames of the document there are, at least 1.
    pub document: usize,
    /// How many live frames there are, 1 to [`MAX_FRAMES`].
    pub live: usize,
}

/// One threshold and the measurements at it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// A cosine that must be reached, or a distance that must not be exceeded.
    pub threshold: f64,
    /// The share of comparisons of one person that miss it, 0 to 1.
    pub fnmr: f64,
    /// The lower end of the 95 % interval of [`fnmr`](Self::fnmr).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many comparisons of one person were made.
    pub genuine: u64,
    /// How many comparisons of two people the threshold was chosen on.
    pub impostors: u64,
}

impl Calibration {
    /// The thresholds at `fmr`, if it was measured.
    pub fn at(&self, fmr: Fmr) -> Option<&Thresholds> {
        self.thresholds.iter().find(|row| row.fmr == fmr)
    }

    /// Whether every threshold can be reached by some pair and missed by another.
    pub(crate) fn is_possible(&self, metric: Metric) -> bool {
        let mut points = self.thresholds.iter().flat_map(Thresholds::points);
        let is_same_possible =
            self.same_photograph.as_ref().is_none_or(|limits| limits.is_possible(metric));
        is_same_possible
            && points.all(|point| {
                metric.allows(point.threshold) && (point.low..=point.high).contains(&point.fnmr)
            })
    }
}

impl Thresholds {
    /// The threshold for these frames. Between two of [`DOCUMENT_FRAMES`] that of the larger number
    /// holds: thresholds rise with the number of frames. Without a measurement of pages, that of files
    /// does.
    pub fn at(&self, frames: ComparedFrames) -> Option<&OperatingPoint> {
        let live = frames.live.checked_sub(1)?;
        let row = match (frames.source, &self.pages) {
            (PictureSource::Camera, Some(pages)) => {
                let is_enough = |count: &u8| usize::from(*count) >= frames.document;
                &pages[DOCUMENT_FRAMES.iter().position(is_enough)?]
            }
            (PictureSource::Camera, None) | (PictureSource::File, _) => &self.frames,
        };
        row.get(live)
    }

    fn points(&self) -> impl Iterator<Item = &OperatingPoint> {
        self.frames.iter().chain(self.pages.iter().flatten().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thresholds(has_pages: bool) -> Thresholds {
        let point = |threshold| OperatingPoint {
            threshold,
            fnmr: 0.0,
            low: 0.0,
            high: 1.0,
            genuine: 9,
            impostors: 9,
        };
        let row = |first: f64| [0.01, 0.02, 0.03].map(|step| point(first + step));
        let pages = has_pages.then(|| [0.5, 0.6, 0.7].map(row));
        Thresholds { fmr: Fmr::default(), frames: row(0.4), pages }
    }

    #[test]
    fn the_threshold_depends_on_where_the_document_came_from_and_on_both_numbers_of_frames() {
        use PictureSource::{Camera, File};
        let all = thresholds(true);
        for (source, document, live, expected) in [
            (File, 1, 1, Some(0.41)),
            (File, 1, 3, Some(0.43)),
            (Camera, 1, 2, Some(0.52)),
            (Camera, 2, 1, Some(0.61)),
            (Camera, 3, 1, Some(0.61)),
            (Camera, 5, 3, Some(0.73)),
            (Camera, 6, 3, None),
            (Camera, 1, 4, None),
            (File, 1, 0, None),
        ] {
            let point = all.at(ComparedFrames { source, document, live });
            let rounded = point.map(|point| (point.threshold * 1e4).round() / 1e4);
            assert_eq!(rounded, expected, "{source:?} {document} {live}");
        }
    }

    #[test]
    fn pages_that_were_never_measured_are_compared_at_the_threshold_of_files() {
        let frames = ComparedFrames { source: PictureSource::Camera, document: 5, live: 2 };
        let [measured, without] = [true, false].map(thresholds);
        assert_ne!(measured.at(frames), Some(&without.frames[1]));
        assert_eq!(without.at(frames), Some(&without.frames[1]));
    }
}
