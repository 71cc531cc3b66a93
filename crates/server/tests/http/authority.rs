//! Partners with certificates of a private authority.

use std::{fs, net::SocketAddr, path::Path, sync::Arc};

use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    bench::{Bench, MATCH},
    nats::{self, NatsServer},
    partners::{Receiver, delivery_worker, messages},
};

/// Writes the certificates of a receiver at 127.0.0.1, of its authority, and of another authority.
fn certify() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, pem: String| fs::write(folder.path().join(name), pem).unwrap();
    let authority = || {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    };
    let ours = authority();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    write("certificate.pem", params.signed_by(&key, &ours).unwrap().pem());
    write("key.pem", key.serialize_pem());
    write("ours.pem", ours.pem());
    write("other.pem", authority().pem());
    folder
}

/// A TLS listener with the certificate in a folder.
struct Encrypted {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Encrypted {
    async fn bind(folder: &Path) -> Self {
        let certificate = CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(vec![certificate], key)
            })
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { listener, acceptor: Arc::new(config).into() }
    }
}

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            // A client that does not trust the certificate disconnects.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// How many events are delivered with each of these authority files; `None` means the system's
/// authorities. `partner` is a partner's table with a gap for the authority.
async fn brought(partner: &str, folder: &Path) -> Vec<i64> {
    let mut brought = Vec::new();
    for authority in [Some("ours.pem"), Some("other.pem"), None] {
        let file = authority.map(|file| format!(", authority = '{}'", folder.join(file).display()));
        let policy = partner.replace("AUTHORITY", &file.unwrap_or_default());
        let bench = Bench::with_policy(&policy).await;
        bench.post(MATCH).await;
        delivery_worker(&bench).round().await.unwrap();
        brought.push(messages(&bench, "delivered").await);
    }
    brought
}

#[tokio::test]
async fn a_request_goes_only_to_a_server_with_a_certificate_of_the_named_authority() {
    let folder = certify();
    let receiver = Receiver::start_at("https", Encrypted::bind(folder.path()).await).await;
    let partner = receiver.partner.replace(" }\n", " AUTHORITY }\n");
    assert_eq!(brought(&partner, folder.path()).await, [1, 0, 0]);
    assert_eq!(receiver.taken().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nats_server_is_told_if_the_named_authority_vouches_for_it_and_else_not() {
    let (folder, store) = (certify(), tempfile::tempdir().unwrap());
    let port = nats::free_port();
    let [certificate, key] =
        ["certificate.pem", "key.pem"].map(|name| folder.path().join(name).display().to_string());
    let tls = ["--tls", "--tlscert", &certificate, "--tlskey", &key];
    let Some(_nats) = NatsServer::start(port, store.path(), &tls).await else {
        return nats::skip();
    };
    let partner = format!(
        "[[partner]]\nname = 'agency'\n\
         nats = {{ url = 'tls://127.0.0.1:{port}', stream = 'GANGWAY', subject = 'port' AUTHORITY }}"
    );
    assert_eq!(brought(&partner, folder.path()).await, [1, 0, 0]);
    let partner = partner.replace("tls://", "nats://");
    assert_eq!(brought(&partner, folder.path()).await[..2], [1, 0], "nothing goes in the clear");
}
