//! Makes films and photos of pairs of Labeled Faces in the Wild, if the developers' copy is available.

use std::path::{Path, PathBuf};

use image::RgbImage;

use super::{
    films::{resize, still},
    photo::open_photo,
    portrait::wall,
};
use crate::{Error, Project, files};

/// The folder of the collection, relative to the repository.
const COLLECTION: &str = "../shared/data/lfw-dev";
/// The number of genuine pairs, and the number of impostor pairs.
const PAIRS: usize = 3;

/// Whether the collection is available.
pub(super) fn is_available(project: &Project) -> bool {
    project.at(COLLECTION).join("pairs.tsv").is_file()
}

/// Makes `lfw_genuine_1.y4m` with `lfw_genuine_1.jpg` and so on, if the collection is available.
pub(super) fn make(project: &Project, folder: &Path) -> Result<(), Error> {
    if !is_available(project) {
        return Ok(());
    }
    let collection = project.at(COLLECTION);
    let list = files::read_text(&collection.join("pairs.tsv"))?;
    for (kind, same) in [("genuine", true), ("impostor", false)] {
        for (number, [live, document]) in pairs(&list, same).take(PAIRS).enumerate() {
            let path = |name: &str| -> PathBuf { collection.join("images").join(name) };
            let name = format!("lfw_{kind}_{}", number + 1);
            let film = still(&on_wall(&open_photo(&path(live))?), 15);
            files::write(&folder.join(format!("{name}.y4m")), &film.into_bytes())?;
            let file = folder.join(format!("{name}.jpg"));
            // The photos are 250 pixels wide; the kiosk requires more pixels between the eyes.
            let photo = resize(&open_photo(&path(document))?, 600, 600);
            photo.save(&file).map_err(Error::content(&file))?;
        }
    }
    Ok(())
}

/// Returns the file names of genuine or impostor pairs, the first pair of each person.
fn pairs(list: &str, same: bool) -> impl Iterator<Item = [&str; 2]> {
    let wanted = if same { "1" } else { "0" };
    let mut last = "";
    list.lines().filter_map(move |line| {
        let mut fields = line.split('\t').skip(1);
        let pair = [fields.next()?, fields.next()?];
        let person = pair[0].rsplit_once('_')?.0;
        let is_new = person != last;
        (fields.next()? == wanted && is_new).then(|| {
            last = person;
            pair
        })
    })
}

/// A square photo in the middle of a frame.
fn on_wall(photo: &RgbImage) -> RgbImage {
    let mut picture =
        RgbImage::from_fn(640, 480, |_, y| image::Rgb(wall(y, 480).map(|value| value as u8)));
    image::imageops::overlay(&mut picture, &resize(photo, 480, 480), 80, 0);
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_says_whether_a_pair_is_genuine_and_each_person_has_one_pair() {
        let list = "fold\tleft\tright\tsame\n1\tA_1.jpg\tA_2.jpg\t1\n1\tA_1.jpg\tA_3.jpg\t1\n\
                    1\tB_1.jpg\tB_2.jpg\t1\n1\tC_1.jpg\tD_1.jpg\t0\n";
        let genuine = [["A_1.jpg", "A_2.jpg"], ["B_1.jpg", "B_2.jpg"]];
        assert_eq!(pairs(list, true).collect::<Vec<_>>(), genuine);
        assert_eq!(pairs(list, false).collect::<Vec<_>>(), [["C_1.jpg", "D_1.jpg"]]);
    }
}
