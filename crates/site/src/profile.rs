//! What kind of place a site is.

use serde::Deserialize;

/// The profile of a site. It changes words and defaults, and no code path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// A hall where travellers arrive by air.
    #[default]
    Arrival,
    /// A crossing by land where travellers leave.
    LandExit,
    /// A cruise terminal, where travellers come ashore in groups.
    Sea,
    /// A boarding gate that a carrier runs.
    Gate,
    /// A marina or an airfield: one kiosk, no staff nearby, no network.
    SmallPort,
    /// A lane for vehicles with several travellers.
    Vehicle,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 6] =
        [Self::Arrival, Self::LandExit, Self::Sea, Self::Gate, Self::SmallPort, Self::Vehicle];

    /// As `kiosk.json` says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::LandExit => "land_exit",
            Self::Sea => "sea",
            Self::Gate => "gate",
            Self::SmallPort => "small_port",
            Self::Vehicle => "vehicle",
        }
    }
}
