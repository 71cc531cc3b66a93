//! The section of a card on the document's own photograph before the camera.

use std::fmt::{Result, Write};

use models::{Metric, PictureSource};
use toml_edit::{InlineTable, Item, Table, value};

use super::rounding::{percent, rounded};
use crate::{
    networks::BUILD,
    same_photograph::{
        LimitMeasurement, MeasuredRate, SamePhotograph,
        limit::MAX_FALSE_ALARM_RATE,
        recapture::{PAGE, Scene, scenes},
    },
};

/// The section's title.
pub(super) const TITLE: &str = "The same photograph";

/// The limits for the same photograph, for models.toml and the card.
pub(super) struct Limits {
    pub(super) same: SamePhotograph,
    pub(super) metric: Metric,
    /// The day of the measurement, as 2026-11-22.
    pub(super) date: String,
}

impl Limits {
    /// The table for models.toml.
    pub(super) fn limits(&self) -> Table {
        let mut table = Table::new();
        table.insert("date", value(&self.date));
        table.insert("build", value(BUILD));
        for (source, side) in [("file", &self.same.file), ("camera", &self.same.camera)] {
            let mut limit = Table::new();
            limit.insert("limit", value(rounded(side.limit, 4)));
            limit.insert("false_alarms", value(rate(&side.false_alarms)));
            limit.insert("misses", value(rate(&side.misses)));
            limit.insert("misses_of_three", value(rate(&side.misses_of_three)));
            table.insert(source, Item::Table(limit));
        }
        table
    }

    /// The section of the card.
    pub(super) fn section(&self) -> String {
        let mut text = String::new();
        // Writing to memory does not fail.
        let _ = self.write(&mut text);
        text.trim_end().to_owned()
    }

    fn write(&self, out: &mut String) -> Result {
        let same = &self.same;
        let (measure, reach) = match self.metric {
            Metric::Cosine => ("cosine, from", "at least"),
            Metric::Euclidean => ("distance, up to", "at most"),
        };
        writeln!(
            out,
            "## {TITLE}\n\nA page that is held before the camera must not be matched with \
             itself. So a live frame that is more similar to the document's image than \
             different photographs of one person are to each other counts as the same photograph \
             and not as a live face. Each frame is checked before averaging. The limit is the lowest \
             that no more than {} % of the pairs of different photographs of one \
             person reach.\n\n\
             | document's picture | {measure} | false alarms | with a printed page as the document \
             | missed, single frames | missed, all of three frames |\n\
             | --- | --- | --- | --- | --- | --- |",
            100.0 * MAX_FALSE_ALARM_RATE
        )?;
        for (name, side) in sides(same) {
            writeln!(
                out,
                "| {name} | {:.4} | {} | {} | {} | {} |",
                side.limit,
                share(&side.false_alarms),
                share(&side.false_alarms_of_pages),
                share(&side.misses),
                share(&side.misses_of_three)
            )?;
        }
        writeln!(
            out,
            "\n* **False alarms** are pairs of different photographs of one person that count \
             as the same one: an honest traveller loses an attempt. {} pairs for files, every two \
             photos of one person; {} for the camera, where the document's photo is damaged as a \
             printed page before a camera is (`{PAGE}`).\n\
             * **Missed** are frames of the same photograph, recaptured, that do not reach the \
             limit: they proceed to the comparison, and match. {} photos, each of another person, \
             three frames each with different random seeds; only frames whose quality the kiosk accepts.",
            same.file.false_alarms.trials, same.camera.false_alarms.trials, same.photos
        )?;
        for (name, side) in sides(same) {
            let [half, most, more, all] = side.different;
            writeln!(
                out,
                "* Different photographs, {name}: half of the pairs reach {half:.3} {reach}, 5 % \
                 {most:.3}, 1 % {more:.3}, the most similar pair {all:.3}."
            )?;
        }
        for ((name, side), source) in
            sides(same).into_iter().zip([PictureSource::File, PictureSource::Camera])
        {
            table(out, name, side, &scenes(source))?;
        }
        writeln!(
            out,
            "\nWhat this does not do:\n\n\
             * **It does not detect every copy.** Different photographs and the same one overlap: \
             a copy that is bent, dim, out of focus or under a lamp is less similar to \
             its original than some photographs of different days are to each other. The rows in \
             italics are attackers who try this. An attacker who presents a page for a minute has \
             hundreds of frames, so the rate for three frames is a lower bound for them.\n\
             * **Another photograph of the same person passes**, printed or on a screen. So may \
             two pictures of one session with another expression or pose.\n\
             * **Copies are simulated**, not printed and filmed: random exposure, colour, tilt, blur, \
             halftone dots, screen pixels and noise.\n\
             * **Rows marked as stand-in are approximations.** The photos have no sessions. One \
             photograph, small and then large, with other noise, tilt and light, represents two \
             photos of one visit. Two real ones also differ in expression and pose, are less similar, \
             and are missed more often than the rows show.\n\n\
             The same photograph was measured on {}, with pipeline {}.",
            self.date, BUILD
        )
    }
}

fn sides(same: &SamePhotograph) -> [(&'static str, &LimitMeasurement); 2] {
    [("an image file", &same.file), ("from this camera, moments before", &same.camera)]
}

/// The table of all scenes for one source.
fn table(out: &mut String, name: &str, side: &LimitMeasurement, scenes: &[Scene]) -> Result {
    writeln!(
        out,
        "\nThe document's picture is {name}; before the camera is:\n\n\
         | what | half of the frames reach | missed, single frames | missed, all of three \
         | not taken |\n| --- | --- | --- | --- | --- |"
    )?;
    for (measured, scene) in side.scenes.iter().zip(scenes) {
        let mark = if measured.is_harsh { "*" } else { "" };
        writeln!(
            out,
            "| {mark}{}{mark} (`{}`) | {:.3} | {} | {} | {:.0} % |",
            scene.about,
            scene.frame,
            measured.median,
            share(&measured.misses),
            share(&measured.misses_of_three),
            100.0 * measured.refused.rate
        )?;
    }
    Ok(())
}

fn rate(rate: &MeasuredRate) -> InlineTable {
    let mut entry = InlineTable::new();
    entry.insert("rate", rounded(rate.rate, 5).into());
    entry.insert("low", rounded(rate.low, 5).into());
    entry.insert("high", rounded(rate.high, 5).into());
    entry.insert("trials", (rate.trials as i64).into());
    entry
}

fn share(rate: &MeasuredRate) -> String {
    let [share, low, high] = [rate.rate, rate.low, rate.high].map(percent);
    format!("{share} % ({low} to {high})")
}
