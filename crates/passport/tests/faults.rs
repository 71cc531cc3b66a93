//! A passport with a fault ends as the design of the check says, and never better.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use document::{ChainFault, Level, Lost, Refusal, RefusalOutcome, Step};
use passport::{
    Access, Cipher, CloneCheck, Configuration, Fault, Hash, Mapping, Numbers, Passport, Signing,
};
use support::{judge, level};

const PACE: Access = Access::Pace { mapping: Mapping::Generic, curve: 13, cipher: Cipher::Aes128 };
/// In the master file.
const CARD_SECURITY: u16 = 0x811d;
const CHIP: CloneCheck = CloneCheck::Chip { curve: 13, cipher: Cipher::Aes128 };

fn with(fault: Fault) -> Result<Level, Refusal> {
    level(Passport::with_fault(Configuration::default(), fault))
}

fn with_access(access: Access, fault: Fault) -> Result<Level, Refusal> {
    level(Passport::with_fault(Configuration { access, ..Configuration::default() }, fault))
}

#[test]
fn each_fault_of_the_signature_has_its_refusal() {
    assert_eq!(with(Fault::PortraitSwapped), Err(Refusal::Hash(2)));
    assert_eq!(with(Fault::ForeignSigner), Err(Refusal::Chain(ChainFault::Country)));
    assert_eq!(with(Fault::Revoked), Err(Refusal::Revoked));
    assert_eq!(with(Fault::Expired), Err(Refusal::Expired));
    assert_eq!(with(Fault::UnknownAuthority), Err(Refusal::Chain(ChainFault::Authority)));
    let signing = Signing::Ecdsa { curve: 13, explicit: true, hash: Hash::Sha256 };
    let configuration = Configuration { signing, ..Configuration::default() };
    let unknown = level(Passport::with_fault(configuration, Fault::UnknownAuthority));
    assert_eq!(unknown, Err(Refusal::Chain(ChainFault::Authority)));
    assert_eq!(with(Fault::UnknownCountry), Ok(Level::Unverified));
    assert_eq!(with(Fault::OtherContentType), Ok(Level::Unverified));
    assert_eq!(with(Fault::SignerExpired), Ok(Level::Signed));
}

#[test]
fn real_peculiarities_are_accepted() {
    assert_eq!(with(Fault::BerSecurityObject), Ok(Level::Signed));
    for off in [1, 8] {
        assert_eq!(with(Fault::RecordLengthOff(off)), Ok(Level::Signed));
    }
    assert_eq!(with(Fault::RecordLengthOff(9)), Err(Refusal::Malformed));
    assert_eq!(with(Fault::NoMasterFile), Ok(Level::Signed));
}

#[test]
fn a_copy_cannot_prove_itself() {
    for clone_check in [CHIP, CloneCheck::ActiveRsa, CloneCheck::ActiveEc { curve: 13 }] {
        let configuration = Configuration { clone_check, ..Configuration::default() };
        let copied = level(Passport::with_fault(configuration, Fault::Copied));
        assert_eq!(copied, Err(Refusal::Clone), "{clone_check:?}");
    }
    let mapping = Mapping::ChipAuthentication;
    let access = Access::Pace { mapping, curve: 13, cipher: Cipher::Aes128 };
    assert_eq!(with_access(access, Fault::Copied), Err(Refusal::Clone));
}

#[test]
fn a_copy_that_hides_the_key_of_its_mapping_is_refused() {
    let mapping = Mapping::ChipAuthentication;
    let access = Access::Pace { mapping, curve: 12, cipher: Cipher::Aes128 };
    let mut passport = Passport::new(Configuration { access, ..Configuration::default() });
    passport.replace_file(CARD_SECURITY, None);
    assert_eq!(level(passport), Err(Refusal::Clone));
}

#[test]
fn what_the_signed_dg14_promises_cannot_be_hidden() {
    assert_eq!(with_access(PACE, Fault::CardAccessStripped), Err(Refusal::Downgrade));
    let configuration = Configuration { clone_check: CHIP, ..Configuration::default() };
    let missing = level(Passport::with_fault(configuration, Fault::Dg14Missing));
    assert!(missing.is_err_and(|refusal| refusal.outcome() == RefusalOutcome::Officer));
}

#[test]
fn improper_keys_of_the_chip_are_refused() {
    for fault in [Fault::InfinitePoint, Fault::ReflectedKey, Fault::PointBesideCurve] {
        assert_eq!(with_access(PACE, fault), Err(Refusal::Malformed), "{fault:?}");
    }
}

#[test]
fn a_broken_channel_is_reported() {
    let bare = Refusal::Status { step: Step::File, status: 0x6988 };
    assert_eq!(with(Fault::Bare6988), Err(bare));
    assert_eq!(with(Fault::Replayed), Err(Refusal::Mac));
}

#[test]
fn the_key_of_another_document_opens_nothing() {
    let other = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\
                 L898902C36UTO7408132F3204159ZE184226B<<<<<10";
    for access in [Access::Bac, PACE] {
        let mut passport = Passport::new(Configuration { access, ..Configuration::default() });
        let trust = passport.trust();
        let judged = judge(&trust, other, |command| Ok(passport.answer(command)));
        assert_eq!(judged.map(|_| ()), Err(Refusal::WrongKey));
    }
}

#[test]
fn a_page_that_differs_from_the_chip_is_for_an_officer() {
    // The name has no part in the key.
    let other = "P<UTOERIKSSON<<BERTA<<<<<<<<<<<<<<<<<<<<<<<<\
                 L898902C36UTO7408122F3204159ZE184226B<<<<<10";
    let mut passport = Passport::new(Configuration::default());
    let trust = passport.trust();
    let judged = judge(&trust, other, |command| Ok(passport.answer(command)));
    assert_eq!(judged.map(|_| ()), Err(Refusal::PageDiffers));
}

/// All kinds of conversation, with pictures that take few commands.
fn kinds() -> [Configuration; 4] {
    let of = |access, clone_check| Configuration {
        access,
        clone_check,
        portrait: 120,
        ..Configuration::default()
    };
    let mapping = Mapping::ChipAuthentication;
    let mapped = Access::Pace { mapping, curve: 12, cipher: Cipher::Aes256 };
    [
        of(Access::Bac, CloneCheck::None),
        of(Access::Bac, CloneCheck::ActiveRsa),
        of(PACE, CHIP),
        of(mapped, CloneCheck::None),
    ]
}

#[test]
fn a_card_that_is_pulled_at_any_command_ends_the_conversation() {
    for configuration in kinds() {
        for last in 0.. {
            let mut passport = Passport::new(configuration);
            let (trust, printed) = (passport.trust(), passport.mrz());
            let mut commands = 0;
            let judged = judge(&trust, printed, |command| {
                commands += 1;
                if commands > last { Err(Lost) } else { Ok(passport.answer(command)) }
            });
            match judged {
                Err(refusal) => assert_eq!(refusal, Refusal::Lost, "after {last} commands"),
                Ok(_) => break,
            }
            assert_eq!(commands, last + 1, "nothing is sent after the loss");
        }
    }
}

#[test]
fn an_altered_bit_of_a_protected_response_never_ends_signed() {
    let mut numbers = Numbers::new(5);
    for configuration in kinds() {
        let mut at = 0;
        // Each protected response in turn, until the conversation has no more of them.
        loop {
            let mut altered = false;
            for _ in 0..3 {
                let mut passport = Passport::new(configuration);
                let (trust, printed) = (passport.trust(), passport.mrz());
                let mut protected = 0;
                let judged = judge(&trust, printed, |command| {
                    let mut answer = passport.answer(command);
                    if command[0] == 0x0c {
                        if protected == at {
                            let bit = numbers.next() as usize % (answer.len() * 8);
                            answer[bit / 8] ^= 1 << (bit % 8);
                            altered = true;
                        }
                        protected += 1;
                    }
                    Ok(answer)
                });
                assert!(!altered || judged.is_err(), "response {at} of {configuration:?}");
            }
            if !altered {
                break;
            }
            at += 1;
        }
        assert!(at > 6, "{at} protected responses");
    }
}
