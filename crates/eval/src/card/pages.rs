//! Pages before a camera: the thresholds by the numbers of frames, and the error rates at them.

use std::fmt::{Result as Written, Write};

use models::{DOCUMENT_FRAMES, Fmr, MAX_FRAMES, Metric};
use toml_edit::Value;

use super::{
    rounding::percent,
    toml_values::{lines, operating_point},
};
use crate::{
    Error,
    documents::DocumentTreatment,
    extract::Extractor,
    frames,
    networks::BUILD,
    plane,
    rates::{RatePoint, Scores},
    same_photograph::recapture::PAGE,
    study::Study,
    treatment::Treatment,
};

/// The title of the card's section.
pub(super) const TITLE: &str = "Pages before a camera";

/// The pages that are measured. Thresholds hold for all of them; models.toml has the error rates of the
/// second one.
const PAGES: [(&str, &str); 3] =
    [("flawless", PAGE), ("worn", "passport-60"), ("under a lamp", "glare-70")];
/// The index of the worn page.
const WORN: usize = 1;

/// The measurements of all numbers of frames.
pub(super) struct Pages {
    /// For each of [`DOCUMENT_FRAMES`] and each number of live frames.
    cells: Vec<[PageCell; MAX_FRAMES]>,
    metric: Metric,
    date: String,
}

/// For each of [`Fmr::ALL`], one point for each of [`PAGES`], all at one threshold.
struct PageCell {
    points: [[RatePoint; PAGES.len()]; 3],
    genuine: u64,
    /// The smallest number of impostor comparisons of all pages.
    impostors: u64,
}

impl Pages {
    /// Measures the pages of all people of `study`, whose photos are untreated.
    pub(super) fn measure(
        extractor: &Extractor<'_>,
        study: &Study,
        date: String,
    ) -> Result<Self, Error> {
        let most = DOCUMENT_FRAMES[DOCUMENT_FRAMES.len() - 1];
        let mut planes = Vec::new();
        for (_, name) in PAGES {
            let treatment: Treatment =
                name.parse().map_err(|why| Error::NoCard(format!("{name}: {why}")))?;
            let pages = DocumentTreatment { treatment, frames: most };
            let treated = study.with_pages(extractor, &pages, frames::documents(study))?;
            planes.push(plane::scores(&treated, most)?.into_iter());
        }
        let metric = study.role.metric();
        let mut cells = Vec::new();
        loop {
            // The same row of each page's plane.
            let rows: Option<Vec<_>> = planes.iter_mut().map(Iterator::next).collect();
            let Some(rows) = rows else { break };
            cells.push(std::array::from_fn(|live| {
                let scores: Vec<&Scores> = rows.iter().map(|row| &row[live]).collect();
                PageCell::new(&scores, metric)
            }));
        }
        Ok(Self { cells, metric, date })
    }

    /// The value of `pages` in models.toml at one of [`Fmr::ALL`].
    pub(super) fn thresholds(&self, rate: usize) -> Value {
        let entry = |cell: &PageCell| {
            operating_point(&cell.points[rate][WORN], cell.genuine, cell.impostors)
        };
        let rows = self
            .cells
            .iter()
            .map(|row| lines("\n            ", "\n        ", row.iter().map(entry)).into());
        lines("\n        ", "\n    ", rows).into()
    }

    /// The card's section.
    pub(super) fn section(&self, rates: &[usize], names: [&str; 3]) -> String {
        let mut text = String::new();
        // Writing to memory does not fail.
        let _ = self.write(&mut text, rates, names);
        text.trim_end().to_owned()
    }

    fn write(&self, out: &mut String, rates: &[usize], names: [&str; 3]) -> Written {
        let unit = match self.metric {
            Metric::Cosine => "cosine, at least",
            Metric::Euclidean => "distance, at most",
        };
        writeln!(
            out,
            "## {TITLE}\n\nThe document is a page that a camera sees in several frames: its print is the \
             same in all of them, reflection, angle, noise and blur of the camera differ. Its template \
             is the mean of the frames, weighted by reflection, sharpness, size and tilt. The threshold \
             of each row holds for flawless, worn and shiny pages alike: no kind exceeds the FMR. \
             Treatments: {}.\n\n\
             | FMR | frames of the page | live frames | {unit} | FNMR, {} | {} | {} |\n\
             | --- | --- | --- | --- | --- | --- | --- |",
            PAGES.map(|(about, name)| format!("{about}: `{name}`")).join("; "),
            PAGES[0].0,
            PAGES[1].0,
            PAGES[2].0,
        )?;
        for &at in rates {
            for (count, row) in DOCUMENT_FRAMES.into_iter().zip(&self.cells) {
                for (live, cell) in (1..).zip(row) {
                    let points = &cell.points[at];
                    let fnmr = points.each_ref().map(fnmr).join(" | ");
                    let (fmr, threshold) = (names[at], points[WORN].threshold);
                    writeln!(out, "| {fmr} | {count} | {live} | {threshold:.4} | {fnmr} |")?;
                }
            }
        }
        writeln!(
            out,
            "\nReflections are drawn anew for each frame: a page that is held still under a lamp gains \
             less. `docs/pages.md` says what was tried.\n\nPages were measured on {}, with pipeline \
             {BUILD}.",
            self.date
        )
    }
}

impl PageCell {
    /// The points of all pages at the strictest of their thresholds.
    fn new(scores: &[&Scores], metric: Metric) -> Self {
        let points = Fmr::ALL.map(|fmr| {
            let fitted = scores.iter().map(|scores| scores.similarity_at(fmr.rate()));
            let similarity = fitted.fold(f64::NEG_INFINITY, f64::max);
            std::array::from_fn(|page| scores[page].point(similarity, fmr.rate(), metric))
        });
        let impostors = scores.iter().map(|scores| scores.impostors.total()).min();
        let genuine = scores.first().map_or(0, |scores| scores.genuine().len() as u64);
        Self { points, genuine, impostors: impostors.unwrap_or_default() }
    }
}

/// FNMR with its interval, in percent.
fn fnmr(point: &RatePoint) -> String {
    let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(percent);
    format!("{fnmr} % ({low} to {high})")
}
