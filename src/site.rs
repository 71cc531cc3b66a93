//! The site's settings: `kiosk.json`, beside the page.
//!
//! Whatever parses is consistent. A wrong file says which field and why, and leaves the officer
//! lane alone open.

mod date;
mod retention;
mod screen;
mod waits;

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::{Deserialize, Deserializer, de};

use wire::{DocumentSource, KioskId};

pub use date::Date;
pub use retention::{Kept, Retention, Row, Who};
pub use screen::Screen;
pub use waits::Waits;

use crate::{
    flow::{Flow, Panel, Step, Time},
    vision::protocol::TargetFmr,
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
    /// The languages on offer, in this order; the first one greets.
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
    #[serde(default)]
    pub target_fmr: TargetFmr,
    /// How documents can be shown; the first way is asked for.
    pub document_sources: Sources,
    /// By language: the file on this site of a video that says the notice in a sign language.
    #[serde(default, deserialize_with = "videos")]
    pub sign_language: BTreeMap<String, Name>,
    /// For bright or for dark rooms.
    #[serde(default)]
    pub theme: Theme,
}

/// A line of text for travellers: 1 to 120 characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Name(String);

/// Names of places on the site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Where a match leads.
    pub face: Name,
    /// Where an officer is.
    pub officer: Name,
}

/// When the notice may be shown, and what only the site can say in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "NoticeFields")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// On the notice.
    #[serde(deserialize_with = "seconds")]
    pub notice: Duration,
    /// While the document is shown.
    #[serde(deserialize_with = "seconds")]
    pub document: Duration,
    /// While the face is taken.
    #[serde(deserialize_with = "seconds")]
    pub face: Duration,
    /// On the last screen.
    #[serde(deserialize_with = "seconds")]
    pub done: Duration,
}

/// Languages of `locales/`: at least one, none twice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Languages(Vec<&'static str>);

/// Ways to show a document: one or two different ones.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<DocumentSource>")]
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

/// Why the settings cannot be used. For staff: it names the field.
#[derive(Debug, thiserror::Error)]
#[error("kiosk.json: {0}")]
pub struct Error(#[from] serde_path_to_error::Error<serde_json::Error>);

/// The languages that this build speaks.
pub const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Site {
    /// Reads `kiosk.json`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut reader = serde_json::Deserializer::from_str(text);
        Ok(serde_path_to_error::deserialize(&mut reader)?)
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
    /// Whether the notice is in effect at a time, in seconds since 1970-01-01 UTC.
    pub fn is_in_effect(&self, now: u32) -> bool {
        let today = Date::of(now);
        self.effective <= today && today <= self.expires
    }
}

impl Languages {
    /// As the folders of `locales/` are called, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

impl Sources {
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

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=120).contains(&text.chars().count());
        let is_plain = !text.chars().any(char::is_control) && text.trim() == text;
        if fits && is_plain {
            Ok(Self(text))
        } else {
            Err("1 to 120 characters in one line, with no space around them")
        }
    }
}

impl TryFrom<Vec<String>> for Languages {
    type Error = String;

    fn try_from(wanted: Vec<String>) -> Result<Self, String> {
        let mut known = Vec::new();
        for tag in &wanted {
            match LANGUAGES.iter().find(|it| *it == tag) {
                Some(tag) if !known.contains(tag) => known.push(*tag),
                _ => return Err(format!("`{tag}` is given twice, or is none of {LANGUAGES:?}")),
            }
        }
        if known.is_empty() { Err("at least one language".into()) } else { Ok(Self(known)) }
    }
}

impl TryFrom<Vec<DocumentSource>> for Sources {
    type Error = &'static str;

    fn try_from(sources: Vec<DocumentSource>) -> Result<Self, Self::Error> {
        match sources[..] {
            [_] => Ok(Self(sources)),
            [one, other] if one != other => Ok(Self(sources)),
            _ => Err("one or two different ways"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeFields {
    version: u16,
    effective: Date,
    expires: Date,
    authority: Name,
    address: Name,
}

impl TryFrom<NoticeFields> for Notice {
    type Error = &'static str;

    fn try_from(fields: NoticeFields) -> Result<Self, Self::Error> {
        let NoticeFields { version, effective, expires, authority, address } = fields;
        if expires < effective {
            return Err("the notice expires before it is in effect");
        }
        if !address.starts_with("https://") {
            return Err("address: an address that begins with https://");
        }
        Ok(Self { version, effective, expires, authority, address })
    }
}

/// Reads videos: the languages are known, the files on this site.
fn videos<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Name>, D::Error> {
    let videos = BTreeMap::<String, Name>::deserialize(deserializer)?;
    for (language, file) in &videos {
        if !LANGUAGES.contains(&language.as_str()) {
            return Err(de::Error::custom(format!("`{language}` is none of {LANGUAGES:?}")));
        }
        if !file.starts_with('/') || file.starts_with("//") {
            return Err(de::Error::custom(format!(
                "{file}: a path on this site, as /videos/en.mp4"
            )));
        }
    }
    Ok(videos)
}

fn kiosk<'de, D: Deserializer<'de>>(deserializer: D) -> Result<KioskId, D::Error> {
    KioskId::deserialize(deserializer)
        .map_err(|_| de::Error::custom("four hexadecimal digits, such as 0007"))
}

/// Reads 10 to 600 seconds.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let seconds = range::<u16, 10, 600, D>(deserializer)?;
    Ok(Duration::from_secs(seconds.into()))
}

/// Reads a number from `LOW` to `HIGH`.
fn range<'de, T, const LOW: u16, const HIGH: u16, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Copy + Into<f64>,
    D: Deserializer<'de>,
{
    let number = T::deserialize(deserializer)?;
    let is_in_range = (f64::from(LOW)..=f64::from(HIGH)).contains(&number.into());
    let wrong = || de::Error::custom(format!("a number from {LOW} to {HIGH}"));
    if is_in_range { Ok(number) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests;
