//! Appendix D.4 of ICAO 9303-11, and what an altered response does.

use super::*;

fn bytes(digits: &str) -> Vec<u8> {
    crate::hex::bytes(digits)
}

/// The channel of appendix D, after BAC.
fn appendix_d() -> Channel {
    Channel {
        cipher: Cipher::TripleDes,
        encryption: bytes("979EC13B1CBFE9DCD01AB0FED307EAE5").into(),
        authentication: bytes("F1CB1F1FB5ADF208806B89DC579DC1F8").into(),
        counter: 0x8870_2212_0c06_c226,
    }
}

const RESPONSE: &str =
    "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000";

#[test]
fn the_commands_and_responses_of_appendix_d_come_out() {
    let mut channel = appendix_d();
    let select = Command::new([0xa4, 2, 0x0c], vec![1, 0x1e], None);
    // The appendix selects without Le in plain, and always with Le in the protected command.
    assert_eq!(
        channel.wrap(&select),
        bytes("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800")
    );
    let answer = bytes("990290008E08FA855A5D4C50A8ED9000");
    assert!(channel.unwrap(Step::File, &answer).is_ok_and(|answer| answer.data.is_empty()));
    let read = Command::new([0xb0, 0, 0], Vec::new(), Some(4));
    assert_eq!(channel.wrap(&read), bytes("0CB000000D9701048E08ED6705417E96BA5500"));
    let answer = bytes("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000");
    assert!(
        channel.unwrap(Step::File, &answer).is_ok_and(|answer| answer.data == bytes("60145F01"))
    );
    let read = Command::new([0xb0, 0, 4], Vec::new(), Some(0x12));
    assert_eq!(channel.wrap(&read), bytes("0CB000040D9701128E082EA28A70F3C7B53500"));
    let answer = channel.unwrap(Step::File, &bytes(RESPONSE)).unwrap();
    assert_eq!(answer.data, bytes("04303130365F36063034303030305C026175"));
}

#[test]
fn no_bit_of_a_response_can_change() {
    let response = bytes(RESPONSE);
    for bit in 0..response.len() * 8 {
        let mut altered = response.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        let mut channel = appendix_d();
        channel.counter += 5;
        assert!(channel.unwrap(Step::File, &altered).is_err(), "bit {bit}");
    }
    let mut channel = appendix_d();
    channel.counter += 5;
    assert!(channel.unwrap(Step::File, &response).is_ok());
    assert!(channel.unwrap(Step::File, &response).is_err(), "a response counts once");
}

#[test]
fn no_byte_can_be_added_to_a_response_or_removed() {
    let response = bytes(RESPONSE);
    for at in 0..response.len() {
        let mut shorter = response.clone();
        shorter.remove(at);
        // One byte of the long form of a length, which says the same as the short form, among them.
        let longer = (0..=u8::MAX).map(|byte| {
            let mut longer = response.clone();
            longer.insert(at, byte);
            longer
        });
        for altered in longer.chain([shorter]) {
            let mut channel = appendix_d();
            channel.counter += 5;
            assert!(channel.unwrap(Step::File, &altered).is_err(), "byte {at}: {altered:02x?}");
        }
    }
}

#[test]
fn both_sides_of_every_cipher_understand_each_other() {
    for cipher in [Cipher::TripleDes, Cipher::Aes128, Cipher::Aes192, Cipher::Aes256] {
        let mut channel = Channel::new(cipher, b"secret", 7);
        let command = Command::new([0xb1, 0, 0], vec![1, 2, 3], Some(4));
        let wrapped = channel.wrap(&command);
        assert_eq!(wrapped[5], 0x85);
        // A response with a checksum of this state, made by hand.
        channel.counter += 1;
        let body = tlv(STATUS, &[&[0x90, 0]]);
        let checksum = channel.checksum(&body, false);
        channel.counter -= 1;
        let response = [body, tlv(CHECKSUM, &[&checksum]), vec![0x90, 0]].concat();
        assert!(channel.unwrap(Step::File, &response).is_ok(), "{cipher:?}");
    }
}

#[test]
fn a_bare_status_is_reported_and_not_taken_for_an_answer() {
    let refused = appendix_d().unwrap(Step::File, &[0x69, 0x88]).map(|_| ());
    assert_eq!(refused, Err(Refusal::Status { step: Step::File, status: 0x6988 }));
}

#[test]
fn a_channel_prints_no_key() {
    assert_eq!(format!("{:?}", appendix_d()), "Channel");
}
