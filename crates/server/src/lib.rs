//! The receiving side: takes results and calls for staff in, shows them to officers, serves the
//! kiosk.
//!
//! The server learns what crate `wire` can say and nothing else. What does it not do? It sees no
//! picture, knows no name, keeps no address, and writes neither into its log.

mod app;
mod admission;
mod calibration;
mod calls;
mod clock;
mod command;
mod digest;
mod desk;
mod error;
mod headers;
mod intake;
mod kiosks;
mod log;
mod news;
mod partners;
mod policy;
mod problem;
mod receipt;
mod recognisers;
mod results;
mod retention;
mod serve;
mod settings;
mod site;
mod store;
mod waits;

pub use admission::Admission;
pub use app::{Server, app};
pub use clock::Clock;
pub use command::KioskCommand;
pub use error::Error;
pub use log::start as start_log;
pub use news::{Arrival, News};
pub use partners::{
    Address, Courier, Nats, Outbox, Partner, PartnerCommand, Route, SecretPlace, Webhook,
};
pub use policy::{Policy, SitePolicy};
pub use receipt::{Claim, Finding};
pub use recognisers::Recognisers;
pub use retention::{Deletion, Hours, Retention, RetentionCommand, Signer, Sweeper};
pub use serve::serve;
pub use settings::Settings;
pub use store::{Database, Holder, Kept, KeptCall, Known, Recorded, Store};
pub use waits::{Alarm, Board, Parity, Watch};
