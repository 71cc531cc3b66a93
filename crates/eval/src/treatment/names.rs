//! Text form of steps: a word, and for most a hyphen and a strength.

use std::{fmt, ops::RangeInclusive};

use super::{error::TreatmentError, step::Step};

/// The name of a step.
struct StepName {
    word: &'static str,
    /// The range and unit of its strength. `None` if it has no strength.
    strength: Option<(RangeInclusive<f64>, &'static str)>,
    /// Makes the step from a strength within the range, or with the default strength.
    step: fn(Option<f64>) -> Step,
}

const NAMES: [StepName; 22] = [
    with("eyes", 10.0..=400.0, "px", |strength| Step::Eyes(strength.unwrap_or(60.0))),
    with("jpeg", 1.0..=100.0, "quality", |strength| Step::Jpeg(strength.unwrap_or(30.0))),
    without("grey", |_| Step::Grey),
    with("gamma", 0.3..=3.0, "power", Step::Gamma),
    with("blur", 0.5..=50.0, "% of the eye distance", |strength| {
        Step::Blur(strength.unwrap_or(4.0))
    }),
    with("dark", 1.0..=95.0, "% of the light", |strength| Step::Dark(strength.unwrap_or(60.0))),
    with("bright", 1.0..=400.0, "% of the light", |strength| {
        Step::Bright(strength.unwrap_or(80.0))
    }),
    with("halftone", 5.0..=200.0, "lines per eye distance", |strength| {
        Step::Halftone(strength.unwrap_or(60.0))
    }),
    with("glare", 5.0..=100.0, "% of white", |strength| Step::Glare(strength.unwrap_or(70.0))),
    with("perspective", 1.0..=30.0, "degrees", |strength| {
        Step::Perspective(strength.unwrap_or(12.0))
    }),
    with("turn", 0.0..=360.0, "degrees", |strength| Step::Turn(strength.unwrap_or(15.0))),
    with("cast", 1.0..=90.0, "% of the light", |strength| Step::Cast(strength.unwrap_or(15.0))),
    with("noise", 0.5..=30.0, "% of white", |strength| Step::Noise(strength.unwrap_or(2.0))),
    with("motion", 0.5..=50.0, "% of the eye distance", |strength| {
        Step::Motion(strength.unwrap_or(4.0))
    }),
    with("screen", 20.0..=2000.0, "screen pixels between the eyes", |strength| {
        Step::Screen(strength.unwrap_or(300.0))
    }),
    with("bend", 1.0..=60.0, "degrees between the eyes", |strength| {
        Step::Bend(strength.unwrap_or(30.0))
    }),
    with("take", 1.0..=100.0, "number", |strength| Step::Take(strength.unwrap_or(1.0))),
    with("passport", 10.0..=400.0, "px", |strength| Step::Passport(strength.unwrap_or(60.0))),
    with("pad", 1.0..=100.0, "% of the longer side", |strength| {
        Step::Pad(strength.unwrap_or(25.0))
    }),
    without("double", |_| Step::Double),
    without("stretch", |_| Step::Stretch),
    without("equalise", |_| Step::Equalise),
];

const fn with(
    word: &'static str,
    range: RangeInclusive<f64>,
    unit: &'static str,
    step: fn(Option<f64>) -> Step,
) -> StepName {
    StepName { word, strength: Some((range, unit)), step }
}

const fn without(word: &'static str, step: fn(Option<f64>) -> Step) -> StepName {
    StepName { word, strength: None, step }
}

/// Parses one step, such as `blur-5` or `grey`.
pub(super) fn step(text: &str) -> Result<Step, TreatmentError> {
    let (word, strength) = match text.split_once('-') {
        Some((word, strength)) => (word, Some(strength)),
        None => (text, None),
    };
    let Some(name) = NAMES.iter().find(|name| name.word == word) else {
        let known = NAMES.iter().map(StepName::to_string).collect::<Vec<_>>().join(", ");
        return Err(TreatmentError::Unknown { name: text.into(), known });
    };
    let Some(strength) = strength else { return Ok((name.step)(None)) };
    match (strength.parse(), &name.strength) {
        (Ok(strength), Some((range, _))) if range.contains(&strength) => {
            Ok((name.step)(Some(strength)))
        }
        _ => Err(TreatmentError::Strength { name: text.into(), known: name.to_string() }),
    }
}

/// Writes `step` in the form that [`step`] parses.
pub(super) fn write(f: &mut fmt::Formatter<'_>, step: Step) -> fmt::Result {
    let (word, strength) = match step {
        Step::Eyes(strength) => ("eyes", Some(strength)),
        Step::Jpeg(strength) => ("jpeg", Some(strength)),
        Step::Grey => ("grey", None),
        Step::Gamma(strength) => ("gamma", strength),
        Step::Blur(strength) => ("blur", Some(strength)),
        Step::Dark(strength) => ("dark", Some(strength)),
        Step::Bright(strength) => ("bright", Some(strength)),
        Step::Halftone(strength) => ("halftone", Some(strength)),
        Step::Glare(strength) => ("glare", Some(strength)),
        Step::Perspective(strength) => ("perspective", Some(strength)),
        Step::Turn(strength) => ("turn", Some(strength)),
        Step::Cast(strength) => ("cast", Some(strength)),
        Step::Motion(strength) => ("motion", Some(strength)),
        Step::Noise(strength) => ("noise", Some(strength)),
        Step::Screen(strength) => ("screen", Some(strength)),
        Step::Bend(strength) => ("bend", Some(strength)),
        Step::Take(strength) => ("take", Some(strength)),
        Step::Passport(strength) => ("passport", Some(strength)),
        Step::Pad(strength) => ("pad", Some(strength)),
        Step::Double => ("double", None),
        Step::Stretch => ("stretch", None),
        Step::Equalise => ("equalise", None),
    };
    match strength {
        Some(strength) => write!(f, "{word}-{strength}"),
        None => f.write_str(word),
    }
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.strength {
            Some((range, unit)) => {
                write!(f, "{}-N (N from {} to {} {unit})", self.word, range.start(), range.end())
            }
            None => f.write_str(self.word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::Treatment;

    #[test]
    fn every_name_prints_as_itself_with_its_strength() {
        for name in &NAMES {
            let step = (name.step)(None);
            let text = Treatment(vec![step]).to_string();
            assert_eq!(super::step(&text), Ok(step), "{text}");
            assert_eq!(text.split('-').next(), Some(name.word));
        }
        assert_eq!(
            "blur+gamma+gamma-1.8+grey".parse::<Treatment>().unwrap().to_string(),
            "blur-4+gamma+gamma-1.8+grey"
        );
    }

    #[test]
    fn both_ends_of_each_range_are_accepted_and_nothing_beyond_them() {
        for name in &NAMES {
            let Some((range, _)) = &name.strength else { continue };
            let read = |strength: f64| step(&format!("{}-{strength}", name.word));
            assert_eq!(read(*range.start()), Ok((name.step)(Some(*range.start()))));
            assert_eq!(read(*range.end()), Ok((name.step)(Some(*range.end()))));
            for outside in [range.start() - 0.1, range.end() + 0.1, f64::NAN, f64::INFINITY] {
                assert!(
                    matches!(read(outside), Err(TreatmentError::Strength { .. })),
                    "{}",
                    name.word
                );
            }
        }
    }

    #[test]
    fn the_documented_ranges_are_the_real_ones() {
        for name in &NAMES {
            let strength = name.strength.as_ref();
            let start = format!("/// | `{}{}` |", name.word, strength.map_or("", |_| "-N"));
            let mut rows = include_str!("../treatment.rs").lines();
            let row = rows.find(|row| row.starts_with(&start)).expect(name.word);
            if let Some((range, _)) = strength {
                assert!(row.contains(&format!("{} to {}", range.start(), range.end())), "{row}");
            }
            let default = Treatment(vec![(name.step)(None)]).to_string();
            if let Some((_, default)) = default.split_once('-') {
                assert!(row.ends_with(&format!(", {default} |")), "{row}");
            }
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_all_names() {
        for text in ["", "fog", "Grey", "blur-5+", "+", "eyes45", " grey"] {
            let error = text.parse::<Treatment>().unwrap_err();
            assert!(matches!(error, TreatmentError::Unknown { .. }), "{text:?}: {error}");
            let message = error.to_string();
            assert!(NAMES.iter().all(|name| message.contains(name.word)), "{text:?}: {message}");
        }
    }

    #[test]
    fn an_invalid_strength_is_refused_with_the_range() {
        for text in ["blur-", "blur-x", "blur-5-5", "grey-5", "eyes--45", "double-2"] {
            let error = text.parse::<Treatment>().unwrap_err();
            assert!(matches!(error, TreatmentError::Strength { .. }), "{text:?}: {error}");
        }
        let message = "eyes-9".parse::<Treatment>().unwrap_err().to_string();
        assert!(message.contains("\"eyes-9\"; there is eyes-N (N from 10 to 400 px)"), "{message}");
    }
}
