//! Which builds, models and notices a result may name: those that were served last, and those that
//! the operator lists.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{Artifacts, Doubt, ListedArtifacts, artifacts::LAST};
use serde::Deserialize;
use store::Store;
use tokio::sync::Mutex;
use wire::{BuildId, ResultMessage};

use crate::{Error, Recognisers};

/// The shortest time between two reads of the site because of an unknown value.
const FRESH: Duration = Duration::from_secs(1);

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
        let present = read_site(site)?;
        let mut values = store.serve(&present, LAST).await?;
        values.extend(listed);
        *known = Cache { values, read: Some(Instant::now()) };
        Ok(())
    }
}

/// Reads the values of a site: `build.json`, `parts/models.json` and `kiosk.json`. A missing file
/// adds nothing.
fn read_site(site: &Path) -> Result<Artifacts, Error> {
    let read = |name: &str| fs::read(site.join(name)).ok();
    let build = read("build.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let notice = read("kiosk.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(Artifacts {
        builds: build.map(|Build { build }| build).into_iter().collect(),
        models: Recognisers::read(site)?.iter().map(|recogniser| recogniser.id).collect(),
        notices: notice.map(|KioskSettings { notice }| notice.version).into_iter().collect(),
    })
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use wire::ModelId;

    use super::*;

    #[test]
    fn s4_a_site_says_which_build_models_and_notice_it_has() {
        let site = tempfile::tempdir().unwrap();
        assert_eq!(
            read_site(site.path()).unwrap(),
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
        let values = read_site(site.path()).unwrap();
        assert_eq!(values.builds, HashSet::from([BuildId(0x00c0_ffee)]));
        assert_eq!(values.models, HashSet::from([ModelId(0xb712_0c09)]));
        assert_eq!(values.notices, HashSet::from([3]));
    }
}
