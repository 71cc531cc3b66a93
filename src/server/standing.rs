//! Whether the server knows this kiosk.

use wire::KioskId;

use crate::post::{Denial, PostOutcome};

/// How this kiosk stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// That is being found out.
    #[default]
    Asking,
    /// It was never enrolled: results wait.
    NotEnrolled,
    /// It is enrolled under this number.
    Enrolled(KioskId),
    /// It is enrolled, but the server accepts no request from it: results wait.
    Mistrusted(KioskId),
    /// The server has revoked or deleted it: results wait, and no faces are compared.
    Revoked(KioskId),
}

impl Standing {
    /// The number that the server gave this kiosk.
    pub fn number(self) -> Option<KioskId> {
        match self {
            Self::Asking | Self::NotEnrolled => None,
            Self::Enrolled(kiosk) | Self::Mistrusted(kiosk) | Self::Revoked(kiosk) => Some(kiosk),
        }
    }

    /// Whether no face is compared.
    pub fn is_revoked(self) -> bool {
        matches!(self, Self::Revoked(_))
    }

    /// The standing after the server's answer to a signed request.
    #[must_use]
    pub fn after(self, answer: &PostOutcome) -> Self {
        let Some(kiosk) = self.number() else { return self };
        match (self, answer) {
            (_, PostOutcome::Done(_)) => Self::Enrolled(kiosk),
            (_, PostOutcome::Denied(Denial::Revoked)) => Self::Revoked(kiosk),
            // A revoked kiosk stays revoked until the server accepts a request again.
            (Self::Enrolled(_), PostOutcome::Denied(_)) => Self::Mistrusted(kiosk),
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIOSK: KioskId = KioskId(7);

    #[test]
    fn only_what_the_server_takes_ends_a_revocation() {
        let revoked = Standing::Enrolled(KIOSK).after(&PostOutcome::Denied(Denial::Revoked));
        assert_eq!(revoked, Standing::Revoked(KIOSK));
        let others = [
            PostOutcome::Denied(Denial::Signature),
            PostOutcome::Refused(422),
            PostOutcome::Again,
            PostOutcome::WrongClock,
            PostOutcome::Later(None),
        ];
        for other in others {
            assert_eq!(revoked.after(&other), revoked, "{other:?}");
        }
        assert_eq!(revoked.after(&PostOutcome::Done(String::new())), Standing::Enrolled(KIOSK));
    }

    #[test]
    fn a_signature_that_is_not_taken_closes_no_lane() {
        let mistrusted = Standing::Enrolled(KIOSK).after(&PostOutcome::Denied(Denial::Signature));
        assert_eq!(mistrusted, Standing::Mistrusted(KIOSK));
        assert_eq!(mistrusted.after(&PostOutcome::Later(None)), mistrusted);
        assert_eq!(mistrusted.after(&PostOutcome::Done(String::new())), Standing::Enrolled(KIOSK));
    }

    #[test]
    fn who_was_never_enrolled_cannot_be_revoked() {
        for standing in [Standing::Asking, Standing::NotEnrolled] {
            assert_eq!(standing.number(), None);
            assert_eq!(standing.after(&PostOutcome::Denied(Denial::Revoked)), standing);
            assert_eq!(standing.after(&PostOutcome::Done(String::new())), standing);
        }
    }
}
