//! The panel with accessibility preferences.

use leptos::prelude::*;

use super::{
    element::{El, View, el, p},
    title::panel_title,
};
use crate::{
    access::{Access, TextSize, Volume},
    kiosk::Kiosk,
    text::Sentence,
};

/// Text size, contrast, reach, speech, volume. They are reset for the next traveller.
pub fn access_panel() -> View {
    let sizes = TextSize::ALL.map(|text| {
        choice(
            size(text),
            move |access| access.text == text,
            move |access| Access { text, ..access },
        )
    });
    let volumes = Volume::ALL.map(|volume| {
        choice(
            loudness(volume),
            move |access| access.volume == volume,
            move |access| Access { volume, ..access },
        )
    });
    vec![
        panel_title(|words| words.access_title()),
        group(|words| words.access_text_size(), sizes.into()),
        switch(
            |words| words.access_contrast(),
            |access| access.strong_contrast,
            |access, on| Access { strong_contrast: on, ..access },
        ),
        switch(
            |words| words.access_reach(),
            |access| access.low_controls,
            |access, on| Access { low_controls: on, ..access },
        ),
        switch(|words| words.access_speech(), |access| access.speech, Access::with_speech),
        switch(|words| words.access_blank(), |access| access.dark_screen, Access::with_dark_screen),
        group(|words| words.access_volume(), volumes.into()),
    ]
}

/// Choices of one kind, under its name.
fn group(text: Sentence, choices: View) -> El {
    el("div")
        .class("group")
        .set("role", "group")
        .named(text)
        .with(p(text))
        .with(el("div").class("actions").with_all(choices))
}

/// A group with the two choices off and on.
fn switch(text: Sentence, read: fn(&Access) -> bool, set: fn(Access, bool) -> Access) -> El {
    let off = choice(
        |words| words.access_off(),
        move |access| !read(access),
        move |access| set(access, false),
    );
    let on = choice(|words| words.access_on(), read, move |access| set(access, true));
    group(text, vec![off, on])
}

/// One of several; a mark says which one is chosen, not only its colour.
fn choice(
    text: Sentence,
    is_chosen: impl Fn(&Access) -> bool + 'static,
    change: impl Fn(Access) -> Access + Copy + 'static,
) -> El {
    let kiosk: Kiosk = expect_context();
    el("button")
        .keep("aria-pressed", move || Some(is_chosen(&kiosk.access.read()).to_string()))
        .on_click(move || kiosk.set_accessibility(change))
        .say(text)
}

fn size(text: TextSize) -> Sentence {
    match text {
        TextSize::Normal => |words| words.access_text_normal(),
        TextSize::Large => |words| words.access_text_large(),
        TextSize::Largest => |words| words.access_text_largest(),
    }
}

fn loudness(volume: Volume) -> Sentence {
    match volume {
        Volume::Off => |words| words.access_volume_off(),
        Volume::Soft => |words| words.access_volume_soft(),
        Volume::Loud => |words| words.access_volume_loud(),
    }
}
