//! How long an agency keeps a photo that an officer takes.

use serde::Deserialize;

use crate::{
    date::Date,
    fields::{Field, SettingsError},
    name::Name,
};

/// What the agency says about its own photos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The document that says so.
    pub source: Name,
    /// The day of that document.
    pub dated: Date,
    /// One row for each kind of traveller: at least one, none twice, `everyone` alone.
    pub rows: Vec<RetentionRow>,
}

/// How long the photos of some travellers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionRow {
    /// The travellers that the row is about.
    pub who: TravellerGroup,
    /// How long at most.
    pub kept: RetentionPeriod,
}

/// Kinds of travellers that agencies tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TravellerGroup {
    /// Citizens of the United States.
    UsCitizens,
    /// Its permanent residents.
    PermanentResidents,
    /// Members of a programme for trusted travellers, of whatever nationality.
    TrustedTravelers,
    /// Everyone not named in another row.
    Others,
    /// Everyone.
    Everyone,
}

/// A span of time. At most 999 of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionPeriod {
    /// So many hours.
    Hours(u16),
    /// So many days.
    Days(u16),
    /// So many years.
    Years(u16),
}

impl Retention {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["source", "dated", "rows"])?;
        Ok(Self {
            source: fields.name("source")?,
            dated: fields.date("dated")?,
            rows: rows(&fields.get("rows")?)?,
        })
    }
}

fn rows(field: &Field<'_>) -> Result<Vec<RetentionRow>, SettingsError> {
    let (mut rows, mut classes) = (Vec::new(), Vec::new());
    for field in field.items()? {
        let row = RetentionRow::read(&field)?;
        classes.push(row.who);
        rows.push(row);
    }
    check_classes(field, &classes)?;
    Ok(rows)
}

/// Checks the classes of the rows in a list.
pub(crate) fn check_classes(
    field: &Field<'_>,
    classes: &[TravellerGroup],
) -> Result<(), SettingsError> {
    let is_twice = classes.iter().enumerate().any(|(index, who)| classes[..index].contains(who));
    let names_all = classes.contains(&TravellerGroup::Everyone);
    if classes.is_empty() || is_twice || (names_all && classes.len() > 1) {
        return Err(field.wrong("at least one row, none twice, and `everyone` alone"));
    }
    Ok(())
}

impl RetentionRow {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["who", "kept"])?;
        Ok(Self {
            who: fields.get("who")?.word()?,
            kept: RetentionPeriod::read(&fields.get("kept")?)?,
        })
    }
}

/// A span of so many.
type Unit = fn(u16) -> RetentionPeriod;

impl RetentionPeriod {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        const UNITS: [(&str, Unit); 3] = [
            ("hours", RetentionPeriod::Hours),
            ("days", RetentionPeriod::Days),
            ("years", RetentionPeriod::Years),
        ];
        let fields = field.fields(&UNITS.map(|(name, _)| name))?;
        let mut given = UNITS.iter().filter_map(|(name, of)| Some((fields.find(name)?, of)));
        match (given.next(), given.next()) {
            (Some((number, of)), None) => Ok(of(number.whole(1..=999)?)),
            _ => Err(field.wrong("hours, days or years")),
        }
    }
}
