//! A software passport for tests: an authority, a document signer, the files of ICAO 9303-10 and a chip that
//! answers commands.
//!
//! It shares only the writer and the reader of TLV objects and the parser of names with the product. Curves
//! and RSA are big-integer arithmetic and the modes of the ciphers are written out, so that an error of the
//! product cannot cancel itself; only hashes and single blocks come from the same library. Nothing in it is secret or constant in time.
//!
//! `passport-vpcd` lays such a passport on the virtual reader of pcscd.

mod authority;
mod channel;
mod chip;
mod cipher;
mod configuration;
mod curve;
mod hash;
mod jacobian;
mod lds;
mod pace;
mod random;
mod rsa;
mod samples;
mod virtual_reader;

pub use chip::Passport;
pub use cipher::Cipher;
pub use configuration::{Access, CloneCheck, Configuration, Fault, Mapping, Signing};
pub use hash::Hash;
pub use random::Numbers;
pub use samples::{FILES, Sample, samples};
pub use virtual_reader::{Removal, VIRTUAL_READER, VirtualReader};
