//! Whether the traveller's picture was taken and erased.

/// The state of the traveller's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// None was taken.
    NotTaken,
    /// The worker has, or may have, one.
    Held,
    /// The worker has forgotten it.
    Erased,
    /// The camera was on, and whether it gave a picture is not known. The worker keeps nothing.
    NotKept,
}
