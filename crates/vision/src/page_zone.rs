//! The machine-readable zone (MRZ) of the page: whether it was read, whether the document has expired, and
//! the key to its chip. Nothing that was read leaves the worker.

use document::Mrz;
use face::{Turn, image::Photo};
use mrz::{Day, Evidence, GreyFrame, PageOrientation, ZoneAgreement, ZoneGuidance, ZoneReader};
use network::{Network, Plan};
use protocol::{DocumentRule, Hint};

/// The network that reads strips, compiled from `models/mrz/mrz.onnx`.
const PLAN: &[u8] = include_bytes!("../../../models/mrz/mrz.plan");
/// How many readings of a zone are tried as the key to a chip.
const MAX_KEYS: usize = 3;
/// After a frame whose zone was not read, this many are not searched, so that guidance stays quick: a search
/// takes several times as long as the rest of a frame.
const RESTING_FRAMES: u8 = 2;

/// What is known of the zone of the page that is shown.
#[derive(Default)]
pub(crate) struct PageZone {
    /// `None` until the first page, and if the network is broken.
    reader: Option<ZoneReader<Network>>,
    agreement: ZoneAgreement,
    rule: DocumentRule,
    hint: Option<Hint>,
    /// How many of the next frames are not searched.
    resting: u8,
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
    /// Judges pages by `rule` from now on.
    pub(crate) fn set_rule(&mut self, rule: DocumentRule) {
        self.rule = rule;
    }

    /// Forgets the page: another one may come next.
    pub(crate) fn forget_page(&mut self) {
        self.agreement = ZoneAgreement::default();
        self.hint = None;
        self.resting = 0;
    }

    /// Reads the zone in a frame whose faces are upright when it is turned by `turn`. A zone that was
    /// read is not read again.
    pub(crate) fn look(&mut self, frame: &Photo, turn: Turn) {
        if self.agreement.evidence() == Evidence::TwoFrames {
            return;
        }
        if self.resting > 0 {
            self.resting -= 1;
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
                    let is_right = reading.check_digits().are_right();
                    self.hint = (!is_right).then_some(Hint::ZoneUnreadable);
                    self.agreement.add(reading);
                }
            }
            Err(_) => self.hint = Some(Hint::ZoneUnreadable),
        }
        self.reader = Some(reader);
        self.resting = if self.hint.is_some() { RESTING_FRAMES } else { 0 };
    }

    /// Reads the zone in the picture of a file, which lies level or on its side.
    pub(crate) fn look_at_file(&mut self, photo: &Photo) {
        self.forget_page();
        for turn in [Turn::None, Turn::Right] {
            if self.agreement.evidence() == Evidence::None {
                self.resting = 0;
                self.look(photo, turn);
            }
        }
    }

    /// The likeliest keys to the document's chip, the best first. None if no chip is read here, or no frame
    /// has right check digits.
    pub(crate) fn keys(&self) -> Vec<Mrz> {
        if !self.rule.reads_chips || self.agreement.evidence() == Evidence::None {
            return Vec::new();
        }
        let zones = self.agreement.likely_zones(MAX_KEYS);
        zones.iter().filter_map(|zone| Mrz::read(zone.characters()).ok()).collect()
    }

    /// Which documents count.
    pub(crate) fn rule(&self) -> DocumentRule {
        self.rule
    }

    /// What follows from the frames of this page so far.
    pub(crate) fn state(&self) -> ZoneState {
        let is_read = self.agreement.evidence() == Evidence::TwoFrames;
        let [year, month, day] = self.rule.today;
        let today = Day { year, month: month as u8, day: day as u8 };
        // Without the key in the zone there is no chip.
        let needs_zone = self.rule.needs_zone || self.rule.least.is_some();
        if is_read && self.agreement.is_expired(today) == Some(true) {
            ZoneState::Expired
        } else if is_read || !needs_zone {
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

#[cfg(test)]
mod tests {
    use image::{RgbImage, imageops};
    use protocol::ChipLevel;
    use specimen::{Background, Camera, Design, Format, Page, SeededRng};

    use super::*;

    const BEFORE_EXPIRY: DocumentRule =
        DocumentRule { needs_zone: true, today: [2026, 11, 30], reads_chips: false, least: None };
    const AFTER_EXPIRY: DocumentRule = DocumentRule { today: [2039, 1, 1], ..BEFORE_EXPIRY };
    const WITHOUT_ZONE: DocumentRule = DocumentRule { needs_zone: false, ..BEFORE_EXPIRY };

    /// A frame of a page, as drawn with this seed and changed.
    fn frame(seed: u64, change: impl Fn(&mut Camera)) -> Photo {
        photo(picture(seed, change))
    }

    fn picture(seed: u64, change: impl Fn(&mut Camera)) -> RgbImage {
        let mut rng = SeededRng::new(seed);
        let page = Page::print(&Design::plain(Format::Td3), None, &mut rng);
        let mut camera = Camera::steady([1280, 720], &page);
        change(&mut camera);
        camera.take(&page, Background::Plain([90, 84, 80]), &mut rng).picture
    }

    fn photo(picture: RgbImage) -> Photo {
        let size = [picture.width(), picture.height()].map(|side| side as usize);
        Photo::new(size[0], size[1], picture.into_raw()).unwrap()
    }

    fn zone(rule: DocumentRule, frames: &[Photo]) -> ZoneState {
        let mut zone = PageZone::default();
        zone.set_rule(rule);
        frames.iter().for_each(|frame| zone.look(frame, Turn::None));
        zone.state()
    }

    #[test]
    fn a_page_counts_when_two_frames_agree_on_its_zone() {
        let frames = [frame(1, |_| ()), frame(1, |camera| camera.turn = 2.0)];
        assert_eq!(zone(BEFORE_EXPIRY, &frames[..1]), ZoneState::Unread(Hint::HoldStill));
        assert_eq!(zone(BEFORE_EXPIRY, &frames), ZoneState::Accepted);
        let upside_down =
            [frame(1, |camera| camera.turn = 180.0), frame(1, |camera| camera.turn = 178.0)];
        assert_eq!(zone(BEFORE_EXPIRY, &upside_down), ZoneState::Accepted);
    }

    #[test]
    fn after_a_frame_that_was_not_read_two_are_not_searched() {
        let blank = Photo::new(640, 480, vec![200; 640 * 480 * 3]).unwrap();
        let page = || frame(1, |_| ());
        let frames = [blank, page(), page(), page(), page()];
        assert_eq!(zone(BEFORE_EXPIRY, &frames[..3]), ZoneState::Unread(Hint::NoZone));
        assert_eq!(zone(BEFORE_EXPIRY, &frames[..4]), ZoneState::Unread(Hint::HoldStill));
        assert_eq!(zone(BEFORE_EXPIRY, &frames), ZoneState::Accepted);
    }

    #[test]
    fn two_pages_do_not_confirm_each_other() {
        let frames = [frame(1, |_| ()), frame(2, |_| ())];
        assert_ne!(zone(BEFORE_EXPIRY, &frames), ZoneState::Accepted);
    }

    #[test]
    fn a_document_that_has_expired_is_refused_even_where_no_zone_is_needed() {
        let frames = [frame(1, |_| ()), frame(1, |camera| camera.turn = 2.0)];
        for rule in [AFTER_EXPIRY, DocumentRule { needs_zone: false, ..AFTER_EXPIRY }] {
            assert_eq!(zone(rule, &frames), ZoneState::Expired);
        }
    }

    #[test]
    fn a_page_without_a_zone_counts_only_where_the_site_says_so() {
        let blank = || Photo::new(640, 480, vec![200; 640 * 480 * 3]).unwrap();
        let frames = [blank(), blank()];
        assert_eq!(zone(BEFORE_EXPIRY, &frames), ZoneState::Unread(Hint::NoZone));
        assert_eq!(zone(WITHOUT_ZONE, &frames), ZoneState::Accepted);
        // The key to a chip is in the zone.
        let chips_alone = DocumentRule { least: Some(ChipLevel::Signed), ..WITHOUT_ZONE };
        assert_eq!(zone(chips_alone, &frames), ZoneState::Unread(Hint::NoZone));
    }

    #[test]
    fn a_zone_is_the_key_to_a_chip_only_where_chips_are_read() {
        let mut zone = PageZone::default();
        for (reads_chips, has_key) in [(true, true), (false, false)] {
            zone.set_rule(DocumentRule { reads_chips, ..BEFORE_EXPIRY });
            zone.look_at_file(&frame(1, |_| ()));
            assert_eq!(!zone.keys().is_empty(), has_key);
            zone.look_at_file(&photo(imageops::rotate90(&picture(1, |_| ()))));
            assert_eq!(!zone.keys().is_empty(), has_key);
        }
        zone.forget_page();
        assert!(zone.keys().is_empty());
    }

    #[test]
    fn a_page_that_leaves_is_forgotten() {
        let mut zone = PageZone::default();
        zone.set_rule(BEFORE_EXPIRY);
        zone.look(&frame(1, |_| ()), Turn::None);
        zone.forget_page();
        zone.look(&frame(1, |camera| camera.turn = 2.0), Turn::None);
        assert_eq!(zone.state(), ZoneState::Unread(Hint::HoldStill));
    }
}
