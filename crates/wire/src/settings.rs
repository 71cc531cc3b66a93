//! A kiosk's report of its settings and its face lane.

use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use crate::{ChipSupport, ClockError, KioskId, SettingsId, Version};

/// A kiosk reports its settings and the state of its face lane, as sent to `POST /v1/settings`.
///
/// It is about the kiosk and not about a traveller: it is sent once for each change, between travellers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsInUse {
    /// The version of the message format.
    pub version: Version,
    /// The kiosk.
    pub kiosk: KioskId,
    /// The hash of the settings file.
    pub settings: SettingsId,
    /// The false match rate in the settings.
    pub target_fmr: TargetFmr,
    /// The error of the kiosk's clock. Its messages carry the server's time in any case.
    pub clock: ClockError,
    /// The state of the face lane.
    pub face_lane: FaceLane,
    /// Its reader and trust list. Absent at a site that reads no chips, and from earlier builds.
    #[serde(default, deserialize_with = "stated")]
    pub chip: Option<ChipSupport>,
}

/// Whether a kiosk can compare faces, or the reason why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaceLane {
    /// The face lane is open.
    Open,
    /// The notice is not in effect.
    NoticeExpired,
    /// The browser lacks wasm SIMD.
    NoSimd,
    /// A model or the worker's program has another hash than in the build.
    Model,
    /// The recogniser was not measured at the rate in the settings.
    Uncalibrated,
    /// The worker does not start.
    Worker,
    /// There is no camera.
    CameraAbsent,
    /// The browser has no permission to use the camera.
    CameraRefused,
    /// The operating system denies the browser the camera.
    CameraBlocked,
    /// The camera does not start.
    CameraBusy,
    /// The camera gives only blank frames.
    CameraSilent,
}

/// The target of the false match rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum TargetFmr {
    /// One in a thousand.
    #[serde(rename = "1e-3")]
    OneInThousand,
    /// One in ten thousand.
    #[serde(rename = "1e-4")]
    OneInTenThousand,
    /// One in a hundred thousand.
    #[serde(rename = "1e-5")]
    OneInHundredThousand,
}

impl SettingsInUse {
    /// Information content in bits: two for three rates, three for seven clock errors, four for the face
    /// lane, and one for whether chips are read, with what is said of that.
    pub const BITS: u32 = KioskId::BITS + SettingsId::BITS + 2 + 3 + 4 + 1 + ChipSupport::BITS;

    /// The body of the request, byte for byte. Formatted by hand: a serialiser adds almost a kilobyte to the
    /// page's program.
    pub fn to_json(&self) -> String {
        let Self { version: Version, kiosk, settings, target_fmr, clock, face_lane, chip } = self;
        let (fmr, clock, lane) = (target_fmr.word(), clock.word(), face_lane.word());
        let before = format!(r#"{{"version":1,"kiosk":"{kiosk}","settings":"{settings}""#);
        let chip = match chip {
            Some(chip) => format!(r#","chip":{}"#, chip.to_json()),
            None => String::new(),
        };
        format!(r#"{before},"target_fmr":"{fmr}","clock":"{clock}","face_lane":"{lane}"{chip}}}"#)
    }
}

impl SettingsId {
    /// The id of a file with this content.
    pub fn of(file: &[u8]) -> Self {
        let hash = Sha256::digest(file);
        Self(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]))
    }
}

impl TargetFmr {
    /// All values.
    pub const ALL: [Self; 3] =
        [Self::OneInThousand, Self::OneInTenThousand, Self::OneInHundredThousand];

    /// The name in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::OneInThousand => "1e-3",
            Self::OneInTenThousand => "1e-4",
            Self::OneInHundredThousand => "1e-5",
        }
    }
}

impl FaceLane {
    /// All values.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::NoticeExpired,
        Self::NoSimd,
        Self::Model,
        Self::Uncalibrated,
        Self::Worker,
        Self::CameraAbsent,
        Self::CameraRefused,
        Self::CameraBlocked,
        Self::CameraBusy,
        Self::CameraSilent,
    ];

    /// The name in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NoticeExpired => "notice-expired",
            Self::NoSimd => "no-simd",
            Self::Model => "model",
            Self::Uncalibrated => "uncalibrated",
            Self::Worker => "worker",
            Self::CameraAbsent => "camera-absent",
            Self::CameraRefused => "camera-refused",
            Self::CameraBlocked => "camera-blocked",
            Self::CameraBusy => "camera-busy",
            Self::CameraSilent => "camera-silent",
        }
    }
}

/// Reads a field that may be missing and is not `null`, so that each report has one text.
fn stated<'de, D>(deserializer: D) -> Result<Option<ChipSupport>, D::Error>
where
    D: Deserializer<'de>,
{
    ChipSupport::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TrustListId, TrustListInUse};

    const JSON: &str = concat!(
        r#"{"version":1,"kiosk":"0007","settings":"44136fa3","target_fmr":"1e-4","#,
        r#""clock":"hours_behind","face_lane":"camera-busy"}"#
    );

    fn in_use() -> SettingsInUse {
        SettingsInUse {
            version: Version,
            kiosk: KioskId(7),
            settings: SettingsId::of(b"{}"),
            target_fmr: TargetFmr::OneInTenThousand,
            clock: ClockError::HoursBehind,
            face_lane: FaceLane::CameraBusy,
            chip: None,
        }
    }

    #[test]
    fn s14_what_a_kiosk_says_of_its_settings_is_exactly_this() {
        assert_eq!(in_use().to_json(), JSON);
        assert_eq!(serde_json::from_str::<SettingsInUse>(JSON).unwrap(), in_use());
        for (from, to) in [
            (r#""kiosk""#, r#""ticket":42,"kiosk""#),
            ("44136fa3", "44136FA3"),
            ("44136fa3", "44136fa"),
            ("1e-4", "1e-6"),
            ("hours_behind", "40_minutes_behind"),
            (r#","clock":"hours_behind""#, ""),
            ("camera-busy", "busy"),
            (r#""version":1,"#, ""),
        ] {
            let json = JSON.replacen(from, to, 1);
            assert!(serde_json::from_str::<SettingsInUse>(&json).is_err(), "{json}");
        }
    }

    #[test]
    fn s14_a_kiosk_that_reads_chips_also_says_this() {
        let trust_list = TrustListInUse { id: TrustListId(0x4413_6fa3), day: 20_787 };
        let chip = ChipSupport { reader: true, trust_list: Some(trust_list) };
        let in_use = SettingsInUse { chip: Some(chip), ..in_use() };
        let chip = r#","chip":{"reader":true,"trust_list":{"id":"44136fa3","day":20787}}}"#;
        let json = JSON.replace('}', chip);
        assert_eq!(in_use.to_json(), json);
        assert_eq!(serde_json::from_str::<SettingsInUse>(&json).unwrap(), in_use);
        for other in ["null", "true", "{}"] {
            let json = JSON.replace('}', &format!(r#","chip":{other}}}"#));
            assert!(serde_json::from_str::<SettingsInUse>(&json).is_err(), "{json}");
        }
    }

    #[test]
    fn s14_it_can_carry_no_more_than_its_published_bits() {
        assert_eq!(SettingsInUse::BITS, 108);
        assert!(ClockError::ALL.len() <= 1 << 3);
        assert!(FaceLane::ALL.len() <= 1 << 4);
        for face_lane in FaceLane::ALL {
            let in_use = SettingsInUse { face_lane, ..in_use() };
            assert_eq!(serde_json::from_str::<SettingsInUse>(&in_use.to_json()).unwrap(), in_use);
        }
        assert!(TargetFmr::ALL.len() <= 1 << 2);
        for fmr in TargetFmr::ALL {
            assert_eq!(serde_json::from_value::<TargetFmr>(fmr.word().into()).unwrap(), fmr);
            let in_use = SettingsInUse { target_fmr: fmr, ..in_use() };
            assert_eq!(serde_json::from_str::<SettingsInUse>(&in_use.to_json()).unwrap(), in_use);
        }
    }
}
