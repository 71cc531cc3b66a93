//! A constant of a network: numbers and their shape.

/// Numbers in row-major order. The axis order is that of TensorFlow unless [`Tensor::transposed`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) shape: Vec<usize>,
    /// Also integers (shapes, paddings), which are small and so exact.
    pub(crate) data: Vec<f32>,
}

impl Tensor {
    pub(crate) fn new(shape: &[usize], data: Vec<f32>) -> Self {
        Self { shape: shape.to_vec(), data }
    }

    /// Returns the tensor with axis `order[i]` of this one as axis `i`.
    pub(crate) fn transposed(&self, order: &[usize]) -> Self {
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

    /// Returns the same numbers with another shape of the same size.
    pub(crate) fn reshaped(self, shape: &[usize]) -> Self {
        Self { shape: shape.to_vec(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transposed_tensor_has_its_axes_in_the_new_order() {
        let tensor = Tensor::new(&[2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let turned = Tensor::new(&[3, 2], vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(tensor.transposed(&[1, 0]), turned);
        assert_eq!(turned.transposed(&[1, 0]), tensor);
    }
}
