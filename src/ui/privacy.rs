//! What happens to the picture: the privacy notice, its six points, and how long what is kept.

use leptos::prelude::*;
use site::{RetentionPeriod, RetentionRow, TravellerGroup};

use super::{
    accuracy::AccuracyStatement,
    localized::{localized, localized_with},
    title::PanelTitle,
};
use crate::{kiosk::Kiosk, text::Sentence};

/// What happens to the picture, in short.
const SHORT: [Sentence; 5] = [
    |words| words.privacy_camera(),
    |words| words.privacy_kiosk(),
    |words| words.privacy_erased(),
    |words| words.privacy_sent(),
    |words| words.privacy_help(),
];

/// All of it on one page.
#[component]
pub fn PrivacyPanel() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let authority = localized_with(move |words| {
        let site = kiosk.site.read();
        site.as_ref().map(|site| words.privacy_authority(&*site.notice.authority))
    });
    view! {
        <PanelTitle text=|words| words.privacy_title()/>
        <ul>{SHORT.map(|text| view! { <li>{localized(text)}</li> })}</ul>
        <div class="points">
            <h2>{localized(|words| words.privacy_authority_title())}</h2>
            <p>
                <bdi>{authority}</bdi>
            </p>
            <Point title=|words| words.privacy_purpose_title() text=|words| words.privacy_purpose()/>
            <Point title=|words| words.privacy_uses_title() text=|words| words.privacy_uses()/>
            <Point
                title=|words| words.privacy_voluntary_title()
                text=|words| words.privacy_voluntary()
            />
            <Point title=|words| words.privacy_refusal_title() text=|words| words.privacy_refusal()/>
            <h2>{localized(|words| words.privacy_wrong_title())}</h2>
            <AccuracyStatement/>
            <h2>{localized(|words| words.privacy_kept_title())}</h2>
        </div>
        <Retention/>
    }
}

/// One of the six points.
#[component]
fn Point(
    /// What it is about.
    title: Sentence,
    /// What it says.
    text: Sentence,
) -> impl IntoView {
    view! {
        <h2>{localized(title)}</h2>
        <p>{localized(text)}</p>
    }
}

/// Two columns: this kiosk keeps nothing; the agency may.
#[component]
fn Retention() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let rows = move || {
        let site = kiosk.site.read();
        site.as_ref().map(|site| site.retention.rows.clone()).unwrap_or_default()
    };
    let source = localized_with(move |words| {
        let site = kiosk.site.read();
        let retention = &site.as_ref()?.retention;
        Some(words.privacy_kept_source(&*retention.source, retention.dated.to_string()))
    });
    view! {
        <table class="retention">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{localized(|words| words.privacy_kept_here())}</th>
                    <th scope="col">{localized(|words| words.privacy_kept_agency())}</th>
                </tr>
            </thead>
            <tbody>
                {move || rows().into_iter().map(|row| view! { <Row row/> }).collect_view()}
            </tbody>
        </table>
        <p class="quiet">{source}</p>
    }
}

/// How long the photos of one group of travellers are kept.
#[component]
fn Row(
    /// The group and the period.
    row: RetentionRow,
) -> impl IntoView {
    let who: Sentence = match row.who {
        TravellerGroup::UsCitizens => |words| words.privacy_kept_citizen(),
        TravellerGroup::PermanentResidents => |words| words.privacy_kept_resident(),
        TravellerGroup::Others => |words| words.privacy_kept_other(),
        TravellerGroup::Everyone => |words| words.privacy_kept_everyone(),
    };
    let kept = localized_with(move |words| {
        Some(match row.kept {
            RetentionPeriod::Hours(hours) => words.kept_hours(hours),
            RetentionPeriod::Days(days) => words.kept_days(days),
            RetentionPeriod::Years(years) => words.kept_years(years),
        })
    });
    view! {
        <tr>
            <th scope="row">{localized(who)}</th>
            <td>{localized(|words| words.privacy_kept_nothing())}</td>
            <td>{kept}</td>
        </tr>
    }
}
