//! The cards in `models/` and the thresholds that the product uses say the same, and what they say
//! is as good as it must be.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use face::spec::{Calibration, MAX_FRAMES, Models, PictureSource};
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

/// What was measured with every recogniser, by its name.
fn calibrations() -> Vec<(String, Calibration)> {
    let text = fs::read_to_string(Path::new(MODELS).join("models.toml")).unwrap();
    toml::from_str::<Models>(&text).unwrap();
    let manifest: Manifest = toml::from_str(&text).unwrap();
    let recognisers = manifest.model.into_iter();
    recognisers.filter_map(|it| Some((it.name, it.role.recogniser?.calibration))).collect()
}

#[test]
fn every_card_says_what_the_thresholds_say() {
    for (name, calibration) in calibrations() {
        let card = fs::read_to_string(Path::new(MODELS).join(format!("{name}.md"))).unwrap();
        for fact in [&calibration.data, &calibration.date, &calibration.build] {
            assert!(card.contains(&**fact), "{name}: {fact}");
        }
        for thresholds in &calibration.thresholds {
            let fmr = format!("{:e}", thresholds.fmr.rate());
            for (frames, point) in (1..).zip(&thresholds.frames) {
                let [fnmr, low, high] =
                    [point.fnmr, point.low, point.high].map(|it| format!("{:.2}", 100.0 * it));
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
fn s0_every_card_says_the_limits_for_the_same_photograph_with_both_error_rates() {
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
                .map(|it| {
                    let [rate, low, high] =
                        [it.rate, it.low, it.high].map(|share| format!("{:.2}", 100.0 * share));
                    format!("{rate} % ({low} to {high})")
                });
            let is_row = |line: &&str| {
                line.contains(&format!("| {:.4} | {alarms} |", limit.limit))
                    && line.ends_with(&format!("| {missed} | {three} |"))
            };
            assert!(section.lines().any(|it| is_row(&it)), "{name}: {source:?} {limit:?}");
        }
        for fact in ["Another photograph of the same person passes", "stand-in"] {
            assert!(section.contains(fact), "{name}: {fact}");
        }
    }
}

/// Comments and tests of crate `face` may change without a new measurement, its code may not:
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
            let [one, two, three]: [_; MAX_FRAMES] = thresholds.frames.map(|it| it.fnmr);
            assert!(three <= two && two < one, "{name}: {thresholds:?}");
            assert!(three <= 0.6 * one, "{name}: {thresholds:?}");
        }
    }
}

/// NIST SP 800-63A-4: FMR of at most 1e-4, FNMR of at most 1 %. Three frames must be 60 % better
/// than one.
#[test]
fn the_preferred_recogniser_meets_the_yardstick() {
    let (name, calibration) = calibrations().swap_remove(0);
    let thresholds = calibration.at(face::spec::Fmr::OneInTenThousand).unwrap();
    let [one, _, three] = thresholds.frames.map(|it| it.fnmr);
    assert!(three <= 0.01 && three <= 0.4 * one, "{name}: {one} {three}");
}
