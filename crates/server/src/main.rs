//! `gangway-server`: the receiving side as a command.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use server::{
    AuditCommand, Error, ExportCommand, ImportCommand, KioskCommand, MigrateCommand,
    PartnerCommand, ReceiptCommand, RetentionCommand, ServeCommand, SiteCommand, UserCommand,
};

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
    Serve(Box<ServeCommand>),
    /// Say whether a traveller's receipt belongs to a stored result, and show the result.
    ///
    /// Exit code 0: it does. 3: the text is no receipt. 4: no result has its id. 5: one has, and
    /// it is not the one that the receipt was made of. 1: the file cannot be read.
    Receipt(ReceiptCommand),
    /// Take in results that were carried by hand from a kiosk without a network.
    ///
    /// Exit code 0: all are stored, now or before. 3: the file is refused, and nothing of it is stored.
    /// 4: some are put aside, or contradict stored ones. 1: the file cannot be read.
    Import(ImportCommand),
    /// Bring the tables up to date, and list the steps to them. `serve` does it by itself.
    Migrate(MigrateCommand),
    /// Write statistics in which no traveller can be told from four others.
    Export(ExportCommand),
    /// Say which kiosks may send.
    #[command(subcommand)]
    Kiosk(KioskCommand),
    /// Say who may use the desk.
    #[command(subcommand)]
    User(UserCommand),
    /// Say what is kept for how long, and what was deleted.
    #[command(subcommand)]
    Retention(RetentionCommand),
    /// Make the settings and the wall sign of a site.
    #[command(subcommand)]
    Site(SiteCommand),
    /// Say whether the audit is whole.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Say what partners were told.
    #[command(subcommand)]
    Partner(PartnerCommand),
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Cli::parse().command;
    server::start_log();
    run(command).await.unwrap_or_else(|error| {
        // If standard error is closed, there is no other place to report it.
        let _ = writeln!(io::stderr(), "{error}");
        ExitCode::FAILURE
    })
}

async fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Serve(command) => {
            command.run().await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Receipt(command) => {
            let finding = command.examine().await?;
            // The exit code tells it as well.
            let _ = writeln!(io::stdout(), "{finding}");
            Ok(finding.code().into())
        }
        Command::Import(command) => {
            let import = command.run().await?;
            // The exit code tells it as well.
            let _ = writeln!(io::stdout(), "{import}");
            Ok(import.code().into())
        }
        Command::Site(command) => {
            command.run()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Export(command) => {
            command.run().await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate(command) => Ok(print(&command.run().await?)),
        Command::Kiosk(command) => Ok(print(&command.run().await?)),
        Command::User(command) => Ok(print(&command.run().await?)),
        Command::Audit(command) => Ok(print(&command.run().await?)),
        Command::Partner(command) => Ok(print(&command.run().await?)),
        Command::Retention(command) => Ok(print(&command.run().await?)),
    }
}

/// Prints what a command gave. A closed standard output does not undo it.
fn print(text: &str) -> ExitCode {
    let _ = write!(io::stdout(), "{text}");
    ExitCode::SUCCESS
}
