//! The text of a card. Its hand-written part is kept and the measured part is replaced.

use std::fmt::{Result, Write};

use models::{Metric, Mirroring};

use super::{
    measurement::{Card, DamageMeasurement, FrameMeasurement, NAMES, WORN},
    pages,
    rounding::percent,
    same_photograph::TITLE,
};
use crate::{component, options::Options, rates::RatePoint};

/// The text between these two lines is generated.
const START: &str = "<!-- From here to the end: written by `cargo xtask eval --write-card`. -->";

/// Which crops are mirrored, in words.
fn word(mirrored: Mirroring) -> &'static str {
    match mirrored {
        Mirroring::Never => "none",
        Mirroring::Documents => "documents",
        Mirroring::Always => "documents and live frames",
    }
}

impl Card<'_> {
    /// The text of the card. The part of the `former` card before the measured part is kept; a new
    /// card gets a head from models.toml.
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
        // The default rate, or the lowest one for which there are enough comparisons.
        let at =
            self.rates.iter().copied().filter(|rate| *rate <= 1).max().unwrap_or(self.rates[0]);
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
        match self.networks.refusal() {
            None => writeln!(out, "A browser runs it as a plan of kernels.")?,
            Some(refusal) => writeln!(
                out,
                "A browser runs it with the inference engine tract, which is slower: {refusal}."
            )?,
        }
        writeln!(
            out,
            "\n* **FMR**, false match rate: how many comparisons of two different people match.\n\
             * **FNMR**, false non-match rate: how many comparisons of one person do not. In \
             brackets: its 95 % interval, as if comparisons were independent; without \
             failures, three in all comparisons.\n\
             * **FTE**, failure to enrol: how many photos have no detected face.\n\
             * A traveller has two tries: the chance that one of them matches another person's \
             document is up to twice the FMR."
        )?;
        self.one_against_one(out)?;
        self.several_frames(out)?;
        self.mirror_images(out, at)?;
        self.lookalikes(out)?;
        self.groups(out)?;
        match worn.filter(|_| self.damages.is_empty()) {
            // This measurement takes five times as long as the rest, so an earlier section, with its date, is kept.
            Some(former) => writeln!(out, "\n{former}")?,
            None => self.documents(out)?,
        }
        match &self.pages {
            Some(pages) => writeln!(out, "\n{}", pages.section(&self.rates, NAMES))?,
            None => writeln!(out, "\n{}", section(former, pages::TITLE).unwrap_or_default())?,
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
        for (name, point) in report.fnmr_at_fmr.iter().rev().filter(|(_, point)| point.resolved) {
            writeln!(out, "| FNMR at FMR {name} | {} |", rate(point))?;
        }
        writeln!(
            out,
            "\n{} comparisons of one person, {} of two: every two photos of different people.",
            report.genuine, report.impostors
        )?;
        let name = &report.recogniser;
        writeln!(out, "\n![Distribution of scores](plots/{name}-scores.svg)")
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
        let FrameMeasurement { people, genuine, impostors, .. } = &self.frames[0];
        writeln!(
            out,
            "\n{genuine} comparisons of one person, {impostors} of two. Of the {people} people \
             with four photos or more, twelve photos at most each: one is the document, the next \
             are the live frames, weighted by their quality. Impostors are all photos of other people. \
             **Frames of one visit are more alike than these photos of different days: averaging \
             them gains less than the table shows, while the threshold is as strict as shown. The FMR \
             is therefore not exceeded, but the FNMR is higher.**"
        )?;
        let name = &self.report.recogniser;
        writeln!(out, "\n![Detection error tradeoff](plots/{name}-det.svg)")
    }

    /// What mirrored crops gain, at one of [`Fmr::ALL`].
    fn mirror_images(&self, out: &mut String, at: usize) -> Result {
        writeln!(
            out,
            "\n## Mirror images\n\nThe embedding of a crop can be averaged with that of its mirror \
             image, which runs the network twice. FNMR at FMR {}, each with its own threshold:\n\n\
             | mirrored | one frame | two frames | three frames |\n| --- | --- | --- | --- |",
            NAMES[at]
        )?;
        for (mirrored, frames) in &self.mirroring {
            let rates = frames.each_ref().map(|measured| rate(&measured.points[at]));
            writeln!(out, "| {} | {} |", word(*mirrored), rates.join(" | "))?;
        }
        let used = word(self.networks.role.mirrored());
        writeln!(out, "\nIn use: {used}.")
    }

    fn lookalikes(&self, out: &mut String) -> Result {
        let Some(lookalikes) = &self.report.lookalikes else { return Ok(()) };
        writeln!(
            out,
            "\n## Look-alikes\n\nAmong the {} people most similar to each person (the nearest \
             1 %, selected by this model itself, so the worst case), {} comparisons:\n\n| FMR of all | FMR of look-alikes |\n| --- | --- |",
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
            "\n## Groups\n\nAt the common threshold for FMR 1e-4, one photo against one, \
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
        let eyes = self.quality().iter().find(|curve| curve.component == "InterEyeDistance");
        let eyes = eyes.map_or(f64::NAN, |curve| curve.spread[1]);
        writeln!(
            out,
            "\n## Worn documents\n\nThe document photo is damaged, with a random seed that depends on \
             its bytes only; one live frame, at the threshold for FMR 1e-4 \
             ({:.4}). The number after a name is its strength: pixels between the eyes, JPEG \
             quality, lines of print between the eyes, and so on (see `treatment.rs` in \
             `crates/eval`). In these photos the eyes are {eyes:.0} px apart, so damage that \
             increases this distance enlarges the photo without the detail of a real document of that \
             size.\n\n| damage | FTE | FMR | FNMR |\n| --- | --- | --- | --- |",
            self.frames[0].points[1].threshold
        )?;
        row(out, &self.undamaged)?;
        self.damages.iter().try_for_each(|damage| row(out, damage))?;
        writeln!(
            out,
            "\nPreparations that may reduce the effect, on undamaged and on worn documents (`{WORN}`): \
             padding, twice the size, stretched or equalised tones.\n\n\
             | preparation | FTE | FMR | FNMR |\n| --- | --- | --- | --- |"
        )?;
        self.preparations.iter().try_for_each(|damage| row(out, damage))?;
        let helping: Vec<&str> = self
            .preparations
            .iter()
            .filter(|preparation| preparation.fnmr < self.without(preparation).low)
            .map(|preparation| &*preparation.treatment)
            .collect();
        let found = match &helping[..] {
            [] => "None of them lowers the FNMR below the interval without preparation: the \
                   differences are random."
                .to_owned(),
            some => format!("Below the interval without preparation: `{}`.", some.join("`, `")),
        };
        writeln!(
            out,
            "\n{found} The pipeline does not change document photos, except for black padding of a \
             quarter during face detection, which finds faces in tight crops more reliably.\n\n\
             Worn documents were measured on {}, with pipeline {}.",
            self.date, self.report.build
        )
    }

    /// The measurement without a preparation, for comparison.
    fn without(&self, preparation: &DamageMeasurement) -> &DamageMeasurement {
        let worn = self.damages.iter().find(|damage| damage.treatment == WORN);
        worn.filter(|_| preparation.treatment.starts_with(WORN)).unwrap_or(&self.undamaged)
    }

    fn quality_table(&self, out: &mut String) -> Result {
        writeln!(
            out,
            "\n## What the quality of a picture tells\n\nIf the photos with the lowest value of a \
             component are not compared, fewer genuine comparisons are missed. The table shows the \
             average reduction while up to a fifth is discarded, at FMR 1e-4.\n\n\
             | component (ISO/IEC 29794-5) | unit | fewer misses |\n| --- | --- | --- |"
        )?;
        for (component, curve) in component::ALL.iter().zip(self.quality()) {
            let worth = 100.0 * curve.worth;
            writeln!(out, "| {} | {} | {worth:.0} % |", component.name, component.unit)?;
        }
        let name = &self.report.recogniser;
        writeln!(
            out,
            "\nFrames are selected and weighted by `rank`.\n\n\
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
                 cannot say how the error rates differ between groups of people. They \
                 differ for every recogniser that has been examined."
            )?;
        }
        writeln!(
            out,
            "* **No attacks but one.** The document's own photograph before the camera is detected \
             as often as the table above shows. Another photograph of the same person, printed or \
             shown on a screen, passes, and so do a mask and a morphed document photo: nothing \
             here distinguishes them from a living face.\n\
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

/// Replaces the section on the same photograph, or inserts it before the section on quality.
pub(super) fn with_section(card: &str, text: &str) -> String {
    match section(card, TITLE) {
        Some(former) => card.replacen(former, text, 1),
        None => {
            let at = card.find("\n## What the quality").map_or(card.len(), |start| start + 1);
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

fn row(out: &mut String, damage: &DamageMeasurement) -> Result {
    let [fnmr, low, high, fte] = [damage.fnmr, damage.low, damage.high, damage.fte].map(percent);
    let (name, fmr) = (&damage.treatment, damage.fmr);
    writeln!(out, "| `{name}` | {fte} % | {fmr:.1e} | {fnmr} % ({low} to {high}) |")
}

/// FNMR with its interval, in percent.
fn rate(point: &RatePoint) -> String {
    let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(percent);
    format!("{fnmr} % ({low} to {high})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_on_worn_documents_is_found_in_a_card() {
        let card = "# a\n\n## Worn documents\n\n| x |\n\nOn a day.\n\n## Limits\n";
        let worn = |card| section(card, "Worn documents");
        assert_eq!(worn(card), Some("## Worn documents\n\n| x |\n\nOn a day."));
        assert_eq!(worn("# a\n\n## Limits\n"), None);
    }

    #[test]
    fn s0_the_section_on_the_same_photograph_replaces_the_former_one() {
        let card = "# a\n\n## What the quality of a picture tells\n\nx\n\n## Limits\n";
        let first = with_section(card, "## The same photograph\n\none");
        let expected = card.replace("## What", "## The same photograph\n\none\n\n## What");
        assert_eq!(first, expected);
        let second = with_section(&first, "## The same photograph\n\ntwo");
        assert_eq!(second, expected.replace("one", "two"));
    }
}
