//! The panel with accessibility preferences.

use leptos::prelude::*;

use super::{localized::localized, title::PanelTitle};
use crate::{
    access::{Access, TextSize, Volume},
    kiosk::Kiosk,
    text::Sentence,
};

/// Text size, contrast, reach, speech, volume. They are reset for the next traveller.
#[component]
pub fn AccessPanel() -> impl IntoView {
    let sizes = TextSize::ALL.map(|text| {
        view! {
            <Preference
                name=size_name(text)
                is_chosen=move |access| access.text == text
                change=move |access| Access { text, ..access }
            />
        }
    });
    let volumes = Volume::ALL.map(|volume| {
        view! {
            <Preference
                name=volume_name(volume)
                is_chosen=move |access| access.volume == volume
                change=move |access| Access { volume, ..access }
            />
        }
    });
    view! {
        <PanelTitle text=|words| words.access_title()/>
        <Group name=|words| words.access_text_size()>{sizes}</Group>
        <Switch
            name=|words| words.access_contrast()
            is_on=|access| access.strong_contrast
            set=|access, on| Access { strong_contrast: on, ..access }
        />
        <Switch
            name=|words| words.access_reach()
            is_on=|access| access.low_controls
            set=|access, on| Access { low_controls: on, ..access }
        />
        <Switch
            name=|words| words.access_speech()
            is_on=|access| access.speech
            set=Access::with_speech
        />
        <Switch
            name=|words| words.access_blank()
            is_on=|access| access.dark_screen
            set=Access::with_dark_screen
        />
        <Group name=|words| words.access_volume()>{volumes}</Group>
    }
}

/// Choices of one kind, under its name.
#[component]
fn Group(
    /// The name of the kind.
    name: Sentence,
    /// The choices.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="group" role="group" aria-label=localized(name)>
            <p>{localized(name)}</p>
            <div class="actions">{children()}</div>
        </div>
    }
}

/// A group with the two choices off and on.
#[component]
fn Switch(
    /// What is switched.
    name: Sentence,
    /// Whether it is on.
    is_on: fn(&Access) -> bool,
    /// Switches it.
    set: fn(Access, bool) -> Access,
) -> impl IntoView {
    view! {
        <Group name>
            <Preference
                name=|words| words.access_off()
                is_chosen=move |access| !is_on(access)
                change=move |access| set(access, false)
            />
            <Preference
                name=|words| words.access_on()
                is_chosen=is_on
                change=move |access| set(access, true)
            />
        </Group>
    }
}

/// One of several choices; a mark says which one is chosen, not only its colour.
#[component]
fn Preference(
    /// What it is called.
    name: Sentence,
    /// Whether it is the chosen one.
    is_chosen: impl Fn(&Access) -> bool + Send + Sync + 'static,
    /// Chooses it.
    change: impl Fn(Access) -> Access + Copy + 'static,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button
            aria-pressed=move || is_chosen(&kiosk.access.read()).to_string()
            on:click=move |_| kiosk.set_accessibility(change)
        >
            {localized(name)}
        </button>
    }
}

fn size_name(text: TextSize) -> Sentence {
    match text {
        TextSize::Normal => |words| words.access_text_normal(),
        TextSize::Large => |words| words.access_text_large(),
        TextSize::Largest => |words| words.access_text_largest(),
    }
}

fn volume_name(volume: Volume) -> Sentence {
    match volume {
        Volume::Off => |words| words.access_volume_off(),
        Volume::Soft => |words| words.access_volume_soft(),
        Volume::Loud => |words| words.access_volume_loud(),
    }
}
