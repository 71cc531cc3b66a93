//! The one error type of this crate.

use std::{fmt, io, net::SocketAddr, path::PathBuf};

use domain::user::NotASite;
use wire::KioskId;

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
    /// A file that would be written over.
    #[error("{} is there already: name another file, or say --force.", .0.display())]
    FileExists(PathBuf),
    /// The answers to the questions of a command ended before the questions.
    #[error("The answers have ended: nothing was written.")]
    NoAnswer,
    /// A file that a command names cannot be read.
    #[error("{} cannot be read.", .0.display())]
    NoFile(PathBuf),
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
    /// Another program listens on the address.
    #[error("Another program uses {0}: stop it, or choose a free port with --listen.")]
    PortTaken(SocketAddr),
    /// The address cannot be listened on for another reason.
    #[error("Cannot listen on {0}: {1}.")]
    Listen(SocketAddr, io::Error),
    /// The store cannot be opened or used.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// More passwords wait to be checked than the server can check soon.
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
    /// The password is too short, or too long.
    #[error("A password has 12 to 256 bytes.")]
    PasswordLength,
    /// The password cannot be read.
    #[error("The password cannot be read: {0}.")]
    Prompt(io::Error),
    /// The text can be no site's name.
    #[error(transparent)]
    NotASite(#[from] NotASite),
    /// The system gives no random numbers.
    #[error("The system gives no random numbers.")]
    Random,
    /// Statistics are made of days that are over.
    #[error("{0} is not over.")]
    DayNotOver(jiff::civil::Date),
    /// The file cannot be written.
    #[error("{} cannot be written.", .0.display())]
    Out(PathBuf),
    /// The program was built without this part.
    #[error("This build has no {0}: build the server with its default features.")]
    WithoutFeature(&'static str),
    /// The network failed while serving.
    #[error("The network failed: {0}.")]
    Network(io::Error),
}

impl Error {
    /// The cause for the log. A database's message may quote a row, so only its code is given.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Store(error) => error.cause(),
            error => error.to_string(),
        }
    }
}

/// All that is wrong with the settings.
#[derive(Debug)]
pub struct Faults(pub Vec<(&'static str, Fault)>);

/// What is wrong with a setting.
#[derive(Debug)]
pub enum Fault {
    /// It must be at least 1.
    Zero,
    /// It needs this one as well.
    Without(&'static str),
    /// It must differ from this one.
    As(&'static str),
    /// Its file or address is unusable.
    Unusable(Error),
}

impl Faults {
    /// Adds a fault of a setting.
    pub(crate) fn add<T>(&mut self, setting: &'static str, fault: Fault) -> Option<T> {
        self.0.push((setting, fault));
        None
    }

    /// The value, or `None` and a fault of its setting.
    pub(crate) fn pick<T>(&mut self, setting: &'static str, read: Result<T, Error>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(error) => self.add(setting, Fault::Unusable(error)),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The settings are of no use:")?;
        self.0.iter().try_for_each(|(setting, fault)| write!(f, "\n{setting}: {fault}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("It must be at least 1."),
            Self::Without(other) => write!(f, "It needs {other} as well."),
            Self::As(other) => write!(f, "It must be another than {other}."),
            Self::Unusable(error) => write!(f, "{error}"),
        }
    }
}
