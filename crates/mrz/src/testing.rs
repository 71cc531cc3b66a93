//! Readings for tests.

use crate::alphabet::{COUNT, class};

/// Cells in which each character of `text` is nearly certain.
pub(crate) fn clear_cells(text: &str) -> Vec<[f32; COUNT]> {
    let cell = |byte: u8| {
        let mut cell = [-8.0; COUNT];
        cell[class(byte).unwrap()] = -0.01;
        cell
    };
    text.bytes().map(cell).collect()
}
