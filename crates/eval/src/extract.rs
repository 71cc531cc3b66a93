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

use face::{Pipeline, decode::decode, evaluation::Sample, image::Photo};
use image::RgbImage;
use sha2::{Digest, Sha256};

use crate::{
    Error, cache::Cache, networks::Networks, problem::Problem, progress, treatment::Treatment,
};

/// The output of the networks for some photos.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// In the order of the photos. `None` for a photo without a face and one that cannot be read.
    pub samples: Vec<Option<Sample>>,
    /// Whether each photo could be read.
    pub readable: Vec<bool>,
    /// The photos that could not be read.
    pub problems: Vec<Problem>,
    /// The number of photos that were not in the cache.
    pub fresh: usize,
    /// The duration in seconds.
    pub seconds: f64,
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
    /// Processes `photos`, optionally after a treatment, for which `eyes` has the distance between
    /// the eyes in each original photo. A photo without one is not treated and has no sample.
    ///
    /// Each thread holds one photo at a time; only the samples accumulate.
    pub fn run(
        &self,
        what: &str,
        photos: &[&str],
        treatment: Option<(&Treatment, &[Option<f64>])>,
    ) -> Result<Extraction, Error> {
        let start = Instant::now();
        let key = match treatment {
            Some((treatment, _)) => format!("{} {treatment}", self.networks.cache_key()),
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
                let treatment = treatment.map(|(treatment, eyes)| (treatment, eyes[at]));
                let result = self.process(&mut pipeline, &cache, photo, treatment)?;
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
            let (sample, problem) = match result {
                PhotoSample::Cached(sample) => (sample, None),
                PhotoSample::Fresh(sample) => {
                    all.fresh += 1;
                    (sample, None)
                }
                PhotoSample::Problem(problem) => (None, Some(problem)),
            };
            all.samples.push(sample);
            all.readable.push(problem.is_none());
            all.problems.extend(problem);
        }
        Ok(all)
    }

    /// Processes one photo, or reads its sample from the cache.
    fn process(
        &self,
        pipeline: &mut Option<Pipeline>,
        cache: &Cache<'_>,
        name: &str,
        treatment: Option<(&Treatment, Option<f64>)>,
    ) -> Result<PhotoSample, Error> {
        let unreadable = |why: String| {
            Ok(PhotoSample::Problem(Problem::Unreadable { photo: name.to_owned(), why }))
        };
        let bytes = match fs::read(self.images.join(name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(PhotoSample::Problem(Problem::Missing { photo: name.to_owned() }));
            }
            Err(error) => return unreadable(error.to_string()),
        };
        let entry = cache.entry(&bytes);
        if let Some(cached) = entry.read() {
            return Ok(PhotoSample::Cached(cached));
        }
        let photo = match decode(&bytes) {
            Ok(photo) => photo,
            Err(error) => return unreadable(error.to_string()),
        };
        let photo = match treatment {
            None => photo,
            Some((_, None)) => return Ok(PhotoSample::Cached(None)),
            Some((treatment, Some(eyes))) => {
                match apply_treatment(&photo, treatment, eyes, seed(&bytes)) {
                    Ok(photo) => photo,
                    Err(why) => return unreadable(why),
                }
            }
        };
        let pipeline = match pipeline {
            Some(pipeline) => pipeline,
            None => pipeline.insert(self.networks.pipeline()?),
        };
        let sample = match pipeline.sample(&photo) {
            Ok(sample) => sample,
            Err(error) => return unreadable(error.to_string()),
        };
        entry.write(sample.as_ref())?;
        Ok(PhotoSample::Fresh(sample))
    }
}

/// The outcome for one photo.
enum PhotoSample {
    Cached(Option<Sample>),
    Fresh(Option<Sample>),
    Problem(Problem),
}

/// Applies a treatment to a photo. Fails with the reason.
fn apply_treatment(
    photo: &Photo,
    treatment: &Treatment,
    eyes: f64,
    seed: u64,
) -> Result<Photo, String> {
    let (width, height) = (photo.width() as u32, photo.height() as u32);
    let image = RgbImage::from_raw(width, height, photo.rgb().to_vec()).unwrap_or_default();
    let image = treatment.apply(&image, eyes, seed).map_err(|why| why.to_string())?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    Photo::new(width, height, image.into_raw()).map_err(|why| why.to_string())
}

/// The random seed, which depends on the bytes of the photo only.
fn seed(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
