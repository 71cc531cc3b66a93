//! Converts between planes (CHW) and interleaved channels (HWC) with padding.

use crate::Layout;

/// Interleaves `planes` (channels x height x width) into a tensor of `layout`. Each number becomes
/// `number * scale + shift`, with the scale and shift of its channel; the padding is zero.
///
/// # Panics
///
/// If the length of a slice differs from the layout.
pub fn interleave(planes: &[f32], layout: &Layout, scale: &[f32], shift: &[f32], to: &mut [f32]) {
    let Layout { height, width, channels, stride, .. } = *layout;
    assert_eq!(planes.len(), channels * height * width);
    assert_eq!([scale.len(), shift.len()], [channels; 2]);
    assert_eq!(to.len(), layout.len());
    layout.clear_padding(to);
    for y in 0..height {
        let start = layout.offset(y as isize, 0);
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

/// Converts a tensor of `layout` into planes (channels x height x width).
///
/// # Panics
///
/// If the length of a slice differs from the layout.
pub fn deinterleave(tensor: &[f32], layout: &Layout, to: &mut [f32]) {
    let Layout { height, width, channels, stride, .. } = *layout;
    assert_eq!(tensor.len(), layout.len());
    assert_eq!(to.len(), channels * height * width);
    for channel in 0..channels {
        for y in 0..height {
            let line = &tensor[layout.offset(y as isize, 0)..][..width * stride];
            let plane = &mut to[(channel * height + y) * width..][..width];
            for (value, pixel) in plane.iter_mut().zip(line.chunks_exact(stride)) {
                *value = pixel[channel];
            }
        }
    }
}

/// Copies the pixels of a tensor of `layout` without padding and filling channels: height x width x
/// channels.
///
/// # Panics
///
/// If the length of a slice differs from the layout.
pub fn tighten(tensor: &[f32], layout: &Layout, to: &mut [f32]) {
    let Layout { height, width, channels, stride, .. } = *layout;
    assert_eq!(tensor.len(), layout.len());
    assert_eq!(to.len(), channels * height * width);
    for y in 0..height {
        let line = &tensor[layout.offset(y as isize, 0)..][..width * stride];
        let row = &mut to[y * width * channels..][..width * channels];
        for (to, pixel) in row.chunks_exact_mut(channels).zip(line.chunks_exact(stride)) {
            to.copy_from_slice(&pixel[..channels]);
        }
    }
}
