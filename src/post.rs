//! Signed requests to the server, and the server's time, which dates everything that is sent.

mod outcome;
mod clock;

pub use outcome::{Denial, PostOutcome};

use wire::{MessageId, Proof};

use crate::{fetch, key::Key};

/// Where the server says how long travellers wait, and what time it is.
const WAITS: &str = "/v1/waits";

/// Seconds since 1970-01-01 UTC, by the clock that requests are signed with: what a message says of
/// time must fit its proof.
pub fn now() -> u32 {
    (clock::now() / 1_000.0) as u32
}

/// Seconds by a monotonic clock: the difference of two readings is the time between them.
pub fn reading() -> u32 {
    (clock::reading() / 1_000.0) as u32
}

/// How far the system's clock was ahead of the server's when that was last heard, in minutes: 0 within
/// one.
pub fn clock_error() -> Option<i32> {
    clock::error()
}

/// Sends JSON to a path of the server, signed with `key`. If the server asks for a new signature, the
/// request is signed and sent once more. `id` must be in the answer that accepts it.
pub async fn ask(path: &str, json: &str, id: MessageId, key: &Key) -> PostOutcome {
    match ask_once(path, json, id, key).await {
        PostOutcome::Again | PostOutcome::WrongClock => ask_once(path, json, id, key).await,
        answer => answer,
    }
}

/// The same without a second try: after [`PostOutcome::WrongClock`] the caller has to date it again.
pub async fn ask_once(path: &str, json: &str, id: MessageId, key: &Key) -> PostOutcome {
    let answer = attempt(path, json, id, key).await;
    // `None` without a key, a network or an answer.
    answer.unwrap_or(PostOutcome::Later(None))
}

async fn attempt(path: &str, json: &str, id: MessageId, key: &Key) -> Option<PostOutcome> {
    // The time is rounded down to the grain of the proof.
    let at = clock::now() as u64 / Proof::GRAIN * Proof::GRAIN;
    let proof = key.sign(path, at, json).await?.to_string();
    let reply = fetch::send(path, json, Proof::HEADER, &proof).await?;
    let answer = PostOutcome::of(&reply, id);
    if answer.is_ours() {
        clock::follow(reply.date.as_deref());
    }
    Some(answer)
}

/// How long travellers wait, as the server says it. Its answer sets the clock.
pub async fn waits() -> Option<wire::Waits> {
    let reply = fetch::read_now(WAITS).await?;
    let waits = json::read(reply.json()?)?;
    clock::follow(reply.date.as_deref());
    Some(waits)
}

/// Whether the server has told the time since the page was loaded. It is asked if it has not.
pub async fn has_time() -> bool {
    clock::is_set() || waits().await.is_some()
}
