//! False matches of the most similar people (lookalikes).

use std::collections::BTreeMap;

use models::Metric;
use rayon::prelude::*;
use serde::Serialize;

use crate::{
    histogram::Histogram,
    rates::{RATES, Scores},
    study::Study,
};

/// False match rates among the most similar people.
#[derive(Clone, Debug, Serialize)]
pub struct Lookalikes {
    /// The number of other people that each person is compared with.
    pub others: usize,
    /// The number of comparisons of photos.
    pub comparisons: u64,
    /// The false match rate at the threshold whose rate over all people is the key.
    pub fmr: BTreeMap<&'static str, f64>,
}

/// The share of all other people that count as lookalikes.
const NEAREST: f64 = 0.01;

/// Compares each person with the most similar 1 % of all others, selected by the mean of their
/// embeddings. The recogniser itself selects them, so this is the worst case.
pub fn measure_lookalikes(study: &Study, scores: &Scores) -> Lookalikes {
    let people = study.collection.people();
    let mut photos = vec![Vec::new(); people];
    for (photo, &person) in study.collection.person.iter().enumerate() {
        if study.live.has_face(photo) {
            photos[person].push(photo);
        }
    }
    // A person without a face in any photo has no lookalikes.
    photos.retain(|photos| !photos.is_empty());
    let people = photos.len();
    let means: Vec<Vec<f32>> = photos.iter().map(|photos| mean(study, photos)).collect();
    let others = ((people.saturating_sub(1)) as f64 * NEAREST).ceil() as usize;
    let near: Vec<Vec<usize>> =
        (0..people).into_par_iter().map(|person| nearest(&means, person, others)).collect();
    let empty = Histogram::new(study.references().range(&study.live));
    let histogram = (0..people)
        .into_par_iter()
        .fold(
            || empty.clone(),
            |mut histogram, person| {
                for &other in &near[person] {
                    // Pairs that are nearest to each other would be counted twice.
                    if other < person && near[other].contains(&person) {
                        continue;
                    }
                    for &a in &photos[person] {
                        for &b in &photos[other] {
                            histogram.add(study.references().similarity(a, &study.live, b));
                        }
                    }
                }
                histogram
            },
        )
        .reduce(|| empty.clone(), |all, some| all.with(&some));
    let total = histogram.total().max(1) as f64;
    let fmr =
        |(name, rate)| (name, histogram.count_reaching(scores.similarity_at(rate)) as f64 / total);
    let resolved = RATES.into_iter().filter(|(_, rate)| scores.resolves(*rate));
    Lookalikes { others, comparisons: histogram.total(), fmr: resolved.map(fmr).collect() }
}

/// The mean of the embeddings of one person.
fn mean(study: &Study, photos: &[usize]) -> Vec<f32> {
    let mut sum = vec![0.0; study.role.dimensions()];
    for &photo in photos {
        sum.iter_mut().zip(study.live.row(photo)).for_each(|(sum, value)| *sum += value);
    }
    let count = photos.len().max(1) as f32;
    let mean: Vec<f32> = sum.into_iter().map(|value| value / count).collect();
    match study.role.metric() {
        Metric::Euclidean => mean,
        // The mean of many photos is shorter than one embedding, which would make it close to all others.
        Metric::Cosine => normalised(mean),
    }
}

fn normalised(vector: Vec<f32>) -> Vec<f32> {
    let length =
        vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.into_iter().map(|value| value / length).collect()
}

/// The `count` people whose mean is nearest to that of `person`.
fn nearest(means: &[Vec<f32>], person: usize, count: usize) -> Vec<usize> {
    let distance = |other: usize| -> f32 {
        means[person].iter().zip(&means[other]).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let mut others: Vec<(f32, usize)> = (0..means.len())
        .filter(|&other| other != person)
        .map(|other| (distance(other), other))
        .collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0));
    others.into_iter().take(count).map(|(_, other)| other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_persons_photos_does_not_change_similarity() {
        let [one, many] = [normalised(vec![3.0, 4.0]), normalised(vec![0.3, 0.4])];
        assert!(one.iter().zip(&many).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn the_nearest_are_other_people() {
        let means = [vec![0.0], vec![5.0], vec![1.0], vec![-0.5]];
        assert_eq!(nearest(&means, 0, 2), [3, 2]);
        assert_eq!(nearest(&means, 1, 9), [2, 0, 3]);
    }
}
