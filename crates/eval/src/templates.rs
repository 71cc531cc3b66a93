//! Embeddings of many photos, ready to be compared with each other.

use face::{
    embed::{Embedding, Template},
    spec::Metric,
};

/// Rows of numbers, one for each photo; a photo without a face has none.
#[derive(Debug)]
pub struct Templates {
    metric: Metric,
    width: usize,
    numbers: Vec<f32>,
    is_there: Vec<bool>,
}

/// How alike two faces are, the more the more: a cosine, or a distance below zero.
pub type Similarity = f32;

/// Of a photo without a face: no threshold is as low.
pub const NONE: Similarity = f32::NEG_INFINITY;

impl Templates {
    /// Takes over embeddings of `width` numbers, compared by `metric`.
    pub fn of_embeddings(
        embeddings: impl IntoIterator<Item = Option<Embedding>>,
        metric: Metric,
        width: usize,
    ) -> Self {
        let mut all = Self { metric, width, numbers: Vec::new(), is_there: Vec::new() };
        embeddings.into_iter().for_each(|it| all.push(it.as_ref().map(Embedding::numbers)));
        all
    }

    /// Takes over templates of `width` numbers.
    pub fn of_templates(
        templates: impl IntoIterator<Item = Template>,
        metric: Metric,
        width: usize,
    ) -> Self {
        let mut all = Self { metric, width, numbers: Vec::new(), is_there: Vec::new() };
        templates.into_iter().for_each(|it| all.push(Some(it.numbers())));
        all
    }

    fn push(&mut self, numbers: Option<&[f32]>) {
        self.is_there.push(numbers.is_some());
        match numbers {
            Some(numbers) => self.numbers.extend_from_slice(numbers),
            None => self.numbers.resize(self.numbers.len() + self.width, 0.0),
        }
    }

    /// How many photos there are.
    pub fn len(&self) -> usize {
        self.is_there.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.is_there.is_empty()
    }

    /// Whether photo `at` has a face.
    pub fn is_there(&self, at: usize) -> bool {
        self.is_there[at]
    }

    /// The numbers of photo `at`.
    pub fn row(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.width..][..self.width]
    }

    /// How alike photo `at` and photo `other_at` of `other` are.
    pub fn similarity(&self, at: usize, other: &Self, other_at: usize) -> Similarity {
        if !self.is_there[at] || !other.is_there[other_at] {
            return NONE;
        }
        let (a, b) = (self.row(at), other.row(other_at));
        match self.metric {
            // Both have length 1.
            Metric::Cosine => sum(a, b, |a, b| a * b),
            Metric::Euclidean => -sum(a, b, |a, b| (a - b) * (a - b)).sqrt(),
        }
    }

    /// Between which similarities all pairs of these and `other` are.
    pub fn range(&self, other: &Self) -> [f64; 2] {
        match self.metric {
            Metric::Cosine => [-1.0, 1.0],
            Metric::Euclidean => [-(self.longest() + other.longest()).max(1.0), 0.0],
        }
    }

    fn longest(&self) -> f64 {
        let rows = (0..self.len()).map(|at| sum(self.row(at), self.row(at), |a, b| a * b).sqrt());
        rows.fold(0.0f32, f32::max).into()
    }
}

/// What models.toml calls a threshold: a similarity, or a distance.
pub fn threshold(similarity: f64, metric: Metric) -> f64 {
    match metric {
        Metric::Cosine => similarity,
        Metric::Euclidean => -similarity,
    }
}

/// Sums in eight lanes, which the compiler turns into vector instructions.
fn sum(a: &[f32], b: &[f32], term: impl Fn(f32, f32) -> f32) -> f32 {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += term(a[lane], b[lane]);
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(&a, &b)| term(a, b)).sum();
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(rows: &[Option<&[f32]>], metric: Metric) -> Templates {
        let embedding = |row: &[f32]| Embedding::new(row.to_vec().into(), metric).unwrap();
        Templates::of_embeddings(rows.iter().map(|row| row.map(embedding)), metric, 9)
    }

    const EAST: [f32; 9] = [3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    const LAST: [f32; 9] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 4.0];

    #[test]
    fn the_more_alike_the_more_whatever_the_metric() {
        let cosine = templates(&[Some(&EAST), Some(&LAST), None], Metric::Cosine);
        assert_eq!(cosine.similarity(0, &cosine, 0), 1.0);
        assert_eq!(cosine.similarity(0, &cosine, 1), 0.0);
        let distance = templates(&[Some(&EAST), Some(&LAST), None], Metric::Euclidean);
        assert_eq!(distance.similarity(0, &distance, 1), -5.0);
        assert_eq!(distance.range(&distance), [-8.0, 0.0]);
        assert_eq!(threshold(-5.0, Metric::Euclidean), 5.0);
    }

    #[test]
    fn a_photo_without_a_face_is_like_no_other() {
        let both = templates(&[Some(&EAST), None], Metric::Cosine);
        assert_eq!(both.similarity(0, &both, 1), NONE);
        assert_eq!(both.similarity(1, &both, 1), NONE);
    }
}
