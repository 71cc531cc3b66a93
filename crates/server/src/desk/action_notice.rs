//! The outcome of the last change, as the page tells it.

use axum::response::Redirect;

/// The outcome of the last change; the page's address carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionNotice {
    /// Another officer has handled it before.
    Late,
    /// No traveller waits.
    NoneWaiting,
    /// The officer has not said yet where travellers are called to.
    NoPlace,
}

impl ActionNotice {
    pub(super) const ALL: [Self; 3] = [Self::Late, Self::NoneWaiting, Self::NoPlace];

    /// The word in the page's address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::NoneWaiting => "none",
            Self::NoPlace => "place",
        }
    }

    /// The text that the page shows.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Late => "Another officer was quicker. The list is up to date now.",
            Self::NoneWaiting => "No traveller waits for an officer.",
            Self::NoPlace => "Set first where you call travellers to. Then call the next one.",
        }
    }
}

/// Leads back to the page, which tells the notice.
pub(super) fn redirect_to_desk(notice: Option<ActionNotice>) -> Redirect {
    match notice {
        Some(notice) => Redirect::to(&format!("/desk?told={}", notice.word())),
        None => Redirect::to("/desk"),
    }
}
