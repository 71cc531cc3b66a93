//! The picture of one line that the network reads: 48 cells wide, levelled and without perspective.

use zeroize::Zeroizing;

use crate::{grey::GreyFrame, path::LinePath};

/// Rows and columns of a strip in pixels.
pub(crate) const HEIGHT: usize = 32;
pub(crate) const WIDTH: usize = 768;

/// Width of a cell in a strip, in pixels. A cell is 2.54 mm wide and a capital letter 2.4 mm high.
pub(crate) const CELL: f32 = 16.0;

/// Half the width of the window in which brightness is normalised, in pixels.
const REACH: usize = 64;

/// Brightness 0 to 255, row by row.
pub(crate) struct Strip {
    pub(crate) height: usize,
    pub(crate) pixels: Zeroizing<Vec<f32>>,
}

/// The strip of `height` rows along a line. Each pixel is the mean of several samples if the frame has
/// more pixels than the strip.
pub(crate) fn rectify(frame: &GreyFrame<'_>, path: &LinePath, height: usize) -> Strip {
    let mut pixels = Zeroizing::new(vec![0.0; WIDTH * height]);
    let taps = ((path.cell / CELL).ceil() as usize).clamp(1, 4);
    let parts: Vec<f32> = (0..taps).map(|tap| (tap as f32 + 0.5) / taps as f32).collect();
    let share = 1.0 / (taps * taps) as f32;
    for column in 0..WIDTH {
        for part in &parts {
            let across = (column as f32 + part - WIDTH as f32 / 2.0) / CELL;
            let (middle, down) = path.column(across);
            for row in 0..height {
                for part in &parts {
                    let below = (row as f32 + part - height as f32 / 2.0) / CELL;
                    let point = middle.plus(down, below);
                    pixels[row * WIDTH + column] += share * frame.sample(point.x, point.y);
                }
            }
        }
    }
    Strip { height, pixels }
}

impl Strip {
    /// The network's input: ink is positive, each column relative to mean and deviation of the window
    /// around it. `models/mrz/network.py` computes the same.
    pub(crate) fn normalised(&self) -> Zeroizing<Vec<f32>> {
        let mut sums = vec![[0.0_f64; 2]; WIDTH + 1];
        for column in 0..WIDTH {
            let mut sum = sums[column];
            for row in 0..self.height {
                let value = f64::from(self.pixels[row * WIDTH + column]) / 255.0;
                sum[0] += value;
                sum[1] += value * value;
            }
            sums[column + 1] = sum;
        }
        let mut input = Zeroizing::new(vec![0.0; self.pixels.len()]);
        for column in 0..WIDTH {
            let first = column.saturating_sub(REACH);
            let last = (column + REACH + 1).min(WIDTH);
            let count = ((last - first) * self.height) as f64;
            let mean = (sums[last][0] - sums[first][0]) / count;
            let square = (sums[last][1] - sums[first][1]) / count;
            let deviation = (square - mean * mean).max(0.0).sqrt() + 0.02;
            for row in 0..self.height {
                let at = row * WIDTH + column;
                let value = f64::from(self.pixels[at]) / 255.0;
                input[at] = ((mean - value) / deviation) as f32;
            }
        }
        input
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::ZonePoint;

    #[test]
    fn a_strip_follows_a_rising_line_in_a_frame_of_more_pixels() {
        // A dark band that rises by one pixel in ten.
        let (width, height) = (1600, 400);
        let pixels: Vec<u8> = (0..width * height)
            .map(|at| {
                let (x, y) = ((at % width) as f32, (at / width) as f32);
                if (y - (300.0 - x / 10.0)).abs() < 12.0 { 20 } else { 220 }
            })
            .collect();
        let frame = GreyFrame::new(width, height, &pixels).unwrap();
        let ends = [(50.0, 295.0), (1550.0, 145.0)].map(|(x, y)| ZonePoint { x, y });
        let strip = rectify(&frame, &LinePath::between(ends[0], ends[1], 44.0), HEIGHT);
        for column in [100, 384, 700] {
            let dark: Vec<usize> =
                (0..HEIGHT).filter(|row| strip.pixels[row * WIDTH + column] < 120.0).collect();
            assert!((10..13).contains(&dark.len()) || dark.len() == 13, "{dark:?}");
            assert!((dark[0] + dark[dark.len() - 1]).abs_diff(31) <= 1, "{dark:?}");
        }
    }

    #[test]
    fn ink_is_positive_and_neither_light_nor_contrast_matter() {
        let strip = |paper: f32, ink: f32| {
            let pixels = (0..WIDTH * HEIGHT)
                .map(|at| if at % 16 < 4 { ink } else { paper })
                .collect::<Vec<f32>>();
            Strip { height: HEIGHT, pixels: pixels.into() }.normalised()
        };
        let (one, other) = (strip(230.0, 30.0), strip(150.0, 50.0));
        assert!(one[0] > 1.0 && one[8] < 0.0);
        assert!(one.iter().zip(&*other).all(|(one, other)| (one - other).abs() < 0.2));
        assert!(strip(9.0, 9.0).iter().all(|value| value.abs() < 1e-3));
    }
}
