//! Prints the embeddings and decisions of the native pipeline, for comparison with a browser's.
//!
//! The output is one line of JSON: `photos`, by name, each with its embedding or `null` if there is no
//! face; and `pairs`, each decided at the recogniser's threshold for one live frame, or `null` if a
//! photo has no face. No cache is used.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use eval::{
    Error,
    collection::{Collection, Pair},
    networks::{Engine, Networks},
};
use face::{
    Pipeline,
    decode::decode,
    embed::{Embedding, Template},
    verify::{Threshold, Verdict, verify},
};
use models::Side;
use rayon::prelude::*;
use serde::Serialize;

/// Print the embeddings and decisions of the native pipeline
#[derive(Parser)]
struct EmbedOptions {
    /// The recogniser's name in models.toml
    #[arg(long, value_name = "NAME")]
    recogniser: String,
    /// The folder with the photos
    #[arg(long, value_name = "DIR")]
    images: PathBuf,
    /// Photos to embed
    #[arg(long, value_name = "NAME", num_args = 1.., conflicts_with = "pairs")]
    photos: Vec<String>,
    /// Pairs of photos to embed and to decide, as `gangway-eval` reads them
    #[arg(long, value_name = "FILE.tsv", requires = "fold")]
    pairs: Option<PathBuf>,
    /// Which fold of the pairs
    #[arg(long, value_name = "N")]
    fold: Option<u32>,
    /// What runs the networks
    #[arg(long, value_enum, default_value_t = Engine::Tract)]
    engine: Engine,
    /// The folder with models.toml and the networks
    #[arg(long, value_name = "DIR", default_value = "models")]
    models: PathBuf,
}

#[derive(Serialize)]
struct EmbedOutput {
    photos: Photos,
    pairs: Vec<PairDecision>,
}

/// The embeddings by file name; `None` for a photo without a face.
type Photos = BTreeMap<String, Option<Vec<f32>>>;

#[derive(Serialize)]
struct PairDecision {
    left: String,
    right: String,
    /// The label in the collection.
    same: bool,
    /// The decision of the pipeline.
    r#match: Option<bool>,
}

#[expect(clippy::print_stderr, reason = "a command says why it fails")]
fn main() -> ExitCode {
    match run(&EmbedOptions::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("embed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &EmbedOptions) -> Result<(), Error> {
    let networks = Networks::read(&options.models, Some(&options.recogniser), options.engine)?;
    let (names, pairs) = match &options.pairs {
        None => (options.photos.clone(), Vec::new()),
        Some(file) => select_fold(Collection::read(file)?, options.fold),
    };
    let photos = embed(&networks, &options.images, &names)?;
    let pairs: Result<_, Error> =
        pairs.iter().map(|pair| decide(&networks, &photos, pair)).collect();
    let output = EmbedOutput { photos, pairs: pairs? };
    let stdout = Path::new("the standard output");
    serde_json::to_writer(io::stdout().lock(), &output).map_err(Error::content(stdout))
}

/// Two photos and whether they are labelled as one person.
type NamedPair = (String, String, bool);

/// The photos and pairs of one fold.
fn select_fold(collection: Collection, fold: Option<u32>) -> (Vec<String>, Vec<NamedPair>) {
    let Collection { photos, pairs, .. } = collection;
    let pairs: Vec<&Pair> = pairs.iter().filter(|pair| Some(pair.fold) == fold).collect();
    let is_used = |at: usize| pairs.iter().any(|pair| [pair.left, pair.right].contains(&at));
    let used = (0..photos.len()).filter(|at| is_used(*at)).map(|at| photos[at].clone()).collect();
    let name = |at: usize| photos[at].clone();
    (used, pairs.into_iter().map(|pair| (name(pair.left), name(pair.right), pair.same)).collect())
}

/// Embeds the photos on all cores, each with its own pipeline.
fn embed(networks: &Networks, images: &Path, names: &[String]) -> Result<Photos, Error> {
    let share = names.len().div_ceil(rayon::current_num_threads()).max(1);
    let shares = names.par_chunks(share).map(|names| {
        let mut pipeline = networks.pipeline()?;
        let one =
            |name: &String| Ok((name.clone(), embed_file(&mut pipeline, &images.join(name))?));
        names.iter().map(one).collect::<Result<Vec<_>, Error>>()
    });
    Ok(shares.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
}

fn embed_file(pipeline: &mut Pipeline, file: &Path) -> Result<Option<Vec<f32>>, Error> {
    let bytes = fs::read(file).map_err(Error::reading(file))?;
    let photo = decode(&bytes).map_err(Error::content(file))?;
    let Some(sample) = pipeline.sample(&photo)? else { return Ok(None) };
    Ok(Some(pipeline.embedding(&sample, Side::Document)?.numbers().to_vec()))
}

fn decide(networks: &Networks, photos: &Photos, pair: &NamedPair) -> Result<PairDecision, Error> {
    let (left, right, same) = pair.clone();
    let template = |numbers: &Vec<f32>| {
        let metric = networks.role.metric();
        Embedding::new(numbers.clone().into(), metric).map(Template::of_one)
    };
    let r#match = match (&photos[&left], &photos[&right]) {
        (Some(document), Some(live)) => {
            let threshold = Threshold::of(&networks.role, 1)?;
            Some(verify(&template(live)?, &template(document)?, threshold) == Verdict::Match)
        }
        _ => None,
    };
    Ok(PairDecision { left, right, same, r#match })
}
