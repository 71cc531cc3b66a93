//! Lists of names: desks, and groups of travellers.

use crate::{
    fields::{Field, SettingsError},
    name::Name,
};

/// The most names of a list.
const MOST: usize = 99;

/// Reads a list of different names.
pub(crate) fn names(field: &Field<'_>) -> Result<Vec<Name>, SettingsError> {
    let mut names = Vec::new();
    for item in field.items()? {
        let name = item.name()?;
        if names.contains(&name) || names.len() == MOST {
            return Err(field.wrong("up to 99 names, none twice"));
        }
        names.push(name);
    }
    Ok(names)
}
