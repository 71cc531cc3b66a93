//! Rejects lone LF as line ends in HTTP/1 (request smuggling).
//!
//! A line ends with CR and LF. The HTTP parser also accepts a lone LF, which other implementations
//! do not: one may take for a head what the other takes for a body. So a lone LF in a head or in a
//! chunk size line is replaced by a zero byte before the parser sees it. A zero byte is invalid
//! there, and the request is answered with 400.

use std::{
    io,
    mem::take,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection whose heads have complete line ends.
pub(super) struct Lines<Stream> {
    stream: Stream,
    part: MessagePart,
    /// The line so far, without its end.
    line: Vec<u8>,
}

/// The part of the message that the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MessagePart {
    /// A head.
    Head(Length),
    /// A body, with the number of bytes that are missing.
    Body(u64),
    /// A chunk size line.
    ChunkSize,
    /// A chunk, with the number of bytes that are missing, its line end included.
    Chunk(u64),
    /// The trailers after the last chunk.
    Trailers,
}

/// The framing of the body, as far as the head has declared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// No line was read yet.
    Unread,
    /// Content-Length.
    Bytes(u64),
    /// Chunked.
    Chunked,
}

/// The limit of the HTTP parser on a head, in bytes, so that no line is longer. It is higher than
/// the server's own limit, so that nearly every refusal has our headers.
pub(super) const LONGEST: usize = 32 * 1024;

impl<Stream> Lines<Stream> {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, part: MessagePart::Head(Length::Unread), line: Vec::new() }
    }

    /// Scans received bytes, and replaces lone LFs.
    fn check(&mut self, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            let skipped = match &mut self.part {
                MessagePart::Body(left) | MessagePart::Chunk(left) => {
                    let skipped = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                    *left -= skipped as u64;
                    skipped
                }
                MessagePart::Head(_) | MessagePart::ChunkSize | MessagePart::Trailers => {
                    self.byte(&mut bytes[0]);
                    1
                }
            };
            match self.part {
                MessagePart::Body(0) => self.part = MessagePart::Head(Length::Unread),
                MessagePart::Chunk(0) => self.part = MessagePart::ChunkSize,
                _ => (),
            }
            bytes = &mut bytes[skipped..];
        }
    }

    /// Handles one byte of a line.
    fn byte(&mut self, byte: &mut u8) {
        match (*byte, self.line.last()) {
            (b'\n', Some(b'\r')) => {
                self.line.pop();
                let line = take(&mut self.line);
                self.part = self.part.after(&line);
            }
            (b'\n', _) => *byte = 0,
            (other, _) if self.line.len() < LONGEST => self.line.push(other),
            // The parser rejects the message.
            _ => (),
        }
    }
}

impl MessagePart {
    /// The next part of the message after a complete line.
    fn after(self, line: &[u8]) -> Self {
        match self {
            // Empty lines before a request are skipped.
            Self::Head(Length::Unread) if line.is_empty() => self,
            Self::Head(Length::Unread) => Self::Head(Length::Bytes(0)),
            Self::Head(Length::Bytes(0)) if line.is_empty() => Self::Head(Length::Unread),
            Self::Head(Length::Bytes(bytes)) if line.is_empty() => Self::Body(bytes),
            Self::Head(Length::Chunked) if line.is_empty() => Self::ChunkSize,
            Self::Head(length) => Self::Head(length.or(line)),
            Self::ChunkSize => match part(line) {
                0 => Self::Trailers,
                // The end of the part's own line counts as its last two bytes.
                bytes => Self::Chunk(bytes.saturating_add(2)),
            },
            Self::Trailers if line.is_empty() => Self::Head(Length::Unread),
            Self::Trailers | Self::Body(_) | Self::Chunk(_) => self,
        }
    }
}

impl Length {
    /// Reads the framing from a header field. Chunked takes precedence over a length, as in the
    /// parser.
    fn or(self, line: &[u8]) -> Self {
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        if self == Self::Chunked || name.eq_ignore_ascii_case(b"transfer-encoding") {
            return Self::Chunked;
        }
        if !name.eq_ignore_ascii_case(b"content-length") {
            return self;
        }
        let value = std::str::from_utf8(value.get(1..).unwrap_or_default()).unwrap_or_default();
        // The parser rejects an invalid number.
        value.trim().parse().map_or(self, Self::Bytes)
    }
}

/// The size of a chunk. The parser rejects an invalid number.
fn part(line: &[u8]) -> u64 {
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
    let text = std::str::from_utf8(digits).unwrap_or_default();
    u64::from_str_radix(text.trim(), 16).unwrap_or_default()
}

impl<Stream: AsyncRead + Unpin> AsyncRead for Lines<Stream> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        self.check(&mut buffer.filled_mut()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl<Stream: AsyncWrite + Unpin> AsyncWrite for Lines<Stream> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as the parser sees it, whichever parts it comes in.
    fn seen(text: &str) -> String {
        let whole = |step: usize| {
            let (mut lines, mut bytes) = (Lines::new(()), text.as_bytes().to_vec());
            bytes.chunks_mut(step).for_each(|chunk| lines.check(chunk));
            String::from_utf8(bytes).unwrap()
        };
        let first = whole(1);
        for step in [2, 3, 7, text.len()] {
            assert_eq!(whole(step), first, "in steps of {step}");
        }
        first
    }

    const NEXT: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    #[test]
    fn s14_what_is_written_as_it_should_be_stays_as_it_is() {
        for text in [
            NEXT.into(),
            format!("\r\n{NEXT}{NEXT}"),
            format!("POST / HTTP/1.1\r\nContent-Length:  4\t\r\n\r\n{{\n\n}}{NEXT}"),
            format!("POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n{NEXT}"),
            format!(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
                 4;a=b\r\n{{\n\n}}\r\n0\r\na: b\r\n\r\n{NEXT}"
            ),
        ] {
            assert_eq!(seen(&text), text);
        }
    }

    #[test]
    fn s14_a_lone_line_feed_in_a_head_is_spoilt_wherever_it_stands() {
        for text in [
            "GET / HTTP/1.1\nhost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\n\n",
            "\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}GET / HTTP/1.1\nhost: a\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\na: b\n\r\n",
        ] {
            let spoilt = seen(text);
            assert_eq!(spoilt.matches('\0').count(), 1, "{spoilt:?}");
            assert_eq!(spoilt.replace('\0', "\n"), text);
        }
    }
}
