//! `gangway-server retention`: what is kept, what was deleted, and whether the count is whole.

use std::{fmt::Write, path::PathBuf, sync::Arc};

use clap::{Args, Subcommand};
use domain::{Deletion, Signer};
use store::{LeaseHolder, RETAINED_TABLES, Store};

use crate::{
    Clock, Error, Policy, Sweeper,
    config::{DatabaseArgs, open_signer, signer_path},
};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum RetentionCommand {
    /// Delete now what has been kept long enough, and say how much it was
    Sweep(RetentionArgs),
    /// Say how many records of each site and class there are, how long they are kept, and how
    /// many were deleted
    Show(RetentionArgs),
    /// Check that every count of deletions is there and as it was signed
    Verify {
        /// Public keys that signed as well, such as those of before a change
        #[arg(long, value_name = "KEY")]
        trust: Vec<String>,
        /// A hash that was noted before: the row that has it must be there still
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
        /// What it reads
        #[command(flatten)]
        args: RetentionArgs,
    },
}

/// What the commands read.
#[derive(Args, Clone, Debug)]
pub struct RetentionArgs {
    /// TOML file of what holds at each site
    #[arg(long, env = "GANGWAY_POLICY", value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Key that signs counts of deletions, made if missing; else beside the database's file
    #[arg(long, env = "GANGWAY_RETENTION_KEY", value_name = "FILE")]
    retention_key: Option<PathBuf>,
    /// Where the messages are
    #[command(flatten)]
    database: DatabaseArgs,
}

impl RetentionCommand {
    /// Does it. A server may be running. Gives what is to be printed.
    pub async fn run(self) -> Result<String, Error> {
        match self {
            Self::Sweep(args) => {
                let (policy, signer) = args.read()?;
                let store = args.database.open().await?;
                let (clock, holder) = (Clock::default(), LeaseHolder::new()?);
                let swept =
                    Sweeper::new(store.clone(), clock, policy, signer, holder).sweep().await;
                store.close().await;
                let lines = swept?.into_iter();
                Ok(lines.map(|((site, class), deleted)| line(&site, &class, deleted)).collect())
            }
            Self::Show(args) => {
                let policy = args.policy()?;
                let store = args.database.inspect().await?;
                let shown = show(&store, &policy).await;
                store.close().await;
                shown
            }
            Self::Verify { trust, head, args } => {
                let mut trusted = trust;
                // A check must not create a key.
                let key = args.key()?;
                if key.exists() {
                    trusted.push(open_signer(&key)?.name());
                }
                let store = args.database.inspect().await?;
                let verified = verify(&store, &trusted, head.as_deref()).await;
                store.close().await;
                verified
            }
        }
    }
}

impl RetentionArgs {
    fn read(&self) -> Result<(Arc<Policy>, Signer), Error> {
        Ok((Arc::new(self.policy()?), open_signer(&self.key()?)?))
    }

    fn policy(&self) -> Result<Policy, Error> {
        let named = match &self.policy {
            Some(named) => Some(named.clone()),
            None => self.database.settings()?.policy,
        };
        Policy::open(named.as_deref())
    }

    fn key(&self) -> Result<PathBuf, Error> {
        let named = match &self.retention_key {
            Some(named) => Some(named.clone()),
            None => self.database.settings()?.retention_key,
        };
        Ok(signer_path(named, &self.database.database()?))
    }
}

fn line(site: &str, class: &str, records: u64) -> String {
    format!("{site}\t{class}\t{records}\n")
}

async fn show(store: &Store, policy: &Policy) -> Result<String, Error> {
    let mut shown = String::new();
    for record in RETAINED_TABLES {
        for (site, class) in store.classes(record).await? {
            let (kept, there) =
                (policy.kept(&site, &class), store.count(record, &site, &class).await?);
            let _ = writeln!(shown, "{site}\t{class}\t{there}\tkept for {kept}");
        }
    }
    for (site, class, deleted) in store.deleted().await? {
        let _ = writeln!(shown, "{site}\t{class}\t{deleted}\tdeleted");
    }
    Ok(shown)
}

async fn verify(store: &Store, trusted: &[String], head: Option<&str>) -> Result<String, Error> {
    let (mut last, mut deleted) = (None::<Deletion>, 0);
    let mut is_there = head.is_none();
    let number = |last: &Option<Deletion>| last.as_ref().map_or(0, |deletion| deletion.number);
    loop {
        let some = store.deletions(number(&last), 1_000).await?;
        if some.is_empty() {
            break;
        }
        for next in some {
            if !next.follows(last.as_ref(), trusted) {
                return Err(Error::Trace(number(&last) + 1));
            }
            deleted += next.deleted;
            is_there |= head == Some(&next.hash());
            last = Some(next);
        }
    }
    if !is_there {
        return Err(Error::TraceEnd);
    }
    Ok(match last {
        Some(last) => {
            let (number, hash) = (last.number, last.hash());
            format!("{number} counts are whole, of {deleted} records.\nhead {hash}\n")
        }
        None => "Nothing was deleted yet.\n".into(),
    })
}
