//! Runs the pipeline on every photo of a collection, on all cores.

use std::{
    fs,
    io::ErrorKind,
    num::NonZero,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use face::{Pipeline, align::Crop, decode::decode, evaluation::Sample, image::Photo};
use image::RgbImage;
use models::DOCUMENT_FRAMES;
use sha2::{Digest, Sha256};

use crate::{
    Error,
    cache::{Cache, CacheEntry},
    networks::Networks,
    problem::Problem,
    progress,
    treatment::{Page, Treatment},
};

/// The output of the networks for some photos.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// In the order of the photos. `None` for a photo without a face and one that cannot be read.
    /// Of several frames of a photo, this is the first.
    pub samples: Vec<Option<Sample>>,
    /// The other frames of each photo.
    pub later: Vec<Vec<Option<Sample>>>,
    /// The composite of the first frames of each photo: an entry for each of [`DOCUMENT_FRAMES`] above
    /// 1 that is not above the number of frames.
    pub composites: Vec<Vec<Option<Sample>>>,
    /// Whether each photo could be read.
    pub readable: Vec<bool>,
    /// The photos that could not be read.
    pub problems: Vec<Problem>,
    /// The number of photos that were not in the cache.
    pub fresh: usize,
    /// The duration in seconds.
    pub seconds: f64,
}

/// How photos become pages before a camera.
pub struct PageFrames<'a> {
    /// What is done to each photo.
    pub treatment: &'a Treatment,
    /// The distance between the eyes in each original photo, in pixels. A photo without one is not
    /// treated and has no sample.
    pub eyes: &'a [Option<f64>],
    /// The number of frames of each page, at least 1.
    pub frames: u8,
}

/// Added to the number of frames, the number of a composite in the cache.
const COMPOSITE: u8 = 100;

/// The numbers of frames of which there is a composite.
fn composites(frames: u8) -> impl Iterator<Item = u8> + Clone {
    DOCUMENT_FRAMES.into_iter().filter(move |count| (2..=frames).contains(count))
}

/// The source of photos, and the pipeline that processes them.
pub struct Extractor<'a> {
    /// The folder of the photos.
    pub images: &'a Path,
    /// The networks.
    pub networks: &'a Networks,
    /// The folder of the cache.
    pub cache: &'a Path,
}

impl Extractor<'_> {
    /// Processes `photos`, optionally as pages before a camera.
    ///
    /// Each thread holds one photo at a time; only the samples accumulate.
    pub fn run(
        &self,
        what: &str,
        photos: &[&str],
        pages: Option<&PageFrames<'_>>,
    ) -> Result<Extraction, Error> {
        let start = Instant::now();
        let key = match pages {
            Some(PageFrames { treatment, .. }) => {
                format!("{} {treatment}", self.networks.cache_key())
            }
            None => self.networks.cache_key(),
        };
        let cache = Cache::new(self.cache, key);
        let bar = progress::progress_bar(what, photos.len());
        let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(photos.len())));
        let work = || -> Result<(), Error> {
            let mut pipeline = None;
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(photo) = photos.get(at) else { return Ok(()) };
                let page = pages.map(|pages| (pages, pages.eyes[at]));
                let result = self.process(&mut pipeline, &cache, photo, page)?;
                if let Ok(mut results) = results.lock() {
                    results.push((at, result));
                }
                bar.inc(1);
            }
        };
        thread::scope(|scope| {
            let cores = thread::available_parallelism().map_or(1, NonZero::get);
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let outcomes = threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Err(face::Error::Model.into())));
            outcomes.collect::<Result<Vec<()>, _>>()
        })?;
        bar.finish();
        let mut results = results.into_inner().unwrap_or_default();
        results.sort_by_key(|(at, _)| *at);
        let mut all = Extraction { seconds: start.elapsed().as_secs_f64(), ..Default::default() };
        for (_, result) in results {
            let (samples, problem) = match result {
                PhotoSamples::Taken { samples, fresh } => {
                    all.fresh += usize::from(fresh);
                    (samples, None)
                }
                PhotoSamples::Problem(problem) => (Vec::new(), Some(problem)),
            };
            let mut samples = samples.into_iter();
            all.samples.push(samples.next().flatten());
            let later = usize::from(pages.map_or(1, |pages| pages.frames)).saturating_sub(1);
            all.later.push(samples.by_ref().take(later).collect());
            all.composites.push(samples.collect());
            all.readable.push(problem.is_none());
            all.problems.extend(problem);
        }
        Ok(all)
    }

    /// Processes one photo, or reads its samples from the cache.
    fn process(
        &self,
        pipeline: &mut Option<Pipeline>,
        cache: &Cache<'_>,
        name: &str,
        page: Option<(&PageFrames<'_>, Option<f64>)>,
    ) -> Result<PhotoSamples, Error> {
        let unreadable = |why: String| {
            Ok(PhotoSamples::Problem(Problem::Unreadable { photo: name.to_owned(), why }))
        };
        let bytes = match fs::read(self.images.join(name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(PhotoSamples::Problem(Problem::Missing { photo: name.to_owned() }));
            }
            Err(error) => return unreadable(error.to_string()),
        };
        let frames = page.map_or(1, |(pages, _)| pages.frames.max(1));
        let composites = composites(frames);
        let numbers = (0..frames).chain(composites.clone().map(|count| COMPOSITE + count));
        let entries: Vec<CacheEntry> = numbers.map(|number| cache.entry(&bytes, number)).collect();
        let cached: Option<Vec<_>> = entries.iter().map(CacheEntry::read).collect();
        if let Some(samples) = cached {
            return Ok(PhotoSamples::Taken { samples, fresh: false });
        }
        let photo = match decode(&bytes) {
            Ok(photo) => photo,
            Err(error) => return unreadable(error.to_string()),
        };
        let source = match page {
            None => Source::Photo(photo),
            Some((_, None)) => {
                let samples = vec![None; entries.len()];
                return Ok(PhotoSamples::Taken { samples, fresh: false });
            }
            Some((pages, Some(eyes))) => {
                match pages.treatment.print(&pixels(&photo), eyes, seed(&bytes)) {
                    Ok(page) => Source::Page(page),
                    Err(why) => return unreadable(why.to_string()),
                }
            }
        };
        let pipeline = match pipeline {
            Some(pipeline) => pipeline,
            None => pipeline.insert(self.networks.pipeline()?),
        };
        let mut taken = Vec::with_capacity(frames.into());
        for frame in 0..frames {
            match source.sample(frame, pipeline) {
                Ok(sample) => taken.push(sample),
                Err(why) => return unreadable(why),
            }
        }
        let mut samples: Vec<Option<Sample>> =
            taken.iter().map(|taken| taken.as_ref().map(|(sample, _)| sample.clone())).collect();
        let (mut faces, mut taken) = (Vec::new(), taken.into_iter());
        for count in composites {
            let missing = usize::from(count) - (usize::from(frames) - taken.len());
            faces.extend(taken.by_ref().take(missing).flatten());
            // Of one face there is nothing to compose.
            samples.push(if faces.len() > 1 { pipeline.composite(&faces)? } else { None });
        }
        for (entry, sample) in entries.iter().zip(&samples) {
            entry.write(sample.as_ref())?;
        }
        Ok(PhotoSamples::Taken { samples, fresh: true })
    }
}

/// The outcome for one photo.
enum PhotoSamples {
    /// One sample for each frame, and whether any of them was not in the cache.
    Taken {
        samples: Vec<Option<Sample>>,
        fresh: bool,
    },
    Problem(Problem),
}

/// What the frames of a photo are taken of.
enum Source {
    /// The only frame.
    Photo(Photo),
    Page(Page),
}

impl Source {
    /// Processes one frame. Fails with the reason.
    fn sample(&self, frame: u8, pipeline: &mut Pipeline) -> Result<Option<(Sample, Crop)>, String> {
        let sample = match self {
            Self::Photo(photo) => pipeline.sample_with_crop(photo),
            Self::Page(page) => {
                let image = page.frame(frame).map_err(|why| why.to_string())?;
                let (width, height) = (image.width() as usize, image.height() as usize);
                Photo::new(width, height, image.into_raw())
                    .and_then(|photo| pipeline.sample_with_crop(&photo))
            }
        };
        sample.map_err(|error| error.to_string())
    }
}

fn pixels(photo: &Photo) -> RgbImage {
    let (width, height) = (photo.width() as u32, photo.height() as u32);
    RgbImage::from_raw(width, height, photo.rgb().to_vec()).unwrap_or_default()
}

/// The random seed, which depends on the bytes of the photo only.
fn seed(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
