//! What the kiosk would say of a document's files.

use document::{
    Conditions, Level, Refusal, RefusalOutcome, Sod, Trust, authenticate, read_dg1, read_dg2,
};

/// The level of the files, and who signed them.
#[derive(Debug)]
pub struct Finding {
    /// Country and name of the signer's authority.
    pub issuer: String,
    /// What the kiosk would say. Without a chip nothing is [`Level::Genuine`].
    pub level: Result<Level, Refusal>,
    /// Why the level is [`Level::Unverified`].
    pub reason: Option<Refusal>,
}

/// Judges a security object and, if they are given, DG1 and DG2.
///
/// # Errors
/// What is wrong with a file that cannot be read at all.
pub fn check(
    sod: &[u8],
    dg1: Option<&[u8]>,
    dg2: Option<&[u8]>,
    trust: &Trust,
    conditions: Conditions,
) -> Result<Finding, Refusal> {
    let sod = Sod::read(sod)?;
    let issuer = sod.signed.signer()?.issuer.label();
    let judged = judge(&sod, dg1, dg2, trust, conditions);
    let (level, reason) = match judged {
        Err(refusal) if refusal.outcome() == RefusalOutcome::Unverified => {
            (Ok(Level::Unverified), Some(refusal))
        }
        judged => (judged, None),
    };
    Ok(Finding { issuer, level, reason })
}

fn judge(
    sod: &Sod,
    dg1: Option<&[u8]>,
    dg2: Option<&[u8]>,
    trust: &Trust,
    conditions: Conditions,
) -> Result<Level, Refusal> {
    let mut issuing_state = None;
    if let Some(file) = dg1 {
        sod.check(1, file)?;
        let mrz = read_dg1(file)?;
        if mrz.expiry()?.is_some_and(|expiry| expiry < conditions.on) {
            return Err(Refusal::Expired);
        }
        issuing_state = Some(mrz);
    }
    if let Some(file) = dg2 {
        sod.check(2, file)?;
        read_dg2(file)?;
    }
    let issuer = issuing_state.as_ref().map(|mrz| mrz.issuer());
    authenticate(&sod.signed, trust, issuer, conditions)?;
    Ok(Level::Signed)
}
