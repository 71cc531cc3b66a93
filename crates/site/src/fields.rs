//! Reads fields of the settings. An error names the path of the field and the reason.

use std::{fmt, ops::RangeInclusive};

use json::{SyntaxError, Value};
use serde::{Deserialize, de::value::StrDeserializer};

use crate::{date::Date, name::Name};

/// Why the settings cannot be used. For staff: it names the field.
#[derive(Debug, thiserror::Error)]
#[error("kiosk.json: {0}")]
pub struct SettingsError(Box<str>);

/// A field of the settings.
pub(crate) struct Field<'a> {
    value: &'a Value,
    path: FieldPath<'a>,
}

/// A field that holds others.
pub(crate) struct Fields<'a> {
    all: &'a Value,
    path: FieldPath<'a>,
}

/// The path of a field.
#[derive(Clone, Copy)]
enum FieldPath<'a> {
    File,
    Name(&'a FieldPath<'a>, &'a str),
    Place(&'a FieldPath<'a>, usize),
}

impl SettingsError {
    /// The text is no JSON.
    pub(crate) fn syntax(error: SyntaxError) -> Self {
        Self(error.to_string().into())
    }
}

impl<'a> Field<'a> {
    /// The whole file.
    pub(crate) fn file(value: &'a Value) -> Self {
        Self { value, path: FieldPath::File }
    }

    pub(crate) fn wrong(&self, why: &str) -> SettingsError {
        self.path.wrong(why)
    }

    /// The fields of this one. One whose name is not `known` is wrong: it may be misspelt.
    pub(crate) fn fields(&'a self, known: &[&str]) -> Result<Fields<'a>, SettingsError> {
        match self.named()?.find(|(name, _)| !known.contains(name)) {
            Some((name, _)) => Err(self.wrong(&format!("unknown field `{name}`"))),
            None => Ok(Fields { all: self.value, path: self.path }),
        }
    }

    /// The fields of this one, whatever they are called.
    pub(crate) fn named(
        &'a self,
    ) -> Result<impl Iterator<Item = (&'a str, Field<'a>)>, SettingsError> {
        let Value::Object(all) = self.value else { return Err(self.wrong("fields in braces")) };
        Ok(all.iter().map(|(name, value)| {
            (name.as_str(), Field { value, path: FieldPath::Name(&self.path, name) })
        }))
    }

    /// What is listed.
    pub(crate) fn items(&'a self) -> Result<impl Iterator<Item = Field<'a>>, SettingsError> {
        let Value::Array(all) = self.value else { return Err(self.wrong("a list in brackets")) };
        let item = |(i, value)| Field { value, path: FieldPath::Place(&self.path, i) };
        Ok(all.iter().enumerate().map(item))
    }

    pub(crate) fn text(&self) -> Result<&'a str, SettingsError> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.wrong("a text in quotes")),
        }
    }

    pub(crate) fn truth(&self) -> Result<bool, SettingsError> {
        match self.value {
            Value::Bool(truth) => Ok(*truth),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// A whole number in a range.
    pub(crate) fn whole(&self, range: RangeInclusive<u16>) -> Result<u16, SettingsError> {
        let number = self.number(range.clone())?;
        if number.fract() == 0.0 { Ok(number as u16) } else { Err(self.out_of(&range)) }
    }

    /// A number in a range.
    pub(crate) fn number(&self, range: RangeInclusive<u16>) -> Result<f64, SettingsError> {
        let (low, high) = (f64::from(*range.start()), f64::from(*range.end()));
        match self.value {
            Value::Number(number) if (low..=high).contains(number) => Ok(*number),
            _ => Err(self.out_of(&range)),
        }
    }

    fn out_of(&self, range: &RangeInclusive<u16>) -> SettingsError {
        self.wrong(&format!("a number from {} to {}", range.start(), range.end()))
    }

    /// One of a few words.
    pub(crate) fn word<T: Deserialize<'a>>(&self) -> Result<T, SettingsError> {
        let word = StrDeserializer::<serde::de::value::Error>::new(self.text()?);
        T::deserialize(word).map_err(|error| self.wrong(&error.to_string()))
    }

    /// A line for travellers.
    pub(crate) fn name(&self) -> Result<Name, SettingsError> {
        self.text()?.try_into().map_err(|why| self.wrong(why))
    }

    /// A day.
    pub(crate) fn date(&self) -> Result<Date, SettingsError> {
        self.text()?.try_into().map_err(|why| self.wrong(why))
    }
}

impl<'a> Fields<'a> {
    /// A field that must be there.
    pub(crate) fn get(&'a self, name: &'a str) -> Result<Field<'a>, SettingsError> {
        self.find(name).ok_or_else(|| self.path.wrong(&format!("missing field `{name}`")))
    }

    /// The same as a line for travellers.
    pub(crate) fn name(&'a self, name: &'a str) -> Result<Name, SettingsError> {
        self.get(name)?.name()
    }

    /// The same as a day.
    pub(crate) fn date(&'a self, name: &'a str) -> Result<Date, SettingsError> {
        self.get(name)?.date()
    }

    /// The same as a whole number in a range.
    pub(crate) fn whole(
        &'a self,
        name: &'a str,
        range: RangeInclusive<u16>,
    ) -> Result<u16, SettingsError> {
        self.get(name)?.whole(range)
    }

    /// A field that may be left out, or be `null`.
    pub(crate) fn find(&'a self, name: &'a str) -> Option<Field<'a>> {
        let value = self.all.field(name).filter(|value| **value != Value::Null)?;
        Some(Field { value, path: FieldPath::Name(&self.path, name) })
    }
}

impl FieldPath<'_> {
    fn wrong(&self, why: &str) -> SettingsError {
        SettingsError(match self {
            Self::File => why.into(),
            path => format!("{path}: {why}").into(),
        })
    }
}

/// As in `retention.rows[0].kept`.
impl fmt::Display for FieldPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Name(Self::File, name) => f.write_str(name),
            Self::Name(path, name) => write!(f, "{path}.{name}"),
            Self::Place(path, i) => write!(f, "{path}[{i}]"),
        }
    }
}
