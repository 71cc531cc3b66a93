//! What a site asks of a document.

use serde::Deserialize;

/// The least that a document photo must be worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeastDocument {
    /// A printed page, which proves nothing, or any chip.
    #[default]
    Printed,
    /// A chip with a photo that its issuer signed.
    Signed,
    /// The same, and the chip has proved that it is no copy.
    Genuine,
}
