//! The fonts of all languages: complete ones, and a subset of the large Chinese font.

mod chinese;
#[cfg(test)]
mod coverage;
mod inputs;

use inputs::PACKAGES;

use crate::{Error, Project, files};

/// The fonts that are served unchanged: the name on the site, and the file of the package. The bold
/// Arabic and Chinese fonts are also used for weight 600 (`public/fonts.css`).
const UNCHANGED: [(&str, &str); 5] = [
    ("noto-sans-latin-400", "noto-sans/files/noto-sans-latin-400-normal"),
    ("noto-sans-latin-600", "noto-sans/files/noto-sans-latin-600-normal"),
    ("noto-sans-latin-700", "noto-sans/files/noto-sans-latin-700-normal"),
    ("noto-sans-arabic-400", "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal"),
    ("noto-sans-arabic-700", "noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal"),
];

/// The copyright notices of the fonts, from their name tables, as the licence requires. The Chinese
/// font is changed, which its licence allows under another name than the reserved one.
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

/// Returns the files of the site's folder of fonts with the licence: names and contents.
pub(super) fn all(project: &Project) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut fonts = Vec::new();
    for (name, file) in UNCHANGED {
        let file = project.at(&format!("{PACKAGES}/{file}.woff2"));
        fonts.push((format!("{name}.woff2"), files::read(&file)?));
    }
    fonts.extend(chinese::subset(project)?);
    fonts.push(("OFL.txt".into(), licence(project)?.into_bytes()));
    Ok(fonts)
}

/// Returns the licence text that must be served with the fonts, with the copyright notices.
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
