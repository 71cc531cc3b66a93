//! Reasons to doubt a kiosk, or a message that it sends.

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
            pub(crate) fn text(self) -> &'static str {
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
