//! The JSON text of each message, byte for byte.

use serde::Serialize;

use crate::{Backlog, Enrolment, HelpCall, KeyChange, ResultMessage};

impl ResultMessage {
    /// The body of the request, byte for byte: ASCII, without spaces or a line end.
    pub fn to_json(&self) -> String {
        text(self)
    }
}

impl HelpCall {
    /// The body of the request, byte for byte: ASCII, without spaces or a line end.
    pub fn to_json(&self) -> String {
        text(self)
    }
}

impl Backlog {
    /// The body of the request, byte for byte.
    pub fn to_json(&self) -> String {
        // Formatted by hand: a serialiser adds half a kilobyte to the page's program.
        let Self { kiosk, results, oldest } = self;
        format!(r#"{{"version":1,"kiosk":"{kiosk}","results":{results},"oldest":{oldest}}}"#)
    }
}

impl Enrolment {
    /// The body of the request, byte for byte.
    pub fn to_json(&self) -> String {
        text(self)
    }
}

impl KeyChange {
    /// The body of the request, byte for byte.
    pub fn to_json(&self) -> String {
        text(self)
    }
}

/// The JSON text of a value of this crate.
pub(crate) fn text(value: &impl Serialize) -> String {
    // Not `expect`: the texts of the error add two kilobytes to the page's program.
    serde_json::to_string(value)
        .unwrap_or_else(|_| unreachable!("numbers, words and identifiers have a JSON text"))
}
