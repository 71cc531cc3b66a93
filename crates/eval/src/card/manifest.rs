//! Writes thresholds into models.toml and keeps the rest of the file unchanged.

use toml_edit::{DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    measurement::{Card, NAMES},
    toml_values::{lines, operating_point},
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
        let mut calibration = self.calibration(&former_pages(role));
        if let Some(same) = same.or(former) {
            calibration.insert(LIMITS, same);
        }
        role.insert("calibration", Item::Table(calibration));
        Ok(document.to_string())
    }

    fn calibration(&self, former_pages: &[(String, Value)]) -> Table {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n# Written by `cargo xtask eval --write-card`.\n");
        table.insert("data", value(&self.report.data));
        table.insert("date", value(&self.date));
        table.insert("build", value(self.report.build));
        table.insert("photos", value(self.report.photos as i64));
        table.insert("people", value(self.report.people as i64));
        let rates = self.rates.iter().map(|&rate| {
            let pages = match &self.pages {
                Some(pages) => Some(pages.thresholds(rate)),
                None => former(former_pages, NAMES[rate]),
            };
            self.thresholds(rate, NAMES[rate], pages)
        });
        table.insert("thresholds", value(lines("\n    ", "\n", rates)));
        table
    }

    /// The thresholds at one false match rate: one, two, three live frames, and those of pages.
    fn thresholds(&self, rate: usize, name: &str, pages: Option<Value>) -> Value {
        let frames = self.frames.iter().map(|measured| {
            operating_point(&measured.points[rate], measured.genuine, measured.impostors)
        });
        let mut entry = InlineTable::new();
        entry.insert("fmr", name.into());
        entry.insert("frames", lines("\n        ", "\n    ", frames).into());
        if let Some(pages) = pages {
            entry.insert("pages", pages);
        }
        entry.into()
    }
}

/// The thresholds of pages that were measured before, by the name of their false match rate.
fn former_pages(role: &Table) -> Vec<(String, Value)> {
    let calibration = role.get("calibration").and_then(Item::as_table);
    let rows = calibration.and_then(|table| table.get("thresholds")?.as_array());
    let page = |row: &Value| {
        let row = row.as_inline_table()?;
        Some((row.get("fmr")?.as_str()?.to_owned(), row.get("pages")?.clone()))
    };
    rows.into_iter().flatten().filter_map(page).collect()
}

fn former(pages: &[(String, Value)], fmr: &str) -> Option<Value> {
    pages.iter().find(|(name, _)| name == fmr).map(|(_, value)| value.clone())
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
