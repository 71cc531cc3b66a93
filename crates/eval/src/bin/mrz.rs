//! `gangway-eval-mrz`: see `cargo xtask eval mrz --help`.
#![expect(clippy::print_stderr, reason = "a command talks to the terminal")]

use std::process::ExitCode;

use clap::Parser;
use eval::mrz::{MrzOptions, run};

fn main() -> ExitCode {
    match run(&MrzOptions::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("eval mrz: {error}");
            ExitCode::FAILURE
        }
    }
}
