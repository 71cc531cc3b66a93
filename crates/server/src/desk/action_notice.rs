//! The outcome of the last change, as the page tells it.

/// The outcome of the last change; the page's address carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionNotice {
    /// Another officer has handled it before.
    Late,
    /// No traveller waits.
    NoneWaiting,
}

impl ActionNotice {
    pub(super) const ALL: [Self; 2] = [Self::Late, Self::NoneWaiting];

    /// The word in the page's address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::NoneWaiting => "none",
        }
    }

    /// The text that the page shows.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Late => "Another officer was quicker. The list is up to date now.",
            Self::NoneWaiting => "No traveller waits for an officer.",
        }
    }
}
