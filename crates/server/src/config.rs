//! Settings and policy of the server, and what they name.

mod check;
mod database_args;
mod file;
mod policy;
mod retention_key;
mod settings;

pub use check::{Config, Limits};
pub use database_args::DatabaseArgs;
pub use policy::Policy;
pub use retention_key::open_signer;
pub(crate) use retention_key::signer_path;
pub use settings::Settings;
