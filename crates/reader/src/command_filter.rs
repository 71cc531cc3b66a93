//! The commands that may reach a chip: those of reading a passport, ICAO 9303-10 and 9303-11.

/// Class of a command in the clear, and of one that is continued by the next.
const CLEAR: [u8; 2] = [0x00, 0x10];
/// The same with secure messaging.
const SECURE: [u8; 2] = [0x0c, 0x1c];

/// SELECT, READ BINARY (short and far), GET CHALLENGE, EXTERNAL AUTHENTICATE, MANAGE SECURITY ENVIRONMENT,
/// GENERAL AUTHENTICATE, INTERNAL AUTHENTICATE.
const CLEAR_INSTRUCTIONS: [u8; 8] = [0xa4, 0xb0, 0xb1, 0x84, 0x82, 0x22, 0x86, 0x88];
/// No GET CHALLENGE: a challenge is asked for before there are keys.
const SECURE_INSTRUCTIONS: [u8; 7] = [0xa4, 0xb0, 0xb1, 0x22, 0x82, 0x86, 0x88];

/// Whether a command may be sent to a chip. Commands of the reader itself (class FF), such as the question
/// for a chip's number, may not.
pub(crate) fn is_allowed(command: &[u8]) -> bool {
    let [class, instruction, _, _, ..] = command else { return false };
    CLEAR.contains(class) && CLEAR_INSTRUCTIONS.contains(instruction)
        || SECURE.contains(class) && SECURE_INSTRUCTIONS.contains(instruction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_commands_of_reading_a_passport_are_allowed() {
        let mut allowed = Vec::new();
        for class in 0..=u8::MAX {
            for instruction in 0..=u8::MAX {
                if is_allowed(&[class, instruction, 0, 0]) {
                    allowed.push((class, instruction));
                }
            }
        }
        assert_eq!(allowed.len(), 2 * 8 + 2 * 7);
        assert!(allowed.contains(&(0x00, 0x84)) && !allowed.contains(&(0x0c, 0x84)));
        assert!(allowed.contains(&(0x1c, 0x86)));
        // Neither writing, nor verifying a PIN, nor the question for the chip's number.
        for refused in [(0x00, 0xd6), (0x00, 0x20), (0xff, 0xca), (0x0c, 0xd6), (0x80, 0xca)] {
            assert!(!allowed.contains(&refused));
        }
    }

    #[test]
    fn less_than_a_header_is_no_command() {
        for length in 0..4 {
            assert!(!is_allowed(&[0x00, 0xb0, 0, 0][..length]));
        }
    }
}
