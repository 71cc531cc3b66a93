//! `GET /desk/parity`: whether officers are as quick a choice as the kiosk, as HTML.

mod chart;

use axum::extract::{Query, State};
use domain::{Alarm, Parity, SiteWaits, WaitSample, lane_difference};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use wire::{Lane, Wait, Waits};

use super::{
    frame::{self, DeskPage},
    labels::{self, minutes},
    refusal::Refusal,
    session::{Session, SignedIn, Supervisor},
    time::time,
};
use crate::Server;

/// How far back the chart goes.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The site to show; the first one if unset.
#[derive(Deserialize)]
pub(super) struct ParityQuery {
    site: Option<String>,
}

/// The content of the page for one site.
struct ParityView {
    site: String,
    /// Every site that it can show.
    sites: Vec<String>,
    figure: SiteWaits,
    allowed: Option<Parity>,
    alarm: Option<Alarm>,
    /// The samples of the last day.
    samples: Vec<WaitSample>,
    now: Timestamp,
}

/// The page. It needs no script.
pub(super) async fn show(
    State(server): State<Server>,
    Query(ParityQuery { site }): Query<ParityQuery>,
    SignedIn { session, .. }: SignedIn<Supervisor>,
) -> Result<Markup, Refusal> {
    let figures = server.waits.figures().await?;
    let named = server.policy.sites.iter().map(|site| &site.name);
    let mut sites: Vec<_> = figures.sites.keys().chain(named).cloned().collect();
    sites.sort();
    sites.dedup();
    let scope = session.user.scope();
    sites.retain(|site| scope.covers(site));
    if let Some(own) = scope.site() {
        // The officer's site may have no traveller yet, so it is listed in any case.
        sites = vec![own.to_owned()];
    }
    let site = site.filter(|site| scope.covers(site));
    let site = site.or_else(|| sites.first().cloned()).unwrap_or_default();
    let now = server.waits.clock().now();
    let since = now.saturating_sub(DAY).unwrap_or(Timestamp::MIN);
    let view = ParityView {
        figure: figures.of(Some(&site)),
        allowed: server.policy.parity(&site),
        alarm: server.store.alarms().await?.into_iter().find(|alarm| alarm.site == site),
        samples: server.store.wait_samples(&site, since).await?,
        site,
        sites,
        now,
    };
    Ok(page(&session, &view))
}

/// The banner on every desk of a site while its alarm is on.
pub(super) fn banner(alarms: &[Alarm]) -> Markup {
    html! {
        @for alarm in alarms {
            p.banner {
                (name(&alarm.site)) ": the officer lane is slower than it may be. It began "
                (time(alarm.since)) ". " a href=(path(&alarm.site)) { "Waits" }
            }
        }
    }
}

fn page(session: &Session, view: &ParityView) -> Markup {
    let main = html! {
        link rel="stylesheet" href="/desk/parity.css";
        div.parity {
            h2 { "Waits " span.light { (name(&view.site)) } }
            @if view.sites.len() > 1 { (sites(view)) }
            @if let Some(alarm) = &view.alarm { (banner(std::slice::from_ref(alarm))) }
            (current(view))
            (chart::figure(&view.samples, view.now))
        }
        footer {
            p {
                "From a traveller's arrival at the notice to the end, over the hour before: behind "
                "a match to the last screen, else until an officer has finished. Fewer than five "
                "travellers have no figures."
            }
        }
    };
    let title = format!("Waits, {} · Gangway desk", name(&view.site));
    frame::signed(session, DeskPage::Parity, &title, &html! {}, &main)
}

fn sites(view: &ParityView) -> Markup {
    html! {
        nav aria-label="Sites" {
            ul.sites {
                @for site in &view.sites {
                    li {
                        a href=(path(site)) aria-current=[(*site == view.site).then_some("page")] {
                            (name(site))
                        }
                    }
                }
            }
        }
    }
}

fn current(view: &ParityView) -> Markup {
    let Waits { face, officer } = view.figure.waits;
    html! {
        section aria-labelledby="now" {
            h2 id="now" { "The last hour" }
            table {
                thead {
                    tr {
                        th scope="col" { "Lane" }
                        th scope="col" { "Half waited no longer than" }
                        th scope="col" { "Nine of ten no longer than" }
                        th scope="col" { "Travellers" }
                    }
                }
                tbody { (row(Lane::Officer, officer)) (row(Lane::Face, face)) }
            }
            p.state { (state(view)) }
            p { (view.figure.waiting) " wait for an officer now." }
        }
    }
}

fn row(lane: Lane, wait: Option<Wait>) -> Markup {
    html! {
        tr {
            th scope="row" { (labels::lane(lane)) }
            @match wait {
                Some(wait) => {
                    td { (minutes(wait.median_seconds)) }
                    td { (minutes(wait.p90_seconds)) }
                    td { (wait.travellers) }
                }
                None => { td colspan="3" { "Too few travellers" } }
            }
        }
    }
}

/// How the lanes compare, in words.
fn state(view: &ParityView) -> Markup {
    let difference = lane_difference(view.figure.waits);
    html! {
        @match difference {
            Some(seconds) if seconds > 0 => { "Officers are slower by " (minutes(seconds as u32)) ". " }
            Some(_) => { "Officers are not slower. " }
            None => { "There is nothing to compare. " }
        }
        @match view.allowed {
            Some(Parity { slower_by_seconds }) => { "Allowed: " (minutes(slower_by_seconds)) ". " }
            None => { "No rule says how much slower they may be here. " }
        }
        @if let Some(alarm) = &view.alarm {
            "The alarm began " (time(alarm.since)) "."
        } @else if view.allowed.is_some() {
            "The alarm is off."
        }
    }
}

/// A site's name; kiosks may have been named without one.
fn name(site: &str) -> &str {
    if site.is_empty() { "Site without a name" } else { site }
}

/// The URL of a site's waits.
fn path(site: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let escape = |b: u8| if plain(b) { char::from(b).into() } else { format!("%{b:02X}") };
    format!("/desk/parity?site={}", site.bytes().map(escape).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sites_name_survives_in_its_address() {
        assert_eq!(path("Pier 2 & 3 ä"), "/desk/parity?site=Pier%202%20%26%203%20%C3%A4");
    }
}
