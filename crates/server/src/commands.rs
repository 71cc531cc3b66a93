//! What administrators do on the command line. A server may be running meanwhile.

mod audit;
mod export;
mod import;
mod kiosk;
mod migrate;
mod partner;
mod receipt;
mod retention;
mod site;
mod user;

pub use self::site::{NewSite, SiteCommand};
pub use audit::AuditCommand;
pub use export::ExportCommand;
pub use import::{Import, ImportCommand, Imported};
pub use kiosk::KioskCommand;
pub use migrate::MigrateCommand;
pub use partner::PartnerCommand;
pub use receipt::{Finding, ReceiptCommand};
pub use retention::RetentionCommand;
pub use user::UserCommand;
