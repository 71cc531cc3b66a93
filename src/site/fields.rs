//! Reads fields of the settings. An error names the path of the field and the reason.

use std::{fmt, ops::RangeInclusive};

use super::{Date, Name};
use crate::json::{Syntax, Value};
use serde::{Deserialize, de::value::StrDeserializer};

/// Why the settings cannot be used. For staff: it names the field.
#[derive(Debug, thiserror::Error)]
#[error("kiosk.json: {0}")]
pub struct SettingsError(Box<str>);

/// A field of the settings.
pub(super) struct Field<'a> {
    value: &'a Value,
    way: Way<'a>,
}

/// A field that holds others.
pub(super) struct Fields<'a> {
    all: &'a Value,
    way: Way<'a>,
}

/// The path of a field.
#[derive(Clone, Copy)]
enum Way<'a> {
    File,
    Name(&'a Way<'a>, &'a str),
    Place(&'a Way<'a>, usize),
}

impl SettingsError {
    /// The text is no JSON.
    pub(super) fn syntax(error: Syntax) -> Self {
        Self(error.to_string().into())
    }
}

impl<'a> Field<'a> {
    /// The whole file.
    pub(super) fn file(value: &'a Value) -> Self {
        Self { value, way: Way::File }
    }

    pub(super) fn wrong(&self, why: &str) -> SettingsError {
        self.way.wrong(why)
    }

    /// The fields of this one. One whose name is not `known` is wrong: it may be misspelt.
    pub(super) fn fields(&'a self, known: &[&str]) -> Result<Fields<'a>, SettingsError> {
        match self.named()?.find(|(name, _)| !known.contains(name)) {
            Some((name, _)) => Err(self.wrong(&format!("unknown field `{name}`"))),
            None => Ok(Fields { all: self.value, way: self.way }),
        }
    }

    /// The fields of this one, whatever they are called.
    pub(super) fn named(
        &'a self,
    ) -> Result<impl Iterator<Item = (&'a str, Field<'a>)>, SettingsError> {
        let Value::Object(all) = self.value else { return Err(self.wrong("fields in braces")) };
        Ok(all
            .iter()
            .map(|(name, value)| (name.as_str(), Field { value, way: Way::Name(&self.way, name) })))
    }

    /// What is listed.
    pub(super) fn items(&'a self) -> Result<impl Iterator<Item = Field<'a>>, SettingsError> {
        let Value::Array(all) = self.value else { return Err(self.wrong("a list in brackets")) };
        let item = |(i, value)| Field { value, way: Way::Place(&self.way, i) };
        Ok(all.iter().enumerate().map(item))
    }

    pub(super) fn text(&self) -> Result<&'a str, SettingsError> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.wrong("a text in quotes")),
        }
    }

    pub(super) fn truth(&self) -> Result<bool, SettingsError> {
        match self.value {
            Value::Bool(it) => Ok(*it),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// A whole number in a range.
    pub(super) fn whole(&self, range: RangeInclusive<u16>) -> Result<u16, SettingsError> {
        let number = self.number(range.clone())?;
        if number.fract() == 0.0 { Ok(number as u16) } else { Err(self.out_of(&range)) }
    }

    /// A number in a range.
    pub(super) fn number(&self, range: RangeInclusive<u16>) -> Result<f64, SettingsError> {
        let (low, high) = (f64::from(*range.start()), f64::from(*range.end()));
        match self.value {
            Value::Number(it) if (low..=high).contains(it) => Ok(*it),
            _ => Err(self.out_of(&range)),
        }
    }

    fn out_of(&self, range: &RangeInclusive<u16>) -> SettingsError {
        self.wrong(&format!("a number from {} to {}", range.start(), range.end()))
    }

    /// One of a few words.
    pub(super) fn word<T: Deserialize<'a>>(&self) -> Result<T, SettingsError> {
        let word = StrDeserializer::<serde::de::value::Error>::new(self.text()?);
        T::deserialize(word).map_err(|error| self.wrong(&error.to_string()))
    }

    /// A line for travellers.
    pub(super) fn name(&self) -> Result<Name, SettingsError> {
        self.text()?.try_into().map_err(|why| self.wrong(why))
    }

    /// A day.
    pub(super) fn date(&self) -> Result<Date, SettingsError> {
        self.text()?.try_into().map_err(|why| self.wrong(why))
    }
}

impl<'a> Fields<'a> {
    /// A field that must be there.
    pub(super) fn get(&'a self, name: &'a str) -> Result<Field<'a>, SettingsError> {
        self.find(name).ok_or_else(|| self.way.wrong(&format!("missing field `{name}`")))
    }

    /// The same as a line for travellers.
    pub(super) fn name(&'a self, name: &'a str) -> Result<Name, SettingsError> {
        self.get(name)?.name()
    }

    /// The same as a day.
    pub(super) fn date(&'a self, name: &'a str) -> Result<Date, SettingsError> {
        self.get(name)?.date()
    }

    /// The same as a whole number in a range.
    pub(super) fn whole(
        &'a self,
        name: &'a str,
        range: RangeInclusive<u16>,
    ) -> Result<u16, SettingsError> {
        self.get(name)?.whole(range)
    }

    /// A field that may be left out, or be `null`.
    pub(super) fn find(&'a self, name: &'a str) -> Option<Field<'a>> {
        let value = self.all.field(name).filter(|value| **value != Value::Null)?;
        Some(Field { value, way: Way::Name(&self.way, name) })
    }
}

impl Way<'_> {
    fn wrong(&self, why: &str) -> SettingsError {
        SettingsError(match self {
            Self::File => why.into(),
            way => format!("{way}: {why}").into(),
        })
    }
}

/// As in `retention.rows[0].kept`.
impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Name(Self::File, name) => f.write_str(name),
            Self::Name(way, name) => write!(f, "{way}.{name}"),
            Self::Place(way, i) => write!(f, "{way}[{i}]"),
        }
    }
}
