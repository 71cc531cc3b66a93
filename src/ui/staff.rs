//! The staff panel: the state of this kiosk.

use leptos::prelude::*;
use protocol::CameraTurn;

use super::{
    closed,
    enrol::EnrolmentForm,
    localized::{localized, localized_with},
    look,
    number::number,
    title::PanelTitle,
};
use crate::{
    flow::FaceLane,
    kiosk::Kiosk,
    server::Standing,
    text::{Sentence, Words},
    worker::parts::Engine,
};

/// The kiosk's data and its faults.
#[component]
pub fn StaffPanel() -> impl IntoView {
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
    let is_general_engine = move || {
        let recogniser = kiosk.recogniser.read();
        recogniser.as_ref().is_some_and(|recogniser| recogniser.engine == Engine::Tract)
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
    let model = move |_: &Words| Some(kiosk.recogniser.read().as_ref()?.name.clone());
    view! {
        <PanelTitle text=|words| words.staff_title()/>
        <table class="facts">
            <tbody>
                <Fact name=|words| words.staff_kiosk() value=kiosk_number/>
                <Fact name=|words| words.staff_build() value=move |_| Some(kiosk.build()?.to_string())/>
                <Fact name=|words| words.staff_lane() value=lane/>
                <Fact name=|words| words.staff_camera() value=camera/>
                <Fact name=|words| words.staff_model() value=model/>
                <Fact name=|words| words.staff_fallback() value=fallback/>
                <Show when=is_general_engine>
                    <Fact name=|words| words.staff_general_engine() value=|words| Some(words.staff_yes())/>
                </Show>
                <Measurement/>
                <Fact name=|words| words.staff_settings() value=settings/>
                <ServerState/>
                <Fact name=|words| words.staff_text() value=text/>
                <Fact name=|words| words.staff_languages() value=languages/>
            </tbody>
        </table>
        <EnrolmentForm/>
        <p>{localized(|words| words.staff_review())}</p>
    }
}

/// Enrolment, the queue of results, and the clock error.
#[component]
fn ServerState() -> impl IntoView {
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
    view! {
        <Fact name=|words| words.staff_server() value=standing/>
        <Fact name=|words| words.staff_queue() value=waiting/>
        <Fact name=|words| words.staff_oldest() value=age/>
        <Fact name=|words| words.staff_clock() value=clock/>
    }
}

/// The measured error rate of the recogniser at the site's false match rate, and the data it is from.
#[component]
fn Measurement() -> impl IntoView {
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
    let date = move |_: &Words| Some(kiosk.measured()?.calibration.date);
    let pipeline = move |_: &Words| Some(kiosk.measured()?.calibration.build);
    view! {
        <Fact name=|words| words.staff_target() value=target/>
        <Fact name=|words| words.staff_missed() value=missed/>
        <Fact name=|words| words.staff_data() value=data/>
        <Fact name=|words| words.staff_measured() value=date/>
        <Fact name=|words| words.staff_pipeline() value=pipeline/>
    }
}

/// A row of the table.
#[component]
fn Fact(
    /// What it is about.
    name: Sentence,
    /// What is known of it.
    value: impl Fn(&Words) -> Option<String> + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{localized(name)}</th>
            <td>
                <bdi>{localized_with(value)}</bdi>
            </td>
        </tr>
    }
}
