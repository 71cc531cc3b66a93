//! Rotation of photos by multiples of 90 degrees.

use std::ops::Deref;

#[cfg(test)]
use crate::image::Point;
use crate::{Error, image::Photo};

/// The clockwise rotation that makes an image upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// No rotation.
    #[default]
    None,
    /// By 180 degrees.
    Half,
    /// By 90 degrees, clockwise.
    Right,
    /// By 90 degrees, anticlockwise.
    Left,
}

/// The side of the blocks in which an image is rotated, in pixels: source and target blocks fit into
/// the processor's cache.
const BLOCK: usize = 32;

impl Turn {
    /// All rotations, the most likely first.
    pub const ALL: [Self; 4] = [Self::None, Self::Half, Self::Right, Self::Left];

    /// The next rotation in a cycle of all four.
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Half,
            Self::Half => Self::Right,
            Self::Right => Self::Left,
            Self::Left => Self::None,
        }
    }
}

#[cfg(test)]
impl Turn {
    /// Maps a pixel of an image of this width and height to the rotated image.
    pub(crate) fn apply(self, Point { x, y }: Point, [width, height]: [f64; 2]) -> Point {
        match self {
            Self::None => Point { x, y },
            Self::Half => Point { x: width - 1.0 - x, y: height - 1.0 - y },
            Self::Right => Point { x: height - 1.0 - y, y: x },
            Self::Left => Point { x: y, y: width - 1.0 - x },
        }
    }

    /// The inverse rotation.
    pub(crate) fn inverse(self) -> Self {
        match self {
            Self::None | Self::Half => self,
            Self::Right => Self::Left,
            Self::Left => Self::Right,
        }
    }
}

/// An upright photo, borrowed or rotated.
pub enum Upright<'a> {
    /// The original photo.
    Unchanged(&'a Photo),
    /// A rotated copy.
    Turned(Photo),
}

impl Deref for Upright<'_> {
    type Target = Photo;

    fn deref(&self) -> &Photo {
        match self {
            Self::Unchanged(photo) => photo,
            Self::Turned(photo) => photo,
        }
    }
}

impl Photo {
    /// This photo rotated by `turn`. It is borrowed if no rotation is needed.
    pub fn upright(&self, turn: Turn) -> Result<Upright<'_>, Error> {
        Ok(match turn {
            Turn::None => Upright::Unchanged(self),
            turn => Upright::Turned(self.turned(turn)?),
        })
    }

    /// A copy of this photo rotated by `turn`.
    pub fn turned(&self, turn: Turn) -> Result<Self, Error> {
        let (width, height) = (self.width(), self.height());
        let size = match turn {
            Turn::None | Turn::Half => [width, height],
            Turn::Right | Turn::Left => [height, width],
        };
        let mut rgb = vec![0; 3 * width * height];
        let (pixels, _) = rgb.as_chunks_mut::<3>();
        match turn {
            Turn::None => {
                for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
                    row.copy_from_slice(self.row(y));
                }
            }
            Turn::Half => {
                for (y, row) in pixels.chunks_exact_mut(width).rev().enumerate() {
                    row.iter_mut().rev().zip(self.row(y)).for_each(|(to, from)| *to = *from);
                }
            }
            Turn::Right | Turn::Left => {
                for top in (0..height).step_by(BLOCK) {
                    for left in (0..width).step_by(BLOCK) {
                        for y in top..height.min(top + BLOCK) {
                            let right = width.min(left + BLOCK);
                            for (x, pixel) in (left..right).zip(&self.row(y)[left..right]) {
                                let at = match turn {
                                    Turn::Right => x * height + height - 1 - y,
                                    _ => (width - 1 - x) * height + y,
                                };
                                pixels[at] = *pixel;
                            }
                        }
                    }
                }
            }
        }
        Self::new(size[0], size[1], rgb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo of 40 x 35 pixels, no multiple of the block size. Each pixel contains its position.
    fn photo() -> Photo {
        let pixels = (0..35u8).flat_map(|y| (0..40u8).flat_map(move |x| [x, y, 0]));
        Photo::new(40, 35, pixels.collect()).unwrap()
    }

    #[test]
    fn k7_a_pixel_moves_with_its_rotation_and_back() {
        let photo = photo();
        for turn in Turn::ALL {
            let turned = photo.turned(turn).unwrap();
            let size = [turned.width() as f64, turned.height() as f64];
            for (x, y) in [(0, 0), (39, 0), (0, 34), (39, 34), (33, 2)] {
                let here = Point { x: f64::from(x), y: f64::from(y) };
                let there = turn.apply(here, [40.0, 35.0]);
                let pixel = turned.pixel(there.x as isize, there.y as isize);
                assert_eq!(pixel, [x as u8, y as u8, 0], "{turn:?}");
                assert_eq!(turn.inverse().apply(there, size), here, "{turn:?}");
            }
            let back = turned.turned(turn.inverse()).unwrap();
            assert!((0..35).all(|y| back.row(y) == photo.row(y)), "{turn:?}");
        }
    }

    #[test]
    fn k7_clockwise_brings_the_lower_left_corner_to_the_top() {
        assert_eq!(photo().turned(Turn::Right).unwrap().pixel(0, 0), [0, 34, 0]);
        assert_eq!(photo().turned(Turn::Left).unwrap().pixel(0, 0), [39, 0, 0]);
        assert_eq!(photo().turned(Turn::Half).unwrap().pixel(0, 0), [39, 34, 0]);
    }

    #[test]
    fn k7_every_rotation_is_tried_in_turn() {
        let turns = [Turn::None; 4].iter().scan(Turn::Left, |turn, _| {
            *turn = turn.next();
            Some(*turn)
        });
        assert_eq!(turns.collect::<Vec<_>>(), Turn::ALL);
    }
}
