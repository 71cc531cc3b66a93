//! Where travellers go.

use crate::{
    fields::{Field, SettingsError},
    name::Name,
    names::names,
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

impl Places {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["face", "officer", "desks"])?;
        let desks = fields.find("desks");
        let desks = desks.map(|field| names(&field));
        Ok(Self {
            face: fields.name("face")?,
            officer: fields.name("officer")?,
            desks: desks.transpose()?.unwrap_or_default(),
        })
    }

    /// The desks that an officer can call travellers to, at least one.
    pub fn desks(&self) -> &[Name] {
        if self.desks.is_empty() { std::slice::from_ref(&self.officer) } else { &self.desks }
    }
}
