//! Fuzzes the parsers of kiosk requests, and the decoders of pictures. The targets are in `fuzz/`.

use std::{fs, process::Command};

use clap::{Args, ValueEnum};

use crate::{Error, Project, process};

/// What is fuzzed, and for how long.
#[derive(Args)]
pub(crate) struct Order {
    /// Which target
    target: Target,
    /// For how many minutes
    #[arg(long, default_value_t = 10)]
    minutes: u32,
}

/// What reads what a kiosk sends, or what a traveller brings.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// The messages and the texts of crate `wire`
    Wire,
    /// The check of a request's signature
    Signature,
    /// The decoder of JPEG
    Jpeg,
    /// The decoder of PNG
    Png,
    /// The decoder of WebP
    Webp,
    /// The decoder of JPEG 2000
    Jp2,
    /// The orientation in a picture's EXIF block
    Exif,
}

/// Marks every branch, so that the fuzzer sees which input reached a new one. A stable compiler can
/// do that.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares \
                        -Cdebug-assertions -Ccodegen-units=1 --cfg fuzzing";

/// Builds the target and runs it. What it finds is left in `target/fuzz`.
pub(crate) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    let target = order.target.to_possible_value();
    let name = target.as_ref().map_or("", |it| it.get_name());
    let host = host()?;
    let folder = project.at("target/fuzz");
    let mut cargo = process::cargo(&project.at("fuzz"));
    // With a platform named, what runs during the build is not marked.
    cargo.args(["build", "--release", "--locked", "--bin", name, "--target", &host]);
    cargo.arg("--target-dir").arg(&folder).env("RUSTFLAGS", COVERAGE);
    process::run(&mut cargo, "building the fuzzer")?;
    let corpus = folder.join("corpus").join(name);
    fs::create_dir_all(&corpus).map_err(Error::writing(&corpus))?;
    let mut fuzzer = Command::new(folder.join(&host).join("release").join(name));
    fuzzer.arg(&corpus).arg(project.at("fuzz/seeds").join(name));
    fuzzer.arg(format!("-max_total_time={}", 60 * order.minutes));
    fuzzer.arg(format!("-artifact_prefix={}/", folder.display()));
    fuzzer.args(["-max_len=8192", "-timeout=5", "-print_final_stats=1"]);
    process::run(&mut fuzzer, &format!("fuzzing {name}"))
}

/// The platform that this machine's compiler builds for.
fn host() -> Result<String, Error> {
    let said = process::capture(Command::new("rustc").arg("-vV"), "rustc")?;
    let line = said.lines().find_map(|it| it.strip_prefix("host: "));
    Ok(line.unwrap_or_default().to_owned())
}
