//! Messages from worker to page.

use serde::{Deserialize, Serialize};

use crate::camera_turn::CameraTurn;

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
    /// What keeps the camera's picture from being good enough, or the chip from being read.
    Hint(Hint),
    /// Faces are upright when the camera's picture is turned like this, and not otherwise.
    CameraTurned(CameraTurn),
    /// The camera's document photo is taken.
    PageTaken(AfterPage),
    /// The document is not accepted, however it is shown. No reason is sent.
    DocumentRefused,
    /// The file's document photo is taken.
    FileTaken {
        /// As asked.
        file: u8,
        /// What comes next.
        next: AfterPage,
    },
    /// The file has no usable photo.
    FileRefused {
        /// As asked.
        file: u8,
        /// Why.
        hint: Hint,
    },
    /// The chip is being read: the document must stay on the reader.
    ReadingChip {
        /// How much of it was read, in tenths.
        tenths: u8,
    },
    /// The chip's photo is taken.
    ChipTaken(ChipLevel),
    /// The chip cannot be read; the page's photo counts.
    ChipUnread,
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

/// What comes after the page of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AfterPage {
    /// The live face.
    Face,
    /// The document's chip, whose key was read.
    Chip,
}

/// What the photo of a chip is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChipLevel {
    /// Its signature cannot be judged.
    Unverified,
    /// Its issuer signed it.
    Signed,
    /// Its issuer signed it, and the chip has proved that it is no copy.
    Genuine,
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

/// What keeps a picture from being good enough, of a face or of a document, or a chip from being read.
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
    /// Light is reflected on the document's portrait: the page must be tilted a little.
    Glare,
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
    /// There is a page, but no machine-readable zone is seen on it.
    NoZone,
    /// Lines of the machine-readable zone go on beyond the frame.
    ZoneCutOff,
    /// A reflection covers characters of the machine-readable zone.
    ZoneGlare,
    /// The machine-readable zone cannot be read.
    ZoneUnreadable,
    /// The reader of chips does not answer.
    NoReader,
    /// The document must be laid on the reader.
    LayDown,
    /// It must be laid there again: contact was lost.
    LayDownAgain,
    /// It must stay on the reader.
    Leave,
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

/// The worker's last word.
pub const FORGOTTEN: &str = "forgotten";
