//! The site's settings: `kiosk.json`, beside the page.

use serde::Deserialize;

use wire::KioskId;

/// What the operator of a site decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Which kiosk this is: four hexadecimal digits.
    #[serde(deserialize_with = "kiosk")]
    pub kiosk: KioskId,
    /// Where travellers go, in the words that stand on the site's own signs.
    pub places: Places,
    /// The notice that is shown.
    pub notice: Notice,
    /// Whether the officer's card stands before the card of the face check.
    pub officer_first: bool,
}

/// Names of places on the site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Where a match leads.
    pub face: String,
    /// Where an officer is.
    pub officer: String,
}

/// When the notice may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its number, sent with every result.
    pub version: u16,
    /// The first day, UTC.
    pub effective: Date,
    /// The last day, UTC.
    pub expires: Date,
}

/// A day of the Gregorian calendar, written as 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "&str")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why the settings cannot be used. For staff: it names the field.
#[derive(Debug, thiserror::Error)]
#[error("kiosk.json: {0}")]
pub struct Error(#[from] serde_json::Error);

impl Site {
    /// Reads `kiosk.json`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Ok(serde_json::from_str(text)?)
    }
}

impl Notice {
    /// Whether the notice is in effect at a time, in seconds since 1970-01-01 UTC.
    pub fn is_in_effect(&self, now: u32) -> bool {
        let today = Date::of(now);
        self.effective <= today && today <= self.expires
    }
}

impl Date {
    /// The UTC day of a time in seconds since 1970-01-01.
    ///
    /// Days to civil date as in Howard Hinnant's `chrono`-compatible calendar algorithms.
    pub fn of(time: u32) -> Self {
        let days = time / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + u32::from(month <= 2);
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<&str> for Date {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        const WRONG: &str = "a date is written as 2026-11-22";
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
            return Err(WRONG);
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(WRONG);
        }
        let date = Self {
            year: year.parse().map_err(|_| WRONG)?,
            month: month.parse().map_err(|_| WRONG)?,
            day: day.parse().map_err(|_| WRONG)?,
        };
        let in_range = (1970..2100).contains(&date.year)
            && (1..=12).contains(&date.month)
            && (1..=31).contains(&date.day);
        if in_range { Ok(date) } else { Err(WRONG) }
    }
}

fn kiosk<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<KioskId, D::Error> {
    KioskId::deserialize(deserializer)
        .map_err(|_| serde::de::Error::custom("kiosk: four hexadecimal digits, such as 0007"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../public/kiosk.json");

    #[test]
    fn the_shipped_settings_are_valid() {
        let site = Site::parse(SHIPPED).unwrap();
        assert!(site.notice.effective < site.notice.expires);
    }

    #[test]
    fn wrong_settings_say_which_field() {
        let swaps = [
            ("\"kiosk\": \"0001\"", "\"kiosk\": \"1\"", "kiosk"),
            ("\"version\": 1", "\"version\": -1", "u16"),
            ("\"officer_first\"", "\"officer_fist\"", "officer_fist"),
            ("\"effective\": \"2026", "\"effective\": \"26", "date"),
        ];
        for (from, to, word) in swaps {
            let text = SHIPPED.replace(from, to);
            assert_ne!(text, SHIPPED, "{from} is not there");
            let error = Site::parse(&text).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_time_has_its_day() {
        let days = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_709_251_199, "2024-02-29"),
            (1_709_251_200, "2024-03-01"),
            (1_795_305_600, "2026-11-22"),
            (u32::MAX, "2106-02-07"),
        ];
        for (time, day) in days {
            assert_eq!(Date::of(time).to_string(), day);
        }
    }

    #[test]
    fn a_notice_is_in_effect_from_its_first_to_its_last_day() {
        let site = Site::parse(SHIPPED).unwrap();
        let notice = Notice {
            effective: Date::try_from("2026-11-22").unwrap(),
            expires: Date::try_from("2026-11-23").unwrap(),
            ..site.notice
        };
        let noon = 1_795_348_800;
        for (days, expected) in [(-1, false), (0, true), (1, true), (2, false)] {
            let time = (i64::from(noon) + days * 86_400) as u32;
            assert_eq!(notice.is_in_effect(time), expected, "{days}");
        }
    }
}
