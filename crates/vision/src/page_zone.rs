//! The machine-readable zone (MRZ) of the page before the camera: whether it was read, and whether the
//! document has expired. Nothing that was read leaves this file.

use face::{Turn, image::Photo};
use mrz::{Day, Evidence, GreyFrame, PageOrientation, ZoneAgreement, ZoneGuidance, ZoneReader};
use network::{Network, Plan};
use protocol::{Hint, PageRule};

/// The network that reads strips, compiled from `models/mrz/mrz.onnx`.
const PLAN: &[u8] = include_bytes!("../../../models/mrz/mrz.plan");

/// What is known of the zone of the page that is shown.
#[derive(Default)]
pub(crate) struct PageZone {
    /// `None` until the first page, and if the network is broken.
    reader: Option<ZoneReader<Network>>,
    agreement: ZoneAgreement,
    rule: PageRule,
    hint: Option<Hint>,
}

/// What follows from the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZoneState {
    /// The page counts: two frames agree on its zone, or the site asks for none.
    Accepted,
    /// It was not read yet, for this reason.
    Unread(Hint),
    /// Two frames agree that the document has expired.
    Expired,
}

impl PageZone {
    /// Forgets the page, and judges the next one by `rule`.
    pub(crate) fn restart(&mut self, rule: PageRule) {
        self.rule = rule;
        self.forget_page();
    }

    /// Forgets the page: another one may come next.
    pub(crate) fn forget_page(&mut self) {
        self.agreement = ZoneAgreement::default();
        self.hint = None;
    }

    /// Reads the zone in a frame whose faces are upright when it is turned by `turn`. A zone that was
    /// read is not read again.
    pub(crate) fn look(&mut self, frame: &Photo, turn: Turn) {
        if self.agreement.evidence() == Evidence::TwoFrames {
            return;
        }
        let luma = frame.luma();
        let reader = self.reader.take().or_else(reader);
        let (Some(mut reader), Ok(grey)) =
            (reader, GreyFrame::new(frame.width(), frame.height(), &luma))
        else {
            self.hint = Some(Hint::ZoneUnreadable);
            return;
        };
        let orientation = match turn {
            Turn::None | Turn::Half => PageOrientation::Level,
            Turn::Right | Turn::Left => PageOrientation::Quarter,
        };
        match reader.look(&grey, orientation) {
            Ok(sighting) => {
                self.hint = sighting.guidance.map(hint);
                if let Some(reading) = sighting.zone {
                    self.agreement.add(reading);
                }
            }
            Err(_) => self.hint = Some(Hint::ZoneUnreadable),
        }
        self.reader = Some(reader);
    }

    /// What follows from the frames of this page so far.
    pub(crate) fn state(&self) -> ZoneState {
        let is_read = self.agreement.evidence() == Evidence::TwoFrames;
        let [year, month, day] = self.rule.today;
        let today = Day { year, month: month as u8, day: day as u8 };
        if is_read && self.agreement.is_expired(today) == Some(true) {
            ZoneState::Expired
        } else if is_read || !self.rule.needs_zone {
            ZoneState::Accepted
        } else {
            // A zone that was read once is read again in the next frame.
            ZoneState::Unread(self.hint.unwrap_or(Hint::HoldStill))
        }
    }
}

fn reader() -> Option<ZoneReader<Network>> {
    Some(ZoneReader::new(Network::new(Plan::read(PLAN).ok()?)))
}

fn hint(guidance: ZoneGuidance) -> Hint {
    match guidance {
        ZoneGuidance::NoLines => Hint::NoZone,
        ZoneGuidance::CutOff => Hint::ZoneCutOff,
        ZoneGuidance::TooSmall => Hint::TooSmall,
        ZoneGuidance::Blurred => Hint::Blurred,
        ZoneGuidance::Glare => Hint::ZoneGlare,
        ZoneGuidance::Unreadable => Hint::ZoneUnreadable,
    }
}
