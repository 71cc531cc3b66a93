//! How a window moves over a picture, as a node of an ONNX file says it.

use tract_onnx::{
    pb::NodeProto,
    tract_core::{
        internal::*,
        ops::{
            cnn::{PaddingSpec, PoolSpec},
            nn::DataFormat,
        },
    },
};

/// Of a convolution of `inputs` channels to `outputs`.
pub(super) fn of_convolution(
    node: &NodeProto,
    kernel: &[usize],
    [inputs, outputs]: [usize; 2],
) -> TractResult<PoolSpec> {
    let spec = window(node, kernel.into(), PaddingSpec::Explicit)?;
    Ok(PoolSpec { input_channels: inputs, output_channels: outputs, ..spec })
}

/// Of pooling.
pub(super) fn of_pool(node: &NodeProto, channels: usize) -> TractResult<PoolSpec> {
    let ceil = node.get_attr_opt::<i64>("ceil_mode")?.unwrap_or(0) == 1;
    let explicit = |before, after| PaddingSpec::ExplicitOnnxPool(before, after, ceil);
    let spec = window(node, node.get_attr_tvec("kernel_shape")?, explicit)?;
    Ok(PoolSpec { input_channels: channels, output_channels: channels, ..spec })
}

/// The channels are still to be told.
fn window(
    node: &NodeProto,
    kernel: TVec<usize>,
    explicit: impl Fn(TVec<usize>, TVec<usize>) -> PaddingSpec,
) -> TractResult<PoolSpec> {
    let padding = match node.get_attr_opt::<String>("auto_pad")?.as_deref() {
        Some("SAME_UPPER") => PaddingSpec::SameUpper,
        Some("SAME_LOWER") => PaddingSpec::SameLower,
        Some("VALID") => PaddingSpec::Valid,
        _ => {
            let pads = node.get_attr_opt_tvec::<usize>("pads")?;
            let pads = pads.unwrap_or_else(|| tvec!(0; 2 * kernel.len()));
            let (before, after) = pads.split_at(pads.len() / 2);
            explicit(before.into(), after.into())
        }
    };
    Ok(PoolSpec {
        data_format: DataFormat::NCHW,
        kernel_shape: kernel,
        padding,
        dilations: node.get_attr_opt_tvec("dilations")?,
        strides: node.get_attr_opt_tvec("strides")?,
        input_channels: 0,
        output_channels: 0,
    })
}
