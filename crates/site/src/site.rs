//! All settings of a site.

use std::collections::BTreeMap;

use json::Value;
use models::Fmr;
use serde::Deserialize;
use wire::KioskId;

use crate::{
    chip_reader::ChipReader,
    document_sources::DocumentSources,
    fields::{Field, Fields, SettingsError},
    languages::Languages,
    least_document::LeastDocument,
    name::Name,
    names::names,
    notice::Notice,
    patience::Patience,
    photo_rules::{PhotoRule, photo_rules},
    places::Places,
    profile::Profile,
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
    /// What the law says of officers' photos, by class of traveller. Empty if the site names nothing.
    pub photo_rules: Vec<PhotoRule>,
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
    /// What reads chips, if anything does.
    pub reader: Option<ChipReader>,
    /// The least that a document photo must be worth.
    pub least_document: LeastDocument,
    /// Whether the server shows a public board of called numbers.
    pub board: Board,
    /// The server's address for travellers' telephones, without a slash at its end: a receipt's code
    /// then opens the ticket's page there. `None` where telephones cannot reach the server.
    pub follow: Option<Name>,
    /// Whether tickets are printed.
    pub print: Print,
    /// What kind of place the site is.
    pub profile: Profile,
    /// Groups that officers call ashore, in the words on the travellers' cards. Empty where travellers
    /// come one by one.
    pub groups: Vec<Name>,
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

/// Whether tickets are printed. The screen shows the number in every case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Print {
    /// There is no printer.
    #[default]
    Off,
    /// If the traveller asks for it.
    Offer,
    /// Each ticket.
    Always,
}

impl Site {
    /// Reads `kiosk.json`.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        const FIELDS: [&str; 25] = [
            "kiosk",
            "site",
            "operator",
            "places",
            "complaints",
            "officer_first",
            "languages",
            "notice",
            "retention",
            "photo_rules",
            "waits",
            "patience",
            "screen",
            "target_fmr",
            "document_sources",
            "pages_without_zone",
            "sign_language",
            "theme",
            "board",
            "follow",
            "print",
            "profile",
            "groups",
            "reader",
            "least_document",
        ];
        let value = Value::read(text).map_err(SettingsError::syntax)?;
        let file = Field::file(&value);
        let fields = file.fields(&FIELDS)?;
        let (target_fmr, theme) = (fields.find("target_fmr"), fields.find("theme"));
        let without_zone = fields.find("pages_without_zone");
        let (board, follow) = (fields.find("board"), fields.find("follow"));
        let (print, profile) = (fields.find("print"), fields.find("profile"));
        let videos = fields.find("sign_language");
        let (rules, called) = (fields.find("photo_rules"), fields.find("groups"));
        let sources = DocumentSources::read(&fields.get("document_sources")?)?;
        let (reader, least_document) = chips(&file, &fields, &sources)?;
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
            photo_rules: rules.map(|field| photo_rules(&field)).transpose()?.unwrap_or_default(),
            waits: fields.find("waits").map(|field| StatedWaits::read(&field)).transpose()?,
            patience: Patience::read(&fields.get("patience")?)?,
            screen: Screen::read(&fields.get("screen")?)?,
            target_fmr: target_fmr.map(|field| field.word()).transpose()?.unwrap_or_default(),
            document_sources: sources,
            reader,
            least_document,
            pages_without_zone: without_zone
                .map(|field| field.truth())
                .transpose()?
                .unwrap_or_default(),
            sign_language: videos
                .map(|field| sign_language(&field))
                .transpose()?
                .unwrap_or_default(),
            theme: theme.map(|field| field.word()).transpose()?.unwrap_or_default(),
            board: board.map(|field| field.word()).transpose()?.unwrap_or_default(),
            print: print.map(|field| field.word()).transpose()?.unwrap_or_default(),
            profile: profile.map(|field| field.word()).transpose()?.unwrap_or_default(),
            groups: called.map(|field| names(&field)).transpose()?.unwrap_or_default(),
            follow: follow.map(|field| address(&field)).transpose()?,
        })
    }
}

/// The reader of a site that reads chips, and what it asks of a document.
fn chips(
    file: &Field<'_>,
    fields: &Fields<'_>,
    sources: &DocumentSources,
) -> Result<(Option<ChipReader>, LeastDocument), SettingsError> {
    let reader = fields.find("reader").map(|field| ChipReader::read(&field)).transpose()?;
    let least = fields.find("least_document").map(|field| field.word()).transpose()?;
    let least = least.unwrap_or_default();
    match (sources.has_chip(), &reader) {
        (true, None) => Err(file.wrong("document_sources has `chip`: `reader` is missing")),
        (false, Some(_)) => Err(file.wrong("reader: document_sources has no `chip`")),
        (false, None) if least != LeastDocument::Printed => {
            Err(file.wrong("least_document: document_sources has no `chip`"))
        }
        _ => Ok((reader, least)),
    }
}

/// The address of a server: `https`, a host, perhaps a port, and nothing else.
fn address(field: &Field<'_>) -> Result<Name, SettingsError> {
    let name = field.name()?;
    let host = name.strip_prefix("https://").unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    if host.is_empty() || !host.bytes().all(is_plain) {
        return Err(field.wrong("an address such as https://kiosk.port.example"));
    }
    Ok(name)
}

fn kiosk(field: &Field<'_>) -> Result<KioskId, SettingsError> {
    let id = field.text()?.parse();
    id.map_err(|_| field.wrong("four hexadecimal digits, such as 0007"))
}
