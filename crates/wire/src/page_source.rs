//! How the page of a document is shown.

use crate::DocumentSource;

/// How the page with the photo is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageSource {
    /// It is held in front of the camera.
    Camera,
    /// As a file, from a scanner or chosen by the traveller.
    File,
}

impl From<PageSource> for DocumentSource {
    fn from(source: PageSource) -> Self {
        match source {
            PageSource::Camera => Self::Camera,
            PageSource::File => Self::File,
        }
    }
}
