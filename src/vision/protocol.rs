//! The messages between the page and the vision worker.
//!
//! A message is an array: a [`Request`] or a [`Report`], then what cannot be serialised, such as
//! a stream. Nothing that comes out of the worker is more than one word of a closed vocabulary.

use serde::{Deserialize, Serialize};

/// From page to worker. Attachments are in brackets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Request {
    /// Make the models ready. [The ONNX files of detector, landmarks, recogniser: 3 `Blob`]
    Prepare {
        /// The recogniser's name in `models.toml`.
        recogniser: String,
        /// How many of the comparisons of two different people may match.
        fmr: TargetFmr,
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

/// By how much the camera's picture has to be turned, clockwise, to be upright: how the camera is
/// mounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CameraTurn {
    /// It is upright.
    #[default]
    None,
    /// By 180 degrees: the camera is upside down.
    Half,
    /// By 90 degrees, clockwise: the camera lies on its side.
    Right,
    /// By 90 degrees, anticlockwise.
    Left,
}

/// The false match rates that the recognisers are calibrated for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TargetFmr {
    /// One in a thousand.
    #[serde(rename = "1e-3")]
    OneInThousand,
    /// One in ten thousand, the most that NIST SP 800-63A-4 allows.
    #[default]
    #[serde(rename = "1e-4")]
    OneInTenThousand,
    /// One in a hundred thousand.
    #[serde(rename = "1e-5")]
    OneInHundredThousand,
}

impl TargetFmr {
    /// Of how many comparisons of two different people one may match.
    pub fn one_in(self) -> u32 {
        match self {
            Self::OneInThousand => 1_000,
            Self::OneInTenThousand => 10_000,
            Self::OneInHundredThousand => 100_000,
        }
    }
}

impl From<TargetFmr> for wire::TargetFmr {
    fn from(fmr: TargetFmr) -> Self {
        match fmr {
            TargetFmr::OneInThousand => Self::OneInThousand,
            TargetFmr::OneInTenThousand => Self::OneInTenThousand,
            TargetFmr::OneInHundredThousand => Self::OneInHundredThousand,
        }
    }
}

/// The message after which the worker overwrites its memory, says [`FORGOTTEN`] and ends. It is
/// no [`Request`]: the worker's script obeys it whatever state the program is in.
pub const FORGET: &str = "forget";

/// The worker's last word.
pub const FORGOTTEN: &str = "forgotten";

/// From worker to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Report {
    /// The models are ready.
    Ready,
    /// The models cannot be used.
    BadModels,
    /// The camera's frames are awaited: the answer to each request that watches it.
    Watching,
    /// The camera's frames have ended, and more were awaited.
    StreamEnded,
    /// The camera shows something.
    CameraWorks,
    /// What keeps the camera's picture from being good enough.
    Hint(Hint),
    /// Faces are upright when the camera's picture is turned like this, and not otherwise.
    CameraTurned(CameraTurn),
    /// The camera's document photo is taken.
    PageTaken,
    /// The file's document photo is taken.
    FileTaken {
        /// As asked.
        file: u8,
    },
    /// The file has no usable photo.
    FileRefused {
        /// As asked.
        file: u8,
        /// Why.
        hint: Hint,
    },
    /// The live face is taken.
    FaceTaken {
        /// As asked.
        attempt: u8,
    },
    /// The document's own photograph was shown for too long instead of a face.
    FaceRefused {
        /// As asked.
        attempt: u8,
    },
    /// The comparison is done.
    Compared {
        /// As asked.
        attempt: u8,
        /// What came out.
        answer: WorkerAnswer,
    },
    /// The request could not be carried out.
    Failed,
}

/// What came out of a comparison: no score, which would let a sender climb towards a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkerAnswer {
    /// One person.
    Match,
    /// Two persons.
    NoMatch,
    /// Take the face again.
    Retry,
}

/// What keeps a picture from being good enough, of a face or of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Hint {
    /// The frame shows nothing: one colour, or hardly any light.
    NothingSeen,
    /// The camera's frames have too few pixels for a data page, however near it is held.
    CameraTooSmall,
    /// There is no face.
    NoFace,
    /// There are several, and we do not choose for the traveller.
    SeveralFaces,
    /// The face fills too little of the picture.
    TooFar,
    /// The face fills too much of the picture.
    TooNear,
    /// The face is not in the middle.
    OffCentre,
    /// The face does not look into the camera.
    Turned,
    /// There is too little light.
    TooDark,
    /// There is too much light.
    TooBright,
    /// The picture is not sharp.
    Blurred,
    /// The picture is good; it takes some more of them.
    HoldStill,
    /// The document is still in the picture.
    PutDocumentDown,
    /// The picture is the document's own photograph, not a face.
    SamePhotograph,
    /// The document photo has too few pixels between the eyes.
    TooSmall,
    /// There is a face, but no data page around it.
    NotAPage,
    /// The file is no picture in a format that we read.
    NotAnImage,
    /// The picture has more pixels, or the file more bytes, than we read.
    TooLarge,
    /// The file has no bytes.
    Empty,
    /// The picture is damaged, or breaks off.
    Corrupt,
    /// The file cannot be read: it was deleted, changed, or is a folder.
    Unreadable,
    /// More than one file was dropped.
    SeveralFiles,
    /// What was dropped is no file.
    NotAFile,
}
