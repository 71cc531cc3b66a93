//! A keep-alive connection, as a browser uses it.

use std::{net::SocketAddr, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, StatusCode,
    body::{Bytes, Incoming},
    client::conn::http1::SendRequest,
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};
use wire::Proof;

use crate::{Error, kiosk::Request};

/// Timeout for an answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where requests are sent.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) address: SocketAddr,
    /// The host that requests name.
    pub(crate) host: &'static str,
    /// `None` for a connection without TLS.
    pub(crate) tls: Option<TlsConnector>,
}

impl From<SocketAddr> for Endpoint {
    fn from(address: SocketAddr) -> Self {
        Self { address, host: LOCALHOST, tls: None }
    }
}

/// A host name that a server in trial mode answers to, and that of the certificate.
pub(crate) const LOCALHOST: &str = "localhost";

/// A connection to the server, which is opened when it is needed.
pub(crate) struct Client {
    endpoint: Endpoint,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    pub(crate) fn new(endpoint: impl Into<Endpoint>) -> Self {
        Self { endpoint: endpoint.into(), sender: None }
    }

    /// Sends a request of a kiosk, and returns the status of the answer. An error means that there was
    /// no answer; the next request opens a new connection.
    pub(crate) async fn post(&mut self, request: &Request) -> Result<StatusCode, Error> {
        let request = hyper::Request::builder()
            .method(Method::POST)
            .uri(request.path)
            .header("host", self.endpoint.host)
            .header("content-type", "application/json")
            .header(Proof::HEADER, &request.proof)
            .body(Full::from(request.body.clone()))
            .map_err(|_| Error::Request)?;
        self.status_of(request).await
    }

    /// Sends a form as the desk's page does, and returns the status of the answer.
    pub(crate) async fn post_form(&mut self, path: &str, form: String) -> Result<StatusCode, Error> {
        let request = hyper::Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("host", self.endpoint.host)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::from(form))
            .map_err(|_| Error::Request)?;
        self.status_of(request).await
    }

    async fn status_of(
        &mut self,
        request: hyper::Request<Full<Bytes>>,
    ) -> Result<StatusCode, Error> {
        let answer = async {
            let answer = self.send(request).await?;
            let status = answer.status();
            answer.into_body().collect().await.map_err(|_| Error::NoAnswer)?;
            Ok(status)
        };
        let answer = timeout(TIMEOUT, answer).await.unwrap_or(Err(Error::NoAnswer));
        if answer.is_err() {
            self.sender = None;
        }
        answer
    }

    /// Requests a path, and returns the body as a stream.
    pub(crate) async fn get(&mut self, path: &str) -> Result<hyper::Response<Incoming>, Error> {
        let request = hyper::Request::builder()
            .uri(path)
            .header("host", self.endpoint.host)
            .body(Full::default())
            .map_err(|_| Error::Request)?;
        self.send(request).await
    }

    async fn send(
        &mut self,
        request: hyper::Request<Full<Bytes>>,
    ) -> Result<hyper::Response<Incoming>, Error> {
        let sender = match &mut self.sender {
            Some(sender) if !sender.is_closed() => sender,
            gone => gone.insert(connect(&self.endpoint).await?),
        };
        sender.ready().await.map_err(|_| Error::NoAnswer)?;
        sender.send_request(request).await.map_err(|_| Error::NoAnswer)
    }
}

async fn connect(endpoint: &Endpoint) -> Result<SendRequest<Full<Bytes>>, Error> {
    let stream = TcpStream::connect(endpoint.address).await.map_err(|_| Error::NoAnswer)?;
    stream.set_nodelay(true).map_err(|_| Error::NoAnswer)?;
    match &endpoint.tls {
        None => handshake(stream).await,
        Some(tls) => {
            let name = ServerName::try_from(LOCALHOST).map_err(|_| Error::Request)?;
            handshake(tls.connect(name, stream).await.map_err(|_| Error::NoAnswer)?).await
        }
    }
}

async fn handshake(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> Result<SendRequest<Full<Bytes>>, Error> {
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (sender, connection) = handshake.await.map_err(|_| Error::NoAnswer)?;
    tokio::spawn(connection);
    Ok(sender)
}
