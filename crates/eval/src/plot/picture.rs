//! A chart as pixels.

use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::PlotError;

/// Pixels of the picture for a pixel of the chart: sharp on screens of today.
const SCALE: f32 = 2.0;

/// `svg` as a PNG file of twice its size. Letters are of a font that is part of this program, so
/// that they look the same on every machine.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    let drawing = Tree::from_str(svg, &options()).map_err(|_| PlotError::Drawing)?;
    let size = drawing.size().to_int_size().scale_by(SCALE).ok_or(PlotError::Drawing)?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or(PlotError::Drawing)?;
    render(&drawing, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(|_| PlotError::Drawing)
}

/// Draws all text with the one font that there is.
fn options() -> Options<'static> {
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let name = fonts.faces().next().and_then(|it| it.families.first()).map(|it| it.0.clone());
    if let Some(name) = name {
        fonts.set_sans_serif_family(name);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::det;

    fn chart() -> String {
        det("Errors", &[("one frame", &[(1e-5, 0.5), (0.5, 1e-3)])]).svg()
    }

    /// How many pixels are not white.
    fn inked(svg: &str) -> usize {
        let picture = image::load_from_memory(&png(svg).unwrap()).unwrap().to_rgb8();
        assert_eq!(picture.width(), 1280);
        picture.pixels().filter(|it| it.0 != [255; 3]).count()
    }

    #[test]
    fn every_piece_of_text_is_drawn() {
        let svg = chart();
        let drawn = inked(&svg);
        let starts: Vec<_> = svg.match_indices("<text").map(|it| it.0).collect();
        assert!(starts.len() > 14);
        for start in starts {
            let end = start + svg[start..].find("</text>").unwrap() + "</text>".len();
            let without = [&svg[..start], &svg[end..]].concat();
            assert!(inked(&without) < drawn, "{} is invisible", &svg[start..end]);
        }
    }

    #[test]
    fn the_line_is_drawn() {
        let empty = det("Errors", &[("one frame", &[])]).svg();
        assert!(inked(&empty) + 500 < inked(&chart()));
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        for text in ["", "<p>", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>"] {
            assert_eq!(png(text), Err(PlotError::Drawing), "{text:?}");
        }
    }
}
