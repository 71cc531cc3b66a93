//! The card's text: hand-written parts stay, and the measured part is replaced.

use std::fmt::{Result, Write};

use face::spec::Metric;

use super::{Card, Damage, Frames, NAMES, WORN, manifest::rounded, same_photograph::TITLE};
use crate::{component, options::Options, rates::Point};

/// The text between these two lines is generated.
const START: &str = "<!-- From here to the end: written by `cargo xtask eval --write-card`. -->";

impl Card<'_> {
    /// The card's text. What stands in `former` before the measured part is kept; a model without
    /// a card gets a head from models.toml.
    pub(super) fn markdown(&self, former: &str, options: &Options) -> String {
        let head = match former.split_once(START) {
            Some((head, _)) => head.trim_end().to_owned(),
            None if former.trim().is_empty() => self.head(),
            None => former.trim_end().to_owned(),
        };
        let mut text = format!("{head}\n\n{START}\n");
        // Writing to memory does not fail.
        let _ = self.measured(&mut text, former, options);
        text
    }

    fn head(&self) -> String {
        let model = &self.networks.recogniser;
        let [name, title, file, licence] = [&model.name, &model.title, &model.file, &model.licence];
        format!(
            "# {name}: tells faces apart\n\n| | |\n| --- | --- |\n| what | {title} |\n\
             | file | `{file}`, sha256 `{}` |\n| licence | {licence} |",
            model.sha256
        )
    }

    fn measured(&self, out: &mut String, former: &str, options: &Options) -> Result {
        let worn = section(former, "Worn documents");
        let report = &self.report;
        // The usual rate, or the strictest that the data could tell.
        let at = self.rates.iter().copied().filter(|it| *it <= 1).max().unwrap_or(self.rates[0]);
        writeln!(out, "\n## In short\n")?;
        writeln!(
            out,
            "At FMR {}, with three live frames: FNMR {}. Measured on {}, {} photos of {} people, \
             on {}, with pipeline {}.",
            NAMES[at],
            rate(&self.frames[2].points[at]),
            report.data,
            report.photos,
            report.people,
            self.date,
            report.build
        )?;
        writeln!(
            out,
            "\n* **FMR**, false match rate: how many comparisons of two different people match.\n\
             * **FNMR**, false non-match rate: how many comparisons of one person do not. In \
             brackets: its 95 % interval, as if comparisons were independent; where nothing \
             failed, three in all comparisons.\n\
             * **FTE**, failure to enrol: how many photos have no face that is found.\n\
             * A traveller has two tries: the chance that one of them matches another person's \
             document is up to twice the FMR."
        )?;
        self.one_against_one(out)?;
        self.several_frames(out)?;
        self.lookalikes(out)?;
        self.groups(out)?;
        match worn.filter(|_| self.damages.is_empty()) {
            // It takes five times as long as all else, so it may be older, and says so.
            Some(former) => writeln!(out, "\n{former}")?,
            None => self.documents(out)?,
        }
        match &self.same_photograph {
            Some(limits) => writeln!(out, "\n{}", limits.section())?,
            None => writeln!(out, "\n{}", section(former, TITLE).unwrap_or_default())?,
        }
        self.quality_table(out)?;
        self.limits(out)?;
        let without_damage = self.damages.is_empty() && worn.is_none();
        self.recompute(out, without_damage, options)
    }

    fn one_against_one(&self, out: &mut String) -> Result {
        let report = &self.report;
        writeln!(out, "\n## One photo against one\n\n| | |\n| --- | --- |")?;
        let [mean, std] = [report.accuracy_mean, report.accuracy_std].map(percent);
        writeln!(out, "| accuracy, {} folds | {mean} +- {std} % |", report.folds)?;
        if let Some(eer) = report.eer {
            writeln!(out, "| EER, on the pairs of the folds | {} % |", percent(eer))?;
        }
        writeln!(out, "| FTE | {} % of {} photos |", percent(report.fte_photos), report.photos)?;
        for (name, point) in report.fnmr_at_fmr.iter().rev().filter(|(_, it)| it.resolved) {
            writeln!(out, "| FNMR at FMR {name} | {} |", rate(point))?;
        }
        writeln!(
            out,
            "\n{} comparisons of one person, {} of two: every two photos of different people.",
            report.genuine, report.impostors
        )?;
        let name = &report.recogniser;
        writeln!(out, "\n![How scores are spread](plots/{name}-scores.svg)")
    }

    fn several_frames(&self, out: &mut String) -> Result {
        let unit = match self.networks.role.metric() {
            Metric::Cosine => "cosine, at least",
            Metric::Euclidean => "distance, at most",
        };
        writeln!(
            out,
            "\n## One photo against the mean of several, and the thresholds\n\n\
             | FMR | frames | {unit} | FNMR |\n| --- | --- | --- | --- |"
        )?;
        for &at in &self.rates {
            let fmr = NAMES[at];
            for (frames, measured) in (1..).zip(&self.frames) {
                let point = &measured.points[at];
                writeln!(out, "| {fmr} | {frames} | {:.4} | {} |", point.threshold, rate(point))?;
            }
        }
        let Frames { people, genuine, impostors, .. } = &self.frames[0];
        writeln!(
            out,
            "\n{genuine} comparisons of one person, {impostors} of two. Of the {people} people \
             with four photos or more, twelve photos at most each: one stands for the document, the next \
             ones for live frames, weighted by their quality. Impostors are all photos of others. \
             **Frames of one visit are more alike than these photos of different days: their mean \
             gains less than the table says, while the threshold is as strict as if it gained all. That \
             is safe for FMR, and dearer in FNMR.**"
        )?;
        let name = &self.report.recogniser;
        writeln!(out, "\n![Detection error tradeoff](plots/{name}-det.svg)")
    }

    fn lookalikes(&self, out: &mut String) -> Result {
        let Some(lookalikes) = &self.report.lookalikes else { return Ok(()) };
        writeln!(
            out,
            "\n## Look-alikes\n\nAmong the {} people most similar to each person (the nearest \
             hundredth, told by this model itself, so the worst that chance can bring), {} \
             comparisons:\n\n| FMR of all | FMR of look-alikes |\n| --- | --- |",
            lookalikes.others, lookalikes.comparisons
        )?;
        for (name, fmr) in lookalikes.fmr.iter().rev() {
            writeln!(out, "| {name} | {fmr:.1e} |")?;
        }
        Ok(())
    }

    fn groups(&self, out: &mut String) -> Result {
        if self.report.groups.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "\n## Groups\n\nAt the threshold of everybody for FMR 1e-4, one photo against one, \
             within each group:\n\n| group | FMR | FNMR | comparisons of one person, of two |\n\
             | --- | --- | --- | --- |"
        )?;
        for (name, group) in &self.report.groups {
            let Some(common) = group.at_common_threshold.get("1e-4") else { continue };
            let (fmr, fnmr) = (common.fmr, percent(common.fnmr));
            let (genuine, impostors) = (group.genuine, group.impostors);
            writeln!(out, "| {name} | {fmr:.1e} | {fnmr} % | {genuine}, {impostors} |")?;
        }
        Ok(())
    }

    fn documents(&self, out: &mut String) -> Result {
        if self.damages.is_empty() {
            return Ok(());
        }
        let eyes = self.quality().iter().find(|it| it.component == "InterEyeDistance");
        let eyes = eyes.map_or(f64::NAN, |it| it.spread[1]);
        writeln!(
            out,
            "\n## Worn documents\n\nThe photo that stands for the document is damaged, by chance \
             that depends on its bytes alone; one live frame, at the threshold for FMR 1e-4 \
             ({:.4}). The number after a name is its strength: pixels between the eyes, JPEG \
             quality, lines of print between the eyes, and so on (see `treatment.rs` in \
             `crates/eval`). In these photos the eyes are {eyes:.0} px apart, so a damage that \
             leaves them further apart enlarges, and adds no detail that a real document of that \
             size would have.\n\n| damage | FTE | FMR | FNMR |\n| --- | --- | --- | --- |",
            self.frames[0].points[1].threshold
        )?;
        row(out, &self.undamaged)?;
        self.damages.iter().try_for_each(|it| row(out, it))?;
        writeln!(
            out,
            "\nWhat might undo some of it, on documents as they are and on worn ones (`{WORN}`): a \
             border, twice the size, tones stretched or made equal.\n\n\
             | preparation | FTE | FMR | FNMR |\n| --- | --- | --- | --- |"
        )?;
        self.preparations.iter().try_for_each(|it| row(out, it))?;
        let helping: Vec<&str> = self
            .preparations
            .iter()
            .filter(|it| it.fnmr < self.before(it).low)
            .map(|it| &*it.treatment)
            .collect();
        let found = match &helping[..] {
            [] => "None of them lowers FNMR below the interval of what it is without: what is \
                   seen is chance."
                .to_owned(),
            some => format!("Below the interval of what it is without: `{}`.", some.join("`, `")),
        };
        writeln!(
            out,
            "\n{found} The pipeline leaves document photos as they are, but for a black border of \
             a quarter while it looks for the face, with which tight crops are found more surely.\n\n\
             Worn documents were measured on {}, with pipeline {}.",
            self.date, self.report.build
        )
    }

    /// What a preparation is compared with.
    fn before(&self, preparation: &Damage) -> &Damage {
        let worn = self.damages.iter().find(|it| it.treatment == WORN);
        worn.filter(|_| preparation.treatment.starts_with(WORN)).unwrap_or(&self.undamaged)
    }

    fn quality_table(&self, out: &mut String) -> Result {
        writeln!(
            out,
            "\n## What the quality of a picture tells\n\nIf the worst pictures by each component \
             are not compared, fewer comparisons of one person are missed: by how much on \
             average, while up to a fifth is discarded, at FMR 1e-4.\n\n\
             | component (ISO/IEC 29794-5) | unit | fewer misses |\n| --- | --- | --- |"
        )?;
        for (component, curve) in component::ALL.iter().zip(self.quality()) {
            let worth = 100.0 * curve.worth;
            writeln!(out, "| {} | {} | {worth:.0} % |", component.name, component.unit)?;
        }
        let name = &self.report.recogniser;
        writeln!(
            out,
            "\n`rank` is what frames are chosen and weighted by.\n\n\
             ![Error versus discard](plots/{name}-discard.svg)"
        )
    }

    fn limits(&self, out: &mut String) -> Result {
        writeln!(out, "\n## Limits\n")?;
        if let Some(about) = &self.about {
            writeln!(out, "{}\n", about.trim())?;
        }
        if self.report.groups.is_empty() {
            writeln!(
                out,
                "* **No groups.** The photos have no labels of sex, age or skin, so this card \
                 cannot say how the error rates differ between groups of people. That they \
                 differ is known of every recogniser that was ever examined."
            )?;
        }
        writeln!(
            out,
            "* **No attacks but one.** The document's own photograph is noticed before the camera \
             as often as the table above says. Another photograph of the same person, printed or \
             shown on a screen, passes, and so do a mask and a morphed document photo: nothing \
             here tells them from a living face.\n\
             * **Not this site.** Every site has its own light, camera and travellers. \
             Measure again for each site."
        )
    }

    fn recompute(&self, out: &mut String, without_damage: bool, options: &Options) -> Result {
        let data = &self.report.data;
        let damage = if without_damage { " --without-damage" } else { "" };
        let first = self.networks.is_first();
        let name =
            if first { String::new() } else { format!(" --recogniser {}", self.report.recogniser) };
        let pairs = options.pairs.file_name().unwrap_or_default().to_string_lossy();
        writeln!(
            out,
            "\n## How to recompute\n\nWith the collection in a folder `{data}` (`images/` and \
             `{pairs}`: fold, left, right, same):\n\n```sh\ncargo xtask eval --images \
             {data}/images --pairs {data}/{pairs} --write-card{name}{damage}\n```\n\n\
             The same without `--write-card`, and with `--probe-frames`, `--degrade` or \
             `--prepare`, prints single figures. The model's file has the sha256 `{}`.",
            self.report.model_sha256
        )
    }
}

/// The card with another section on the same photograph: in place of the former one, or before what
/// is said of quality.
pub(super) fn with_section(card: &str, text: &str) -> String {
    match section(card, TITLE) {
        Some(former) => card.replacen(former, text, 1),
        None => {
            let at = card.find("\n## What the quality").map_or(card.len(), |it| it + 1);
            format!("{}{text}\n\n{}", &card[..at], &card[at..])
        }
    }
}

/// The section of an earlier card with this title.
fn section<'a>(card: &'a str, title: &str) -> Option<&'a str> {
    let start = card.find(&format!("## {title}\n"))?;
    let rest = &card[start..];
    Some(rest[..rest.find("\n## ").unwrap_or(rest.len())].trim_end())
}

fn row(out: &mut String, it: &Damage) -> Result {
    let [fnmr, low, high, fte] = [it.fnmr, it.low, it.high, it.fte].map(percent);
    let (name, fmr) = (&it.treatment, it.fmr);
    writeln!(out, "| `{name}` | {fte} % | {fmr:.1e} | {fnmr} % ({low} to {high}) |")
}

fn rate(point: &Point) -> String {
    let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(percent);
    format!("{fnmr} % ({low} to {high})")
}

/// A share in percent: of what models.toml says, for a number that is rounded twice may be another.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * rounded(share, 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k0_card_and_models_toml_round_a_share_alike() {
        for share in [0.0427496, 0.0427504, 0.0427549] {
            assert_eq!(percent(share), percent(rounded(share, 5)));
        }
        assert_eq!(percent(0.0427496), "4.28");
    }

    #[test]
    fn what_was_measured_of_worn_documents_is_found_in_a_card() {
        let card = "# a\n\n## Worn documents\n\n| x |\n\nOn a day.\n\n## Limits\n";
        let worn = |card| section(card, "Worn documents");
        assert_eq!(worn(card), Some("## Worn documents\n\n| x |\n\nOn a day."));
        assert_eq!(worn("# a\n\n## Limits\n"), None);
    }

    #[test]
    fn s0_the_section_on_the_same_photograph_takes_the_place_of_the_former_one() {
        let card = "# a\n\n## What the quality of a picture tells\n\nx\n\n## Limits\n";
        let first = with_section(card, "## The same photograph\n\none");
        let expected = card.replace("## What", "## The same photograph\n\none\n\n## What");
        assert_eq!(first, expected);
        let second = with_section(&first, "## The same photograph\n\ntwo");
        assert_eq!(second, expected.replace("one", "two"));
    }
}
