//! The fonts of every language: whole fonts where they are small, a subset of the Chinese one.

mod chinese;
#[cfg(test)]
mod coverage;
mod inputs;

use inputs::PACKAGES;

use crate::{Error, Project, files};

/// The fonts that are served as they are published: the name on the site, and the package's file.
/// Noto's Arabic and Chinese bold serve 600 as well as 700; `public/fonts.css` says so.
const WHOLE: [(&str, &str); 5] = [
    ("noto-sans-latin-400", "noto-sans/files/noto-sans-latin-400-normal"),
    ("noto-sans-latin-600", "noto-sans/files/noto-sans-latin-600-normal"),
    ("noto-sans-latin-700", "noto-sans/files/noto-sans-latin-700-normal"),
    ("noto-sans-arabic-400", "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal"),
    ("noto-sans-arabic-700", "noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal"),
];

/// The copyright notices of the fonts, from their own name tables, as the licence requires. The Chinese
/// one is changed, which its licence allows under a name that is not the reserved one.
const COPYRIGHTS: [(&str, &str); 3] = [
    (
        "Noto Sans",
        "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/latin-greek-cyrillic)",
    ),
    (
        "Noto Sans Arabic",
        "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/arabic)",
    ),
    (
        "Noto Sans SC, cut down to the characters of this site",
        "(c) 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    ),
];

/// Everything for the site's folder of fonts: file names and contents, the licence among them.
pub(super) fn all(project: &Project) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut fonts = Vec::new();
    for (name, file) in WHOLE {
        let file = project.at(&format!("{PACKAGES}/{file}.woff2"));
        fonts.push((format!("{name}.woff2"), files::read(&file)?));
    }
    fonts.extend(chinese::cut(project)?);
    fonts.push(("OFL.txt".into(), licence(project)?.into_bytes()));
    Ok(fonts)
}

/// The licence that must be delivered with the fonts: one text, and the copyright notices.
fn licence(project: &Project) -> Result<String, Error> {
    let file = project.at(&format!("{PACKAGES}/noto-sans/LICENSE"));
    let text = files::read_text(&file)?;
    let start = text.find("This Font Software is licensed under");
    let terms = start.map(|start| &text[start..]).ok_or_else(|| Error::Content {
        path: file,
        why: "it does not begin as the SIL Open Font License does".into(),
    })?;
    let holders = COPYRIGHTS.map(|(font, copyright)| format!("{font}: {copyright}\n"));
    Ok(format!("{}\n{terms}", holders.concat()))
}
