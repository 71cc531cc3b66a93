//! Who may decline a photo of an officer, and whose photo is taken or kept: the law by class of traveller.

use serde::Deserialize;

use crate::{
    date::Date,
    fields::{Field, SettingsError},
    name::Name,
    retention::{TravellerGroup, check_classes},
};

/// What the law says of photos of some travellers. It never changes the choice at the kiosk, which is
/// open to everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoRule {
    /// The travellers that the rule is about.
    pub who: TravellerGroup,
    /// What it says.
    pub rule: PhotoRuleKind,
    /// The document that says so.
    pub source: Name,
    /// The day of that document.
    pub dated: Date,
}

/// What a rule says of photos outside of the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoRuleKind {
    /// The traveller may say no to an officer's photo as well.
    MayDecline,
    /// An officer may take a photo of the traveller, whatever the traveller chose at the kiosk.
    OfficerMayPhotograph,
    /// A programme that the traveller has joined keeps a photo.
    ProgramKeepsPhoto,
}

/// Reads the rules, one for each class of travellers.
pub(crate) fn photo_rules(field: &Field<'_>) -> Result<Vec<PhotoRule>, SettingsError> {
    let (mut rules, mut classes) = (Vec::new(), Vec::new());
    for field in field.items()? {
        let rule = PhotoRule::read(&field)?;
        classes.push(rule.who);
        rules.push(rule);
    }
    check_classes(field, &classes)?;
    Ok(rules)
}

impl PhotoRule {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["who", "rule", "source", "dated"])?;
        Ok(Self {
            who: fields.get("who")?.word()?,
            rule: fields.get("rule")?.word()?,
            source: fields.name("source")?,
            dated: fields.date("dated")?,
        })
    }
}
