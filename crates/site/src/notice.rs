//! The privacy notice: its version, its period, and the law behind it.

use crate::{
    date::Date,
    fields::{Field, SettingsError},
    name::Name,
};

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

impl Notice {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
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
