//! What the traveller sees: one file per [`Step`](crate::flow::Step), one per
//! [`Panel`](crate::flow::Panel), then what they share.

pub mod app;
pub mod welcome;
pub mod notice;
pub mod closed;
pub mod document;
pub mod face;
pub mod comparing;
pub mod done;
pub mod panel;
pub mod privacy;
pub mod accuracy;
pub mod guardian;
pub mod help;
pub mod language;
pub mod access;
pub mod sent;
pub mod staff;
pub mod enrol;
pub mod warning;
pub mod header;
pub mod footer;
pub mod reader;
pub mod choice;
pub mod way_on;
pub mod waits;
pub mod number;
pub mod code;
pub mod element;
pub mod title;
pub mod icon;
pub mod preview;
pub mod look;
pub mod keys;
pub mod input_guard;
pub mod recite;
