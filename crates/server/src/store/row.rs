//! How what a kiosk sent is written into a row, and read again.

use std::str::FromStr;

use jiff::Timestamp;
use sqlx::{Row, sqlite::SqliteRow};
use wire::{Comparison, DocumentSource, End, Lane, Outcome, ResultMessage, Ticket};

use super::Kept;
use crate::Error;

/// A lane, as stored.
pub(super) fn lane(lane: Lane) -> &'static str {
    match lane {
        Lane::Face => "face",
        Lane::Officer => "officer",
    }
}

/// An outcome, as stored.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Match => "match",
        Outcome::NoMatch => "no_match",
        Outcome::Manual => "manual",
    }
}

/// The source of the document photo, as stored.
pub(super) fn document(source: DocumentSource) -> &'static str {
    match source {
        DocumentSource::Camera => "camera",
        DocumentSource::File => "file",
    }
}

/// Reads a row. Its lane is not read: it follows from the outcome, and the table checks it.
pub(super) fn read(row: &SqliteRow) -> Result<Kept, Error> {
    let document = row
        .try_get::<Option<&str>, _>("document")?
        .map(|text| known([DocumentSource::Camera, DocumentSource::File], document, text))
        .transpose()?;
    let model = row.try_get::<Option<&str>, _>("model")?.map(id).transpose()?;
    let comparison = document.zip(model).map(|(document, model)| Comparison { document, model });
    let outcomes = [Outcome::Match, Outcome::NoMatch, Outcome::Manual];
    let end = match (known(outcomes, outcome, row.try_get("outcome")?)?, comparison) {
        (Outcome::Match, Some(comparison)) => End::Match(comparison),
        (Outcome::NoMatch, Some(comparison)) => End::NoMatch(comparison),
        (Outcome::Manual, None) => End::Manual,
        (Outcome::Match | Outcome::NoMatch, None) | (Outcome::Manual, Some(_)) => {
            return Err(Error::Damaged);
        }
    };
    let message = ResultMessage {
        id: id(row.try_get("id")?)?,
        kiosk: id(row.try_get("kiosk")?)?,
        ticket: Ticket::try_from(number::<u16>(row, "ticket")?).map_err(|_| Error::Damaged)?,
        end,
        build: id(row.try_get("build")?)?,
        notice: number(row, "notice")?,
        arrived: number(row, "arrived")?,
        finished: number(row, "finished")?,
    };
    Ok(Kept { message, received: received(row)? })
}

/// When a row came.
pub(super) fn received(row: &SqliteRow) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(row.try_get("received")?).map_err(|_| Error::Damaged)
}

/// The one of `all` that is written as `text`.
fn known<T: Copy, const N: usize>(
    all: [T; N],
    written: fn(T) -> &'static str,
    text: &str,
) -> Result<T, Error> {
    all.into_iter().find(|it| written(*it) == text).ok_or(Error::Damaged)
}

/// An identifier.
pub(super) fn id<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Damaged)
}

/// A number of the width that the kiosk sent.
pub(super) fn number<T: TryFrom<i64>>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    T::try_from(row.try_get::<i64, _>(column)?).map_err(|_| Error::Damaged)
}
