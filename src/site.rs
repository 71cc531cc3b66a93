//! The site's settings: `kiosk.json`, beside the page.
//!
//! Parsed settings are consistent. A wrong file gives an error with the field and the reason, and leaves
//! only the officer lane open.

mod fields;
mod date;
mod retention;
mod screen;
mod waits;

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::Deserialize;

use wire::{DocumentSource, KioskId};

pub use date::Date;
pub use fields::SettingsError;
pub use retention::{Kept, Retention, Row, Who};
pub use screen::Screen;
pub use waits::{Source, Told, Waits};

use fields::Field;

use crate::{
    flow::{Flow, Panel, Step, Time},
    json::Value,
    vision::protocol::TargetFmr,
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
    pub waits: Option<Waits>,
    /// How long to wait for travellers.
    pub patience: Patience,
    /// The screen, which decides how large letters are.
    pub screen: Screen,
    /// How many of the comparisons of two different people may match: one in ten thousand, unless
    /// the site says otherwise.
    pub target_fmr: TargetFmr,
    /// How documents can be shown; the first way is asked for.
    pub document_sources: Sources,
    /// By language: the file on this site of a video that says the notice in a sign language.
    pub sign_language: BTreeMap<String, Name>,
    /// For bright or for dark rooms.
    pub theme: Theme,
}

/// A line of text for travellers: 1 to 120 characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// Names of places on the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Where a match leads.
    pub face: Name,
    /// Where an officer is.
    pub officer: Name,
}

/// When the notice may be shown, and what only the site can say in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number, sent with every result.
    pub version: u16,
    /// The first day, UTC.
    pub effective: Date,
    /// The last day, UTC.
    pub expires: Date,
    /// The law that allows the check.
    pub authority: Name,
    /// Where the notice can be read on the web. The wall sign's code leads there.
    pub address: Name,
}

/// How long to wait for a traveller on each screen before asking whether they are still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// On the notice.
    pub notice: Duration,
    /// While the document is shown.
    pub document: Duration,
    /// While the face is taken.
    pub face: Duration,
    /// On the last screen.
    pub done: Duration,
}

/// Languages of `locales/`: at least one, none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<&'static str>);

/// Ways to show a document: one or two different ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources(Vec<DocumentSource>);

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

/// The languages that this build speaks.
pub const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Site {
    /// Reads `kiosk.json`.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        const FIELDS: [&str; 16] = [
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
        ];
        let value = Value::read(text).map_err(SettingsError::syntax)?;
        let file = Field::file(&value);
        let fields = file.fields(&FIELDS)?;
        let (target_fmr, theme) = (fields.find("target_fmr"), fields.find("theme"));
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
            waits: fields.find("waits").map(|field| Waits::read(&field)).transpose()?,
            patience: Patience::read(&fields.get("patience")?)?,
            screen: Screen::read(&fields.get("screen")?)?,
            target_fmr: target_fmr.map(|field| field.word()).transpose()?.unwrap_or_default(),
            document_sources: Sources::read(&fields.get("document_sources")?)?,
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

impl Patience {
    /// For a kiosk without settings.
    pub const USUAL: Self = Self {
        notice: Duration::from_secs(90),
        document: Duration::from_secs(90),
        face: Duration::from_secs(45),
        done: Duration::from_secs(25),
    };
    /// After so long without a touch the first screen is as it was.
    const WELCOME: Duration = Duration::from_secs(90);
    /// Longer than any comparison takes.
    const COMPARING: Duration = Duration::from_secs(10);
    /// Staff may be some way off.
    const HELP: Duration = Duration::from_secs(300);

    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["notice", "document", "face", "done"])?;
        let seconds = |name| {
            let seconds = fields.whole(name, 10..=600)?;
            Ok::<_, SettingsError>(Duration::from_secs(seconds.into()))
        };
        Ok(Self {
            notice: seconds("notice")?,
            document: seconds("document")?,
            face: seconds("face")?,
            done: seconds("done")?,
        })
    }

    /// How long nothing may happen.
    pub fn of(&self, flow: Flow) -> Duration {
        if flow.time.is_short {
            return Duration::from_secs(Time::ANSWER_SECONDS.into());
        }
        match flow.step {
            Step::Comparing(..) => Self::COMPARING,
            _ if flow.panel == Some(Panel::Help) => Self::HELP,
            Step::Welcome => Self::WELCOME,
            Step::Notice => self.notice,
            Step::Document(_) => self.document,
            Step::Face(..) => self.face,
            Step::Done(_) => self.done,
        }
    }
}

impl Notice {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["version", "effective", "expires", "authority", "address"])?;
        let notice = Self {
            version: fields.whole("version", 0..=u16::MAX)?,
            effective: fields.date("effective")?,
            expires: fields.date("expires")?,
            authority: fields.name("authority")?,
            address: fields.name("address")?,
        };
        if notice.expires < notice.effective {
            return Err(field.wrong("the notice expires before it is in effect"));
        }
        if !notice.address.starts_with("https://") {
            return Err(field.wrong("address: an address that begins with https://"));
        }
        Ok(notice)
    }

    /// Whether the notice is in effect at a time, in seconds since 1970-01-01 UTC.
    pub fn is_in_effect(&self, now: u32) -> bool {
        let today = Date::of(now);
        self.effective <= today && today <= self.expires
    }
}

impl Languages {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let mut known = Vec::new();
        for tag in field.items()? {
            let tag = tag.text()?;
            match LANGUAGES.iter().find(|known| **known == tag) {
                Some(tag) if !known.contains(tag) => known.push(*tag),
                _ => return Err(field.wrong(&format!("`{tag}` is given twice, or {}", unknown()))),
            }
        }
        if known.is_empty() { Err(field.wrong("at least one language")) } else { Ok(Self(known)) }
    }

    /// As the folders of `locales/` are called, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

impl Sources {
    fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let sources = field.items()?.map(|field| field.word()).collect::<Result<Vec<_>, _>>()?;
        match sources[..] {
            [_] => Ok(Self(sources)),
            [one, other] if one != other => Ok(Self(sources)),
            _ => Err(field.wrong("one or two different ways")),
        }
    }

    /// The way that is asked for.
    pub fn first(&self) -> DocumentSource {
        self.0[0]
    }

    /// Whether a document can be shown this way.
    pub fn has(&self, source: DocumentSource) -> bool {
        self.0.contains(&source)
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for Name {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        let fits = (1..=120).contains(&text.chars().count());
        let is_plain = !text.chars().any(char::is_control) && text.trim() == text;
        if fits && is_plain {
            Ok(Self(text.to_owned()))
        } else {
            Err("1 to 120 characters in one line, with no space around them")
        }
    }
}

fn kiosk(field: &Field<'_>) -> Result<KioskId, SettingsError> {
    let id = field.text()?.parse();
    id.map_err(|_| field.wrong("four hexadecimal digits, such as 0007"))
}

/// Videos: the languages are known, and the files are on this site, at addresses that cannot be
/// mistaken for those of another site.
fn sign_language(field: &Field<'_>) -> Result<BTreeMap<String, Name>, SettingsError> {
    let mut videos = BTreeMap::new();
    for (language, file) in field.named()? {
        if !LANGUAGES.contains(&language) {
            return Err(field.wrong(&format!("`{language}` {}", unknown())));
        }
        let name = file.name()?;
        if !is_video(&name) {
            return Err(file.wrong("a video on this site, as /videos/en.mp4 or /videos/en.webm"));
        }
        videos.insert(language.to_owned(), name);
    }
    Ok(videos)
}

/// Whether this is a path of a video as the server writes paths: a browser reads `/\a.example` and
/// `//a.example` as another host.
fn is_video(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_part = |it: &str| !it.is_empty() && !it.starts_with('.') && it.bytes().all(plain);
    let is_medium = path.ends_with(".mp4") || path.ends_with(".webm");
    is_medium && path.strip_prefix('/').is_some_and(|it| it.split('/').all(is_part))
}

fn unknown() -> String {
    format!("is none of {}", LANGUAGES.join(", "))
}

#[cfg(test)]
mod tests;
