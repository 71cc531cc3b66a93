//! The passport on a virtual reader: the protocol of vsmartcard's `vpcd`, a driver of pcscd.
//!
//! The card connects to the reader by TCP. Each message is a length (u16, big-endian) and that many bytes. A
//! message of one byte from the reader is a control: off, on, reset, or a question for the answer to reset.

use crate::chip::Passport;
use std::{
    io::{self, Read, Write},
    net::{TcpStream, ToSocketAddrs},
};

/// The address of vpcd's first reader.
pub const VIRTUAL_READER: &str = "127.0.0.1:35963";

const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;
const ANSWER_TO_RESET: u8 = 4;

/// The answer to reset of a contactless chip as PC/SC part 3 maps it: protocol T=1, no historical bytes.
const ATR: [u8; 5] = [0x3b, 0x80, 0x80, 0x01, 0x01];

/// Why a passport is no longer on the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// The reader has ended the connection.
    ReaderGone,
    /// The passport was pulled as planned.
    Pulled,
}

/// A passport that lies on a virtual reader.
pub struct VirtualReader {
    stream: TcpStream,
}

impl VirtualReader {
    /// Lays a passport on the reader at this address.
    ///
    /// # Errors
    /// The reader is not there.
    pub fn connect(address: impl ToSocketAddrs) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream })
    }

    /// Answers the reader until the reader is gone, or pulls the passport instead of answering command
    /// number `pull_at`, counted from 1.
    ///
    /// # Errors
    /// The connection breaks within a message.
    pub fn serve(mut self, passport: &mut Passport, pull_at: Option<usize>) -> io::Result<Removal> {
        let mut commands = 0;
        while let Some(message) = self.receive()? {
            match message[..] {
                [POWER_OFF | POWER_ON | RESET] => passport.reset(),
                [ANSWER_TO_RESET] => self.send(&ATR)?,
                _ => {
                    commands += 1;
                    if Some(commands) == pull_at {
                        return Ok(Removal::Pulled);
                    }
                    let answer = passport.answer(&message);
                    self.send(&answer)?;
                }
            }
        }
        Ok(Removal::ReaderGone)
    }

    /// The next message; none at the end of the connection.
    fn receive(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut length = [0; 2];
        match self.stream.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            result => result?,
        }
        // The reader sends the length alone, and the rest after its acknowledgement, which the system would
        // delay by 44 ms. The setting lasts for one acknowledgement.
        #[cfg(target_os = "linux")]
        socket2::SockRef::from(&self.stream).set_tcp_quickack(true)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        self.stream.read_exact(&mut message)?;
        Ok(Some(message))
    }

    fn send(&mut self, message: &[u8]) -> io::Result<()> {
        let length = u16::try_from(message.len()).map_err(io::Error::other)?;
        self.stream.write_all(&[&length.to_be_bytes()[..], message].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;
    use std::{net::TcpListener, thread};

    /// Sends these messages to a passport as its reader does, and returns the answers.
    fn answers(messages: &[&[u8]], pull_at: Option<usize>) -> (Vec<Vec<u8>>, Removal) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let card = thread::spawn(move || {
            let mut passport = Passport::new(Configuration::default());
            VirtualReader::connect(address).unwrap().serve(&mut passport, pull_at).unwrap()
        });
        let mut reader = VirtualReader { stream: listener.accept().unwrap().0 };
        let mut answers = Vec::new();
        for message in messages {
            reader.send(message).unwrap();
            if message.len() > 1 || message == &[ANSWER_TO_RESET] {
                answers.extend(reader.receive().unwrap());
            }
        }
        drop(reader);
        (answers, card.join().unwrap())
    }

    const SELECT: &[u8] = &[0, 0xa4, 4, 0x0c, 7, 0xa0, 0, 0, 2, 0x47, 0x10, 1];
    const READ: &[u8] = &[0, 0xb0, 0, 0, 0];

    #[test]
    fn controls_and_commands_are_answered() {
        let (answers, removal) = answers(&[&[POWER_ON], &[ANSWER_TO_RESET], SELECT, READ], None);
        assert_eq!(answers, [ATR.to_vec(), vec![0x90, 0], vec![0x69, 0x86]]);
        assert_eq!(removal, Removal::ReaderGone);
    }

    #[test]
    fn a_passport_that_is_pulled_answers_no_more() {
        let (answers, removal) = answers(&[SELECT, READ], Some(2));
        assert_eq!(answers, [[0x90, 0]]);
        assert_eq!(removal, Removal::Pulled);
    }
}
