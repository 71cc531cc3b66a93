//! How long an agency keeps a photo that an officer takes.

use serde::Deserialize;

use super::{Date, Name, range};

/// What the agency says about its own photos.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The document that says so.
    pub source: Name,
    /// The day of that document.
    pub dated: Date,
    /// One row for each kind of traveller.
    pub rows: Vec<Row>,
}

/// How long the photos of some travellers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Of whom.
    pub who: Who,
    /// How long at most.
    pub kept: Kept,
}

/// Kinds of travellers that agencies tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// So many hours.
    Hours(#[serde(deserialize_with = "range::<u16, 1, 999, _>")] u16),
    /// So many days.
    Days(#[serde(deserialize_with = "range::<u16, 1, 999, _>")] u16),
    /// So many years.
    Years(#[serde(deserialize_with = "range::<u16, 1, 999, _>")] u16),
}
