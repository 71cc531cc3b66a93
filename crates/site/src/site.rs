//! All settings of a site.

use std::collections::BTreeMap;

use models::Fmr;
use serde::{Deserialize, Deserializer, de::Error};
use wire::KioskId;

use crate::{
    document_sources::DocumentSources,
    fields::{self, SettingsError},
    languages::Languages,
    name::Name,
    notice::Notice,
    patience::Patience,
    retention::Retention,
    screen::Screen,
    sign_language::sign_language,
    waits::StatedWaits,
};

/// What the operator of a site decides.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Which kiosk this is: four hexadecimal digits.
    #[serde(deserialize_with = "kiosk")]
    pub kiosk: KioskId,
    /// What people call the site.
    pub site: Name,
    /// Who runs the kiosk.
    pub operator: Name,
    /// Where travellers go, in the words that stand on the site's own signs.
    pub places: Places,
    /// Where complaints go: an address, a telephone number.
    pub complaints: Name,
    /// Whether the officer's card stands before the card of the face check.
    pub officer_first: bool,
    /// The languages on offer, in this order; the page starts in the first one.
    pub languages: Languages,
    /// The notice that is shown.
    pub notice: Notice,
    /// How long an agency keeps the photos that its officers take.
    pub retention: Retention,
    /// Usual waits, if the site states any.
    pub waits: Option<StatedWaits>,
    /// How long to wait for travellers.
    pub patience: Patience,
    /// The screen, which decides how large letters are.
    pub screen: Screen,
    /// How many of the comparisons of two different people may match: one in ten thousand, unless
    /// the site says otherwise.
    #[serde(default, deserialize_with = "fields::or_default")]
    pub target_fmr: Fmr,
    /// How documents can be shown; the first way is asked for.
    pub document_sources: DocumentSources,
    /// By language: the file on this site of a video that says the notice in a sign language.
    #[serde(default, deserialize_with = "sign_language")]
    pub sign_language: BTreeMap<String, Name>,
    /// For bright or for dark rooms.
    #[serde(default, deserialize_with = "fields::or_default")]
    pub theme: Theme,
}

/// Names of places on the site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Where a match leads.
    pub face: Name,
    /// Where an officer is.
    pub officer: Name,
}

/// The light that the screen is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Daylight.
    #[default]
    Light,
    /// A dark room.
    Dim,
}

impl Site {
    /// Reads `kiosk.json`.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        fields::read(text)
    }
}

fn kiosk<'de, D: Deserializer<'de>>(field: D) -> Result<KioskId, D::Error> {
    let id = String::deserialize(field)?.parse();
    id.map_err(|_| D::Error::custom("four hexadecimal digits, such as 0007"))
}
