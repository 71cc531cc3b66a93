//! `gangway-trust`: makes the trust list of passport authorities, and checks a document's files with it.

use base64::prelude::*;
use clap::{Parser, Subcommand};
use document::{Conditions, Date, Level, Refusal, Trust};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};
use trust::{
    Collection, Deviations, MasterList, RevocationList, TrustError, build, check, read_certificate,
};

/// Makes the trust list of passport authorities, and checks a document's files with it
#[derive(Parser)]
#[command(name = "gangway-trust")]
struct Cli {
    #[command(subcommand)]
    task: Task,
    /// The day that counts as today, YYYY-MM-DD
    #[arg(long, global = true)]
    on: Option<String>,
}

#[derive(Subcommand)]
enum Task {
    /// Make trust.bin from master lists, certificates and revocation lists
    Build {
        /// A signed master list; several are united
        #[arg(long, value_name = "FILE")]
        list: Vec<PathBuf>,
        /// A certificate, DER or PEM, that may sign master lists or certifies their signers
        #[arg(long, value_name = "FILE", required = true)]
        pin: Vec<PathBuf>,
        /// A further certificate of an authority, which the operator vouches for
        #[arg(long, value_name = "FILE")]
        certificate: Vec<PathBuf>,
        /// A revocation list, DER
        #[arg(long, value_name = "FILE")]
        crl: Vec<PathBuf>,
        /// Certificates to leave out: lines `drop SHA-256`
        #[arg(long, value_name = "FILE")]
        deviations: Option<PathBuf>,
        /// Where the report of every certificate is written; by default to the terminal
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// Where the trust list is written
        #[arg(long, value_name = "FILE", default_value = "trust.bin")]
        out: PathBuf,
    },
    /// Say what the kiosk would say of a document's files
    Check {
        /// EF.SOD
        #[arg(long, value_name = "FILE")]
        sod: PathBuf,
        /// EF.DG1
        #[arg(long, value_name = "FILE")]
        dg1: Option<PathBuf>,
        /// EF.DG2
        #[arg(long, value_name = "FILE")]
        dg2: Option<PathBuf>,
        /// The trust list
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = run(Cli::parse());
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// True if the list was made, or if the files are signed.
fn run(cli: Cli) -> Result<bool, TrustError> {
    let on = day(cli.on.as_deref())?;
    match cli.task {
        Task::Build { list, pin, certificate, crl, deviations, report, out } => {
            let pinned: Vec<_> =
                pin.iter().map(|path| parsed(path, read_certificate)).collect::<Result<_, _>>()?;
            let mut collection = Collection::default();
            for path in &list {
                let list = MasterList::read(&bytes_of(path)?, &pinned)?;
                list.certificates.into_iter().for_each(|certificate| collection.add(certificate));
            }
            for path in &certificate {
                collection.add(Ok(parsed(path, read_certificate)?));
            }
            for path in &crl {
                collection.revoke(parsed(path, RevocationList::read)?);
            }
            let deviations = match deviations {
                Some(path) => Deviations::read(&String::from_utf8_lossy(&bytes_of(&path)?))?,
                None => Deviations::default(),
            };
            let (trust, lines) = build(&collection, &deviations, on);
            let bytes = trust.write().map_err(|_| TrustError::TooLarge)?;
            write(&out, &bytes)?;
            match report {
                Some(path) => write(&path, lines.to_string().as_bytes())?,
                None => print(&lines.to_string()),
            }
            print(&format!("{} keys in {}\n", trust.anchors.len(), out.display()));
            print(&settings(&bytes, trust.made));
            Ok(true)
        }
        Task::Check { sod, dg1, dg2, trust } => {
            let trust = parsed(&trust, Trust::read)?;
            let conditions = Conditions { on, signer_may_have_expired: true };
            let dg1 = dg1.as_deref().map(bytes_of).transpose()?;
            let dg2 = dg2.as_deref().map(bytes_of).transpose()?;
            let judge =
                |file: &[u8]| check(file, dg1.as_deref(), dg2.as_deref(), &trust, conditions);
            let finding = parsed(&sod, judge)?;
            let reason = finding.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
            match finding.level {
                Ok(level) => print(&format!("{level:?}{reason}: {}\n", finding.issuer)),
                Err(refusal) => print(&format!("Refused ({refusal}): {}\n", finding.issuer)),
            }
            Ok(finding.level == Ok(Level::Signed))
        }
    }
}

/// The fields of `reader` in `kiosk.json` that name the list.
fn settings(list: &[u8], made: Date) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(list));
    let Date { year, month, day } = made;
    format!("\"trust\": \"sha256-{hash}\", \"made\": \"{year:04}-{month:02}-{day:02}\"\n")
}

/// The given day, or today in UTC.
fn day(given: Option<&str>) -> Result<Date, TrustError> {
    let Some(text) = given else {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| TrustError::Date)?;
        return Ok(civil_date(since.as_secs() / 86_400));
    };
    let digits = text.replace('-', "");
    let number = digits.parse().ok().filter(|_| text.len() == 10 && digits.len() == 8);
    number.and_then(Date::from_number).ok_or(TrustError::Date)
}

/// The date of a day since 1970-01-01, counted in years that begin in March.
fn civil_date(days: u64) -> Date {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date { year: year as u16, month: month as u8, day: day as u8 }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, TrustError> {
    fs::read(path).map_err(|source| TrustError::File { path: path.to_owned(), source })
}

fn parsed<T>(path: &Path, read: impl Fn(&[u8]) -> Result<T, Refusal>) -> Result<T, TrustError> {
    let refused = |refusal| TrustError::Content { path: path.to_owned(), refusal };
    read(&bytes_of(path)?).map_err(refused)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), TrustError> {
    fs::write(path, bytes).map_err(|source| TrustError::File { path: path.to_owned(), source })
}

/// A closed terminal is no reason to fail.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_in_the_calendar() {
        for (days, number) in [(0, 19_700_101), (11_016, 20_000_229), (20_787, 20_261_130)] {
            assert_eq!(civil_date(days).to_number(), number);
        }
    }

    #[test]
    fn a_list_is_named_by_the_hash_that_browsers_check_and_its_day() {
        assert_eq!(
            settings(b"", Date { year: 2026, month: 11, day: 3 }),
            "\"trust\": \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\", \"made\": \"2026-11-03\"\n"
        );
    }

    #[test]
    fn a_day_is_written_with_hyphens() {
        assert!(day(Some("2026-11-30")).is_ok_and(|day| day.to_number() == 20_261_130));
        for text in ["2026-11-3", "20261130", "2026-13-01", "tomorrow"] {
            assert!(matches!(day(Some(text)), Err(TrustError::Date)), "{text}");
        }
    }
}
