//! How much memory the server has after very many results.

use std::path::Path;

use crate::{
    Error,
    fleet::{Fleet, Pace},
    stage::{Kind, Stage},
};

/// What was measured.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) store: Kind,
    /// How many results were stored.
    pub(crate) results: u64,
    /// The server's resident memory afterwards, and at most, in megabytes.
    pub(crate) megabytes: [f64; 2],
}

/// Stores `results` results. None where the system does not tell a process's memory.
pub(crate) async fn measure(
    kind: Kind,
    program: &Path,
    results: u64,
) -> Result<Option<Memory>, Error> {
    let stage = Stage::new(kind, program)?;
    let server = stage.plan.start().await?;
    let mut fleet = Fleet::enrol_for(stage.plan.address, results).await?;
    fleet.send(&Pace { messages: results, ..Pace::full() }).await?;
    let [stored, _] = stage.stored().await?;
    if stored != results {
        return Err(Error::Missed(format!("{results} acknowledged, {stored} stored")));
    }
    let megabytes = server.memory().map(|memory| memory.map(|bytes| bytes as f64 / 1e6));
    Ok(megabytes.map(|megabytes| Memory { store: kind, results, megabytes }))
}
