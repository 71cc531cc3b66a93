//! What the receiving side knows of results, tickets, calls, kiosks and users, and the rules that
//! hold for them.
//!
//! What does it not do? It opens no connection and no file, knows no database, and reads no clock:
//! each rule gets the time as an argument, so that a test can set it. Each module knows only those
//! above it in this list.

pub mod rate;
pub mod words;
pub mod digest;
pub mod doubt;
pub mod artifacts;
pub mod conduct;
pub mod user;
pub mod results;
pub mod signer;
pub mod audit;
pub mod tickets;
pub mod groups;
pub mod kiosks;
pub mod trust_list;
pub mod waits;
pub mod alarm;
pub mod retention;
pub mod deletion;
pub mod site_policy;
pub mod statistics;
pub mod desk_event;
pub mod partner_event;

pub use alarm::{Alarm, Parity, SiteHistory};
pub use artifacts::{Artifacts, ListedArtifacts};
pub use audit::{Actor, AuditAction, AuditEntry, AuditSubject};
pub use conduct::SignedRequest;
pub use deletion::Deletion;
pub use desk_event::DeskEvent;
pub use doubt::{Doubt, KioskDoubt, QuarantinedResult};
pub use groups::{CalledGroup, group_horizon};
pub use kiosks::{ClosedLane, KioskKey, KioskRecord, KioskSummary, ReportedSettings};
pub use partner_event::{EventKind, PartnerEvent, Subscription};
pub use rate::Rate;
pub use results::{StoredCall, StoredResult};
pub use retention::{Hours, Retention};
pub use signer::Signer;
pub use site_policy::SitePolicy;
pub use tickets::{CalledTicket, FollowedTicket, Handling, OpenTicket, TicketKey, ticket_horizon};
pub use trust_list::{TRUST_LIST_DAYS, trust_list_age};
pub use user::{Role, Scope, User, UserName};
pub use waits::{SiteWaits, Tally, WaitSample, WaitsBySite, lane_difference};
