//! Why a delivery failed.

/// Why a delivery failed. It is stored, so it quotes nothing of the partner's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DeliveryFailure {
    /// There was no connection.
    #[error("no connection")]
    Unreachable,
    /// There was no answer in time.
    #[error("no answer in time")]
    Timeout,
    /// The answer had a status of failure.
    #[error("status {0}")]
    Status(u16),
    #[cfg(feature = "nats")]
    /// The stream did not store the message.
    #[error("not stored")]
    NotStored,
}
