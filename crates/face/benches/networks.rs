//! Every network with both backends: `cargo bench -p face`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot run should stop")]

use std::{fs, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use face::model::{Backend, Network, Onnx};
use models::Models;

fn networks(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let models: Models =
        toml::from_str(&fs::read_to_string(folder.join("models.toml")).unwrap()).unwrap();
    let others = [models.detector().unwrap(), models.landmarks().unwrap()];
    for model in others.into_iter().chain(models.recognisers()) {
        // Networks that are not available are skipped.
        let Ok(bytes) = fs::read(folder.join(format!("{}.onnx", model.name))) else { continue };
        let input = vec![0.5; 3 * model.input.side() * model.input.side()];
        let mut group = criterion.benchmark_group(&model.name);
        for (name, backend) in [("kernels", Backend::Kernels), ("engine", Backend::Tract)] {
            let mut network = Onnx::load_with(&bytes, model, backend).unwrap();
            group.bench_function(name, |bench| bench.iter(|| network.run(&input).unwrap()));
        }
        group.finish();
    }
}

criterion_group!(benches, networks);
criterion_main!(benches);
