//! The side of a data page on which its portrait is.

/// The side of the data page on which the portrait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageSide {
    /// The usual side (ICAO 9303 part 4).
    Left,
    /// The side in some older booklets and cards.
    Right,
}
