//! Charts for reports and model cards: SVG that is small, and the same bytes for the same data.

mod axis;
mod curve;
mod det;
mod discard;
mod drawing;
mod error;
mod histogram;
mod legend;
mod palette;
mod picture;
mod thin;

pub use axis::{Axis, Scale, Unit};
pub use det::det;
pub use discard::discard;
pub use error::PlotError;
pub use histogram::histogram;
pub use picture::png;

/// Lines or bars over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows, above it and for screen readers.
    pub title: String,
    /// The axis below.
    pub x: Axis,
    /// The axis at the left.
    pub y: Axis,
    /// What is drawn, each over those before it.
    pub series: Vec<Series>,
    /// Upright lines with a name.
    pub marks: Vec<Mark>,
}

/// One line, or one outline of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Pairs of x and y, in the order in which they are joined. What an axis does not reach is
    /// drawn at its end; what is not a number is left out.
    pub points: Vec<(f64, f64)>,
    /// How they are joined.
    pub style: Style,
}

/// How points are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Straight from one to the next.
    Line,
    /// Each y holds until the next x.
    Steps,
    /// As steps, and filled down to the axis. The last point only says where the last bar ends.
    Bars,
}

/// An upright line, such as a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands on the x axis.
    pub at: f64,
    /// Written along it.
    pub name: String,
}

/// A series' name with its points, pairs of x and y.
pub type NamedCurve<'a> = (&'a str, &'a [(f64, f64)]);

impl Chart {
    /// The chart as an SVG document of 640 pixels' width, on white.
    pub fn svg(&self) -> String {
        drawing::draw(self).into_string()
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Options, Tree};

    use super::*;

    fn charts() -> [Chart; 3] {
        let curve: Vec<_> =
            (0..9000).map(|it| f64::from(it) / 9000.0).map(|it| (it, 1.0 - it)).collect();
        let names = ["all", "yaw", "pitch", "roll", "size", "light", "eyes", "mouth", "a & <b>"];
        let nine = names.map(|name| (name, &curve[..]));
        [
            det("Errors", &nine[7..]),
            histogram("Scores", "Cosine", (-1.0, 1.0), &[0, 1, 7], &[9, 2, 0], &[(0.3, "1e-4")]),
            discard("Qualities", &nine),
        ]
    }

    #[test]
    fn every_name_is_in_the_drawing_and_the_drawing_is_svg() {
        for chart in charts() {
            let svg = chart.svg();
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
    fn screen_readers_are_told_that_it_is_a_picture_and_of_what() {
        for chart in charts() {
            let svg = chart.svg();
            let start = svg.split_inclusive("</title>").next().unwrap_or_default();
            assert!(start.contains("role=\"img\""));
            assert!(start.ends_with(&format!("<title>{}</title>", chart.title)));
        }
    }

    #[test]
    fn the_same_data_is_the_same_drawing_and_a_small_one() {
        for (once, again) in charts().iter().zip(charts()) {
            assert_eq!(once.svg(), again.svg());
            assert!(once.svg().len() < 24_000, "{}: {}", once.title, once.svg().len());
        }
    }
}
