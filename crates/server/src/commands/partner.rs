//! `gangway-server partner`: what partners were told, and what they were not.

use std::fmt::Write;

use clap::Subcommand;
use jiff::Timestamp;
use store::Store;

use crate::{Error, config::DatabaseArgs};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum PartnerCommand {
    /// List the partners: how many events wait, were delivered, and were laid aside
    List {
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// List the events that were laid aside: partner, event, tries, the last failure
    Dead {
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Deliver events again, whether they were delivered or laid aside
    Replay {
        /// Their names
        #[arg(required = true, value_name = "EVENT")]
        events: Vec<String>,
        /// To this partner alone
        #[arg(long)]
        partner: Option<String>,
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl PartnerCommand {
    /// Does it. A server may be running. Gives what is to be printed.
    pub async fn run(self) -> Result<String, Error> {
        match self {
            Self::List { database } => {
                let store = database.inspect().await?;
                let listed = store.partners().await;
                store.close().await;
                Ok(lines(listed?, |lines, (partner, [waiting, delivered, dead])| {
                    writeln!(
                        lines,
                        "{partner}\t{waiting} waiting\t{delivered} delivered\t{dead} dead"
                    )
                }))
            }
            Self::Dead { database } => {
                let store = database.inspect().await?;
                let dead = store.dead().await;
                store.close().await;
                Ok(lines(dead?, |lines, (partner, event, tries, failure)| {
                    writeln!(lines, "{partner}\t{event}\t{tries}\t{failure}")
                }))
            }
            Self::Replay { events, partner, database } => {
                let store = database.open().await?;
                let replayed = replay(&store, &events, partner.as_deref()).await;
                store.close().await;
                replayed.map(|count| format!("{count} wait to be delivered again.\n"))
            }
        }
    }
}

fn lines<T>(all: Vec<T>, line: impl Fn(&mut String, T) -> std::fmt::Result) -> String {
    all.into_iter().fold(String::new(), |mut lines, item| {
        // Writing to a `String` cannot fail.
        let _ = line(&mut lines, item);
        lines
    })
}

async fn replay(store: &Store, events: &[String], partner: Option<&str>) -> Result<u64, Error> {
    let mut replayed = 0;
    for event in events {
        match store.replay(event, partner, Timestamp::now()).await? {
            0 => return Err(Error::NoSuchEvent),
            some => replayed += some,
        }
    }
    Ok(replayed)
}
