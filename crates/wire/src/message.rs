//! The message that a kiosk sends at the end of a check.

use std::{error, fmt};

use serde::{Deserialize, Serialize};

use crate::{BuildId, DocumentSource, KioskId, MessageId, ModelId, ResultVersion};

/// One finished check, as sent to `POST /v1/results`.
///
/// It is small on purpose: [`ResultMessage::BITS`] bits cannot hold a face. No field can carry other
/// data: parsing checks that the id is that of [`MessageId::of`], that the times are those of
/// [`ResultMessage::times`], and that the fields fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct ResultMessage {
    /// The version of its format, which it keeps: see [`ResultVersion`].
    pub version: ResultVersion,
    /// See [`MessageId::of`]. Unique for the kiosk: sent twice, it is stored once.
    pub id: MessageId,
    /// The kiosk.
    pub kiosk: KioskId,
    /// The number on the traveller's last screen.
    pub ticket: Ticket,
    /// How the check ended.
    pub end: End,
    /// The build of the kiosk.
    pub build: BuildId,
    /// The version of the notice that was shown.
    pub notice: u16,
    /// The time at which the notice was shown: seconds since 1970-01-01 UTC.
    pub arrived: u32,
    /// The end of the ten seconds in which the last screen was shown: seconds since 1970-01-01 UTC.
    pub finished: u32,
}

/// A result in a kiosk's queue. Earlier builds stored random ids and exact times, in version 1; reading such
/// a result derives its id and rounds its times, so that it is a message that may be sent. It stays in
/// version 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Queued(pub ResultMessage);

/// How a check ended, with the details that the desk needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The live face matches the document photo.
    Match(Comparison),
    /// The live face does not match; an officer decides.
    NoMatch(Comparison),
    /// No comparison was made: declined, timed out or failed. The reason stays on the kiosk,
    /// so that a declined check looks like a camera fault.
    Manual,
}

/// The inputs of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The source of the document photo.
    pub document: DocumentSource,
    /// The recogniser.
    pub model: ModelId,
}

/// The lane that the traveller is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The face lane, after a match.
    Face,
    /// The officer lane.
    Officer,
}

/// How a check ended, without details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// See [`End::Match`].
    Match,
    /// See [`End::NoMatch`].
    NoMatch,
    /// See [`End::Manual`].
    Manual,
}

/// A number from 1 to 999. After the last one the kiosk starts again at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Ticket(u16);

/// The fields of the message contradict each other, or one is out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inconsistent;

impl ResultMessage {
    /// Information content in bits: the binary logarithm of the number of different messages of both
    /// versions, rounded up. The id adds none, because it is derived from the other fields.
    pub const BITS: u32 = 151;

    /// The resolution of [`ResultMessage::finished`] in seconds.
    pub const GRAIN: u32 = 10;

    /// The maximum reported duration of a check in seconds. A longer check is reported with this duration:
    /// the exact time has no use, and the clock may have been changed meanwhile.
    pub const LONGEST: u32 = 3_600;

    /// The value of [`ResultMessage::notice`] if the kiosk had no settings and so compared no faces.
    pub const NO_NOTICE: u16 = 0;

    /// `arrived` and `finished` of a check that began and ended at these times.
    pub fn times(began: u32, ended: u32) -> (u32, u32) {
        let finished = ended.div_ceil(Self::GRAIN).min(u32::MAX / Self::GRAIN) * Self::GRAIN;
        (began.clamp(finished.saturating_sub(Self::LONGEST), finished), finished)
    }

    /// The same message for a check that ended at another time, with the same duration and a new id.
    #[must_use]
    pub fn ended_at(self, ended: u32) -> Self {
        let began = ended.saturating_sub(self.finished - self.arrived);
        let (arrived, finished) = Self::times(began, ended);
        Self { arrived, finished, ..self }.of(self.kiosk)
    }

    /// The same message for another kiosk, with a new id.
    #[must_use]
    pub fn of(self, kiosk: KioskId) -> Self {
        Self { id: MessageId::of(kiosk, self.ticket, self.arrived), kiosk, ..self }
    }
}

impl End {
    /// The lane after this end.
    pub fn lane(self) -> Lane {
        match self {
            Self::Match(_) => Lane::Face,
            Self::NoMatch(_) | Self::Manual => Lane::Officer,
        }
    }

    /// This end without details.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Match(_) => Outcome::Match,
            Self::NoMatch(_) => Outcome::NoMatch,
            Self::Manual => Outcome::Manual,
        }
    }

    /// The comparison, if one was made.
    pub fn comparison(self) -> Option<Comparison> {
        match self {
            Self::Match(it) | Self::NoMatch(it) => Some(it),
            Self::Manual => None,
        }
    }
}

impl Ticket {
    /// The first number.
    pub const FIRST: Self = Self(1);
    /// The last number.
    pub const LAST: Self = Self(999);

    /// The text that the last screen and the desk show, such as `07-042`: the kiosk with at least two
    /// digits, and the number with three.
    pub fn at(self, kiosk: KioskId) -> String {
        format!("{:02x}-{self}", kiosk.0)
    }

    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        if self == Self::LAST { Self::FIRST } else { Self(self.0 + 1) }
    }
}

impl TryFrom<u16> for Ticket {
    type Error = Inconsistent;

    fn try_from(number: u16) -> Result<Self, Inconsistent> {
        let range = Self::FIRST.0..=Self::LAST.0;
        if range.contains(&number) { Ok(Self(number)) } else { Err(Inconsistent) }
    }
}

impl From<Ticket> for u16 {
    fn from(ticket: Ticket) -> Self {
        ticket.0
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

impl fmt::Display for Inconsistent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields contradict each other or are out of range")
    }
}

impl error::Error for Inconsistent {}

/// The serialised form: flat, in this order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    version: ResultVersion,
    id: MessageId,
    kiosk: KioskId,
    ticket: Ticket,
    lane: Lane,
    outcome: Outcome,
    #[serde(deserialize_with = "present")]
    document: Option<DocumentSource>,
    #[serde(deserialize_with = "present")]
    model: Option<ModelId>,
    build: BuildId,
    notice: u16,
    arrived: u32,
    finished: u32,
}

/// Reads `null` or a value. A missing field is an error.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

impl From<ResultMessage> for Fields {
    fn from(message: ResultMessage) -> Self {
        let ResultMessage { version, id, kiosk, ticket, end, .. } = message;
        let ResultMessage { build, notice, arrived, finished, .. } = message;
        Self {
            version,
            id,
            kiosk,
            ticket,
            lane: end.lane(),
            outcome: end.outcome(),
            document: end.comparison().map(|comparison| comparison.document),
            model: end.comparison().map(|comparison| comparison.model),
            build,
            notice,
            arrived,
            finished,
        }
    }
}

impl TryFrom<Fields> for ResultMessage {
    type Error = Inconsistent;

    fn try_from(fields: Fields) -> Result<Self, Inconsistent> {
        let id = fields.id;
        let (arrived, finished) = (fields.arrived, fields.finished);
        let Queued(message) = fields.try_into()?;
        let is_exact = (id, arrived, finished) == (message.id, message.arrived, message.finished);
        if is_exact { Ok(message) } else { Err(Inconsistent) }
    }
}

impl TryFrom<Fields> for Queued {
    type Error = Inconsistent;

    fn try_from(fields: Fields) -> Result<Self, Inconsistent> {
        let Fields { version, id, kiosk, ticket, .. } = fields;
        let Fields { build, notice, arrived, finished, .. } = fields;
        let end = match (fields.outcome, fields.document, fields.model) {
            (Outcome::Match, Some(document), Some(model)) if document.is_in(version) => {
                End::Match(Comparison { document, model })
            }
            (Outcome::NoMatch, Some(document), Some(model)) if document.is_in(version) => {
                End::NoMatch(Comparison { document, model })
            }
            (Outcome::Manual, None, None) => End::Manual,
            _ => return Err(Inconsistent),
        };
        if end.lane() != fields.lane || finished < arrived {
            return Err(Inconsistent);
        }
        let (arrived, finished) = ResultMessage::times(arrived, finished);
        let message =
            ResultMessage { version, id, kiosk, ticket, end, build, notice, arrived, finished };
        Ok(Self(message.of(kiosk)))
    }
}

#[cfg(test)]
pub(crate) mod tests;
