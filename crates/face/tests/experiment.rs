#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "temporary")]
mod support;
use face::{Turn, decode::decode, detect::Detector, landmarks::Landmarker, quality::Quality};
#[test]
fn experiment() {
    let models = support::models();
    let mut detector = Detector::new(support::network("blazeface"), models.detector().unwrap()).unwrap();
    let mut landmarker = Landmarker::new(support::network("facemesh"), models.landmarks().unwrap()).unwrap();
    let folder = support::repository().join("../shared/data/lfw-dev/images");
    let folder = if folder.exists() { folder } else { std::path::PathBuf::from("/work/shared/data/lfw-dev/images") };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    for file in files.iter().step_by(15) {
        let photo = decode(&std::fs::read(file).unwrap()).unwrap();
        for turn in Turn::ALL {
            let turned = photo.turned(turn).unwrap();
            for margin in [0.25, 0.0] {
                let faces = detector.detect(&turned, margin).unwrap();
                let Some(face) = faces.iter().max_by(|a, b| a.area.side().total_cmp(&b.area.side())) else { println!("DATA {turn:?} {margin} none"); continue };
                let mesh = landmarker.locate(&turned, face).unwrap();
                let quality = Quality::measure(&turned, &mesh).unwrap();
                let eyes = face.left_eye() - face.right_eye();
                println!("DATA {turn:?} {margin} score {:.3} presence {:.4} roll {:.0} eyes {:.0} yaw {:.0} pitch {:.0}", face.score, mesh.presence(), quality.head_pose.roll, eyes.y.atan2(eyes.x).to_degrees(), quality.head_pose.yaw, quality.head_pose.pitch);
            }
        }
    }
}
