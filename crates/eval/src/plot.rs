//! Charts for reports and model cards as small, reproducible SVG.
//!
//! The SVG is written here instead of by a plotting library, because the committed charts must have
//! the same bytes for the same data, a `<title>` and `role="img"` for screen readers, and few points.

mod axis;
mod chart;
mod det;
mod discard;
mod error;
mod histogram;
mod legend;
mod palette;
mod path;
mod plot_area;
mod png;
mod simplify;
mod svg;

pub use axis::{Axis, Scale, Unit};
pub use chart::{Chart, Mark, NamedCurve, Series, Style};
pub use det::det;
pub use discard::discard;
pub use error::PlotError;
pub use histogram::histogram;
pub use png::png;
pub use svg::svg;

#[cfg(test)]
mod tests {
    use resvg::usvg::{Options, Tree};

    use super::*;

    fn charts() -> [Chart; 3] {
        let curve: Vec<_> =
            (0..9000).map(|step| f64::from(step) / 9000.0).map(|x| (x, 1.0 - x)).collect();
        let names = ["all", "yaw", "pitch", "roll", "size", "light", "eyes", "mouth", "a & <b>"];
        let nine = names.map(|name| (name, &curve[..]));
        [
            det("Errors", &nine[7..]),
            histogram("Scores", "Cosine", (-1.0, 1.0), &[0, 1, 7], &[9, 2, 0], &[(0.3, "1e-4")]),
            discard("Qualities", &nine),
        ]
    }

    #[test]
    fn every_label_is_in_the_svg_and_the_svg_is_valid() {
        for chart in charts() {
            let svg = super::svg(&chart);
            assert!(Tree::from_str(&svg, &Options::default()).is_ok(), "{}", chart.title);
            let names = chart.series.iter().map(|series| &series.name);
            let words = names.chain([&chart.title, &chart.x.label, &chart.y.label]);
            for word in words.chain(chart.marks.iter().map(|mark| &mark.name)) {
                let word = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                assert!(svg.contains(&format!(">{word}</text>")), "{word}");
            }
        }
    }

    #[test]
    fn the_svg_is_an_image_with_a_title_for_screen_readers() {
        for chart in charts() {
            let svg = super::svg(&chart);
            let start = svg.split_inclusive("</title>").next().unwrap_or_default();
            assert!(start.contains("role=\"img\""));
            assert!(start.ends_with(&format!("<title>{}</title>", chart.title)));
        }
    }

    #[test]
    fn the_same_data_gives_the_same_small_svg() {
        for (once, again) in charts().iter().zip(charts()) {
            assert_eq!(svg(once), svg(&again));
            assert!(svg(once).len() < 24_000, "{}: {}", once.title, svg(once).len());
        }
    }
}
