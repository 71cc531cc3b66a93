//! Which builds, models and notices a result may name.

use std::{collections::HashSet, fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};
use wire::{BuildId, End, ModelId, ResultMessage};

use crate::doubt::Doubt;

/// How many values of each kind stay known, so that results of an older build are still accepted
/// while kiosks update. Values that were served earlier are not known any more.
pub const LAST: u16 = 8;

/// Values that the operator lists in addition to those that the server finds in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListedArtifacts {
    /// Builds, as a kiosk's staff screen shows them.
    #[serde(deserialize_with = "ids")]
    pub builds: Vec<BuildId>,
    /// Recognisers: the first eight digits of their files' SHA-256.
    #[serde(deserialize_with = "ids")]
    pub models: Vec<ModelId>,
    /// Versions of the notice.
    pub notices: Vec<u16>,
}

/// A set of builds, models and notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    /// Builds of the kiosk.
    pub builds: HashSet<BuildId>,
    /// Recognisers.
    pub models: HashSet<ModelId>,
    /// Versions of the notice.
    pub notices: HashSet<u16>,
}

impl Artifacts {
    /// Adds the values that the operator lists.
    pub fn extend(&mut self, listed: &ListedArtifacts) {
        self.builds.extend(&listed.builds);
        self.models.extend(&listed.models);
        self.notices.extend(&listed.notices);
    }

    /// The reason for doubt if the message names a build, model or notice that is not in the set.
    pub fn doubt(&self, message: &ResultMessage) -> Option<Doubt> {
        let model = message.end.comparison().map(|comparison| comparison.model);
        if !self.builds.contains(&message.build) {
            Some(Doubt::Build)
        } else if model.is_some_and(|model| !self.models.contains(&model)) {
            Some(Doubt::Model)
        } else if !self.notices.contains(&message.notice) && !is_without_notice(message) {
            Some(Doubt::Notice)
        } else {
            None
        }
    }
}

/// Whether a kiosk that had no settings sent a traveller to an officer.
fn is_without_notice(message: &ResultMessage) -> bool {
    message.notice == ResultMessage::NO_NOTICE && message.end == End::Manual
}

fn ids<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use wire::{Comparison, DocumentSource, KioskId, MessageId, ResultVersion, Ticket};

    use super::*;

    #[test]
    fn k6_an_officers_ticket_of_a_kiosk_without_settings_is_no_reason_for_doubt() {
        let build = BuildId(0x00c0_ffee);
        let comparison = Comparison { document: DocumentSource::File, model: ModelId(1) };
        let values = Artifacts {
            builds: HashSet::from([build]),
            models: HashSet::from([comparison.model]),
            notices: HashSet::from([3]),
        };
        let (arrived, finished) = ResultMessage::times(1_790_000_000, 1_790_000_060);
        let doubt = |end, notice| {
            let (kiosk, ticket) = (KioskId(1), Ticket::FIRST);
            let id = MessageId::of(kiosk, ticket, arrived);
            let version = ResultVersion::CURRENT;
            let message =
                ResultMessage { version, id, kiosk, ticket, end, build, notice, arrived, finished };
            values.doubt(&message)
        };
        assert_eq!(doubt(End::Manual, 3), None);
        assert_eq!(doubt(End::Manual, ResultMessage::NO_NOTICE), None);
        assert_eq!(doubt(End::Manual, 2), Some(Doubt::Notice));
        assert_eq!(doubt(End::Match(comparison), ResultMessage::NO_NOTICE), Some(Doubt::Notice));
    }
}
