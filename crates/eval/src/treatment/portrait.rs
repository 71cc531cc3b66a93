//! The input of a step: a photo with the distance between the eyes.

use image::RgbImage;

/// A photo with one face near its centre.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Portrait {
    /// sRGB, upright.
    pub(super) pixels: RgbImage,
    /// Distance between the eyes, in pixels.
    pub(super) eyes: f64,
}

impl Portrait {
    /// The same face with other pixels and the same eye distance.
    pub(super) fn with(self, pixels: RgbImage) -> Self {
        Self { pixels, ..self }
    }

    /// The centre of the photo, in pixels from the top left corner.
    pub(super) fn middle(&self) -> (f64, f64) {
        let (width, height) = self.pixels.dimensions();
        (f64::from(width) / 2.0, f64::from(height) / 2.0)
    }
}

/// A disc with two dark eyes, 40 pixels apart, on a colour gradient. Nothing in it is symmetric.
#[cfg(test)]
pub(super) fn sample() -> Portrait {
    let pixels = RgbImage::from_fn(160, 200, |x, y| {
        let near = |(at_x, at_y): (i32, i32), radius: i32| {
            let (x, y) = (x as i32 - at_x, y as i32 - at_y);
            x * x + y * y < radius * radius
        };
        if near((60, 90), 7) || near((100, 90), 6) {
            image::Rgb([40, 30, 30])
        } else if near((80, 100), 60) {
            image::Rgb([(130 + x / 2) as u8, (90 + y / 2) as u8, 110])
        } else {
            image::Rgb([60, (40 + y / 2) as u8, (100 + x / 2) as u8])
        }
    });
    Portrait { pixels, eyes: 40.0 }
}

/// A photo of one colour.
#[cfg(test)]
pub(super) fn flat(value: [u8; 3]) -> Portrait {
    Portrait { pixels: RgbImage::from_pixel(80, 80, image::Rgb(value)), eyes: 40.0 }
}

/// The mean of all values, 0 to 255.
#[cfg(test)]
pub(super) fn mean(pixels: &RgbImage) -> f64 {
    pixels.iter().map(|&value| f64::from(value)).sum::<f64>() / pixels.len() as f64
}

/// The variance of the Laplacian of the green channel, a measure of fine detail.
#[cfg(test)]
pub(super) fn detail(pixels: &RgbImage) -> f64 {
    let green = |x, y| f64::from(pixels.get_pixel(x, y)[1]);
    let (width, height) = pixels.dimensions();
    let positions = (1..height - 1).flat_map(|y| (1..width - 1).map(move |x| (x, y)));
    let laplacian = |(x, y)| {
        green(x - 1, y) + green(x + 1, y) + green(x, y - 1) + green(x, y + 1) - 4.0 * green(x, y)
    };
    let all: Vec<f64> = positions.map(laplacian).collect();
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    all.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / all.len() as f64
}
