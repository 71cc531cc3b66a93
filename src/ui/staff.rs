//! The staff panel: the state of this kiosk.

use leptos::prelude::*;
use protocol::CameraTurn;

use super::{
    carry::carry,
    closed,
    element::{El, View, el, p},
    enrol::code,
    look,
    number::number,
    title::panel_title,
};
use crate::{
    flow::FaceLane,
    kiosk::Kiosk,
    server::Standing,
    text::{Sentence, Words},
};

/// The kiosk's data and its faults.
pub fn staff() -> View {
    let kiosk: Kiosk = expect_context();
    let lane = move |words: &Words| {
        Some(match kiosk.flow.read().face_lane {
            FaceLane::Preparing => words.one_moment(),
            FaceLane::Open => words.staff_open(),
            FaceLane::Closed(closure) => closed::reason(closure)(words),
        })
    };
    let camera = move |words: &Words| {
        let mounted = match kiosk.camera_turn.get() {
            CameraTurn::None => None,
            CameraTurn::Half => Some(words.staff_camera_half()),
            CameraTurn::Right | CameraTurn::Left => Some(words.staff_camera_side()),
        };
        let small = kiosk.camera.get().is_small.then(|| words.staff_camera_small());
        let faults: Vec<_> = mounted.into_iter().chain(small).collect();
        Some(if faults.is_empty() { words.staff_camera_good() } else { faults.join(" ") })
    };
    let fallback = move |words: &Words| {
        let is_fallback = kiosk.recogniser.read().as_ref()?.is_fallback;
        Some(if is_fallback { words.staff_yes() } else { words.staff_no() })
    };
    let languages = move |_: &Words| {
        let names = kiosk.languages().into_iter().map(|language| language.language_name());
        Some(names.collect::<Vec<_>>().join(", "))
    };
    let text = move |words: &Words| {
        let site = kiosk.site.read();
        let (width, height) = look::screen_size()?;
        let size = site.as_ref()?.screen.smallest_text(width, height);
        Some(words.staff_text_size(size.round() as u32))
    };
    let settings =
        move |words: &Words| Some(kiosk.fault.get().unwrap_or_else(|| words.staff_settings_good()));
    let kiosk_number = move |_: &Words| Some(kiosk.number().to_string());
    let facts = el("tbody")
        .with(fact(|words| words.staff_kiosk(), kiosk_number))
        .with(fact(|words| words.staff_build(), move |_| Some(kiosk.build()?.to_string())))
        .with(fact(|words| words.staff_lane(), lane))
        .with(fact(|words| words.staff_camera(), camera))
        .with(fact(
            |words| words.staff_model(),
            move |_| Some(kiosk.recogniser.read().as_ref()?.name.clone()),
        ))
        .with(fact(|words| words.staff_fallback(), fallback))
        .with(fact(|words| words.staff_general_engine(), |words| Some(words.staff_yes())).flag(
            "hidden",
            move || {
                let recogniser = kiosk.recogniser.read();
                recogniser.as_ref().is_none_or(|recogniser| !recogniser.needs_general_engine())
            },
        ))
        .with_all(measurement())
        .with(fact(|words| words.staff_settings(), settings))
        .with_all(trust())
        .with_all(server())
        .with(fact(|words| words.staff_text(), text))
        .with(fact(|words| words.staff_languages(), languages));
    let mut view = vec![
        panel_title(|words| words.staff_title()),
        el("table").class("facts").with(facts),
        code(),
    ];
    view.extend(carry());
    view.push(p(|words| words.staff_review()));
    view
}

/// The age of the list of issuing authorities, where chips are read.
fn trust() -> View {
    let kiosk: Kiosk = expect_context();
    let has_chip = kiosk.site.read().as_ref().is_some_and(|site| site.reader.is_some());
    let made = move |words: &Words| {
        Some(kiosk.trust_made.get().unwrap_or_else(|| words.staff_trust_missing()))
    };
    has_chip.then(|| fact(|words| words.staff_trust(), made)).into_iter().collect()
}

/// Enrolment, the queue of results, and the clock error.
fn server() -> View {
    let kiosk: Kiosk = expect_context();
    let standing = move |words: &Words| {
        Some(match kiosk.standing() {
            Standing::Asking => words.one_moment(),
            Standing::NotEnrolled => words.staff_not_enrolled(),
            Standing::Enrolled(_) => words.staff_enrolled(),
            Standing::Mistrusted(_) => words.staff_mistrusted(),
            Standing::Revoked(_) => words.closed_revoked(),
        })
    };
    let waiting = move |words: &Words| {
        let queue = kiosk.server.get().queue;
        let count = queue.waiting.to_string();
        let loss = queue.is_fleeting.then(|| words.staff_fleeting());
        Some(loss.map_or(count.clone(), |loss| format!("{count}. {loss}")))
    };
    let age = move |words: &Words| {
        let minutes = kiosk.now().saturating_sub(kiosk.server.get().queue.oldest?) / 60;
        Some(words.staff_age(minutes / 60, minutes % 60))
    };
    let clock = move |words: &Words| {
        let ahead = kiosk.server.get().clock_error?;
        let minutes = ahead.unsigned_abs();
        let time = words.staff_age(minutes / 60, minutes % 60);
        Some(match ahead {
            0 => words.staff_clock_right(),
            1.. => words.staff_clock_ahead(time),
            ..0 => words.staff_clock_behind(time),
        })
    };
    vec![
        fact(|words| words.staff_server(), standing),
        fact(|words| words.staff_queue(), waiting),
        fact(|words| words.staff_oldest(), age),
        fact(|words| words.staff_clock(), clock),
    ]
}

/// The measured error rate of the recogniser at the site's false match rate, and the data it is from.
fn measurement() -> View {
    let kiosk: Kiosk = expect_context();
    let target = move |words: &Words| {
        let one_in = kiosk.site.read().as_ref()?.target_fmr.one_in();
        Some(words.staff_target_rate(number(words, one_in)))
    };
    let missed = move |words: &Words| {
        let Some(measured) = kiosk.measured() else { return Some(words.staff_unmeasured()) };
        let [count, low, high] = measured.fnmr.of_ten_thousand().map(|count| number(words, count));
        Some(words.staff_missed_rate(count, number(words, 10_000), low, high))
    };
    let data = move |words: &Words| {
        let calibration = kiosk.measured()?.calibration;
        let (photos, people) =
            (number(words, calibration.photos), number(words, calibration.people));
        Some(words.staff_data_size(calibration.data, photos, people))
    };
    vec![
        fact(|words| words.staff_target(), target),
        fact(|words| words.staff_missed(), missed),
        fact(|words| words.staff_data(), data),
        fact(|words| words.staff_measured(), move |_| Some(kiosk.measured()?.calibration.date)),
        fact(|words| words.staff_pipeline(), move |_| Some(kiosk.measured()?.calibration.build)),
    ]
}

fn fact(name: Sentence, value: impl Fn(&Words) -> Option<String> + 'static) -> El {
    el("tr").with(el("th").set("scope", "row").say(name)).with(el("td").with(el("bdi").tell(value)))
}
