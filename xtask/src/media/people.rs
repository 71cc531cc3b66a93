//! The positions of people on the sample photos, measured with the reference pipeline and rounded.

/// A person on a sample photo. Lengths are in pixels of that photo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) photo: &'static str,
    /// The subject's right eye, which is on the left in the picture.
    pub(super) right_eye: [f32; 2],
    pub(super) left_eye: [f32; 2],
    /// Side of the detector's bounding box, from the brows to the chin.
    pub(super) side: f32,
}

/// The traveller of most tests, nearly frontal. Two photos of her have a cosine of 0.73.
pub(super) const WOMAN_A: Person = Person {
    photo: "sample3.jpg",
    right_eye: [1120.0, 320.0],
    left_eye: [1220.0, 341.0],
    side: 254.0,
};

/// The same woman on another day, her head tilted.
pub(super) const WOMAN_A_AGAIN: Person = Person {
    photo: "sample1.jpg",
    right_eye: [1556.0, 281.0],
    left_eye: [1617.0, 339.0],
    side: 148.0,
};

/// Another person.
pub(super) const OTHER: Person = Person {
    photo: "sample6.jpg",
    right_eye: [1536.0, 375.0],
    left_eye: [1629.0, 396.0],
    side: 243.0,
};

/// A person who looks to the side.
pub(super) const PROFILE: Person = Person {
    photo: "sample2.jpg",
    right_eye: [374.0, 261.0],
    left_eye: [419.0, 239.0],
    side: 210.0,
};

impl Person {
    /// The point between the eyes.
    pub(super) fn eye_centre(&self) -> [f32; 2] {
        [0, 1].map(|axis| (self.right_eye[axis] + self.left_eye[axis]) / 2.0)
    }

    /// The direction from the right eye to the left one: cosine and sine of the head's tilt.
    pub(super) fn eye_direction(&self) -> [f32; 2] {
        let [dx, dy] = [0, 1].map(|axis| self.left_eye[axis] - self.right_eye[axis]);
        let distance = dx.hypot(dy);
        [dx / distance, dy / distance]
    }
}
