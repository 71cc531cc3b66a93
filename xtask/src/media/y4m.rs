//! Writes films for Chromium's fake camera: YUV4MPEG2, 4:2:0, full range.

use image::RgbImage;

/// A film without sound that is played in a loop.
pub(super) struct Film {
    bytes: Vec<u8>,
    size: (u32, u32),
}

impl Film {
    /// An empty film of `width` x `height` pixels, both even, at `rate` frames per second.
    pub(super) fn new(width: u32, height: u32, rate: u32) -> Self {
        let header = format!("YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420jpeg\n");
        Self { bytes: header.into_bytes(), size: (width, height) }
    }

    /// Adds `count` frames with `picture`. A picture of another size is ignored.
    pub(super) fn add_frames(&mut self, picture: &RgbImage, count: usize) {
        debug_assert_eq!(picture.dimensions(), self.size, "a film has one size");
        let frame = planes(picture);
        for _ in 0..count {
            self.bytes.extend_from_slice(b"FRAME\n");
            self.bytes.extend_from_slice(&frame);
        }
    }

    /// The bytes of the file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// The luma of every pixel, then both chroma values of every 2 x 2 pixels (BT.601 as in JFIF).
fn planes(picture: &RgbImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let mut planes: Vec<u8> = picture
        .pixels()
        .map(|pixel| weighted_sum(pixel.0.map(f32::from), [0.299, 0.587, 0.114], 0.0))
        .collect();
    for weights in [[-0.168_736, -0.331_264, 0.5], [0.5, -0.418_688, -0.081_312]] {
        for row in (0..height).step_by(2) {
            for column in (0..width).step_by(2) {
                let corners = [(0, 0), (1, 0), (0, 1), (1, 1)]
                    .map(|(dx, dy)| picture.get_pixel(column + dx, row + dy).0);
                let mean = [0, 1, 2].map(|channel| {
                    corners.iter().map(|corner| f32::from(corner[channel])).sum::<f32>() / 4.0
                });
                planes.push(weighted_sum(mean, weights, 128.0));
            }
        }
    }
    planes
}

fn weighted_sum(rgb: [f32; 3], weights: [f32; 3], offset: f32) -> u8 {
    let sum: f32 = rgb.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    (sum + offset).round() as u8
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_film_is_its_header_and_frames_of_one_and_a_half_bytes_a_pixel() {
        let mut film = Film::new(4, 2, 15);
        film.add_frames(&RgbImage::new(4, 2), 3);
        let bytes = film.into_bytes();
        let header = b"YUV4MPEG2 W4 H2 F15:1 Ip A1:1 C420jpeg\n";
        assert!(bytes.starts_with(header));
        assert_eq!(bytes.len(), header.len() + 3 * (b"FRAME\n".len() + 4 * 2 * 3 / 2));
    }

    #[test]
    fn colours_are_those_of_jfif() {
        for (rgb, yuv) in [
            ([0, 0, 0], [0, 128, 128]),
            ([255, 255, 255], [255, 128, 128]),
            ([255, 0, 0], [76, 85, 255]),
            ([0, 0, 255], [29, 255, 107]),
        ] {
            let planes = planes(&RgbImage::from_pixel(2, 2, Rgb(rgb)));
            assert_eq!([planes[0], planes[4], planes[5]], yuv, "{rgb:?}");
        }
    }
}
