//! How long an agency keeps a photo that an officer takes.

use serde::{Deserialize, Deserializer, de};

use super::{Date, Name, range};

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

fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
    let rows = Vec::<Row>::deserialize(deserializer)?;
    let is_single = |who| rows.iter().filter(|row| row.who == who).count() == 1;
    let is_whole = !rows.is_empty() && rows.iter().all(|row| is_single(row.who));
    let names_all = rows.iter().any(|row| row.who == Who::Everyone);
    if is_whole && (!names_all || rows.len() == 1) {
        Ok(rows)
    } else {
        Err(de::Error::custom("at least one row, none twice, and `everyone` alone"))
    }
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
