//! Certificate authorities for a partner's server.

use std::path::{Path, PathBuf};

use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde::Deserialize;

use crate::Error;

/// A file of CA certificates in PEM. If it is named, the system's authorities are not trusted.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Authority(PathBuf);

impl Authority {
    /// Its certificates: one or more. An error names the file.
    pub(super) fn read(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        let unread = |_| Error::Certificate(self.0.clone());
        let certificates = CertificateDer::pem_file_iter(&self.0).map_err(unread)?;
        let certificates: Vec<_> = certificates.collect::<Result<_, _>>().map_err(unread)?;
        if certificates.is_empty() {
            return Err(Error::Certificate(self.0.clone()));
        }
        Ok(certificates)
    }

    /// The path of the file.
    pub(super) fn file(&self) -> &Path {
        &self.0
    }
}
