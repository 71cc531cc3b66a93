//! The state of the connection to the reader of chips.

use site::ChipReader;
use web_sys::Blob;

use crate::{chip_reader::ChipReaderWorker, task::CancelOnDrop};

/// The present connection, and the list of issuing authorities.
#[derive(Default)]
pub(crate) struct ChipReaderControl {
    /// Keeps the task that opens the connection.
    pub(crate) opening: CancelOnDrop,
    pub(crate) worker: Option<ChipReaderWorker>,
    /// Whether the reader answered when it was last asked.
    pub(crate) is_connected: bool,
    /// The site's list of issuing authorities, with the settings that name it.
    pub(crate) trust: Option<(ChipReader, Blob)>,
}
