//! Embeddings of many photos, stored for fast comparison.

use face::embed::{Embedding, Template};
use models::Metric;

/// A matrix of embeddings, one row per photo. Rows of photos without a face are unused.
#[derive(Debug)]
pub struct Templates {
    metric: Metric,
    width: usize,
    numbers: Vec<f32>,
    has_face: Vec<bool>,
}

/// Similarity of two faces: the cosine, or the negative distance. Higher is more similar.
pub type Similarity = f32;

/// The similarity to a photo without a face. It is below every threshold.
pub const NONE: Similarity = f32::NEG_INFINITY;

impl Templates {
    /// Stores embeddings of `width` numbers, compared by `metric`.
    pub fn of_embeddings(
        embeddings: impl IntoIterator<Item = Option<Embedding>>,
        metric: Metric,
        width: usize,
    ) -> Self {
        let mut all = Self { metric, width, numbers: Vec::new(), has_face: Vec::new() };
        embeddings
            .into_iter()
            .for_each(|embedding| all.push(embedding.as_ref().map(Embedding::numbers)));
        all
    }

    /// Stores templates of `width` numbers.
    pub fn of_templates(
        templates: impl IntoIterator<Item = Option<Template>>,
        metric: Metric,
        width: usize,
    ) -> Self {
        let mut all = Self { metric, width, numbers: Vec::new(), has_face: Vec::new() };
        templates
            .into_iter()
            .for_each(|template| all.push(template.as_ref().map(Template::numbers)));
        all
    }

    fn push(&mut self, numbers: Option<&[f32]>) {
        self.has_face.push(numbers.is_some());
        match numbers {
            Some(numbers) => self.numbers.extend_from_slice(numbers),
            None => self.numbers.resize(self.numbers.len() + self.width, 0.0),
        }
    }

    /// The number of photos.
    pub fn len(&self) -> usize {
        self.has_face.len()
    }

    /// Whether there are no photos.
    pub fn is_empty(&self) -> bool {
        self.has_face.is_empty()
    }

    /// Whether photo `at` has a face.
    pub fn has_face(&self, at: usize) -> bool {
        self.has_face[at]
    }

    /// The embedding of photo `at`.
    pub fn row(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.width..][..self.width]
    }

    /// The similarity of photo `at` and photo `other_at` of `other`.
    pub fn similarity(&self, at: usize, other: &Self, other_at: usize) -> Similarity {
        if !self.has_face[at] || !other.has_face[other_at] {
            return NONE;
        }
        let (a, b) = (self.row(at), other.row(other_at));
        match self.metric {
            // Embeddings have length 1.
            Metric::Cosine => sum(a, b, |a, b| a * b),
            Metric::Euclidean => -sum(a, b, |a, b| (a - b) * (a - b)).sqrt(),
        }
    }

    /// The range of all similarities between these photos and `other`.
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

/// Converts a similarity to a threshold of models.toml, a cosine or a distance, and back.
pub fn threshold(similarity: f64, metric: Metric) -> f64 {
    match metric {
        Metric::Cosine => similarity,
        Metric::Euclidean => -similarity,
    }
}

/// Sums in eight lanes, so that the compiler can vectorise the loop.
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
    fn similarity_is_higher_for_similar_faces_with_both_metrics() {
        let cosine = templates(&[Some(&EAST), Some(&LAST), None], Metric::Cosine);
        assert_eq!(cosine.similarity(0, &cosine, 0), 1.0);
        assert_eq!(cosine.similarity(0, &cosine, 1), 0.0);
        let distance = templates(&[Some(&EAST), Some(&LAST), None], Metric::Euclidean);
        assert_eq!(distance.similarity(0, &distance, 1), -5.0);
        assert_eq!(distance.range(&distance), [-8.0, 0.0]);
        assert_eq!(threshold(-5.0, Metric::Euclidean), 5.0);
    }

    #[test]
    fn a_photo_without_a_face_is_similar_to_no_other() {
        let both = templates(&[Some(&EAST), None], Metric::Cosine);
        assert_eq!(both.similarity(0, &both, 1), NONE);
        assert_eq!(both.similarity(1, &both, 1), NONE);
    }
}
