//! The privacy notice: its version, its period, and the law behind it.

use serde::{Deserialize, Deserializer, de::Error};

use crate::{date::Date, fields::whole, name::Name};

/// When the notice may be shown, and what only the site can say in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Notice {
    /// Its number, sent with every result.
    #[serde(deserialize_with = "whole::<0, { u16::MAX }, _>")]
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

impl Notice {
    /// Whether the notice is in effect at a time, in seconds since 1970-01-01 UTC.
    pub fn is_in_effect(&self, now: u32) -> bool {
        let today = Date::of(now);
        self.effective <= today && today <= self.expires
    }
}

/// The fields, and what they have to be together. `remote` makes the derived function for the fields
/// alone a method of the struct.
impl<'de> Deserialize<'de> for Notice {
    fn deserialize<D: Deserializer<'de>>(notice: D) -> Result<Self, D::Error> {
        let notice = Self::deserialize(notice)?;
        if notice.expires < notice.effective {
            return Err(D::Error::custom("the notice expires before it is in effect"));
        }
        if !notice.address.starts_with("https://") {
            return Err(D::Error::custom("address: an address that begins with https://"));
        }
        Ok(notice)
    }
}
