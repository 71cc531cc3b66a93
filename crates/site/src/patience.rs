//! How long the kiosk waits for a traveller.

use std::time::Duration;

use crate::fields::{Field, SettingsError};

/// How long to wait for a traveller on each screen before asking whether they are still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// On the notice.
    pub notice: Duration,
    /// While the document is shown.
    pub document: Duration,
    /// While the face is taken.
    pub face: Duration,
    /// On the last screen.
    pub done: Duration,
}

impl Patience {
    /// For a kiosk without settings.
    pub const USUAL: Self = Self {
        notice: Duration::from_secs(90),
        document: Duration::from_secs(90),
        face: Duration::from_secs(45),
        done: Duration::from_secs(25),
    };

    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["notice", "document", "face", "done"])?;
        let seconds = |name| {
            let seconds = fields.whole(name, 10..=600)?;
            Ok::<_, SettingsError>(Duration::from_secs(seconds.into()))
        };
        Ok(Self {
            notice: seconds("notice")?,
            document: seconds("document")?,
            face: seconds("face")?,
            done: seconds("done")?,
        })
    }
}
