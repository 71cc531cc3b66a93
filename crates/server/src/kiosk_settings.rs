//! The settings of the served kiosk: `kiosk.json` in the kiosk's folder.

use std::{fs, io, path::Path};

use crate::Error;

/// Fails with the field and the reason if the kiosk's page would refuse its settings. The page closes its
/// face lane then, so that travellers notice first. A folder without settings is no error: its face lane
/// is closed on purpose.
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    let file = folder.join("kiosk.json");
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) => return Err(Error::NoSettings(file)),
    };
    site::Site::parse(&text).map(drop).map_err(|source| Error::KioskSettings { file, source })
}
