//! The paths of the operations.

/// Results.
pub(crate) const RESULTS: &str = "/v1/results";

/// Declarations of backlogs.
pub(crate) const BACKLOGS: &str = "/v1/backlogs";

/// Calls for staff.
pub(crate) const CALLS: &str = "/v1/calls";

/// Enrolments of kiosks.
pub(crate) const ENROLMENTS: &str = "/v1/enrolments";

/// Changes of a kiosk's key.
pub(crate) const KEYS: &str = "/v1/keys";

/// Reports of the settings that a kiosk runs with.
pub(crate) const SETTINGS: &str = "/v1/settings";

/// Waits of both lanes.
pub(crate) const WAITS: &str = "/v1/waits";

/// The description of all operations.
pub(crate) const OPENAPI: &str = "/v1/openapi.json";
