//! The service: accepts clients on 127.0.0.1 and holds a session with one of them at a time.

use crate::{
    budget::Limits,
    card_reader::CardReader,
    handshake::{DoorPolicy, HandshakeRefusal, SUBPROTOCOL},
    report::ServiceEvent,
    session::{POLL, Session},
};
use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tungstenite::{
    accept_hdr_with_config,
    handshake::server::{ErrorResponse, Request, Response},
    http::{HeaderValue, header},
    protocol::WebSocketConfig,
};

/// How long a client may take for each part of its request, and to take an answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Most connections at the same time; others are closed at once.
const CONNECTIONS: usize = 8;
/// Waiting time after a connection could not be accepted.
const PAUSE: Duration = Duration::from_millis(100);

/// The service on its port.
pub struct Service<R> {
    listener: TcpListener,
    address: SocketAddr,
    policy: DoorPolicy,
    limits: Limits,
    /// Its lock is the session.
    reader: Mutex<R>,
    connections: AtomicUsize,
    stopping: Arc<AtomicBool>,
    report: Box<dyn Fn(ServiceEvent) + Send + Sync>,
}

/// Ends a service from another thread.
pub struct StopHandle {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
}

impl StopHandle {
    /// Ends the session, if there is one, and then [`Service::run`].
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        // The service waits for a client.
        let _ = TcpStream::connect(self.address);
    }
}

impl<R: CardReader> Service<R> {
    /// Takes a port of 127.0.0.1; port 0 is a free one. `report` gets what happens.
    ///
    /// # Errors
    /// The port is taken.
    pub fn bind(
        port: u16,
        policy: DoorPolicy,
        limits: Limits,
        reader: R,
        report: impl Fn(ServiceEvent) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok(Self {
            listener,
            address,
            policy,
            limits,
            reader: Mutex::new(reader),
            connections: AtomicUsize::new(0),
            stopping: Arc::default(),
            report: Box::new(report),
        })
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What ends it.
    pub fn stop_handle(&self) -> StopHandle {
        StopHandle { address: self.address, stopping: Arc::clone(&self.stopping) }
    }

    /// Serves clients until [`StopHandle::stop`].
    pub fn run(&self) {
        (self.report)(ServiceEvent::Listening(self.address.port()));
        thread::scope(|scope| {
            while let Some(stream) = self.accept() {
                // Dropped, and so closed, if there are too many.
                if self.connections.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
                    self.connections.fetch_sub(1, Ordering::Relaxed);
                    continue;
                }
                scope.spawn(|| {
                    self.serve(stream);
                    self.connections.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
    }

    /// The next client; none at the end.
    fn accept(&self) -> Option<TcpStream> {
        loop {
            let accepted = self.listener.accept();
            if self.stopping.load(Ordering::Relaxed) {
                return None;
            }
            match accepted {
                Ok((stream, _)) => return Some(stream),
                Err(_) => thread::sleep(PAUSE),
            }
        }
    }

    /// Lets a client in, or refuses it.
    fn serve(&self, stream: TcpStream) {
        let timeouts = stream
            .set_read_timeout(Some(PATIENCE))
            .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
            .and_then(|()| stream.set_nodelay(true));
        if timeouts.is_err() {
            return;
        }
        // A message cannot be longer than all that a session may send.
        let config = WebSocketConfig::default()
            .read_buffer_size(8 << 10)
            .write_buffer_size(0)
            .max_message_size(Some(self.limits.sent))
            .max_frame_size(Some(self.limits.sent));
        let mut taken = None;
        #[allow(clippy::result_large_err, reason = "the signature is tungstenite's")]
        let decide = |request: &Request, mut response: Response| match self.admit(request) {
            Ok(reader) => {
                taken = Some(reader);
                let protocol = HeaderValue::from_static(SUBPROTOCOL);
                response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, protocol);
                Ok(response)
            }
            Err(refusal) => {
                (self.report)(ServiceEvent::Refused(refusal));
                let mut answer = ErrorResponse::new(None);
                *answer.status_mut() = refusal.status();
                Err(answer)
            }
        };
        let Ok(socket) = accept_hdr_with_config(stream, decide, Some(config)) else { return };
        let Some(mut reader) = taken else { return };
        if socket.get_ref().set_read_timeout(Some(POLL)).is_err() {
            return;
        }
        (self.report)(ServiceEvent::SessionOpened);
        let (limits, stopping) = (&self.limits, &*self.stopping);
        let end = Session { socket, reader: &mut *reader, limits, stopping }.run();
        (self.report)(ServiceEvent::SessionEnded(end));
    }

    /// The reader, for a client that may have it.
    fn admit(&self, request: &Request) -> Result<MutexGuard<'_, R>, HandshakeRefusal> {
        self.policy.check(request.headers(), self.address.port())?;
        match self.reader.try_lock() {
            Ok(reader) => Ok(reader),
            // A session that panicked has left nothing but a connection to a chip.
            Err(TryLockError::Poisoned(reader)) => Ok(reader.into_inner()),
            Err(TryLockError::WouldBlock) => Err(HandshakeRefusal::Busy),
        }
    }
}
