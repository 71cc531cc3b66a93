//! What people and CI call: `cargo xtask serve` and `cargo xtask test`, and their single steps.

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

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{error::Error, project::Project, suite::Stage};

/// Sets up, builds, serves and tests Gangway.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set up and build what is missing, then serve kiosk and desk on this machine
    Serve(serve::Ports),
    /// Like serve, with every screen in every state and language at /gallery
    Gallery(serve::Ports),
    /// Set up what is missing, then run all tests
    Test {
        /// Run one stage alone
        #[arg(long, value_enum)]
        only: Option<Stage>,
    },
    /// Bring what is missing to build
    Setup,
    /// Build worker, page and server
    Build,
    /// Bring the networks that are missing or wrong into models/
    Models {
        /// Convert all anew, compare every hash, write nothing
        #[arg(long)]
        check: bool,
    },
    /// Measure how often the comparison is wrong, on labelled photos; --help tells the rest
    #[command(disable_help_flag = true)]
    Eval {
        /// What `gangway-eval` is given
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Race our engine against others, and print who took how long; about ten minutes
    Bench(bench::Order),
    /// Measure how many results the server stores a second, and how soon they are seen
    Load(load::Order),
    /// Kill the server and take its database away, and count what is lost
    Faults(load::Order),
    /// Throw chance at what reads a kiosk's requests
    Fuzz(fuzz::Order),
    /// Attack what is built, say what is open, and fail if a promise does not hold
    #[command(subcommand)]
    Prove(prove::Proof),
    /// Make films and photos for the browser tests
    Media,
    /// Print the wall sign: the same choice in the same words as on the screen
    Sign(sign::Order),
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
    match task {
        Task::Serve(ports) => {
            ports.check()?;
            build::run(project, &setup::prepare(project)?)?;
            serve::run(project, &project.at("dist"), ports)?;
        }
        Task::Gallery(ports) => {
            ports.check()?;
            let tools = setup::prepare(project)?;
            build::run(project, &tools)?;
            build::gallery(project, &tools)?;
            say::line(&format!("gallery     http://127.0.0.1:{}/gallery", ports.kiosk()));
            serve::run(project, &project.gallery(), ports)?;
        }
        Task::Test { only } => {
            if !suite::run(project, only) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Task::Setup => {
            setup::prepare(project)?;
            say::line("everything is there");
        }
        Task::Build => build::run(project, &setup::prepare(project)?)?,
        Task::Models { check: false } => {
            models::prepare(project, models::Download::Now)?;
            models::list(project)?;
        }
        Task::Models { check: true } => models::check(project)?,
        Task::Eval { arguments } => return eval::run(project, &arguments),
        Task::Bench(order) => bench::run(project, &order)?,
        Task::Load(order) => load::run(project, "load", &order)?,
        Task::Faults(order) => load::run(project, "faults", &order)?,
        Task::Fuzz(order) => fuzz::run(project, &order)?,
        Task::Prove(proof) => prove::run(project, &proof)?,
        Task::Media => media::prepare(project)?,
        Task::Sign(order) => sign::run(project, &order)?,
    }
    Ok(ExitCode::SUCCESS)
}
