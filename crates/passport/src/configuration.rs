//! What a passport can be, and what can be wrong with it.

use crate::{cipher::Cipher, hash::Hash};

/// Mapping of PACE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapping {
    /// Generic mapping.
    Generic = 2,
    /// Integrated mapping.
    Integrated = 4,
    /// Chip authentication mapping.
    ChipAuthentication = 6,
}

/// How the chip is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// BAC alone.
    Bac,
    /// PACE, and BAC as well.
    Pace {
        /// The mapping.
        mapping: Mapping,
        /// Number of the standardized domain parameters; a curve.
        curve: u8,
        /// Cipher of the channel.
        cipher: Cipher,
    },
}

/// The keys of the document signer and its authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// RSA with PKCS 1 padding, 2048 bits.
    RsaPkcs1(Hash),
    /// RSA with PSS, 2048 bits.
    RsaPss(Hash),
    /// ECDSA.
    Ecdsa {
        /// Number of the curve.
        curve: u8,
        /// Parameters in full instead of the curve's name.
        explicit: bool,
        /// The hash.
        hash: Hash,
    },
}

/// How the chip proves that it is no copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloneCheck {
    /// Not at all.
    None,
    /// Chip authentication.
    Chip {
        /// Number of the curve.
        curve: u8,
        /// Cipher of the new channel.
        cipher: Cipher,
    },
    /// Active authentication with RSA, 1024 bits.
    ActiveRsa,
    /// Active authentication with ECDSA.
    ActiveEc {
        /// Number of the curve.
        curve: u8,
    },
}

/// A passport without faults.
#[derive(Debug, Clone, Copy)]
pub struct Configuration {
    /// How it is opened.
    pub access: Access,
    /// Who signed it.
    pub signing: Signing,
    /// Its proof.
    pub clone_check: CloneCheck,
    /// Most data bytes of one response; longer requests are answered with 6Cxx.
    pub block: usize,
    /// Length of the made-up picture in bytes.
    pub portrait: usize,
    /// A picture instead of the made-up one.
    pub picture: Option<&'static [u8]>,
    /// A machine-readable zone of 88 characters instead of ICAO's specimen. Its state is Utopia.
    pub printed: Option<&'static str>,
    /// The face record of ISO/IEC 39794-5 instead of 19794-5.
    pub new_face_record: bool,
    /// Where its random numbers start.
    pub seed: u64,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            access: Access::Bac,
            signing: Signing::RsaPkcs1(Hash::Sha256),
            clone_check: CloneCheck::None,
            block: 256,
            portrait: 700,
            picture: None,
            printed: None,
            new_face_record: false,
            seed: 1,
        }
    }
}

/// Something that is wrong with a passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Another portrait after signing.
    PortraitSwapped,
    /// A copy of all files without the chip's secret key.
    Copied,
    /// CardAccess is hidden, so that the terminal uses BAC.
    CardAccessStripped,
    /// The document signer belongs to another country.
    ForeignSigner,
    /// The authority revoked the document signer.
    Revoked,
    /// The document has expired.
    Expired,
    /// The signer's certificate has expired, the document has not.
    SignerExpired,
    /// The signer's certificate was not made by the authority.
    UnknownAuthority,
    /// The trust list knows no authority of the country.
    UnknownCountry,
    /// The security object is BER with indefinite lengths and pieces.
    BerSecurityObject,
    /// The security object is signed as something else.
    OtherContentType,
    /// The length in the face record is too large by this much.
    RecordLengthOff(u32),
    /// A protected command is answered with a bare 6988.
    Bare6988,
    /// The chip's mapping key is the point at infinity.
    InfinitePoint,
    /// The chip sends our own key back.
    ReflectedKey,
    /// The chip's key is beside the curve.
    PointBesideCurve,
    /// A response is sent twice.
    Replayed,
    /// The SELECT of the master file is refused.
    NoMasterFile,
    /// DG14 is signed for and missing.
    Dg14Missing,
}
