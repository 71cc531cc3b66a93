//! Convolution and pooling.

use tract_onnx::tract_core::internal::*;

use super::{conv_geometry::ConvGeometry, tensor_view::TensorView};

/// A grouped convolution.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Convolution {
    pub(in super::super) geometry: ConvGeometry,
    pub(in super::super) groups: usize,
    /// Output channels x input channels of a group x height x width.
    pub(in super::super) kernel: Arc<Tensor>,
    /// One for each output channel.
    pub(in super::super) bias: Vec<f32>,
}

/// What is computed from the numbers in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum PoolOperation {
    /// The maximum.
    Max,
    /// The mean without padding.
    Mean,
    /// The mean including padding.
    MeanWithPadding,
}

/// Height and width of an NCHW tensor.
fn plane_size(shape: &[usize]) -> TractResult<[usize; 2]> {
    match shape {
        &[_, _, height, width] => Ok([height, width]),
        _ => bail!("not a tensor of four axes"),
    }
}

impl Convolution {
    pub(super) fn output_shape(&self, input: &[usize]) -> TractResult<Vec<usize>> {
        let positions = self.geometry.positions(plane_size(input)?)?;
        let (groups, outputs) = (self.groups, self.bias.len());
        let [height, width] = self.geometry.kernel;
        let fits = groups > 0
            && outputs.is_multiple_of(groups)
            && input[1].is_multiple_of(groups)
            && self.kernel.datum_type() == DatumType::F32
            && self.kernel.shape() == [outputs, input[1] / groups, height, width];
        ensure!(fits, "the weights do not fit the channels");
        Ok(vec![input[0], outputs, positions[0], positions[1]])
    }

    pub(super) fn run(
        &self,
        input: TensorView,
        shape: &[usize],
        to: &mut [f32],
    ) -> TractResult<()> {
        let sizes = [plane_size(input.shape)?, plane_size(shape)?];
        let [plane, positions] = sizes.map(|[height, width]| height * width);
        let (channels, outputs) = (input.shape[1], shape[1]);
        let (inputs, group) = (channels / self.groups, outputs / self.groups);
        let kernel = self.geometry.kernel[0] * self.geometry.kernel[1];
        let view = self.kernel.view();
        let weights = view.as_slice::<f32>()?;
        for (at, to) in to.chunks_exact_mut(positions).enumerate() {
            let (image, output) = (at / outputs, at % outputs);
            to.fill(self.bias[output]);
            let first = image * channels + output / group * inputs;
            for channel in 0..inputs {
                let from = &input.numbers[(first + channel) * plane..][..plane];
                let weights = &weights[(output * inputs + channel) * kernel..][..kernel];
                self.geometry.for_each_row(sizes, |at, row, first| {
                    let values = from[first..].iter().step_by(self.geometry.strides[1]);
                    to[row]
                        .iter_mut()
                        .zip(values)
                        .for_each(|(to, value)| *to += weights[at] * value);
                });
            }
        }
        Ok(())
    }
}

/// The output shape of pooling.
pub(super) fn pooled_shape(geometry: &ConvGeometry, input: &[usize]) -> TractResult<Vec<usize>> {
    let positions = geometry.positions(plane_size(input)?)?;
    Ok(vec![input[0], input[1], positions[0], positions[1]])
}

/// Pools each channel.
pub(super) fn pool(
    geometry: &ConvGeometry,
    operation: PoolOperation,
    input: TensorView,
    shape: &[usize],
    to: &mut [f32],
) -> TractResult<()> {
    let sizes = [plane_size(input.shape)?, plane_size(shape)?];
    let [plane, positions] = sizes.map(|[height, width]| height * width);
    let mut counts = vec![0.0; positions];
    geometry
        .for_each_row(sizes, |_, row, _| counts[row].iter_mut().for_each(|count| *count += 1.0));
    if operation == PoolOperation::MeanWithPadding {
        counts.fill((geometry.kernel[0] * geometry.kernel[1]) as f32);
    }
    for (to, from) in to.chunks_exact_mut(positions).zip(input.numbers.chunks_exact(plane)) {
        if operation == PoolOperation::Max {
            to.fill(f32::NEG_INFINITY);
        }
        geometry.for_each_row(sizes, |_, row, first| {
            let values = from[first..].iter().step_by(geometry.strides[1]);
            let pairs = to[row].iter_mut().zip(values);
            match operation {
                PoolOperation::Max => pairs.for_each(|(to, value)| *to = to.max(*value)),
                PoolOperation::Mean | PoolOperation::MeanWithPadding => {
                    pairs.for_each(|(to, value)| *to += value)
                }
            }
        });
        if operation != PoolOperation::Max {
            to.iter_mut().zip(&counts).for_each(|(to, count)| *to /= count);
        }
    }
    Ok(())
}
