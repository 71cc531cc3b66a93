//! Says where a face is in its photo.

use crate::{detect::Face, image::Photo};

/// Where a face is in its photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Framing {
    /// The longer side of the face's box as a share of the photo's shorter side.
    pub share: f64,
    /// How far the middle of the box is to either side of the middle of the photo, in widths of
    /// the photo: 0 to 0.5.
    pub across: f64,
    /// How much of the box is outside the photo, as a share of its height or width: 0 to 1.
    pub hidden: f64,
}

impl Framing {
    /// Where `face` is in `photo`.
    pub fn of(photo: &Photo, face: &Face) -> Self {
        let (width, height) = (photo.width() as f64, photo.height() as f64);
        let centre = face.area.centre();
        let side = face.area.side();
        let (start, end) = (face.area.start, face.area.end);
        let outside = [-start.x, -start.y, end.x - width, end.y - height];
        Self {
            share: side / width.min(height),
            across: (centre.x / width - 0.5).abs(),
            hidden: outside.into_iter().fold(0.0, f64::max) / side,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::Area, image::Point};

    #[test]
    fn framing_is_told_in_shares_of_the_photo() {
        let photo = Photo::new(400, 200, vec![0; 400 * 200 * 3]).unwrap();
        let area = Area { start: Point { x: 50.0, y: 100.0 }, end: Point { x: 150.0, y: 180.0 } };
        let face = Face { area, score: 1.0, keypoints: [Point { x: 0.0, y: 0.0 }; 6] };
        let framing = Framing::of(&photo, &face);
        assert!((framing.share - 0.5).abs() < 1e-9, "{framing:?}");
        assert!((framing.across - 0.25).abs() < 1e-9, "{framing:?}");
        assert_eq!(framing.hidden, 0.0);
        let low = Area { start: Point { x: 150.0, y: 120.0 }, end: Point { x: 250.0, y: 220.0 } };
        let framing = Framing::of(&photo, &Face { area: low, ..face });
        assert!((framing.hidden - 0.2).abs() < 1e-9, "{framing:?}");
    }
}
