//! All settings of a site.

use std::collections::BTreeMap;

use json::Value;
use models::Fmr;
use serde::Deserialize;
use wire::KioskId;

use crate::{
    document_sources::DocumentSources,
    fields::{Field, SettingsError},
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
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Which kiosk this is: four hexadecimal digits.
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
    pub target_fmr: Fmr,
    /// How documents can be shown; the first way is asked for.
    pub document_sources: DocumentSources,
    /// Whether a page before the camera counts without a machine-readable zone that can be read.
    pub pages_without_zone: bool,
    /// By language: the file on this site of a video that says the notice in a sign language.
    pub sign_language: BTreeMap<String, Name>,
    /// For bright or for dark rooms.
    pub theme: Theme,
}

/// Names of places on the site.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        const FIELDS: [&str; 17] = [
            "kiosk",
            "site",
            "operator",
            "places",
            "complaints",
            "officer_first",
            "languages",
            "notice",
            "retention",
            "waits",
            "patience",
            "screen",
            "target_fmr",
            "document_sources",
            "pages_without_zone",
            "sign_language",
            "theme",
        ];
        let value = Value::read(text).map_err(SettingsError::syntax)?;
        let file = Field::file(&value);
        let fields = file.fields(&FIELDS)?;
        let (target_fmr, theme) = (fields.find("target_fmr"), fields.find("theme"));
        let without_zone = fields.find("pages_without_zone");
        let videos = fields.find("sign_language");
        Ok(Self {
            kiosk: kiosk(&fields.get("kiosk")?)?,
            site: fields.name("site")?,
            operator: fields.name("operator")?,
            places: Places::read(&fields.get("places")?)?,
            complaints: fields.name("complaints")?,
            officer_first: fields.get("officer_first")?.truth()?,
            languages: Languages::read(&fields.get("languages")?)?,
            notice: Notice::read(&fields.get("notice")?)?,
            retention: Retention::read(&fields.get("retention")?)?,
            waits: fields.find("waits").map(|field| StatedWaits::read(&field)).transpose()?,
            patience: Patience::read(&fields.get("patience")?)?,
            screen: Screen::read(&fields.get("screen")?)?,
            target_fmr: target_fmr.map(|field| field.word()).transpose()?.unwrap_or_default(),
            document_sources: DocumentSources::read(&fields.get("document_sources")?)?,
            pages_without_zone: without_zone
                .map(|field| field.truth())
                .transpose()?
                .unwrap_or_default(),
            sign_language: videos
                .map(|field| sign_language(&field))
                .transpose()?
                .unwrap_or_default(),
            theme: theme.map(|field| field.word()).transpose()?.unwrap_or_default(),
        })
    }
}

impl Places {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["face", "officer"])?;
        Ok(Self { face: fields.name("face")?, officer: fields.name("officer")? })
    }
}

fn kiosk(field: &Field<'_>) -> Result<KioskId, SettingsError> {
    let id = field.text()?.parse();
    id.map_err(|_| field.wrong("four hexadecimal digits, such as 0007"))
}
