//! Every network with our operators and with the engine's: `cargo bench -p face`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot run should stop")]

use std::{fs, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use face::{
    model::{Model, Onnx, Operators},
    spec::Models,
};

fn networks(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let models: Models =
        toml::from_str(&fs::read_to_string(folder.join("models.toml")).unwrap()).unwrap();
    let others = [models.detector().unwrap(), models.landmarks().unwrap()];
    for model in others.into_iter().chain(models.recognisers()) {
        // A network that could not be had is not raced.
        let Ok(bytes) = fs::read(folder.join(format!("{}.onnx", model.name))) else { continue };
        let picture = vec![0.5; 3 * model.input.side() * model.input.side()];
        let mut group = criterion.benchmark_group(&model.name);
        for (name, operators) in [("kernels", Operators::Ours), ("engine", Operators::Stock)] {
            let mut network = Onnx::load_with(&bytes, model, operators).unwrap();
            group.bench_function(name, |bench| bench.iter(|| network.run(&picture).unwrap()));
        }
        group.finish();
    }
}

criterion_group!(benches, networks);
criterion_main!(benches);
