//! The interface between the pipeline and what runs its networks.

mod engine;
mod load;
#[cfg(feature = "tract")]
mod tract;

#[cfg(feature = "tract")]
pub use self::tract::Tract;
pub use self::{
    engine::{Model, Outputs},
    load::load,
};
