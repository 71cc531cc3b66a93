//! What the traveller sees: one file per [`Step`](crate::flow::Step), then what they share.

pub mod app;
pub mod welcome;
pub mod notice;
pub mod closed;
pub mod document;
pub mod face;
pub mod comparing;
pub mod done;
pub mod header;
pub mod footer;
pub mod title;
pub mod icon;
pub mod preview;
