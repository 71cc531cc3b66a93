//! What happens to the picture: the privacy notice, its six points, how long what is kept, and what the law
//! says of officers' photos.

use leptos::prelude::*;
use site::{
    Date, Name, PhotoRuleKind, Retention, RetentionPeriod, RetentionRow, Site, TravellerGroup,
};

use super::{
    accuracy::accuracy,
    element::{El, View, el, p, shown},
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
    view.push(shown(move || {
        let site = kiosk.site.read();
        let Some(site) = site.as_ref() else { return View::new() };
        let mut view = retention(site);
        view.extend(photo_rules(site));
        view
    }));
    view
}

/// Two columns: this kiosk keeps nothing; the agency may.
fn retention(site: &Site) -> View {
    let column = |text| el("th").set("scope", "col").say(text);
    let head = el("tr")
        .with(el("td"))
        .with(column(|words| words.privacy_kept_here()))
        .with(column(|words| words.privacy_kept_agency()));
    let Retention { source: from, dated, rows } = &site.retention;
    let rows = el("tbody").with_all(rows.iter().map(|row| line(*row)));
    let table = el("table").class("retention").with(el("thead").with(head)).with(rows);
    vec![table, source(from, *dated)]
}

fn source(source: &Name, dated: Date) -> El {
    let (source, dated) = (source.clone(), dated.to_string());
    el("p").class("quiet").tell(move |words| Some(words.privacy_kept_source(&*source, &dated)))
}

fn line(row: RetentionRow) -> El {
    let kept = el("td").tell(move |words| {
        Some(match row.kept {
            RetentionPeriod::Hours(hours) => words.kept_hours(hours),
            RetentionPeriod::Days(days) => words.kept_days(days),
            RetentionPeriod::Years(years) => words.kept_years(years),
        })
    });
    head(row.who).with(el("td").say(|words| words.privacy_kept_nothing())).with(kept)
}

/// A row that is about a class of travellers.
fn head(group: TravellerGroup) -> El {
    let who: Sentence = match group {
        TravellerGroup::UsCitizens => |words| words.privacy_kept_citizen(),
        TravellerGroup::PermanentResidents => |words| words.privacy_kept_resident(),
        TravellerGroup::TrustedTravelers => |words| words.privacy_kept_trusted(),
        TravellerGroup::Others => |words| words.privacy_kept_other(),
        TravellerGroup::Everyone => |words| words.privacy_kept_everyone(),
    };
    el("tr").with(el("th").set("scope", "row").say(who))
}

/// What the law says of officers' photos, each rule with its source. Nothing if the site names none.
fn photo_rules(site: &Site) -> View {
    if site.photo_rules.is_empty() {
        return View::new();
    }
    let rows = el("tbody").with_all(site.photo_rules.iter().map(|rule| {
        let text: Sentence = match rule.rule {
            PhotoRuleKind::MayDecline => |words| words.rule_may_decline(),
            PhotoRuleKind::OfficerMayPhotograph => |words| words.rule_officer_may(),
            PhotoRuleKind::ProgramKeepsPhoto => |words| words.rule_program_keeps(),
        };
        head(rule.who).with(el("td").with(p(text)).with(source(&rule.source, rule.dated)))
    }));
    vec![
        el("h2").say(|words| words.rule_title()),
        p(|words| words.rule_choice()),
        el("table").class("rules").with(rows),
    ]
}
