//! Resamples photos into square images, with OpenCV's arithmetic.
//!
//! The figures of the pipeline were measured with OpenCV, so fixed-point weights and rounding are
//! the same here. Golden tests compare them.

mod image_region;
mod letterbox;
mod shrink;
mod square_image;
mod warp;

pub(crate) use letterbox::{Canvas, letterbox};
pub(crate) use square_image::SquareImage;
pub(crate) use warp::warp;
