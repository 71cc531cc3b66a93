//! Makes the trust list of passport authorities: master lists (ICAO 9303-12 section 9), link certificates,
//! revocation lists and an operator's deviations become one `trust.bin` and a report of every certificate.
//!
//! Crate `document` reads the list in the kiosk. The kiosk always gets the whole list: a request for the
//! authorities of one country would tell the server a traveller's nationality. The parsers are those of
//! crate `document`; here is the policy of what becomes an anchor.

mod anchors;
mod check;
mod deviations;
mod error;
mod master_list;
mod pem;
mod report;
mod revocation;

pub use anchors::{Collection, build};
pub use check::{Finding, check};
pub use deviations::Deviations;
pub use error::TrustError;
pub use master_list::MasterList;
pub use pem::read_certificate;
pub use report::{Decision, Report};
pub use revocation::RevocationList;
