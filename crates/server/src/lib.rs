//! The receiving side: takes results and calls for staff in, shows them to officers, serves the
//! kiosk.
//!
//! The server learns what crate `wire` can say and nothing else. What does it not do? It sees no
//! picture, knows no name, keeps no address, and writes neither into its log.

mod app;
mod admission;
mod audit;
mod backlogs;
mod calls;
mod clock;
mod command;
mod conduct;
mod digest;
mod desk;
mod doubt;
mod error;
mod event_bus;
mod export;
mod headers;
mod health;
mod host;
mod in_use;
mod intake;
mod kiosk_settings;
mod kiosks;
mod log;
mod metrics;
mod migrate;
mod net;
mod openapi;
mod partners;
mod password;
mod policy;
mod private_file;
mod problem;
mod rate_limiters;
mod receipt;
mod recognisers;
mod results;
mod retention;
mod serve;
mod served;
mod settings;
mod site;
mod store;
mod user;
mod waits;

pub use admission::{Admission, is_signed_by};
pub use app::{Door, Server, app};
pub use audit::{Actor, AuditAction, AuditCommand, AuditEntry, AuditSubject};
pub use clock::Clock;
pub use command::{KioskCommand, UserCommand};
pub use desk::SignInThrottle;
pub use doubt::Doubt;
pub use error::Error;
pub use event_bus::{DeskEvent, EventBus};
pub use export::ExportCommand;
pub use host::{HostName, NotAHost};
pub use log::start as start_log;
pub use migrate::MigrateCommand;
pub use net::{Peer, Proxies, ProxyHeader};
pub use partners::{
    Authority, DeliveryWorker, Nats, Outbox, Partner, PartnerCommand, Route, SecretPlace, Webhook,
    WebhookUrl,
};
pub use password::Password;
pub use policy::{Policy, SitePolicy};
pub use rate_limiters::RateLimiters;
pub use receipt::{Finding, ReceiptCommand};
pub use recognisers::Recognisers;
pub use retention::{Deletion, Hours, Retention, RetentionCommand, Signer, Sweeper};
pub use serve::ServeCommand;
pub use served::{ListedArtifacts, ServedArtifacts};
pub use settings::{Config, DatabaseArgs, Fault, Faults, Limits, Settings};
pub use store::{
    Database, Insert, KioskRecord, LeaseHolder, Step, Store, StoredCall, StoredResult,
};
pub use user::{Role, Scope, User, UserName};
pub use waits::{Alarm, Parity, WaitMonitor, WaitTimes};
