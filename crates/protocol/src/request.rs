//! Messages from page to worker.

use models::Fmr;
use serde::{Deserialize, Serialize};

use crate::{camera_turn::CameraTurn, report::ChipLevel};

/// From page to worker. Attachments are in brackets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Request {
    /// Make the models ready. [The ONNX files of detector, landmarks, recogniser: 3 `Blob`]
    Prepare {
        /// The recogniser's name in `models.toml`.
        recogniser: String,
        /// How many of the comparisons of two different people may match.
        fmr: Fmr,
    },
    /// Take the document photo from a file. [`Blob`]
    ReadDocument {
        /// Comes back in the answer.
        file: u8,
        /// Which documents count.
        rule: DocumentRule,
    },
    /// Take the document photo from the camera.
    /// [`ReadableStream` of `VideoFrame`, or nothing: then bitmaps follow]
    WatchDocument {
        /// Which way up the camera's picture is.
        turn: CameraTurn,
        /// Which documents count.
        rule: DocumentRule,
    },
    /// Read the chip of the document whose page was taken. A [`Report`] comes whenever
    /// something changes for the traveller.
    /// [`MessagePort` to the reader, the trust list: `Blob`]
    ReadChip,
    /// Take the live face from the camera.
    /// [`ReadableStream` of `VideoFrame`, or nothing: then bitmaps follow]
    WatchFace {
        /// Comes back in the answer.
        attempt: u8,
        /// Which way up the camera's picture is.
        turn: CameraTurn,
    },
    /// Say whether the camera shows anything at all. No face is looked for.
    /// [`ReadableStream` of `VideoFrame`, or nothing: then bitmaps follow]
    TestCamera,
    /// One picture of the camera. [`ImageBitmap`]
    Look,
    /// Compare the live face with the document photo.
    Compare {
        /// Comes back in the answer.
        attempt: u8,
    },
    /// Look no more until asked again.
    Rest,
}

/// Which documents count. The worker enforces it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// Whether the machine-readable zone of a page before the camera must have been read.
    pub needs_zone: bool,
    /// The day by which a document has expired or not: year, month, day. UTC.
    pub today: [u16; 3],
    /// Whether chips are read. The zone of the page has the key.
    pub reads_chips: bool,
    /// The least that a chip must be worth. `None` if a page without a chip counts as well.
    pub least: Option<ChipLevel>,
}

/// The message after which the worker overwrites its memory, answers [`FORGOTTEN`](crate::FORGOTTEN) and
/// ends. It is no [`Request`]: the worker's script handles it in every state of the program.
pub const FORGET: &str = "forget";
