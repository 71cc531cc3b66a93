//! TLS with automatic reload of the certificate.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use tokio::time::sleep;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use crate::Error;

/// The interval at which the files are checked. SIGHUP checks them immediately.
const LOOK: Duration = Duration::from_secs(60);

/// The present TLS configuration. Clones share it.
#[derive(Clone)]
pub(crate) struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads a chain of certificates, the server's own first, and its key, both as PEM.
    pub(crate) fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, Error> {
        let current = Arc::new(RwLock::new(load(&certificate, &key)?));
        Ok(Self { certificate, key, current })
    }

    /// The acceptor for the next connection.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone().into()
    }

    /// Reads the files again whenever they change, and at SIGHUP. Never returns.
    ///
    /// If the new files are invalid, the present certificate stays in use.
    pub(crate) async fn keep_fresh(self) {
        let mut hang_up = HangUp::new();
        let mut seen = self.changed();
        loop {
            let asked = tokio::select! {
                () = hang_up.next() => true,
                () = sleep(LOOK) => false,
            };
            let now = self.changed();
            if !asked && now == seen {
                continue;
            }
            seen = now;
            match load(&self.certificate, &self.key) {
                Ok(config) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = config;
                    tracing::info!("the certificate was read again");
                }
                Err(error) => tracing::error!(%error, "the old certificate stays"),
            }
        }
    }

    /// When the files were changed.
    fn changed(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|path| fs::metadata(path).ok()?.modified().ok())
    }
}

fn load(certificate: &PathBuf, key: &PathBuf) -> Result<Arc<ServerConfig>, Error> {
    let unread = || Error::Certificate(certificate.clone());
    let chain = CertificateDer::pem_file_iter(certificate).map_err(|_| unread())?;
    let chain = chain.collect::<Result<Vec<_>, _>>().map_err(|_| unread())?;
    if chain.is_empty() {
        return Err(unread());
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|_| Error::Key(key.clone()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
        .map_err(|_| Error::Pair(key.clone()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// SIGHUP.
struct HangUp(#[cfg(unix)] Option<tokio::signal::unix::Signal>);

impl HangUp {
    #[cfg(unix)]
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self(signal(SignalKind::hangup()).ok())
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        if let Some(signal) = &mut self.0
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending().await
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self()
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        std::future::pending().await
    }
}
