//! Compiles an ONNX file to a plan. The build runs this program once for each network.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Parser;
use compile::CompileError;

/// Compile an ONNX network to a plan of kernels
#[derive(Parser)]
struct Options {
    /// The ONNX file
    file: PathBuf,
    /// Width and height of an RGB input, in pixels
    #[arg(long, value_name = "PIXELS", required_unless_present = "input")]
    side: Option<usize>,
    /// Channels, rows and columns of another input
    #[arg(long, value_name = "N", num_args = 3, conflicts_with = "side")]
    input: Option<Vec<usize>>,
    /// The names of the outputs, in their order
    #[arg(long = "output", value_name = "NAME", required = true)]
    outputs: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
}

/// The exit status for a network with an operator that no kernel computes.
const UNSUPPORTED: u8 = 3;

#[expect(clippy::print_stderr, reason = "a command says why it fails")]
fn main() -> ExitCode {
    let options = Options::parse();
    let fail = |place: &PathBuf, error: &dyn std::fmt::Display| {
        eprintln!("{}: {error}", place.display());
        ExitCode::FAILURE
    };
    let onnx = match fs::read(&options.file) {
        Ok(onnx) => onnx,
        Err(error) => return fail(&options.file, &error),
    };
    let side = options.side.unwrap_or_default();
    let input = options.input.and_then(|input| input.try_into().ok()).unwrap_or([3, side, side]);
    match compile::compile_shape(&onnx, input, &options.outputs) {
        Ok(plan) => match fs::write(&options.plan, plan.write()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&options.plan, &error),
        },
        Err(error @ CompileError::Unsupported { .. }) => {
            eprintln!("{}: {error}", options.file.display());
            ExitCode::from(UNSUPPORTED)
        }
        Err(error) => fail(&options.file, &error),
    }
}
