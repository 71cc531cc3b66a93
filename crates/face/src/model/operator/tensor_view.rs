//! A borrowed input tensor of an operator.

/// Shape and numbers of a tensor, row-major.
#[derive(Clone, Copy)]
pub(super) struct TensorView<'a> {
    pub(super) shape: &'a [usize],
    pub(super) numbers: &'a [f32],
}
