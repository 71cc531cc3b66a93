//! What staff want to know of this kiosk, before it opens.

use leptos::prelude::*;

use super::{closed, look, number::number, title::PanelTitle};
use crate::{flow::FaceLane, kiosk::Kiosk, text::L10nLanguage};

/// Facts, and what is wrong.
#[component]
pub fn Staff() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let number = move || kiosk.site.read().as_ref().map(|site| site.kiosk.to_string());
    let lane = move || {
        let words = kiosk.words.read();
        match kiosk.flow.read().face_lane {
            FaceLane::Preparing => words.one_moment(),
            FaceLane::Open => words.staff_open(),
            FaceLane::Closed(closure) => closed::reason(closure)(&words),
        }
    };
    let name = move || kiosk.recogniser.read().as_ref().map(|it| it.name.clone());
    let fallback = move || {
        let (words, recogniser) = (kiosk.words.read(), kiosk.recogniser.read());
        let is_fallback = recogniser.as_ref()?.is_fallback;
        Some(if is_fallback { words.staff_yes() } else { words.staff_no() })
    };
    let settings = move || {
        let words = kiosk.words.read();
        kiosk.fault.get().unwrap_or_else(|| words.staff_settings_good())
    };
    let languages = move || {
        let names = kiosk.languages().into_iter().map(|it| it.language_name());
        names.collect::<Vec<_>>().join(", ")
    };
    let text = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        let (width, height) = look::screen_size()?;
        let size = site.as_ref()?.screen.smallest_text(width, height);
        Some(words.staff_text_size(size.round()))
    };
    view! {
        <PanelTitle text=|words| words.staff_title()/>
        <table class="facts">
            <tbody>
                <Fact name=|words| words.staff_kiosk() value=number/>
                <Fact name=|words| words.staff_build() value=move || kiosk.build().map(|it| it.to_string())/>
                <Fact name=|words| words.staff_lane() value=lane/>
                <Fact name=|words| words.staff_model() value=name/>
                <Fact name=|words| words.staff_fallback() value=fallback/>
                <Measurement/>
                <Fact name=|words| words.staff_settings() value=settings/>
                <Fact name=|words| words.staff_queue() value=move || kiosk.waiting.get()/>
                <Fact name=|words| words.staff_text() value=text/>
                <Fact name=|words| words.staff_languages() value=languages/>
            </tbody>
        </table>
        <p>{kiosk.say(|words| words.staff_review())}</p>
    }
}

/// How often the face model is wrong, at the rate that the site asks for, and how that is known.
#[component]
fn Measurement() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let target = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        let one_in = site.as_ref()?.target_fmr.one_in();
        Some(words.staff_target_rate(number(&words, one_in)))
    };
    let missed = move || {
        let words = kiosk.words.read();
        let Some(measured) = kiosk.measured() else { return words.staff_unmeasured() };
        let [count, low, high] = measured.fnmr.of_ten_thousand().map(|it| number(&words, it));
        words.staff_missed_rate(count, number(&words, 10_000), low, high)
    };
    let data = move || {
        let words = kiosk.words.read();
        let calibration = kiosk.measured()?.calibration;
        let (photos, people) =
            (number(&words, calibration.photos), number(&words, calibration.people));
        Some(words.staff_data_size(calibration.data, photos, people))
    };
    let date = move || kiosk.measured().map(|it| it.calibration.date);
    let pipeline = move || kiosk.measured().map(|it| it.calibration.build);
    view! {
        <Fact name=|words| words.staff_target() value=target/>
        <Fact name=|words| words.staff_missed() value=missed/>
        <Fact name=|words| words.staff_data() value=data/>
        <Fact name=|words| words.staff_measured() value=date/>
        <Fact name=|words| words.staff_pipeline() value=pipeline/>
    }
}

#[component]
fn Fact<V: IntoView + 'static>(
    name: fn(&L10nLanguage) -> String,
    value: impl Fn() -> V + Send + 'static,
) -> impl IntoView
where
    <V as leptos::tachys::view::Render>::State: 'static,
{
    let kiosk: Kiosk = expect_context();
    view! {
        <tr>
            <th scope="row">{kiosk.say(name)}</th>
            <td><bdi>{move || value().into_any()}</bdi></td>
        </tr>
    }
}
