//! TLS, HTTP/2, and certificates that change.

use std::{fs, path::Path, sync::Arc, time::Duration};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, pem::PemObject},
    },
};

use crate::support::{
    Process,
    client::{Client, get},
};

/// Makes a certificate and its key, and writes both into `folder`.
fn certify(folder: &Path) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["kiosk.example".to_owned()]).unwrap();
    fs::write(folder.join("certificate.pem"), cert.pem()).unwrap();
    fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
}

async fn server(folder: &Path) -> Process {
    certify(folder);
    let [certificate, key] =
        ["certificate.pem", "key.pem"].map(|name| folder.join(name).display().to_string());
    Process::start(&[("tls-certificate", &certificate), ("tls-key", &key), ("head-seconds", "1")])
        .await
}

/// Connects with the certificate in `folder` as the only trusted one.
async fn connect(
    server: &Process,
    folder: &Path,
    protocol: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.into()];
    let stream = TcpStream::connect(server.address).await.unwrap();
    let name = "kiosk.example".try_into().unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

#[tokio::test]
async fn over_tls_the_browser_is_told_to_come_by_tls_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let mut stream = connect(&server, folder.path(), "http/1.1").await.unwrap();
    stream.write_all(get("/", "connection: close\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    let plain = Client::new(server.address).await.ask(get("/", "")).await;
    assert!(plain.is_none(), "nothing is served without TLS");
    assert!(Client::new(server.address).await.is_closed().await, "who says nothing is cut off");
}

/// Returns once the server has logged this.
#[cfg(unix)]
async fn logged(server: &Process, text: &str) {
    for _ in 0..200 {
        if server.log().contains(text) {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("{}", server.log());
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_certificate_is_taken_up_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    connect(&server, folder.path(), "h2").await.unwrap();
    certify(folder.path());
    assert!(connect(&server, folder.path(), "h2").await.is_err(), "it has the old one");
    server.signal("HUP");
    logged(&server, "the certificate was read again").await;
    connect(&server, folder.path(), "h2").await.unwrap();
    fs::write(folder.path().join("key.pem"), "nonsense").unwrap();
    server.signal("HUP");
    logged(&server, "the old certificate stays").await;
    connect(&server, folder.path(), "h2").await.unwrap();
}

#[tokio::test]
async fn rapid_resets_end_the_connection_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let stream = connect(&server, folder.path(), "h2").await.unwrap();
    let (mut sender, connection) = h2::client::handshake(stream).await.unwrap();
    let ended = tokio::spawn(connection);
    let mut sent = 0;
    while sent < 20_000 {
        let request = axum::http::Request::get("https://kiosk.example/").body(()).unwrap();
        let Ok(ready) = sender.ready().await else { break };
        sender = ready;
        let Ok((_answer, mut stream)) = sender.send_request(request, false) else { break };
        // Without this nothing of the request is sent.
        tokio::task::yield_now().await;
        stream.send_reset(h2::Reason::CANCEL);
        sent += 1;
    }
    let ended = timeout(Duration::from_secs(20), ended).await.unwrap().unwrap();
    assert!(ended.is_err() && sent < 20_000, "{sent} resets are too many");
    connect(&server, folder.path(), "h2").await.unwrap();
}

#[tokio::test]
async fn who_sets_up_http_2_and_asks_nothing_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let mut stream = connect(&server, folder.path(), "h2").await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n").await.unwrap();
    let mut rest = Vec::new();
    // The connection may end without a TLS close_notify.
    let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await.unwrap();
}
