//! The files of a passport.

use crate::{
    authority::{Authority, ec_info, rsa_info},
    configuration::{Access, CloneCheck, Configuration, Fault, Mapping},
    curve::Curve,
    hash::Hash,
    random::Numbers,
    rsa::CHIP,
};
use document::tlv::tlv;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// The machine-readable zone of ICAO's specimen, valid until 2032.
pub(crate) const MRZ: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F3204159ZE184226B<<<<<10";
const EXPIRED: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// Identifiers of files in the master file are told apart by this bit.
pub(crate) const MASTER: u16 = 0x8000;
/// Key identifier in DG14.
const KEY_ID: u8 = 1;
const PROTOCOLS: [u8; 7] = [4, 0, 0x7f, 0, 7, 2, 2];

/// Files by identifier, and the static secrets behind them.
#[derive(Clone)]
pub(crate) struct Files {
    /// The files.
    pub contents: BTreeMap<u16, Vec<u8>>,
    /// Secret key of chip authentication.
    pub chip_secret: BigUint,
    /// Secret key of PACE's chip authentication mapping, whose public key is in CardSecurity.
    pub static_secret: BigUint,
    /// Secret key of active authentication.
    pub active_secret: BigUint,
}

/// The zone that is printed on a passport with this fault.
pub(crate) fn printed(configuration: &Configuration, fault: Option<Fault>) -> &'static str {
    let specimen = if fault == Some(Fault::Expired) { EXPIRED } else { MRZ };
    configuration.printed.unwrap_or(specimen)
}

/// The picture that is signed.
pub(crate) fn signed_picture(configuration: &Configuration) -> Vec<u8> {
    let made_up = || picture(configuration.portrait, configuration.seed);
    configuration.picture.map_or_else(made_up, <[u8]>::to_vec)
}

/// A made-up picture: the first bytes of a JPEG, then noise. Not a face.
fn picture(length: usize, seed: u64) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.extend(Numbers::new(seed).bytes(length.saturating_sub(4)));
    bytes
}

fn info(arcs: &[u8], required: &[u8], id: Option<u8>) -> Vec<u8> {
    let oid = tlv(6, &[&PROTOCOLS, arcs]);
    let id = id.map(|id| vec![2, 1, id]).unwrap_or_default();
    tlv(0x30, &[&oid, required, &id])
}

impl Files {
    /// The files of a configuration, signed.
    pub(crate) fn new(
        configuration: &Configuration,
        fault: Option<Fault>,
        authority: &Authority,
        numbers: &mut Numbers,
    ) -> Self {
        let mut contents = BTreeMap::new();
        let mut chip_secret = BigUint::ZERO;
        let mut static_secret = BigUint::ZERO;
        let mut active_secret = BigUint::ZERO;
        let mut infos = Vec::new();
        if let Access::Pace { mapping, curve, cipher } = configuration.access {
            let offer = info(&[4, mapping as u8, cipher as u8], &[2, 1, 2], Some(curve));
            contents.insert(MASTER | 0x011c, tlv(0x31, &[&offer]));
            infos.push(offer);
            if mapping == Mapping::ChipAuthentication {
                let curve = Curve::of(curve);
                static_secret = curve.secret(numbers);
                let key = info(&[1, 2], &standardized(curve, &static_secret), Some(curve.id));
                let object = [4, 0, 0x7f, 0, 7, 3, 2, 1];
                let security = authority.sign(&object, &tlv(0x31, &[&key]), false, numbers);
                contents.insert(MASTER | 0x011d, security);
            }
        }
        match configuration.clone_check {
            CloneCheck::None => {}
            CloneCheck::Chip { curve, cipher } => {
                let curve = Curve::of(curve);
                chip_secret = curve.secret(numbers);
                infos.push(info(&[3, 2, cipher as u8], &[2, 1, 1], Some(KEY_ID)));
                infos.push(info(&[1, 2], &ec_info(curve, &chip_secret, false), Some(KEY_ID)));
            }
            CloneCheck::ActiveRsa => {
                contents.insert(0x010f, tlv(0x6f, &[&rsa_info(&CHIP)]));
            }
            CloneCheck::ActiveEc { curve } => {
                let curve = Curve::of(curve);
                active_secret = curve.secret(numbers);
                contents.insert(0x010f, tlv(0x6f, &[&ec_info(curve, &active_secret, false)]));
                let oid = tlv(6, &[&[0x67, 0x81, 8, 1, 1, 5]]);
                let plain = tlv(6, &[&[4, 0, 0x7f, 0, 7, 1, 1, 4, 1, 3]]);
                infos.push(tlv(0x30, &[&oid, &[2, 1, 1], &plain]));
            }
        }
        if !infos.is_empty() {
            contents.insert(0x010e, tlv(0x6e, &[&tlv(0x31, &[&infos.concat()])]));
        }
        contents.insert(
            0x0101,
            tlv(0x61, &[&tlv(0x5f1f, &[printed(configuration, fault).as_bytes()])]),
        );
        contents.insert(0x0102, portrait_file(configuration, fault, signed_picture(configuration)));
        let ber = fault == Some(Fault::BerSecurityObject);
        let object = security_object(&contents);
        // 2.23.136.1.1.1 and, for a master list, 2.23.136.1.1.2.
        let last = if fault == Some(Fault::OtherContentType) { 2 } else { 1 };
        let signed = authority.sign(&[0x67, 0x81, 8, 1, 1, last], &object, ber, numbers);
        contents.insert(0x011d, tlv(0x77, &[&signed]));
        match fault {
            Some(Fault::PortraitSwapped) => {
                let other = picture(configuration.portrait, configuration.seed + 1);
                contents.insert(0x0102, portrait_file(configuration, fault, other));
            }
            Some(Fault::CardAccessStripped) => {
                contents.remove(&(MASTER | 0x011c));
            }
            Some(Fault::Dg14Missing) => {
                contents.remove(&0x010e);
            }
            _ => {}
        }
        Self { contents, chip_secret, static_secret, active_secret }
    }
}

/// SubjectPublicKeyInfo by the number of the domain parameters: BSI TR-03110.
fn standardized(curve: &Curve, secret: &BigUint) -> Vec<u8> {
    let point = curve.encode(&curve.multiply(secret, &curve.generator()));
    let oid = tlv(6, &[&[4, 0, 0x7f, 0, 7, 1, 2]]);
    tlv(0x30, &[&tlv(0x30, &[&oid, &[2, 1, curve.id]]), &tlv(3, &[&[0], &point])])
}

fn security_object(contents: &BTreeMap<u16, Vec<u8>>) -> Vec<u8> {
    let groups = contents.iter().filter(|(id, _)| (0x0101..=0x0110).contains(*id));
    let hashes = groups.map(|(id, file)| {
        tlv(0x30, &[&[2, 1, *id as u8], &tlv(4, &[&Hash::Sha256.digest(&[file])])])
    });
    let hashes: Vec<u8> = hashes.flatten().collect();
    tlv(0x30, &[&[2, 1, 0], &Hash::Sha256.identifier(), &tlv(0x30, &[&hashes])])
}

fn portrait_file(configuration: &Configuration, fault: Option<Fault>, picture: Vec<u8>) -> Vec<u8> {
    let (block, kind) = if configuration.new_face_record {
        let two_dimensional = [tlv(0x80, &[&picture]), tlv(0xa1, &[&tlv(0xa0, &[&[0x80, 1, 2]])])];
        let base = tlv(0xa1, &[&tlv(0xa0, &[&tlv(0xa0, &[&two_dimensional.concat()])])]);
        let representations = tlv(0xa1, &[&tlv(0x30, &[&[0x80, 1, 0], &base])]);
        let version = tlv(0xa0, &[&[0x80, 1, 3], &[0x81, 2, 7, 0xe3]]);
        let face = tlv(0x65, &[&version, &representations]);
        (tlv(0x7f2e, &[&tlv(0xa1, &[&face])]), 0x2a)
    } else {
        let off = match fault {
            Some(Fault::RecordLengthOff(off)) => off,
            _ => 0,
        };
        let face_length = 32 + picture.len() as u32;
        let record = [
            b"FAC\x00010\x00".to_vec(),
            (14 + face_length + off).to_be_bytes().to_vec(),
            vec![0, 1],
            face_length.to_be_bytes().to_vec(),
            vec![0; 16],
            vec![1, 0, 1, 0xa4, 2, 0x1c, 1, 2, 0, 0, 0, 0],
            picture,
        ];
        (tlv(0x5f2e, &[&record.concat()]), 8)
    };
    let header = tlv(0xa1, &[&[0x87, 2, 1, 1], &[0x88, 2, 0, kind]]);
    let template = tlv(0x7f60, &[&header, &block]);
    tlv(0x75, &[&tlv(0x7f61, &[&[2, 1, 1], &template])])
}
