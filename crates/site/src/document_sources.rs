//! How travellers can show a document.

use serde::Deserialize;
use wire::DocumentSource;

/// Ways to show a document: one or two different ones.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<DocumentSource>")]
pub struct DocumentSources(Vec<DocumentSource>);

impl DocumentSources {
    /// The way that is asked for.
    pub fn first(&self) -> DocumentSource {
        self.0[0]
    }

    /// Whether a document can be shown this way.
    pub fn has(&self, source: DocumentSource) -> bool {
        self.0.contains(&source)
    }
}

impl TryFrom<Vec<DocumentSource>> for DocumentSources {
    type Error = &'static str;

    fn try_from(sources: Vec<DocumentSource>) -> Result<Self, Self::Error> {
        match sources[..] {
            [_] => Ok(Self(sources)),
            [one, other] if one != other => Ok(Self(sources)),
            _ => Err("one or two different ways"),
        }
    }
}
