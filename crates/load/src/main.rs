//! `gangway-load`: load tests and fault injection for a running server. `cargo xtask load` and
//! `cargo xtask faults` call it.

mod client;
mod desks;
mod error;
mod faults;
mod fleet;
mod kiosk;
mod memory;
mod failover;
mod officer;
mod proxy;
mod report;
mod server;
mod throughput;
mod viewers;
mod environment;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use environment::StoreKind;
use error::Error;
use report::Report;

/// Load tests and fault injection for a running server
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
    /// The server's program
    #[arg(long, global = true, default_value = "target/release/gangway-server")]
    program: PathBuf,
    /// Test only this store
    #[arg(long, global = true)]
    store: Option<StoreKind>,
    /// Also write the results to this document, in place of earlier ones
    #[arg(long, global = true)]
    document: Option<PathBuf>,
}

#[derive(Clone, Copy, Subcommand)]
enum Task {
    /// Measure throughput, latency, the delay at desks, and memory
    Load {
        /// Number of results for the memory test; 0 skips it
        #[arg(long, default_value_t = 1_000_000)]
        results: u64,
        /// Instead: the throughput of two servers with PostgreSQL behind nginx
        #[arg(long)]
        cluster: bool,
    },
    /// Kill the server, and stop its database
    Faults {
        /// Number of kills
        #[arg(long, default_value_t = 30)]
        rounds: u32,
        /// Downtime of the database in seconds
        #[arg(long, default_value_t = 30)]
        seconds: u32,
        /// Instead: two servers with PostgreSQL behind nginx, each fault once
        #[arg(long)]
        cluster: bool,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether all requirements were met.
async fn run(cli: &Cli) -> Result<bool, Error> {
    let mut lines = Vec::new();
    let mut good = true;
    let is_cluster = matches!(
        cli.task,
        Task::Load { cluster: true, .. } | Task::Faults { cluster: true, .. }
    );
    if is_cluster && !proxy::is_installed().await {
        let _ = writeln!(io::stderr(), "SKIPPED: nginx is not installed");
        return Ok(true);
    }
    for kind in [StoreKind::Sqlite, StoreKind::Postgres] {
        let is_left_out = is_cluster && kind == StoreKind::Sqlite;
        if is_left_out || cli.store.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let mut add = |line: report::ReportLine| {
            good &= line.is_reached();
            let _ = writeln!(io::stdout(), "{line}");
            lines.push(line);
        };
        match cli.task {
            Task::Load { cluster: true, .. } => {
                add(throughput::measure_cluster(&cli.program, report::asked(kind)).await?.into());
            }
            Task::Faults { cluster: true, .. } => {
                let failover = failover::measure(&cli.program).await?;
                report::lines_of(&failover).into_iter().for_each(&mut add);
            }
            Task::Load { results, .. } => {
                add(throughput::measure(kind, &cli.program, report::asked(kind)).await?.into());
                add(desks::measure(kind, &cli.program).await?.into());
                if results > 0
                    && let Some(memory) = memory::measure(kind, &cli.program, results).await?
                {
                    add(memory.into());
                }
            }
            Task::Faults { rounds, seconds, .. } => {
                add(faults::kills(kind, &cli.program, rounds).await?.into());
                add(faults::outage(kind, &cli.program, seconds).await?.into());
            }
        }
    }
    if let Some(document) = &cli.document {
        let mut report = Report::of(&std::fs::read_to_string(document)?);
        lines.into_iter().for_each(|line| report.add(line));
        std::fs::write(document, report.document())?;
    }
    Ok(good)
}
