//! `gangway-server`: the receiving side as a command.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use server::Settings;

/// The receiving side of Gangway: takes results in, shows them to officers, serves the kiosk.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the kiosk and the desk until Ctrl-C or SIGTERM.
    Serve(Settings),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve(settings) = Cli::parse().command;
    server::start_log();
    match server::serve(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody can be told that standard error is closed.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
