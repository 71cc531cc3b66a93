//! Measures the memory of the server after a large number of results.

use std::path::Path;

use crate::{
    Error,
    environment::{Environment, StoreKind},
    fleet::{Fleet, Pace},
};

/// The measured values.
#[derive(Debug)]
pub(crate) struct MemoryUse {
    pub(crate) store: StoreKind,
    /// The number of stored results.
    pub(crate) results: u64,
    /// The server's resident memory in megabytes: at the end, and the maximum.
    pub(crate) megabytes: [f64; 2],
}

/// Stores `results` results. `None` if the system does not report the memory of a process.
pub(crate) async fn measure(
    kind: StoreKind,
    program: &Path,
    results: u64,
) -> Result<Option<MemoryUse>, Error> {
    let environment = Environment::new(kind, program)?;
    let server = environment.server_command.start().await?;
    let mut fleet = Fleet::enrol_for(environment.server_command.address, results).await?;
    fleet.send(&Pace { messages: results, ..Pace::full() }).await?;
    let [stored, _] = environment.count_stored().await?;
    if stored != results {
        return Err(Error::Missed(format!("{results} acknowledged, {stored} stored")));
    }
    let megabytes = server.memory().map(|memory| memory.map(|bytes| bytes as f64 / 1e6));
    Ok(megabytes.map(|megabytes| MemoryUse { store: kind, results, megabytes }))
}
