//! Software passports of many kinds, each with its security object, data groups and certificates.

use dmrtd::auth::passive::TrustAnchor;
use document::{
    SignedData,
    tlv::{Tlv, tlv},
};
use passport::{
    Access, Cipher, CloneCheck, Configuration, Fault, Hash, Mapping, Passport, Signing,
};

use crate::{
    security_object::{Document, objects},
    subject::{Content, Subject},
};

/// Specimens of ICAO 9303 parts 4 to 6 with right check digits, which the software passport's has not.
const ZONES: [&str; 4] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6",
    "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<",
];

/// All of them.
pub fn subjects() -> Vec<Subject> {
    let with = |signing| Configuration { signing, portrait: 48, ..Configuration::default() };
    let rsa = with(Signing::RsaPkcs1(Hash::Sha256));
    let mut passports = vec![
        ("PKCS 1", Passport::new(rsa)),
        ("SHA-1", Passport::new(with(Signing::RsaPkcs1(Hash::Sha1)))),
        ("SHA-512", Passport::new(with(Signing::RsaPkcs1(Hash::Sha512)))),
        ("PSS", Passport::new(with(Signing::RsaPss(Hash::Sha256)))),
        ("PSS with SHA-384", Passport::new(with(Signing::RsaPss(Hash::Sha384)))),
        ("39794-5", Passport::new(Configuration { new_face_record: true, ..rsa })),
        (
            "DG14 and DG15",
            Passport::new(Configuration {
                access: Access::Pace {
                    mapping: Mapping::Generic,
                    curve: 12,
                    cipher: Cipher::Aes128,
                },
                clone_check: CloneCheck::ActiveEc { curve: 12 },
                ..rsa
            }),
        ),
    ];
    let curves = [
        ("P-256", 12, false),
        ("P-256, explicit", 12, true),
        ("brainpoolP256r1, explicit", 13, true),
        ("P-384", 15, false),
        ("brainpoolP384r1", 16, false),
        ("brainpoolP512r1, explicit", 17, true),
        ("P-521", 18, false),
        ("P-224", 10, false),
    ];
    passports.extend(curves.map(|(name, curve, explicit)| {
        let hash = if curve < 14 { Hash::Sha256 } else { Hash::Sha384 };
        (name, Passport::new(with(Signing::Ecdsa { curve, explicit, hash })))
    }));
    let faults = [
        ("BER", Fault::BerSecurityObject),
        ("content type", Fault::OtherContentType),
        ("revoked", Fault::Revoked),
        ("foreign signer", Fault::ForeignSigner),
        ("unknown country", Fault::UnknownCountry),
        ("unknown authority", Fault::UnknownAuthority),
        ("expired signer", Fault::SignerExpired),
        ("expired", Fault::Expired),
        ("portrait swapped", Fault::PortraitSwapped),
        ("record length", Fault::RecordLengthOff(8)),
    ];
    passports.extend(faults.map(|(name, fault)| (name, Passport::with_fault(rsa, fault))));
    let zones = ZONES.map(|zone| Subject {
        name: zone[..5].to_owned(),
        file: tlv(0x61, &[&tlv(0x5f1f, &[zone.as_bytes()])]),
        content: Content::Zone,
    });
    passports.iter().flat_map(|(name, passport)| of_passport(name, passport)).chain(zones).collect()
}

fn of_passport(name: &str, passport: &Passport) -> Vec<Subject> {
    let file = |id| passport.file(id).unwrap_or_default().to_vec();
    let (sod, dg1, dg2) = (file(0x011d), file(0x0101), file(0x0102));
    let trust = passport.trust();
    let signed = Tlv::only(&sod, 0x77).map(|sod| SignedData::read(sod.value));
    let signed = signed.expect("a file of the passport").expect("signed data of the passport");
    let signer = signed.certificates[0].clone();
    let key = &trust.anchors[0].key_info;
    let authority = authority(&signer.bytes, key).expect("a certificate of the passport");
    let anchors = TrustAnchor::from_certificate(&authority).into_iter().collect();
    let document = Document { dg1: dg1.clone(), dg2: dg2.clone(), trust, anchors };
    let subject = |file, content| Subject { name: name.to_owned(), file, content };
    let object = || Content::SecurityObject(Box::new(document));
    vec![
        subject(signer.bytes, Content::Certificate),
        subject(authority, Content::Certificate),
        subject(dg1, Content::Zone),
        subject(dg2, Content::Portrait),
        subject(sod, object()),
    ]
}

/// A certificate of the authority: the software passport has only its key. dmrtd does not look at its
/// signature, which is the signer's.
fn authority(signer: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let whole = objects(Tlv::only(signer, 0x30).ok()?);
    let fields = objects(*whole.first()?);
    let parts: Vec<_> = fields.iter().map(|field| field.whole).collect();
    let [version, serial, algorithm, issuer, validity, _subject, _key, ..] = parts[..] else {
        return None;
    };
    let signed = tlv(0x30, &[version, serial, algorithm, issuer, validity, issuer, key]);
    Some(tlv(0x30, &[&signed, whole.get(1)?.whole, whole.get(2)?.whole]))
}
