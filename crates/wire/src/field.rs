//! The message field by field, so that a screen can explain each.

use crate::ResultMessage;

/// A field of a [`ResultMessage`], in the order of its JSON.
///
/// A `match` without a wildcard does not compile until it handles a new field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// See [`ResultMessage::version`].
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
    /// [`ResultMessage::to_json`] has them. Joined by commas, in braces, they are that text.
    pub fn fields(&self) -> [(Field, String); 12] {
        let json = self.to_json();
        // No name and no value contains a comma or a brace.
        let mut texts = json.trim_matches(['{', '}']).split(',');
        Field::ALL.map(|field| (field, texts.next().unwrap_or_default().to_owned()))
    }
}

impl Field {
    /// All fields, in order.
    const ALL: [Self; 12] = [
        Self::Version,
        Self::Id,
        Self::Kiosk,
        Self::Ticket,
        Self::Lane,
        Self::Outcome,
        Self::Document,
        Self::Model,
        Self::Build,
        Self::Notice,
        Self::Arrived,
        Self::Finished,
    ];

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
