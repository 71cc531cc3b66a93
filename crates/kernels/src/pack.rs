//! In and out of the layout: from whole planes to channels side by side, and back.

use crate::Layout;

/// Lays `planes` (channels x height x width) out as `layout` says. Each channel is multiplied with
/// its `scale` and moved by its `shift` on the way, which the border is not.
///
/// # Panics
///
/// If the slices are not as long as the layout says.
pub fn interleave(planes: &[f32], layout: &Layout, scale: &[f32], shift: &[f32], to: &mut [f32]) {
    let Layout { height, width, channels, stride, .. } = *layout;
    assert_eq!(planes.len(), channels * height * width);
    assert_eq!([scale.len(), shift.len()], [channels; 2]);
    assert_eq!(to.len(), layout.len());
    layout.clear_border(to);
    for y in 0..height {
        let start = layout.at(y as isize, 0);
        let line = &mut to[start..start + width * stride];
        if stride > channels {
            line.fill(0.0);
        }
        for channel in 0..channels {
            let plane = &planes[(channel * height + y) * width..][..width];
            let (scale, shift) = (scale[channel], shift[channel]);
            for (pixel, value) in line.chunks_exact_mut(stride).zip(plane) {
                pixel[channel] = value * scale + shift;
            }
        }
    }
}

/// The planes (channels x height x width) of a tensor.
///
/// # Panics
///
/// If the slices are not as long as the layout says.
pub fn planes(tensor: &[f32], layout: &Layout, to: &mut [f32]) {
    let Layout { height, width, channels, stride, .. } = *layout;
    assert_eq!(tensor.len(), layout.len());
    assert_eq!(to.len(), channels * height * width);
    for channel in 0..channels {
        for y in 0..height {
            let line = &tensor[layout.at(y as isize, 0)..][..width * stride];
            let plane = &mut to[(channel * height + y) * width..][..width];
            for (value, pixel) in plane.iter_mut().zip(line.chunks_exact(stride)) {
                *value = pixel[channel];
            }
        }
    }
}
