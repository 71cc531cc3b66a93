//! The receiving side: takes results and calls for staff in, shows them to officers, serves the
//! kiosk.
//!
//! The server learns what crate `wire` can say and nothing else. What does it not do? It sees no
//! picture, knows no name, keeps no address, and writes neither into its log.
//!
//! Crate `domain` has the types and rules, crate `store` the database. Here, each module knows only
//! those above it in this list.

mod error;
mod built_in;
mod clock;
mod random_code;
mod password;
mod metrics;
mod log;
mod event_bus;
mod store_observer;
mod net;
mod headers;
mod recognisers;
mod partners;
mod config;
mod limits;
mod wait_times;
mod kiosk_settings;
mod boards;
mod positions;
mod jobs;
mod api;
mod desk;
mod public;
mod kiosk_files;
mod app;
mod serve;
mod commands;

pub use api::{Admission, ServedArtifacts, Server, is_signed_by};
pub use app::{Door, app};
pub use boards::Boards;
pub use clock::Clock;
pub use commands::{
    AuditCommand, ExportCommand, Finding, Import, ImportCommand, Imported, KioskCommand,
    MigrateCommand, NewSite, PartnerCommand, ReceiptCommand, RetentionCommand, SiteCommand,
    UserCommand,
};
pub use config::{Config, DatabaseArgs, Limits, Policy, Settings, open_signer};
pub use domain::{
    Actor, Alarm, AuditAction, AuditEntry, AuditSubject, Deletion, DeskEvent, Doubt, Hours,
    KioskRecord, ListedArtifacts, Parity, Retention, Role, Scope, Signer, SitePolicy, StoredCall,
    StoredResult, User, UserName,
};
pub use error::{Error, Fault, Faults};
pub use event_bus::EventBus;
pub use jobs::{DeliveryWorker, Sweeper, WaitMonitor};
pub use kiosk_settings::SettingsCache;
pub use limits::{RateLimiters, SignInThrottle};
pub use log::start as start_log;
pub use net::{HostName, NotAHost, Peer, Proxies, ProxyHeader};
pub use partners::{Authority, Nats, Partner, Route, SecretPlace, Webhook, WebhookUrl};
pub use password::Password;
pub use positions::Positions;
pub use recognisers::Recognisers;
pub use serve::ServeCommand;
pub use store::{Database, Insert, LeaseHolder, Migration, Outbox, Store};
pub use wait_times::WaitTimes;
