//! The pipe between the kiosk's browser and the chip's reader: a WebSocket on this machine on one side, PC/SC
//! on the other.
//!
//! It passes commands on and cannot read what they protect: the keys are in the vision worker. It serves only
//! pages of the listed origins that know the token, one at a time. It lets through only the commands of
//! ICAO 9303-11, within limits, and connects to a chip exclusively. No byte of a command or an answer is
//! logged, and the answer to reset and the number of a chip are never sent.
//!
//! The subprotocol `gangway-reader.1`: text messages of the server say whether a chip is there (`ready`,
//! `empty`, `no-reader`); each binary message of the client is one command, and each binary message of the
//! server is its response with status bytes.
//!
//! Not in this crate: the protocols of chips (crate `document`), and TLS, because nothing leaves the machine.

mod budget;
mod card_reader;
mod command_filter;
mod handshake;
#[cfg(feature = "pcsc")]
mod pcsc_reader;
mod report;
mod service;
mod session;
mod token;

pub use budget::Limits;
pub use card_reader::{CardReader, ChipLost, ChipState};
pub use handshake::{DoorPolicy, HandshakeRefusal, SUBPROTOCOL};
#[cfg(feature = "pcsc")]
pub use pcsc_reader::PcscReader;
pub use report::{ServiceEvent, SessionEnd};
pub use service::{Service, StopHandle};
pub use token::{Token, TokenError};
