//! Everything that may leave the kiosk.
//!
//! If a fact about a traveller is not in this crate, the server cannot learn it. The crate
//! depends on serde alone: a photo, an embedding or a score cannot be named here.

mod id;
mod message;

pub use id::{BuildId, KioskId, MessageId, ModelId, NotHex};
pub use message::{
    Comparison, DocumentSource, End, Inconsistent, Lane, Outcome, ResultMessage, Ticket, Version,
};
