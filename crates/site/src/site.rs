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
    places::Places,
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
    /// By language: the file on this site of a video that says the notice in a sign language.
    pub sign_language: BTreeMap<String, Name>,
    /// For bright or for dark rooms.
    pub theme: Theme,
    /// Whether the server shows a public board of called numbers.
    pub board: Board,
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

/// Whether a board shows ticket numbers and places to all who pass. Off unless the site says otherwise:
/// a number beside a place tells bystanders who is called, and that is for the site to decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Board {
    /// There is no board.
    #[default]
    Off,
    /// Called and waiting numbers are public.
    On,
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
            "sign_language",
            "theme",
            "board",
        ];
        let value = Value::read(text).map_err(SettingsError::syntax)?;
        let file = Field::file(&value);
        let fields = file.fields(&FIELDS)?;
        let (target_fmr, theme) = (fields.find("target_fmr"), fields.find("theme"));
        let board = fields.find("board");
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
            sign_language: videos
                .map(|field| sign_language(&field))
                .transpose()?
                .unwrap_or_default(),
            theme: theme.map(|field| field.word()).transpose()?.unwrap_or_default(),
            board: board.map(|field| field.word()).transpose()?.unwrap_or_default(),
        })
    }
}

fn kiosk(field: &Field<'_>) -> Result<KioskId, SettingsError> {
    let id = field.text()?.parse();
    id.map_err(|_| field.wrong("four hexadecimal digits, such as 0007"))
}
