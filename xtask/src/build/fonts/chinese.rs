//! Cuts the Chinese font down to the characters that the site shows: 1.1 MB become some 100 kB.

use std::{collections::BTreeSet, fs, process::Command};

use super::inputs::{PACKAGES, text_files};
use crate::{Error, Project, digest, files, process, say};

/// What a weight is called on the site, and the package's file.
const WEIGHTS: [(&str, &str); 2] = [
    ("noto-sans-sc-400", "noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal"),
    ("noto-sans-sc-700", "noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal"),
];

/// The program that cuts, and what decides with the fonts how its output looks.
const CUTTER: &str = "xtask/src/build/fonts/cut.mjs";
const CUTTER_VERSION: &str = "node_modules/subset-font/package.json";

/// What no file of ours says and a Chinese page shows all the same: dates and times as browsers
/// write them, and the punctuation that a site's own settings may use.
const ALWAYS: &str = "年月日时分秒周星期一二三四五六七八九十〇零百千万上午下中早晚点\
    ，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…·～％￥　";

/// The cut fonts: file names and contents. They are made anew only when the characters, the fonts
/// or the cutter change, and the same of those always gives the same bytes.
pub(super) fn cut(project: &Project) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let characters = characters(project)?;
    let folder = project.at("target/fonts");
    let stamp = folder.join("stamp");
    let sources = WEIGHTS.map(|(_, file)| format!("{PACKAGES}/{file}.woff2"));
    let inputs = digest::tree(project.root(), &[CUTTER, CUTTER_VERSION, &sources[0], &sources[1]])?;
    let state = digest::sha256(format!("{inputs} {characters}").as_bytes());
    let is_there = WEIGHTS.iter().all(|(name, _)| folder.join(name).is_file());
    if !is_there || fs::read_to_string(&stamp).ok().as_ref() != Some(&state) {
        say::line("cutting the Chinese font");
        files::remove(&stamp)?;
        for ((name, _), source) in WEIGHTS.iter().zip(&sources) {
            let mut node = Command::new("node");
            node.arg(project.at(CUTTER)).arg(project.at(source)).arg(&characters);
            files::write(
                &folder.join(name),
                &process::capture_bytes(&mut node, "cutting a font")?,
            )?;
        }
        files::write(&stamp, state.as_bytes())?;
    }
    WEIGHTS
        .iter()
        .map(|(name, _)| Ok((format!("{name}.woff2"), files::read(&folder.join(name))?)))
        .collect()
}

/// Every Chinese character that the site may show, each once and in order.
fn characters(project: &Project) -> Result<String, Error> {
    let mut texts = vec![ALWAYS.to_owned()];
    for file in text_files(project)? {
        texts.push(files::read_text(&file)?);
    }
    let all: BTreeSet<char> =
        texts.concat().chars().filter(|&character| is_chinese(character)).collect();
    Ok(all.into_iter().collect())
}

/// Whether `public/fonts.css` asks the Chinese font for it. The marks before the ideographs are
/// those that Chinese shares with other languages and sets wider.
pub(super) fn is_chinese(character: char) -> bool {
    matches!(character,
        '·' | '—' | '‘'..='’' | '“'..='”' | '…'
        | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_has_what_every_language_says_and_nothing_that_another_font_is_asked_for() {
        let characters = characters(&Project::here()).unwrap();
        for needed in "年月日，。“”".chars() {
            assert!(characters.contains(needed), "{needed}");
        }
        let foreign: Vec<char> =
            "aé1, ا".chars().filter(|&character| characters.contains(character)).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    #[test]
    fn the_same_characters_are_cut_into_the_same_bytes() {
        let project = Project::here();
        let source = project.at(&format!("{PACKAGES}/{}.woff2", WEIGHTS[0].1));
        let cut = || {
            let mut node = Command::new("node");
            node.arg(project.at(CUTTER)).arg(&source).arg("中文，请");
            process::capture_bytes(&mut node, "cutting a font").unwrap()
        };
        let first = cut();
        assert!(first.starts_with(b"wOF2") && first == cut());
    }
}
