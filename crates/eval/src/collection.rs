//! Reads the list of pairs to compare, and the identity of each photo.

mod people;

use std::{collections::HashMap, fs, path::Path};

use crate::{Error, problem::Problem};

/// Labelled photos. Photos, people and groups are numbers from 0.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The file names, in the order of the pairs.
    pub photos: Vec<String>,
    /// The person in each photo.
    pub person: Vec<usize>,
    /// The group of each photo, if the file has groups.
    pub group: Vec<Option<usize>>,
    /// The groups' names.
    pub groups: Vec<String>,
    /// The pairs to compare.
    pub pairs: Vec<Pair>,
    /// Rows that could not be used.
    pub problems: Vec<Problem>,
}

/// Two photos that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The fold of the pair.
    pub fold: u32,
    /// The photo of the document.
    pub left: usize,
    /// The live photo.
    pub right: usize,
    /// Whether both show one person.
    pub same: bool,
}

impl Collection {
    /// Reads a tab-separated file with a header: columns `fold`, `left`, `right`, `same` (0 or 1),
    /// and optionally `group_left` and `group_right`.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(file).map_err(Error::reading(file))?;
        Self::parse(&text).map_err(Error::content(file))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().map(|(_, head)| head.trim_start_matches('\u{feff}'));
        let columns = Columns::of(head.unwrap_or_default())?;
        let mut reader = Reader::default();
        let mut rows = Vec::new();
        for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            match reader.parse_row(&columns, text).and_then(|pair| reader.check_names(pair)) {
                Ok(pair) => rows.push((line, pair)),
                Err(why) => reader.problems.push(Problem::Row { line, why }),
            }
        }
        let Reader { photos, group, groups, mut problems, .. } = reader;
        let same =
            rows.iter().filter(|(_, pair)| pair.same).map(|(_, pair)| [pair.left, pair.right]);
        let person = people::assign_people(&photos, same);
        let mut pairs = Vec::new();
        for (line, pair) in rows {
            if !pair.same && person[pair.left] == person[pair.right] {
                let why = "it says two people, but names or other rows say one".to_owned();
                problems.push(Problem::Row { line, why });
            } else {
                pairs.push(pair);
            }
        }
        Ok(Self { photos, person, group, groups, pairs, problems })
    }

    /// The people with more than `count` photos, and the pairs of these photos.
    #[must_use]
    pub fn with_more_photos_than(self, count: usize) -> Self {
        let mut photos_of = vec![0; self.people()];
        self.person.iter().for_each(|&person| photos_of[person] += 1);
        let kept: Vec<usize> =
            (0..self.photos.len()).filter(|&photo| photos_of[self.person[photo]] > count).collect();
        let new_index: HashMap<usize, usize> =
            kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let pairs = self.pairs.iter().filter_map(|pair| {
            let (&left, &right) = (new_index.get(&pair.left)?, new_index.get(&pair.right)?);
            Some(Pair { left, right, ..*pair })
        });
        Self {
            photos: kept.iter().map(|&photo| self.photos[photo].clone()).collect(),
            person: kept.iter().map(|&photo| self.person[photo]).collect(),
            group: kept.iter().map(|&photo| self.group[photo]).collect(),
            pairs: pairs.collect(),
            groups: self.groups,
            problems: self.problems,
        }
    }

    /// The number of people.
    pub fn people(&self) -> usize {
        self.person.iter().max().map_or(0, |last| last + 1)
    }
}

/// The index of each column.
struct Columns {
    fold: usize,
    left: usize,
    right: usize,
    same: usize,
    groups: Option<[usize; 2]>,
    count: usize,
}

impl Columns {
    fn of(head: &str) -> Result<Self, String> {
        let names: Vec<&str> = head.split('\t').map(str::trim).collect();
        let find = |name: &str| names.iter().position(|other| *other == name);
        let required = |name| find(name).ok_or_else(|| format!("its head has no column `{name}`"));
        let groups = match (find("group_left"), find("group_right")) {
            (Some(left), Some(right)) => Some([left, right]),
            (None, None) => None,
            _ => return Err("it has a group for one side alone".to_owned()),
        };
        Ok(Self {
            fold: required("fold")?,
            left: required("left")?,
            right: required("right")?,
            same: required("same")?,
            groups,
            count: names.len(),
        })
    }
}

#[derive(Default)]
struct Reader {
    known: HashMap<String, usize>,
    photos: Vec<String>,
    group: Vec<Option<usize>>,
    groups: Vec<String>,
    problems: Vec<Problem>,
}

impl Reader {
    fn parse_row(&mut self, columns: &Columns, text: &str) -> Result<Pair, String> {
        let fields: Vec<&str> = text.split('\t').map(str::trim).collect();
        if fields.len() != columns.count {
            return Err(format!("it has {} fields, not {}", fields.len(), columns.count));
        }
        let fold = fields[columns.fold];
        let fold = fold.parse().map_err(|_| format!("`{fold}` is no number of a fold"))?;
        let same = match fields[columns.same] {
            "1" => true,
            "0" => false,
            other => return Err(format!("`{other}` is neither 0 nor 1")),
        };
        let [left, right] = [columns.left, columns.right].map(|at| fields[at]);
        if left.is_empty() || right.is_empty() {
            return Err("a photo has no name".to_owned());
        }
        if left == right {
            return Err("it compares a photo with itself".to_owned());
        }
        let names = columns.groups.map(|at| at.map(|at| fields[at]));
        let [of_left, of_right] = names.map_or([None; 2], |names| names.map(Some));
        Ok(Pair {
            fold,
            left: self.photo_number(left, of_left)?,
            right: self.photo_number(right, of_right)?,
            same,
        })
    }

    /// Fails if the file names of a genuine pair are those of two people.
    fn check_names(&self, pair: Pair) -> Result<Pair, String> {
        let [left, right] =
            [pair.left, pair.right].map(|photo| people::person_name(&self.photos[photo]));
        match (left, right) {
            (Some(left), Some(right)) if pair.same && left != right => {
                Err("it says one person, but the names say two".to_owned())
            }
            _ => Ok(pair),
        }
    }

    /// The number of a photo. Fails if it has another group than before.
    fn photo_number(&mut self, name: &str, group: Option<&str>) -> Result<usize, String> {
        let group = group.filter(|group| !group.is_empty()).map(|name| {
            let known = self.groups.iter().position(|group| group == name);
            known.unwrap_or_else(|| {
                self.groups.push(name.to_owned());
                self.groups.len() - 1
            })
        });
        if let Some(&photo) = self.known.get(name) {
            if self.group[photo] != group {
                return Err(format!("{name} is in another group elsewhere"));
            }
            return Ok(photo);
        }
        let photo = self.photos.len();
        self.known.insert(name.to_owned(), photo);
        self.photos.push(name.to_owned());
        self.group.push(group);
        Ok(photo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "fold\tleft\tright\tsame\n";

    fn problems(rows: &str) -> Vec<String> {
        let collection = Collection::parse(&format!("{HEAD}{rows}")).unwrap();
        collection.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn photos_of_a_genuine_pair_show_one_person_everywhere() {
        let rows = "1\tA_1.jpg\tA_2.jpg\t1\n2\tA_1.jpg\tB_1.jpg\t0\n1\tx.jpg\ty.jpg\t1\n";
        let collection = Collection::parse(&format!("{HEAD}{rows}")).unwrap();
        assert_eq!(collection.photos, ["A_1.jpg", "A_2.jpg", "B_1.jpg", "x.jpg", "y.jpg"]);
        assert_eq!(collection.person, [0, 0, 1, 2, 2]);
        assert_eq!((collection.people(), collection.pairs.len()), (3, 3));
        assert_eq!(collection.pairs[1], Pair { fold: 2, left: 0, right: 2, same: false });
    }

    #[test]
    fn people_with_few_photos_can_be_left_out() {
        let rows = "1\tC_1.jpg\tA_1.jpg\t0\n1\tA_1.jpg\tA_2.jpg\t1\n2\tA_2.jpg\tB_1.jpg\t0\n";
        let several = Collection::parse(&format!("{HEAD}{rows}")).unwrap().with_more_photos_than(1);
        assert_eq!(several.photos, ["A_1.jpg", "A_2.jpg"]);
        assert_eq!(several.pairs, [Pair { fold: 1, left: 0, right: 1, same: true }]);
        assert_eq!(several.person[0], several.person[1]);
    }

    #[test]
    fn an_invalid_row_is_reported_with_its_line_and_the_others_are_kept() {
        let rows = "1\tA_1.jpg\tA_2.jpg\t1\nx\tA_1.jpg\tB_1.jpg\t0\n1\tA_1.jpg\t0\n\
                    1\tA_1.jpg\tB_1.jpg\tyes\n1\tA_1.jpg\tA_1.jpg\t1\n1\tA_1.jpg\tA_2.jpg\t0\n\
                    1\tA_1.jpg\tB_1.jpg\t1\n";
        let messages = problems(rows);
        let expected = [
            "line 3 is left out: `x` is no",
            "line 4 is left out: it has 3 fields",
            "line 5 is left out: `yes` is neither",
            "line 6 is left out: it compares a photo with itself",
            "line 8 is left out: it says one person",
            "line 7 is left out: it says two people",
        ];
        assert_eq!(messages.len(), expected.len());
        for (message, expected) in messages.iter().zip(expected) {
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn a_file_without_a_required_column_or_without_rows_is_refused() {
        assert!(Collection::parse("fold\tleft\tsame\n").unwrap_err().contains("`right`"));
        assert!(Collection::parse("").is_err());
        let none = Path::new(env!("CARGO_MANIFEST_DIR")).join("none.tsv");
        assert!(matches!(Collection::read(&none), Err(Error::File { .. })));
    }

    #[test]
    fn a_photo_is_in_one_group() {
        let head = "fold\tleft\tright\tsame\tgroup_left\tgroup_right\n";
        let rows = "1\ta\tb\t1\tx\ty\n1\ta\tc\t0\tx\t\n1\tb\tc\t0\tx\t\n";
        let collection = Collection::parse(&format!("{head}{rows}")).unwrap();
        assert_eq!(collection.groups, ["x", "y"]);
        assert_eq!(collection.group, [Some(0), Some(1), None]);
        assert_eq!(collection.problems.len(), 1);
    }
}
