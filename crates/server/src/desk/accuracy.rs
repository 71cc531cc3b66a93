//! How often the kiosk's recognisers are wrong, as HTML: the short form of their cards.

use maud::{Markup, html};
use models::{CalibrationSummary, FnmrByFrames};

use crate::{Recognisers, recognisers::Recogniser};

/// The section below the tickets.
pub(super) fn section(recognisers: &Recognisers) -> Markup {
    html! {
        section.accuracy aria-labelledby="accuracy" {
            h2 id="accuracy" { "How often is the comparison wrong?" }
            @for recogniser in recognisers.iter() { (card(recogniser)) }
            @if recognisers.iter().next().is_none() {
                p {
                    "The kiosk has no list of its models, so it is not known here which recogniser "
                    "compares, and how often it is wrong."
                }
            }
        }
    }
}

fn card(recogniser: &Recogniser) -> Markup {
    html! {
        details {
            summary { (recogniser.title) }
            @match &recogniser.calibration {
                Some(calibration) => (measured(calibration)),
                None => p {
                    "The error rates of this recogniser were not measured. Without them it does not "
                    "compare, and the kiosk's face lane is closed."
                }
            }
            p { "The whole card: models/" (recogniser.name) ".md" }
        }
    }
}

fn measured(calibration: &CalibrationSummary) -> Markup {
    let CalibrationSummary { data, date, build, photos, people, thresholds } = calibration;
    html! {
        table {
            caption { "One document photo against three frames of a live face" }
            thead {
                tr {
                    th scope="col" { "Two people match (FMR)" }
                    th scope="col" { "One person does not match (FNMR)" }
                    th scope="col" { "95 % interval" }
                }
            }
            tbody { @for threshold in thresholds { (row(threshold)) } }
        }
        p {
            "Measured on " (date) " with " (data) ": " (number(*photos)) " photos of "
            (number(*people)) " people. Pipeline " (build) "."
        }
        p {
            @if calibration.is_of_news_photos() {
                "Press photos, not passport photos, without labels of age, sex or skin: the rates of "
                "groups of people are not known. Two people of one sex match about three times as "
                "often as these rates say (sex guessed by a program). "
            }
            "A traveller has two tries, so another person's document may match up to twice as often."
        }
    }
}

fn row(thresholds: &FnmrByFrames) -> Markup {
    let [count, low, high] = thresholds.with_all_frames().of_ten_thousand().map(number);
    html! {
        tr {
            th scope="row" { "at most 1 in " (number(thresholds.fmr.one_in())) }
            td { (count) " in 10,000" }
            td { (low) " to " (high) }
        }
    }
}

/// With a comma between thousands.
fn number(n: u32) -> String {
    match (n / 1000, n % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", number(thousands)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_stand_together() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (7_260_040, "7,260,040")] {
            assert_eq!(number(n), text);
        }
    }
}
