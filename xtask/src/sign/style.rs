//! The style sheet of the sign: colours and fonts of the kiosk, and a layout for paper.

use base64::prelude::*;

use super::paper::Paper;
use crate::{Error, Project, files};

/// The layout, in millimetres of A3.
const LAYOUT: &str = include_str!("sign.css");

/// The name of each font in `public/fonts.css`, and its file of the npm package, both without the
/// weight. The sign uses complete fonts, because it may be printed for the settings of another site.
const FONTS: [(&str, &str); 3] = [
    ("noto-sans-latin", "noto-sans/files/noto-sans-latin"),
    ("noto-sans-arabic", "noto-sans-arabic/files/noto-sans-arabic-arabic"),
    ("noto-sans-sc", "noto-sans-sc/files/noto-sans-sc-chinese-simplified"),
];

/// The text before and after the name of a font file in `public/fonts.css`.
const FILE: (&str, &str) = ("url(parts/fonts/", ".woff2)");

/// Returns the complete style sheet of a sign, with embedded fonts.
pub(super) fn sheet(project: &Project, paper: Paper) -> Result<String, Error> {
    let [width, height] = paper.size();
    let sheet = format!(
        "@page {{ size: {width}mm {height}mm; margin: 0 }}\n\
         :root {{ --wide: {width}mm; --high: {height}mm; --mm: {}mm }}\n",
        paper.scale()
    );
    Ok([fonts(project)?, colours(project)?, sheet, LAYOUT.to_owned()].concat())
}

/// Returns `public/fonts.css` with embedded fonts.
fn fonts(project: &Project) -> Result<String, Error> {
    let path = project.at("public/fonts.css");
    let text = files::read_text(&path)?;
    let mut parts = text.split(FILE.0);
    let mut style = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let unknown = || Error::content(&path)("it names a font that the sign does not know");
        let (name, rest) = part.split_once(FILE.1).ok_or_else(unknown)?;
        let (family, weight) = name.rsplit_once('-').ok_or_else(unknown)?;
        let file = FONTS.iter().find(|(name, _)| *name == family).ok_or_else(unknown)?.1;
        let file = project.at(&format!("node_modules/@fontsource/{file}-{weight}-normal.woff2"));
        let font = BASE64_STANDARD.encode(files::read(&file)?);
        style.extend(["url(data:font/woff2;base64,", &font, ")", rest]);
    }
    Ok(style)
}

/// Returns the colour tokens of the light theme: those of the first rule of `public/app.css`.
fn colours(project: &Project) -> Result<String, Error> {
    let path = project.at("public/app.css");
    let style = files::read_text(&path)?;
    tokens(&style).ok_or_else(|| Error::content(&path)("it has no rule for :root"))
}

fn tokens(style: &str) -> Option<String> {
    let (_, rule) = style.split_once(":root {")?;
    let (rule, _) = rule.split_once('}')?;
    let tokens = rule.split(';').map(str::trim).filter(|declaration| declaration.starts_with("--"));
    Some(format!(":root {{ {} }}\n", tokens.collect::<Vec<_>>().join("; ")))
}

/// Returns a Lucide icon as SVG.
pub(super) fn icon(project: &Project, name: &str) -> Result<String, Error> {
    files::read_text(&project.at(&format!("node_modules/lucide-static/icons/{name}.svg")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_has_no_colour_of_its_own() {
        let defined = tokens(&files::read_text(&Project::here().at("public/app.css")).unwrap());
        let defined =
            defined.unwrap() + &files::read_text(&Project::here().at("public/fonts.css")).unwrap();
        let used = LAYOUT.split("var(").skip(1).filter_map(|after| after.split(')').next());
        for token in used.filter(|token| !["--wide", "--high", "--mm"].contains(token)) {
            assert!(defined.contains(&format!("{token}: ")), "{token}");
        }
        for notation in ["#", "rgb", "hsl", "white", "black"] {
            assert!(!LAYOUT.contains(notation), "{notation}");
        }
    }

    #[test]
    fn a_sign_fetches_nothing() {
        let style = sheet(&Project::here(), Paper::A3).unwrap();
        for address in style.split("url(").skip(1) {
            assert!(address.starts_with("data:"), "{}", &address[..40]);
        }
    }
}
