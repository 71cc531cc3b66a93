//! One connection, from its first byte to its end.

use std::{net::IpAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::Notify,
    time::timeout,
};
use tower::ServiceExt;

use super::{
    deadline::Deadline,
    lines::{LONGEST, Lines},
    peer::Peer,
    proxies::Proxies,
    tls::Tls,
    write_timeout::with_write_timeout,
};
use crate::EventBus;

/// The interval of HTTP/2 pings, and the time to answer one.
const PING: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(10));

/// Concurrent requests of an HTTP/2 connection. A browser fetches the kiosk's files with it.
const STREAMS: u32 = 64;

/// How connections are accepted.
pub(crate) struct Net {
    pub(crate) tls: Option<Tls>,
    pub(crate) proxies: Proxies,
    /// Concurrent connections: in all, and from one address that is not a trusted proxy.
    pub(crate) connections: (usize, usize),
    /// How long the head of a request may take to come, and the next request.
    pub(crate) head: Duration,
    /// How long its body may take.
    pub(crate) body: Duration,
}

/// A connection and what it is served with.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) app: Router,
    pub(super) net: Arc<Net>,
    /// Reports the server's stop.
    pub(super) event_bus: EventBus,
    pub(super) peer: IpAddr,
}

impl Connection {
    /// Serves until either side closes. After the server's stop it ends after the present request.
    pub(super) async fn serve(self, stream: TcpStream) {
        // Small responses must not be delayed (Nagle).
        let _ = stream.set_nodelay(true);
        let Some(tls) = &self.net.tls else { return self.http1(stream, false).await };
        // A client that is too slow or does not speak TLS is disconnected without a response.
        if let Ok(Ok(stream)) = timeout(self.net.head, tls.acceptor().accept(stream)).await {
            match stream.get_ref().1.alpn_protocol() {
                Some(b"h2") => self.http2(stream).await,
                _ => self.http1(stream, true).await,
            }
        }
    }

    /// A connection without a request ends after the time that a head may take.
    async fn http1(self, stream: impl Stream, is_tls: bool) {
        let event_bus = self.event_bus.clone();
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(self.net.head).max_buf_size(LONGEST);
        let service = service_fn(move |request| self.clone().answer(request, is_tls));
        let stream = TokioIo::new(Lines::new(with_write_timeout(stream)));
        let mut serving = pin!(builder.serve_connection(stream, service));
        tokio::select! {
            _ = serving.as_mut() => return,
            () = event_bus.stopped() => serving.as_mut().graceful_shutdown(),
        }
        // An error of the connection concerns the client only.
        let _ = serving.await;
    }

    async fn http2(self, stream: impl Stream) {
        let (event_bus, head) = (self.event_bus.clone(), self.net.head);
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .keep_alive_interval(PING.0)
            .keep_alive_timeout(PING.1)
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(LONGEST as u32);
        let spoke = Arc::new(Notify::new());
        let speaks = spoke.clone();
        let service = service_fn(move |request| {
            speaks.notify_one();
            self.clone().answer(request, true)
        });
        let mut serving =
            pin!(builder.serve_connection(TokioIo::new(with_write_timeout(stream)), service));
        // Pings start after the setup of the connection, which has no timeout of its own.
        tokio::select! {
            _ = serving.as_mut() => return,
            first = timeout(head, spoke.notified()) => if first.is_err() { return },
        }
        tokio::select! {
            _ = serving.as_mut() => return,
            () = event_bus.stopped() => serving.as_mut().graceful_shutdown(),
        }
        let _ = serving.await;
    }

    async fn answer(
        self,
        request: Request<Incoming>,
        is_tls: bool,
    ) -> Result<axum::response::Response, std::convert::Infallible> {
        let address = self.net.proxies.client(self.peer, request.headers());
        let mut request = request.map(|body| Body::new(Deadline::new(body, self.net.body)));
        request.extensions_mut().insert(Peer { address, is_tls });
        self.app.oneshot(request).await
    }
}

/// A byte stream.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for T {}
