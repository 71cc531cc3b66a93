//! Whether the face lane is being checked.

/// One check runs at a time. A request for another one meanwhile makes it start again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LaneCheck {
    /// None runs.
    #[default]
    Idle,
    /// One runs.
    Running,
    /// One runs, and another one was asked for since it began.
    Outdated,
}

impl LaneCheck {
    /// A check is asked for. Says whether it has to be started.
    pub(crate) fn request(&mut self) -> bool {
        let is_idle = *self == Self::Idle;
        *self = if is_idle { Self::Running } else { Self::Outdated };
        is_idle
    }

    /// A check has ended. Says whether its result counts; otherwise it starts again.
    pub(crate) fn finish(&mut self) -> bool {
        let counts = *self != Self::Outdated;
        *self = if counts { Self::Idle } else { Self::Running };
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_check_of_the_face_lane_runs_at_a_time_and_what_was_asked_for_meanwhile_is_checked_again()
    {
        let mut check = LaneCheck::default();
        assert!(check.request());
        assert!(!check.request());
        assert!(!check.request());
        assert!(!check.finish(), "two requests came since it began");
        assert!(check.finish(), "one more check answers both");
        assert_eq!(check, LaneCheck::Idle);
    }
}
