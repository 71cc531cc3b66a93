//! Passports of all kinds with small files: the seeds of the fuzzers in `fuzz/`, and the chips that they disturb.

use crate::{
    chip::Passport,
    cipher::Cipher,
    configuration::{Access, CloneCheck, Configuration, Fault, Mapping, Signing},
    hash::Hash,
};
use document::Level;

/// Identifiers of all files that the product reads: SOD, DG1, DG2, DG14, DG15, then CardAccess and
/// CardSecurity in the master file.
pub const FILES: [u16; 7] = [0x011d, 0x0101, 0x0102, 0x010e, 0x010f, 0x811c, 0x811d];

/// A passport with a name.
pub struct Sample {
    /// The name of its files among the seeds.
    pub name: &'static str,
    /// The passport.
    pub passport: Passport,
    /// What it is worth while nothing disturbs it.
    pub level: Level,
}

const SMALL: Configuration = Configuration {
    access: Access::Bac,
    signing: Signing::RsaPkcs1(Hash::Sha256),
    clone_check: CloneCheck::None,
    block: 256,
    portrait: 48,
    picture: None,
    printed: None,
    new_face_record: false,
    seed: 1,
};

const fn pace(mapping: Mapping, curve: u8, cipher: Cipher) -> Access {
    Access::Pace { mapping, curve, cipher }
}

const fn ecdsa(curve: u8, explicit: bool, hash: Hash) -> Signing {
    Signing::Ecdsa { curve, explicit, hash }
}

/// One passport of each kind; the fuzzers count on their order.
pub fn samples() -> Vec<Sample> {
    let sample = |name, configuration, level| {
        let passport = Passport::new(configuration);
        Sample { name, passport, level }
    };
    let ber = Passport::with_fault(SMALL, Fault::BerSecurityObject);
    vec![
        sample("bac", SMALL, Level::Signed),
        sample(
            "active_rsa",
            Configuration {
                signing: Signing::RsaPss(Hash::Sha256),
                clone_check: CloneCheck::ActiveRsa,
                ..SMALL
            },
            Level::Genuine,
        ),
        sample(
            "active_ec",
            Configuration {
                access: pace(Mapping::Integrated, 13, Cipher::Aes128),
                signing: ecdsa(13, true, Hash::Sha256),
                clone_check: CloneCheck::ActiveEc { curve: 12 },
                ..SMALL
            },
            Level::Genuine,
        ),
        sample(
            "chip",
            Configuration {
                access: pace(Mapping::Generic, 12, Cipher::Aes256),
                signing: ecdsa(12, false, Hash::Sha384),
                clone_check: CloneCheck::Chip { curve: 13, cipher: Cipher::TripleDes },
                new_face_record: true,
                ..SMALL
            },
            Level::Genuine,
        ),
        sample(
            "mapping",
            Configuration {
                access: pace(Mapping::ChipAuthentication, 12, Cipher::Aes128),
                signing: ecdsa(12, false, Hash::Sha256),
                ..SMALL
            },
            Level::Genuine,
        ),
        Sample { name: "ber", passport: ber, level: Level::Signed },
    ]
}
