use protocol::WorkerAnswer;

use super::{
    fakes::{Scene, blank_frame, file, frame, session},
    *,
};

/// Cosines of one person's pictures, of two persons', and of two copies of one photograph.
const SAME_PERSON: f32 = 0.6;
const OTHER_PERSON: f32 = 0.1;
const SAME_PHOTOGRAPH: f32 = 0.97;

const FACE: Task = Task::Face { attempt: 1 };
const TASKS: [Task; 3] = [Task::Document, FACE, Task::Test];

/// A scene with one face, and a session that has taken its portrait from a file.
fn with_document() -> (Scene, Session) {
    let scene = Scene::default();
    scene.faces.set(1);
    scene.similarity.set(1.0);
    let mut session = session(&scene);
    assert_eq!(
        session.read_document(&file(), 3),
        Report::FileTaken { file: 3, next: AfterPage::Face }
    );
    (scene, session)
}

/// Shows at most ten frames, ten a second, until the session's task is done.
fn film(session: &mut Session) -> Vec<Report> {
    film_slowly(session, 100.0, 10)
}

/// Shows at most `most` frames, `interval` milliseconds apart, until the session's task is done.
fn film_slowly(session: &mut Session, interval: f64, most: u32) -> Vec<Report> {
    let (frame, mut reports) = (frame(), Vec::new());
    for i in 0..most {
        reports.push(session.look(&frame, f64::from(i) * interval));
        if session.task() == Task::Rest {
            break;
        }
    }
    reports
}

#[test]
fn without_models_every_request_fails() {
    let mut session = Session::default();
    assert_eq!(session.read_document(&file(), 1), Report::Failed);
    assert_eq!(session.compare(1), Report::Failed);
    for task in [Task::Document, FACE] {
        session.watch(task, CameraTurn::None);
        assert_eq!(session.look(&frame(), 0.0), Report::Failed, "{task:?}");
    }
}

#[test]
fn models_that_are_no_models_are_reported() {
    let mut session = Session::default();
    for recogniser in ["mobilefacenet", "unknown"] {
        let report = session.prepare(recogniser, Fmr::default(), [b"", b"no model", &[0; 64]]);
        assert_eq!(report, Report::BadModels);
    }
}

#[test]
fn k12_a_blank_frame_ends_no_task() {
    let (_, mut session) = with_document();
    for task in TASKS {
        session.watch(task, CameraTurn::None);
        assert_eq!(session.look(&blank_frame(), 0.0), Report::Hint(Hint::NothingSeen));
        assert_eq!(session.task(), task);
    }
}

#[test]
fn a_test_of_the_camera_needs_no_model_and_one_frame() {
    let mut session = Session::default();
    session.watch(Task::Test, CameraTurn::None);
    assert_eq!(film(&mut session), [Report::CameraWorks]);
}

#[test]
fn a_file_that_is_no_picture_of_one_face_is_refused_with_the_reason() {
    let scene = Scene::default();
    let mut session = session(&scene);
    let mut refusal = |faces, bytes: &[u8]| {
        scene.faces.set(faces);
        match session.read_document(bytes, 7) {
            Report::FileRefused { file: 7, hint } => hint,
            report => panic!("{report:?}"),
        }
    };
    assert_eq!(refusal(1, b""), Hint::Empty);
    assert_eq!(refusal(1, b"a letter"), Hint::NotAnImage);
    assert_eq!(refusal(0, &file()), Hint::NoFace);
}

#[test]
fn two_portraits_of_one_person_in_a_file_are_one() {
    let scene = Scene::default();
    scene.faces.set(2);
    scene.similarity.set(1.0);
    assert_eq!(
        session(&scene).read_document(&file(), 7),
        Report::FileTaken { file: 7, next: AfterPage::Face }
    );
}

#[test]
fn a_refused_file_takes_the_place_of_the_document_before_it() {
    let (scene, mut session) = with_document();
    scene.faces.set(0);
    assert!(matches!(session.read_document(&file(), 4), Report::FileRefused { file: 4, .. }));
    assert_eq!(session.compare(1), Report::Failed);
}

#[test]
fn a_face_is_taken_after_several_good_frames_and_compared_once() {
    for (similarity, answer) in
        [(SAME_PERSON, WorkerAnswer::Match), (OTHER_PERSON, WorkerAnswer::NoMatch)]
    {
        let (scene, mut session) = with_document();
        scene.similarity.set(similarity);
        session.watch(FACE, CameraTurn::None);
        let reports = film(&mut session);
        let (last, hints) = reports.split_last().unwrap();
        assert_eq!(*last, Report::FaceTaken { attempt: 1 }, "{reports:?}");
        assert!(hints.len() >= 4, "{reports:?}");
        assert!(hints.iter().all(|hint| *hint == Report::Hint(Hint::HoldStill)), "{reports:?}");
        assert_eq!(session.compare(1), Report::Compared { attempt: 1, answer });
        // The frames are gone: the next comparison needs another face.
        let again = Report::Compared { attempt: 1, answer: WorkerAnswer::Retry };
        assert_eq!(session.compare(1), again);
    }
}

#[test]
fn s0_the_documents_own_photograph_is_refused_after_ten_seconds_and_never_taken() {
    let (scene, mut session) = with_document();
    scene.similarity.set(SAME_PHOTOGRAPH);
    session.watch(FACE, CameraTurn::None);
    let reports = film_slowly(&mut session, 2_000.0, 10);
    assert_eq!(reports.last(), Some(&Report::FaceRefused { attempt: 1 }), "{reports:?}");
    let hint = Report::Hint(Hint::SamePhotograph);
    assert!(reports.iter().filter(|report| **report == hint).count() >= 5, "{reports:?}");
    assert!(!reports.contains(&Report::FaceTaken { attempt: 1 }));
}

#[test]
fn a_face_without_a_document_and_a_document_without_a_page_are_not_taken() {
    let scene = Scene::default();
    scene.faces.set(1);
    let mut session = session(&scene);
    session.watch(FACE, CameraTurn::None);
    assert_eq!(session.look(&frame(), 0.0), Report::Failed);
    session.watch(Task::Document, CameraTurn::None);
    let reports = film(&mut session);
    assert_eq!(reports.len(), 10, "a face alone is no data page");
    assert!(reports.iter().all(|report| matches!(report, Report::Hint(_))), "{reports:?}");
}

#[test]
fn several_faces_before_the_camera_are_never_taken() {
    let (scene, mut session) = with_document();
    scene.faces.set(2);
    scene.similarity.set(SAME_PERSON);
    session.watch(FACE, CameraTurn::None);
    let several = Report::Hint(Hint::SeveralFaces);
    assert!(film(&mut session).iter().all(|report| *report == several));
}

#[test]
fn a_network_that_breaks_is_a_failure_and_no_verdict() {
    let (scene, mut session) = with_document();
    scene.similarity.set(SAME_PERSON);
    scene.is_broken.set(true);
    session.watch(FACE, CameraTurn::None);
    assert!(film(&mut session).contains(&Report::Failed));
    assert_eq!(session.read_document(&file(), 5), Report::Failed);
}

#[test]
fn a_new_task_forgets_the_frames_of_the_one_before() {
    let (scene, mut session) = with_document();
    scene.similarity.set(SAME_PERSON);
    session.watch(FACE, CameraTurn::None);
    for i in 0..4 {
        session.look(&frame(), f64::from(i) * 100.0);
    }
    session.pause();
    assert_eq!(session.task(), Task::Rest);
    session.watch(Task::Face { attempt: 2 }, CameraTurn::None);
    let reports = film(&mut session);
    assert!(reports.len() >= 5, "frames of the first try were used: {reports:?}");
    assert_eq!(reports.last(), Some(&Report::FaceTaken { attempt: 2 }));
}
