//! Compares the faces in two photos, without knowing where the photos come from.
//!
//! The pipeline reads top to bottom in this module list:
//! bytes → pixels → faces → landmarks → aligned crop → embedding → verdict; then quality and
//! guidance for a frame, and the facade that runs all stages.
//!
//! # Conventions
//!
//! * Image coordinates are pixels, `x` right and `y` down, origin at the top-left corner.
//! * Pixel centres lie at integer coordinates.
//! * Images are HWC, RGB, `u8`. Tensors are NCHW, `f32`.
//! * Right and left eye are the subject's: in a photo that is not mirrored, the right eye is on
//!   the left.
//! * Parameters of one network are in `models/models.toml` (crate [`models`]); parameters of an architecture,
//!   such as its anchors, are constants with their source.
//!
//! # What does this crate not do?
//!
//! It uses no browser, file, clock, thread or network. It has no presentation attack detection, with
//! one exception: it detects the document's own photograph in place of a live face.
//!
//! Pixels, crops and embeddings cannot be cloned, printed or serialised, and are overwritten when
//! dropped. The scratch memory inside the image decoders and the inference engine is freed, not
//! overwritten: the caller of the pipeline replaces the process, or worker, after each person.

mod error;
pub mod image;
mod turn;
pub mod blank;
pub mod decode;
pub mod model;
pub mod similarity;
mod resample;
pub mod detect;
pub mod landmarks;
pub mod align;
pub mod embed;
pub mod framing;
pub mod quality;
mod eye_positions;
mod face_size;
pub mod guidance;
mod track;
pub mod verify;
mod page;
mod departure;
mod pipeline;
mod document;
mod page_frame;
mod page_composite;
mod page_template;
mod capture;
#[cfg(feature = "evaluation")]
pub mod evaluation;

pub use capture::Capture;
pub use departure::{Departure, FacePosition};
pub use document::{PageSearch, PortraitArea};
pub use error::Error;
pub use eye_positions::EyePositions;
pub use pipeline::{Candidate, FrameAnalysis, Pipeline, Specs};
pub use track::Track;
pub use turn::Turn;
