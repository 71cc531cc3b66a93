//! `gangway-server import`: takes in results that were carried by hand from a kiosk without a network.

use std::{fmt, fs, path::PathBuf};

use clap::Args;
use domain::{
    DeskEvent, Doubt, ListedArtifacts, SignedRequest, StoredResult, artifacts::LAST,
    conduct::CLOCK, ticket_horizon,
};
use jiff::Timestamp;
use store::{Insert, Store};
use wire::{Backlog, CarriedResults, KioskId, NotCarried, Proof, PublicKey, ResultMessage};

use crate::{Error, Policy, api::is_signed_by, config::DatabaseArgs};

/// What is imported.
#[derive(Args, Clone, Debug)]
pub struct ImportCommand {
    /// The file that staff took from the kiosk
    file: PathBuf,

    /// File of what holds at each site, TOML: it may list builds that the file's results name
    #[arg(long, env = "GANGWAY_POLICY", value_name = "FILE")]
    policy: Option<PathBuf>,

    /// Where the results go; a server may be running
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// Its results are stored.
    Done(Imported),
    /// Nothing of it was stored.
    Refused(ImportRefusal),
}

/// What became of the results of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many are stored now.
    pub new: usize,
    /// How many were stored before.
    pub known: usize,
    /// How many were put aside: the desk shows why.
    pub quarantined: usize,
    /// How many contradict a stored result with the same id.
    pub conflicting: usize,
}

/// A file whose signature and form are right.
struct CheckedFile {
    kiosk: KioskId,
    /// When it was signed, in milliseconds since 1970-01-01 UTC.
    signed: u64,
    key: PublicKey,
    results: Vec<ResultMessage>,
}

/// Why nothing of a file is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// It is no file of results, or not all of one.
    Form(NotCarried),
    /// It is not UTF-8.
    Text,
    /// Its kiosk is not enrolled.
    UnknownKiosk(KioskId),
    /// Its kiosk is revoked.
    Revoked(KioskId),
    /// No key of its kiosk has signed exactly these bytes.
    Signature,
    /// It was signed in the future.
    Clock,
    /// A line is no result of this kiosk.
    Line(usize),
    /// The kiosk has declared more results today than it can have queued.
    TooMany,
}

impl ImportCommand {
    /// Does it. The same file, and overlapping files, can be imported again: each result is stored once.
    pub async fn run(self) -> Result<Import, Error> {
        let bytes = fs::read(&self.file).map_err(|_| Error::NoFile(self.file.clone()))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Ok(Import::Refused(ImportRefusal::Text));
        };
        let listed = Policy::open(self.policy.as_deref())?.known;
        let store = self.database.open().await?;
        let imported = import(&store, &text, &listed).await;
        store.close().await;
        imported
    }
}

async fn import(store: &Store, text: &str, listed: &ListedArtifacts) -> Result<Import, Error> {
    let now = Timestamp::now();
    let checked = check(store, text, now).await?;
    let CheckedFile { kiosk, signed, key, results } = match checked {
        Ok(checked) => checked,
        Err(refusal) => return Ok(Import::Refused(refusal)),
    };
    let mut known = store.serve(&Default::default(), LAST).await?;
    known.extend(listed);
    let mut imported = Imported::default();
    let mut left = Vec::new();
    for message in results {
        if store.with_id(message.id).await?.iter().any(|stored| stored.message == message) {
            imported.known += 1;
        } else {
            left.push(message);
        }
    }
    let oldest = left.iter().map(|message| message.finished).min();
    let Some(oldest) = oldest else { return Ok(Import::Done(imported)) };
    let count = u16::try_from(left.len()).unwrap_or(Backlog::MOST);
    let backlog = Backlog { kiosk, results: count, oldest };
    if !store.declare(&backlog, now).await? {
        return Ok(Import::Refused(ImportRefusal::TooMany));
    }
    for message in left {
        let doubt = known.doubt(&message);
        let result = StoredResult { message, received: now, signed };
        match store_one(store, result, key, doubt).await? {
            Insert::New => imported.new += 1,
            Insert::Quarantined(_) => imported.quarantined += 1,
            Insert::Conflict => imported.conflicting += 1,
            Insert::Duplicate | Insert::Replayed | Insert::RateLimited => imported.known += 1,
        }
    }
    Ok(Import::Done(imported))
}

/// Checks the whole file before anything of it is stored.
async fn check(
    store: &Store,
    text: &str,
    now: Timestamp,
) -> Result<Result<CheckedFile, ImportRefusal>, Error> {
    let file = match CarriedResults::read(text) {
        Ok(file) => file,
        Err(reason) => return Ok(Err(ImportRefusal::Form(reason))),
    };
    let Some(record) = store.kiosk(file.kiosk).await? else {
        return Ok(Err(ImportRefusal::UnknownKiosk(file.kiosk)));
    };
    if record.is_revoked {
        return Ok(Err(ImportRefusal::Revoked(file.kiosk)));
    }
    let signed = Proof::signed(CarriedResults::PATH, file.proof.at, file.body);
    let is_current = |retired: Option<u64>| retired.is_none_or(|retired| file.proof.at <= retired);
    let key = record.keys.iter().find(|key| is_signed_by(&key.key, &signed, &file.proof));
    let Some(key) = key.filter(|key| is_current(key.retired)) else {
        return Ok(Err(ImportRefusal::Signature));
    };
    let latest = now.as_millisecond().unsigned_abs() + CLOCK.as_millis() as u64;
    if file.proof.at > latest {
        return Ok(Err(ImportRefusal::Clock));
    }
    let mut results = Vec::new();
    for (index, line) in file.lines.split('\n').enumerate() {
        match serde_json::from_str::<ResultMessage>(line) {
            Ok(message) if message.kiosk == file.kiosk => results.push(message),
            _ => return Ok(Err(ImportRefusal::Line(index + 2))),
        }
    }
    Ok(Ok(CheckedFile { kiosk: file.kiosk, signed: file.proof.at, key: key.key, results }))
}

/// Stores one result of a declared backlog, as if its kiosk had sent it.
async fn store_one(
    store: &Store,
    result: StoredResult,
    key: PublicKey,
    doubt: Option<Doubt>,
) -> Result<Insert, Error> {
    let ResultMessage { kiosk, ticket, end, .. } = result.message;
    // An old result is not announced: its traveller has left long ago.
    let is_here = result.came() > ticket_horizon(result.received);
    let event = is_here.then_some(DeskEvent::Ticket { kiosk, ticket, lane: end.lane() });
    let request = SignedRequest { key, is_paced: false, doubt };
    Ok(store.judge_result(&result, request, event).await?)
}

impl Import {
    /// The command's exit code: 0 if everything is stored, 3 if the file was refused, 4 if some results
    /// were put aside or contradict stored ones.
    pub fn code(&self) -> u8 {
        match self {
            Self::Done(Imported { quarantined: 0, conflicting: 0, .. }) => 0,
            Self::Refused(_) => 3,
            Self::Done(_) => 4,
        }
    }
}

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(reason) => write!(f, "Refused, and nothing was stored: {reason}."),
            Self::Done(Imported { new, known, quarantined, conflicting }) => write!(
                f,
                "New results: {new}. Stored before: {known}. Put aside: {quarantined}. \
                 Contradicting: {conflicting}."
            ),
        }
    }
}

impl fmt::Display for ImportRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(reason) => write!(f, "{reason}"),
            Self::Text => f.write_str("it is not text"),
            Self::UnknownKiosk(kiosk) => write!(f, "kiosk {kiosk} is not enrolled"),
            Self::Revoked(kiosk) => write!(f, "kiosk {kiosk} is revoked"),
            Self::Signature => f.write_str(
                "no key of this kiosk has signed exactly these bytes; the file was changed, or \
                 another kiosk made it",
            ),
            Self::Clock => f.write_str("it was signed in the future; set the clocks"),
            Self::Line(line) => write!(f, "line {line} is no result of this kiosk"),
            Self::TooMany => {
                f.write_str("this kiosk cannot have made so many results since yesterday")
            }
        }
    }
}
