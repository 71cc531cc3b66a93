//! Measurements on synthetic pages and on photos without a page: `cargo test -p face measure_ -- --ignored --nocapture`.
#![allow(clippy::print_stderr, reason = "a measurement prints its results")]

use std::{fs, path::PathBuf, time::Instant};

use image::{RgbImage, imageops};
use specimen::{Background, Camera, Design, Format, Frame, Page, SeededRng};

use super::{
    PageSide, edges, machine_readable_zone,
    negatives::SCENES,
    test_frames::{before_photos, eyes_at, lfw, open, photo, points},
};
use crate::{
    decode::decode,
    image::{Photo, Point},
};

fn print_candidates(name: &str, picture: RgbImage, eyes: [[f64; 2]; 2]) {
    if let Ok(folder) = std::env::var("SHOW") {
        picture.save(format!("{folder}/{name}.png")).unwrap();
    }
    let photo = photo(picture);
    let eyes = points(eyes);
    let start = Instant::now();
    let found = machine_readable_zone::candidates(&photo, eyes, PageSide::Left).collect::<Vec<_>>();
    let took = start.elapsed();
    eprintln!(
        "{name}: {} candidates, {took:?}, eyes {:.0}",
        found.len(),
        eyes[0].distance(eyes[1])
    );
    for zone in found.iter().take(4) {
        let start = Instant::now();
        let edges = edges::count_edges(&photo, eyes, zone, PageSide::Left);
        let r = zone.period;
        eprintln!(
            "   n {} cells {:.1} spacing {:.2} filled {:.2} pitch {:.3} strength {:.2} agree {:.2} like {:.2} x {:.2} y {:.2} | page {} portrait {} {:?}",
            zone.count,
            zone.cells,
            zone.spacing,
            zone.filled,
            r.pitch,
            r.strength,
            r.coherence,
            r.similarity,
            zone.lines[0].start.x,
            zone.lines[0].start.y,
            edges.page,
            edges.portrait,
            start.elapsed()
        );
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_drawn() {
    let mut rng = SeededRng::new(7);
    for format in [Format::Td3, Format::Td2, Format::Td1] {
        for size in [[640, 480], [1280, 720], [1920, 1080]] {
            for at in 0..3 {
                let design = Design::draw(format, &mut rng);
                let page = Page::print(&design, None, &mut rng);
                let steady = Camera::steady(size, &page);
                let camera = Camera {
                    turn: [0.0, 8.0, -6.0][at],
                    tilt: [[0.0; 2], [8.0, -5.0], [-10.0, 10.0]][at],
                    blur: [0.6, 1.0, 1.6][at] * f64::from(size[0]) / 1280.0,
                    noise: [2.0, 5.0, 8.0][at],
                    ..steady
                };
                let Frame { picture, eyes } = camera.take(&page, Background::Clutter, &mut rng);
                print_candidates(&format!("{format:?}-{}-{at}", size[0]), picture, eyes);
            }
        }
    }
}

/// Counts of frames without a page.
#[derive(Default)]
struct Tally {
    frames: usize,
    candidates: usize,
    machine_readable: usize,
    accepted: usize,
    best: Vec<(f64, String)>,
}

impl Tally {
    fn add(&mut self, name: &str, photo: &Photo, eyes: [Point; 2]) {
        self.frames += 1;
        let found =
            machine_readable_zone::candidates(photo, eyes, PageSide::Left).collect::<Vec<_>>();
        self.candidates += usize::from(!found.is_empty());
        let mut is_zone = false;
        let mut is_page = false;
        for zone in &found {
            let r = zone.period;
            if zone.filled > 0.7 && zone.count <= 3 {
                self.best.push((
                    r.strength * r.coherence,
                    format!(
                        "{name}: n {} cells {:.1} spacing {:.2} filled {:.2} pitch {:.3} strength {:.2} agree {:.2} like {:.2} x {:.1} y {:.1} {}",
                        zone.count, zone.cells, zone.spacing, zone.filled, r.pitch, r.strength, r.coherence,
                        r.similarity, zone.lines[0].start.x, zone.lines[0].start.y,
                        if zone.is_machine_readable(PageSide::Left) { "ZONE" } else { "" }
                    ),
                ));
            }
            if zone.is_machine_readable(PageSide::Left) {
                is_zone = true;
                is_page |= edges::count_edges(photo, eyes, zone, PageSide::Left).are_enough();
            }
        }
        self.machine_readable += usize::from(is_zone);
        self.accepted += usize::from(is_page);
    }

    fn print(&mut self, name: &str) {
        eprintln!(
            "{name}: {} frames, {} with lines, {} with a zone, {} taken for a page",
            self.frames, self.candidates, self.machine_readable, self.accepted
        );
        self.best.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.best.iter().take(4).for_each(|(_, line)| eprintln!("    {line}"));
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_scenes() {
    for scene in SCENES {
        let mut rng = SeededRng::new(11);
        let mut tally = Tally::default();
        for _ in 0..60 {
            let picture = imageops::blur(&scene.draw(&mut rng), rng.uniform(0.3..1.5) as f32);
            let photo = photo(picture);
            for _ in 0..5 {
                let eyes = eyes_at(
                    rng.uniform(160.0..560.0),
                    rng.uniform(100.0..400.0),
                    rng.uniform(45.0..82.0),
                    rng.uniform(-8.0..8.0),
                );
                tally.add("", &photo, points(eyes));
            }
        }
        tally.print(&format!("{scene:?}"));
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_lfw() {
    let files = lfw();
    let step: usize = std::env::var("STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(1);
    let mut rng = SeededRng::new(3);
    let mut tallies = [const {
        Tally { frames: 0, candidates: 0, machine_readable: 0, accepted: 0, best: Vec::new() }
    }; 4];
    let mut others: Vec<RgbImage> = (0..6).map(|_| open(&files[rng.below(files.len())])).collect();
    for (count, file) in files.iter().step_by(step).enumerate() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let person = open(file);
        for (which, size) in [[1280u32, 720u32], [640, 480]].into_iter().enumerate() {
            let shorter = f64::from(size[1]);
            let eyes = eyes_at(
                f64::from(size[0]) * rng.uniform(0.12..0.44),
                shorter * rng.uniform(0.2..0.5),
                rng.uniform(45.0..f64::max(0.115 * shorter, 46.0)),
                rng.uniform(-6.0..6.0),
            );
            let side = [250, 420][count % 2];
            let frame = before_photos(&person, &others, size, side, eyes);
            tallies[which].add(&name, &photo(frame), points(eyes));
        }
        // Unchanged, with the real eyes and with random ones.
        let raw = photo(person.clone());
        tallies[2].add(&name, &raw, points(eyes_at(125.0, 112.0, 42.0, 0.0)));
        let apart = rng.uniform(8.0..30.0);
        let eyes = eyes_at(rng.uniform(20.0..100.0), rng.uniform(-20.0..120.0), apart, 0.0);
        tallies[3].add(&name, &raw, points(eyes));
        others[count % 6] = person;
    }
    for (tally, name) in
        tallies.iter_mut().zip(["1280 x 720", "640 x 480", "raw", "raw, eyes anywhere"])
    {
        tally.print(name);
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_sharp_photos() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut rng = SeededRng::new(5);
    let mut files = vec![folder.join("docs/notice.png")];
    files.extend(
        (1..=6).map(|at| {
            folder.join(format!("node_modules/@vladmandic/face-api/demo/sample{at}.jpg"))
        }),
    );
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let photo = decode(&bytes).unwrap();
        let mut tally = Tally::default();
        for _ in 0..400 {
            let apart = rng.uniform(25.0..90.0);
            let eyes = eyes_at(
                rng.uniform(0.0..photo.width() as f64 * 0.6),
                rng.uniform(-100.0..photo.height() as f64 * 0.8),
                apart,
                rng.uniform(-8.0..8.0),
            );
            tally.add("", &photo, points(eyes));
        }
        tally.print(&format!(
            "{:?} {} x {}",
            file.file_name().unwrap(),
            photo.width(),
            photo.height()
        ));
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_takes() {
    for (format, size) in [
        (Format::Td3, [640, 480]),
        (Format::Td3, [1280, 720]),
        (Format::Td3, [1920, 1080]),
        (Format::Td2, [1280, 720]),
        (Format::Td1, [1280, 720]),
    ] {
        let mut rng = SeededRng::new(21);
        let (mut all, mut zones, mut pages) = (0, 0, 0);
        let mut times = Vec::new();
        for _ in 0..60 {
            let design = Design::draw(format, &mut rng);
            let page = Page::print(&design, None, &mut rng);
            let steady = Camera::steady(size, &page);
            let part = f64::from(size[0]) / 1280.0;
            let camera = Camera {
                scale: steady.scale * rng.uniform(0.85..1.03),
                turn: rng.uniform(-10.0..10.0),
                tilt: [rng.uniform(-10.0..10.0), rng.uniform(-10.0..10.0)],
                blur: rng.uniform(0.4..1.8) * part,
                noise: rng.uniform(0.0..8.0),
                light: [rng.uniform(-0.5..0.5), rng.uniform(-0.5..0.5)],
                exposure: rng.uniform(0.6..1.15),
                jpeg: Some(60 + rng.below(35) as u8),
                has_thumbs: rng.below(2) == 0,
                ..steady
            };
            let Frame { picture, eyes } = camera.take(&page, Background::Clutter, &mut rng);
            // Landmark networks have errors of a few degrees and percent.
            let apart = (eyes[1][0] - eyes[0][0]).hypot(eyes[1][1] - eyes[0][1]);
            let turn = (eyes[1][1] - eyes[0][1]).atan2(eyes[1][0] - eyes[0][0]).to_degrees();
            let eyes = eyes_at(
                (eyes[0][0] + eyes[1][0]) / 2.0,
                (eyes[0][1] + eyes[1][1]) / 2.0,
                apart * rng.uniform(0.94..1.06),
                turn + rng.uniform(-3.0..3.0),
            );
            let photo = photo(picture);
            let eyes = points(eyes);
            let start = Instant::now();
            let found =
                machine_readable_zone::candidates(&photo, eyes, PageSide::Left).collect::<Vec<_>>();
            times.push(start.elapsed());
            let ok: Vec<_> =
                found.iter().filter(|zone| zone.is_machine_readable(PageSide::Left)).collect();
            all += 1;
            zones += usize::from(!ok.is_empty());
            let is_page = ok
                .iter()
                .any(|zone| edges::count_edges(&photo, eyes, zone, PageSide::Left).are_enough());
            pages += usize::from(is_page);
            if !is_page {
                eprintln!("  missed: {camera:?} {design:?}");
                for zone in found.iter().take(2) {
                    let r = zone.period;
                    eprintln!(
                        "   n {} cells {:.1} spacing {:.2} filled {:.2} pitch {:.3} strength {:.2} agree {:.2} like {:.2} x {:.2} y {:.2} {:?}",
                        zone.count,
                        zone.cells,
                        zone.spacing,
                        zone.filled,
                        r.pitch,
                        r.strength,
                        r.coherence,
                        r.similarity,
                        zone.lines[0].start.x,
                        zone.lines[0].start.y,
                        edges::count_edges(&photo, eyes, zone, PageSide::Left),
                    );
                }
            }
        }
        times.sort();
        eprintln!(
            "{format:?} {size:?}: {all} frames, {zones} zones, {pages} pages; {:?} least, {:?} median",
            times[0], times[30]
        );
    }
}
