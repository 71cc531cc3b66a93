//! A passport is read through the WebSocket, with a reader without hardware.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod journey;
mod support;

use document::{Level, Refusal};
use journey::read_document;
use passport::{Configuration, Passport};
use reader::{ChipLost, ChipState, Limits};
use support::{FakeReader, Running, open, request};

#[test]
fn a_genuine_passport_is_read_within_the_limits_of_a_session() {
    for configuration in journey::genuine() {
        let mut passport = Passport::new(configuration);
        let (trust, printed) = (passport.trust(), passport.mrz());
        let reader =
            FakeReader::answering(ChipState::Ready, move |command| Ok(passport.answer(command)));
        let running = Running::start(reader.clone(), Limits::default());
        let mut page = open(request(running.address)).ok().unwrap();
        assert_eq!(page.word(), "ready");
        let level = read_document(&mut page, &trust, printed);
        assert_eq!(level, Ok(Level::Genuine), "{configuration:?}");
        let sent: usize = reader.bench().commands.iter().map(Vec::len).sum();
        assert!(sent < 16_000, "{sent} bytes");
    }
}

#[test]
fn a_passport_that_is_pulled_is_lost_for_the_page() {
    for last in [0, 3, 10] {
        let mut passport = Passport::new(Configuration::default());
        let (trust, printed) = (passport.trust(), passport.mrz());
        let mut commands = 0;
        let reader = FakeReader::answering(ChipState::Ready, move |command| {
            commands += 1;
            if commands > last { Err(ChipLost) } else { Ok(passport.answer(command)) }
        });
        let running = Running::start(reader, Limits::default());
        let mut page = open(request(running.address)).ok().unwrap();
        assert_eq!(page.word(), "ready");
        assert_eq!(read_document(&mut page, &trust, printed), Err(Refusal::Lost));
    }
}
