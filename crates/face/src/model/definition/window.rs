//! What is computed of the numbers that a window sees: convolutions and pooling.

use tract_onnx::tract_core::internal::*;

use super::{Sweep, Values};

/// A convolution of a picture's channels, in groups that do not mix.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Convolution {
    pub(in super::super) sweep: Sweep,
    pub(in super::super) groups: usize,
    /// Output x input of the same group x height x width.
    pub(in super::super) kernel: Arc<Tensor>,
    /// For each output.
    pub(in super::super) bias: Vec<f32>,
}

/// What is taken of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// The greatest number.
    Max,
    /// The mean of what lies in the picture.
    Mean,
    /// The mean, with the zeros beside the picture.
    MeanWithZeros,
}

/// Height and width of a picture in planes.
fn size(shape: &[usize]) -> TractResult<[usize; 2]> {
    match shape {
        &[_, _, height, width] => Ok([height, width]),
        _ => bail!("not a picture"),
    }
}

impl Convolution {
    pub(super) fn shape(&self, input: &[usize]) -> TractResult<Vec<usize>> {
        let places = self.sweep.places(size(input)?)?;
        let (groups, outputs) = (self.groups, self.bias.len());
        let [height, width] = self.sweep.kernel;
        let is_whole = groups > 0
            && outputs.is_multiple_of(groups)
            && input[1].is_multiple_of(groups)
            && self.kernel.datum_type() == DatumType::F32
            && self.kernel.shape() == [outputs, input[1] / groups, height, width];
        ensure!(is_whole, "weights for other channels");
        Ok(vec![input[0], outputs, places[0], places[1]])
    }

    pub(super) fn run(&self, input: Values, shape: &[usize], to: &mut [f32]) -> TractResult<()> {
        let sizes = [size(input.shape)?, size(shape)?];
        let [plane, places] = sizes.map(|[height, width]| height * width);
        let (channels, outputs) = (input.shape[1], shape[1]);
        let (inputs, group) = (channels / self.groups, outputs / self.groups);
        let kernel = self.sweep.kernel[0] * self.sweep.kernel[1];
        let view = self.kernel.view();
        let weights = view.as_slice::<f32>()?;
        for (at, to) in to.chunks_exact_mut(places).enumerate() {
            let (picture, output) = (at / outputs, at % outputs);
            to.fill(self.bias[output]);
            let first = picture * channels + output / group * inputs;
            for channel in 0..inputs {
                let from = &input.numbers[(first + channel) * plane..][..plane];
                let weights = &weights[(output * inputs + channel) * kernel..][..kernel];
                self.sweep.rows(sizes, |at, row, first| {
                    let seen = from[first..].iter().step_by(self.sweep.steps[1]);
                    to[row].iter_mut().zip(seen).for_each(|(to, it)| *to += weights[at] * it);
                });
            }
        }
        Ok(())
    }
}

pub(super) fn pooled(sweep: &Sweep, input: &[usize]) -> TractResult<Vec<usize>> {
    let places = sweep.places(size(input)?)?;
    Ok(vec![input[0], input[1], places[0], places[1]])
}

pub(super) fn pool(
    sweep: &Sweep,
    kind: Kind,
    input: Values,
    shape: &[usize],
    to: &mut [f32],
) -> TractResult<()> {
    let sizes = [size(input.shape)?, size(shape)?];
    let [plane, places] = sizes.map(|[height, width]| height * width);
    let mut counts = vec![0.0; places];
    sweep.rows(sizes, |_, row, _| counts[row].iter_mut().for_each(|it| *it += 1.0));
    if kind == Kind::MeanWithZeros {
        counts.fill((sweep.kernel[0] * sweep.kernel[1]) as f32);
    }
    for (to, from) in to.chunks_exact_mut(places).zip(input.numbers.chunks_exact(plane)) {
        if kind == Kind::Max {
            to.fill(f32::NEG_INFINITY);
        }
        sweep.rows(sizes, |_, row, first| {
            let seen = from[first..].iter().step_by(sweep.steps[1]);
            let both = to[row].iter_mut().zip(seen);
            match kind {
                Kind::Max => both.for_each(|(to, it)| *to = to.max(*it)),
                Kind::Mean | Kind::MeanWithZeros => both.for_each(|(to, it)| *to += it),
            }
        });
        if kind != Kind::Max {
            to.iter_mut().zip(&counts).for_each(|(to, count)| *to /= count);
        }
    }
    Ok(())
}
