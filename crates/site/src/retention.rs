//! How long an agency keeps a photo that an officer takes.

use serde::{Deserialize, Deserializer, de::Error};

use crate::{date::Date, fields::whole, name::Name};

/// What the agency says about its own photos.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The document that says so.
    pub source: Name,
    /// The day of that document.
    pub dated: Date,
    /// One row for each kind of traveller: at least one, none twice, `everyone` alone.
    #[serde(deserialize_with = "rows")]
    pub rows: Vec<RetentionRow>,
}

/// How long the photos of some travellers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRow {
    /// The travellers that the row is about.
    pub who: TravellerGroup,
    /// How long at most.
    pub kept: RetentionPeriod,
}

/// Kinds of travellers that agencies tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TravellerGroup {
    /// Citizens of the United States.
    UsCitizens,
    /// Its permanent residents.
    PermanentResidents,
    /// Everyone not named in another row.
    Others,
    /// Everyone.
    Everyone,
}

/// A span of time. At most 999 of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "PeriodFields")]
pub enum RetentionPeriod {
    /// So many hours.
    Hours(u16),
    /// So many days.
    Days(u16),
    /// So many years.
    Years(u16),
}

/// The rows, which have to fit together.
fn rows<'de, D: Deserializer<'de>>(field: D) -> Result<Vec<RetentionRow>, D::Error> {
    let rows = Vec::<RetentionRow>::deserialize(field)?;
    let is_single = |who| rows.iter().filter(|row| row.who == who).count() == 1;
    let is_whole = !rows.is_empty() && rows.iter().all(|row| is_single(row.who));
    let names_all = rows.iter().any(|row| row.who == TravellerGroup::Everyone);
    if is_whole && (!names_all || rows.len() == 1) {
        Ok(rows)
    } else {
        Err(D::Error::custom("at least one row, none twice, and `everyone` alone"))
    }
}

/// A period as it is written: one of the three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodFields {
    hours: Option<Count>,
    days: Option<Count>,
    years: Option<Count>,
}

#[derive(Deserialize)]
struct Count(#[serde(deserialize_with = "whole::<1, 999, _>")] u16);

impl TryFrom<PeriodFields> for RetentionPeriod {
    type Error = &'static str;

    fn try_from(fields: PeriodFields) -> Result<Self, Self::Error> {
        match (fields.hours, fields.days, fields.years) {
            (Some(Count(hours)), None, None) => Ok(Self::Hours(hours)),
            (None, Some(Count(days)), None) => Ok(Self::Days(days)),
            (None, None, Some(Count(years))) => Ok(Self::Years(years)),
            _ => Err("hours, days or years"),
        }
    }
}
