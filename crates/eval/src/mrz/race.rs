//! Other readers on the same pictures, each in an environment of its own. One that cannot be installed is
//! skipped, and the output says so.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use mrz::ZoneFormat;

use super::{
    frames_of_page::{name_of, pages},
    mrz_options::MrzOptions,
    tally::{Count, count_lines, right_characters, times},
    truth::Truth,
};
use crate::Error;

/// A reader that is compared.
struct Peer {
    name: &'static str,
    /// Packages of PyPI.
    packages: &'static [&'static str],
    /// The language for which it needs the program `tesseract` on this computer.
    tesseract: Option<&'static str>,
}

const PEERS: [Peer; 3] = [
    Peer { name: "passporteye", packages: &["passporteye==2.2.2"], tesseract: Some("eng") },
    Peer { name: "fastmrz", packages: &["fastmrz==2.1.2"], tesseract: Some("mrz") },
    Peer { name: "rapidocr", packages: &["rapidocr==3.10.0", "onnxruntime"], tesseract: None },
];

/// Runs one of them on a list of pictures.
const SCRIPT: &str = include_str!("race.py");

/// Measures all readers and prints a row for each. `truth` is needed to say what is right.
pub(super) fn run(options: &MrzOptions, truth: Option<&Truth>) -> Result<(), Error> {
    let files: Vec<PathBuf> = pages(&options.images)?.into_values().flatten().collect();
    let folder = options.cache.join("race");
    fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
    let script = folder.join("race.py");
    fs::write(&script, SCRIPT).map_err(Error::writing(&script))?;
    let list = folder.join("pictures.txt");
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    fs::write(&list, names.join("\n")).map_err(Error::writing(&list))?;
    for peer in &PEERS {
        let mut table = format!("\n{}\n", peer.name);
        match measure(peer, &folder, &script, &list, options.lines) {
            Ok(readings) => rows(&files, &readings, truth, &mut table),
            Err(reason) => table.push_str(&format!("SKIPPED: {reason}\n")),
        }
        let _ = write!(io::stdout(), "{table}");
    }
    Ok(())
}

/// What a reader read in a picture.
struct Reading {
    text: String,
    milliseconds: f64,
}

/// What a reader read, by picture.
fn measure(
    peer: &Peer,
    folder: &Path,
    script: &Path,
    list: &Path,
    lines: bool,
) -> Result<BTreeMap<String, Reading>, String> {
    // Without its language every picture would count as not read.
    if let Some(language) = peer.tesseract
        && !tesseract_has(language)
    {
        return Err(format!("tesseract is not installed, or has no {language}.traineddata"));
    }
    let environment = folder.join(peer.name);
    let python = environment.join("bin/python");
    if !python.exists() && !succeeds(Command::new("python3").args(["-m", "venv"]).arg(&environment))
    {
        return Err("python3 cannot make an environment".into());
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet"]).args(peer.packages);
    if !succeeds(&mut pip) {
        return Err(format!("{} cannot be installed", peer.packages.join(" ")));
    }
    let mode = if lines { "lines" } else { "pages" };
    let output = Command::new(&python)
        .arg(script)
        .args([peer.name, mode])
        .arg(list)
        .env("OMP_NUM_THREADS", "1")
        .env("OMP_THREAD_LIMIT", "1")
        .stderr(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("it failed".into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().filter_map(reading).collect())
}

/// A row that the script printed: picture, text, milliseconds.
fn reading(row: &str) -> Option<(String, Reading)> {
    let mut parts = row.split('\t');
    let (picture, text) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let milliseconds = parts.next()?.parse().ok()?;
    Some((picture, Reading { text, milliseconds }))
}

fn tesseract_has(language: &str) -> bool {
    let output = Command::new("tesseract").arg("--list-langs").output();
    let languages = output.map(|output| [output.stdout, output.stderr].concat());
    languages.is_ok_and(|languages| {
        String::from_utf8_lossy(&languages).lines().any(|line| line.trim() == language)
    })
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The rows of one reader's table.
fn rows(
    files: &[PathBuf],
    readings: &BTreeMap<String, Reading>,
    truth: Option<&Truth>,
    table: &mut String,
) {
    let [mut read, mut lines, mut keys, mut characters] = [Count::default(); 4];
    for file in files {
        let reading = readings.get(&*file.to_string_lossy());
        let text = reading.map_or("", |reading| reading.text.as_str());
        read.add(!text.is_empty());
        let Some(expected) = name_of(file).and_then(|name| truth?.text(name)) else { continue };
        count_lines(text, expected, &mut lines);
        if let Some(places) = key_places(expected.len()) {
            let field = |at: &Range<usize>| text.get(at.clone()) == expected.get(at.clone());
            keys.add(places.iter().all(field));
        }
        characters.add_all(right_characters(text, expected), expected.len());
    }
    read.row("pictures with a zone or line", table);
    lines.row("lines exact", table);
    keys.row("key right", table);
    characters.row("characters right", table);
    times(&readings.values().map(|reading| reading.milliseconds).collect::<Vec<_>>(), table);
}

/// Where number, birth and expiry are in a zone of this many characters: visas have them where TD2 and
/// TD3 do. `None` for a single line.
fn key_places(characters: usize) -> Option<[Range<usize>; 3]> {
    let format = match characters {
        90 => ZoneFormat::Td1,
        72 => ZoneFormat::Td2,
        88 => ZoneFormat::Td3,
        _ => return None,
    };
    Some(format.key_places())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_script_is_picture_text_and_time() {
        let (picture, reading) = reading("a b.jpg\tP<UTO\t12.5").unwrap();
        assert_eq!((&*picture, &*reading.text, reading.milliseconds), ("a b.jpg", "P<UTO", 12.5));
        assert!(super::reading("a warning").is_none());
        assert!(super::reading("a\tb\tc").is_none());
    }

    #[test]
    fn a_single_line_has_no_key() {
        assert!(key_places(44).is_none() && key_places(88).is_some());
    }
}
