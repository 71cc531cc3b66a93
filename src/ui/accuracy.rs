//! The error rates of the comparison for travellers, as natural frequencies.

use leptos::prelude::*;

use super::{
    element::{El, el},
    number::number,
};
use crate::{kiosk::Kiosk, text::Words, worker::accuracy::MeasuredAccuracy};

/// The measured error rates and the photos that they were measured with, or a note that the
/// recogniser has not been measured.
pub fn accuracy() -> El {
    let kiosk: Kiosk = expect_context();
    el("div").class("answer").show(move || {
        let words = kiosk.words.get();
        let told = kiosk.measured().map(|measured| told(words, &measured));
        let told = told.unwrap_or_else(|| vec![words.privacy_wrong_unknown()]);
        told.iter().map(|sentence| el("p").text(sentence)).collect()
    })
}

fn told(words: &Words, measured: &MeasuredAccuracy) -> Vec<String> {
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
