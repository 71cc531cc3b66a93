//! Prints the report on the terminal.

use std::fmt;

use models::Mirroring;

use super::{Report, error_rates::ErrorRates};
use crate::{lookalikes::Lookalikes, networks::Engine, plane::PlaneCell, rates::RatePoints};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { data, recogniser, build, photos, people, .. } = self;
        let with = match self.mirrored {
            Mirroring::Never => "",
            Mirroring::Documents => " with mirrored crops of documents",
            Mirroring::Always => " with mirrored crops",
        };
        writeln!(
            f,
            "{recogniser}{with}, pipeline {build}, on {data}: {photos} photos, {people} people"
        )?;
        let engine = match self.engine {
            Engine::Tract => "tract with its own operators",
            Engine::Plan => "plans of kernels, as in a browser",
        };
        writeln!(f, "networks run by {engine}")?;
        if let Some(treatment) = &self.treatment {
            writeln!(f, "document photos after {treatment}")?;
        }
        writeln!(
            f,
            "one photo against one: accuracy {} +- {} % ({} folds), EER {} %, FTE {} %",
            percent(Some(self.accuracy_mean)),
            percent(Some(self.accuracy_std)),
            self.folds,
            percent(self.eer),
            percent(Some(self.fte_photos))
        )?;
        match (self.document_frames, self.probe_frames) {
            (Some(pages), Some(frames)) => {
                writeln!(f, "{pages} frames of a page against the mean of {frames}:")?;
            }
            (None, Some(frames)) => writeln!(f, "one photo against the mean of {frames}:")?,
            (_, None) => {}
        }
        points(f, self.genuine, self.impostors, &self.fnmr_at_fmr)?;
        for PlaneCell { document_frames, live_frames, fnmr_at_fmr, .. } in &self.plane {
            let Some(point) = fnmr_at_fmr.get("1e-4") else { continue };
            let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(|share| 100.0 * share);
            writeln!(
                f,
                "  {document_frames} frames of the page, {live_frames} live: FNMR at FMR 1e-4 \
                 {fnmr:.2} % ({low:.2} to {high:.2}), threshold {:.4}",
                point.threshold
            )?;
        }
        for (rate, ErrorRates { fmr, fnmr }) in self.in_use.iter().rev() {
            let fnmr = 100.0 * fnmr;
            writeln!(f, "  at the threshold in use for {rate}: FMR {fmr:.1e}, FNMR {fnmr:.2} %")?;
        }
        if let Some(Lookalikes { others, fmr, .. }) = &self.lookalikes {
            for (rate, fmr) in fmr.iter().rev() {
                writeln!(
                    f,
                    "  FMR among the {others} most similar people at FMR {rate}: {fmr:.1e}"
                )?;
            }
        }
        for curve in &self.quality {
            let (name, worth, [low, middle, high]) =
                (curve.component, 100.0 * curve.worth, curve.spread);
            writeln!(
                f,
                "  {name}: {low:.3}, {middle:.3}, {high:.3} (5th, 50th, 95th in a hundred \
                 documents); discarding by it leaves {worth:.0} % fewer misses"
            )?;
        }
        for (name, group) in &self.groups {
            let [mean, std] = [group.accuracy_mean, group.accuracy_std].map(percent);
            let [eer, fte] = [group.eer, Some(group.fte_photos)].map(percent);
            writeln!(
                f,
                "group {name}, {} photos: accuracy {mean} +- {std} %, EER {eer} %, FTE {fte} %",
                group.photos
            )?;
            points(f, group.genuine, group.impostors, &group.fnmr_at_fmr)?;
            for (rate, ErrorRates { fmr, fnmr }) in &group.at_common_threshold {
                let fnmr = 100.0 * fnmr;
                writeln!(
                    f,
                    "  at everybody's threshold for {rate}: FMR {fmr:.1e}, FNMR {fnmr:.2} %"
                )?;
            }
        }
        if let Some(same) = &self.same_photograph {
            write!(f, "{same}")?;
        }
        match self.photos_per_second {
            Some(speed) => {
                writeln!(f, "{} photos seen, {speed:.1} a second", self.photos_fresh)?;
            }
            None => writeln!(f, "all photos had been seen in an earlier run")?,
        }
        for problem in &self.problems {
            writeln!(f, "PROBLEM: {problem}")?;
        }
        match self.problems.len() {
            0 => Ok(()),
            count => writeln!(f, "{count} problems: the figures are of what could be used"),
        }
    }
}

fn points(
    f: &mut fmt::Formatter<'_>,
    genuine: usize,
    impostors: u64,
    points: &RatePoints,
) -> fmt::Result {
    writeln!(f, "  {genuine} comparisons of one person, {impostors} of two")?;
    for (rate, point) in points.iter().rev() {
        let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(|share| 100.0 * share);
        let few = if point.resolved { "" } else { " (too few comparisons of two people to tell)" };
        let threshold = point.threshold;
        writeln!(
            f,
            "  FNMR at FMR {rate}: {fnmr:.2} % ({low:.2} to {high:.2}), threshold {threshold:.4}{few}"
        )?;
    }
    Ok(())
}

/// A share in percent, or "unknown".
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "unknown".to_owned(), |share| format!("{:.2}", 100.0 * share))
}
