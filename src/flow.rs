//! What may happen to a traveller, as one pure function.
//!
//! Nothing here knows a browser. The page is a mirror: it shows the [`Step`], feeds [`FlowEvent`]s
//! to [`Flow::on`], and asks the flow what should be switched on. Every path ends at a lane,
//! and every path but a match ends with an officer; only who walks away leaves nothing behind.

mod closure;

use wire::{DocumentSource, Outcome};

pub use closure::Closure;

/// Where the traveller is, and whether the face lane is open to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Where the traveller is.
    pub step: Step,
    /// Whether faces can be compared at all.
    pub face_lane: FaceLane,
    /// What lies over the step's screen.
    pub panel: Option<Panel>,
    /// How much longer the traveller may take.
    pub time: Time,
    /// Whether the page is hidden: another window or tab covers it.
    pub is_hidden: bool,
}

/// What lies over the screen of a step, and is closed again without a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panel {
    /// What happens to the picture: the privacy notice.
    Privacy,
    /// For those who come with a child.
    Guardian,
    /// Staff were called.
    Help,
    /// Another language.
    Language,
    /// What makes the kiosk easier to use.
    Access,
    /// The message that was sent.
    Sent,
    /// What staff want to know of this kiosk.
    Staff,
}

/// How much longer the traveller may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// Whether the traveller is being asked if they need more.
    pub is_short: bool,
    /// How often they may still say that they do.
    pub extensions: u8,
}

/// Where the traveller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The kiosk is idle, or a traveller chooses a language.
    Welcome,
    /// The notice, with the two equal choices.
    Notice,
    /// The document photo is taken.
    Document(DocumentSource),
    /// The live face is taken.
    Face(DocumentSource, Attempt),
    /// The worker compares.
    Comparing(DocumentSource, Attempt),
    /// The traveller is told where to go.
    Done(Done),
}

/// How the traveller's check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Done {
    /// The faces match.
    Match(DocumentSource),
    /// They do not, twice.
    NoMatch(DocumentSource),
    /// The traveller chose an officer.
    Declined,
    /// There was no more time to give.
    TimedOut,
    /// A part of the kiosk failed.
    Broken,
}

/// Which of the two tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// The first.
    First,
    /// The last.
    Second,
}

/// Whether faces can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaceLane {
    /// That is being found out.
    Preparing,
    /// Yes.
    Open,
    /// No, and this is for staff.
    Closed(Closure),
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

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlowEvent {
    /// A language was chosen.
    Begun,
    /// The traveller chose the face check; documents are shown this way at first.
    Agreed(DocumentSource),
    /// The traveller chose an officer, at any time.
    Declined,
    /// The traveller chose another way to show the document.
    Shown(DocumentSource),
    /// The worker has the document photo.
    DocumentTaken(DocumentSource),
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
}

/// What the camera is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CameraUse {
    /// A data page: sharpness counts, so as many pixels as there are.
    Document,
    /// A face.
    Face,
}

impl Flow {
    /// Before the first traveller.
    pub const START: Self = Self {
        step: Step::Welcome,
        face_lane: FaceLane::Preparing,
        panel: None,
        time: Time::START,
        is_hidden: false,
    };

    /// The next state. An event that does not fit, such as a late answer, changes nothing.
    #[must_use]
    pub fn on(self, event: FlowEvent) -> Self {
        let face_lane = match event {
            FlowEvent::Closed(closure) => FaceLane::Closed(closure),
            FlowEvent::Opened => FaceLane::Open,
            _ => self.face_lane,
        };
        let is_hidden =
            event == FlowEvent::Hidden || self.is_hidden && event != FlowEvent::Revealed;
        let step = match (self.step, event) {
            (Step::Notice, FlowEvent::Agreed(_)) if face_lane != FaceLane::Open => self.step,
            (step, FlowEvent::TimedOut) => step.out_of_time(self.time),
            (step, event) => step.on(event),
        };
        let (panel, time) = (self.next_panel(event, step), self.next_time(event, step));
        Self { step, face_lane, panel, time, is_hidden }
    }

    /// What the camera is on for. The page mirrors this; nothing else switches the camera. It is off
    /// while the page is hidden: a traveller who cannot see the page is not filmed.
    pub fn camera(self) -> Option<CameraUse> {
        let is_seen = self.panel.is_none() && !self.time.is_short && !self.is_hidden;
        self.step.camera().filter(|_| is_seen)
    }

    fn next_panel(self, event: FlowEvent, step: Step) -> Option<Panel> {
        let is_over = step == Step::Welcome && event == FlowEvent::TimedOut;
        match (event, self.panel) {
            (FlowEvent::PanelOpened(panel), _) if panel.belongs_to(step) => Some(panel),
            (FlowEvent::PanelClosed, _) => None,
            // The guardian's two ways are one way now.
            (FlowEvent::Closed(_), Some(Panel::Guardian)) => None,
            (_, panel) if step == self.step && !is_over => panel,
            // Staff are on their way, whatever the traveller does meanwhile.
            (_, panel) => panel.filter(|panel| *panel == Panel::Help && step != Step::Welcome),
        }
    }

    fn next_time(self, event: FlowEvent, step: Step) -> Time {
        let is_same = step == self.step;
        match event {
            _ if step == Step::Welcome => Time::START,
            FlowEvent::TimedOut if is_same => Time { is_short: true, ..self.time },
            // To open a panel is a sign of presence.
            FlowEvent::MoreTime | FlowEvent::PanelOpened(_) if self.time.is_short && is_same => {
                let extensions = self.time.extensions.saturating_sub(1);
                Time { is_short: false, extensions }
            }
            _ if is_same => self.time,
            _ => Time { is_short: false, ..self.time },
        }
    }
}

impl Time {
    /// When a traveller comes. Ten times: WCAG 2.2, 2.2.1.
    const START: Self = Self { is_short: false, extensions: 10 };
    /// How long a traveller has to say that they need more time: WCAG 2.2, 2.2.1.
    pub const ANSWER_SECONDS: u8 = 20;
}

impl Panel {
    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Guardian => "guardian",
            Self::Help => "help",
            Self::Language => "language",
            Self::Access => "access",
            Self::Sent => "sent",
            Self::Staff => "staff",
        }
    }

    /// Whether it can be opened on the screen of a step.
    fn belongs_to(self, step: Step) -> bool {
        match self {
            Self::Privacy | Self::Guardian => step == Step::Notice,
            Self::Sent => matches!(step, Step::Done(_)),
            Self::Staff => step == Step::Welcome,
            Self::Help | Self::Language | Self::Access => true,
        }
    }
}

impl Step {
    fn on(self, event: FlowEvent) -> Self {
        match (self, event) {
            (Self::Welcome, FlowEvent::Begun) => Self::Notice,
            (Self::Notice, FlowEvent::Agreed(source)) => Self::Document(source),
            (Self::Document(_), FlowEvent::Shown(source)) => Self::Document(source),
            (Self::Document(shown), FlowEvent::DocumentTaken(source)) if shown == source => {
                Self::Face(source, Attempt::First)
            }
            (Self::Face(source, asked), FlowEvent::FaceTaken(taken)) if asked == taken => {
                Self::Comparing(source, taken)
            }
            (Self::Face(_, asked), FlowEvent::FaceRefused(refused)) if asked == refused => {
                Self::Done(Done::TimedOut)
            }
            (Self::Comparing(source, asked), FlowEvent::Compared(answered, answer))
                if asked == answered =>
            {
                match (answer, answered) {
                    (ComparisonOutcome::Match, _) => Self::Done(Done::Match(source)),
                    (ComparisonOutcome::NoMatch | ComparisonOutcome::Retry, Attempt::First) => {
                        Self::Face(source, Attempt::Second)
                    }
                    (ComparisonOutcome::NoMatch, Attempt::Second) => {
                        Self::Done(Done::NoMatch(source))
                    }
                    (ComparisonOutcome::Retry, Attempt::Second) => Self::Done(Done::Broken),
                }
            }
            (Self::Done(_), FlowEvent::Left) => Self::Welcome,
            (Self::Welcome | Self::Done(Done::Match(_)), FlowEvent::Declined) => {
                Self::Done(Done::Declined)
            }
            (step, FlowEvent::Declined) if step.is_waiting() => Self::Done(Done::Declined),
            (step, FlowEvent::Failed | FlowEvent::Closed(_)) if step.needs_worker() => {
                Self::Done(Done::Broken)
            }
            (step, _) => step,
        }
    }

    /// The step after the time has run out. A traveller who does not answer has left, and nothing of
    /// them stays. One who has used up all extensions is still there, and goes to an officer.
    fn out_of_time(self, time: Time) -> Self {
        match self {
            Self::Welcome => Self::Welcome,
            // The worker did not answer.
            Self::Comparing(..) => Self::Done(Done::Broken),
            _ if time.is_short => Self::Welcome,
            _ if time.extensions > 0 => self,
            Self::Done(_) => Self::Welcome,
            Self::Notice | Self::Document(_) | Self::Face(..) => Self::Done(Done::TimedOut),
        }
    }

    /// Whether a traveller stands here with the check unfinished.
    fn is_waiting(self) -> bool {
        self == Self::Notice || self.needs_worker()
    }

    /// Whether the worker has, or may get, something of the traveller.
    pub fn needs_worker(self) -> bool {
        matches!(self, Self::Document(_) | Self::Face(..) | Self::Comparing(..))
    }

    /// What the camera would be on for if nothing covered its picture.
    fn camera(self) -> Option<CameraUse> {
        match self {
            Self::Document(DocumentSource::Camera) => Some(CameraUse::Document),
            Self::Face(..) => Some(CameraUse::Face),
            Self::Document(DocumentSource::File)
            | Self::Welcome
            | Self::Notice
            | Self::Comparing(..)
            | Self::Done(_) => None,
        }
    }

    /// Which of the [`Step::COUNT`] steps of the face check this is, from 1.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Welcome | Self::Done(_) => None,
            Self::Notice => Some(1),
            Self::Document(_) => Some(2),
            Self::Face(..) => Some(3),
            Self::Comparing(..) => Some(4),
        }
    }

    /// Its name in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Notice => "notice",
            Self::Document(_) => "document",
            Self::Face(..) => "face",
            Self::Comparing(..) => "comparing",
            Self::Done(_) => "done",
        }
    }

    /// How many numbered steps there are.
    pub const COUNT: u8 = 4;
}

impl Done {
    /// What is sent of it: the reasons for an officer cannot be told apart.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Match(_) => Outcome::Match,
            Self::NoMatch(_) => Outcome::NoMatch,
            Self::Declined | Self::TimedOut | Self::Broken => Outcome::Manual,
        }
    }
}
