//! Renders a chart as PNG.

use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::error::PlotError;

/// Pixels of the image per pixel of the chart.
const SCALE: f32 = 2.0;

/// Renders `svg` as a PNG file of twice its size. The font is part of this program, so the text is
/// the same on every machine.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    let drawing = Tree::from_str(svg, &options()).map_err(|_| PlotError::Drawing)?;
    let size = drawing.size().to_int_size().scale_by(SCALE).ok_or(PlotError::Drawing)?;
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(PlotError::Drawing)?;
    render(&drawing, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|_| PlotError::Drawing)
}

/// Renders all text with the bundled font.
fn options() -> Options<'static> {
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let name =
        fonts.faces().next().and_then(|face| face.families.first()).map(|family| family.0.clone());
    if let Some(name) = name {
        fonts.set_sans_serif_family(name);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{det, svg};

    fn chart() -> String {
        svg(&det("Errors", &[("one frame", &[(1e-5, 0.5), (0.5, 1e-3)])]))
    }

    /// The number of pixels that are not white.
    fn inked(svg: &str) -> usize {
        let picture = image::load_from_memory(&png(svg).unwrap()).unwrap().to_rgb8();
        assert_eq!(picture.width(), 1280);
        picture.pixels().filter(|pixel| pixel.0 != [255; 3]).count()
    }

    #[test]
    fn every_text_is_rendered() {
        let svg = chart();
        let drawn = inked(&svg);
        let starts: Vec<_> = svg.match_indices("<text").map(|(start, _)| start).collect();
        assert!(starts.len() > 14);
        for start in starts {
            let end = start + svg[start..].find("</text>").unwrap() + "</text>".len();
            let without = [&svg[..start], &svg[end..]].concat();
            assert!(inked(&without) < drawn, "{} is invisible", &svg[start..end]);
        }
    }

    #[test]
    fn the_line_is_rendered() {
        let empty = svg(&det("Errors", &[("one frame", &[])]));
        assert!(inked(&empty) + 500 < inked(&chart()));
    }

    #[test]
    fn invalid_svg_is_refused() {
        for text in ["", "<p>", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>"] {
            assert_eq!(png(text), Err(PlotError::Drawing), "{text:?}");
        }
    }
}
