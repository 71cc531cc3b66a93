//! Messages from page to worker.

use models::Fmr;
use serde::{Deserialize, Serialize};

use crate::camera_turn::CameraTurn;

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
    },
    /// Take the document photo from the camera.
    /// [`ReadableStream` of `VideoFrame`, or nothing: then bitmaps follow]
    WatchDocument {
        /// Which way up the camera's picture is.
        turn: CameraTurn,
        /// Which pages count.
        rule: PageRule,
    },
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

/// Which pages before the camera count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRule {
    /// Whether the machine-readable zone must have been read.
    pub needs_zone: bool,
    /// The day by which a document has expired or not: year, month, day. UTC.
    pub today: [u16; 3],
}

/// The message after which the worker overwrites its memory, answers [`FORGOTTEN`](crate::FORGOTTEN) and
/// ends. It is no [`Request`]: the worker's script handles it in every state of the program.
pub const FORGET: &str = "forget";
