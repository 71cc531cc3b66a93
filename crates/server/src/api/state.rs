//! The state that all handlers share.

use std::{path::PathBuf, sync::Arc};

use store::Store;

use super::{admission::Admission, served_artifacts::ServedArtifacts};
use crate::{
    Boards, EventBus, Policy, Positions, RateLimiters, Recognisers, SettingsCache, SignInThrottle,
    WaitTimes,
};

/// The state that all handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Server {
    /// Stores results, calls, kiosks and users.
    pub store: Store,
    /// Passes changes on to open desks.
    pub event_bus: EventBus,
    /// Checks the signatures of kiosks.
    pub admission: Admission,
    /// Limits the attempts to sign in at the desk.
    pub sign_in_throttle: SignInThrottle,
    /// Trial mode: every kiosk is accepted, and the desk needs no sign-in.
    pub is_trial: bool,
    /// Limits the requests of each address and kiosk.
    pub rate_limiters: RateLimiters,
    /// Caches the waits of all sites.
    pub waits: WaitTimes,
    /// The rules of each site.
    pub policy: Arc<Policy>,
    /// The names and error rates of the recognisers.
    pub recognisers: Arc<Recognisers>,
    /// The builds, models and notices that results may name.
    pub served: ServedArtifacts,
    /// The folder of the built kiosk.
    pub site: PathBuf,
    /// The settings of the served kiosk.
    pub settings: SettingsCache,
    /// The public boards of called numbers.
    pub boards: Boards,
    /// The positions of tickets, for travellers' telephones.
    pub positions: Positions,
}
