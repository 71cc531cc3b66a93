//! The networks of the product, compiled and with tract's own operators.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and reports what it skips"
)]

mod support;

use std::{fs, path::Path, process::Command};

use compile::CompileError;
use models::Models;
use network::{Network, Plan, PlanError};
use support::{assert_close, repository, run_plan, run_tract};

fn models() -> Models {
    toml::from_str(&fs::read_to_string(repository().join("models/models.toml")).unwrap()).unwrap()
}

/// The networks of models.toml that are there, each with its file in half precision.
fn networks() -> Vec<(models::Model, Vec<u8>)> {
    let mut networks = Vec::new();
    for model in models().model {
        match fs::read(repository().join("models").join(&model.file)) {
            Ok(bytes) => networks.push((model, convert::to_half_precision(&bytes).unwrap())),
            Err(_) => eprintln!("SKIPPED: {} is not in models/", model.name),
        }
    }
    networks
}

/// The plan of the detector, which set-up always creates.
fn detector() -> Plan {
    let (model, bytes) = networks().swap_remove(0);
    compile::compile(&bytes, model.input.side(), &model.outputs).unwrap()
}

#[test]
fn every_network_of_the_product_gives_equal_outputs_with_tract_and_with_a_plan() {
    for (model, bytes) in networks() {
        let side = model.input.side();
        let input = support::input([side; 2]);
        let expected = run_tract(&bytes, [side; 2], &model.outputs, &input, true);
        let plan = compile::compile(&bytes, side, &model.outputs).unwrap();
        eprintln!("{}: {} bytes", model.name, plan.write().len());
        assert_close(&expected, &run_plan(plan, &input), &model.name);
    }
}

#[test]
fn the_detector_for_another_image_size_equals_tract_at_that_size() {
    let (model, bytes) = networks().swap_remove(0);
    for [height, width] in [[192, 256], [256, 192], [160, 256], [32, 256], [512, 256]] {
        let input = support::input([height, width]);
        let expected = run_tract(&bytes, [height, width], &model.outputs, &input, true);
        let plan = detector().resized(height, width).unwrap();
        assert_close(&expected, &run_plan(plan, &input), &format!("{width} x {height}"));
    }
    // Its coarsest map has a pixel for 32 of the image.
    for [height, width] in [[0, 0], [256, 0], [200, 256], [16, 256]] {
        let resized = detector().resized(height, width);
        assert_eq!(resized.err(), Some(PlanError::Inconsistent), "{width} x {height}");
    }
}

#[test]
fn a_recogniser_has_one_size_only() {
    for (model, bytes) in networks() {
        let models::Role::Recogniser(_) = model.role else { continue };
        let side = model.input.side();
        let plan = compile::compile(&bytes, side, &model.outputs).unwrap();
        assert!(plan.resized(side / 2, side).is_err(), "{}", model.name);
    }
}

/// It is committed beside the network, because the worker's program contains it.
#[test]
fn the_plan_of_the_reader_of_zones_is_that_of_its_network() {
    let folder = repository().join("models/mrz");
    let onnx = fs::read(folder.join("mrz.onnx")).unwrap();
    let plan = compile::compile_shape(&onnx, [1, 32, 768], &["scores".to_owned()]).unwrap();
    assert!(
        plan.write() == fs::read(folder.join("mrz.plan")).unwrap(),
        "make it again: compile-network models/mrz/mrz.onnx --input 1 32 768 --output scores \
         --plan models/mrz/mrz.plan"
    );
}

#[test]
fn a_network_with_another_operator_is_refused_by_the_name_of_operator_and_node() {
    let bytes = include_bytes!("../../eval/tests/data/gabor.onnx");
    let error = compile::compile(bytes, 64, &["embedding".to_owned()]).unwrap_err();
    eprintln!("{error}");
    let CompileError::Unsupported { operator, node, .. } = &error else { panic!("{error}") };
    assert!(error.to_string().contains(operator) && error.to_string().contains(node), "{error}");
    let error = compile::compile(bytes, 64, &["nothing".to_owned()]).unwrap_err();
    assert!(matches!(error, CompileError::Read(_)), "{error}");
}

#[test]
fn the_program_of_the_build_tells_a_network_without_a_plan_from_a_broken_file() {
    let folder = std::env::temp_dir().join(format!("gangway-compile-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (broken, plan) = (folder.join("broken.onnx"), folder.join("out.plan"));
    fs::write(&broken, b"not a network").unwrap();
    let run = |file: &Path, side: usize, outputs: &[String]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_compile-network"));
        program.arg(file).args(["--side", &side.to_string(), "--plan"]).arg(&plan);
        for output in outputs {
            program.args(["--output", output]);
        }
        let answer = program.output().unwrap();
        (answer.status.code(), String::from_utf8_lossy(&answer.stderr).into_owned())
    };
    let gabor = repository().join("crates/eval/tests/data/gabor.onnx");
    let (code, why) = run(&gabor, 64, &["embedding".to_owned()]);
    assert_eq!(code, Some(3), "{why}");
    assert!(why.contains("gabor.onnx: no kernel computes"), "{why}");
    assert_eq!(run(&broken, 64, &["embedding".to_owned()]).0, Some(1));
    assert!(!plan.exists(), "nothing was compiled");
    let (onnx, side, outputs) = support::onnx::RandomGraph::new(1).file();
    let good = folder.join("good.onnx");
    fs::write(&good, onnx).unwrap();
    assert_eq!(run(&good, side, &outputs).0, Some(0));
    assert!(Plan::read(&fs::read(&plan).unwrap()).is_ok());
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_plan_that_was_changed_or_cut_is_refused_or_runs_within_its_buffers() {
    let plan = detector();
    let bytes = plan.write();
    assert!(Plan::is_plan(&bytes));
    assert_eq!(Plan::read(b"\0gangway plan\x02").err(), Some(PlanError::NotAPlan));
    for length in (0..bytes.len()).step_by(bytes.len() / 50) {
        assert!(Plan::read(&bytes[..length]).is_err(), "{length}");
    }
    let input = support::input([plan.input()[1]; 2]);
    let mut refused = 0;
    for at in (14..bytes.len()).step_by(bytes.len() / 150).chain(14..100) {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        match Plan::read(&changed) {
            Ok(plan) if plan.input() == [3, 256, 256] => Network::new(plan).run(&input).unwrap(),
            Ok(_) => {}
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 10, "only {refused} were refused");
}
