//! A whole conversation of the product with a software passport.

use document::{Chip, Conditions, Date, Key, Level, Lost, Mrz, Refusal, Session, Trust, Verified};
use passport::{Numbers, Passport};

/// The day of all tests.
pub(crate) const TODAY: Date = Date { year: 2026, month: 11, day: 30 };

/// How the product judges what `answer` says.
pub(crate) fn judge(
    trust: &Trust,
    printed: &str,
    answer: impl FnMut(&[u8]) -> Result<Vec<u8>, Lost>,
) -> Result<Verified, Refusal> {
    let page = Mrz::read(printed.as_bytes()).unwrap();
    let mut numbers = Numbers::new(99);
    let conditions = Conditions { on: TODAY, signer_may_have_expired: true };
    let session = Session::new(async |card| {
        let chip = Chip::select(card).await?;
        let chip = chip.unlock(&Key::of_mrz(&page), &mut numbers).await?;
        let chip = chip.read(&mut numbers, |_| {}).await?;
        chip.verify(trust, conditions, Some(&page))
    });
    session.run(answer)
}

/// The level of a passport that nothing disturbs.
pub(crate) fn level(mut passport: Passport) -> Result<Level, Refusal> {
    let (trust, printed) = (passport.trust(), passport.mrz());
    judge(&trust, printed, |command| Ok(passport.answer(command))).map(|judged| judged.level())
}
