//! BER-TLV, the encoding of all files of the chip and of all certificates.

mod reader;
mod transcode;
mod writer;

pub(crate) use reader::announced_length;
pub use reader::{Tlv, TlvError, TlvReader};
pub use transcode::to_definite_lengths;
pub use writer::tlv;
