//! A cache of the output of the networks for each photo.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use face::{
    evaluation::Sample,
    quality::{Exposure, HeadPose, Quality},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Error;

/// A folder of samples, each in a file named by a hash of the photo and of everything else that the
/// sample depends on.
pub(crate) struct Cache<'a> {
    folder: &'a Path,
    key: String,
}

/// The file of a sample.
pub(crate) struct CacheEntry(PathBuf);

#[derive(Serialize, Deserialize)]
struct Record {
    /// `None` if there is no face.
    sample: Option<Numbers>,
}

#[derive(Serialize, Deserialize)]
struct Numbers {
    quality: [f64; 10],
    plain: Vec<f32>,
    mirrored: Vec<f32>,
}

impl<'a> Cache<'a> {
    /// The cache in `folder` for the networks, pipeline and treatment that `key` identifies.
    pub(crate) fn new(folder: &'a Path, key: String) -> Self {
        Self { folder, key }
    }

    /// The entry of one frame, from 0, of the photo with these bytes.
    pub(crate) fn entry(&self, photo: &[u8], frame: u8) -> CacheEntry {
        let mut hash = Sha256::new_with_prefix(&self.key);
        hash.update([frame]);
        hash.update(photo);
        let name = base16ct::lower::encode_string(&hash.finalize());
        CacheEntry(self.folder.join(&name[..2]).join(format!("{}.json", &name[2..])))
    }
}

impl CacheEntry {
    /// The cached sample, if there is one: `Some(None)` for a photo without a face. A corrupt file
    /// counts as missing.
    pub(crate) fn read(&self) -> Option<Option<Sample>> {
        let record: Record = serde_json::from_slice(&fs::read(&self.0).ok()?).ok()?;
        Some(record.sample.map(Numbers::into))
    }

    /// Stores a sample. The file is renamed when complete, so an interrupted run leaves no partial entry.
    pub(crate) fn write(&self, sample: Option<&Sample>) -> Result<(), Error> {
        let record = Record { sample: sample.map(Numbers::from) };
        let json = serde_json::to_vec(&record).map_err(Error::content(&self.0))?;
        // The name is unique, because photos may be identical and runs may share the folder.
        let name = format!("{}-{:?}.half", std::process::id(), std::thread::current().id());
        let partial = self.0.with_extension(name);
        let write = || {
            match fs::write(&partial, &json) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    fs::create_dir_all(partial.parent().unwrap_or(&partial))?;
                    fs::write(&partial, &json)?;
                }
                other => other?,
            }
            fs::rename(&partial, &self.0)
        };
        write().map_err(Error::writing(&self.0))
    }
}

impl From<&Sample> for Numbers {
    fn from(Sample { quality: q, plain, mirrored }: &Sample) -> Self {
        let HeadPose { yaw, pitch, roll } = q.head_pose;
        let Exposure { highlight, clipped } = q.exposure;
        let quality = [
            q.inter_eye_distance,
            yaw,
            pitch,
            roll,
            highlight,
            clipped,
            q.sharpness,
            q.eyes_open,
            q.mouth_opening,
            q.glare,
        ];
        Self { quality, plain: plain.clone(), mirrored: mirrored.clone() }
    }
}

impl From<Numbers> for Sample {
    fn from(Numbers { quality, plain, mirrored }: Numbers) -> Self {
        let [inter_eye_distance, yaw, pitch, roll, highlight, clipped, sharpness, ..] = quality;
        let [.., eyes_open, mouth_opening, glare] = quality;
        let quality = Quality {
            inter_eye_distance,
            head_pose: HeadPose { yaw, pitch, roll },
            exposure: Exposure { highlight, clipped },
            glare,
            sharpness,
            eyes_open,
            mouth_opening,
        };
        Self { quality, plain, mirrored }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        let quality = Numbers {
            quality: [1.0, 2.0, 3.0, 4.0, 5.0, 0.6, 0.7, 0.8, 0.9, 0.1],
            plain: vec![0.1, -1e-7],
            mirrored: vec![1.0 / 3.0, 2.0],
        };
        quality.into()
    }

    #[test]
    fn cached_samples_are_identical_and_have_their_own_key() {
        let folder = std::env::temp_dir().join(format!("gangway-eval-{}", std::process::id()));
        let cache = Cache::new(&folder, "a".into());
        assert!(cache.entry(b"photo", 0).read().is_none());
        cache.entry(b"photo", 0).write(Some(&sample())).unwrap();
        cache.entry(b"wall", 0).write(None).unwrap();
        assert_eq!(cache.entry(b"photo", 0).read(), Some(Some(sample())));
        assert_eq!(cache.entry(b"wall", 0).read(), Some(None));
        assert!(cache.entry(b"photo", 1).read().is_none());
        assert!(Cache::new(&folder, "b".into()).entry(b"photo", 0).read().is_none());
        fs::write(&cache.entry(b"photo", 0).0, "{").unwrap();
        assert!(cache.entry(b"photo", 0).read().is_none());
        fs::remove_dir_all(folder).unwrap();
    }
}
