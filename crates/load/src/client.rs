//! A keep-alive connection, as a browser uses it.

use std::{net::SocketAddr, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, StatusCode,
    body::{Bytes, Incoming},
    client::conn::http1::SendRequest,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use wire::Proof;

use crate::{Error, kiosk::Request};

/// Timeout for an answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A connection to the server, which is opened when it is needed.
pub(crate) struct Client {
    address: SocketAddr,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, sender: None }
    }

    /// Sends a request of a kiosk, and returns the status of the answer. An error means that there was
    /// no answer; the next request opens a new connection.
    pub(crate) async fn post(&mut self, request: &Request) -> Result<StatusCode, Error> {
        let request = hyper::Request::builder()
            .method(Method::POST)
            .uri(request.path)
            .header("host", "localhost")
            .header("content-type", "application/json")
            .header(Proof::HEADER, &request.proof)
            .body(Full::from(request.body.clone()))
            .map_err(|_| Error::Request)?;
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
            .header("host", "localhost")
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
            gone => gone.insert(connect(self.address).await?),
        };
        sender.ready().await.map_err(|_| Error::NoAnswer)?;
        sender.send_request(request).await.map_err(|_| Error::NoAnswer)
    }
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>, Error> {
    let stream = TcpStream::connect(address).await.map_err(|_| Error::NoAnswer)?;
    stream.set_nodelay(true).map_err(|_| Error::NoAnswer)?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (sender, connection) = handshake.await.map_err(|_| Error::NoAnswer)?;
    tokio::spawn(connection);
    Ok(sender)
}
