//! `gangway-server kiosk`: which kiosks may send.

use std::fmt::Write;

use clap::Subcommand;
use domain::kiosks::CODE_LIFETIME;
use jiff::Timestamp;
use wire::KioskId;

use crate::{Error, config::DatabaseArgs, random_code::new_code};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum KioskCommand {
    /// Name a kiosk, and print a code that enrols it once within a day
    Add {
        /// Its number: four hexadecimal digits, less than c000
        kiosk: KioskId,
        /// Where it stands
        #[arg(long, default_value = "")]
        site: String,
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Take nothing of a kiosk from now on
    Revoke {
        /// Its number
        kiosk: KioskId,
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// List the kiosks: number, state, site
    List {
        /// Where the messages are
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl KioskCommand {
    /// Does it. A server may be running. Gives what is to be printed.
    pub async fn run(self) -> Result<String, Error> {
        match self {
            Self::Add { kiosk, .. } if kiosk.is_provisional() => Err(Error::Provisional(kiosk)),
            Self::Add { kiosk, site, database } => {
                let store = database.open().await?;
                let code = new_code()?;
                let expires = Timestamp::now().checked_add(CODE_LIFETIME).unwrap_or(Timestamp::MAX);
                let added = store.admit(kiosk, &site, code, expires).await;
                store.close().await;
                added?;
                Ok(format!("{code}\n"))
            }
            Self::Revoke { kiosk, database } => {
                let store = database.open().await?;
                let revoked = store.revoke(kiosk, Timestamp::now()).await;
                store.close().await;
                if revoked? { Ok(String::new()) } else { Err(Error::NoSuchKiosk(kiosk)) }
            }
            Self::List { database } => {
                let store = database.inspect().await?;
                let kiosks = store.kiosks().await;
                store.close().await;
                Ok(kiosks?.iter().fold(String::new(), |mut lines, known| {
                    let state = match (known.is_revoked, known.keys.is_empty()) {
                        (true, _) => "revoked",
                        (false, true) => "waits for its code",
                        (false, false) => "enrolled",
                    };
                    let _ = writeln!(lines, "{}\t{state}\t{}", known.kiosk, known.site);
                    lines
                }))
            }
        }
    }
}
