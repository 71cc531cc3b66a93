//! A minimal HTTP/1.1 client, which sends a test's bytes uncorrected.

use std::{io, net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};
use wire::Proof;

use super::Kiosk;

/// A call for staff at kiosk 7.
pub(crate) const CALL: &str =
    r#"{"version":1,"id":"0123456789abcdef","kiosk":"0007","at":1790000000}"#;

/// A timeout that is longer than every expected wait.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client(pub(crate) BufReader<TcpStream>);

pub(crate) struct RawResponse {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Client {
    pub(crate) async fn new(address: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(address).await.unwrap()))
    }

    pub(crate) async fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.0.get_mut().write_all(bytes.as_ref()).await
    }

    /// Sends a whole request, and gives the answer; none if the connection ends.
    pub(crate) async fn ask(&mut self, request: impl AsRef<[u8]>) -> Option<RawResponse> {
        // The server may respond and disconnect before it has read everything.
        let _ = self.write(request).await;
        self.answer().await
    }

    pub(crate) async fn answer(&mut self) -> Option<RawResponse> {
        timeout(PATIENCE, self.read()).await.expect("the server says nothing").ok()
    }

    async fn read(&mut self) -> io::Result<RawResponse> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = RawResponse { status, head, body: String::new() };
        let mut body = vec![0; answer.header("content-length").parse().unwrap_or_default()];
        self.0.read_exact(&mut body).await?;
        answer.body = String::from_utf8(body).unwrap();
        Ok(answer)
    }

    /// Whether the server closes the connection without further data.
    pub(crate) async fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        match timeout(PATIENCE, self.0.read_to_end(&mut rest)).await {
            Ok(Ok(_)) => rest.is_empty(),
            Ok(Err(error)) => error.kind() == io::ErrorKind::ConnectionReset,
            Err(_) => false,
        }
    }
}

impl RawResponse {
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|field| field.0.eq_ignore_ascii_case(name))
            .map(|field| field.1)
            .next()
            .unwrap_or("")
    }

    /// Asserts that the response is this problem with the headers of every response.
    #[track_caller]
    pub(crate) fn assert_problem(&self, status: u16, name: &str) {
        assert_eq!(
            (self.status, self.header("content-type")),
            (status, "application/problem+json")
        );
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["type"], format!("urn:gangway:problem:{name}"));
        assert_eq!(problem["status"], status);
        self.assert_headers();
    }

    #[track_caller]
    pub(crate) fn assert_headers(&self) {
        for name in ["content-security-policy", "permissions-policy", "cache-control"] {
            assert!(!self.header(name).is_empty(), "{name}: {}", self.head);
        }
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        // The desk checks the origin of its forms.
        assert!(["no-referrer", "same-origin"].contains(&self.header("referrer-policy")));
        assert_eq!(self.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(self.header("cross-origin-embedder-policy"), "require-corp");
        assert_eq!(self.header("cross-origin-resource-policy"), "same-origin");
    }
}

pub(crate) fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: kiosk.example\r\n{headers}\r\n")
}

pub(crate) fn post(path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: kiosk.example\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    )
}

/// A request that this kiosk has signed.
pub(crate) fn signed(kiosk: &Kiosk, path: &str, body: &str) -> String {
    post(path, &format!("{}: {}\r\n", Proof::HEADER, kiosk.sign(path, body)), body)
}
