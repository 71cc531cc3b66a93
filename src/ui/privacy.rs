//! What happens to the picture: the privacy notice, its six points, and how long what is kept.

use leptos::prelude::*;

use super::{accuracy::Accuracy, title::PanelTitle};
use crate::{
    kiosk::Kiosk,
    site::{Kept, Row, Who},
    text::L10nLanguage,
};

/// All of it on one page.
#[component]
pub fn Privacy() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let authority = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        site.as_ref().map(|site| words.privacy_authority(&*site.notice.authority))
    };
    view! {
        <PanelTitle text=|words| words.privacy_title()/>
        <ul>
            <li>{kiosk.say(|words| words.privacy_camera())}</li>
            <li>{kiosk.say(|words| words.privacy_kiosk())}</li>
            <li>{kiosk.say(|words| words.privacy_erased())}</li>
            <li>{kiosk.say(|words| words.privacy_sent())}</li>
            <li>{kiosk.say(|words| words.privacy_help())}</li>
        </ul>
        <div class="points">
            <h2>{kiosk.say(|words| words.privacy_authority_title())}</h2>
            <p><bdi>{authority}</bdi></p>
            <h2>{kiosk.say(|words| words.privacy_purpose_title())}</h2>
            <p>{kiosk.say(|words| words.privacy_purpose())}</p>
            <h2>{kiosk.say(|words| words.privacy_uses_title())}</h2>
            <p>{kiosk.say(|words| words.privacy_uses())}</p>
            <h2>{kiosk.say(|words| words.privacy_voluntary_title())}</h2>
            <p>{kiosk.say(|words| words.privacy_voluntary())}</p>
            <h2>{kiosk.say(|words| words.privacy_refusal_title())}</h2>
            <p>{kiosk.say(|words| words.privacy_refusal())}</p>
            <h2>{kiosk.say(|words| words.privacy_wrong_title())}</h2>
            <Accuracy/>
            <h2>{kiosk.say(|words| words.privacy_kept_title())}</h2>
        </div>
        <Retention/>
    }
}

/// Two columns: this kiosk keeps nothing; the agency may.
#[component]
fn Retention() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let rows = move || {
        let site = kiosk.site.read();
        let rows = site.as_ref().map(|site| site.retention.rows.clone()).unwrap_or_default();
        rows.into_iter().map(|row| line(kiosk, row)).collect_view()
    };
    let source = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        let retention = &site.as_ref()?.retention;
        Some(words.privacy_kept_source(&*retention.source, retention.dated.to_string()))
    };
    view! {
        <table class="retention">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{kiosk.say(|words| words.privacy_kept_here())}</th>
                    <th scope="col">{kiosk.say(|words| words.privacy_kept_agency())}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="quiet">{source}</p>
    }
}

fn line(kiosk: Kiosk, row: Row) -> impl IntoView {
    let who: fn(&L10nLanguage) -> String = match row.who {
        Who::UsCitizens => |words| words.privacy_kept_citizen(),
        Who::PermanentResidents => |words| words.privacy_kept_resident(),
        Who::Others => |words| words.privacy_kept_other(),
        Who::Everyone => |words| words.privacy_kept_everyone(),
    };
    let kept = move || {
        let words = kiosk.words.read();
        match row.kept {
            Kept::Hours(hours) => words.kept_hours(hours),
            Kept::Days(days) => words.kept_days(days),
            Kept::Years(years) => words.kept_years(years),
        }
    };
    view! {
        <tr>
            <th scope="row">{kiosk.say(who)}</th>
            <td>{kiosk.say(|words| words.privacy_kept_nothing())}</td>
            <td>{kept}</td>
        </tr>
    }
}
