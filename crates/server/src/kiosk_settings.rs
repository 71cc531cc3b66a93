//! The settings of the served kiosk: `kiosk.json` in the kiosk's folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use site::Site;

use crate::Error;

/// How long settings are cached: a kiosk reads them again before each traveller as well.
const FRESH: Duration = Duration::from_secs(1);

/// Fails with the field and the reason if the kiosk's page would refuse its settings. The page closes its
/// face lane then, so that travellers notice first. A folder without settings is no error: its face lane
/// is closed on purpose.
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    read(folder).map(drop)
}

/// The settings of a folder, if it has any.
fn read(folder: &Path) -> Result<Option<Site>, Error> {
    let file = folder.join("kiosk.json");
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(Error::NoSettings(file)),
    };
    Site::parse(&text).map(Some).map_err(|source| Error::KioskSettings { file, source })
}

/// The settings of the served kiosk, read again when they are older than a second. Clones share them.
#[derive(Clone, Debug)]
pub struct SettingsCache(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    cache: Mutex<Option<(Instant, Option<Arc<Site>>)>>,
}

impl SettingsCache {
    /// The settings in the folder of the built kiosk.
    pub fn new(folder: PathBuf) -> Self {
        Self(Arc::new(Inner { folder, cache: Mutex::default() }))
    }

    /// The settings; `None` if they are missing or wrong, as for the kiosk's page.
    pub(crate) fn site(&self) -> Option<Arc<Site>> {
        let mut cache = self.0.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read, site)) = &*cache
            && read.elapsed() < FRESH
        {
            return site.clone();
        }
        let site = read(&self.0.folder).ok().flatten().map(Arc::new);
        *cache = Some((Instant::now(), site.clone()));
        site
    }
}
