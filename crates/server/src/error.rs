//! The one error type of this crate.

use std::{io, net::SocketAddr, path::PathBuf};

use wire::KioskId;

use crate::{Database, Faults, UserName};

/// Why the server cannot start, go on or use its store.
///
/// Paths and addresses are the operator's own; no variant carries what a kiosk sent, so every
/// message is safe to log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file of the settings cannot be read.
    #[error("The settings in {} cannot be read.", .0.display())]
    NoSettings(PathBuf),
    /// The file of the settings says something else.
    #[error("{}, line {line}: {reason}.", .file.display())]
    Settings {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there, with the key's name.
        reason: String,
    },
    /// Some settings are wrong.
    #[error("{0}")]
    Faults(Faults),
    /// The certificate cannot be read.
    #[error("{} is no certificate in PEM.", .0.display())]
    Certificate(PathBuf),
    /// Its key cannot be read.
    #[error("{} is no private key in PEM.", .0.display())]
    Key(PathBuf),
    /// The certificate and the key do not belong together.
    #[error("The certificate does not belong to the key {}.", .0.display())]
    Pair(PathBuf),
    /// The database's file would be in a folder that is not there.
    #[error("There is no folder for the database {}.", .0.display())]
    NoFolder(PathBuf),
    /// The folder of the kiosk is missing, or has no page in it.
    #[error("There is no kiosk in {}: build it first (`cargo xtask serve` does).", .0.display())]
    Site(PathBuf),
    /// The list of the staged models cannot be read.
    #[error("{} is not a list of models: build the kiosk again.", .0.display())]
    Models(PathBuf),
    /// The settings of the kiosk are wrong: its page would close the face lane.
    #[error("The settings of the kiosk in {} are wrong: {source}.", .file.display())]
    KioskSettings {
        /// The file.
        file: PathBuf,
        /// The field and the reason.
        source: site::SettingsError,
    },
    /// There is no policy where one is named.
    #[error("The policy {} cannot be read.", .0.display())]
    NoPolicy(PathBuf),
    /// The policy says something that is not understood.
    #[error("The policy is not understood: {0}")]
    Policy(#[from] Box<toml::de::Error>),
    /// Two rules for one site, or two partners of one name.
    #[error("The policy names {0:?} twice.")]
    Twice(String),
    /// A partner's secret is missing or too short.
    #[error("A partner's secret is not there, or shorter than 16 letters.")]
    Secret,
    /// A partner's credentials cannot be read.
    #[error("The credentials in {} cannot be read.", .0.display())]
    Credentials(PathBuf),
    /// Nothing can be sent.
    #[error("No requests can be made: the system's certificates cannot be read.")]
    Client,
    /// No partner is told of an event of this name.
    #[error("There is no such event, or not any more.")]
    NoSuchEvent,
    /// The key that signs counts of deletions cannot be used.
    #[error("The key {} cannot be read or made.", .0.display())]
    RetentionKey(PathBuf),
    /// A count of deletions is missing, was changed, or has an untrusted signature.
    #[error("The count number {0} of deletions is missing or changed.")]
    Trace(u64),
    /// The last counts of deletions are missing.
    #[error("No count of deletions has this hash: the last ones are missing.")]
    TraceEnd,
    /// A line of the audit is missing or changed.
    #[error(
        "The audit is not whole: line number {0} is missing or changed, or what the next says of it."
    )]
    AuditLine(i64),
    /// The audit has lines that no server wrote.
    #[error("A line was added to the audit outside the chain.")]
    AuditBeside,
    /// The last lines of the audit are missing.
    #[error("The audit had another end when it was noted: its last lines are missing or changed.")]
    AuditEnd,
    /// Another program listens on the address.
    #[error("Another program uses {0}: stop it, or choose a free port with --listen.")]
    PortTaken(SocketAddr),
    /// The address cannot be listened on for another reason.
    #[error("Cannot listen on {0}: {1}.")]
    Listen(SocketAddr, io::Error),
    /// The database cannot be opened or brought up to date.
    #[error("The database {database} cannot be opened: {source}.")]
    Open {
        /// Which one.
        database: Database,
        /// What the database says; it has not seen a result yet.
        source: sqlx::Error,
    },
    /// A step to the present tables was not done.
    #[error("The tables are old: run `gangway-server migrate`.")]
    OldTables,
    /// The store does not answer, or refuses.
    #[error("The store cannot be used.")]
    Store(#[from] sqlx::Error),
    /// A result could not be written; the log says why.
    #[error("The store does not write.")]
    Unwritten,
    /// More messages wait for the store than it can take.
    #[error("The store is busy.")]
    Busy,
    /// Trial mode on a public address would let every client act as a kiosk.
    #[error("A trial takes every kiosk, so it listens on loopback alone, not on {0}.")]
    TrialInPublic(SocketAddr),
    /// Kiosks draw this number themselves.
    #[error("{0} is a number that kiosks draw themselves: choose one below {below}.", below = KioskId::PROVISIONAL)]
    Provisional(KioskId),
    /// No kiosk has this number.
    #[error("There is no kiosk {0}.")]
    NoSuchKiosk(KioskId),
    /// No user has this name.
    #[error("There is no user {0}.")]
    NoSuchUser(UserName),
    /// A user has this name already.
    #[error("There is a user {0} already.")]
    UserExists(UserName),
    /// The password is too short, or too long.
    #[error("A password has 12 to 256 bytes.")]
    PasswordLength,
    /// The password cannot be read.
    #[error("The password cannot be read: {0}.")]
    Prompt(io::Error),
    /// The text can be no site's name.
    #[error("The name of a site is a line of 64 characters at most.")]
    NotASite,
    /// The system gives no random numbers.
    #[error("The system gives no random numbers.")]
    Random,
    /// Statistics are made of days that are over.
    #[error("{0} is not over.")]
    DayNotOver(jiff::civil::Date),
    /// The file cannot be written.
    #[error("{} cannot be written.", .0.display())]
    Out(PathBuf),
    /// A stored row says something that no kiosk can send.
    #[error("A stored row is not a result.")]
    Damaged,
    /// The network failed while serving.
    #[error("The network failed: {0}.")]
    Network(io::Error),
}
