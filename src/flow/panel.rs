//! What lies over the screen of a step.

use super::step::Step;

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
    pub(super) fn belongs_to(self, step: Step) -> bool {
        match self {
            Self::Privacy | Self::Guardian => step == Step::Notice,
            Self::Sent => matches!(step, Step::Done(_)),
            Self::Staff => step == Step::Welcome,
            Self::Help | Self::Language | Self::Access => true,
        }
    }
}
