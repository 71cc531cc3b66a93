//! Pictures of single lines.

use std::{collections::BTreeMap, fmt::Write, path::Path, time::Instant};

use mrz::read_strip;
use rayon::prelude::*;

use super::{
    frames_of_page::{name_of, pages},
    mrz_network::{GreyPicture, MrzNetwork},
    mrz_options::MrzOptions,
    mrz_report::MrzReport,
    tally::{Count, right_characters, times},
    truth::Truth,
};
use crate::Error;

/// Characters of a line.
const LENGTHS: [usize; 3] = [44, 36, 30];

/// Reads all lines. How long a line is, the reader finds out itself.
pub(super) fn measure(
    options: &MrzOptions,
    network: &MrzNetwork,
    truth: Option<&Truth>,
) -> Result<MrzReport, Error> {
    let files: Vec<_> = pages(&options.images)?.into_values().flatten().collect();
    let read = |file: &std::path::PathBuf| {
        let start = Instant::now();
        let text = line(network, file);
        (name_of(file).unwrap_or_default().to_owned(), text, 1e3 * start.elapsed().as_secs_f64())
    };
    let results: Vec<_> = files.par_iter().map(read).collect();
    let mut table = String::new();
    let [mut all, mut long, mut characters] = [Count::default(); 3];
    let mut texts = BTreeMap::new();
    for (name, text, _) in &results {
        let text = match text {
            Ok(text) => text.clone(),
            Err(error) => {
                let _ = writeln!(table, "PROBLEM: {error}");
                None
            }
        };
        if let Some(expected) = truth.and_then(|truth| truth.text(name)) {
            let read = text.as_deref().unwrap_or_default();
            all.add(read == expected);
            if expected.len() == 44 {
                long.add(read == expected);
            }
            characters.add_all(right_characters(read, expected), expected.len());
        }
        texts.insert(name.clone(), text);
    }
    all.row("lines exact", &mut table);
    long.row("lines of 44 characters exact", &mut table);
    characters.row("characters right", &mut table);
    times(&results.iter().map(|(_, _, time)| *time).collect::<Vec<_>>(), &mut table);
    let counts = serde_json::json!({ "lines": all, "long_lines": long, "characters": characters });
    Ok(MrzReport { table, json: serde_json::json!({ "counts": counts, "lines": texts }) })
}

/// The characters of the line in a picture.
fn line(network: &MrzNetwork, file: &Path) -> Result<Option<String>, Error> {
    let picture = GreyPicture::read(file)?;
    let frame = picture.frame().map_err(Error::content(file))?;
    let mut model = network.copy();
    let mut best: Option<(String, f32)> = None;
    for cells in LENGTHS {
        let read = read_strip(&frame, cells, &mut model).map_err(Error::content(file))?;
        if let Some((text, score)) = read
            && best.as_ref().is_none_or(|(_, best)| score > *best)
        {
            best = Some((text, score));
        }
    }
    Ok(best.map(|(text, _)| text))
}
