//! Writes thresholds into models.toml and keeps the rest of the file unchanged.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    measurement::{Card, NAMES},
    rounding::rounded,
};

/// The key of the limits for the same photograph.
const LIMITS: &str = "same_photograph";

impl Card<'_> {
    /// The text of models.toml with this card's calibration.
    pub(super) fn calibrated(&self, toml: &str) -> Result<String, String> {
        let mut document: DocumentMut = toml.parse().map_err(|why| format!("{why}"))?;
        let role = recogniser_table(&mut document, &self.networks.recogniser.name)?;
        let former =
            role.get("calibration").and_then(|calibration| calibration.get(LIMITS)).cloned();
        let same = self.same_photograph.as_ref().map(|limits| Item::Table(limits.limits()));
        let mut calibration = self.calibration();
        if let Some(same) = same.or(former) {
            calibration.insert(LIMITS, same);
        }
        role.insert("calibration", Item::Table(calibration));
        Ok(document.to_string())
    }

    fn calibration(&self) -> Table {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n# Written by `cargo xtask eval --write-card`.\n");
        table.insert("data", value(&self.report.data));
        table.insert("date", value(&self.date));
        table.insert("build", value(self.report.build));
        table.insert("photos", value(self.report.photos as i64));
        table.insert("people", value(self.report.people as i64));
        let rates = self.rates.iter().map(|&rate| self.thresholds(rate, NAMES[rate]));
        let mut thresholds = lines("\n    ", "\n", rates);
        thresholds.set_trailing_comma(true);
        table.insert("thresholds", value(thresholds));
        table
    }

    /// The thresholds at one false match rate: one, two, three live frames.
    fn thresholds(&self, rate: usize, name: &str) -> Value {
        let frames = self.frames.iter().map(|measured| {
            let point = &measured.points[rate];
            let mut entry = InlineTable::new();
            entry.insert("threshold", rounded(point.threshold, 4).into());
            entry.insert("fnmr", rounded(point.fnmr, 5).into());
            entry.insert("low", rounded(point.low, 5).into());
            entry.insert("high", rounded(point.high, 5).into());
            entry.insert("genuine", (measured.genuine as i64).into());
            entry.insert("impostors", (measured.impostors as i64).into());
            entry.into()
        });
        let mut entry = InlineTable::new();
        entry.insert("fmr", name.into());
        let mut frames = lines("\n        ", "\n    ", frames);
        frames.set_trailing_comma(true);
        entry.insert("frames", frames.into());
        entry.into()
    }
}

/// The text of models.toml with new limits for the same photograph.
pub(super) fn with_limits(toml: &str, name: &str, limits: Table) -> Result<String, String> {
    let mut document: DocumentMut = toml.parse().map_err(|why| format!("{why}"))?;
    let role = recogniser_table(&mut document, name)?;
    let calibration = role.get_mut("calibration").and_then(Item::as_table_mut);
    let calibration =
        calibration.ok_or_else(|| format!("{name} has no thresholds yet: measure them first"))?;
    calibration.insert(LIMITS, Item::Table(limits));
    Ok(document.to_string())
}

/// The table of a recogniser.
fn recogniser_table<'a>(
    document: &'a mut DocumentMut,
    name: &str,
) -> Result<&'a mut Table, String> {
    let models = document.get_mut("model").and_then(Item::as_array_of_tables_mut);
    let has_name = |table: &&mut Table| table.get("name").and_then(Item::as_str) == Some(name);
    let model = models.and_then(|tables| tables.iter_mut().find(has_name));
    let role = model.and_then(|model| model.get_mut("role")?.as_table_mut());
    let role = role.and_then(|role| role.get_mut("recogniser")?.as_table_mut());
    role.ok_or_else(|| format!("it has no table for the recogniser {name}"))
}

/// An array with each value on a line of its own.
fn lines(before: &str, after: &str, values: impl Iterator<Item = Value>) -> Array {
    let mut array = Array::new();
    values.for_each(|value| array.push_formatted(value.decorated(before, "")));
    array.set_trailing(after);
    array
}
