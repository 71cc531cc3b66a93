//! What the program says about itself. No value of these types has room for bytes of a command, a chip or a
//! token, so all of them are safe to log.

use crate::handshake::HandshakeRefusal;
use std::fmt;

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// The client closed it, or is gone.
    ClientLeft,
    /// Its time is over.
    TimeOver,
    /// A command that is not let through, or a message that is no command.
    CommandRefused,
    /// Too many commands or bytes.
    OverLimit,
    /// The program ends.
    Stopped,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceEvent {
    /// The service listens on this port of 127.0.0.1.
    Listening(u16),
    /// A session begins.
    SessionOpened,
    /// A session has ended.
    SessionEnded(SessionEnd),
    /// A client was not let in.
    Refused(HandshakeRefusal),
}

impl fmt::Display for ServiceEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Listening(port) => return write!(formatter, "listening on 127.0.0.1:{port}"),
            Self::SessionOpened => "session opened",
            Self::SessionEnded(SessionEnd::ClientLeft) => "session ended by the page",
            Self::SessionEnded(SessionEnd::TimeOver) => "session ended: time over",
            Self::SessionEnded(SessionEnd::CommandRefused) => "session ended: command refused",
            Self::SessionEnded(SessionEnd::OverLimit) => "session ended: limit passed",
            Self::SessionEnded(SessionEnd::Stopped) => "session ended: program stopped",
            Self::Refused(HandshakeRefusal::Host) => "client refused: wrong Host",
            Self::Refused(HandshakeRefusal::Origin) => "client refused: wrong Origin",
            Self::Refused(HandshakeRefusal::Protocol) => "client refused: wrong subprotocol",
            Self::Refused(HandshakeRefusal::Token) => "client refused: wrong token",
            Self::Refused(HandshakeRefusal::Busy) => "client refused: there is another session",
        };
        formatter.write_str(text)
    }
}
