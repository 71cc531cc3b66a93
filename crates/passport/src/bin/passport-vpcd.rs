//! `passport-vpcd`: lays a software passport on the virtual reader of pcscd, for tests of the whole way.

use clap::{Parser, ValueEnum};
use passport::{
    Access, Cipher, CloneCheck, Configuration, Fault, Mapping, Passport, VIRTUAL_READER,
    VirtualReader,
};
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    thread,
    time::Duration,
};

/// Lays a software passport on the virtual reader of pcscd
#[derive(Parser)]
#[command(name = "passport-vpcd")]
struct Cli {
    /// The address of vpcd
    #[arg(long, value_name = "HOST:PORT", default_value = VIRTUAL_READER)]
    reader: String,
    /// The signed portrait, a JPEG; by default some noise
    #[arg(long, value_name = "FILE")]
    portrait: Option<PathBuf>,
    /// The two lines of the machine-readable zone, 44 characters each; by default ICAO's specimen
    #[arg(long, num_args = 2, value_names = ["LINE", "LINE"])]
    mrz: Option<Vec<String>>,
    /// How the chip is opened
    #[arg(long, value_enum, default_value_t = AccessName::PaceGm)]
    access: AccessName,
    /// How the chip proves that it is no copy
    #[arg(long, value_enum, default_value_t = CloneCheckName::Ca)]
    clone_check: CloneCheckName,
    /// What is wrong with the passport
    #[arg(long, value_parser = fault_of)]
    fault: Option<Fault>,
    /// Where its random numbers start
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Milliseconds until it is laid on the reader
    #[arg(long, value_name = "MS", default_value_t = 0)]
    lay_on_after: u64,
    /// Pull it instead of answering this command, counted from 1
    #[arg(long, value_name = "N")]
    pull_at: Option<usize>,
    /// Where the trust list of its authority is written
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum AccessName {
    Bac,
    PaceGm,
    PaceIm,
    PaceCam,
}

#[derive(Clone, Copy, ValueEnum)]
enum CloneCheckName {
    None,
    Ca,
    AaRsa,
    AaEc,
}

#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("a machine-readable zone has two lines of 44 characters, and its state is UTO")]
    Mrz,
    #[error("the trust list is too large")]
    Trust,
    #[error("{address}: {source}")]
    Reader { address: String, source: io::Error },
}

/// Curve of all keys: brainpoolP256r1.
const CURVE: u8 = 13;

impl AccessName {
    fn access(self) -> Access {
        let pace = |mapping| Access::Pace { mapping, curve: CURVE, cipher: Cipher::Aes128 };
        match self {
            Self::Bac => Access::Bac,
            Self::PaceGm => pace(Mapping::Generic),
            Self::PaceIm => pace(Mapping::Integrated),
            Self::PaceCam => pace(Mapping::ChipAuthentication),
        }
    }
}

impl CloneCheckName {
    fn clone_check(self) -> CloneCheck {
        match self {
            Self::None => CloneCheck::None,
            Self::Ca => CloneCheck::Chip { curve: CURVE, cipher: Cipher::Aes128 },
            Self::AaRsa => CloneCheck::ActiveRsa,
            Self::AaEc => CloneCheck::ActiveEc { curve: CURVE },
        }
    }
}

/// A fault by its name in lower case with hyphens.
fn fault_of(name: &str) -> Result<Fault, String> {
    let found = FAULTS.iter().find(|fault| name_of(**fault) == name);
    found.copied().ok_or_else(|| FAULTS.map(name_of).join(", "))
}

/// All faults; the length of a face record may be 8 bytes off.
const FAULTS: [Fault; 19] = [
    Fault::PortraitSwapped,
    Fault::Copied,
    Fault::CardAccessStripped,
    Fault::ForeignSigner,
    Fault::Revoked,
    Fault::Expired,
    Fault::SignerExpired,
    Fault::UnknownAuthority,
    Fault::UnknownCountry,
    Fault::BerSecurityObject,
    Fault::OtherContentType,
    Fault::RecordLengthOff(9),
    Fault::Bare6988,
    Fault::InfinitePoint,
    Fault::ReflectedKey,
    Fault::PointBesideCurve,
    Fault::Replayed,
    Fault::NoMasterFile,
    Fault::Dg14Missing,
];

/// `PortraitSwapped` is `portrait-swapped`.
fn name_of(fault: Fault) -> String {
    let mut name = String::new();
    for letter in format!("{fault:?}").chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), CliError> {
    let configuration = Configuration {
        access: cli.access.access(),
        clone_check: cli.clone_check.clone_check(),
        // Both live as long as the program.
        picture: cli.portrait.map(read).transpose()?.map(|bytes| &*bytes.leak()),
        printed: cli.mrz.map(zone).transpose()?.map(|zone| &*zone.leak()),
        seed: cli.seed,
        portrait: 20_000,
        ..Configuration::default()
    };
    let mut passport = match cli.fault {
        Some(fault) => Passport::with_fault(configuration, fault),
        None => Passport::new(configuration),
    };
    if let Some(path) = cli.trust {
        let bytes = passport.trust().write().map_err(|_| CliError::Trust)?;
        fs::write(&path, bytes).map_err(|source| CliError::File { path, source })?;
    }
    thread::sleep(Duration::from_millis(cli.lay_on_after));
    let laid = VirtualReader::connect(&cli.reader);
    let removed = laid.and_then(|reader| reader.serve(&mut passport, cli.pull_at));
    removed.map(drop).map_err(|source| CliError::Reader { address: cli.reader, source })
}

fn read(path: PathBuf) -> Result<Vec<u8>, CliError> {
    fs::read(&path).map_err(|source| CliError::File { path, source })
}

/// Both lines in one.
fn zone(lines: Vec<String>) -> Result<String, CliError> {
    let fits = |line: &String| {
        line.len() == 44
            && line.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<'))
    };
    // The software passport has no other authority.
    let is_utopia = lines.first().is_some_and(|line| line.get(2..5) == Some("UTO"));
    if is_utopia && lines.iter().all(fits) { Ok(lines.concat()) } else { Err(CliError::Mrz) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_its_name() {
        assert_eq!(fault_of("portrait-swapped"), Ok(Fault::PortraitSwapped));
        assert_eq!(fault_of("record-length-off"), Ok(Fault::RecordLengthOff(9)));
        assert!(fault_of("no-such-fault").is_err_and(|names| names.contains("bare6988")));
    }

    #[test]
    fn a_zone_of_another_length_or_state_is_refused() {
        let line = |start: &str| format!("{start:<<44}");
        assert!(zone(vec![line("P<UTOERIKSSON<<BERTA"), line("1234")]).is_ok());
        assert!(zone(vec![line("P<D<<ERIKSSON<<BERTA"), line("1234")]).is_err());
        assert!(zone(vec![line("P<UTOERIKSSON<<BERTA"), "1234".into()]).is_err());
    }
}
