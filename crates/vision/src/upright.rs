//! Finds out how the camera is mounted: which way up its picture shows a face.

use face::Turn;

/// How the camera's picture has to be turned, and whether another turn shows more.
///
/// While no face is upright, each frame is looked at in one other way up as well.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Upright {
    turn: Turn,
    /// The other one that was tried last.
    tried: Turn,
    /// How many frames in a row showed an upright face in that way up alone.
    frames: u8,
}

/// How many frames in a row decide: enough that a chance detection does not.
const ENOUGH: u8 = 5;

impl Upright {
    /// As it was found out before.
    pub(super) fn as_known(turn: Turn) -> Self {
        Self { turn, tried: turn, frames: 0 }
    }

    /// By how much a frame has to be turned.
    pub(super) fn turn(&self) -> Turn {
        self.turn
    }

    /// A frame showed an upright face as it is.
    pub(super) fn confirm(&mut self) {
        self.frames = 0;
    }

    /// Another way up in which to look at a frame that showed none.
    pub(super) fn try_other(&mut self) -> Turn {
        if self.frames == 0 {
            self.tried = self.tried.next();
            if self.tried == self.turn {
                self.tried = self.tried.next();
            }
        }
        self.tried
    }

    /// Takes whether that way up showed one. Gives whether it is the camera's from now on.
    pub(super) fn tell(&mut self, is_upright: bool) -> bool {
        self.frames = if is_upright { self.frames + 1 } else { 0 };
        let is_found = self.frames >= ENOUGH;
        if is_found {
            *self = Self::as_known(self.tried);
        }
        is_found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries frames that are upright when they are turned by `turn`. Gives how many it takes.
    fn frames_until_known(upright: &mut Upright, turn: Turn) -> usize {
        let mut is_known = || {
            let tried = upright.try_other();
            upright.tell(tried == turn)
        };
        (1..100).find(|_| is_known()).unwrap()
    }

    #[test]
    fn k7_a_camera_that_is_mounted_another_way_up_is_known_after_a_few_frames() {
        for turn in [Turn::Half, Turn::Right, Turn::Left] {
            let mut upright = Upright::default();
            assert!(frames_until_known(&mut upright, turn) <= 7, "{turn:?}");
            assert_eq!(upright.turn(), turn);
            // It may be mounted anew.
            assert!(frames_until_known(&mut upright, Turn::None) <= 7, "{turn:?}");
            assert_eq!(upright.turn(), Turn::None);
        }
    }

    #[test]
    fn k7_a_few_frames_that_are_taken_for_upright_change_nothing() {
        let mut upright = Upright::default();
        for _ in 0..20 {
            for is_upright in [true, true, true, true, false] {
                upright.try_other();
                assert!(!upright.tell(is_upright));
            }
            for _ in 0..4 {
                upright.try_other();
                assert!(!upright.tell(true));
            }
            upright.confirm();
        }
        assert_eq!(upright.turn(), Turn::None);
    }
}
