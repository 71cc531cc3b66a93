//! How travellers can show a document.

use serde::Deserialize;
use wire::PageSource;

use crate::fields::{Field, SettingsError};

/// Ways to show a document: one or two for its page, and perhaps its chip, whose key is on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSources {
    pages: Vec<PageSource>,
    has_chip: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Camera,
    File,
    Chip,
}

impl DocumentSources {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let (mut pages, mut has_chip) = (Vec::new(), false);
        for way in field.items()? {
            let page = match way.word()? {
                Way::Camera => PageSource::Camera,
                Way::File => PageSource::File,
                Way::Chip if !has_chip => {
                    has_chip = true;
                    continue;
                }
                Way::Chip => return Err(field.wrong(WAYS)),
            };
            if pages.contains(&page) {
                return Err(field.wrong(WAYS));
            }
            pages.push(page);
        }
        if pages.is_empty() { Err(field.wrong(WAYS)) } else { Ok(Self { pages, has_chip }) }
    }

    /// The way that is asked for.
    pub fn first(&self) -> PageSource {
        self.pages[0]
    }

    /// Whether a page can be shown this way.
    pub fn has(&self, source: PageSource) -> bool {
        self.pages.contains(&source)
    }

    /// Whether chips are read.
    pub fn has_chip(&self) -> bool {
        self.has_chip
    }
}

const WAYS: &str = "one or two different ways to show the page, and perhaps `chip`";
