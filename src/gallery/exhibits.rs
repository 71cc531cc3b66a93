//! The states in which a screen can be.

use leptos::prelude::*;
use protocol::Hint;
use site::Site;
use wire::{
    BuildId, Comparison, DocumentSource, End, HelpCall, KioskId, MessageId, ModelId, PageSource,
    ResultMessage, ResultVersion, Ticket,
};

use crate::{
    flow::{Attempt, Closure, Done, FaceLane, Flow, Panel, Step},
    kiosk::{CallState, Kiosk, Picture, Reading, StaffCall},
    server::{Enrolling, Queue, Server, Standing},
    sound::Sound,
    worker::parts::{Engine, Recogniser},
};

/// One state of one screen.
pub(super) struct Exhibit {
    pub(super) name: &'static str,
    show: fn(Kiosk),
}

/// The settings that come with the product.
const SETTINGS: &str = include_str!("../../public/kiosk.json");

/// All exhibits, in the order in which a traveller comes to them.
pub(super) fn all() -> Vec<Exhibit> {
    let exhibit = |(name, show)| Exhibit { name, show };
    STEPS.into_iter().chain(HINTS).chain(ENDS).chain(PANELS).chain(VOICES).map(exhibit).collect()
}

pub(super) fn named(name: &str) -> Option<Exhibit> {
    all().into_iter().find(|exhibit| exhibit.name == name)
}

/// Puts a kiosk into the state.
pub(super) fn arrange(kiosk: Kiosk, exhibit: Exhibit) {
    let mut site = Site::parse(SETTINGS).ok();
    if let Some(waits) = site.as_mut().and_then(|site| site.waits.as_mut()) {
        // An exhibit is the same on every day.
        waits.stated = kiosk.today();
    }
    kiosk.site.exhibit().set(site);
    kiosk.server_exhibit().update(|server| server.standing = Standing::Enrolled(KioskId(1)));
    kiosk.recogniser.exhibit().set(Some(recogniser()));
    kiosk.flow.exhibit().set(Flow { face_lane: FaceLane::Open, ..Flow::START });
    (exhibit.show)(kiosk);
}

/// A recogniser, and what might have been measured with it: an exhibit stays as it is when the
/// real one is measured anew.
fn recogniser() -> Recogniser {
    Recogniser {
        name: "mobilefacenet".into(),
        id: ModelId(0x9cc6_e4a7),
        is_fallback: false,
        engine: Engine::Plan,
        calibration: json::read(include_str!("calibration.json")),
    }
}

type ExhibitEntry = (&'static str, fn(Kiosk));

const CAMERA: PageSource = PageSource::Camera;
const FILE: PageSource = PageSource::File;
/// What the document photo of a check with the camera comes from.
const PAGE: DocumentSource = DocumentSource::Camera;

const STEPS: [ExhibitEntry; 29] = [
    ("welcome", |kiosk| step(kiosk, Step::Welcome)),
    ("notice", |kiosk| step(kiosk, Step::Notice)),
    ("notice-officer-first", |kiosk| {
        step(kiosk, Step::Notice);
        change(kiosk, |site| site.officer_first = true);
    }),
    ("notice-stale-waits", |kiosk| {
        step(kiosk, Step::Notice);
        change(kiosk, |site| site.waits = None);
    }),
    ("notice-measured-waits", |kiosk| {
        step(kiosk, Step::Notice);
        let wait =
            |median_seconds| Some(wire::Wait { median_seconds, p90_seconds: 900, travellers: 40 });
        let waits = wire::Waits { face: wait(70), officer: wait(400) };
        kiosk.server_exhibit().update(|server| server.waits = Some(waits));
    }),
    ("notice-dim", |kiosk| {
        step(kiosk, Step::Notice);
        change(kiosk, |site| site.theme = site::Theme::Dim);
    }),
    ("notice-preparing", |kiosk| lane(kiosk, FaceLane::Preparing)),
    ("closed-settings", |kiosk| {
        lane(kiosk, FaceLane::Closed(Closure::Settings));
        kiosk.site.exhibit().set(None);
        kiosk.fault.exhibit().set(Site::parse("{").err().map(|error| error.to_string()));
    }),
    ("closed-expired", |kiosk| lane(kiosk, FaceLane::Closed(Closure::NoticeExpired))),
    ("closed-no-simd", |kiosk| lane(kiosk, FaceLane::Closed(Closure::NoSimd))),
    ("closed-model", |kiosk| lane(kiosk, FaceLane::Closed(Closure::Model))),
    ("closed-uncalibrated", |kiosk| lane(kiosk, FaceLane::Closed(Closure::Uncalibrated))),
    ("closed-worker", |kiosk| lane(kiosk, FaceLane::Closed(Closure::Worker))),
    ("closed-no-camera", |kiosk| lane(kiosk, FaceLane::Closed(Closure::CameraAbsent))),
    ("closed-camera-refused", |kiosk| lane(kiosk, FaceLane::Closed(Closure::CameraRefused))),
    ("closed-camera-blocked", |kiosk| lane(kiosk, FaceLane::Closed(Closure::CameraBlocked))),
    ("closed-camera-silent", |kiosk| lane(kiosk, FaceLane::Closed(Closure::CameraSilent))),
    ("closed-revoked", |kiosk| lane(kiosk, FaceLane::Closed(Closure::Revoked))),
    ("document-camera", |kiosk| step(kiosk, Step::Document(CAMERA))),
    ("document-file", |kiosk| step(kiosk, Step::Document(FILE))),
    ("document-slow", |kiosk| {
        hint(kiosk, Step::Document(CAMERA), Hint::TooBright);
        kiosk.camera.exhibit().update(|camera| camera.is_slow = true);
    }),
    ("chip-lay-down", |kiosk| hint(kiosk, Step::Chip(CAMERA), Hint::LayDown)),
    ("chip-leave", |kiosk| {
        hint(kiosk, Step::Chip(CAMERA), Hint::Leave);
        kiosk.chip_read.exhibit().set(6);
    }),
    ("chip-again", |kiosk| hint(kiosk, Step::Chip(CAMERA), Hint::LayDownAgain)),
    ("chip-no-reader", |kiosk| hint(kiosk, Step::Chip(CAMERA), Hint::NoReader)),
    ("face-slow", |kiosk| {
        hint(kiosk, Step::Face(PAGE, Attempt::Second), Hint::TooBright);
        kiosk.camera.exhibit().update(|camera| camera.is_slow = true);
    }),
    ("face-starting", |kiosk| {
        step(kiosk, FACE);
        kiosk.camera.exhibit().update(|camera| camera.is_starting = true);
    }),
    ("face-again", |kiosk| step(kiosk, Step::Face(PAGE, Attempt::Second))),
    ("comparing", |kiosk| step(kiosk, Step::Comparing(PAGE, Attempt::First))),
];

const HINTS: [ExhibitEntry; 39] = [
    ("document-no-face", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::NoFace)),
    ("document-several-faces", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::SeveralFaces)),
    ("document-no-zone", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::NoZone)),
    ("document-zone-cut-off", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::ZoneCutOff)),
    ("document-zone-glare", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::ZoneGlare)),
    ("document-zone-unreadable", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::ZoneUnreadable)),
    ("document-not-a-page", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::NotAPage)),
    ("document-nothing-seen", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::NothingSeen)),
    ("document-camera-too-small", |kiosk| {
        hint(kiosk, Step::Document(CAMERA), Hint::CameraTooSmall)
    }),
    ("document-too-small", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::TooSmall)),
    ("document-blurred", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::Blurred)),
    ("document-too-dark", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::TooDark)),
    ("document-too-bright", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::TooBright)),
    ("document-glare", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::Glare)),
    ("document-hold-still", |kiosk| hint(kiosk, Step::Document(CAMERA), Hint::HoldStill)),
    ("file-no-face", |kiosk| hint(kiosk, Step::Document(FILE), Hint::NoFace)),
    ("file-several-faces", |kiosk| hint(kiosk, Step::Document(FILE), Hint::SeveralFaces)),
    ("file-too-small", |kiosk| hint(kiosk, Step::Document(FILE), Hint::TooSmall)),
    ("file-blurred", |kiosk| hint(kiosk, Step::Document(FILE), Hint::Blurred)),
    ("file-not-an-image", |kiosk| hint(kiosk, Step::Document(FILE), Hint::NotAnImage)),
    ("file-too-large", |kiosk| hint(kiosk, Step::Document(FILE), Hint::TooLarge)),
    ("file-empty", |kiosk| hint(kiosk, Step::Document(FILE), Hint::Empty)),
    ("file-corrupt", |kiosk| hint(kiosk, Step::Document(FILE), Hint::Corrupt)),
    ("file-unreadable", |kiosk| hint(kiosk, Step::Document(FILE), Hint::Unreadable)),
    ("file-several-files", |kiosk| hint(kiosk, Step::Document(FILE), Hint::SeveralFiles)),
    ("file-not-a-file", |kiosk| hint(kiosk, Step::Document(FILE), Hint::NotAFile)),
    ("face-nothing-seen", |kiosk| hint(kiosk, FACE, Hint::NothingSeen)),
    ("face-no-face", |kiosk| hint(kiosk, FACE, Hint::NoFace)),
    ("face-several-faces", |kiosk| hint(kiosk, FACE, Hint::SeveralFaces)),
    ("face-too-far", |kiosk| hint(kiosk, FACE, Hint::TooFar)),
    ("face-too-near", |kiosk| hint(kiosk, FACE, Hint::TooNear)),
    ("face-off-centre", |kiosk| hint(kiosk, FACE, Hint::OffCentre)),
    ("face-turned", |kiosk| hint(kiosk, FACE, Hint::Turned)),
    ("face-too-dark", |kiosk| hint(kiosk, FACE, Hint::TooDark)),
    ("face-too-bright", |kiosk| hint(kiosk, FACE, Hint::TooBright)),
    ("face-blurred", |kiosk| hint(kiosk, FACE, Hint::Blurred)),
    ("face-hold-still", |kiosk| hint(kiosk, FACE, Hint::HoldStill)),
    ("face-put-document-down", |kiosk| hint(kiosk, FACE, Hint::PutDocumentDown)),
    ("face-same-photograph", |kiosk| hint(kiosk, FACE, Hint::SamePhotograph)),
];

const FACE: Step = Step::Face(PAGE, Attempt::First);

const ENDS: [ExhibitEntry; 7] = [
    ("done-match", |kiosk| done(kiosk, Done::Match(PAGE))),
    ("done-no-match", |kiosk| done(kiosk, Done::NoMatch(PAGE))),
    ("done-declined", |kiosk| {
        done(kiosk, Done::Declined);
        kiosk.picture.exhibit().set(Picture::NotTaken);
    }),
    ("done-timed-out", |kiosk| done(kiosk, Done::TimedOut)),
    ("done-not-kept", |kiosk| {
        done(kiosk, Done::Broken);
        kiosk.picture.exhibit().set(Picture::NotKept);
    }),
    ("done-broken", |kiosk| done(kiosk, Done::Broken)),
    ("done-without-settings", |kiosk| {
        step(kiosk, Step::Done(Done::Declined));
        kiosk.site.exhibit().set(None);
    }),
];

const PANELS: [ExhibitEntry; 20] = [
    ("privacy", |kiosk| panel(kiosk, Step::Notice, Panel::Privacy)),
    ("privacy-own-photos", |kiosk| {
        panel(kiosk, Step::Notice, Panel::Privacy);
        know(kiosk, |recogniser| {
            let measured = recogniser.calibration.iter_mut();
            measured.for_each(|calibration| calibration.data = "harbour-2026".into());
        });
    }),
    ("privacy-unmeasured", |kiosk| {
        panel(kiosk, Step::Notice, Panel::Privacy);
        know(kiosk, |recogniser| recogniser.calibration = None);
    }),
    ("guardian", |kiosk| panel(kiosk, Step::Notice, Panel::Guardian)),
    ("language", |kiosk| panel(kiosk, Step::Notice, Panel::Language)),
    ("access", |kiosk| panel(kiosk, Step::Notice, Panel::Access)),
    ("help-calling", |kiosk| panel(kiosk, Step::Notice, Panel::Help)),
    ("help-heard", |kiosk| {
        panel(kiosk, Step::Notice, Panel::Help);
        called(kiosk, CallState::Heard);
    }),
    ("help-lost", |kiosk| {
        panel(kiosk, Step::Notice, Panel::Help);
        called(kiosk, CallState::Lost);
    }),
    ("help-lost-without-settings", |kiosk| {
        panel(kiosk, Step::Notice, Panel::Help);
        called(kiosk, CallState::Lost);
        kiosk.site.exhibit().set(None);
    }),
    ("warning", |kiosk| {
        step(kiosk, Step::Notice);
        kiosk.flow.exhibit().update(|flow| flow.time.is_short = true);
        kiosk.seconds_left.exhibit().set(20);
    }),
    ("sent-match", |kiosk| sent(kiosk, Done::Match(PAGE))),
    ("sent-officer", |kiosk| {
        sent(kiosk, Done::Declined);
        called(kiosk, CallState::Heard);
    }),
    ("sent-waiting", |kiosk| {
        sent(kiosk, Done::Declined);
        kiosk.server_exhibit().update(|server| server.queue.waiting = 1);
    }),
    ("staff", |kiosk| panel(kiosk, Step::Welcome, Panel::Staff)),
    ("staff-not-enrolled", |kiosk| {
        panel(kiosk, Step::Welcome, Panel::Staff);
        kiosk.server_exhibit().set(Server {
            standing: Standing::NotEnrolled,
            enrolling: Some(Enrolling::WrongCode),
            queue: Queue { waiting: 3, oldest: Some(kiosk.now() - 7_260), is_fleeting: true },
            waits: None,
            clock_error: Some(-2_495),
            export: None,
        });
    }),
    ("staff-mistrusted", |kiosk| {
        panel(kiosk, Step::Welcome, Panel::Staff);
        kiosk.server_exhibit().update(|server| {
            server.standing = Standing::Mistrusted(KioskId(1));
            server.enrolling = Some(Enrolling::Unreachable);
        });
    }),
    ("staff-revoked", |kiosk| {
        panel(kiosk, Step::Welcome, Panel::Staff);
        kiosk.server_exhibit().update(|server| server.standing = Standing::Revoked(KioskId(1)));
        kiosk.flow.exhibit().update(|flow| flow.face_lane = FaceLane::Closed(Closure::Revoked));
    }),
    ("staff-fallback", |kiosk| {
        panel(kiosk, Step::Welcome, Panel::Staff);
        know(kiosk, |recogniser| {
            recogniser.is_fallback = true;
            recogniser.engine = Engine::Tract;
        });
    }),
    ("staff-unmeasured", |kiosk| {
        panel(kiosk, Step::Welcome, Panel::Staff);
        kiosk.flow.exhibit().update(|flow| flow.face_lane = FaceLane::Closed(Closure::Model));
        know(kiosk, |recogniser| recogniser.calibration = None);
    }),
];

const VOICES: [ExhibitEntry; 8] = [
    ("speech", |kiosk| {
        step(kiosk, Step::Notice);
        read(kiosk, Reading::Aloud);
    }),
    ("speech-paused", |kiosk| {
        step(kiosk, Step::Notice);
        read(kiosk, Reading::Paused);
    }),
    ("speech-no-voice", |kiosk| {
        step(kiosk, Step::Welcome);
        read(kiosk, Reading::NoVoice);
    }),
    ("dark", |kiosk| {
        step(kiosk, Step::Notice);
        kiosk.access.exhibit().update(|access| *access = access.with_dark_screen(true));
    }),
    ("sound-warning", |kiosk| kiosk.caption.exhibit().set(Some(Sound::Warning))),
    ("sound-taken", |kiosk| kiosk.caption.exhibit().set(Some(Sound::Taken))),
    ("sound-done", |kiosk| kiosk.caption.exhibit().set(Some(Sound::Done))),
    ("sound-help", |kiosk| kiosk.caption.exhibit().set(Some(Sound::Help))),
];

fn step(kiosk: Kiosk, step: Step) {
    kiosk.flow.exhibit().update(|flow| flow.step = step);
}

fn lane(kiosk: Kiosk, face_lane: FaceLane) {
    kiosk.flow.exhibit().update(|flow| *flow = Flow { step: Step::Notice, face_lane, ..*flow });
}

fn hint(kiosk: Kiosk, at: Step, hint: Hint) {
    step(kiosk, at);
    kiosk.hint.exhibit().set(Some(hint));
}

fn panel(kiosk: Kiosk, at: Step, panel: Panel) {
    step(kiosk, at);
    kiosk.flow.exhibit().update(|flow| flow.panel = Some(panel));
}

fn read(kiosk: Kiosk, reading: Reading) {
    kiosk.access.exhibit().update(|access| access.speech = true);
    // After the screen was read in earnest, which tells more of the machine's voices.
    request_animation_frame(move || {
        request_animation_frame(move || kiosk.reading.exhibit().set(reading))
    });
}

fn change(kiosk: Kiosk, change: impl FnOnce(&mut Site)) {
    kiosk.site.exhibit().update(|site| site.as_mut().map(change).unwrap_or_default());
}

fn know(kiosk: Kiosk, change: impl FnOnce(&mut Recogniser)) {
    kiosk
        .recogniser
        .exhibit()
        .update(|recogniser| recogniser.as_mut().map(change).unwrap_or_default());
}

fn done(kiosk: Kiosk, done: Done) {
    step(kiosk, Step::Done(done));
    let comparison = Comparison { document: PAGE, model: ModelId(0x9cc6_e4a7) };
    let end = match done {
        Done::Match(_) => End::Match(comparison),
        Done::NoMatch(_) => End::NoMatch(comparison),
        Done::Unconfirmed | Done::Declined | Done::TimedOut | Done::Broken => End::Manual,
    };
    kiosk.picture.exhibit().set(Picture::Erased);
    kiosk.ticket.exhibit().set(Some((KioskId(1), Ticket::LAST)));
    let (arrived, finished) = ResultMessage::times(1_795_348_800, 1_795_348_829);
    kiosk.sent.exhibit().set(vec![ResultMessage {
        version: ResultVersion::CURRENT,
        id: MessageId::of(KioskId(1), Ticket::LAST, arrived),
        kiosk: KioskId(1),
        ticket: Ticket::LAST,
        end,
        build: BuildId(0x00c0_ffee),
        notice: 1,
        arrived,
        finished,
    }]);
}

fn called(kiosk: Kiosk, state: CallState) {
    let message = HelpCall::new(KioskId(1), 1_795_348_810);
    kiosk.call.exhibit().set(Some(StaffCall { message: Some(message), state }));
}

fn sent(kiosk: Kiosk, end: Done) {
    done(kiosk, end);
    kiosk.flow.exhibit().update(|flow| flow.panel = Some(Panel::Sent));
}
