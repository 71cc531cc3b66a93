//! The logical data structure: the files of the passport application, ICAO 9303-10.

mod dg1;
mod dg14;
mod image;
mod iso19794;
mod iso39794;
mod portrait;
mod sod;

pub use dg1::read_dg1;
pub(crate) use dg14::{ChipKey, Dg14, chip_keys, read_dg15};
pub use portrait::{Portrait, PortraitFormat, read_dg2};
pub use sod::Sod;
