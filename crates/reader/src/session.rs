//! One session: a client's commands go to the chip, the answers and the state of the reader to the client.

use crate::{
    budget::{Budget, Limits, OverLimit},
    card_reader::{CardReader, ChipLost, ChipState},
    command_filter::is_allowed,
    report::SessionEnd,
};
use std::{
    io::ErrorKind,
    net::TcpStream,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use tungstenite::{
    Error, Message, WebSocket,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// How often the reader is looked at while no command arrives.
pub(crate) const POLL: Duration = Duration::from_millis(100);
/// How long the client may take to confirm the end.
const CLOSING: Duration = Duration::from_secs(1);

impl SessionEnd {
    /// Code and reason for the client (RFC 6455, section 7.4.1); none if it is gone.
    fn close_frame(self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::ClientLeft => return None,
            Self::TimeOver => (CloseCode::Normal, "time over"),
            Self::CommandRefused => (CloseCode::Policy, "command refused"),
            Self::OverLimit => (CloseCode::Policy, "limit passed"),
            Self::Stopped => (CloseCode::Away, "reader program stopped"),
        };
        Some(CloseFrame { code, reason: reason.into() })
    }
}

impl From<OverLimit> for SessionEnd {
    fn from(_: OverLimit) -> Self {
        Self::OverLimit
    }
}

/// A client and the reader, for as long as the client is there.
pub(crate) struct Session<'a, R> {
    pub(crate) socket: WebSocket<TcpStream>,
    pub(crate) reader: &'a mut R,
    pub(crate) limits: &'a Limits,
    /// Set when the program ends.
    pub(crate) stopping: &'a AtomicBool,
}

impl<R: CardReader> Session<'_, R> {
    /// Runs to the end. The reads of the socket must have [`POLL`] as their timeout.
    pub(crate) fn run(mut self) -> SessionEnd {
        let Err(end) = self.relay();
        self.reader.release();
        if let Some(frame) = end.close_frame() {
            self.close(frame);
        }
        end
    }

    fn relay(&mut self) -> Result<std::convert::Infallible, SessionEnd> {
        let mut budget = Budget::new(self.limits);
        let mut announced = None;
        let mut last_moment = None;
        let mut is_idle = true;
        loop {
            if self.stopping.load(Ordering::Relaxed) {
                return Err(SessionEnd::Stopped);
            }
            if last_moment.is_some_and(|moment| Instant::now() >= moment) {
                return Err(SessionEnd::TimeOver);
            }
            // During a conversation a chip that is taken off is noticed by its missing answer.
            if is_idle || announced != Some(ChipState::Ready) {
                let state = self.reader.chip_state();
                if announced != Some(state) {
                    self.send(Message::text(state.word()))?;
                    announced = Some(state);
                }
            }
            let Some(command) = self.next_command()? else {
                is_idle = true;
                continue;
            };
            is_idle = false;
            last_moment.get_or_insert_with(|| Instant::now() + self.limits.time);
            if !is_allowed(&command) {
                return Err(SessionEnd::CommandRefused);
            }
            budget.send(command.len())?;
            let answered = match announced {
                Some(ChipState::Ready) => self.reader.transmit(&command),
                _ => Err(ChipLost),
            };
            match answered {
                Ok(response) => {
                    budget.receive(response.len())?;
                    self.send(Message::binary(response))?;
                }
                // The state takes the place of the answer.
                Err(ChipLost) => {
                    let state = announced.filter(|state| *state != ChipState::Ready);
                    let state = state.unwrap_or(ChipState::Empty);
                    self.send(Message::text(state.word()))?;
                    announced = Some(state);
                }
            }
        }
    }

    /// The next command; none if none arrives for [`POLL`].
    fn next_command(&mut self) -> Result<Option<Vec<u8>>, SessionEnd> {
        match self.socket.read() {
            Ok(Message::Binary(command)) => Ok(Some(command.to_vec())),
            Ok(Message::Ping(_) | Message::Pong(_)) => Ok(None),
            Ok(Message::Text(_) | Message::Frame(_)) => Err(SessionEnd::CommandRefused),
            Ok(Message::Close(_)) => {
                // The answer to the client's own end.
                let _ = self.socket.flush();
                Err(SessionEnd::ClientLeft)
            }
            Err(Error::Io(error)) if is_timeout(error.kind()) => Ok(None),
            Err(Error::Capacity(_)) => Err(SessionEnd::OverLimit),
            Err(_) => Err(SessionEnd::ClientLeft),
        }
    }

    fn send(&mut self, message: Message) -> Result<(), SessionEnd> {
        self.socket.send(message).map_err(|_| SessionEnd::ClientLeft)
    }

    /// Says the reason, and waits for the client: what it still sends would otherwise reset the connection
    /// before the reason has arrived.
    fn close(&mut self, frame: CloseFrame) {
        if self.socket.close(Some(frame)).is_err() {
            return;
        }
        let last_moment = Instant::now() + CLOSING;
        while Instant::now() < last_moment {
            match self.socket.read() {
                Ok(_) => {}
                Err(Error::Io(error)) if is_timeout(error.kind()) => {}
                Err(_) => return,
            }
        }
    }
}

/// Unix says that a read would block, Windows that its time is over.
fn is_timeout(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
