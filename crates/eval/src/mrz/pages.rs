//! Pages: one frame each, or several frames together.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

use mrz::{
    Evidence, PageOrientation, Sighting, ZoneAgreement, ZoneFormat, ZoneReader, ZoneReading,
};
use network::Network;
use rayon::prelude::*;
use serde::Serialize;

use super::{
    frames_of_page::{name_of, pages},
    mrz_network::{GreyPicture, MrzNetwork},
    mrz_options::MrzOptions,
    mrz_report::MrzReport,
    tally::{Count, count_lines, right_characters, times},
    truth::Truth,
};
use crate::Error;

/// Keys that are tried at a chip.
const KEYS: usize = 3;

/// What was read in one picture.
#[derive(Serialize)]
struct PictureResult {
    picture: String,
    lines: Vec<String>,
    check_digits: [usize; 2],
    guidance: Option<String>,
    milliseconds: f64,
    error: Option<String>,
}

/// Whether a key is right.
#[derive(Default, Serialize)]
struct KeyCounts {
    first: Count,
    any: Count,
    /// Readings that count, and how many of these have a wrong key.
    counted: Count,
    wrong: Count,
}

#[derive(Default, Serialize)]
struct PageTally {
    read: Count,
    characters: Count,
    lines: Count,
    fields: Count,
    all_fields: Count,
    one_frame: KeyCounts,
    all_frames: KeyCounts,
    milliseconds: Vec<f64>,
}

/// Reads all pages.
pub(super) fn measure(
    options: &MrzOptions,
    network: &MrzNetwork,
    truth: Option<&Truth>,
) -> Result<MrzReport, Error> {
    let pages: Vec<_> = pages(&options.images)?.into_iter().collect();
    let read = |(page, files): &(String, Vec<PathBuf>)| page_result(network, page, files, truth);
    let results: Vec<_> = pages.par_iter().map(read).collect();
    let mut tally = PageTally::default();
    let mut pictures = BTreeMap::new();
    for (mine, results) in results {
        tally.add(mine);
        pictures.extend(results.into_iter().map(|result| (result.picture.clone(), result)));
    }
    let table = tally.table(truth.is_some());
    tally.milliseconds.clear();
    Ok(MrzReport { table, json: serde_json::json!({ "counts": tally, "pictures": pictures }) })
}

/// Reads the frames of one page.
fn page_result(
    network: &MrzNetwork,
    page: &str,
    files: &[PathBuf],
    truth: Option<&Truth>,
) -> (PageTally, Vec<PictureResult>) {
    let mut reader = ZoneReader::new(network.copy());
    let mut tally = PageTally::default();
    let mut agreement = ZoneAgreement::default();
    let expected = truth.and_then(|truth| truth.text(page));
    let mut results = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let name = name_of(file).unwrap_or_default().to_owned();
        let (sighting, milliseconds) = match look(&mut reader, file) {
            Ok(seen) => seen,
            Err(error) => {
                let error = Some(error.to_string());
                let (lines, guidance) = (Vec::new(), None);
                let check_digits = [0, 0];
                let milliseconds = 0.0;
                results.push(PictureResult {
                    picture: name,
                    lines,
                    check_digits,
                    guidance,
                    milliseconds,
                    error,
                });
                continue;
            }
        };
        tally.milliseconds.push(milliseconds);
        let zone = sighting.zone;
        tally.count_zone(zone.as_ref(), expected);
        if at == 0 {
            tally.one_frame.count(&agreement_of(zone.as_ref()), Evidence::CheckDigits, expected);
        }
        results.push(PictureResult {
            picture: name,
            lines: zone.as_ref().map(ZoneReading::lines).unwrap_or_default(),
            check_digits: zone.as_ref().map_or([0, 0], |zone| zone.check_digits().count()),
            guidance: sighting.guidance.map(|guidance| format!("{guidance:?}")),
            milliseconds,
            error: None,
        });
        if let Some(zone) = zone {
            agreement.add(zone);
        }
    }
    if files.len() > 1 {
        tally.all_frames.count(&agreement, Evidence::TwoFrames, expected);
    }
    (tally, results)
}

/// Looks at a picture, and once more turned by a quarter if there is no zone in it: the worker knows the
/// orientation from the portrait.
fn look(reader: &mut ZoneReader<Network>, file: &Path) -> Result<(Sighting, f64), Error> {
    let picture = GreyPicture::read(file)?;
    let frame = picture.frame().map_err(Error::content(file))?;
    let start = Instant::now();
    let level = reader.look(&frame, PageOrientation::Level).map_err(Error::content(file))?;
    let milliseconds = 1e3 * start.elapsed().as_secs_f64();
    if level.zone.is_some() {
        return Ok((level, milliseconds));
    }
    let turned = reader.look(&frame, PageOrientation::Quarter).map_err(Error::content(file))?;
    Ok((if turned.zone.is_some() { turned } else { level }, milliseconds))
}

fn agreement_of(zone: Option<&ZoneReading>) -> ZoneAgreement {
    let mut agreement = ZoneAgreement::default();
    if let Some(zone) = zone {
        agreement.add(zone.copied());
    }
    agreement
}

impl KeyCounts {
    fn count(&mut self, agreement: &ZoneAgreement, needed: Evidence, expected: Option<&str>) {
        let Some(expected) = expected else { return };
        let keys = agreement.likely_zones(KEYS);
        let is_right = |zone: &mrz::LikelyZone| {
            let format = agreement.sum().map(ZoneReading::format);
            format.is_some_and(|format| {
                key(zone.characters(), format) == key(expected.as_bytes(), format)
            })
        };
        self.first.add(keys.first().is_some_and(is_right));
        self.any.add(keys.iter().any(is_right));
        let counts = agreement.evidence() >= needed;
        self.counted.add(counts);
        if counts && let Some(read) = agreement.checked() {
            let text = read.lines().concat();
            self.wrong.add(
                key(text.as_bytes(), read.format()) != key(expected.as_bytes(), read.format()),
            );
        }
    }

    fn merge(&mut self, other: &Self) {
        for (mine, more) in [
            (&mut self.first, other.first),
            (&mut self.any, other.any),
            (&mut self.counted, other.counted),
            (&mut self.wrong, other.wrong),
        ] {
            mine.add_all(more.part, more.whole);
        }
    }

    fn rows(&self, frames: &str, table: &mut String) {
        self.first.row(&format!("key right, {frames}"), table);
        self.any.row(&format!("key among three, {frames}"), table);
        self.counted.row(&format!("counts as read, {frames}"), table);
        self.wrong.row(&format!("of which the key is wrong, {frames}"), table);
    }
}

/// Number, birth and expiry with their check digits; nothing if the text has another length.
fn key(text: &[u8], format: ZoneFormat) -> Option<Vec<u8>> {
    let fields = format.key_places();
    Some(fields.into_iter().map(|field| text.get(field)).collect::<Option<Vec<_>>>()?.concat())
}

impl PageTally {
    fn count_zone(&mut self, zone: Option<&ZoneReading>, expected: Option<&str>) {
        self.read.add(zone.is_some());
        if let Some(zone) = zone {
            let [right, all] = zone.check_digits().count();
            self.fields.add_all(right, all);
        }
        self.all_fields.add(zone.is_some_and(|zone| zone.check_digits().are_right()));
        let Some(expected) = expected else { return };
        let text = zone.map_or(String::new(), |zone| zone.lines().concat());
        self.characters.add_all(right_characters(&text, expected), expected.len());
        count_lines(&text, expected, &mut self.lines);
    }

    fn add(&mut self, other: Self) {
        for (mine, more) in [
            (&mut self.read, other.read),
            (&mut self.characters, other.characters),
            (&mut self.lines, other.lines),
            (&mut self.fields, other.fields),
            (&mut self.all_fields, other.all_fields),
        ] {
            mine.add_all(more.part, more.whole);
        }
        self.one_frame.merge(&other.one_frame);
        self.all_frames.merge(&other.all_frames);
        self.milliseconds.extend(other.milliseconds);
    }

    fn table(&self, has_truth: bool) -> String {
        let mut table = String::new();
        self.read.row("pictures with a zone", &mut table);
        self.fields.row("check digits right, of zones", &mut table);
        self.all_fields.row("pictures with all check digits right", &mut table);
        if has_truth {
            self.lines.row("lines exact", &mut table);
            self.characters.row("characters right", &mut table);
            self.one_frame.rows("one frame", &mut table);
            self.all_frames.rows("all frames", &mut table);
        }
        times(&self.milliseconds, &mut table);
        table
    }
}
