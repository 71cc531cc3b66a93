//! Windows of convolutions and pooling.

use kernels::Window;
use tract_onnx::tract_core::ops::cnn::PoolSpec;

/// The window of an operator on an input of this height and width, and its largest padding.
/// `None` if it is dilated or has unequal strides.
pub(crate) fn window(spec: &PoolSpec, size: [usize; 2]) -> Option<(Window, usize)> {
    let &[height, width] = &spec.kernel_shape[..] else { return None };
    let &[step, other] = &*spec.strides() else { return None };
    if step != other || spec.dilations().iter().any(|dilation| *dilation != 1) {
        return None;
    }
    let padding = spec.computed_padding(&size);
    let [vertical, horizontal] = &padding[..] else { return None };
    let (top, left) = (vertical.pad_before, horizontal.pad_before);
    let largest = [top, left, vertical.pad_after, horizontal.pad_after].into_iter().max()?;
    Some((Window { height, width, step, top, left }, largest))
}
