//! A chip on its way through the four states: selected, accessed, read, verified.

use crate::{
    access::{MappingProof, PaceOffer, open_bac, open_pace, pace_offers},
    card::Card,
    connection::Connection,
    evidence::Evidence,
    files::{File, read_file, select_application, select_master_file},
    genuine::{Proof, ask_active, run_chip_authentication},
    key::Key,
    lds::{Dg14, Portrait, Sod, read_dg1, read_dg2, read_dg15},
    mrz::Mrz,
    passive::Conditions,
    refusal::{Refusal, RefusalOutcome},
    trust::Trust,
    verified::Verified,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A chip in state `S`. Each step takes the chip and returns it in the next state, so that no step can be
/// left out.
pub struct Chip<C, S> {
    connection: Connection<C>,
    state: S,
}

/// The chip is there; nothing personal was said.
pub struct Selected {
    card_access: Option<Vec<u8>>,
}

/// The chip is open, and all commands are protected.
pub struct Accessed {
    card_access: Option<Vec<u8>>,
    mapping: Option<MappingProof>,
}

/// The files are read, and the chip has proved what it can.
pub struct Read {
    evidence: Evidence,
    portrait: Portrait,
}

impl<C: Card> Chip<C, Selected> {
    /// Greets a chip and reads what access protocols it offers.
    ///
    /// # Errors
    /// [`Refusal::Lost`] and others.
    pub async fn select(card: C) -> Result<Self, Refusal> {
        let mut connection = Connection::new(card);
        select_master_file(&mut connection).await?;
        let card_access = read_file(&mut connection, File::CardAccess, |_, _| {}).await?;
        Ok(Self { connection, state: Selected { card_access } })
    }

    /// Opens the chip: by PACE if the chip offers a known variant, otherwise by BAC.
    ///
    /// # Errors
    /// [`Refusal::WrongKey`] if the key does not belong to the document, and others.
    pub async fn unlock(
        self,
        key: &Key,
        rng: &mut impl CryptoRng,
    ) -> Result<Chip<C, Accessed>, Refusal> {
        let Self { mut connection, state: Selected { card_access } } = self;
        let offers = card_access.as_deref().map_or(Ok(Vec::new()), pace_offers);
        let mapping = match (offers.as_deref(), key.bac_seed()) {
            (Ok([offer, ..]), _) => {
                let mapping = open_pace(&mut connection, offer, key, rng).await?;
                select_application_after(&mut connection, offer).await?;
                mapping
            }
            (_, Some(seed)) => {
                select_application(&mut connection).await?;
                let opened = open_bac(&mut connection, seed, rng).await;
                match (opened, offers) {
                    // The chip has no BAC, and its variants of PACE are unknown.
                    (Err(Refusal::Status { .. }), Err(_)) => return Err(Refusal::UnknownAccess),
                    (Err(Refusal::Status { status: 0x6d00 | 0x6e00, .. }), Ok(_)) => {
                        return Err(Refusal::NoAccess);
                    }
                    (opened, _) => opened?,
                }
                None
            }
            (Err(_), None) => return Err(Refusal::UnknownAccess),
            (Ok([]), None) => return Err(Refusal::NoAccess),
        };
        Ok(Chip { connection, state: Accessed { card_access, mapping } })
    }
}

/// The application is selected through the channel. With chip authentication mapping that is done later,
/// because CardSecurity lies outside the application.
async fn select_application_after<C: Card>(
    connection: &mut Connection<C>,
    offer: &PaceOffer,
) -> Result<(), Refusal> {
    if offer.mapping == crate::access::Mapping::ChipAuthentication {
        return Ok(());
    }
    select_application(connection).await
}

impl<C: Card> Chip<C, Accessed> {
    /// Reads the files and has the chip prove that it is no copy. `progress` gets the share of the portrait
    /// that is read, in percent.
    ///
    /// # Errors
    /// [`Refusal::Lost`], [`Refusal::Mac`], [`Refusal::Malformed`], [`Refusal::TooLarge`], and
    /// [`Refusal::Clone`] if chip authentication fails.
    pub async fn read(
        self,
        rng: &mut impl CryptoRng,
        mut progress: impl FnMut(u8),
    ) -> Result<Chip<C, Read>, Refusal> {
        let Self { mut connection, state: Accessed { card_access, mapping } } = self;
        let mut proof = Proof::None;
        if let Some(mapping) = mapping {
            // The signed copy of the static key; a chip without it gets no credit for the mapping.
            let card_security = read_file(&mut connection, File::CardSecurity, |_, _| {}).await?;
            if let Some(card_security) = card_security {
                proof = Proof::Mapping { proof: mapping, card_security };
            }
            select_application(&mut connection).await?;
        }
        let sod = required(&mut connection, File::Sod).await?;
        let sod = match Sod::read(&sod) {
            Err(refusal) if refusal.outcome() != RefusalOutcome::Unverified => return Err(refusal),
            sod => sod,
        };
        let lists = |group| sod.as_ref().is_ok_and(|sod| sod.lists(group));
        let mut dg14 = None;
        if lists(14) {
            let file = required(&mut connection, File::Dg14).await?;
            if matches!(proof, Proof::None) {
                proof = authenticate_chip(&mut connection, &file, rng).await?;
            }
            dg14 = Some(file);
        }
        let dg1 = Zeroizing::new(required(&mut connection, File::Dg1).await?);
        read_dg1(&dg1)?;
        let dg2 = read_file(&mut connection, File::Dg2, |read, all| {
            progress((read * 100).checked_div(all).unwrap_or(0) as u8);
        });
        let dg2 = Zeroizing::new(dg2.await?.ok_or(Refusal::Malformed)?);
        let portrait = read_dg2(&dg2)?;
        let mut dg15 = None;
        if matches!(proof, Proof::None) && lists(15) {
            let file = required(&mut connection, File::Dg15).await?;
            proof = match read_dg15(&file) {
                Ok(key) => {
                    let (challenge, signature) = ask_active(&mut connection, &key, rng).await?;
                    Proof::Active { challenge, signature }
                }
                Err(refusal @ Refusal::UnknownAlgorithm(_)) => Proof::Unknown(refusal),
                Err(refusal) => return Err(refusal),
            };
            dg15 = Some(file);
        }
        let evidence = Evidence { card_access, sod, dg1, dg2, dg14, dg15, proof };
        Ok(Chip { connection, state: Read { evidence, portrait } })
    }
}

/// Chip authentication if DG14 has a key.
async fn authenticate_chip<C: Card>(
    connection: &mut Connection<C>,
    dg14: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Proof, Refusal> {
    let key = match Dg14::read(dg14)?.chip_key() {
        Ok(Some(key)) => key,
        Ok(None) => return Ok(Proof::None),
        Err(refusal) => return unknown(refusal),
    };
    match run_chip_authentication(connection, &key, rng).await {
        Ok(()) => Ok(Proof::ChipAuthentication),
        Err(refusal) => unknown(refusal),
    }
}

fn unknown(refusal: Refusal) -> Result<Proof, Refusal> {
    match refusal {
        Refusal::UnknownAlgorithm(_) => Ok(Proof::Unknown(refusal)),
        _ => Err(refusal),
    }
}

async fn required<C: Card>(connection: &mut Connection<C>, file: File) -> Result<Vec<u8>, Refusal> {
    read_file(connection, file, |_, _| {}).await?.ok_or(Refusal::Malformed)
}

impl<C> Chip<C, Read> {
    /// Judges what was read. `page` is the printed machine-readable zone, if it was seen.
    ///
    /// # Errors
    /// All refusals that an officer judges.
    pub fn verify(
        self,
        trust: &Trust,
        conditions: Conditions,
        page: Option<&Mrz>,
    ) -> Result<Verified, Refusal> {
        let Read { evidence, portrait } = self.state;
        let level = evidence.judge(trust, conditions, page)?;
        Ok(Verified { level, portrait })
    }

    /// The card, for example to release its reader before the judgement.
    pub fn release(self) -> (C, Chip<(), Read>) {
        let card = self.connection.into_card();
        (card, Chip { connection: Connection::new(()), state: self.state })
    }
}
