//! What a kiosk has to do when something happened. Each effect is data, so tests can see it.

use super::step::{Attempt, CameraUse, Done, Step};

/// One thing to do. Effects are carried out in the order in which the flow gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Switch the camera on, after whatever it was on for. It is opened again if it starts slowly.
    OpenCamera(CameraUse),
    /// Switch the camera off, and expect no more answers about its frames.
    StopCamera,
    /// Record whether the camera served this traveller.
    RecordCamera,
    /// Ask the worker for something.
    AskWorker(WorkerTask),
    /// End the connection to the reader of chips.
    CloseChipReader,
    /// From now on the present worker may hold a picture of this traveller.
    MarkWorker,
    /// Have the present worker erase its memory and end, and start the next one.
    ReplaceWorker,
    /// Start the inactivity timer, in place of the one that runs.
    StartTimer(Timer),
    /// Measure the time from now until the verdict is shown.
    StartVerdictClock,
    /// Open the audio device while the page has time for that.
    PrepareSound,
    /// Play a sound, and show its caption.
    Play(Sound),
    /// Record that a traveller has come.
    RecordArrival,
    /// Issue a ticket, and send the result.
    IssueTicket(Done),
    /// Call staff, unless they were called for this traveller already.
    CallStaff,
    /// Clear the ticket, the messages and the state of the picture from the screen.
    ForgetTraveller,
    /// Reset language, accessibility and the call for staff.
    ResetPreferences,
    /// Reload the page, if it had a picture, and check the face lane.
    AwaitNext,
    /// Reload the page, if it was enlarged by a pinch gesture.
    ReloadIfZoomed,
    /// Name the step to scripts that are not part of the page's program.
    MarkStep(Step),
}

/// What the worker is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkerTask {
    /// The document photo, from the camera's frames.
    WatchDocument,
    /// The document's chip, behind the reader.
    ReadChip,
    /// The live face, from the camera's frames.
    WatchFace(Attempt),
    /// To compare the two.
    Compare(Attempt),
    /// To analyse no more frames.
    Rest,
}

/// How long nothing may happen. The site sets how long some of them are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// On the first screen: then it is reset.
    Welcome,
    /// Before the choice.
    Notice,
    /// Before the document photo is taken, from the page or from the chip.
    Document,
    /// Before the live face is taken.
    Face,
    /// Until the worker has compared.
    Comparing,
    /// On the last screen.
    Done,
    /// Until staff are there.
    Help,
    /// The same on the last screen.
    HelpWhenDone,
    /// Until the traveller says that they need more time.
    Answer,
}

/// A short signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sound {
    /// Time is running out.
    Warning,
    /// A picture was taken.
    Taken,
    /// The check is over, in whichever lane.
    Done,
    /// Staff were called.
    Help,
}
