//! What makes the kiosk easier to use.

use leptos::prelude::*;

use super::title::PanelTitle;
use crate::{
    access::{Access, TextSize, Volume},
    kiosk::Kiosk,
    text::L10nLanguage,
};

/// Text size, contrast, reach, speech, sound. All as it was for the next traveller.
#[component]
pub fn Ease() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let sizes = TextSize::ALL.map(|text| {
        let is_chosen = move || kiosk.access.read().text == text;
        choice(kiosk, size(text), is_chosen, move |access| Access { text, ..access })
    });
    let volumes = Volume::ALL.map(|volume| {
        let is_chosen = move || kiosk.access.read().volume == volume;
        choice(kiosk, loudness(volume), is_chosen, move |access| Access { volume, ..access })
    });
    view! {
        <PanelTitle text=|words| words.access_title()/>
        <Group text=|words| words.access_text_size()>{sizes.into_iter().collect_view()}</Group>
        <Switch
            text=|words| words.access_contrast()
            read=|it| it.strong_contrast
            set=|it, on| Access { strong_contrast: on, ..it }
        />
        <Switch
            text=|words| words.access_reach()
            read=|it| it.low_controls
            set=|it, on| Access { low_controls: on, ..it }
        />
        <Switch
            text=|words| words.access_speech()
            read=|it| it.speech
            set=Access::with_speech
        />
        <Switch
            text=|words| words.access_blank()
            read=|it| it.dark_screen
            set=Access::with_dark_screen
        />
        <Group text=|words| words.access_volume()>{volumes.into_iter().collect_view()}</Group>
    }
}

/// Choices of one kind, under its name.
#[component]
fn Group(text: fn(&L10nLanguage) -> String, children: Children) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <div class="group" role="group" aria-label=kiosk.say(text)>
            <p>{kiosk.say(text)}</p>
            <div class="actions">{children()}</div>
        </div>
    }
}

/// Something that is on or off.
#[component]
fn Switch(
    text: fn(&L10nLanguage) -> String,
    read: fn(&Access) -> bool,
    set: fn(Access, bool) -> Access,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is = move |on| move || read(&kiosk.access.read()) == on;
    view! {
        <Group text=text>
            {choice(kiosk, |words| words.access_off(), is(false), move |it| set(it, false))}
            {choice(kiosk, |words| words.access_on(), is(true), move |it| set(it, true))}
        </Group>
    }
}

/// One of several; a mark says which one is chosen, not only its colour.
fn choice(
    kiosk: Kiosk,
    text: fn(&L10nLanguage) -> String,
    is_chosen: impl Fn() -> bool + Copy + Send + 'static,
    change: impl Fn(Access) -> Access + Copy + 'static,
) -> impl IntoView {
    view! {
        <button
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| kiosk.ease(change)
        >
            {kiosk.say(text)}
        </button>
    }
}

fn size(text: TextSize) -> fn(&L10nLanguage) -> String {
    match text {
        TextSize::Normal => |words| words.access_text_normal(),
        TextSize::Large => |words| words.access_text_large(),
        TextSize::Largest => |words| words.access_text_largest(),
    }
}

fn loudness(volume: Volume) -> fn(&L10nLanguage) -> String {
    match volume {
        Volume::Off => |words| words.access_volume_off(),
        Volume::Soft => |words| words.access_volume_soft(),
        Volume::Loud => |words| words.access_volume_loud(),
    }
}
