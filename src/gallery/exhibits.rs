//! The states in which a screen can be.

use leptos::prelude::*;
use wire::{
    BuildId, Comparison, DocumentSource, End, HelpCall, KioskId, MessageId, ModelId, ResultMessage,
    Ticket,
};

use crate::{
    flow::{Attempt, Closure, Done, FaceLane, Flow, Panel, Step},
    json,
    kiosk::{CallState, Kiosk, Picture, Reading, StaffCall},
    server::{Enrolling, Queue, Server, Standing},
    site::Site,
    sound::Sound,
    vision::{parts::Recogniser, protocol::Hint},
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
    kiosk.site.set(site);
    kiosk.server.update(|server| server.standing = Standing::Enrolled(KioskId(1)));
    kiosk.recogniser.set(Some(recogniser()));
    kiosk.flow.set(Flow { face_lane: FaceLane::Open, ..Flow::START });
    (exhibit.show)(kiosk);
}

/// A recogniser, and what might have been measured with it: an exhibit stays as it is when the
/// real one is measured anew.
fn recogniser() -> Recogniser {
    Recogniser {
        name: "mobilefacenet".into(),
        id: ModelId(0x9cc6_e4a7),
        is_fallback: false,
        calibration: json::read(include_str!("calibration.json")),
    }
}

type ExhibitEntry = (&'static str, fn(Kiosk));

const CAMERA: DocumentSource = DocumentSource::Camera;
const FILE: DocumentSource = DocumentSource::File;

const STEPS: [ExhibitEntry; 25] = [
    ("welcome", |it| step(it, Step::Welcome)),
    ("notice", |it| step(it, Step::Notice)),
    ("notice-officer-first", |it| {
        step(it, Step::Notice);
        change(it, |site| site.officer_first = true);
    }),
    ("notice-stale-waits", |it| {
        step(it, Step::Notice);
        change(it, |site| site.waits = None);
    }),
    ("notice-measured-waits", |it| {
        step(it, Step::Notice);
        let wait =
            |median_seconds| Some(wire::Wait { median_seconds, p90_seconds: 900, travellers: 40 });
        let waits = wire::Waits { face: wait(70), officer: wait(400) };
        it.server.update(|server| server.waits = Some(waits));
    }),
    ("notice-dim", |it| {
        step(it, Step::Notice);
        change(it, |site| site.theme = crate::site::Theme::Dim);
    }),
    ("notice-preparing", |it| lane(it, FaceLane::Preparing)),
    ("closed-settings", |it| {
        lane(it, FaceLane::Closed(Closure::Settings));
        it.site.set(None);
        it.fault.set(Site::parse("{").err().map(|error| error.to_string()));
    }),
    ("closed-expired", |it| lane(it, FaceLane::Closed(Closure::NoticeExpired))),
    ("closed-no-simd", |it| lane(it, FaceLane::Closed(Closure::NoSimd))),
    ("closed-model", |it| lane(it, FaceLane::Closed(Closure::Model))),
    ("closed-uncalibrated", |it| lane(it, FaceLane::Closed(Closure::Uncalibrated))),
    ("closed-worker", |it| lane(it, FaceLane::Closed(Closure::Worker))),
    ("closed-no-camera", |it| lane(it, FaceLane::Closed(Closure::CameraAbsent))),
    ("closed-camera-refused", |it| lane(it, FaceLane::Closed(Closure::CameraRefused))),
    ("closed-camera-blocked", |it| lane(it, FaceLane::Closed(Closure::CameraBlocked))),
    ("closed-camera-silent", |it| lane(it, FaceLane::Closed(Closure::CameraSilent))),
    ("closed-revoked", |it| lane(it, FaceLane::Closed(Closure::Revoked))),
    ("document-camera", |it| step(it, Step::Document(CAMERA))),
    ("document-file", |it| step(it, Step::Document(FILE))),
    ("document-slow", |it| {
        hint(it, Step::Document(CAMERA), Hint::TooBright);
        it.camera.update(|camera| camera.is_slow = true);
    }),
    ("face-slow", |it| {
        hint(it, Step::Face(CAMERA, Attempt::Second), Hint::TooBright);
        it.camera.update(|camera| camera.is_slow = true);
    }),
    ("face-starting", |it| {
        step(it, FACE);
        it.camera.update(|camera| camera.is_starting = true);
    }),
    ("face-again", |it| step(it, Step::Face(CAMERA, Attempt::Second))),
    ("comparing", |it| step(it, Step::Comparing(CAMERA, Attempt::First))),
];

const HINTS: [ExhibitEntry; 34] = [
    ("document-no-face", |it| hint(it, Step::Document(CAMERA), Hint::NoFace)),
    ("document-several-faces", |it| hint(it, Step::Document(CAMERA), Hint::SeveralFaces)),
    ("document-not-a-page", |it| hint(it, Step::Document(CAMERA), Hint::NotAPage)),
    ("document-nothing-seen", |it| hint(it, Step::Document(CAMERA), Hint::NothingSeen)),
    ("document-camera-too-small", |it| hint(it, Step::Document(CAMERA), Hint::CameraTooSmall)),
    ("document-too-small", |it| hint(it, Step::Document(CAMERA), Hint::TooSmall)),
    ("document-blurred", |it| hint(it, Step::Document(CAMERA), Hint::Blurred)),
    ("document-too-dark", |it| hint(it, Step::Document(CAMERA), Hint::TooDark)),
    ("document-too-bright", |it| hint(it, Step::Document(CAMERA), Hint::TooBright)),
    ("document-hold-still", |it| hint(it, Step::Document(CAMERA), Hint::HoldStill)),
    ("file-no-face", |it| hint(it, Step::Document(FILE), Hint::NoFace)),
    ("file-several-faces", |it| hint(it, Step::Document(FILE), Hint::SeveralFaces)),
    ("file-too-small", |it| hint(it, Step::Document(FILE), Hint::TooSmall)),
    ("file-blurred", |it| hint(it, Step::Document(FILE), Hint::Blurred)),
    ("file-not-an-image", |it| hint(it, Step::Document(FILE), Hint::NotAnImage)),
    ("file-too-large", |it| hint(it, Step::Document(FILE), Hint::TooLarge)),
    ("file-empty", |it| hint(it, Step::Document(FILE), Hint::Empty)),
    ("file-corrupt", |it| hint(it, Step::Document(FILE), Hint::Corrupt)),
    ("file-unreadable", |it| hint(it, Step::Document(FILE), Hint::Unreadable)),
    ("file-several-files", |it| hint(it, Step::Document(FILE), Hint::SeveralFiles)),
    ("file-not-a-file", |it| hint(it, Step::Document(FILE), Hint::NotAFile)),
    ("face-nothing-seen", |it| hint(it, FACE, Hint::NothingSeen)),
    ("face-no-face", |it| hint(it, FACE, Hint::NoFace)),
    ("face-several-faces", |it| hint(it, FACE, Hint::SeveralFaces)),
    ("face-too-far", |it| hint(it, FACE, Hint::TooFar)),
    ("face-too-near", |it| hint(it, FACE, Hint::TooNear)),
    ("face-off-centre", |it| hint(it, FACE, Hint::OffCentre)),
    ("face-turned", |it| hint(it, FACE, Hint::Turned)),
    ("face-too-dark", |it| hint(it, FACE, Hint::TooDark)),
    ("face-too-bright", |it| hint(it, FACE, Hint::TooBright)),
    ("face-blurred", |it| hint(it, FACE, Hint::Blurred)),
    ("face-hold-still", |it| hint(it, FACE, Hint::HoldStill)),
    ("face-put-document-down", |it| hint(it, FACE, Hint::PutDocumentDown)),
    ("face-same-photograph", |it| hint(it, FACE, Hint::SamePhotograph)),
];

const FACE: Step = Step::Face(CAMERA, Attempt::First);

const ENDS: [ExhibitEntry; 7] = [
    ("done-match", |it| done(it, Done::Match(CAMERA))),
    ("done-no-match", |it| done(it, Done::NoMatch(CAMERA))),
    ("done-declined", |it| {
        done(it, Done::Declined);
        it.picture.set(Picture::NotTaken);
    }),
    ("done-timed-out", |it| done(it, Done::TimedOut)),
    ("done-not-kept", |it| {
        done(it, Done::Broken);
        it.picture.set(Picture::NotKept);
    }),
    ("done-broken", |it| done(it, Done::Broken)),
    ("done-without-settings", |it| {
        step(it, Step::Done(Done::Declined));
        it.site.set(None);
    }),
];

const PANELS: [ExhibitEntry; 20] = [
    ("privacy", |it| panel(it, Step::Notice, Panel::Privacy)),
    ("privacy-own-photos", |it| {
        panel(it, Step::Notice, Panel::Privacy);
        know(it, |of| of.calibration.iter_mut().for_each(|it| it.data = "harbour-2026".into()));
    }),
    ("privacy-unmeasured", |it| {
        panel(it, Step::Notice, Panel::Privacy);
        know(it, |of| of.calibration = None);
    }),
    ("guardian", |it| panel(it, Step::Notice, Panel::Guardian)),
    ("language", |it| panel(it, Step::Notice, Panel::Language)),
    ("access", |it| panel(it, Step::Notice, Panel::Access)),
    ("help-calling", |it| panel(it, Step::Notice, Panel::Help)),
    ("help-heard", |it| {
        panel(it, Step::Notice, Panel::Help);
        called(it, CallState::Heard);
    }),
    ("help-lost", |it| {
        panel(it, Step::Notice, Panel::Help);
        called(it, CallState::Lost);
    }),
    ("help-lost-without-settings", |it| {
        panel(it, Step::Notice, Panel::Help);
        called(it, CallState::Lost);
        it.site.set(None);
    }),
    ("warning", |it| {
        step(it, Step::Notice);
        it.flow.update(|flow| flow.time.is_short = true);
        it.seconds_left.set(20);
    }),
    ("sent-match", |it| sent(it, Done::Match(CAMERA))),
    ("sent-officer", |it| {
        sent(it, Done::Declined);
        called(it, CallState::Heard);
    }),
    ("sent-waiting", |it| {
        sent(it, Done::Declined);
        it.server.update(|server| server.queue.waiting = 1);
    }),
    ("staff", |it| panel(it, Step::Welcome, Panel::Staff)),
    ("staff-not-enrolled", |it| {
        panel(it, Step::Welcome, Panel::Staff);
        it.server.set(Server {
            standing: Standing::NotEnrolled,
            enrolling: Some(Enrolling::WrongCode),
            queue: Queue { waiting: 3, oldest: Some(it.now() - 7_260), is_fleeting: true },
            waits: None,
            clock_error: Some(-2_495),
        });
    }),
    ("staff-mistrusted", |it| {
        panel(it, Step::Welcome, Panel::Staff);
        it.server.update(|server| {
            server.standing = Standing::Mistrusted(KioskId(1));
            server.enrolling = Some(Enrolling::Unreachable);
        });
    }),
    ("staff-revoked", |it| {
        panel(it, Step::Welcome, Panel::Staff);
        it.server.update(|server| server.standing = Standing::Revoked(KioskId(1)));
        it.flow.update(|flow| flow.face_lane = FaceLane::Closed(Closure::Revoked));
    }),
    ("staff-fallback", |it| {
        panel(it, Step::Welcome, Panel::Staff);
        know(it, |of| of.is_fallback = true);
    }),
    ("staff-unmeasured", |it| {
        panel(it, Step::Welcome, Panel::Staff);
        it.flow.update(|flow| flow.face_lane = FaceLane::Closed(Closure::Model));
        know(it, |of| of.calibration = None);
    }),
];

const VOICES: [ExhibitEntry; 8] = [
    ("speech", |it| {
        step(it, Step::Notice);
        read(it, Reading::Aloud);
    }),
    ("speech-paused", |it| {
        step(it, Step::Notice);
        read(it, Reading::Paused);
    }),
    ("speech-no-voice", |it| {
        step(it, Step::Welcome);
        read(it, Reading::NoVoice);
    }),
    ("dark", |it| {
        step(it, Step::Notice);
        it.access.update(|access| *access = access.with_dark_screen(true));
    }),
    ("sound-warning", |it| it.caption.set(Some(Sound::Warning))),
    ("sound-taken", |it| it.caption.set(Some(Sound::Taken))),
    ("sound-done", |it| it.caption.set(Some(Sound::Done))),
    ("sound-help", |it| it.caption.set(Some(Sound::Help))),
];

fn step(kiosk: Kiosk, step: Step) {
    kiosk.flow.update(|flow| flow.step = step);
}

fn lane(kiosk: Kiosk, face_lane: FaceLane) {
    kiosk.flow.update(|flow| *flow = Flow { step: Step::Notice, face_lane, ..*flow });
}

fn hint(kiosk: Kiosk, at: Step, hint: Hint) {
    step(kiosk, at);
    kiosk.hint.set(Some(hint));
}

fn panel(kiosk: Kiosk, at: Step, panel: Panel) {
    step(kiosk, at);
    kiosk.flow.update(|flow| flow.panel = Some(panel));
}

fn read(kiosk: Kiosk, reading: Reading) {
    kiosk.access.update(|access| access.speech = true);
    // After the screen was read in earnest, which tells more of the machine's voices.
    request_animation_frame(move || request_animation_frame(move || kiosk.reading.set(reading)));
}

fn change(kiosk: Kiosk, change: impl FnOnce(&mut Site)) {
    kiosk.site.update(|site| site.as_mut().map(change).unwrap_or_default());
}

fn know(kiosk: Kiosk, change: impl FnOnce(&mut Recogniser)) {
    kiosk.recogniser.update(|recogniser| recogniser.as_mut().map(change).unwrap_or_default());
}

fn done(kiosk: Kiosk, done: Done) {
    step(kiosk, Step::Done(done));
    let comparison = Comparison { document: CAMERA, model: ModelId(0x9cc6_e4a7) };
    let end = match done {
        Done::Match(_) => End::Match(comparison),
        Done::NoMatch(_) => End::NoMatch(comparison),
        Done::Declined | Done::TimedOut | Done::Broken => End::Manual,
    };
    kiosk.picture.set(Picture::Erased);
    kiosk.ticket.set(Some((KioskId(1), Ticket::LAST)));
    let (arrived, finished) = ResultMessage::times(1_795_348_800, 1_795_348_829);
    kiosk.sent.set(vec![ResultMessage {
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
    kiosk.call.set(Some(StaffCall { message: Some(message), state }));
}

fn sent(kiosk: Kiosk, end: Done) {
    done(kiosk, end);
    kiosk.flow.update(|flow| flow.panel = Some(Panel::Sent));
}
