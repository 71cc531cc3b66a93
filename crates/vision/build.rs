//! Writes `models.json`: `models/models.toml` for a program without a TOML parser.

use std::{env, error, fs, path::PathBuf};

const MODELS: &str = "../../models/models.toml";

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed={MODELS}");
    let models: serde_json::Value = toml::from_str(&fs::read_to_string(MODELS)?)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("models.json"), models.to_string())?;
    Ok(())
}
