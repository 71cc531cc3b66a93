//! Which builds, models and notices a result may name: those that were served last, and those that
//! the operator lists.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::sync::Mutex;
use wire::{BuildId, End, ModelId, ResultMessage};

use crate::{Doubt, Error, Recognisers, Store};

/// How many values of each kind stay known, so that results of an older build are still accepted
/// while kiosks update. Values that were served earlier are not known any more.
pub(crate) const LAST: u16 = 8;

/// The shortest time between two reads of the site because of an unknown value.
const FRESH: Duration = Duration::from_secs(1);

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

/// The known builds, models and notices. Clones share them.
#[derive(Clone, Debug)]
pub struct ServedArtifacts(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    site: PathBuf,
    listed: ListedArtifacts,
    known: Mutex<Cache>,
}

/// The values as they were last read.
#[derive(Debug, Default)]
struct Cache {
    values: Artifacts,
    read: Option<Instant>,
}

/// A set of builds, models and notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Artifacts {
    pub(crate) builds: HashSet<BuildId>,
    pub(crate) models: HashSet<ModelId>,
    pub(crate) notices: HashSet<u16>,
}

impl ServedArtifacts {
    /// The site's folder is read when it is needed.
    pub fn new(store: Store, site: PathBuf, listed: ListedArtifacts) -> Self {
        Self(Arc::new(Inner { store, site, listed, known: Mutex::default() }))
    }

    /// Reads the site, and records in the store that it is served.
    pub async fn refresh(&self) -> Result<(), Error> {
        let mut known = self.0.known.lock().await;
        self.read(&mut known).await
    }

    /// The reason for doubt if the message names an unknown build, model or notice.
    pub(crate) async fn doubt(&self, message: &ResultMessage) -> Result<Option<Doubt>, Error> {
        let mut known = self.0.known.lock().await;
        let doubt = known.values.doubt(message);
        let is_fresh = known.read.is_some_and(|instant| instant.elapsed() < FRESH);
        if doubt.is_none() || is_fresh {
            return Ok(doubt);
        }
        // The site may have changed, here or where another process serves it.
        self.read(&mut known).await?;
        Ok(known.values.doubt(message))
    }

    async fn read(&self, known: &mut Cache) -> Result<(), Error> {
        let Inner { store, site, listed, .. } = &*self.0;
        let present = Artifacts::of(site)?;
        let mut values = store.serve(&present, LAST).await?;
        values.builds.extend(&listed.builds);
        values.models.extend(&listed.models);
        values.notices.extend(&listed.notices);
        *known = Cache { values, read: Some(Instant::now()) };
        Ok(())
    }
}

impl Artifacts {
    /// Reads the values of a site: `build.json`, `parts/models.json` and `kiosk.json`. A missing
    /// file adds nothing.
    fn of(site: &Path) -> Result<Self, Error> {
        let read = |name: &str| fs::read(site.join(name)).ok();
        let build = read("build.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let notice = read("kiosk.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Self {
            builds: build.map(|Build { build }| build).into_iter().collect(),
            models: Recognisers::read(site)?.iter().map(|recogniser| recogniser.id).collect(),
            notices: notice.map(|KioskSettings { notice }| notice.version).into_iter().collect(),
        })
    }

    fn doubt(&self, message: &ResultMessage) -> Option<Doubt> {
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

/// `build.json`.
#[derive(Deserialize)]
struct Build {
    #[serde(deserialize_with = "id")]
    build: BuildId,
}

/// The fields of `kiosk.json` that are needed here.
#[derive(Deserialize)]
struct KioskSettings {
    notice: Notice,
}

#[derive(Deserialize)]
struct Notice {
    version: u16,
}

fn id<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn ids<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use wire::{Comparison, DocumentSource, KioskId, MessageId, Ticket};

    use super::*;

    #[test]
    fn s4_a_site_says_which_build_models_and_notice_it_has() {
        let site = tempfile::tempdir().unwrap();
        assert_eq!(
            Artifacts::of(site.path()).unwrap(),
            Artifacts::default(),
            "one without says nothing"
        );
        fs::create_dir(site.path().join("parts")).unwrap();
        for (name, text) in [
            ("build.json", r#"{"build":"00c0ffee"}"#),
            ("kiosk.json", r#"{"kiosk":"0001","notice":{"version":3,"address":"a"}}"#),
            (
                "parts/models.json",
                r#"[{"role":"recogniser","name":"b","title":"B","sha256":"b7120c09aa","fallback":false}]"#,
            ),
        ] {
            fs::write(site.path().join(name), text).unwrap();
        }
        let values = Artifacts::of(site.path()).unwrap();
        assert_eq!(values.builds, HashSet::from([BuildId(0x00c0_ffee)]));
        assert_eq!(values.models, HashSet::from([ModelId(0xb712_0c09)]));
        assert_eq!(values.notices, HashSet::from([3]));
    }

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
            let message =
                ResultMessage { id, kiosk, ticket, end, build, notice, arrived, finished };
            values.doubt(&message)
        };
        assert_eq!(doubt(End::Manual, 3), None);
        assert_eq!(doubt(End::Manual, ResultMessage::NO_NOTICE), None);
        assert_eq!(doubt(End::Manual, 2), Some(Doubt::Notice));
        assert_eq!(doubt(End::Match(comparison), ResultMessage::NO_NOTICE), Some(Doubt::Notice));
    }
}
