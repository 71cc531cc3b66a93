//! The kernels as tract sees them.

use std::sync::Mutex;

use kernels::{
    Layout, convolution::Convolution, depthwise::Depthwise, pack, pool::Pool, separable::Separable,
};
use tract_onnx::tract_core::{internal::*, op_as_typed_op, op_out_of_plan};

/// A step on tensors of a [`Layout`].
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// From planes: its layout, and each channel's scale and shift.
    Interleave(Layout, Vec<f32>, Vec<f32>),
    /// Back to planes: 1 x channels x height x width.
    Planes(Layout),
    /// A convolution; what is added is its second input.
    Convolution(Convolution),
    /// A depthwise convolution.
    Depthwise(Depthwise),
    /// Both; what is added is its second input.
    Separable(Separable),
    /// Pooling.
    Pool(Pool),
}

/// A step as a node of the graph. Two are never the same: each has its own weights.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    step: Arc<Step>,
    buffers: Buffers,
}

impl PartialEq for Kernel {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.step, &other.step)
    }
}

impl Eq for Kernel {}

impl Kernel {
    /// `buffers` are those of the network.
    pub(super) fn new(step: Step, buffers: Buffers) -> Self {
        Self { step: Arc::new(step), buffers }
    }

    /// The shape of what comes out.
    fn shape(&self) -> TVec<usize> {
        let layout = match &*self.step {
            Step::Planes(it) => return tvec!(1, it.channels, it.height, it.width),
            Step::Interleave(layout, ..) => *layout,
            Step::Convolution(it) => it.output(),
            Step::Depthwise(it) => it.output(),
            Step::Separable(it) => it.output(),
            Step::Pool(it) => it.output(),
        };
        tvec!(layout.len())
    }
}

impl Op for Kernel {
    fn name(&self) -> StaticName {
        match &*self.step {
            Step::Interleave(..) => "Interleave",
            Step::Planes(_) => "Planes",
            Step::Convolution(_) => "Convolution",
            Step::Depthwise(_) => "Depthwise",
            Step::Separable(_) => "Separable",
            Step::Pool(_) => "Pool",
        }
        .into()
    }

    op_as_typed_op!();
}

impl EvalOp for Kernel {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let views: TVec<_> = inputs.iter().map(|it| it.view()).collect();
        let slices: TVec<&[f32]> =
            views.iter().map(|it| it.as_slice::<f32>()).collect::<TractResult<_>>()?;
        let (input, residual) = (slices[0], slices.get(1).copied());
        let mut output = self.buffers.take(&self.shape())?;
        let mut view = Arc::get_mut(&mut output).context("a buffer in use")?.view_mut();
        let to = view.as_slice_mut::<f32>()?;
        match &*self.step {
            Step::Interleave(layout, scale, shift) => {
                pack::interleave(input, layout, scale, shift, to);
            }
            Step::Planes(layout) => pack::planes(input, layout, to),
            Step::Convolution(it) => it.run(input, residual, to),
            Step::Depthwise(it) => it.run(input, to),
            Step::Separable(it) => it.run(input, residual, to),
            Step::Pool(it) => it.run(input, to),
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

/// The tensors of a network that is run again and again. One that no operator reads any more is
/// reused, so that none has to be filled with zeros first, and few stay in the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers(Arc<Mutex<Vec<Arc<Tensor>>>>);

impl Buffers {
    /// A tensor of this shape that has no other owner, with unspecified content.
    fn take(&self, shape: &[usize]) -> TractResult<Arc<Tensor>> {
        let mut buffers = self.0.lock().map_err(|_| format_err!("another run broke off"))?;
        let is_free = |it: &Arc<Tensor>| Arc::strong_count(it) == 1 && it.shape() == shape;
        match buffers.iter().rposition(is_free) {
            Some(at) => Ok(buffers.swap_remove(at)),
            None => Ok(Tensor::zero::<f32>(shape)?.into_arc_tensor()),
        }
    }

    /// Keeps a tensor, to be reused when no operator reads it any more.
    fn give(&self, tensor: Arc<Tensor>) -> TractResult<()> {
        self.0.lock().map_err(|_| format_err!("another run broke off"))?.push(tensor);
        Ok(())
    }
}
