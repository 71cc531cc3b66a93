//! Writes results to rows, and reads them.

use std::str::FromStr;

use domain::{
    StoredResult,
    words::{document, lane, outcome},
};
use jiff::Timestamp;
use sqlx::{
    Any, AssertSqlSafe, Row,
    any::{AnyArguments, AnyRow},
    query::Query,
};
use wire::{Comparison, DocumentSource, End, Outcome, ResultMessage, ResultVersion, Ticket};

use crate::Error;

/// The columns of a result, in the order of [`bind`].
pub(crate) const COLUMNS: &str = "kiosk, id, ticket, lane, outcome, document, model, build, \
                                  notice, arrived, finished, received, signed, came, queued, version";

/// The columns of an open ticket, beyond those of its result.
const TICKET_COLUMNS: &str = "site, taken, taken_by, done, place";

/// All columns that are read of a result. They are named, and not `*`: a connection that was opened
/// before a migration added a column would expect the former number of columns.
pub(crate) fn all_columns() -> String {
    format!("{COLUMNS}, {TICKET_COLUMNS}")
}

/// A statement that reads the results of a condition, which contains no values.
pub(crate) fn results_where(condition: &'static str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("select {} from results where {condition}", all_columns()))
}

/// The index of a column in [`COLUMNS`].
pub(crate) fn place(column: &str) -> usize {
    COLUMNS.split(", ").take_while(|name| *name != column).count()
}

/// Binds a result's values to a statement.
pub(crate) fn bind<'q>(
    query: Query<'q, Any, AnyArguments>,
    result: &StoredResult,
) -> Query<'q, Any, AnyArguments> {
    let ResultMessage { version, id, kiosk, ticket, end, .. } = result.message;
    let ResultMessage { build, notice, arrived, finished, .. } = result.message;
    let compared = end.comparison();
    query
        .bind(kiosk.to_string())
        .bind(id.to_string())
        .bind(i64::from(u16::from(ticket)))
        .bind(lane(end.lane()))
        .bind(outcome(end.outcome()))
        .bind(compared.map(|comparison| document(comparison.document)))
        .bind(compared.map(|comparison| comparison.model.to_string()))
        .bind(build.to_string())
        .bind(i64::from(notice))
        .bind(i64::from(arrived))
        .bind(i64::from(finished))
        .bind(result.received.as_millisecond())
        .bind(signed(result.signed))
        .bind(result.came().as_millisecond())
        .bind(i64::try_from(result.queued()).unwrap_or(i64::MAX))
        .bind(i64::from(version.number()))
}

/// The time of a signature, as stored.
pub(crate) fn signed(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// Reads a row. Its lane is not read: it follows from the outcome, and the table checks it.
pub(crate) fn read(row: &AnyRow) -> Result<StoredResult, Error> {
    let document = row
        .try_get::<Option<&str>, _>("document")?
        .map(|text| known(DocumentSource::ALL, document, text))
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
    let version = number::<u8>(row, "version")?;
    let message = ResultMessage {
        version: ResultVersion::try_from(version).map_err(|_| Error::Damaged)?,
        id: id(row.try_get("id")?)?,
        kiosk: id(row.try_get("kiosk")?)?,
        ticket: Ticket::try_from(number::<u16>(row, "ticket")?).map_err(|_| Error::Damaged)?,
        end,
        build: id(row.try_get("build")?)?,
        notice: number(row, "notice")?,
        arrived: number(row, "arrived")?,
        finished: number(row, "finished")?,
    };
    Ok(StoredResult { message, received: received(row)?, signed: number(row, "signed")? })
}

/// When a row was received.
pub(crate) fn received(row: &AnyRow) -> Result<Timestamp, Error> {
    time(row, "received")
}

/// A time in milliseconds.
pub(crate) fn time(row: &AnyRow, column: &str) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(row.try_get(column)?).map_err(|_| Error::Damaged)
}

/// The value of `all` whose word is `text`.
pub(crate) fn known<T: Copy, const N: usize>(
    all: [T; N],
    written: fn(T) -> &'static str,
    text: &str,
) -> Result<T, Error> {
    all.into_iter().find(|value| written(*value) == text).ok_or(Error::Damaged)
}

/// An identifier.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Damaged)
}

/// A number in the type of the message's field.
pub(crate) fn number<T: TryFrom<i64>>(row: &AnyRow, column: &str) -> Result<T, Error> {
    T::try_from(row.try_get::<i64, _>(column)?).map_err(|_| Error::Damaged)
}
