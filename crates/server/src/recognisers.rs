//! Which recognisers the served kiosk was built with.

use std::{fs, io, path::Path};

use models::CalibrationSummary;
use serde::Deserialize;
use wire::ModelId;

use crate::Error;

/// The recognisers in `parts/models.json` of the kiosk's folder, so that the desk can name them.
#[derive(Clone, Debug, Default)]
pub struct Recognisers(Vec<Recogniser>);

/// One recogniser that the kiosk can compare with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recogniser {
    pub(crate) id: ModelId,
    /// The name of its card: `models/{name}.md`.
    pub(crate) name: String,
    /// Its title for people.
    pub(crate) title: String,
    /// Whether it replaces a better recogniser that was not available.
    fallback: bool,
    /// Its measured error rates, if there are any.
    pub(crate) calibration: Option<CalibrationSummary>,
}

/// An entry of the list. It may say more than the desk needs.
#[derive(Deserialize)]
struct Entry {
    role: ModelRole,
    name: String,
    title: String,
    sha256: String,
    fallback: bool,
    calibration: Option<CalibrationSummary>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum ModelRole {
    Recogniser,
    #[serde(other)]
    Other,
}

impl Recognisers {
    /// Reads the list below the kiosk's folder. A kiosk without the list has no recogniser, and
    /// every result's is unknown.
    pub fn read(site: &Path) -> Result<Self, Error> {
        let path = site.join("parts/models.json");
        match fs::read(&path) {
            Ok(json) => Self::parse(&json).ok_or(Error::Models(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                tracing::warn!("the kiosk has no list of models: the desk cannot name them");
                Ok(Self::default())
            }
            Err(_) => Err(Error::Models(path)),
        }
    }

    fn parse(json: &[u8]) -> Option<Self> {
        let entries: Vec<Entry> = serde_json::from_slice(json).ok()?;
        entries
            .into_iter()
            .filter(|entry| entry.role == ModelRole::Recogniser)
            .map(|Entry { name, title, sha256, fallback, calibration, .. }| {
                let id = sha256.get(..8)?.parse().ok()?;
                Some(Recogniser { id, name, title, fallback, calibration })
            })
            .collect::<Option<_>>()
            .map(Self)
    }

    /// All recognisers, the best first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Recogniser> {
        self.0.iter()
    }

    /// The recogniser that a result names, if the served kiosk has it.
    pub(crate) fn named(&self, id: ModelId) -> Option<&Recogniser> {
        self.0.iter().find(|recogniser| recogniser.id == id)
    }

    /// The fallback that officers must be warned of, if there is no better recogniser.
    pub(crate) fn weaker(&self) -> Option<&Recogniser> {
        self.0.first().filter(|_| self.0.iter().all(|recogniser| recogniser.fallback))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DETECTOR: &str = r#"{"role":"detector","name":"d","title":"D","sha256":"00000000aa","licence":"MIT","fallback":false}"#;
    const BETTER: &str = r#"{"role":"recogniser","name":"b","title":"B","sha256":"b7120c09aa","licence":"MIT","fallback":false}"#;
    const WEAKER: &str = r#"{"role":"recogniser","name":"w","title":"W","sha256":"0badcafeaa","licence":"MIT","fallback":true}"#;

    fn list(entries: &[&str]) -> Option<Recognisers> {
        Recognisers::parse(format!("[{}]", entries.join(",")).as_bytes())
    }

    #[test]
    fn a_result_names_its_recogniser_by_the_first_four_bytes_of_its_hash() {
        let list = list(&[DETECTOR, BETTER]).unwrap();
        assert_eq!(list.named(ModelId(0xb712_0c09)).unwrap().title, "B");
        assert_eq!(list.named(ModelId(0)), None, "a detector compares nothing");
        assert_eq!(list.named(ModelId(0xb712_0c08)), None);
    }

    #[test]
    fn a_fallback_is_named_unless_a_better_one_is_there() {
        let weaker = |entries: &[&str]| {
            list(entries).unwrap().weaker().map(|recogniser| recogniser.name.clone())
        };
        assert_eq!(weaker(&[DETECTOR, WEAKER]).as_deref(), Some("w"));
        assert_eq!(weaker(&[DETECTOR, BETTER]), None);
        assert_eq!(weaker(&[WEAKER, BETTER]), None);
        assert_eq!(weaker(&[DETECTOR]), None);
        assert_eq!(weaker(&[]), None);
    }

    #[test]
    fn a_broken_list_is_not_taken_for_an_empty_one() {
        let short = BETTER.replace("b7120c09aa", "b7");
        let unclear = BETTER.replace("false", r#"false,"calibration":{"data":"lfw"}"#);
        for json in ["", "{}", "[{}]", &format!("[{short}]"), &format!("[{unclear}]")] {
            assert!(Recognisers::parse(json.as_bytes()).is_none(), "{json}");
        }
    }
}
