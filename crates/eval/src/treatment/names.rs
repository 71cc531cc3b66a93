//! How steps are written: a word, and for most a hyphen and a strength.

use std::{fmt, ops::RangeInclusive};

use super::{Error, Step};

/// A word that names steps.
struct Name {
    word: &'static str,
    /// Which strengths it takes, and in which unit. None: it takes no strength.
    strength: Option<(RangeInclusive<f64>, &'static str)>,
    /// The step, of a strength within the range, or of the strength that goes without saying.
    step: fn(Option<f64>) -> Step,
}

const NAMES: [Name; 21] = [
    with("eyes", 10.0..=400.0, "px", |it| Step::Eyes(it.unwrap_or(60.0))),
    with("jpeg", 1.0..=100.0, "quality", |it| Step::Jpeg(it.unwrap_or(30.0))),
    without("grey", |_| Step::Grey),
    with("gamma", 0.3..=3.0, "power", Step::Gamma),
    with("blur", 0.5..=50.0, "% of the eye distance", |it| Step::Blur(it.unwrap_or(4.0))),
    with("dark", 1.0..=95.0, "% of the light", |it| Step::Dark(it.unwrap_or(60.0))),
    with("bright", 1.0..=400.0, "% of the light", |it| Step::Bright(it.unwrap_or(80.0))),
    with("halftone", 5.0..=200.0, "lines per eye distance", |it| {
        Step::Halftone(it.unwrap_or(60.0))
    }),
    with("glare", 5.0..=100.0, "% of white", |it| Step::Glare(it.unwrap_or(70.0))),
    with("perspective", 1.0..=30.0, "degrees", |it| Step::Perspective(it.unwrap_or(12.0))),
    with("turn", 0.0..=360.0, "degrees", |it| Step::Turn(it.unwrap_or(15.0))),
    with("cast", 1.0..=90.0, "% of the light", |it| Step::Cast(it.unwrap_or(15.0))),
    with("noise", 0.5..=30.0, "% of white", |it| Step::Noise(it.unwrap_or(2.0))),
    with("screen", 20.0..=2000.0, "screen pixels between the eyes", |it| {
        Step::Screen(it.unwrap_or(300.0))
    }),
    with("bend", 1.0..=60.0, "degrees between the eyes", |it| Step::Bend(it.unwrap_or(30.0))),
    with("take", 1.0..=100.0, "number", |it| Step::Take(it.unwrap_or(1.0))),
    with("passport", 10.0..=400.0, "px", |it| Step::Passport(it.unwrap_or(60.0))),
    with("pad", 1.0..=100.0, "% of the longer side", |it| Step::Pad(it.unwrap_or(25.0))),
    without("double", |_| Step::Double),
    without("stretch", |_| Step::Stretch),
    without("equalise", |_| Step::Equalise),
];

const fn with(
    word: &'static str,
    range: RangeInclusive<f64>,
    unit: &'static str,
    step: fn(Option<f64>) -> Step,
) -> Name {
    Name { word, strength: Some((range, unit)), step }
}

const fn without(word: &'static str, step: fn(Option<f64>) -> Step) -> Name {
    Name { word, strength: None, step }
}

/// Reads one step, such as `blur-5` or `grey`.
pub(super) fn step(text: &str) -> Result<Step, Error> {
    let (word, strength) = match text.split_once('-') {
        Some((word, strength)) => (word, Some(strength)),
        None => (text, None),
    };
    let Some(name) = NAMES.iter().find(|it| it.word == word) else {
        let known = NAMES.iter().map(Name::to_string).collect::<Vec<_>>().join(", ");
        return Err(Error::Unknown { name: text.into(), known });
    };
    let Some(strength) = strength else { return Ok((name.step)(None)) };
    match (strength.parse(), &name.strength) {
        (Ok(strength), Some((range, _))) if range.contains(&strength) => {
            Ok((name.step)(Some(strength)))
        }
        _ => Err(Error::Strength { name: text.into(), known: name.to_string() }),
    }
}

/// Writes `step` so that [`step`] reads the same from it.
pub(super) fn write(f: &mut fmt::Formatter<'_>, step: Step) -> fmt::Result {
    let (word, strength) = match step {
        Step::Eyes(it) => ("eyes", Some(it)),
        Step::Jpeg(it) => ("jpeg", Some(it)),
        Step::Grey => ("grey", None),
        Step::Gamma(it) => ("gamma", it),
        Step::Blur(it) => ("blur", Some(it)),
        Step::Dark(it) => ("dark", Some(it)),
        Step::Bright(it) => ("bright", Some(it)),
        Step::Halftone(it) => ("halftone", Some(it)),
        Step::Glare(it) => ("glare", Some(it)),
        Step::Perspective(it) => ("perspective", Some(it)),
        Step::Turn(it) => ("turn", Some(it)),
        Step::Cast(it) => ("cast", Some(it)),
        Step::Noise(it) => ("noise", Some(it)),
        Step::Screen(it) => ("screen", Some(it)),
        Step::Bend(it) => ("bend", Some(it)),
        Step::Take(it) => ("take", Some(it)),
        Step::Passport(it) => ("passport", Some(it)),
        Step::Pad(it) => ("pad", Some(it)),
        Step::Double => ("double", None),
        Step::Stretch => ("stretch", None),
        Step::Equalise => ("equalise", None),
    };
    match strength {
        Some(strength) => write!(f, "{word}-{strength}"),
        None => f.write_str(word),
    }
}

impl fmt::Display for Name {
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
    fn both_ends_of_each_range_are_taken_and_nothing_beyond_them() {
        for name in &NAMES {
            let Some((range, _)) = &name.strength else { continue };
            let read = |strength: f64| step(&format!("{}-{strength}", name.word));
            assert_eq!(read(*range.start()), Ok((name.step)(Some(*range.start()))));
            assert_eq!(read(*range.end()), Ok((name.step)(Some(*range.end()))));
            for outside in [range.start() - 0.1, range.end() + 0.1, f64::NAN, f64::INFINITY] {
                assert!(matches!(read(outside), Err(Error::Strength { .. })), "{}", name.word);
            }
        }
    }

    #[test]
    fn the_documented_ranges_are_the_real_ones() {
        for name in &NAMES {
            let strength = name.strength.as_ref();
            let start = format!("/// | `{}{}` |", name.word, strength.map_or("", |_| "-N"));
            let mut rows = include_str!("../treatment.rs").lines();
            let row = rows.find(|it| it.starts_with(&start)).expect(name.word);
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
    fn what_is_unknown_is_refused_with_all_names() {
        for text in ["", "fog", "Grey", "blur-5+", "+", "eyes45", " grey"] {
            let error = text.parse::<Treatment>().unwrap_err();
            assert!(matches!(error, Error::Unknown { .. }), "{text:?}: {error}");
            let message = error.to_string();
            assert!(NAMES.iter().all(|it| message.contains(it.word)), "{text:?}: {message}");
        }
    }

    #[test]
    fn a_strength_that_is_none_is_refused_with_the_range() {
        for text in ["blur-", "blur-x", "blur-5-5", "grey-5", "eyes--45", "double-2"] {
            let error = text.parse::<Treatment>().unwrap_err();
            assert!(matches!(error, Error::Strength { .. }), "{text:?}: {error}");
        }
        let message = "eyes-9".parse::<Treatment>().unwrap_err().to_string();
        assert!(message.contains("\"eyes-9\"; there is eyes-N (N from 10 to 400 px)"), "{message}");
    }
}
