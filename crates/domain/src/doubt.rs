//! Reasons to doubt a kiosk, or a message that it sends.

use jiff::Timestamp;
use wire::{KioskId, Ticket};

macro_rules! doubts {
    ($($name:ident: $word:literal, $text:literal;)*) => {
        /// Why a result is quarantined, or why staff should check a kiosk. Closed words without
        /// content of the message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Doubt {
            $(#[doc = $text] $name,)*
        }

        impl Doubt {
            /// All doubts.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$name),*];

            /// The word in the database and in metrics.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// As the desk shows it.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

doubts! {
    Build: "unknown_build", "sent results of a program that this server does not know";
    Model: "unknown_model", "sent results of a recogniser that this server does not know";
    Notice: "unknown_notice", "sent results of a notice that this server does not know";
    Time: "time", "sent results that ended long before or after it sent them";
    Order: "order", "sent tickets out of order";
    TwoKeys: "two_keys", "signed with a key that another one had taken the place of";
    TwoNetworks: "two_networks", "signed from two networks within an hour";
    EarlyKey: "early_key", "asked for another key within 25 days";
}

/// A quarantined result. Nothing else of the message is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarantinedResult {
    /// The kiosk that sent it.
    pub kiosk: KioskId,
    /// The traveller's number.
    pub ticket: Ticket,
    /// Why it was quarantined.
    pub why: Doubt,
    /// When it was received.
    pub at: Timestamp,
}

/// A doubt about a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskDoubt {
    /// The kiosk.
    pub kiosk: KioskId,
    /// Its site.
    pub site: String,
    /// The reason.
    pub why: Doubt,
    /// When the reason was last noted.
    pub last: Timestamp,
    /// How often it was noted.
    pub times: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubt_has_a_word_of_its_own() {
        let mut words = Doubt::ALL.map(Doubt::word);
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
    }
}
