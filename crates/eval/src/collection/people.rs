//! Derives the person in a photo from its file name and from the genuine pairs.

use std::collections::HashMap;

/// Assigns a number to the person in each of `photos`, from the file names and the genuine pairs
/// `same`.
///
/// `Anna_Smith_0001.jpg` and `Anna_Smith_0002.jpg` show one person, as in Labeled Faces in the
/// Wild, and so do all photos in one folder.
pub(super) fn assign_people(
    photos: &[String],
    same: impl Iterator<Item = [usize; 2]>,
) -> Vec<usize> {
    let mut by_name = HashMap::new();
    let mut parent: Vec<usize> = (0..photos.len()).collect();
    for (at, photo) in photos.iter().enumerate() {
        if let Some(name) = person_name(photo) {
            parent[at] = *by_name.entry(name).or_insert(at);
        }
    }
    for [a, b] in same {
        let (a, b) = (root(&parent, a), root(&parent, b));
        parent[a.max(b)] = a.min(b);
    }
    let mut numbers = HashMap::new();
    (0..photos.len())
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(root(&parent, at)).or_insert(next)
        })
        .collect()
}

/// The representative of a set in the union-find structure.
fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

/// The part of a photo's file name that identifies a person.
pub(super) fn person_name(photo: &str) -> Option<&str> {
    if let Some((folder, _)) = photo.rsplit_once('/') {
        return Some(folder);
    }
    let stem = photo.rsplit_once('.').map_or(photo, |(stem, _)| stem);
    let (name, number) = stem.rsplit_once('_')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_name_before_a_number_or_a_folder() {
        let photos = ["A_B_1.jpg", "A_B_22.jpg", "A_1.jpg", "p/1.png", "p/2.png", "x.jpg", "y.jpg"];
        let photos = photos.map(str::to_owned);
        assert_eq!(assign_people(&photos, [].into_iter()), [0, 0, 1, 2, 2, 3, 4]);
        assert_eq!(assign_people(&photos, [[5, 6], [6, 2]].into_iter()), [0, 0, 1, 2, 2, 1, 1]);
    }
}
