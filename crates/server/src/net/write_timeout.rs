//! A connection that fails when the client stops reading.

use std::{pin::Pin, time::Duration};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_io_timeout::TimeoutStream;

/// How long the client may read nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The same stream, but a write that waits for too long fails with [`TimedOut`].
///
/// [`TimedOut`]: std::io::ErrorKind::TimedOut
pub(super) fn with_write_timeout<Stream: AsyncRead + AsyncWrite>(
    stream: Stream,
) -> Pin<Box<TimeoutStream<Stream>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE));
    Box::pin(stream)
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use tokio::io::AsyncWriteExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_given_up() {
        let (ours, _theirs) = tokio::io::duplex(10);
        let mut stream = with_write_timeout(ours);
        stream.write_all(b"0123456789").await.unwrap();
        let error = stream.write_all(b"more").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
