//! Reads the zone of a frame: locate, level, network, decode, parse.

use std::fmt;

use crate::{
    align::align,
    error::MrzError,
    grey::{GreyFrame, GreyImage},
    group::Group,
    guidance::{ZoneGuidance, failure, obstacle},
    locate::{locate, rows_of_print},
    model::StripModel,
    parse::parse,
    path::LinePath,
    point::ZonePoint,
    read_line::{ReadLine, read_again, read_once},
    refine::refine,
    reflection,
    segment::Segment,
    strip::{HEIGHT, rectify},
    zone::ZoneReading,
};

/// How a page may lie in the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageOrientation {
    /// Lines run from side to side, upright or upside down.
    #[default]
    Level,
    /// Lines run up or down: the portrait was found turned by a quarter.
    Quarter,
}

/// What a frame shows of a zone.
pub struct Sighting {
    /// The place of each line, in reading order: start above, end above, end below, start below; in
    /// pixels of the frame.
    pub lines: Vec<[ZonePoint; 4]>,
    /// The reading, if the lines are a zone.
    pub zone: Option<ZoneReading>,
    /// What is wrong, if no zone was read.
    pub guidance: Option<ZoneGuidance>,
}

impl fmt::Debug for Sighting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sighting")
    }
}

/// Reads zones with a network.
pub struct ZoneReader<M> {
    model: M,
}

/// What was read, or why nothing was.
type Attempt<T> = Result<Result<T, ZoneGuidance>, MrzError>;

/// The most groups of lines of a frame that are read.
const MAX_GROUPS: usize = 4;

/// Mean score of a line's cells from which it is a line of a zone.
const MIN_SCORE: f32 = -0.9;

/// The same for a line that decides about length and direction without trying others.
const SURE: f32 = -0.2;

/// Characters of a line.
const LENGTHS: [usize; 3] = [44, 36, 30];

impl<M: StripModel> ZoneReader<M> {
    /// A reader with this network.
    pub fn new(model: M) -> Self {
        Self { model }
    }

    /// Examines a frame. Without lines in it the network does not run.
    ///
    /// # Errors
    /// [`MrzError::NetworkShape`] if the network has another shape.
    pub fn look(
        &mut self,
        frame: &GreyFrame<'_>,
        orientation: PageOrientation,
    ) -> Result<Sighting, MrzError> {
        if orientation == PageOrientation::Level {
            return self.look_level(frame);
        }
        let turned = GreyImage::turned(frame);
        let mut sighting = self.look_level(&turned.frame())?;
        // Back to the frame as it is: the turned picture's columns are its rows from below.
        let height = frame.height() as f32;
        for point in sighting.lines.iter_mut().flatten() {
            *point = ZonePoint { x: point.y, y: height - point.x };
        }
        Ok(sighting)
    }

    fn look_level(&mut self, frame: &GreyFrame<'_>) -> Result<Sighting, MrzError> {
        let groups = locate(frame);
        let mut guidance = None;
        let mut lines = Vec::new();
        for (at, group) in groups.iter().take(MAX_GROUPS).enumerate() {
            match self
                .read_group(frame, group)?
                .map_err(|reason| reason_at_edge(frame, group, reason))
            {
                Ok((zone, paths)) => {
                    let lines = paths.iter().map(LinePath::corners).collect();
                    return Ok(Sighting { lines, zone: Some(zone), guidance: None });
                }
                // The first group is the most likely one.
                Err(reason) if at == 0 || guidance == Some(ZoneGuidance::Unreadable) => {
                    let is_pair = group.rows.len() > 1;
                    let known = if is_pair { reason } else { ZoneGuidance::NoLines };
                    if at == 0 || known != ZoneGuidance::NoLines {
                        guidance = Some(known);
                        lines = if is_pair { places(group) } else { Vec::new() };
                    }
                }
                Err(_) => {}
            }
        }
        let mut guidance = guidance.unwrap_or(ZoneGuidance::NoLines);
        // A line that is partly or wholly under a reflection is no line of a zone, or none at all.
        let is_unexplained = matches!(guidance, ZoneGuidance::NoLines | ZoneGuidance::Unreadable);
        if is_unexplained && reflection::is_over(frame, &rows_of_print(frame)) {
            guidance = ZoneGuidance::Glare;
        }
        Ok(Sighting { lines, zone: None, guidance: Some(guidance) })
    }

    /// The zone of a group, with the paths of its lines in reading order.
    fn read_group(
        &mut self,
        frame: &GreyFrame<'_>,
        group: &Group,
    ) -> Attempt<(ZoneReading, Vec<LinePath>)> {
        let probe = match self.probe(frame, group)? {
            Ok(probe) => probe,
            Err(reason) => return Ok(Err(reason)),
        };
        let mut lines = self.all_lines(frame, group, probe)?;
        let turned = lines[0].path.along.x < 0.0;
        lines.sort_by(|one, other| one.path.middle.y.total_cmp(&other.path.middle.y));
        if turned {
            lines.reverse();
        }
        let parsed = |lines: &[ReadLine]| {
            let readings: Vec<_> = lines.iter().map(|line| &line.reading).collect();
            parse(&readings)
        };
        let mut found = parsed(&lines);
        if let Some((_, used)) = &found
            && align(frame, &mut lines[used.clone()], &mut self.model)?
        {
            found = parsed(&lines);
        }
        Ok(match found {
            Some((zone, used)) => {
                let paths = lines.drain(used).map(|line| line.path).collect();
                Ok((zone, paths))
            }
            None => Err(ZoneGuidance::Unreadable),
        })
    }

    /// The group's clearest line with its number of characters and its direction.
    fn probe(&mut self, frame: &GreyFrame<'_>, group: &Group) -> Attempt<ReadLine> {
        let mut best: Option<ReadLine> = None;
        let mut reason = ZoneGuidance::Unreadable;
        // The last line has more digits, and no other print below it.
        for row in group.rows.iter().rev().take(2) {
            for path in hypotheses(frame, group, row) {
                let strip = rectify(frame, &path, HEIGHT);
                if let Some(found) = obstacle(frame, &path, &strip) {
                    reason = found;
                    continue;
                }
                for path in [path.clone(), path.reversed()] {
                    let Some(line) = read_once(frame, &path, &mut self.model)? else { continue };
                    // A part of a longer line can be read as well as a whole line.
                    let rating = |line: &ReadLine| line.reading.score - 0.3 * line.reading.overrun;
                    let score = rating(&line);
                    if best.as_ref().is_none_or(|best| score > rating(best)) {
                        best = Some(line);
                    }
                    if score > SURE {
                        return Ok(best.ok_or(reason));
                    }
                }
                if best.is_none() {
                    reason = failure(&strip, &path);
                }
            }
            if best.as_ref().is_some_and(|best| best.reading.score > MIN_SCORE / 1.5) {
                break;
            }
        }
        let Some(best) = best else { return Ok(Err(reason)) };
        let best = read_again(frame, best, &mut self.model)?;
        if best.reading.score < MIN_SCORE {
            return Ok(Err(failure(&rectify(frame, &best.path, HEIGHT), &best.path)));
        }
        Ok(Ok(best))
    }

    /// The other lines of the zone, and `probe` itself.
    fn all_lines(
        &mut self,
        frame: &GreyFrame<'_>,
        group: &Group,
        probe: ReadLine,
    ) -> Result<Vec<ReadLine>, MrzError> {
        let cells = probe.path.cells;
        let is_reversed = probe.path.along.x < 0.0;
        let mut lines: Vec<ReadLine> = Vec::new();
        let mut found = vec![read_again(frame, probe, &mut self.model)?];
        for row in &group.rows {
            let path = LinePath::between(row.start, row.end, cells);
            let path = if is_reversed { path.reversed() } else { path };
            lines.extend(self.another(frame, &found, &path)?);
            found.append(&mut lines);
        }
        let wanted = if cells < 33.0 { 3 } else { 2 };
        // Lines that were not located lie at the usual distance beside those that were.
        for distance in [2.5, -2.5, 1.75, -1.75, 5.0, -5.0] {
            if found.len() >= wanted {
                break;
            }
            let mut path = found[0].path.clone();
            path.bend[0] += distance * path.cell / path.rise;
            found.extend(self.another(frame, &found, &path)?);
        }
        Ok(found)
    }

    /// The line at this place, if it is another one than those that were found.
    fn another(
        &mut self,
        frame: &GreyFrame<'_>,
        found: &[ReadLine],
        path: &LinePath,
    ) -> Result<Option<ReadLine>, MrzError> {
        let (path, _) = refine(frame, path);
        let is_found = |path: &LinePath| {
            let (middle, down) = path.column(0.0);
            found.iter().any(|line| {
                let (other, _) = line.path.column(0.0);
                middle.distance(other) < down.distance(ZonePoint::default())
                    || (middle.y - other.y).abs() < 0.8 * line.path.rise
            })
        };
        if is_found(&path) {
            return Ok(None);
        }
        let Some(line) = read_once(frame, &path, &mut self.model)? else { return Ok(None) };
        let line = read_again(frame, line, &mut self.model)?;
        Ok((line.reading.score > MIN_SCORE && !is_found(&line.path)).then_some(line))
    }
}

/// The row as a line of 30, 36 or 44 characters, the likeliest first: the cells repeat most clearly at the
/// right number, and two lines of 44 characters are closer to each other, for their length, than those of
/// 30.
fn hypotheses(frame: &GreyFrame<'_>, group: &Group, row: &Segment) -> Vec<LinePath> {
    let expected = group.spacing().map(|spacing| 2.5 / spacing);
    let mut paths: Vec<(LinePath, f32)> = LENGTHS
        .into_iter()
        .map(|cells| {
            let (path, strength) =
                refine(frame, &LinePath::between(row.start, row.end, cells as f32));
            let misfit = expected.map_or(0.0, |expected| (cells as f32 / expected).ln().abs());
            (path, strength - 1.5 * misfit)
        })
        .collect();
    paths.sort_by(|one, other| other.1.total_cmp(&one.1));
    paths.into_iter().map(|(path, _)| path).collect()
}

/// [`ZoneGuidance::CutOff`] in place of `reason` if a row reaches an edge of the frame: it may go on beyond.
fn reason_at_edge(frame: &GreyFrame<'_>, group: &Group, reason: ZoneGuidance) -> ZoneGuidance {
    let margin = 0.02 * frame.width() as f32;
    let inside = margin..frame.width() as f32 - margin;
    let ends = group.rows.iter().flat_map(|row| [row.start.x, row.end.x]);
    if ends.into_iter().all(|x| inside.contains(&x)) { reason } else { ZoneGuidance::CutOff }
}

/// The places of a group's rows.
fn places(group: &Group) -> Vec<[ZonePoint; 4]> {
    group.rows.iter().map(|row| LinePath::between(row.start, row.end, 44.0).corners()).collect()
}
