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
    card::{self, Card},
    charts,
    collection::Collection,
    extract::Extractor,
    frames,
    networks::Networks,
    options::Options,
    problem::Problem,
    report::{self, Report},
    same_photograph::SamePhotograph,
    study::Study,
};

/// The exit code of a measurement with unusable photos or pairs. 2 is the code for invalid arguments.
const WITH_PROBLEMS: u8 = 3;

fn main() -> ExitCode {
    let mut problems = Vec::new();
    match run(&Options::parse(), &mut problems) {
        Ok(()) if problems.is_empty() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(WITH_PROBLEMS),
        Err(error) => {
            for problem in problems {
                eprintln!("eval: PROBLEM: {problem}");
            }
            eprintln!("eval: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the requested measurement. Unusable photos and pairs are in `problems`, also after an error.
fn run(options: &Options, problems: &mut Vec<Problem>) -> Result<(), Error> {
    let mut networks =
        Networks::read(&options.models, options.recogniser.as_deref(), options.engine)?;
    let collection = Collection::read(&options.pairs)?;
    problems.clone_from(&collection.problems);
    if collection.pairs.is_empty() {
        return Err(Error::Empty(options.pairs.clone()));
    }
    let extractor =
        Extractor { images: &options.images, networks: &networks, cache: &options.cache };
    let role = match options.mirrored {
        Some(mirrored) => networks.role.clone().with_mirrored(mirrored.into()),
        None => networks.role.clone(),
    };
    if options.write_card && options.same_photograph {
        let study = Study::new(&extractor, role, collection.with_more_photos_than(1))?;
        problems.clone_from(&study.problems);
        let same = SamePhotograph::measure(&extractor, &study, options.recaptured)?;
        let _ = write!(io::stdout(), "{same}");
        return card::write_limits(options, &networks, same);
    }
    let mut study = Study::new(&extractor, role, collection)?;
    if let Some(pages) = options.pages() {
        let is_reference = match options.probe_frames {
            Some(_) => frames::documents(&study),
            None => study.left_of_pairs(),
        };
        study = study.with_pages(&extractor, &pages, is_reference)?;
    }
    problems.clone_from(&study.problems);
    if options.write_card {
        Card::measure(options, &networks, &extractor, &study)?.write(options)?;
        // The following measurements use the new thresholds.
        networks = Networks::read(&options.models, options.recogniser.as_deref(), options.engine)?;
        study.role = networks.role.clone();
    }
    let scores = report::scores(options, &study)?;
    let mut report = Report::new(options, &networks, &study, &scores)?;
    if options.same_photograph {
        let extractor =
            Extractor { images: &options.images, networks: &networks, cache: &options.cache };
        let same = SamePhotograph::measure(&extractor, &study, options.recaptured)?;
        report.same_photograph = Some(same);
    }
    // A reader such as `head` may have closed the pipe by now.
    let _ = write!(io::stdout(), "{report}");
    if let Some(file) = &options.json {
        let json = serde_json::to_string_pretty(&report).map_err(Error::content(file))?;
        fs::write(file, json).map_err(Error::writing(file))?;
    }
    if let Some(folder) = &options.plots {
        charts::write(folder, &charts::all_charts(&report, &study, &scores))?;
    }
    Ok(())
}
