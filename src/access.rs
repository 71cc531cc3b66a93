//! Accessibility preferences. Each traveller starts from the same state.

/// The accessibility preferences of one traveller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Access {
    /// How large letters are.
    pub text: TextSize,
    /// Black, white and yellow only.
    pub strong_contrast: bool,
    /// All controls are in the lower half of the screen, for seated travellers.
    pub low_controls: bool,
    /// The screen is read aloud.
    pub speech: bool,
    /// The screen is blank, so that bystanders cannot read along. Only with speech.
    pub dark_screen: bool,
    /// The screens for the traveller are upside down for the officer who holds the device.
    pub turned: bool,
    /// How loud speech and sounds are.
    pub volume: Volume,
}

/// How large letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// As large as the site's screen needs.
    #[default]
    Normal,
    /// 1.25 times that.
    Large,
    /// 1.5 times that.
    Largest,
}

/// How loud speech and sounds are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Volume {
    /// Silent; captions and transcript stay.
    Off,
    /// Loud enough for one person.
    #[default]
    Soft,
    /// As loud as the kiosk can.
    Loud,
}

impl Access {
    /// With speech on or off. The screen does not stay dark without it.
    #[must_use]
    pub fn with_speech(self, speech: bool) -> Self {
        Self { speech, dark_screen: self.dark_screen && speech, ..self }
    }

    /// With the screen dark or not. A dark screen is read aloud.
    #[must_use]
    pub fn with_dark_screen(self, dark_screen: bool) -> Self {
        Self { dark_screen, speech: self.speech || dark_screen, ..self }
    }

    /// With the traveller's screens turned towards them, across the device, or not.
    #[must_use]
    pub fn with_turned(self, turned: bool) -> Self {
        Self { turned, ..self }
    }
}

impl TextSize {
    /// All, from small to large.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Largest];

    /// How many times the normal size.
    pub fn zoom(self) -> f64 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Largest => 1.5,
        }
    }
}

impl Volume {
    /// All, from silent to loud.
    pub const ALL: [Self; 3] = [Self::Off, Self::Soft, Self::Loud];

    /// As a share of the loudest.
    pub fn gain(self) -> f32 {
        match self {
            Self::Off => 0.0,
            Self::Soft => 0.5,
            Self::Loud => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u19_the_screen_is_dark_only_while_it_is_read_aloud() {
        let dark = Access::default().with_dark_screen(true);
        assert!(dark.speech);
        assert!(dark.with_speech(true).dark_screen);
        assert!(!dark.with_speech(false).dark_screen);
    }
}
