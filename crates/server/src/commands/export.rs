//! `gangway-server export`: statistics in which no traveller can be told from four others.

mod csv_file;
#[cfg(feature = "parquet")]
mod parquet_file;

use std::{fs::File, io::BufWriter, path::PathBuf};

use clap::{Args, ValueEnum};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{Error, config::DatabaseArgs};
use domain::statistics::{StatisticsRow, rows};
use store::Store;

/// What is exported, and to where.
#[derive(Args, Clone, Debug)]
pub struct ExportCommand {
    /// The form of the file
    #[arg(long, value_enum)]
    format: Format,

    /// The file, which is overwritten
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// The first day, UTC; the first one with a result if unset
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,

    /// The last day, UTC; yesterday if unset
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,

    /// Where the messages are
    #[command(flatten)]
    database: DatabaseArgs,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Parquet,
}

impl ExportCommand {
    /// Does it. A server may be running.
    ///
    /// A day that is not over is refused: the difference of two exports would single out
    /// travellers.
    pub async fn run(self) -> Result<(), Error> {
        let today = day(Timestamp::now());
        let to = self.to.unwrap_or(today.yesterday().unwrap_or(Date::MIN));
        if to >= today {
            return Err(Error::DayNotOver(to));
        }
        #[cfg(not(feature = "parquet"))]
        if matches!(self.format, Format::Parquet) {
            return Err(Error::WithoutFeature("Parquet"));
        }
        let store = self.database.inspect().await?;
        let rows = read(&store, self.from, to).await;
        store.close().await;
        let failed = || Error::Out(self.out.clone());
        let file = File::create(&self.out).map_err(|_| failed())?;
        let written = match self.format {
            Format::Csv => csv_file::write(BufWriter::new(file), &rows?).is_ok(),
            #[cfg(feature = "parquet")]
            Format::Parquet => parquet_file::write(file, &rows?).is_ok(),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => false,
        };
        if written { Ok(()) } else { Err(failed()) }
    }
}

/// The rows of all days. They are computed day by day, because a row never spans two days.
async fn read(store: &Store, from: Option<Date>, to: Date) -> Result<Vec<StatisticsRow>, Error> {
    let first = match from {
        Some(day) => Some(day),
        None => store.first().await?.map(day),
    };
    let mut all = Vec::new();
    let days = first.into_iter().flat_map(|day| day.series(1.day()));
    for day in days.take_while(|day| *day <= to) {
        let [start, end] = [day, day.saturating_add(1.day())].map(midnight);
        all.extend(rows(day, store.checks(start, end).await?));
    }
    Ok(all)
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn midnight(day: Date) -> Timestamp {
    // Saturates at the largest timestamp.
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
