//! Makes a subset of the Chinese font with the characters of the site: 1.1 MB become about 100 kB.

use std::{collections::BTreeSet, fs, process::Command};

use super::inputs::{PACKAGES, text_files};
use crate::{Error, Project, digest, files, process, say};

/// The name of each weight on the site, and the file of the package.
const WEIGHTS: [(&str, &str); 2] = [
    ("noto-sans-sc-400", "noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal"),
    ("noto-sans-sc-700", "noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal"),
];

/// The script that makes the subset, and the file with the version of its library.
const SUBSETTER: &str = "xtask/src/build/fonts/subset.mjs";
const SUBSETTER_VERSION: &str = "node_modules/subset-font/package.json";

/// Characters that are in no file of the site but on Chinese pages: those of dates and times, which
/// browsers format, and punctuation, which a site's settings may contain.
const FORMATTED_CHARACTERS: &str = "年月日时分秒周星期一二三四五六七八九十〇零百千万上午下中早晚点\
    ，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…·～％￥　";

/// Returns the subset of each weight: file names and contents. A subset is made again only if the
/// characters, the fonts or the library change; equal inputs give equal bytes.
pub(super) fn subset(project: &Project) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let characters = characters(project)?;
    let folder = project.at("target/fonts");
    let stamp = folder.join("stamp");
    let sources = WEIGHTS.map(|(_, file)| format!("{PACKAGES}/{file}.woff2"));
    let inputs =
        digest::tree(project.root(), &[SUBSETTER, SUBSETTER_VERSION, &sources[0], &sources[1]])?;
    let state = digest::sha256(format!("{inputs} {characters}").as_bytes());
    let is_there = WEIGHTS.iter().all(|(name, _)| folder.join(name).is_file());
    if !is_there || fs::read_to_string(&stamp).ok().as_ref() != Some(&state) {
        say::line("making the subset of the Chinese font");
        files::remove(&stamp)?;
        for ((name, _), source) in WEIGHTS.iter().zip(&sources) {
            let mut node = Command::new("node");
            node.arg(project.at(SUBSETTER)).arg(project.at(source)).arg(&characters);
            files::write(
                &folder.join(name),
                &process::capture_bytes(&mut node, "making the subset of a font")?,
            )?;
        }
        files::write(&stamp, state.as_bytes())?;
    }
    WEIGHTS
        .iter()
        .map(|(name, _)| Ok((format!("{name}.woff2"), files::read(&folder.join(name))?)))
        .collect()
}

/// Returns every Chinese character that the site may show, sorted.
fn characters(project: &Project) -> Result<String, Error> {
    let mut texts = vec![FORMATTED_CHARACTERS.to_owned()];
    for file in text_files(project)? {
        texts.push(files::read_text(&file)?);
    }
    let all: BTreeSet<char> =
        texts.concat().chars().filter(|&character| is_chinese(character)).collect();
    Ok(all.into_iter().collect())
}

/// Whether `public/fonts.css` uses the Chinese font for `character`. The first ones are punctuation
/// that Chinese shares with other languages and sets wider.
pub(super) fn is_chinese(character: char) -> bool {
    matches!(character,
        '·' | '—' | '‘'..='’' | '“'..='”' | '…'
        | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subset_has_the_characters_of_all_texts_and_none_of_other_fonts() {
        let characters = characters(&Project::here()).unwrap();
        for needed in "年月日，。“”".chars() {
            assert!(characters.contains(needed), "{needed}");
        }
        let foreign: Vec<char> =
            "aé1, ا".chars().filter(|&character| characters.contains(character)).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    #[test]
    fn the_subset_of_the_same_characters_has_the_same_bytes() {
        let project = Project::here();
        let source = project.at(&format!("{PACKAGES}/{}.woff2", WEIGHTS[0].1));
        let cut = || {
            let mut node = Command::new("node");
            node.arg(project.at(SUBSETTER)).arg(&source).arg("中文，请");
            process::capture_bytes(&mut node, "making the subset of a font").unwrap()
        };
        let first = cut();
        assert!(first.starts_with(b"wOF2") && first == cut());
    }
}
