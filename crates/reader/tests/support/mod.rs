//! A reader without hardware, and a page's side of the WebSocket.

#![allow(dead_code, reason = "not every test uses all of it")]

use reader::{
    CardReader, ChipLost, ChipState, DoorPolicy, Limits, SUBPROTOCOL, Service, StopHandle, Token,
};
use std::{
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread::{self, JoinHandle},
    time::Duration,
};
use tungstenite::{
    Error, Message, WebSocket,
    client::IntoClientRequest,
    http::{HeaderValue, Request},
};

pub(crate) const SITE: &str = "https://kiosk.example";
pub(crate) const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz";

/// A command that may pass.
pub(crate) const COMMAND: &[u8] = &[0x00, 0xb0, 0x9c, 0x00, 0x08];

type Answer = dyn FnMut(&[u8]) -> Result<Vec<u8>, ChipLost> + Send;

/// What a test sets and sees of its reader.
pub(crate) struct Bench {
    pub(crate) state: ChipState,
    pub(crate) answer: Box<Answer>,
    pub(crate) commands: Vec<Vec<u8>>,
    pub(crate) releases: usize,
}

/// A reader without hardware.
#[derive(Clone)]
pub(crate) struct FakeReader(Arc<Mutex<Bench>>);

impl FakeReader {
    /// A reader in this state; its chip answers each command with its own bytes and a status.
    pub(crate) fn new(state: ChipState) -> Self {
        Self::answering(state, |command| Ok([command, &[0x90, 0]].concat()))
    }

    pub(crate) fn answering(
        state: ChipState,
        answer: impl FnMut(&[u8]) -> Result<Vec<u8>, ChipLost> + Send + 'static,
    ) -> Self {
        let (answer, commands) = (Box::new(answer), Vec::new());
        Self(Arc::new(Mutex::new(Bench { state, answer, commands, releases: 0 })))
    }

    pub(crate) fn bench(&self) -> MutexGuard<'_, Bench> {
        self.0.lock().unwrap()
    }

    /// From now on it is in this state.
    pub(crate) fn becomes(&self, state: ChipState) {
        self.bench().state = state;
    }
}

impl CardReader for FakeReader {
    fn chip_state(&mut self) -> ChipState {
        self.bench().state
    }

    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, ChipLost> {
        let mut bench = self.bench();
        bench.commands.push(command.to_vec());
        (bench.answer)(command)
    }

    fn release(&mut self) {
        self.bench().releases += 1;
    }
}

/// A service that runs until it is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    handle: StopHandle,
    thread: Option<JoinHandle<()>>,
    log: Arc<Mutex<Vec<String>>>,
}

impl Running {
    pub(crate) fn start(reader: FakeReader, limits: Limits) -> Self {
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let lines = Arc::clone(&log);
        let policy = DoorPolicy { origins: vec![SITE.into()], token: Token::read(TOKEN).unwrap() };
        let service = Service::bind(0, policy, limits, reader, move |event| {
            lines.lock().unwrap().push(event.to_string());
        });
        let service = service.unwrap();
        let (address, handle) = (service.address(), service.stop_handle());
        let thread = Some(thread::spawn(move || service.run()));
        Self { address, handle, thread, log }
    }

    /// Ends the service and returns its log.
    pub(crate) fn stop(mut self) -> Vec<String> {
        self.end();
        std::mem::take(&mut self.log.lock().unwrap())
    }

    fn end(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.handle.stop();
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// A page's request, with the headers that browsers send.
pub(crate) fn request(address: SocketAddr) -> Request<()> {
    let mut request = format!("ws://{address}/").into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", HeaderValue::from_static(SITE));
    let protocols = format!("{SUBPROTOCOL}, {TOKEN}");
    headers.insert("sec-websocket-protocol", HeaderValue::from_str(&protocols).unwrap());
    request
}

/// Opens a session, or returns the status of the refusal.
pub(crate) fn open(request: Request<()>) -> Result<Page, u16> {
    let address = request.uri().authority().unwrap().as_str().to_owned();
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.set_nodelay(true).unwrap();
    match tungstenite::client(request, stream) {
        Ok((socket, response)) => {
            assert_eq!(response.headers()["sec-websocket-protocol"], SUBPROTOCOL);
            Ok(Page { socket, exchanges: 0 })
        }
        Err(tungstenite::HandshakeError::Failure(Error::Http(response))) => {
            Err(response.status().as_u16())
        }
        Err(error) => panic!("{error}"),
    }
}

/// The page's side of a session.
pub(crate) struct Page {
    socket: WebSocket<TcpStream>,
    exchanges: usize,
}

impl Page {
    pub(crate) fn send(&mut self, command: &[u8]) {
        self.socket.send(Message::binary(command.to_vec())).unwrap();
    }

    pub(crate) fn say(&mut self, text: &'static str) {
        self.socket.send(Message::text(text)).unwrap();
    }

    /// The next message: bytes, or a word.
    pub(crate) fn receive(&mut self) -> Result<Vec<u8>, String> {
        match self.socket.read().unwrap() {
            Message::Binary(bytes) => Ok(bytes.to_vec()),
            Message::Text(word) => Err(word.to_string()),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn word(&mut self) -> String {
        self.receive().unwrap_err()
    }

    pub(crate) fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, String> {
        self.exchanges += 1;
        self.send(command);
        self.receive()
    }

    /// How many commands were exchanged.
    pub(crate) fn exchanges(&self) -> usize {
        self.exchanges
    }

    /// The code with which the service closes the session; messages before it are skipped.
    pub(crate) fn close_code(&mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.socket.read().unwrap() {
                return frame.unwrap().code.into();
            }
        }
    }

    pub(crate) fn leave(mut self) {
        self.socket.close(None).unwrap();
        while self.socket.read().is_ok() {}
    }
}
