//! A constant of a network: numbers and their shape.

/// Numbers in row-major order. Axis order is that of TensorFlow unless [`Tensor::permuted`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tensor {
    pub(super) shape: Vec<usize>,
    /// Whole numbers (shapes, paddings) are exact here too: they are small.
    pub(super) data: Vec<f32>,
}

impl Tensor {
    pub(super) fn new(shape: &[usize], data: Vec<f32>) -> Self {
        Self { shape: shape.to_vec(), data }
    }

    /// The same numbers with axis `order[i]` of this tensor as axis `i`.
    pub(super) fn permuted(&self, order: &[usize]) -> Self {
        let shape: Vec<usize> = order.iter().map(|&axis| self.shape[axis]).collect();
        let mut strides = vec![1; self.shape.len()];
        for axis in (1..self.shape.len()).rev() {
            strides[axis - 1] = strides[axis] * self.shape[axis];
        }
        let data = (0..self.data.len())
            .map(|index| {
                let (mut rest, mut source) = (index, 0);
                for (&axis, &size) in order.iter().zip(&shape).rev() {
                    source += rest % size * strides[axis];
                    rest /= size;
                }
                self.data[source]
            })
            .collect();
        Self { shape, data }
    }

    /// The same numbers in another shape of the same size.
    pub(super) fn reshaped(self, shape: &[usize]) -> Self {
        Self { shape: shape.to_vec(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permuted_tensor_is_read_along_other_axes() {
        let tensor = Tensor::new(&[2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let turned = Tensor::new(&[3, 2], vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(tensor.permuted(&[1, 0]), turned);
        assert_eq!(turned.permuted(&[1, 0]), tensor);
    }
}
