//! Fits a whole photo into the input of a network.

use crate::{
    image::{Photo, Point},
    resample::input_image::InputImage,
};

/// A square around a photo, and the image into which it is scaled. Its pixels outside the photo are
/// black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Canvas {
    left: isize,
    top: isize,
    /// Of the square, in pixels of the photo.
    side: usize,
    /// Of the square, in pixels of the image.
    image_side: usize,
    /// Width and height of the image: the central part of the square, without black bars.
    size: [usize; 2],
}

impl Canvas {
    /// The smallest square that contains the centred photo, with a margin on all four sides of
    /// `margin` times the photo's longer side, scaled to `image_side` pixels.
    ///
    /// The image is the whole square if there is a margin; otherwise its width and height are the
    /// smallest multiples of `step` that contain the photo. `image_side` is a multiple of twice `step`.
    pub(crate) fn around(photo: &Photo, margin: f64, image_side: usize, step: usize) -> Self {
        let (width, height) = (photo.width(), photo.height());
        let longer = width.max(height);
        let pad = (margin * longer as f64) as usize;
        let needed = |length: usize| match pad {
            0 => (length * image_side).div_ceil(longer).next_multiple_of(step),
            _ => image_side,
        };
        Self {
            left: -((pad + (longer - width) / 2) as isize),
            top: -((pad + (longer - height) / 2) as isize),
            side: longer + 2 * pad,
            image_side,
            size: [width, height].map(needed),
        }
    }

    /// Width and height of the image.
    pub(crate) fn size(self) -> [usize; 2] {
        self.size
    }

    /// The pixel of the scaled square at which the image begins.
    fn start(self) -> [usize; 2] {
        self.size.map(|length| (self.image_side - length) / 2)
    }

    /// Maps a point of the image made by [`letterbox`] to the photo.
    ///
    /// Edges are mapped to edges, as in the reference, so pixel centres are off by less than half a
    /// pixel.
    pub(crate) fn to_photo(self, point: Point) -> Point {
        let scale = self.side as f64 / self.image_side as f64;
        let [x, y] = self.start().map(|start| start as f64);
        Point {
            x: (x + point.x) * scale + self.left as f64,
            y: (y + point.y) * scale + self.top as f64,
        }
    }
}

/// Scales `canvas` to its image with bilinear interpolation (OpenCV's `INTER_LINEAR`).
pub(crate) fn letterbox(photo: &Photo, canvas: Canvas) -> InputImage {
    let side = canvas.image_side;
    let taps: Vec<LinearTap> = (0..side).map(|at| LinearTap::new(at, canvas.side, side)).collect();
    let [columns, rows] = canvas.start().map(|start| &taps[start..]);
    InputImage::from_fn(canvas.size, |x, y| {
        let (x, y) = (&columns[x], &rows[y]);
        let (left, top) = (canvas.left + x.first as isize, canvas.top + y.first as isize);
        let (right, bottom) = (canvas.left + x.second as isize, canvas.top + y.second as isize);
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
            .map(|(x, y)| photo.pixel(x, y).map(i32::from));
        let mut pixel = [0; 3];
        for (channel, value) in pixel.iter_mut().enumerate() {
            let [a, b, c, d] = corners.map(|pixel| pixel[channel]);
            let upper = (a * (ONE - x.weight) + b * x.weight) >> 4;
            let lower = (c * (ONE - x.weight) + d * x.weight) >> 4;
            let sum = ((upper * (ONE - y.weight)) >> 16) + ((lower * y.weight) >> 16);
            *value = ((sum + 2) >> 2) as u8;
        }
        pixel
    })
}

/// A weight of one: OpenCV's bilinear weights have 11 bits.
const ONE: i32 = 1 << 11;

/// The two source pixels along one axis from which a pixel is interpolated.
struct LinearTap {
    first: usize,
    second: usize,
    /// The share of `second`, 0 to [`ONE`].
    weight: i32,
}

impl LinearTap {
    fn new(at: usize, from: usize, to: usize) -> Self {
        let centre = ((at as f64 + 0.5) * (from as f64 / to as f64) - 0.5) as f32;
        let first = centre.floor().max(0.0);
        let last = from - 1;
        if first as usize >= last {
            return Self { first: last, second: last, weight: 0 };
        }
        let share = (centre - first).max(0.0);
        let weight = (share * ONE as f32).round_ties_even() as i32;
        Self { first: first as usize, second: first as usize + 1, weight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo of one row with this red channel.
    fn row(red: &[u8]) -> Photo {
        let rgb = red.iter().flat_map(|&red| [red, 0, 0]).collect();
        Photo::new(red.len(), 1, rgb).unwrap()
    }

    fn red(image: &InputImage) -> Vec<Vec<u8>> {
        image.rows().map(|row| row.iter().map(|pixel| pixel[0]).collect()).collect()
    }

    #[test]
    fn a_wide_photo_is_centred_between_black_bars() {
        let photo = row(&[10, 20, 30]);
        let picture = letterbox(&photo, Canvas::around(&photo, 0.0, 3, 3));
        assert_eq!(red(&picture), [[0, 0, 0], [10, 20, 30], [0, 0, 0]]);
    }

    #[test]
    fn an_image_has_the_shape_of_its_photo_in_steps() {
        let cases = [
            ([640, 480], [256, 192]),
            ([480, 640], [192, 256]),
            ([1280, 720], [256, 160]),
            ([250, 250], [256, 256]),
            ([1000, 1], [256, 32]),
        ];
        for ([width, height], size) in cases {
            let photo = Photo::new(width, height, vec![0; 3 * width * height]).unwrap();
            assert_eq!(Canvas::around(&photo, 0.0, 256, 32).size(), size, "{width} x {height}");
            assert_eq!(Canvas::around(&photo, 0.25, 256, 32).size(), [256, 256]);
        }
    }

    #[test]
    fn an_image_of_the_photo_s_shape_is_the_middle_of_the_square() {
        let rgb = (0..8 * 4 * 3).map(|at| (at * 5 % 256) as u8).collect();
        let photo = Photo::new(8, 4, rgb).unwrap();
        let square = letterbox(&photo, Canvas::around(&photo, 0.0, 8, 8));
        let canvas = Canvas::around(&photo, 0.0, 8, 2);
        assert_eq!(red(&letterbox(&photo, canvas)), red(&square)[2..6]);
        assert_eq!(canvas.to_photo(Point { x: 1.0, y: 0.5 }), Point { x: 1.0, y: 0.5 });
    }

    #[test]
    fn a_margin_is_a_share_of_the_longer_side() {
        let photo = Photo::new(8, 4, vec![255; 8 * 4 * 3]).unwrap();
        let canvas = Canvas::around(&photo, 0.25, 6, 3);
        assert_eq!((canvas.left, canvas.top, canvas.side), (-2, -4, 12));
        assert_eq!(canvas.to_photo(Point { x: 1.0, y: 2.0 }), Point { x: 0.0, y: 0.0 });
    }

    #[test]
    fn scaling_mixes_neighbours_by_the_distance_of_pixel_centres() {
        // cv2.resize of a 2 x 2 image with columns 0 and 200 to 4 x 4, INTER_LINEAR.
        let photo = Photo::new(2, 2, [[0; 3], [200; 3]].concat().repeat(2)).unwrap();
        let picture = letterbox(&photo, Canvas::around(&photo, 0.0, 4, 4));
        assert_eq!(red(&picture), vec![vec![0, 50, 150, 200]; 4]);
    }
}
