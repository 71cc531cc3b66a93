//! Every accepted message can be serialised, and is then parsed as an equal one.

#![no_main]

use std::{fmt, str::FromStr};

use libfuzzer_sys::fuzz_target;
use serde_json::from_str;
use wire::{
    Backlog, Code, Enrolment, HelpCall, KeyChange, Proof, Queued, Receipt, ResultMessage,
    SettingsInUse,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(message) = from_str::<ResultMessage>(text) {
        assert_eq!(from_str::<ResultMessage>(&message.to_json()).ok(), Some(message));
        assert!(Receipt::of(&message).matches(&message));
        assert!(message.finished >= message.arrived);
    }
    if let Ok(Queued(message)) = from_str(text) {
        assert_eq!(from_str::<ResultMessage>(&message.to_json()).ok(), Some(message));
    }
    if let Ok(backlog) = from_str::<Backlog>(text) {
        assert_eq!(from_str::<Backlog>(&backlog.to_json()).ok(), Some(backlog));
    }
    if let Ok(call) = from_str::<HelpCall>(text) {
        assert_eq!(from_str::<HelpCall>(&call.to_json()).ok(), Some(call));
    }
    if let Ok(enrolment) = from_str::<Enrolment>(text) {
        assert_eq!(from_str::<Enrolment>(&enrolment.to_json()).ok(), Some(enrolment));
    }
    if let Ok(change) = from_str::<KeyChange>(text) {
        assert_eq!(from_str::<KeyChange>(&change.to_json()).ok(), Some(change));
    }
    if let Ok(in_use) = from_str::<SettingsInUse>(text) {
        assert_eq!(from_str::<SettingsInUse>(&in_use.to_json()).ok(), Some(in_use));
    }
    // A proof and a receipt have exactly one valid text; a code is accepted as people type it.
    assert!(parsed_and_formatted::<Proof>(text).is_none_or(|formatted| formatted == text));
    assert!(parsed_and_formatted::<Receipt>(text).is_none_or(|formatted| formatted == text));
    if let Ok(code) = text.parse::<Code>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
});

fn parsed_and_formatted<T: FromStr + fmt::Display>(text: &str) -> Option<String> {
    text.parse::<T>().ok().map(|value| value.to_string())
}
