//! A picture that is read from DG2 is a part of the file, and a zone that is read from DG1 can be used.

#![no_main]

mod memory;

use document::{Key, PortraitFormat, read_dg1, read_dg2};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(portrait) = read_dg2(bytes) {
        let start: &[u8] = match portrait.format {
            PortraitFormat::Jpeg => &[0xff, 0xd8, 0xff],
            PortraitFormat::Jpeg2000 if portrait.bytes[0] == 0 => b"\0\0\0\x0cjP  ",
            PortraitFormat::Jpeg2000 => &[0xff, 0x4f, 0xff, 0x51],
        };
        assert!(portrait.bytes.starts_with(start));
        assert!(bytes.windows(portrait.bytes.len()).any(|window| *window == **portrait.bytes));
    }
    if let Ok(zone) = read_dg1(bytes) {
        assert!(zone.issuer().len() <= 3);
        let _either_is_fine = zone.expiry();
        let _key = Key::of_mrz(&zone);
    }
});
