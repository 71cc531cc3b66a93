//! The command line for developers and CI: `cargo xtask serve`, `cargo xtask test`, and their steps.

mod project;
mod setup;
mod models;
mod build;
mod serve;
mod suite;
mod media;
mod eval;
mod bench;
mod load;
mod fuzz;
mod prove;
mod sign;
mod node;
mod process;
mod files;
mod digest;
mod say;
mod error;

use std::{ffi::OsString, process::ExitCode, time::Instant};

use clap::{Parser, Subcommand};

use crate::{error::Error, project::Project, suite::Stage};

/// Set up, build, serve and test Gangway
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install missing tools, build, and serve kiosk and desk on this machine
    Serve(serve::Ports),
    /// Like serve, with every screen in every state and language at /gallery
    Gallery(serve::Ports),
    /// Serve the page alone at port 8090, and build and reload it after each change
    Watch,
    /// Install missing tools, and run all tests
    Test {
        /// Run only this stage
        #[arg(long, value_enum)]
        only: Option<Stage>,
        /// Run only what to run before each commit
        #[arg(long, conflicts_with = "only")]
        quick: bool,
    },
    /// Install everything that a build needs
    Setup {
        /// Also install browsers, databases and other system packages of the tests, without asking
        #[arg(long)]
        system: bool,
    },
    /// Build worker, page and server
    Build,
    /// Download or convert the networks that are missing or outdated in models/
    Models {
        /// Convert all networks again and compare their hashes, without writing
        #[arg(long)]
        check: bool,
    },
    /// Measure the error rates of the comparison on labelled photos (see --help)
    #[command(disable_help_flag = true)]
    Eval {
        /// Arguments for `gangway-eval`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Benchmark our inference engine against others (about ten minutes)
    Bench(bench::BenchOptions),
    /// Measure the server's throughput, and the latency until the desk shows a result
    Load(load::LoadOptions),
    /// Inject faults: kill the server, stop its database, and count lost results
    Faults(load::LoadOptions),
    /// Fuzz the parsers of kiosk requests, pictures, chips and trust lists
    Fuzz(fuzz::FuzzOptions),
    /// Attack the built site, report open channels, and fail if a promise does not hold
    #[command(subcommand)]
    Prove(prove::Proof),
    /// Make films and photos for the browser tests
    Media,
    /// Print the wall sign, with the sentences of the screen
    Sign(sign::SignOptions),
}

fn main() -> ExitCode {
    let project = Project::here();
    match run(&project, Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            say::line(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(project: &Project, task: Task) -> Result<ExitCode, Error> {
    let start = Instant::now();
    match task {
        Task::Serve(ports) => {
            ports.check()?;
            build::for_first_look(project, &setup::prepare(project)?)?;
            serve::run(project, &project.at("dist"), ports, start)?;
        }
        Task::Gallery(ports) => {
            ports.check()?;
            let tools = setup::prepare(project)?;
            build::for_first_look(project, &tools)?;
            build::gallery(project, &tools)?;
            say::line(&format!("gallery     http://127.0.0.1:{}/gallery", ports.kiosk()));
            serve::run(project, &project.gallery(), ports, start)?;
        }
        Task::Watch => {
            let tools = setup::prepare(project)?;
            build::parts(project, &tools)?;
            build::watch(project, &tools)?;
        }
        Task::Test { only, quick } => {
            let stages = match only {
                Some(stage) => vec![stage],
                None if quick => Stage::QUICK.to_vec(),
                None => Stage::ALL.to_vec(),
            };
            if !suite::run(project, &stages) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Task::Setup { system } => {
            setup::prepare(project)?;
            if system {
                setup::system(project)?;
            }
            say::line("nothing is missing");
        }
        Task::Build => build::run(project, &setup::prepare(project)?)?,
        Task::Models { check: false } => {
            models::prepare(project, models::Download::Now)?;
            models::list(project)?;
        }
        Task::Models { check: true } => models::check(project)?,
        Task::Eval { arguments } => return eval::run(project, &arguments),
        Task::Bench(options) => bench::run(project, &options)?,
        Task::Load(options) => load::run(project, "load", &options)?,
        Task::Faults(options) => load::run(project, "faults", &options)?,
        Task::Fuzz(options) => fuzz::run(project, &options)?,
        Task::Prove(proof) => prove::run(project, &proof)?,
        Task::Media => media::prepare(project)?,
        Task::Sign(options) => sign::run(project, &options)?,
    }
    Ok(ExitCode::SUCCESS)
}
