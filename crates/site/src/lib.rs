//! The schema of `kiosk.json`, the site's settings, which lie beside the page.
//!
//! Parsed settings are consistent. A wrong file gives an error with the field and the reason: the page
//! then opens only the officer lane, and `gangway-server serve --check` fails.

mod date;
mod name;
mod fields;
mod document_sources;
mod languages;
mod notice;
mod patience;
mod chip_reader;
mod least_document;
mod names;
mod retention;
mod photo_rules;
mod places;
mod profile;
mod screen;
mod sign_language;
mod waits;
mod site;
#[cfg(test)]
mod tests;

pub use chip_reader::ChipReader;
pub use date::Date;
pub use document_sources::DocumentSources;
pub use fields::SettingsError;
pub use languages::{LANGUAGES, Languages};
pub use least_document::LeastDocument;
pub use name::Name;
pub use notice::Notice;
pub use patience::Patience;
pub use photo_rules::{PhotoRule, PhotoRuleKind};
pub use places::Places;
pub use profile::Profile;
pub use retention::{Retention, RetentionPeriod, RetentionRow, TravellerGroup};
pub use screen::Screen;
pub use site::{Board, Print, Site, Theme};
pub use waits::StatedWaits;
