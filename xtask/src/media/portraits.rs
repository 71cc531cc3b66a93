//! Cuts a portrait of each person out of the sample photos, as an issuer might store it.

use std::{fs, path::Path};

use image::{RgbImage, imageops};
use serde::Deserialize;

use super::photo::open_photo;
use crate::{Error, Project, files};

/// The golden values with the positions of the faces.
pub(super) const GOLDEN: &str = "crates/face/tests/golden/npm-samples.json";
/// Width and height of a portrait, in longer sides of the detector's bounding box.
const EXTENT: f64 = 2.2;

#[derive(Deserialize)]
struct Sample {
    photo: String,
    faces: Vec<SampleFace>,
}

#[derive(Deserialize)]
struct SampleFace {
    /// Left, top, right, bottom, in pixels.
    #[serde(rename = "box")]
    area: [f64; 4],
}

/// Makes `portraits/sample1_1.jpg`, and so on: 22 photos.
pub(super) fn make(project: &Project, samples: &Path, folder: &Path) -> Result<(), Error> {
    let golden = project.at(GOLDEN);
    let list: Vec<Sample> =
        serde_json::from_slice(&files::read(&golden)?).map_err(Error::content(&golden))?;
    let folder = folder.join("portraits");
    fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
    for sample in list {
        let photo = open_photo(&samples.join(&sample.photo))?;
        for (number, face) in sample.faces.iter().enumerate() {
            let stem = sample.photo.trim_end_matches(".jpg");
            let file = folder.join(format!("{stem}_{}.jpg", number + 1));
            face.cut(&photo).save(&file).map_err(Error::content(&file))?;
        }
    }
    Ok(())
}

impl SampleFace {
    /// Cuts the square around the face, limited to the photo.
    fn cut(&self, photo: &RgbImage) -> RgbImage {
        let [left, top, right, bottom] = self.area;
        let half = EXTENT * (right - left).max(bottom - top) / 2.0;
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let pixel = |place: f64, size: u32| place.clamp(0.0, size.into()) as u32;
        let start = [pixel(x - half, photo.width()), pixel(y - half, photo.height())];
        let end = [pixel(x + half, photo.width()), pixel(y + half, photo.height())];
        let [width, height] = [0, 1].map(|axis| end[axis] - start[axis]);
        imageops::crop_imm(photo, start[0], start[1], width, height).to_image()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_ends_where_its_photo_does() {
        let photo = RgbImage::from_fn(100, 60, |x, y| image::Rgb([x as u8, y as u8, 0]));
        let cut = |area| SampleFace { area }.cut(&photo);
        let whole = cut([40.0, 20.0, 60.0, 40.0]);
        assert_eq!((whole.dimensions(), whole.get_pixel(0, 0).0), ((44, 44), [28, 8, 0]));
        assert_eq!(cut([0.0, 0.0, 20.0, 20.0]).dimensions(), (32, 32));
        assert_eq!(cut([80.0, 40.0, 100.0, 60.0]).dimensions(), (32, 32));
    }
}
