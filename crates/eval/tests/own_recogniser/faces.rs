//! Photos for the site: portraits cut out of the sample photos, or some people of lfw-dev.

use std::{collections::BTreeMap, fs};

use crate::{site::Site, support};

/// A woman in two photos. In the second one she looks straight ahead.
pub(crate) const WOMAN: [&str; 2] = ["woman_1.png", "woman_2.png"];
/// Other people.
pub(crate) const STRANGERS: [&str; 3] = ["man_1.png", "other_1.png", "another_1.png"];

/// Number of people of lfw-dev that are measured.
pub(crate) const PEOPLE: usize = 40;
/// Photos of each: one document, and as many live frames as there are thresholds.
pub(crate) const PHOTOS: usize = 4;

const HEAD: &str = "fold\tleft\tright\tsame\n";

/// Writes the portraits to the site's `faces/` with all pairs of the woman and the strangers.
pub(crate) fn write_portraits(site: &Site) {
    support::portraits(&site.at("faces/images"));
    let [first, second] = WOMAN;
    let mut pairs = format!("{HEAD}1\t{first}\t{second}\t1\n2\t{second}\t{first}\t1\n");
    for stranger in STRANGERS {
        pairs += &format!("1\t{first}\t{stranger}\t0\n2\t{second}\t{stranger}\t0\n");
    }
    fs::write(site.at("faces/pairs.tsv"), pairs).unwrap();
}

/// Copies [`PEOPLE`] people of lfw-dev to the site's `faces/`, [`PHOTOS`] photos of each. If lfw-dev is
/// not available, `false`, and the skip is reported.
pub(crate) fn copy_lfw(site: &Site) -> bool {
    let Some(lfw) = support::lfw() else { return false };
    let pairs = fs::read_to_string(lfw.join("pairs.tsv")).unwrap();
    let people = select_people(&pairs);
    let mut rows = HEAD.to_owned();
    for (at, photos) in people.iter().enumerate() {
        for photo in photos {
            fs::copy(lfw.join("images").join(photo), site.at("faces/images").join(photo)).unwrap();
        }
        let ([a, b, c, d], other) = (photos, &people[(at + 1) % people.len()]);
        for (left, right, same) in [(a, b, 1), (c, d, 1), (a, &other[1], 0), (c, &other[3], 0)] {
            rows += &format!("{}\t{left}\t{right}\t{same}\n", 1 + at % 2);
        }
    }
    fs::write(site.at("faces/pairs.tsv"), rows).unwrap();
    true
}

/// The first people with [`PHOTOS`] photos or more, and their first photos.
fn select_people(pairs: &str) -> Vec<[&str; PHOTOS]> {
    let mut photos: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for photo in pairs.lines().skip(1).flat_map(|row| row.split('\t').skip(1).take(2)) {
        let of_one = photos.entry(photo.rsplit_once('_').unwrap().0).or_default();
        if !of_one.contains(&photo) {
            of_one.push(photo);
        }
    }
    let people = photos.into_values().filter_map(|photos| photos.first_chunk().copied());
    let people: Vec<_> = people.take(PEOPLE).collect();
    assert_eq!(people.len(), PEOPLE);
    people
}
