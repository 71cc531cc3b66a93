//! Measures how well zones are read: whole pages, several frames of a page, or single lines.

mod mrz_options;
mod mrz_report;
mod mrz_network;
mod truth;
mod tally;
mod frames_of_page;
mod pages;
mod single_lines;
mod race;

pub use mrz_options::MrzOptions;

use std::{
    fs,
    io::{self, Write},
};

use crate::Error;

/// Runs the requested measurement and prints its table.
///
/// # Errors
/// If the network, a folder or a file cannot be used.
pub fn run(options: &MrzOptions) -> Result<(), Error> {
    let truth = options.truth.as_deref().map(truth::Truth::read).transpose()?;
    let network = mrz_network::MrzNetwork::read(&options.models)?;
    let report = if options.lines {
        single_lines::measure(options, &network, truth.as_ref())?
    } else {
        pages::measure(options, &network, truth.as_ref())?
    };
    // A reader such as `head` may have closed the pipe by now.
    let _ = write!(io::stdout(), "{}", report.table);
    if let Some(file) = &options.json {
        let json = serde_json::to_string_pretty(&report.json).map_err(Error::content(file))?;
        fs::write(file, json).map_err(Error::writing(file))?;
    }
    if options.race {
        race::run(options, truth.as_ref())?;
    }
    Ok(())
}
