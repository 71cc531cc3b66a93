//! A site set up as in docs/recogniser.md: `models/` with the document's entry in models.toml, photos,
//! and the commands of the document.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use clap::Parser;
use eval::options::Options;
use face::{Pipeline, Specs, model::Tract};
use models::{Model, Models};

use crate::support::{Scratch, repository};

/// The name of the recogniser in the document.
pub(crate) const NAME: &str = "gabor";

const DOCUMENT: &str = include_str!("../../../../docs/recogniser.md");
const NETWORK: &[u8] = include_bytes!("../data/gabor.onnx");

/// A folder with `models/` and `faces/`.
pub(crate) struct Site(Scratch);

impl Site {
    /// The site before the first measurement.
    pub(crate) fn new(name: &str) -> Self {
        let site = Self(Scratch::new(&format!("own-{name}")));
        fs::create_dir_all(site.models()).unwrap();
        fs::create_dir_all(site.at("faces/images")).unwrap();
        for network in ["blazeface.onnx", "facemesh.onnx"] {
            fs::copy(repository().join("models").join(network), site.models().join(network))
                .unwrap_or_else(|_| panic!("models/ lacks {network}: run `cargo xtask models`"));
        }
        fs::write(site.models().join("gabor.onnx"), NETWORK).unwrap();
        fs::write(site.manifest(), format!("{}\n{}", committed(), entry())).unwrap();
        site
    }

    /// A file or folder in it.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.at(path)
    }

    pub(crate) fn models(&self) -> PathBuf {
        self.at("models")
    }

    /// The path of models.toml.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.models().join("models.toml")
    }

    /// The current models.toml, as the product reads it.
    pub(crate) fn read(&self) -> Models {
        toml::from_str(&fs::read_to_string(self.manifest()).unwrap()).unwrap()
    }

    /// Runs one of the document's commands in the site's folder, as `cargo xtask eval` does.
    pub(crate) fn run(&self, command: &str, more: &[&str]) -> Output {
        let mut eval = Command::new(env!("CARGO_BIN_EXE_gangway-eval"));
        eval.current_dir(self.at("")).arg("--models").arg(self.models());
        eval.arg("--cache").arg(self.at("cache")).args(arguments(command)).args(more);
        eval.output().unwrap()
    }

    /// The pipeline with the document's recogniser and the current models.toml.
    pub(crate) fn pipeline(&self) -> Pipeline {
        let models = self.read();
        let specs = Specs {
            detector: models.detector().unwrap(),
            landmarks: models.landmarks().unwrap(),
            recogniser: models.named(NAME).unwrap(),
        };
        let network = |spec: &Model| -> Box<dyn face::model::Model> {
            let bytes = fs::read(self.models().join(&spec.file)).unwrap();
            Box::new(Tract::load(&bytes, spec).unwrap())
        };
        let [detector, landmarks, recogniser] =
            [specs.detector, specs.landmarks, specs.recogniser].map(network);
        Pipeline::new(detector, landmarks, recogniser, specs).unwrap()
    }
}

/// `models.toml` without the entry of the document: a developer may have followed its steps here.
pub(crate) fn committed() -> String {
    let text = fs::read_to_string(repository().join("models/models.toml")).unwrap();
    let before = text.split(entry().split_once("title").unwrap().0).next().unwrap();
    before.trim_end().to_owned() + "\n"
}

/// The entry that the document shows.
pub(crate) fn entry() -> &'static str {
    let (_, after) = DOCUMENT.split_once("```toml\n").expect("the document shows no entry");
    after.split_once("```").unwrap().0
}

/// The document's commands that start with `cargo xtask eval`, in its order.
pub(crate) fn commands() -> [&'static str; 2] {
    let commands: Vec<_> =
        DOCUMENT.lines().filter(|line| line.starts_with("cargo xtask eval ")).collect();
    commands.try_into().expect("the document measures twice: before the card, and for it")
}

/// The arguments after `cargo xtask eval`. Fails if they are invalid.
fn arguments(command: &str) -> impl Iterator<Item = &str> {
    let words = || command.split_whitespace().skip(2);
    Options::try_parse_from(words()).unwrap();
    words().skip(1)
}
