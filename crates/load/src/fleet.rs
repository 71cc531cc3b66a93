//! Simulates many kiosks that send concurrently.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::StatusCode;
use tokio::{
    task::JoinSet,
    time::{sleep, sleep_until},
};
use wire::{Backlog, KioskId};

use crate::{
    Error,
    client::{Client, Endpoint},
    kiosk::Kiosk,
};

/// The number of kiosks.
pub(crate) const KIOSKS: u16 = 400;

/// The number of connections. A kiosk sends one message at a time.
const CONNECTIONS: usize = 64;

/// Pause before an enrolment is tried again that exceeded the server's rate limit.
const ENROLMENT_PAUSE: Duration = Duration::from_millis(500);

/// Pause of a kiosk after a failure.
const RETRY_PAUSE: Duration = Duration::from_millis(50);

/// Enrolled kiosks.
pub(crate) struct Fleet {
    endpoint: Endpoint,
    kiosks: Vec<Kiosk>,
}

/// The rate at which the kiosks send, and when they stop.
#[derive(Clone)]
pub(crate) struct Pace {
    /// Set to stop sending.
    pub(crate) stop: Arc<AtomicBool>,
    /// The maximum number of messages of all kiosks together.
    pub(crate) messages: u64,
    /// Messages per second of all kiosks together. `None`: as fast as the server answers.
    pub(crate) rate: Option<u32>,
}

/// Counts and latencies of the messages of a fleet.
#[derive(Debug, Default)]
pub(crate) struct SendStatistics {
    /// The number of messages that the server has acknowledged.
    pub(crate) acknowledged: u64,
    /// The number of failed requests. Each message was sent again until it was stored.
    pub(crate) failures: u64,
    /// The number of messages that the server refused as conflicts.
    pub(crate) conflicts: u64,
    /// The times from when a message was due until it was acknowledged, in microseconds, ascending.
    pub(crate) latencies: Vec<u32>,
    /// When each message was acknowledged, and after how long.
    pub(crate) finished: Vec<(Instant, Duration)>,
}

impl Pace {
    /// Sends as fast as the server answers, until `stop` is set.
    pub(crate) fn full() -> Self {
        Self { stop: Arc::default(), messages: u64::MAX, rate: None }
    }
}

impl SendStatistics {
    /// The percentile of the latencies for a share from 0 to 1, in milliseconds.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let at = (self.latencies.len() as f64 * share).ceil() as usize;
        self.latencies
            .get(at.saturating_sub(1))
            .map_or(f64::NAN, |microseconds| f64::from(*microseconds) / 1000.0)
    }

    fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.failures += other.failures;
        self.conflicts += other.conflicts;
        self.latencies.extend(other.latencies);
        self.finished.extend(other.finished);
    }
}

impl Fleet {
    /// Enrols [`KIOSKS`] kiosks at a server in trial mode.
    pub(crate) async fn enrol(endpoint: impl Into<Endpoint>) -> Result<Self, Error> {
        Self::enrol_some(endpoint.into(), KIOSKS).await
    }

    /// Enrols as many kiosks as are needed to send `results` results. Each kiosk sends a backlog, as
    /// if it had been offline: the server limits all other results to the rate of travellers.
    pub(crate) async fn enrol_for(endpoint: impl Into<Endpoint>, results: u64) -> Result<Self, Error> {
        let kiosks = results.div_ceil(Backlog::MOST.into()).max(KIOSKS.into());
        Self::enrol_some(endpoint.into(), u16::try_from(kiosks).unwrap_or(u16::MAX)).await
    }

    async fn enrol_some(endpoint: Endpoint, count: u16) -> Result<Self, Error> {
        let mut client = Client::new(endpoint.clone());
        let mut kiosks = Vec::new();
        for number in 1..=count {
            let kiosk = Kiosk::new(KioskId(number))?;
            let mut status = client.post(&kiosk.enrolment()?).await?;
            while status == StatusCode::TOO_MANY_REQUESTS {
                sleep(ENROLMENT_PAUSE).await;
                status = client.post(&kiosk.enrolment()?).await?;
            }
            if status != StatusCode::CREATED {
                return Err(Error::Refused(status.as_u16()));
            }
            let status = client.post(&kiosk.backlog()?).await?;
            if status != StatusCode::OK {
                return Err(Error::Refused(status.as_u16()));
            }
            kiosks.push(kiosk);
        }
        Ok(Self { endpoint, kiosks })
    }

    /// Sends at this pace, each message until it is stored.
    pub(crate) async fn send(&mut self, pace: &Pace) -> Result<SendStatistics, Error> {
        let remaining = Arc::new(AtomicU64::new(pace.messages));
        let mut connections = JoinSet::new();
        let size = self.kiosks.len().div_ceil(CONNECTIONS);
        while !self.kiosks.is_empty() {
            let rest = self.kiosks.split_off(size.min(self.kiosks.len()));
            let kiosks = std::mem::replace(&mut self.kiosks, rest);
            let phase = connections.len() as f64 / CONNECTIONS as f64;
            let connection = Connection { client: Client::new(self.endpoint.clone()), kiosks, phase };
            connections.spawn(connection.run(pace.clone(), remaining.clone()));
        }
        let mut sent = SendStatistics::default();
        while let Some(finished) = connections.join_next().await {
            let (kiosks, statistics) = finished.map_err(|_| Error::NoAnswer)??;
            self.kiosks.extend(kiosks);
            sent.add(statistics);
        }
        sent.latencies.sort_unstable();
        Ok(sent)
    }
}

/// One connection, and the kiosks that share it.
struct Connection {
    client: Client,
    kiosks: Vec<Kiosk>,
    /// Its phase among the connections, from 0 to 1, so that they do not send at the same moment.
    phase: f64,
}

impl Connection {
    async fn run(
        mut self,
        pace: Pace,
        left: Arc<AtomicU64>,
    ) -> Result<(Vec<Kiosk>, SendStatistics), Error> {
        let mut sent = SendStatistics::default();
        let step =
            pace.rate.map(|rate| Duration::from_secs_f64(CONNECTIONS as f64 / f64::from(rate)));
        let mut due = Instant::now() + step.unwrap_or_default().mul_f64(self.phase);
        'all: loop {
            for kiosk in &mut self.kiosks {
                let take = |left: u64| left.checked_sub(1);
                let is_over = pace.stop.load(Ordering::Relaxed)
                    || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err();
                if is_over {
                    break 'all;
                }
                match step {
                    // Latency counts from the due time, also for a message that is sent late.
                    Some(step) => {
                        due += step;
                        sleep_until(due.into()).await;
                    }
                    None => due = Instant::now(),
                }
                deliver(&mut self.client, kiosk, &mut sent).await?;
                let (now, latency) = (Instant::now(), due.elapsed());
                sent.latencies.push(latency.as_micros() as u32);
                sent.finished.push((now, latency));
            }
        }
        Ok((self.kiosks, sent))
    }
}

/// Sends the next message of a kiosk until it is stored.
async fn deliver(
    client: &mut Client,
    kiosk: &mut Kiosk,
    sent: &mut SendStatistics,
) -> Result<(), Error> {
    let message = kiosk.next();
    loop {
        match client.post(&kiosk.deliver(&message)?).await {
            Ok(StatusCode::CREATED | StatusCode::OK) => {
                sent.acknowledged += 1;
                return Ok(());
            }
            Ok(StatusCode::CONFLICT) => sent.conflicts += 1,
            // Not stored, and not to be sent again.
            Ok(status @ StatusCode::ACCEPTED) => return Err(Error::Refused(status.as_u16())),
            _ => sent.failures += 1,
        }
        sleep(RETRY_PAUSE).await;
    }
}
