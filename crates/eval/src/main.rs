//! `gangway-eval`: see `cargo xtask eval --help`.
#![expect(clippy::print_stderr, reason = "a command talks to the terminal")]

use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use eval::{
    Error,
    card::Card,
    charts,
    collection::Collection,
    extract::Extractor,
    networks::Networks,
    options::Options,
    report::{self, Report},
    study::Study,
};

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("eval: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The exit code of a measurement in which something could not be used.
const WITH_PROBLEMS: u8 = 2;

fn run(options: &Options) -> Result<ExitCode, Error> {
    let networks = Networks::read(&options.models, options.recogniser.as_deref())?;
    let collection = Collection::read(&options.pairs)?;
    let extractor =
        Extractor { images: &options.images, networks: &networks, cache: &options.cache };
    let role = match options.mirrored {
        Some(mirrored) => networks.role.clone().with_mirrored(mirrored),
        None => networks.role.clone(),
    };
    let study = Study::new(&extractor, role, collection, options.treatment().as_ref())?;
    if options.write_card {
        let card = Card::measure(options, &networks, &extractor, &study)?;
        card.write(options)?;
    }
    let scores = report::scores(options, &study)?;
    let report = Report::new(options, &networks, &study, &scores)?;
    // Whoever reads only the first lines has closed the pipe by now.
    let _ = write!(io::stdout(), "{report}");
    if let Some(file) = &options.json {
        let json = serde_json::to_string_pretty(&report).map_err(Error::content(file))?;
        fs::write(file, json).map_err(Error::writing(file))?;
    }
    if let Some(folder) = &options.plots {
        charts::write(folder, &charts::of(&report, &study, &scores))?;
    }
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(WITH_PROBLEMS) })
}
