//! What the vision worker does with a chip: the whole conversation, over the page's WebSocket.

use crate::support::Page;
use document::{Chip, Conditions, Date, Key, Level, Lost, Mrz, Refusal, Session, Trust};
use passport::{Access, Cipher, CloneCheck, Configuration, Mapping, Numbers};

/// How the product judges the passport behind the page's session.
pub(crate) fn read_document(
    page: &mut Page,
    trust: &Trust,
    printed: &str,
) -> Result<Level, Refusal> {
    let zone = Mrz::read(printed.as_bytes()).unwrap();
    let mut numbers = Numbers::new(7);
    let on = Date { year: 2026, month: 11, day: 30 };
    let conditions = Conditions { on, signer_may_have_expired: true };
    let session = Session::new(async |card| {
        let chip = Chip::select(card).await?;
        let chip = chip.unlock(&Key::of_mrz(&zone), &mut numbers).await?;
        let chip = chip.read(&mut numbers, |_| {}).await?;
        chip.verify(trust, conditions, Some(&zone))
    });
    let judged = session.run(|command| page.exchange(command).map_err(|_| Lost));
    judged.map(|verified| verified.level())
}

/// Passports with portraits of a usual size that prove to be no copies.
pub(crate) fn genuine() -> [Configuration; 3] {
    let pace = |mapping| Access::Pace { mapping, curve: 13, cipher: Cipher::Aes128 };
    let chip = CloneCheck::Chip { curve: 13, cipher: Cipher::Aes128 };
    let of = |access, clone_check| Configuration {
        access,
        clone_check,
        portrait: 20_000,
        ..Configuration::default()
    };
    [
        of(pace(Mapping::Generic), chip),
        of(pace(Mapping::ChipAuthentication), CloneCheck::None),
        of(Access::Bac, CloneCheck::ActiveRsa),
    ]
}
