//! `gangway-server migrate`: brings the tables up to date.

use std::fmt::Write;

use clap::Args;
use store::Store;

use crate::{Error, config::DatabaseArgs};

/// Which database.
#[derive(Args, Clone, Debug)]
pub struct MigrateCommand {
    #[command(flatten)]
    database: DatabaseArgs,
}

impl MigrateCommand {
    /// Does it. Gives what is to be printed: a line for each step there is.
    pub async fn run(self) -> Result<String, Error> {
        let steps = Store::migrate(&self.database.database()?).await?;
        Ok(steps.iter().fold(String::new(), |mut lines, step| {
            let when = if step.was_done { "before" } else { "now" };
            let _ = writeln!(lines, "{:04}\t{when}\t{}", step.number, step.name);
            lines
        }))
    }
}
