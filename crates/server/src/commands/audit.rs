//! `gangway-server audit`: whether the audit is whole.

use std::path::PathBuf;

use clap::Subcommand;
use domain::audit::ChainHead;

use crate::{
    Error,
    config::{DatabaseArgs, open_signer, signer_path},
};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that every line of the audit is there and as it was written, or was deleted in its
    /// time; and name the first one that is not
    Verify {
        /// Public keys that signed deletions as well, such as those of before a change
        #[arg(long, value_name = "KEY")]
        trust: Vec<String>,
        /// The end of the audit as it was noted before: the line must be there still
        #[arg(long, value_name = "PLACE:HASH", value_parser = noted)]
        head: Option<Noted>,
        /// Key that signs deletions; else beside the database's file
        #[arg(long, env = "GANGWAY_RETENTION_KEY", value_name = "FILE")]
        retention_key: Option<PathBuf>,
        /// Where the audit is
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

/// A head of the chain that an operator has noted.
#[derive(Clone, Debug)]
pub struct Noted(ChainHead);

impl AuditCommand {
    /// Does it. A server may be running. Gives what is to be printed.
    pub async fn run(self) -> Result<String, Error> {
        let Self::Verify { trust, head, retention_key, database: args } = self;
        let database = args.database()?;
        let named = match retention_key {
            Some(named) => Some(named),
            None => args.settings()?.retention_key,
        };
        let (mut trusted, key) = (trust, signer_path(named, &database));
        // A check must not create a key.
        if key.exists() {
            trusted.push(open_signer(&key)?.name());
        }
        let store = args.inspect().await?;
        let verified = store.verify_audit(&trusted, head.as_ref().map(|noted| &noted.0)).await;
        store.close().await;
        let verified = verified?;
        let older = match verified.older {
            0 => String::new(),
            older => format!("{older} lines are older than the chain: nothing is known of them.\n"),
        };
        let ChainHead { position, link } = verified.end;
        Ok(format!(
            "{} lines are whole, and {} were deleted in their time.\n{older}head {position}:{link}\n",
            verified.whole, verified.deleted
        ))
    }
}

fn noted(text: &str) -> Result<Noted, &'static str> {
    let (position, link) = text.split_once(':').ok_or("a place, a colon and a hash")?;
    let position = position.parse().map_err(|_| "a place, a colon and a hash")?;
    Ok(Noted(ChainHead { position, link: link.to_ascii_lowercase() }))
}
