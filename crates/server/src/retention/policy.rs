//! How long each class of records is kept at each site.

use jiff::SignedDuration;
use serde::Deserialize;

use crate::SitePolicy;

/// A retention time in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "u32")]
pub struct Hours(u32);

/// An invalid retention time.
#[derive(Debug, thiserror::Error)]
#[error("not a number of hours from {} to {}", Hours::FEWEST, Hours::MOST)]
pub struct NotHours;

/// The class of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetentionClass {
    /// A result of the face lane.
    Face,
    /// A result of the officer lane.
    Officer,
    /// A call for staff.
    Call,
    /// An outbox message to a partner.
    Event,
    /// An entry of the audit.
    Audit,
}

/// The retention time of each class. A missing value falls back to the table for all sites, and
/// then to the default given here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Results of the face lane, from when the last screen came: 72.
    pub face: Option<Hours>,
    /// Results of the officer lane, from when the last screen came: 72.
    pub officer: Option<Hours>,
    /// Calls for staff, from when they came: 24.
    pub call: Option<Hours>,
    /// What partners are told, delivered or not: 72, and never longer than results.
    pub event: Option<Hours>,
    /// What users of the desk did: 2160, which is 90 days.
    pub audit: Option<Hours>,
}

impl Hours {
    /// The waits of the last hour are computed from results whose travellers came up to two hours
    /// before they ended.
    const FEWEST: u32 = 3;
    /// Ten years.
    const MOST: u32 = 87_600;

    pub(crate) fn duration(self) -> SignedDuration {
        SignedDuration::from_hours(self.0.into())
    }
}

impl TryFrom<u32> for Hours {
    type Error = NotHours;

    fn try_from(hours: u32) -> Result<Self, NotHours> {
        if (Self::FEWEST..=Self::MOST).contains(&hours) { Ok(Self(hours)) } else { Err(NotHours) }
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} h", self.0)
    }
}

impl RetentionClass {
    const ALL: [Self; 5] = [Self::Face, Self::Officer, Self::Call, Self::Event, Self::Audit];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Officer => "officer",
            Self::Call => "call",
            Self::Event => "event",
            Self::Audit => "audit",
        }
    }
}

impl Retention {
    /// The defaults for classes without a rule in the policy.
    const BUILT_IN: Self = Self {
        face: Some(Hours(72)),
        officer: Some(Hours(72)),
        call: Some(Hours(24)),
        event: Some(Hours(72)),
        audit: Some(Hours(2160)),
    };

    fn of(&self, class: RetentionClass) -> Option<Hours> {
        match class {
            RetentionClass::Face => self.face,
            RetentionClass::Officer => self.officer,
            RetentionClass::Call => self.call,
            RetentionClass::Event => self.event,
            RetentionClass::Audit => self.audit,
        }
    }
}

/// The retention time of a class at a site. An unknown class gets the shortest time of the site; a
/// site without rules gets the shortest time that any site has for the class.
pub(crate) fn kept(sites: &[SitePolicy], all: &Retention, site: &str, class: &str) -> Hours {
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
        tables.flatten().min().unwrap_or(Hours(Hours::FEWEST))
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

#[cfg(test)]
mod tests {
    use crate::Policy;

    #[test]
    fn the_shortest_time_holds_where_no_rule_says_more() {
        let text = "\
            [retention]\nface = 12\nofficer = 48\n\
            [[site]]\nname = 'A'\nretention = { face = 24, event = 100 }\n\
            [[site]]\nname = 'B'\nretention = { officer = 5, audit = 9 }";
        let policy = Policy::read(text).unwrap();
        let table = [
            ("A", "face", 24, "the site's own"),
            ("A", "officer", 48, "that of all sites"),
            ("A", "call", 24, "what is built in"),
            ("A", "event", 24, "no longer than results"),
            ("A", "portrait", 24, "an unknown class: the shortest of the site"),
            ("B", "portrait", 5, "an unknown class: the shortest of the site"),
            ("C", "face", 12, "an unknown site: the shortest of the class"),
            ("C", "officer", 5, "an unknown site: the shortest of the class"),
            ("C", "audit", 9, "an unknown site: the shortest of the class"),
            ("C", "portrait", 5, "both unknown: the shortest of all"),
        ];
        for (site, class, hours, why) in table {
            assert_eq!(policy.kept(site, class).to_string(), format!("{hours} h"), "{why}");
        }
        assert_eq!(Policy::default().kept("", "officer").to_string(), "72 h");
    }

    #[test]
    fn a_length_that_cannot_be_kept_is_refused() {
        for (text, named) in [
            ("[retention]\nface = 2", "3 to 87600"),
            ("[retention]\nface = 87601", "3 to 87600"),
            ("[retention]\nfaces = 12", "faces"),
            ("[[site]]\nname = 'A'\nretention = { call = 'never' }", "call"),
        ] {
            let error = Policy::read(text).unwrap_err().to_string();
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
