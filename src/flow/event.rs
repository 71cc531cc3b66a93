//! What can happen to a traveller.

use wire::{DocumentSource, PageSource};

use super::{closure::Closure, panel::Panel, step::Attempt};

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlowEvent {
    /// A language was chosen.
    Begun,
    /// The traveller chose the face check; pages are shown this way at first.
    Agreed(PageSource),
    /// The traveller chose an officer, at any time.
    Declined,
    /// The traveller chose another way to show the page, or to show it again.
    Shown(PageSource),
    /// The worker has the photo on the page.
    PageTaken(PageSource),
    /// The same, and the key to the document's chip.
    KeyTaken(PageSource),
    /// The worker has the photo of the chip.
    ChipTaken(DocumentSource),
    /// The photo on the page counts: the chip cannot be read, or the traveller goes on without it.
    ChipSkipped,
    /// The worker does not accept the document, however it is shown.
    DocumentRefused,
    /// The worker has the live face.
    FaceTaken(Attempt),
    /// The document's own photograph was shown for too long instead of a face.
    FaceRefused(Attempt),
    /// The worker answered.
    Compared(Attempt, ComparisonOutcome),
    /// Camera or worker broke in the middle.
    Failed,
    /// The face lane closed.
    Closed(Closure),
    /// The face lane can be used again.
    Opened,
    /// Nothing happened for as long as the site waits, or, when the traveller was asked whether
    /// they need more time, for [`Time::ANSWER_SECONDS`].
    TimedOut,
    /// The traveller needs more time.
    MoreTime,
    /// The traveller has gone.
    Left,
    /// The traveller wants to see a panel.
    PanelOpened(Panel),
    /// The traveller has seen it.
    PanelClosed,
    /// The page became hidden: another window or tab covers it.
    Hidden,
    /// The browser shows the page again.
    Revealed,
    /// The traveller has touched the screen or a key: a sign of presence.
    Touched,
    /// The camera that was opened gives a picture.
    CameraStarted,
}

/// The outcome of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComparisonOutcome {
    /// One person.
    Match,
    /// Two persons.
    NoMatch,
    /// No comparison was possible; the face is taken again.
    Retry,
}
