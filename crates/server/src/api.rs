//! The interface for machines: what kiosks send, and what each answer says.

pub(crate) mod admission;
mod backlogs;
mod calls;
mod enrolment;
pub(crate) mod health;
pub(crate) mod host_check;
pub(crate) mod intake;
pub(crate) mod metrics_page;
pub(crate) mod openapi;
mod operation;
pub(crate) mod paths;
pub(crate) mod problem;
pub(crate) mod request_limits;
pub(crate) mod request_log;
mod results;
mod schemas;
mod served_artifacts;
pub(crate) mod settings_report;
mod state;
mod waits;

pub use admission::{Admission, is_signed_by};
pub use served_artifacts::ServedArtifacts;
pub use state::Server;
