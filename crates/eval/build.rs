//! Computes the ids of the pipeline's code and of the treatments' code, on which samples depend.

use std::{
    env, error, fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn error::Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let crates = here.join("..");
    let [face, models] = ["face", "models"].map(|name| crates.join(name));
    let code = [face.join("src"), face.join("Cargo.toml"), models.join("src")];
    let pipeline = id(&crates, &code)?;
    println!("cargo::rustc-env=PIPELINE_BUILD={pipeline}");
    let source = here.join("src");
    let treatments = id(&source, &[source.join("treatment"), source.join("treatment.rs")])?;
    println!("cargo::rustc-env=TREATMENTS_BUILD={treatments}");
    Ok(())
}

/// The first four bytes of the hash of files and folders below `root`, in hexadecimal.
///
/// Comments and tests are excluded, so that their changes require no new measurement.
fn id(root: &Path, places: &[PathBuf]) -> Result<String, Box<dyn error::Error>> {
    let mut files = Vec::new();
    for place in places {
        println!("cargo::rerun-if-changed={}", place.display());
        collect(place, &mut files)?;
    }
    files.retain(|file| file.file_name().is_none_or(|name| name != "tests.rs"));
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.strip_prefix(root)?.to_string_lossy().replace('\\', "/"));
        let text = fs::read_to_string(&file)?;
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for line in code.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !line.starts_with("//") && !line.starts_with("# ") {
                hash.update(line);
                hash.update("\n");
            }
        }
    }
    Ok(base16ct::lower::encode_string(&hash.finalize()[..4]))
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn error::Error>> {
    if !place.is_dir() {
        files.push(place.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
