//! What the pictures really say.

use std::{collections::BTreeMap, fs, path::Path};

use crate::Error;

/// The characters of each picture or page, lines joined, by its name without extension.
pub(super) struct Truth {
    texts: BTreeMap<String, String>,
}

impl Truth {
    /// Reads a tab-separated file. Rows without characters of a zone are headings.
    pub(super) fn read(file: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(file).map_err(Error::reading(file))?;
        let texts: BTreeMap<_, _> = text.lines().filter_map(row).collect();
        if texts.is_empty() {
            return Err(Error::Content { path: file.into(), why: "it has no rows".into() });
        }
        Ok(Self { texts })
    }

    /// The characters of a picture, or of the page that it is a frame of.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let page = super::frames_of_page::page_of(name);
        self.texts.get(name).or_else(|| self.texts.get(page)).map(String::as_str)
    }
}

/// Name and characters of a row.
fn row(line: &str) -> Option<(String, String)> {
    let (name, text) = line.split_once('\t')?;
    let stem = Path::new(name.trim()).file_stem()?.to_str()?;
    let text: String = text.replace("\\n", "").split_whitespace().collect();
    let is_zone = |character: char| {
        character.is_ascii_uppercase() || character.is_ascii_digit() || character == '<'
    };
    (text.len() >= 30 && text.chars().all(is_zone)).then(|| (stem.to_owned(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    #[test]
    fn lines_may_be_in_columns_of_their_own_or_in_one() {
        let expected = Some(("a".to_owned(), LINES.concat()));
        for row_text in [
            format!("a.jpg\t{}\t{}", LINES[0], LINES[1]),
            format!("sub/a.jpg\t{} {}", LINES[0], LINES[1]),
            format!("a\t{}\\n{}", LINES[0], LINES[1]),
        ] {
            assert_eq!(row(&row_text), expected);
        }
        assert_eq!(row("file\tline1\tline2"), None);
        assert_eq!(row(""), None);
    }
}
