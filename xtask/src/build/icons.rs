//! Draws the icons of the installed app from `public/icon.svg`.

use std::path::Path;

use resvg::{
    render,
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree},
};

use crate::{Error, Project, files};

/// The drawing of all icons.
const DRAWING: &str = "public/icon.svg";

/// One icon. `public/manifest.webmanifest` has the same files and sizes.
struct Icon {
    /// Its path on the site.
    file: &'static str,
    /// Width and height in pixels.
    side: u32,
    /// The background of the drawing.
    background: Background,
}

/// The background of a drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Background {
    /// Transparent: the drawing keeps its own corners.
    None,
    /// The drawing's colour up to the edges: the system rounds the corners.
    Full,
    /// As `Full`, and the drawing is so small that no mask cuts into it.
    Masked,
}

const ICONS: [Icon; 4] = [
    Icon { file: "icons/192.png", side: 192, background: Background::None },
    Icon { file: "icons/512.png", side: 512, background: Background::None },
    Icon { file: "icons/512-maskable.png", side: 512, background: Background::Masked },
    Icon { file: "icons/180-apple.png", side: 180, background: Background::Full },
];

/// The background colour of the drawing: `action` in the style sheet.
const COLOUR: [u8; 3] = [0x0A, 0x4A, 0x8F];

/// The share of a masked icon's side that the drawing has. A mask leaves a circle with a radius of 0.4
/// sides, and the strokes of the drawing end 0.48 of its side from the centre.
const MASKED_PART: f32 = 0.8;

/// Writes the icons into the finished site.
pub(super) fn draw(project: &Project, site: &Path) -> Result<(), Error> {
    let path = project.at(DRAWING);
    let drawing = Tree::from_data(&files::read(&path)?, &Options::default());
    let drawing = drawing.map_err(Error::content(&path))?;
    for icon in ICONS {
        let picture = icon.draw(&drawing).and_then(|picture| picture.encode_png().ok());
        let picture = picture.ok_or_else(|| Error::content(&path)("it cannot be drawn"))?;
        files::write_if_changed(&site.join(icon.file), &picture)?;
    }
    Ok(())
}

impl Icon {
    /// Draws the icon. `None` if its size is not supported.
    fn draw(&self, drawing: &Tree) -> Option<Pixmap> {
        let mut picture = Pixmap::new(self.side, self.side)?;
        if self.background != Background::None {
            let [red, green, blue] = COLOUR;
            picture.fill(Color::from_rgba8(red, green, blue, 0xFF));
        }
        let part = if self.background == Background::Masked { MASKED_PART } else { 1.0 };
        let side = self.side as f32;
        let scale = part * side / drawing.size().width();
        let margin = (1.0 - part) / 2.0 * side;
        let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
        render(drawing, place, &mut picture.as_mut());
        Some(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw_icon(file: &str) -> Pixmap {
        let svg = files::read(&Project::here().at(DRAWING)).unwrap();
        let drawing = Tree::from_data(&svg, &Options::default()).unwrap();
        ICONS.iter().find(|icon| icon.file == file).unwrap().draw(&drawing).unwrap()
    }

    /// The distance of each pixel from the centre in sides, and its red, green, blue and alpha.
    fn pixels(picture: &Pixmap) -> impl Iterator<Item = (f32, [u8; 4])> {
        let side = picture.width() as f32;
        picture.pixels().iter().enumerate().map(move |(n, pixel)| {
            let place = |n: usize| (n as f32 + 0.5) / side - 0.5;
            let (x, y) = (n % side as usize, n / side as usize);
            (place(x).hypot(place(y)), [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()])
        })
    }

    #[test]
    fn an_icon_keeps_its_corners_unless_the_system_rounds_them() {
        for (file, alpha) in [
            ("icons/192.png", 0),
            ("icons/512.png", 0),
            ("icons/512-maskable.png", 0xFF),
            ("icons/180-apple.png", 0xFF),
        ] {
            assert_eq!(draw_icon(file).pixel(0, 0).unwrap().alpha(), alpha, "{file}");
        }
    }

    #[test]
    fn no_mask_cuts_into_the_drawing() {
        let [red, green, blue] = COLOUR;
        let picture = draw_icon("icons/512-maskable.png");
        assert!(pixels(&picture).any(|(_, pixel)| pixel == [0xFF; 4]), "nothing is drawn");
        let mut cut = pixels(&picture).filter(|(far, _)| *far > 0.4);
        assert!(cut.all(|(_, pixel)| pixel == [red, green, blue, 0xFF]));
    }

    #[test]
    fn the_app_is_described_with_these_icons() {
        let path = Project::here().at("public/manifest.webmanifest");
        let manifest: serde_json::Value =
            serde_json::from_slice(&files::read(&path).unwrap()).unwrap();
        // Apple's systems do not read the manifest: the page names their icon.
        let expected: Vec<_> = ICONS
            .iter()
            .filter(|icon| icon.background != Background::Full)
            .map(|Icon { file, side, background }| {
                let purpose = if *background == Background::Masked { "maskable" } else { "any" };
                serde_json::json!({
                    "src": format!("/{file}"),
                    "sizes": format!("{side}x{side}"),
                    "type": "image/png",
                    "purpose": purpose,
                })
            })
            .collect();
        assert_eq!(manifest["icons"], serde_json::Value::Array(expected));
        let page = files::read_text(&Project::here().at("index.html")).unwrap();
        assert!(page.contains("rel=\"apple-touch-icon\" href=\"/icons/180-apple.png\""));
    }
}
