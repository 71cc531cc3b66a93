//! Resamples photos to the size of a network's input, with OpenCV's arithmetic.
//!
//! The figures of the pipeline were measured with OpenCV, so fixed-point weights and rounding are
//! the same here. Golden tests compare them.

mod image_region;
mod input_image;
mod letterbox;
mod shrink;
mod warp;

pub(crate) use input_image::InputImage;
pub(crate) use letterbox::{Canvas, letterbox};
pub(crate) use warp::warp;
