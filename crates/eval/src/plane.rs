//! Error rates for each number of frames of a document's page and of the live face.

use models::{DOCUMENT_FRAMES, MAX_FRAMES};
use serde::Serialize;

use crate::{
    Error, frames,
    rates::{RatePoints, Scores},
    study::Study,
};

/// The error rates with one number of document frames and one of live frames.
#[derive(Clone, Debug, Serialize)]
pub struct PlaneCell {
    /// The number of frames of each page.
    pub document_frames: u8,
    /// The number of live frames.
    pub live_frames: u8,
    /// Number of genuine comparisons.
    pub genuine: usize,
    /// Number of impostor comparisons.
    pub impostors: u64,
    /// The false non-match rate at each false match rate.
    pub fnmr_at_fmr: RatePoints,
}

/// The scores of all cells: for each of [`DOCUMENT_FRAMES`] up to `most`, those of 1, 2, ...
/// [`MAX_FRAMES`] live frames. `study` has treated documents with `most` frames.
pub fn scores(study: &Study, most: u8) -> Result<Vec<[Scores; MAX_FRAMES]>, Error> {
    let rows = DOCUMENT_FRAMES.into_iter().filter(|count| *count <= most);
    rows.map(|count| {
        let study = study.with_document_frames(count)?;
        let row: Result<Vec<Scores>, Error> =
            (1..=MAX_FRAMES).map(|live| frames::scores(&study, live)).collect();
        Ok(row?.try_into().map_err(|_| face::Error::Frames)?)
    })
    .collect()
}

/// The rates of all cells.
pub fn measure_plane(study: &Study, most: u8) -> Result<Vec<PlaneCell>, Error> {
    let rows = scores(study, most)?;
    let cell = |document_frames, live_frames, scores: &Scores| PlaneCell {
        document_frames,
        live_frames,
        genuine: scores.genuine().len(),
        impostors: scores.impostors.total(),
        fnmr_at_fmr: scores.points(study.role.metric()),
    };
    let cells = DOCUMENT_FRAMES.into_iter().zip(&rows);
    let row = |(count, row): (u8, &[Scores; MAX_FRAMES])| {
        (1..).zip(row).map(|(live, scores)| cell(count, live, scores)).collect::<Vec<_>>()
    };
    Ok(cells.flat_map(row).collect())
}
