//! Fuzzes what reads untrusted input: kiosk requests, pictures, chips and trust lists. The targets are in `fuzz/`.

use std::{env, fs, process::Command};

use clap::{Args, ValueEnum};

use crate::{Error, Project, process};

/// Options of `cargo xtask fuzz`.
#[derive(Args)]
pub(crate) struct FuzzOptions {
    /// The fuzz target
    target: Target,
    /// Duration in minutes; `differential` ends by itself
    #[arg(long, default_value_t = 10)]
    minutes: u32,
}

/// A parser of untrusted input: of a kiosk's requests, of a traveller's files or of a document's chip.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// Messages and text formats of crate `wire`
    Wire,
    /// Signature verification of a request
    Signature,
    /// JPEG decoder
    Jpeg,
    /// PNG decoder
    Png,
    /// WebP decoder
    Webp,
    /// JPEG 2000 decoder
    Jp2,
    /// Orientation in a picture's EXIF block
    Exif,
    /// TLV objects of a chip's files, and the transcoder of BER
    Tlv,
    /// Security object of a chip, and passive authentication
    Sod,
    /// Portrait and machine-readable zone of a chip: DG2 and DG1
    Dg2,
    /// Trust list
    Trust,
    /// Conversation with a chip that answers wrongly
    Chip,
    /// 100,000 changed files of chips, read by the product and by crate dmrtd
    Differential,
}

/// Instruments every branch, so that the fuzzer sees which input reached a new one. The stable
/// compiler supports these flags.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares \
                        -Cdebug-assertions -Ccodegen-units=1 --cfg fuzzing";

/// Builds the target and runs it. Failing inputs are written to `target/fuzz`.
pub(crate) fn run(project: &Project, options: &FuzzOptions) -> Result<(), Error> {
    if matches!(options.target, Target::Differential) {
        return compare(project);
    }
    let target = options.target.to_possible_value();
    let name = target.as_ref().map_or("", |target| target.get_name());
    let host = host()?;
    let folder = project.at("target/fuzz");
    let mut cargo = process::cargo(&project.at("fuzz"));
    // With an explicit target, `RUSTFLAGS` do not apply to build scripts and procedural macros.
    cargo.args(["build", "--release", "--locked", "--bin", name, "--target", &host]);
    cargo.arg("--target-dir").arg(&folder).env("RUSTFLAGS", COVERAGE);
    process::run(&mut cargo, "building the fuzzer")?;
    let corpus = folder.join("corpus").join(name);
    fs::create_dir_all(&corpus).map_err(Error::writing(&corpus))?;
    let mut fuzzer = Command::new(folder.join(&host).join("release").join(name));
    fuzzer.arg(&corpus).arg(project.at("fuzz/seeds").join(name));
    fuzzer.arg(format!("-max_total_time={}", 60 * options.minutes));
    fuzzer.arg(format!("-artifact_prefix={}/", folder.display()));
    fuzzer.args(["-max_len=8192", "-timeout=5", "-print_final_stats=1"]);
    process::run(&mut fuzzer, &format!("fuzzing {name}"))
}

/// Fails if the product and dmrtd differ for an undocumented reason.
fn compare(project: &Project) -> Result<(), Error> {
    let mut cargo = process::cargo(&project.at("fuzz"));
    cargo.args(["run", "--release", "--locked", "--bin", "differential"]);
    cargo.args(["--features", "differential", "--target-dir"]).arg(project.at("target/fuzz"));
    let vectors = project.at("../shared/data/vectors");
    if env::var_os("GANGWAY_VECTORS").is_none() && vectors.is_dir() {
        cargo.env("GANGWAY_VECTORS", vectors);
    }
    process::run(&mut cargo, "comparing with dmrtd")
}

/// The platform that this machine's compiler builds for.
fn host() -> Result<String, Error> {
    let said = process::capture(Command::new("rustc").arg("-vV"), "rustc")?;
    let line = said.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.unwrap_or_default().to_owned())
}
