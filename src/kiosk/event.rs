//! What screens tell the kiosk.

use protocol::Hint;
use web_sys::{Blob, HtmlVideoElement};

use crate::{access::Access, flow::FlowEvent, text::Language};

/// What a traveller, or staff, has done on a screen.
pub enum KioskEvent {
    /// Something that moves the flow.
    Flow(FlowEvent),
    /// A language was chosen: the page is switched now or, if its sentences are still being loaded, later.
    LanguageChosen(Language),
    /// An accessibility preference was changed.
    AccessChanged(Access),
    /// A file with a document photo was chosen.
    FileChosen(Blob),
    /// What was dropped or chosen is not one file, and why.
    FileRefused(Hint),
    /// Staff have typed an enrolment code.
    CodeTyped(String),
    /// Staff want the results that wait as a file.
    ExportAsked,
    /// A screen has an element that shows the camera's picture.
    VideoMounted(HtmlVideoElement),
    /// The text of a screen is to be read aloud, in place of the current text.
    ScreenRead(String),
    /// A short text between, such as the name of a control, which a repetition leaves out.
    ControlRead(String),
    /// What the screen said last is to be read once more.
    ReadAgain,
    /// Reading is to be held, or to go on.
    ReadingPaused,
    /// Reading is to end. The next screen is read again.
    ReadingEnded,
}

impl From<FlowEvent> for KioskEvent {
    fn from(event: FlowEvent) -> Self {
        Self::Flow(event)
    }
}
