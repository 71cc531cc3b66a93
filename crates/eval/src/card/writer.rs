//! Writes a model card, its charts and its thresholds.

use std::{fs, path::Path};

use models::Models;

use super::{
    manifest, markdown,
    measurement::{Card, today},
    same_photograph::Limits,
};
use crate::{Error, networks::Networks, options::Options, plot, same_photograph::SamePhotograph};

impl Card<'_> {
    /// Writes the thresholds into models.toml, the curves into `plots/` beside it, and the card.
    pub fn write(&self, options: &Options) -> Result<(), Error> {
        let manifest = self.networks.file();
        let toml = fs::read_to_string(manifest).map_err(Error::reading(manifest))?;
        let toml = self.calibrated(&toml).map_err(Error::content(manifest))?;
        // A threshold that every pair or no pair reaches indicates wrong labels.
        let parsed: Result<Models, _> = toml::from_str(&toml);
        parsed.map_err(|why| Error::NoCard(format!("its thresholds would be invalid: {why}")))?;
        let name = &self.networks.recogniser.name;
        let folder = options.models.join("plots");
        fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
        for chart in &self.charts {
            write_file(
                &folder.join(format!("{name}-{}.svg", chart.name)),
                &plot::svg(&chart.chart),
            )?;
        }
        let file = options.models.join(format!("{name}.md"));
        let former = fs::read_to_string(&file).unwrap_or_default();
        write_file(&file, &self.markdown(&former, options))?;
        write_file(manifest, &toml)
    }
}

/// Writes the limits for the same photograph into models.toml and the card, and keeps the rest.
pub fn write_limits(
    options: &Options,
    networks: &Networks,
    same: SamePhotograph,
) -> Result<(), Error> {
    let limits = Limits { same, metric: networks.role.metric(), date: today() };
    let manifest = networks.file();
    let name = &networks.recogniser.name;
    let toml = fs::read_to_string(manifest).map_err(Error::reading(manifest))?;
    let toml = manifest::with_limits(&toml, name, limits.limits()).map_err(Error::NoCard)?;
    let parsed: Result<Models, _> = toml::from_str(&toml);
    parsed.map_err(|why| Error::NoCard(format!("its limits would be invalid: {why}")))?;
    let file = options.models.join(format!("{name}.md"));
    let card = fs::read_to_string(&file).map_err(Error::reading(&file))?;
    write_file(&file, &markdown::with_section(&card, &limits.section()))?;
    write_file(manifest, &toml)
}

fn write_file(file: &Path, text: &str) -> Result<(), Error> {
    fs::write(file, text).map_err(Error::writing(file))
}
