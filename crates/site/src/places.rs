//! Where travellers go.

use crate::{
    fields::{Field, SettingsError},
    name::Name,
};

/// Names of places on the site, as its own signs say them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Where a match leads.
    pub face: Name,
    /// Where officers are.
    pub officer: Name,
    /// The desks that officers can call travellers to. Empty where there is only `officer`.
    desks: Vec<Name>,
}

/// The most desks of a site.
const MOST: usize = 99;

impl Places {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["face", "officer", "desks"])?;
        let mut desks = Vec::new();
        if let Some(field) = fields.find("desks") {
            for desk in field.items()? {
                desks.push(desk.name()?);
            }
            let is_twice =
                desks.iter().enumerate().any(|(index, desk)| desks[..index].contains(desk));
            if is_twice || desks.len() > MOST {
                return Err(field.wrong("up to 99 desks, none twice"));
            }
        }
        Ok(Self { face: fields.name("face")?, officer: fields.name("officer")?, desks })
    }

    /// The desks that an officer can call travellers to, at least one.
    pub fn desks(&self) -> &[Name] {
        if self.desks.is_empty() { std::slice::from_ref(&self.officer) } else { &self.desks }
    }
}
