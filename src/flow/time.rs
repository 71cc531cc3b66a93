//! How much longer a traveller may take.

/// How much longer the traveller may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// Whether the traveller is being asked if they need more.
    pub is_short: bool,
    /// How often they may still say that they do.
    pub extensions: u8,
}

impl Time {
    /// When a traveller comes. Ten times: WCAG 2.2, 2.2.1.
    pub(super) const START: Self = Self { is_short: false, extensions: 10 };
    /// How long a traveller has to say that they need more time: WCAG 2.2, 2.2.1.
    pub const ANSWER_SECONDS: u8 = 20;
}
