//! The kernels of crate `kernels` as operators of tract.

use std::sync::Mutex;

use kernels::{
    Layout, convolution::Convolution, depthwise::Depthwise, pack, pool::Pool, separable::Separable,
};
use tract_onnx::tract_core::{internal::*, op_as_typed_op, op_out_of_plan};

/// A kernel, or a conversion between planes and a packed [`Layout`].
#[derive(Clone, Debug)]
pub(super) enum KernelStep {
    /// From planes to a layout, with a scale and a shift for each channel.
    Interleave(Layout, Vec<f32>, Vec<f32>),
    /// From a layout to planes: 1 x channels x height x width.
    Planes(Layout),
    /// A convolution. The residual is its second input.
    Convolution(Convolution),
    /// A depthwise convolution.
    Depthwise(Depthwise),
    /// A depthwise and a pointwise convolution. The residual is its second input.
    Separable(Separable),
    /// Pooling.
    Pool(Pool),
}

/// A node of the graph. Two nodes are never equal, because each has its own weights.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    step: Arc<KernelStep>,
    buffers: Buffers,
}

impl PartialEq for Kernel {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.step, &other.step)
    }
}

impl Eq for Kernel {}

impl Kernel {
    /// `buffers` is shared by all nodes of the network.
    pub(super) fn new(step: KernelStep, buffers: Buffers) -> Self {
        Self { step: Arc::new(step), buffers }
    }

    /// The output shape.
    fn shape(&self) -> TVec<usize> {
        let layout = match &*self.step {
            KernelStep::Planes(layout) => {
                return tvec!(1, layout.channels, layout.height, layout.width);
            }
            KernelStep::Interleave(layout, ..) => *layout,
            KernelStep::Convolution(kernel) => kernel.output(),
            KernelStep::Depthwise(kernel) => kernel.output(),
            KernelStep::Separable(kernel) => kernel.output(),
            KernelStep::Pool(kernel) => kernel.output(),
        };
        tvec!(layout.len())
    }
}

impl Op for Kernel {
    fn name(&self) -> StaticName {
        match &*self.step {
            KernelStep::Interleave(..) => "Interleave",
            KernelStep::Planes(_) => "Planes",
            KernelStep::Convolution(_) => "Convolution",
            KernelStep::Depthwise(_) => "Depthwise",
            KernelStep::Separable(_) => "Separable",
            KernelStep::Pool(_) => "Pool",
        }
        .into()
    }

    op_as_typed_op!();
}

impl EvalOp for Kernel {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let views: TVec<_> = inputs.iter().map(|input| input.view()).collect();
        let slices: TVec<&[f32]> =
            views.iter().map(|view| view.as_slice::<f32>()).collect::<TractResult<_>>()?;
        let (input, residual) = (slices[0], slices.get(1).copied());
        let mut output = self.buffers.take(&self.shape())?;
        let mut view = Arc::get_mut(&mut output).context("the buffer is in use")?.view_mut();
        let to = view.as_slice_mut::<f32>()?;
        match &*self.step {
            KernelStep::Interleave(layout, scale, shift) => {
                pack::interleave(input, layout, scale, shift, to);
            }
            KernelStep::Planes(layout) => pack::deinterleave(input, layout, to),
            KernelStep::Convolution(kernel) => kernel.run(input, residual, to),
            KernelStep::Depthwise(kernel) => kernel.run(input, to),
            KernelStep::Separable(kernel) => kernel.run(input, residual, to),
            KernelStep::Pool(kernel) => kernel.run(input, to),
        }
        self.buffers.give(output.clone())?;
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Kernel {
    as_op!();

    fn output_facts(&self, _: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(self.shape())))
    }
}

/// Pool of the output tensors of a network. A tensor that no operator reads any more is reused,
/// which avoids filling new ones with zeros and keeps few of them in the processor's cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers(Arc<Mutex<Vec<Arc<Tensor>>>>);

impl Buffers {
    /// A tensor of this shape that has no other owner, with unspecified content.
    fn take(&self, shape: &[usize]) -> TractResult<Arc<Tensor>> {
        let mut buffers = self.0.lock().map_err(|_| format_err!("an earlier run panicked"))?;
        let is_free =
            |tensor: &Arc<Tensor>| Arc::strong_count(tensor) == 1 && tensor.shape() == shape;
        match buffers.iter().rposition(is_free) {
            Some(at) => Ok(buffers.swap_remove(at)),
            None => Ok(Tensor::zero::<f32>(shape)?.into_arc_tensor()),
        }
    }

    /// Returns a tensor to the pool, to be reused when no operator reads it any more.
    fn give(&self, tensor: Arc<Tensor>) -> TractResult<()> {
        self.0.lock().map_err(|_| format_err!("an earlier run panicked"))?.push(tensor);
        Ok(())
    }
}
