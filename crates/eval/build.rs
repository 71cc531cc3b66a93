//! Names the pipeline that is measured: a hash of its sources, and of the versions it asks for.

use std::{
    env, error, fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn error::Error>> {
    let face = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../face");
    let [sources, manifest] = ["src", "Cargo.toml"].map(|it| face.join(it));
    println!("cargo::rerun-if-changed={}", sources.display());
    println!("cargo::rerun-if-changed={}", manifest.display());
    let mut files = vec![manifest];
    collect(&sources, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.strip_prefix(&face)?.to_string_lossy().replace('\\', "/"));
        hash.update(fs::read(&file)?);
    }
    let build: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=PIPELINE_BUILD={build}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn error::Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
