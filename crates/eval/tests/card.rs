//! The cards in `models/` agree with the thresholds in models.toml, and the error rates meet the
//! requirements.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use models::{Calibration, MAX_FRAMES, Models, PictureSource};
use serde::Deserialize;

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models");

#[derive(Deserialize)]
struct Manifest {
    model: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    role: Role,
}

#[derive(Deserialize)]
struct Role {
    recogniser: Option<Recogniser>,
}

#[derive(Deserialize)]
struct Recogniser {
    calibration: Calibration,
}

/// The calibration of every recogniser, by name.
fn calibrations() -> Vec<(String, Calibration)> {
    let text = fs::read_to_string(Path::new(MODELS).join("models.toml")).unwrap();
    toml::from_str::<Models>(&text).unwrap();
    let manifest: Manifest = toml::from_str(&text).unwrap();
    let recognisers = manifest.model.into_iter();
    recognisers.filter_map(|entry| Some((entry.name, entry.role.recogniser?.calibration))).collect()
}

#[test]
fn every_card_agrees_with_the_thresholds() {
    for (name, calibration) in calibrations() {
        let card = fs::read_to_string(Path::new(MODELS).join(format!("{name}.md"))).unwrap();
        for fact in [&calibration.data, &calibration.date, &calibration.build] {
            assert!(card.contains(&**fact), "{name}: {fact}");
        }
        for thresholds in &calibration.thresholds {
            let fmr = format!("{:e}", thresholds.fmr.rate());
            for (frames, point) in (1..).zip(&thresholds.frames) {
                let [fnmr, low, high] = [point.fnmr, point.low, point.high]
                    .map(|share| format!("{:.2}", 100.0 * share));
                let row = format!(
                    "| {fmr} | {frames} | {:.4} | {fnmr} % ({low} to {high}) |",
                    point.threshold
                );
                assert!(card.contains(&row), "{name}: {row}");
            }
        }
        for curve in ["det", "scores", "discard"] {
            let file = format!("plots/{name}-{curve}.svg");
            assert!(card.contains(&file) && Path::new(MODELS).join(&file).is_file(), "{file}");
        }
        for section in ["## Limits", "## How to recompute", "## Look-alikes"] {
            assert!(card.contains(section), "{name}: {section}");
        }
    }
}

#[test]
fn s0_every_card_contains_the_limits_for_the_same_photograph_with_both_error_rates() {
    for (name, calibration) in calibrations() {
        let card = fs::read_to_string(Path::new(MODELS).join(format!("{name}.md"))).unwrap();
        let same = calibration.same_photograph.unwrap_or_else(|| panic!("{name} has no limits"));
        let (_, section) = card.split_once("## The same photograph\n").unwrap();
        let section = section.split("\n## ").next().unwrap();
        for fact in [&same.date, &same.build] {
            assert!(section.contains(&**fact), "{name}: {fact}");
        }
        for source in [PictureSource::File, PictureSource::Camera] {
            let limit = same.limit(source);
            let [alarms, missed, three] = [limit.false_alarms, limit.misses, limit.misses_of_three]
                .map(|rate| {
                    let [rate, low, high] = [rate.rate, rate.low, rate.high]
                        .map(|share| format!("{:.2}", 100.0 * share));
                    format!("{rate} % ({low} to {high})")
                });
            let is_row = |line: &&str| {
                line.contains(&format!("| {:.4} | {alarms} |", limit.limit))
                    && line.ends_with(&format!("| {missed} | {three} |"))
            };
            assert!(section.lines().any(|line| is_row(&line)), "{name}: {source:?} {limit:?}");
        }
        for fact in ["Another photograph of the same person passes", "stand-in"] {
            assert!(section.contains(fact), "{name}: {fact}");
        }
    }
}

/// Code changes of crate `face` require a new measurement, changes of comments and tests do not:
/// `cargo xtask eval --write-card` for each recogniser, `--without-damage` if time is short.
#[test]
fn the_thresholds_were_measured_with_this_pipeline() {
    for (name, calibration) in calibrations() {
        assert_eq!(calibration.build, eval::networks::BUILD, "measure {name} again");
    }
}

#[test]
fn several_frames_miss_less_often_than_one() {
    for (name, calibration) in calibrations() {
        for thresholds in &calibration.thresholds {
            let [one, two, three]: [_; MAX_FRAMES] = thresholds.frames.map(|point| point.fnmr);
            assert!(three <= two && two < one, "{name}: {thresholds:?}");
            assert!(three <= 0.6 * one, "{name}: {thresholds:?}");
        }
    }
}

/// NIST SP 800-63A-4: FMR of at most 1e-4, FNMR of at most 1 %. Three frames must be 60 % better
/// than one.
#[test]
fn the_preferred_recogniser_meets_the_requirements() {
    let (name, calibration) = calibrations().swap_remove(0);
    let thresholds = calibration.at(models::Fmr::OneInTenThousand).unwrap();
    let [one, _, three] = thresholds.frames.map(|point| point.fnmr);
    assert!(three <= 0.01 && three <= 0.4 * one, "{name}: {one} {three}");
}
