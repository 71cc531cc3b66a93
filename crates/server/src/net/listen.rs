//! Accepts connections up to the configured limits until the server stops.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    connection::{Connection, Net},
    connection_limiter::ConnectionLimiter,
};
use crate::{EventBus, metrics};

/// How long requests in progress may take after the stop.
const GRACE: Duration = Duration::from_secs(5);

/// How long to wait when the system has no connection left to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves `app` until `event_bus` reports the stop, then lets open requests finish for [`GRACE`].
pub(crate) async fn serve(listener: TcpListener, app: Router, net: Net, event_bus: EventBus) {
    let seats = Arc::new(Semaphore::new(net.connections.0));
    let connection_limiter = ConnectionLimiter::new(net.connections.1);
    let net = Arc::new(net);
    let mut open = JoinSet::new();
    loop {
        let (stream, peer, seat) = tokio::select! {
            taken = take(&listener, &seats) => taken,
            Some(_) = open.join_next() => continue,
            () = event_bus.stopped() => break,
        };
        // A proxy forwards many clients, so the limit for each address does not apply to it.
        let permit = if net.proxies.has(peer) {
            None
        } else {
            let Some(permit) = connection_limiter.acquire(peer) else { continue };
            Some(permit)
        };
        let connection =
            Connection { app: app.clone(), net: net.clone(), event_bus: event_bus.clone(), peer };
        open.spawn(async move {
            let _counted = (seat, permit, metrics::connection());
            connection.serve(stream).await;
        });
    }
    drop(listener);
    // Dropping `open` aborts the connections that are still busy after the grace period.
    let _ = timeout(GRACE, async { while open.join_next().await.is_some() {} }).await;
}

/// The next connection, once there is room for it: until then it waits in the system's queue.
async fn take(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> (TcpStream, IpAddr, Option<OwnedSemaphorePermit>) {
    // Never closed, so always some.
    let seat = seats.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer.ip().to_canonical(), seat),
            Err(error) => {
                tracing::warn!(%error, "no connection");
                sleep(PAUSE).await;
            }
        }
    }
}
