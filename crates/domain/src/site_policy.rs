//! The operator's rules for one site.

use serde::Deserialize;

use crate::{
    alarm::Parity,
    retention::{Hours, Retention, RetentionClass},
};

/// The rules of one site.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitePolicy {
    /// As `gangway-server kiosk add --site` says it.
    pub name: String,
    /// How much slower the officer lane may be. Without it there is no alarm.
    pub parity: Option<Parity>,
    /// How long records are kept.
    #[serde(default)]
    pub retention: Retention,
}

/// The retention time of a class at a site. An unknown class gets the shortest time of the site; a
/// site without rules gets the shortest time that any site has for the class.
pub fn retention_time(sites: &[SitePolicy], all: &Retention, site: &str, class: &str) -> Hours {
    let named = sites.iter().find(|rules| rules.name == site);
    let tables: Vec<Retention> = match named {
        Some(named) => vec![named.retention],
        None => sites.iter().map(|rules| rules.retention).chain([*all]).collect(),
    };
    let says = |table: &Retention, class| {
        table.of(class).or(all.of(class)).or(Retention::BUILT_IN.of(class))
    };
    let shortest = |classes: &[RetentionClass]| {
        let tables =
            tables.iter().flat_map(|table| classes.iter().map(move |class| says(table, *class)));
        tables.flatten().min().unwrap_or(Hours::FEWEST)
    };
    match RetentionClass::ALL.into_iter().find(|known| known.name() == class) {
        // An event repeats the content of a result, so it is not kept longer.
        Some(RetentionClass::Event) => {
            shortest(&[RetentionClass::Event, RetentionClass::Face, RetentionClass::Officer])
        }
        Some(class) => shortest(&[class]),
        None => shortest(&RetentionClass::ALL),
    }
}
