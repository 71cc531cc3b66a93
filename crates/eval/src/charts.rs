//! Charts of a measurement.

use std::{fs, path::Path};

use models::Metric;

use crate::{
    Error,
    discard::DiscardCurve,
    plot::{self, Chart},
    rates::Scores,
    report::Report,
    study::Study,
};

/// A chart and the name of its file, without extension.
pub struct NamedChart {
    /// The file's name.
    pub name: &'static str,
    /// The chart.
    pub chart: Chart,
}

/// All charts of one measurement.
pub fn all_charts(report: &Report, study: &Study, scores: &Scores) -> Vec<NamedChart> {
    let title = |what: &str| format!("{what}: {} on {}", report.recogniser, report.data);
    vec![
        det(&title("Detection error tradeoff"), &[(report.recogniser.clone(), scores)]),
        histogram(&title("Scores"), scores, study.role.metric()),
        discard(&title("Error versus discard at FMR 1e-4"), &report.quality),
    ]
}

/// DET curves, each with its name.
pub fn det(title: &str, all: &[(String, &Scores)]) -> NamedChart {
    let points: Vec<Vec<(f64, f64)>> = all.iter().map(|(_, scores)| det_points(scores)).collect();
    let curves: Vec<_> =
        all.iter().zip(&points).map(|((name, _), points)| (&**name, &points[..])).collect();
    NamedChart { name: "det", chart: plot::det(title, &curves) }
}

/// The distribution of genuine and impostor similarities, with the threshold.
pub fn histogram(title: &str, scores: &Scores, metric: Metric) -> NamedChart {
    const BINS: usize = 64;
    let shares = scores.impostors.shares(BINS);
    let width = shares.get(1).map_or(1.0, |(centre, _)| centre - shares[0].0);
    let range = (shares[0].0 - width / 2.0, shares[shares.len() - 1].0 + width / 2.0);
    let total = scores.impostors.total() as f64;
    let impostors: Vec<u64> =
        shares.iter().map(|(_, share)| (share * total).round() as u64).collect();
    let mut genuine = vec![0; shares.len()];
    for score in scores.genuine().iter().filter(|score| score.is_finite()) {
        let bin = ((f64::from(*score) - range.0) / width).max(0.0) as usize;
        genuine[bin.min(shares.len() - 1)] += 1;
    }
    let score = match metric {
        Metric::Cosine => "cosine",
        Metric::Euclidean => "distance, negative",
    };
    let strict = scores.similarity_at(1e-4);
    let marks = [(strict, "FMR 1e-4")];
    NamedChart {
        name: "scores",
        chart: plot::histogram(title, score, range, &genuine, &impostors, &marks),
    }
}

/// Error versus discard for each component.
pub fn discard(title: &str, curves: &[DiscardCurve]) -> NamedChart {
    let curves: Vec<_> = curves.iter().map(|curve| (curve.component, &curve.points[..])).collect();
    NamedChart { name: "discard", chart: plot::discard(title, &curves) }
}

/// Writes each chart as SVG and as PNG.
pub fn write(folder: &Path, charts: &[NamedChart]) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::writing(folder))?;
    for NamedChart { name, chart } in charts {
        let svg = plot::svg(chart);
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, plot::png(&svg)?).map_err(Error::writing(&file))?;
        let file = folder.join(format!("{name}.svg"));
        fs::write(&file, svg).map_err(Error::writing(&file))?;
    }
    Ok(())
}

/// FMR and FNMR at every threshold at which FMR changes.
fn det_points(scores: &Scores) -> Vec<(f64, f64)> {
    let total = scores.impostors.total().max(1) as f64;
    let steps = scores.impostors.steps();
    let mut points: Vec<_> =
        steps.map(|(at, reaching)| (reaching as f64 / total, scores.fnmr(at))).collect();
    points.push((0.0, scores.fnmr(scores.impostors.edge_reached_by(0))));
    points
}
