//! A software passport on the reader: what the traveller is told, and what comes out.

use passport::{Access, Cipher, CloneCheck, Configuration, Fault, Mapping, Passport};

use super::*;

const TODAY: [u16; 3] = [2026, 11, 30];
/// A chip whose photo is signed, without a proof against copies.
fn signed() -> Configuration {
    Configuration { portrait: 700, ..Configuration::default() }
}

/// A chip with all proofs.
fn genuine() -> Configuration {
    Configuration {
        access: Access::Pace { mapping: Mapping::Generic, curve: 12, cipher: Cipher::Aes128 },
        clone_check: CloneCheck::Chip { curve: 12, cipher: Cipher::Aes128 },
        portrait: 2_000,
        ..Configuration::default()
    }
}

/// A zone that opens another chip.
const OTHER: &str =
    "P<UTOBROWN<<SAM<<<<<<<<<<<<<<<<<<<<<<<<<<<<<AB2134<<<5UTO5207273M3001019<<<<<<<<<<<<<<02";

/// How a reading ended, with all that the traveller was told.
#[derive(Debug, PartialEq)]
enum End {
    Taken(ChipLevel),
    Unread,
    Refused,
    Waits,
}

struct Reader {
    reading: ChipReading,
    told: Vec<Hint>,
    tenths: Vec<u8>,
}

impl Reader {
    fn new(passport: &Passport, keys: &[&str], least: Option<ChipLevel>) -> Self {
        let trust_list = passport.trust().write().unwrap();
        let keys = keys.iter().map(|key| Mrz::read(key.as_bytes()).unwrap()).collect();
        let seed = Zeroizing::new([7; 32]);
        let reading = ChipReading::new(keys, &trust_list, TODAY, least, seed);
        Self { reading, told: Vec::new(), tenths: Vec::new() }
    }

    /// Carries commands and answers until the chip has nothing more to do, or loses contact before the
    /// command with this number.
    fn lay_down(&mut self, passport: &mut Passport, lost_at: Option<usize>) -> End {
        let mut step = self.reading.on(ReaderMessage::Ready);
        for number in 0.. {
            let command = match step {
                ChipStep::Transmit(command, tenths) => {
                    self.tenths.extend(tenths);
                    command
                }
                ChipStep::Tell(hint) => {
                    self.told.push(hint);
                    return End::Waits;
                }
                ChipStep::Wait => return End::Waits,
                ChipStep::Taken(level, picture) => {
                    assert_eq!(*picture, passport.portrait());
                    return End::Taken(level);
                }
                ChipStep::Unread => return End::Unread,
                ChipStep::Refused => return End::Refused,
            };
            step = self.reading.on(if lost_at == Some(number) {
                ReaderMessage::Empty
            } else {
                ReaderMessage::Answer(passport.answer(&command))
            });
        }
        unreachable!("the loop has no end of its own")
    }
}

fn read(mut passport: Passport, least: Option<ChipLevel>) -> End {
    let printed = passport.mrz();
    Reader::new(&passport, &[printed], least).lay_down(&mut passport, None)
}

#[test]
fn the_traveller_is_asked_to_lay_the_document_down_and_then_to_leave_it() {
    let mut passport = Passport::new(genuine());
    let mut reader = Reader::new(&passport, &[passport.mrz()], None);
    for (message, hint) in
        [(ReaderMessage::NoReader, Hint::NoReader), (ReaderMessage::Empty, Hint::LayDown)]
    {
        assert!(matches!(reader.reading.on(message), ChipStep::Tell(told) if told == hint));
    }
    assert!(matches!(reader.reading.on(ReaderMessage::Empty), ChipStep::Wait));
    assert_eq!(reader.lay_down(&mut passport, None), End::Taken(ChipLevel::Genuine));
    assert_eq!(reader.told, []);
    assert!(reader.tenths.len() > 2 && reader.tenths.is_sorted(), "{:?}", reader.tenths);
}

#[test]
fn a_photo_is_worth_what_the_chip_proves() {
    assert_eq!(
        read(Passport::new(genuine()), Some(ChipLevel::Genuine)),
        End::Taken(ChipLevel::Genuine)
    );
    assert_eq!(
        read(Passport::new(signed()), Some(ChipLevel::Signed)),
        End::Taken(ChipLevel::Signed)
    );
    let unknown = || Passport::with_fault(genuine(), Fault::UnknownCountry);
    assert_eq!(read(unknown(), None), End::Taken(ChipLevel::Unverified));
}

#[test]
fn less_than_the_site_asks_for_leads_to_an_officer() {
    assert_eq!(read(Passport::new(signed()), Some(ChipLevel::Genuine)), End::Refused);
    let unknown = Passport::with_fault(genuine(), Fault::UnknownCountry);
    assert_eq!(read(unknown, Some(ChipLevel::Signed)), End::Refused);
}

#[test]
fn a_forged_revoked_copied_or_expired_document_leads_to_an_officer_without_a_reason() {
    for fault in [Fault::PortraitSwapped, Fault::Revoked, Fault::Copied, Fault::Expired] {
        let passport = Passport::with_fault(genuine(), fault);
        assert_eq!(read(passport, None), End::Refused, "{fault:?}");
    }
}

#[test]
fn a_chip_that_loses_contact_is_read_again_at_most_twice() {
    let mut passport = Passport::new(genuine());
    let mut reader = Reader::new(&passport, &[passport.mrz()], None);
    assert_eq!(reader.lay_down(&mut passport, Some(9)), End::Waits);
    assert_eq!(reader.told.last(), Some(&Hint::LayDownAgain));
    let mut again = Passport::new(genuine());
    assert_eq!(reader.lay_down(&mut again, None), End::Taken(ChipLevel::Genuine));

    let mut reader = Reader::new(&passport, &[passport.mrz()], None);
    let ends = [0, 5, 20].map(|at| reader.lay_down(&mut Passport::new(genuine()), Some(at)));
    assert_eq!(ends, [End::Waits, End::Waits, End::Unread]);
}

#[test]
fn contact_may_be_lost_before_any_command() {
    let mut at = 0;
    loop {
        let mut passport = Passport::new(signed());
        let mut reader = Reader::new(&passport, &[passport.mrz()], None);
        if reader.lay_down(&mut passport, Some(at)) == End::Taken(ChipLevel::Signed) {
            break;
        }
        let end = reader.lay_down(&mut Passport::new(signed()), None);
        assert_eq!(end, End::Taken(ChipLevel::Signed), "lost before command {at}");
        at += 1;
    }
    assert!(at > 10, "{at} commands");
}

#[test]
fn the_second_likeliest_key_is_tried_when_the_first_opens_nothing() {
    let mut passport = Passport::new(genuine());
    let printed = passport.mrz();
    let mut reader = Reader::new(&passport, &[OTHER, printed], None);
    assert_eq!(reader.lay_down(&mut passport, None), End::Taken(ChipLevel::Genuine));
    for (least, end) in [(None, End::Unread), (Some(ChipLevel::Signed), End::Refused)] {
        let mut passport = Passport::new(genuine());
        let mut reader = Reader::new(&passport, &[OTHER], least);
        assert_eq!(reader.lay_down(&mut passport, None), end);
    }
}

#[test]
fn without_a_valid_trust_list_no_signature_can_be_judged() {
    let mut passport = Passport::new(genuine());
    let mut reader = Reader::new(&passport, &[passport.mrz()], None);
    let keys = vec![Mrz::read(passport.mrz().as_bytes()).unwrap()];
    let seed = Zeroizing::new([7; 32]);
    reader.reading = ChipReading::new(keys, b"no list", TODAY, None, seed);
    assert_eq!(reader.lay_down(&mut passport, None), End::Taken(ChipLevel::Unverified));
}
