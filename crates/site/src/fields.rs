//! What fields have in common: errors that name the field, and numbers in a range.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, IgnoredAny},
};

/// Why the settings cannot be used. For staff: it names the field.
#[derive(Debug, thiserror::Error)]
#[error("kiosk.json: {0}")]
pub struct SettingsError(Box<str>);

/// Reads a JSON text. An error names the path of the field, as in `retention.rows[0].kept`, and the
/// reason.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, SettingsError> {
    // The whole text first: one that is no JSON has no fields to blame.
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| {
        SettingsError(format!("this is no JSON, from line {} on", error.line()).into())
    })?;
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let is_whole_file = error.path().iter().len() == 0;
        let reason = if is_whole_file { error.inner().to_string() } else { error.to_string() };
        SettingsError(reason.into())
    })
}

/// A number in a range.
pub(crate) fn number<'de, const LOW: u16, const HIGH: u16, D: Deserializer<'de>>(
    field: D,
) -> Result<f64, D::Error> {
    let number = f64::deserialize(field).ok();
    let number = number.filter(|number| (f64::from(LOW)..=f64::from(HIGH)).contains(number));
    number.ok_or_else(|| D::Error::custom(format_args!("a number from {LOW} to {HIGH}")))
}

/// A whole number in a range.
pub(crate) fn whole<'de, const LOW: u16, const HIGH: u16, D: Deserializer<'de>>(
    field: D,
) -> Result<u16, D::Error> {
    let number = number::<LOW, HIGH, D>(field)?;
    let is_whole = number.fract() == 0.0;
    is_whole
        .then_some(number as u16)
        .ok_or_else(|| D::Error::custom(format_args!("a whole number from {LOW} to {HIGH}")))
}

/// A field that may be left out, or be `null`.
pub(crate) fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    field: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(field)?.unwrap_or_default())
}
