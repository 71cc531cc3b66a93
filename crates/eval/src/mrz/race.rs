//! Other readers on the same pictures, each in an environment of its own. One that cannot be installed is
//! skipped, and the output says so.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use super::{
    frames_of_page::{name_of, pages},
    mrz_options::MrzOptions,
    tally::{Count, right_characters},
    truth::Truth,
};
use crate::Error;

/// A reader that is compared.
struct Peer {
    name: &'static str,
    /// Packages of PyPI.
    packages: &'static [&'static str],
    /// Whether it needs the program `tesseract` on this computer.
    needs_tesseract: bool,
}

const PEERS: [Peer; 3] = [
    Peer { name: "passporteye", packages: &["passporteye==2.2.2"], needs_tesseract: true },
    Peer { name: "fastmrz", packages: &["fastmrz==2.1.2"], needs_tesseract: true },
    Peer {
        name: "rapidocr",
        packages: &["rapidocr==3.10.0", "onnxruntime"],
        needs_tesseract: false,
    },
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
            Ok((texts, seconds)) => {
                rows(&files, &texts, truth, &mut table);
                let mean = 1e3 * seconds / files.len() as f64;
                table.push_str(&format!("{:<46} {mean:>8.1}\n", "ms a picture, with its start"));
            }
            Err(reason) => table.push_str(&format!("SKIPPED: {reason}\n")),
        }
        let _ = write!(io::stdout(), "{table}");
    }
    Ok(())
}

/// What a reader read, by picture, and how long it took in all.
fn measure(
    peer: &Peer,
    folder: &Path,
    script: &Path,
    list: &Path,
    lines: bool,
) -> Result<(BTreeMap<String, String>, f64), String> {
    if peer.needs_tesseract && !succeeds(Command::new("tesseract").arg("--version")) {
        return Err("the program tesseract is not installed".into());
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
    let start = Instant::now();
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
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    let texts = rows.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    Ok((texts, start.elapsed().as_secs_f64()))
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The rows of one reader's table.
fn rows(
    files: &[PathBuf],
    texts: &BTreeMap<String, String>,
    truth: Option<&Truth>,
    table: &mut String,
) {
    let [mut read, mut exact, mut characters] = [Count::default(); 3];
    for file in files {
        let text = texts.get(&*file.to_string_lossy()).map_or("", String::as_str);
        read.add(!text.is_empty());
        let Some(expected) = name_of(file).and_then(|name| truth?.text(name)) else { continue };
        exact.add(text == expected);
        characters.add_all(right_characters(text, expected), expected.len());
    }
    read.row("pictures with a zone or line", table);
    exact.row("pictures exact", table);
    characters.row("characters right", table);
}
