//! Decodes photos.

use std::path::Path;

use image::RgbImage;

use crate::{Error, files};

/// Reads and decodes the photo at `path`.
pub(super) fn open_photo(path: &Path) -> Result<RgbImage, Error> {
    let photo = image::load_from_memory(&files::read(path)?).map_err(Error::content(path))?;
    Ok(photo.into_rgb8())
}
