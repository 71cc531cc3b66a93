//! The receiving side: takes results and calls for staff in, shows them to officers, serves the
//! kiosk.
//!
//! The server learns what crate `wire` can say and nothing else. What does it not do? It sees no
//! picture, knows no name, keeps no address, and writes neither into its log.

mod app;
mod admission;
mod calibration;
mod calls;
mod command;
mod digest;
mod desk;
mod error;
mod export;
mod headers;
mod health;
mod intake;
mod kiosks;
mod limits;
mod log;
mod metrics;
mod migrate;
mod net;
mod news;
mod openapi;
mod problem;
mod receipt;
mod recognisers;
mod results;
mod serve;
mod settings;
mod site;
mod store;

pub use admission::Admission;
pub use app::{Server, app};
pub use command::KioskCommand;
pub use error::Error;
pub use export::ExportCommand;
pub use limits::Limits;
pub use log::start as start_log;
pub use migrate::MigrateCommand;
pub use net::{Proxies, ProxyHeader};
pub use news::{Arrival, News};
pub use receipt::{Claim, Finding};
pub use recognisers::Recognisers;
pub use serve::ServeCommand;
pub use settings::{Fault, Faults, Numbers, Place, Plan, Settings};
pub use store::{Database, Kept, KeptCall, Known, Recorded, Step, Store};
