//! The server's acknowledgement of a message.

use serde::{Deserialize, Serialize};

use crate::MessageId;

/// The answer to an accepted message. It names the message, so that an answer of a captive portal or
/// proxy cannot be mistaken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The id of a result or a call; of another message see [`MessageId::of_body`].
    pub id: MessageId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k1_what_says_that_a_message_was_taken_names_it() {
        let taken = Taken { id: MessageId(0x0a96_988e_bc89_d053) };
        let json = r#"{"id":"0a96988ebc89d053"}"#;
        assert_eq!(serde_json::to_string(&taken).unwrap(), json);
        assert_eq!(serde_json::from_str::<Taken>(json).unwrap(), taken);
        assert_ne!(MessageId::of_body("{}"), MessageId::of_body("{} "));
    }
}
