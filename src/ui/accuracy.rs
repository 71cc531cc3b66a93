//! The error rates of the comparison for travellers, as natural frequencies.

use leptos::prelude::*;

use super::number::number;
use crate::{kiosk::Kiosk, text::Words, worker::accuracy::MeasuredAccuracy};

/// The measured error rates and the photos that they were measured with, or a note that the
/// recogniser has not been measured.
#[component]
pub fn AccuracyStatement() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let sentences = move || {
        let words = kiosk.words.get();
        let measured = kiosk.measured().map(|measured| describe(words, &measured));
        measured.unwrap_or_else(|| vec![words.privacy_wrong_unknown()])
    };
    view! {
        <div class="answer">
            {move || sentences().into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </div>
    }
}

fn describe(words: &Words, measured: &MeasuredAccuracy) -> Vec<String> {
    let MeasuredAccuracy { calibration, target, fnmr } = measured;
    let (photos, people) = (number(words, calibration.photos), number(words, calibration.people));
    let with = if calibration.is_of_news_photos() {
        words.privacy_wrong_news(photos, people)
    } else {
        words.privacy_wrong_photos(photos, people, &*calibration.data)
    };
    vec![
        words.privacy_wrong_match(number(words, target.one_in())),
        words.privacy_wrong_tries(),
        words.privacy_wrong_missed(number(words, fnmr.of_thousand()), number(words, 1_000)),
        with,
        words.privacy_wrong_groups(),
    ]
}
