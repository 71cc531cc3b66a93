//! The service as pages meet it, with a reader without hardware.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use reader::{ChipLost, ChipState, Limits, SUBPROTOCOL};
use std::{
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};
use support::{COMMAND, FakeReader, Page, Running, TOKEN, open, request};
use tungstenite::http::HeaderValue;

fn ready() -> (FakeReader, Running) {
    let reader = FakeReader::new(ChipState::Ready);
    let running = Running::start(reader.clone(), Limits::default());
    (reader, running)
}

/// A new session. The one before it may still be ending.
fn page(running: &Running) -> Page {
    let last_moment = Instant::now() + Duration::from_secs(10);
    loop {
        match open(request(running.address)) {
            Ok(page) => return page,
            Err(status) => assert!(status == 409 && Instant::now() < last_moment, "{status}"),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// A session that has begun and ended.
fn visit(running: &Running) -> Page {
    let mut page = page(running);
    assert_eq!(page.word(), "ready");
    page
}

#[test]
fn a_command_is_answered_by_the_chip_in_order() {
    let (reader, running) = ready();
    let mut page = visit(&running);
    for offset in 0..5 {
        let command = [0x0c, 0xb0, 0, offset, 1, 0];
        page.send(&command);
    }
    for offset in 0..5 {
        assert_eq!(page.receive().unwrap(), [0x0c, 0xb0, 0, offset, 1, 0, 0x90, 0]);
    }
    page.leave();
    let log = running.stop();
    let port = &log[0];
    assert!(port.starts_with("listening on 127.0.0.1:"), "{port}");
    assert_eq!(log[1..], ["session opened", "session ended by the page"]);
    assert_eq!(reader.bench().releases, 1, "the chip is reset");
}

#[test]
fn a_client_with_a_wrong_header_is_refused() {
    let (_, running) = ready();
    let with = |name: &'static str, value: Option<&str>| {
        let mut request = request(running.address);
        match value {
            Some(value) => {
                request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
            }
            None => {
                request.headers_mut().remove(name);
            }
        }
        open(request).err()
    };
    let other = format!("{SUBPROTOCOL}, {}", TOKEN.to_uppercase());
    assert_eq!(with("host", Some("kiosk.example")), Some(403));
    assert_eq!(with("origin", Some("https://other.example")), Some(403));
    assert_eq!(with("origin", None), Some(403));
    assert_eq!(with("sec-websocket-protocol", Some(&other)), Some(403));
    assert_eq!(with("sec-websocket-protocol", Some(SUBPROTOCOL)), Some(403));
    assert_eq!(with("sec-websocket-protocol", None), Some(400));
    let localhost = format!("localhost:{}", running.address.port());
    assert_eq!(with("host", Some(&localhost)), None);
}

#[test]
fn a_second_session_waits_for_the_end_of_the_first() {
    let (_, running) = ready();
    let first = visit(&running);
    assert_eq!(open(request(running.address)).err(), Some(409));
    first.leave();
    visit(&running).leave();
}

#[test]
fn a_page_that_breaks_off_makes_room_for_the_next() {
    let (_, running) = ready();
    drop(visit(&running));
    std::thread::sleep(Duration::from_millis(50));
    visit(&running);
}

#[test]
fn a_chip_that_is_laid_on_and_taken_off_is_announced() {
    let (reader, running) = ready();
    reader.becomes(ChipState::NoReader);
    let mut page = page(&running);
    assert_eq!(page.word(), "no-reader");
    for (state, word) in [
        (ChipState::Empty, "empty"),
        (ChipState::Ready, "ready"),
        (ChipState::Empty, "empty"),
        (ChipState::NoReader, "no-reader"),
        (ChipState::Ready, "ready"),
    ] {
        reader.becomes(state);
        assert_eq!(page.word(), word);
    }
    assert!(page.exchange(COMMAND).is_ok());
}

#[test]
fn a_command_without_a_chip_gets_the_state_instead_of_an_answer() {
    let (reader, running) = ready();
    for (state, word) in [(ChipState::Empty, "empty"), (ChipState::NoReader, "no-reader")] {
        reader.becomes(state);
        let mut page = page(&running);
        assert_eq!(page.word(), word);
        assert_eq!(page.exchange(COMMAND), Err(word.into()));
        page.leave();
    }
    assert!(reader.bench().commands.is_empty());
}

#[test]
fn a_chip_that_is_pulled_is_announced_instead_of_an_answer() {
    let (reader, running) = ready();
    let mut page = visit(&running);
    {
        let mut bench = reader.bench();
        bench.answer = Box::new(|_| Err(ChipLost));
        bench.state = ChipState::Empty;
    }
    assert_eq!(page.exchange(COMMAND), Err("empty".into()));
    {
        let mut bench = reader.bench();
        bench.answer = Box::new(|_| Ok(vec![0x90, 0]));
        bench.state = ChipState::Ready;
    }
    assert_eq!(page.word(), "ready");
    assert_eq!(page.exchange(COMMAND), Ok(vec![0x90, 0]));
}

#[test]
fn a_message_that_is_no_command_of_reading_ends_the_session() {
    let (reader, running) = ready();
    for refused in [&[0xff, 0xca, 0, 0, 0][..], &[0x00, 0xd6, 0, 0, 1, 7], &[0x00], &[]] {
        let mut page = visit(&running);
        page.send(refused);
        assert_eq!(page.close_code(), 1008, "{refused:?}");
    }
    let mut page = visit(&running);
    page.say("ready");
    assert_eq!(page.close_code(), 1008);
    assert!(reader.bench().commands.is_empty(), "nothing reached the chip");
}

#[test]
fn a_session_over_a_limit_ends() {
    let few = Limits { commands: 2, sent: 100, received: 100, ..Limits::default() };
    let long: Vec<u8> = [&[0x00, 0x86, 0, 0, 0, 0, 90][..], &[0; 90]].concat();
    let longest: Vec<u8> = [&[0x00, 0x86, 0, 0, 0, 0, 94][..], &[0; 94]].concat();
    for (commands, passed) in [
        (vec![COMMAND.to_vec(); 3], 2),
        // 97 bytes to the chip, then 5 more.
        (vec![long, COMMAND.to_vec()], 1),
        // 101 bytes to the chip, and a response of 99 + 2 bytes.
        (vec![longest], 0),
        (vec![[&[0x00, 0xb0][..], &[0; 97]].concat()], 0),
    ] {
        let reader = FakeReader::new(ChipState::Ready);
        let running = Running::start(reader.clone(), few);
        let mut page = visit(&running);
        let (last, before) = commands.split_last().unwrap();
        for command in before {
            assert!(page.exchange(command).is_ok());
        }
        assert_eq!(before.len(), passed);
        page.send(last);
        assert_eq!(page.close_code(), 1008);
        assert_eq!(running.stop().last().unwrap(), "session ended: limit passed");
    }
}

#[test]
fn a_session_ends_a_while_after_its_first_command() {
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let running = Running::start(FakeReader::new(ChipState::Ready), limits);
    let mut page = visit(&running);
    std::thread::sleep(Duration::from_millis(400));
    assert!(page.exchange(COMMAND).is_ok(), "waiting for a chip takes no time");
    assert_eq!(page.close_code(), 1000);
    assert_eq!(running.stop().last().unwrap(), "session ended: time over");
}

#[test]
fn a_program_that_is_stopped_says_so_and_ends() {
    let (reader, running) = ready();
    let mut page = visit(&running);
    let stopping = std::thread::spawn(move || running.stop());
    assert_eq!(page.close_code(), 1001);
    drop(page);
    assert_eq!(stopping.join().unwrap().last().unwrap(), "session ended: program stopped");
    assert_eq!(reader.bench().releases, 1);
}

#[test]
fn the_service_is_on_the_loopback_address_alone() {
    let (_, running) = ready();
    assert!(running.address.ip().is_loopback());
    assert!(TcpStream::connect(("::1", running.address.port())).is_err());
}

#[test]
fn nothing_of_commands_answers_and_token_is_logged() {
    let (reader, running) = ready();
    reader.bench().answer = Box::new(|_| Ok(b"CANARY-OF-THE-CHIP\x90\x00".to_vec()));
    let mut page = visit(&running);
    assert!(page.exchange(&[&[0x00, 0x86, 0, 0, 10][..], b"CANARY-OUT"].concat()).is_ok());
    page.send(b"CANARY-REFUSED");
    assert_eq!(page.close_code(), 1008);
    drop(page);
    let mut stranger = request(running.address);
    stranger.headers_mut().insert("origin", HeaderValue::from_static("https://canary.example"));
    assert_eq!(open(stranger).err(), Some(403));
    let mut log = running.stop();
    // A session may end after the next client is refused.
    log[1..].sort();
    let rest = ["client refused: wrong Origin", "session ended: command refused", "session opened"];
    assert_eq!(log[1..], rest);
}
