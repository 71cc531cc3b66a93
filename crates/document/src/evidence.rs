//! The files of a chip, and what they add up to.

use crate::{
    access::{Mapping, PaceOffer, pace_offers},
    genuine::{Proof, check_active, check_mapping},
    lds::{Dg14, Sod, read_dg1, read_dg15},
    mrz::Mrz,
    passive::{Conditions, authenticate},
    refusal::{Refusal, RefusalOutcome},
    security_info::{Protocol, read_infos},
    signed_data::SignedData,
    trust::Trust,
    verified::Level,
};
use zeroize::Zeroizing;

/// 0.4.0.127.0.7.3.2.1, the content of CardSecurity.
const SECURITY_OBJECT: [u8; 8] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x02, 0x01];

/// The files as they were read, and the chip's proof.
pub(crate) struct Evidence {
    pub(crate) card_access: Option<Vec<u8>>,
    pub(crate) sod: Result<Sod, Refusal>,
    pub(crate) dg1: Zeroizing<Vec<u8>>,
    pub(crate) dg2: Zeroizing<Vec<u8>>,
    pub(crate) dg14: Option<Vec<u8>>,
    pub(crate) dg15: Option<Vec<u8>>,
    pub(crate) proof: Proof,
}

impl Evidence {
    /// The level of the document.
    ///
    /// # Errors
    /// All refusals that an officer judges. Those after which a portrait may count as unverified give
    /// [`Level::Unverified`].
    pub(crate) fn judge(
        &self,
        trust: &Trust,
        conditions: Conditions,
        page: Option<&Mrz>,
    ) -> Result<Level, Refusal> {
        let mrz = read_dg1(&self.dg1)?;
        if page.is_some_and(|page| !page.is_reading_of(&mrz)) {
            return Err(Refusal::PageDiffers);
        }
        if mrz.expiry()?.is_some_and(|expiry| expiry < conditions.on) {
            return Err(Refusal::Expired);
        }
        match self.signed_level(trust, conditions, mrz.issuer()) {
            Err(refusal) if refusal.outcome() == RefusalOutcome::Unverified => {
                Ok(Level::Unverified)
            }
            judged => judged,
        }
    }

    fn signed_level(
        &self,
        trust: &Trust,
        conditions: Conditions,
        issuer: &[u8],
    ) -> Result<Level, Refusal> {
        let sod = self.sod.as_ref().map_err(|refusal| *refusal)?;
        sod.check(1, &self.dg1)?;
        sod.check(2, &self.dg2)?;
        for (group, file) in [(14, &self.dg14), (15, &self.dg15)] {
            match file {
                Some(file) => sod.check(group, file)?,
                // DG15 is not read where the chip proved itself otherwise.
                None if group == 14 && sod.lists(group) => return Err(Refusal::Hash(group)),
                None => {}
            }
        }
        authenticate(&sod.signed, trust, Some(issuer), conditions)?;
        let dg14 = self.dg14.as_deref().map(Dg14::read).transpose()?;
        self.check_downgrade(dg14.as_ref())?;
        self.proven_level(sod, dg14.as_ref(), trust, conditions, issuer)
    }

    /// CardAccess is not signed; DG14 repeats its offers of PACE.
    fn check_downgrade(&self, dg14: Option<&Dg14>) -> Result<(), Refusal> {
        let offered = match &self.card_access {
            Some(set) => read_infos(set)?,
            None => Vec::new(),
        };
        let Some(dg14) = dg14 else { return Ok(()) };
        let signed: Vec<_> = dg14.pace().collect();
        let mut offered =
            offered.iter().filter(|info| matches!(info.protocol, Protocol::Pace { .. }));
        let differs = !signed.is_empty() && !offered.all(|info| signed.contains(&info));
        let hides = signed.iter().any(|info| !self.offers(info));
        if differs || hides { Err(Refusal::Downgrade) } else { Ok(()) }
    }

    fn offers(&self, wanted: &crate::security_info::SecurityInfo) -> bool {
        let infos = self.card_access.as_deref().map(read_infos);
        infos.is_some_and(|infos| infos.is_ok_and(|infos| infos.contains(wanted)))
    }

    /// A chip with chip authentication mapping also has CardSecurity, which says with which key (ICAO 9303-11
    /// section 9.2): a copy that hides that file is no better than one that fails the check.
    fn offers_mapping(&self) -> bool {
        let offers = self.card_access.as_deref().map(pace_offers);
        let is_mapping = |offer: &PaceOffer| offer.mapping == Mapping::ChipAuthentication;
        offers.is_some_and(|offers| offers.is_ok_and(|offers| offers.iter().any(is_mapping)))
    }

    fn proven_level(
        &self,
        sod: &Sod,
        dg14: Option<&Dg14>,
        trust: &Trust,
        conditions: Conditions,
        issuer: &[u8],
    ) -> Result<Level, Refusal> {
        match &self.proof {
            Proof::ChipAuthentication => Ok(Level::Genuine),
            Proof::Mapping { proof, card_security } => {
                let data = SignedData::read(card_security)?;
                if data.content_type != SECURITY_OBJECT {
                    return Err(Refusal::Malformed);
                }
                authenticate(&data, trust, Some(issuer), conditions)?;
                check_mapping(proof, &data.content)?;
                Ok(Level::Genuine)
            }
            Proof::Active { challenge, signature } => {
                let key = read_dg15(self.dg15.as_deref().ok_or(Refusal::Clone)?)?;
                check_active(&key, dg14, challenge, signature)?;
                Ok(Level::Genuine)
            }
            Proof::Unknown(refusal) => Err(*refusal),
            Proof::None => {
                let promised = dg14.map(Dg14::chip_key).transpose()?.flatten().is_some();
                let promised = promised || sod.lists(15) || self.offers_mapping();
                if promised { Err(Refusal::Clone) } else { Ok(Level::Signed) }
            }
        }
    }
}
