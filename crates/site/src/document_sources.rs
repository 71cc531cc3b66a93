//! How travellers can show a document.

use wire::DocumentSource;

use crate::fields::{Field, SettingsError};

/// Ways to show a document: one or two different ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSources(Vec<DocumentSource>);

impl DocumentSources {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let sources = field.items()?.map(|field| field.word()).collect::<Result<Vec<_>, _>>()?;
        match sources[..] {
            [_] => Ok(Self(sources)),
            [one, other] if one != other => Ok(Self(sources)),
            _ => Err(field.wrong("one or two different ways")),
        }
    }

    /// The way that is asked for.
    pub fn first(&self) -> DocumentSource {
        self.0[0]
    }

    /// Whether a document can be shown this way.
    pub fn has(&self, source: DocumentSource) -> bool {
        self.0.contains(&source)
    }
}
