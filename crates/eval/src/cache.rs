//! A cache of the networks' output for each photo, so that the next measurement takes seconds.

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

/// A folder of samples, each in a file that is named by the photo's hash and by all that was done
/// to it.
pub(crate) struct Cache<'a> {
    folder: &'a Path,
    stamp: String,
}

/// Where a sample is kept.
pub(crate) struct CacheEntry(PathBuf);

#[derive(Serialize, Deserialize)]
struct Record {
    /// `None` where there is no face.
    sample: Option<Numbers>,
}

#[derive(Serialize, Deserialize)]
struct Numbers {
    quality: [f64; 9],
    plain: Vec<f32>,
    mirrored: Vec<f32>,
}

impl<'a> Cache<'a> {
    /// The cache in `folder` for the networks, pipeline and treatment that `stamp` identifies.
    pub(crate) fn new(folder: &'a Path, stamp: String) -> Self {
        Self { folder, stamp }
    }

    /// Where the sample of the photo with these bytes is.
    pub(crate) fn place(&self, photo: &[u8]) -> CacheEntry {
        let mut hash = Sha256::new_with_prefix(&self.stamp);
        hash.update([0]);
        hash.update(photo);
        let name = base16ct::lower::encode_string(&hash.finalize());
        CacheEntry(self.folder.join(&name[..2]).join(format!("{}.json", &name[2..])))
    }
}

impl CacheEntry {
    /// The sample that is kept, if there is one: `Some(None)` for a photo without a face. A
    /// broken file is none.
    pub(crate) fn read(&self) -> Option<Option<Sample>> {
        let record: Record = serde_json::from_slice(&fs::read(&self.0).ok()?).ok()?;
        Some(record.sample.map(Numbers::into))
    }

    /// Keeps a sample. A run that is broken off leaves no half file.
    pub(crate) fn write(&self, sample: Option<&Sample>) -> Result<(), Error> {
        let record = Record { sample: sample.map(Numbers::from) };
        let json = serde_json::to_vec(&record).map_err(Error::content(&self.0))?;
        // Two photos may be one file, and two runs may share the folder.
        let name = format!("{}-{:?}.half", std::process::id(), std::thread::current().id());
        let half = self.0.with_extension(name);
        let write = || {
            match fs::write(&half, &json) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    fs::create_dir_all(half.parent().unwrap_or(&half))?;
                    fs::write(&half, &json)?;
                }
                other => other?,
            }
            fs::rename(&half, &self.0)
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
        ];
        Self { quality, plain: plain.clone(), mirrored: mirrored.clone() }
    }
}

impl From<Numbers> for Sample {
    fn from(Numbers { quality, plain, mirrored }: Numbers) -> Self {
        let [inter_eye_distance, yaw, pitch, roll, highlight, clipped, sharpness, ..] = quality;
        let [.., eyes_open, mouth_opening] = quality;
        let quality = Quality {
            inter_eye_distance,
            head_pose: HeadPose { yaw, pitch, roll },
            exposure: Exposure { highlight, clipped },
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
            quality: [1.0, 2.0, 3.0, 4.0, 5.0, 0.6, 0.7, 0.8, 0.9],
            plain: vec![0.1, -1e-7],
            mirrored: vec![1.0 / 3.0, 2.0],
        };
        quality.into()
    }

    #[test]
    fn what_is_kept_comes_back_bit_for_bit_under_its_own_name_alone() {
        let folder = std::env::temp_dir().join(format!("gangway-eval-{}", std::process::id()));
        let cache = Cache::new(&folder, "a".into());
        assert!(cache.place(b"photo").read().is_none());
        cache.place(b"photo").write(Some(&sample())).unwrap();
        cache.place(b"wall").write(None).unwrap();
        assert_eq!(cache.place(b"photo").read(), Some(Some(sample())));
        assert_eq!(cache.place(b"wall").read(), Some(None));
        assert!(Cache::new(&folder, "b".into()).place(b"photo").read().is_none());
        fs::write(&cache.place(b"photo").0, "{").unwrap();
        assert!(cache.place(b"photo").read().is_none());
        fs::remove_dir_all(folder).unwrap();
    }
}
