//! What happens to the picture: the privacy notice, its six points, and how long what is kept.

use leptos::prelude::*;
use site::{RetentionPeriod, RetentionRow, TravellerGroup};

use super::{
    accuracy::accuracy,
    element::{El, View, el, p},
    title::panel_title,
};
use crate::{kiosk::Kiosk, text::Sentence};

/// What happens to the picture, in short.
const SHORT: [Sentence; 6] = [
    |words| words.privacy_camera(),
    |words| words.privacy_kiosk(),
    |words| words.privacy_page(),
    |words| words.privacy_erased(),
    |words| words.privacy_sent(),
    |words| words.privacy_help(),
];

/// The same for a kiosk that reads chips.
const CHIP: Sentence = |words| words.privacy_chip();

/// All of it on one page.
pub fn privacy() -> View {
    let kiosk: Kiosk = expect_context();
    let authority = el("bdi").tell(move |words| {
        let site = kiosk.site.read();
        site.as_ref().map(|site| words.privacy_authority(&*site.notice.authority))
    });
    let h2 = |text: Sentence| el("h2").say(text);
    let points = el("div")
        .class("points")
        .with(h2(|words| words.privacy_authority_title()))
        .with(el("p").with(authority))
        .with(h2(|words| words.privacy_purpose_title()))
        .with(p(|words| words.privacy_purpose()))
        .with(h2(|words| words.privacy_uses_title()))
        .with(p(|words| words.privacy_uses()))
        .with(h2(|words| words.privacy_voluntary_title()))
        .with(p(|words| words.privacy_voluntary()))
        .with(h2(|words| words.privacy_refusal_title()))
        .with(p(|words| words.privacy_refusal()))
        .with(h2(|words| words.privacy_wrong_title()))
        .with(accuracy())
        .with(h2(|words| words.privacy_kept_title()));
    let has_chip = kiosk.site.read().as_ref().is_some_and(|site| site.reader.is_some());
    let short = SHORT.into_iter().chain(has_chip.then_some(CHIP));
    let mut view = vec![
        panel_title(|words| words.privacy_title()),
        el("ul").with_all(short.map(|text| el("li").say(text))),
        points,
    ];
    view.extend(retention());
    view
}

/// Two columns: this kiosk keeps nothing; the agency may.
fn retention() -> View {
    let kiosk: Kiosk = expect_context();
    let column = |text| el("th").set("scope", "col").say(text);
    let head = el("tr")
        .with(el("td"))
        .with(column(|words| words.privacy_kept_here()))
        .with(column(|words| words.privacy_kept_agency()));
    let rows = el("tbody").show(move || {
        let site = kiosk.site.read();
        let rows = site.as_ref().map(|site| site.retention.rows.as_slice());
        rows.unwrap_or_default().iter().map(|row| line(*row)).collect()
    });
    let source = el("p").class("quiet").tell(move |words| {
        let site = kiosk.site.read();
        let retention = &site.as_ref()?.retention;
        Some(words.privacy_kept_source(&*retention.source, retention.dated.to_string()))
    });
    vec![el("table").class("retention").with(el("thead").with(head)).with(rows), source]
}

fn line(row: RetentionRow) -> El {
    let who: Sentence = match row.who {
        TravellerGroup::UsCitizens => |words| words.privacy_kept_citizen(),
        TravellerGroup::PermanentResidents => |words| words.privacy_kept_resident(),
        TravellerGroup::Others => |words| words.privacy_kept_other(),
        TravellerGroup::Everyone => |words| words.privacy_kept_everyone(),
    };
    let kept = el("td").tell(move |words| {
        Some(match row.kept {
            RetentionPeriod::Hours(hours) => words.kept_hours(hours),
            RetentionPeriod::Days(days) => words.kept_days(days),
            RetentionPeriod::Years(years) => words.kept_years(years),
        })
    });
    el("tr")
        .with(el("th").set("scope", "row").say(who))
        .with(el("td").say(|words| words.privacy_kept_nothing()))
        .with(kept)
}
