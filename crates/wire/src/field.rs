//! The message field by field, so that a screen can explain each.

use serde::Serialize;

use crate::{ResultMessage, Version, json};

/// A field of a [`ResultMessage`], in the order of its JSON.
///
/// Whoever matches without a wildcard has to explain a new field before it compiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The version of the message format.
    Version,
    /// See [`ResultMessage::id`].
    Id,
    /// See [`ResultMessage::kiosk`].
    Kiosk,
    /// See [`ResultMessage::ticket`].
    Ticket,
    /// See [`End::lane`](crate::End::lane).
    Lane,
    /// See [`End::outcome`](crate::End::outcome).
    Outcome,
    /// See [`Comparison::document`](crate::Comparison::document); `null` if nothing was compared.
    Document,
    /// See [`Comparison::model`](crate::Comparison::model); `null` if nothing was compared.
    Model,
    /// See [`ResultMessage::build`].
    Build,
    /// See [`ResultMessage::notice`].
    Notice,
    /// See [`ResultMessage::arrived`].
    Arrived,
    /// See [`ResultMessage::finished`].
    Finished,
}

impl ResultMessage {
    /// Every field with its exact JSON text, such as `"ticket":42`, in the order in which
    /// [`ResultMessage::to_json`] has them: commas between them and braces around them make it.
    pub fn fields(&self) -> [(Field, String); 12] {
        let compared = self.end.comparison();
        [
            Field::Version.with(&Version),
            Field::Id.with(&self.id),
            Field::Kiosk.with(&self.kiosk),
            Field::Ticket.with(&self.ticket),
            Field::Lane.with(&self.end.lane()),
            Field::Outcome.with(&self.end.outcome()),
            Field::Document.with(&compared.map(|it| it.document)),
            Field::Model.with(&compared.map(|it| it.model)),
            Field::Build.with(&self.build),
            Field::Notice.with(&self.notice),
            Field::Arrived.with(&self.arrived),
            Field::Finished.with(&self.finished),
        ]
    }
}

impl Field {
    /// The field's name in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Id => "id",
            Self::Kiosk => "kiosk",
            Self::Ticket => "ticket",
            Self::Lane => "lane",
            Self::Outcome => "outcome",
            Self::Document => "document",
            Self::Model => "model",
            Self::Build => "build",
            Self::Notice => "notice",
            Self::Arrived => "arrived",
            Self::Finished => "finished",
        }
    }

    fn with(self, value: &impl Serialize) -> (Self, String) {
        (self, format!(r#""{}":{}"#, self.name(), json::text(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{End, message::tests::MESSAGE};

    #[test]
    fn the_fields_together_are_exactly_what_is_sent() {
        for message in [MESSAGE, ResultMessage { end: End::Manual, ..MESSAGE }] {
            let fields = message.fields().map(|(_, text)| text);
            assert_eq!(format!("{{{}}}", fields.join(",")), message.to_json());
        }
    }

    #[test]
    fn every_field_is_shown_under_its_name() {
        for (field, text) in MESSAGE.fields() {
            assert!(text.starts_with(&format!("\"{}\":", field.name())), "{field:?}: {text}");
        }
    }
}
