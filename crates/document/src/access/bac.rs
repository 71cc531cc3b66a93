//! Basic access control: ICAO 9303-11 section 4.3.

use crate::{
    card::{Card, Command, SUCCESS},
    channel::Channel,
    cipher::{Cipher, MAC_LENGTH, pad},
    connection::Connection,
    refusal::{Refusal, Step},
};
use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const CIPHER: Cipher = Cipher::TripleDes;
const GET_CHALLENGE: [u8; 3] = [0x84, 0, 0];
const EXTERNAL_AUTHENTICATE: [u8; 3] = [0x82, 0, 0];
const NONCE: usize = 8;
const KEYING: usize = 16;
/// Two nonces and the keying material of one side.
const MESSAGE: usize = 2 * NONCE + KEYING;

/// Opens the chip and protects the connection.
pub(crate) async fn open<C: Card>(
    connection: &mut Connection<C>,
    seed: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<(), Refusal> {
    let encryption = CIPHER.derive(seed, 1);
    let authentication = CIPHER.derive(seed, 2);
    let challenge = Command::new(GET_CHALLENGE, Vec::new(), Some(NONCE));
    let chip_nonce = connection.demand(Step::Bac, &challenge).await?;
    if chip_nonce.len() != NONCE {
        return Err(Refusal::Malformed);
    }
    let mut own = Zeroizing::new([0; NONCE + KEYING]);
    rng.fill_bytes(&mut own[..]);
    let (own_nonce, own_keying) = own.split_at(NONCE);
    let message = Zeroizing::new([own_nonce, &chip_nonce, own_keying].concat());
    let mut data = CIPHER.encrypt(&encryption, &message);
    data.extend(CIPHER.mac_of_padded(&authentication, &pad(&data, CIPHER.block())));
    let command = Command::new(EXTERNAL_AUTHENTICATE, data, Some(MESSAGE + MAC_LENGTH));
    let response = connection.send(Step::Bac, &command).await?;
    match response.status {
        SUCCESS => {}
        // Verification failed, or the conditions of use are not satisfied, as chips say it.
        0x6300 | 0x63c0..=0x63cf | 0x6982 | 0x6985 | 0x6988 | 0x6a80 => {
            return Err(Refusal::WrongKey);
        }
        status => return Err(Refusal::Status { step: Step::Bac, status }),
    }
    if response.data.len() != MESSAGE + MAC_LENGTH {
        return Err(Refusal::Malformed);
    }
    let (encrypted, checksum) = response.data.split_at(MESSAGE);
    let expected = CIPHER.mac_of_padded(&authentication, &pad(encrypted, CIPHER.block()));
    let answer = CIPHER.decrypt_from(&encryption, &[0; NONCE], encrypted);
    let (nonces, chip_keying) = answer.split_at(2 * NONCE);
    let nonces_match = nonces[..NONCE] == chip_nonce[..] && nonces[NONCE..] == *own_nonce;
    if !bool::from(expected.ct_eq(checksum)) || !nonces_match {
        return Err(Refusal::Mac);
    }
    let secret: Vec<u8> =
        own_keying.iter().zip(chip_keying).map(|(own, chip)| own ^ chip).collect();
    let secret = Zeroizing::new(secret);
    let counter = [&chip_nonce[NONCE / 2..], &own_nonce[NONCE / 2..]].concat();
    let counter = counter.iter().fold(0, |counter, byte| counter << 8 | u128::from(*byte));
    connection.protect(Channel::new(CIPHER, &secret, counter));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        card::Lost,
        hash::Hash,
        hex,
        random::Fixed,
        session::{Session, Turn},
    };

    /// The chip of appendix D.3 of ICAO 9303-11, which checks each command.
    struct AppendixD(usize);

    const EXCHANGES: [(&str, &str); 3] = [
        ("0084000008", "4608F919887022129000"),
        (
            "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8\
             AD90A728",
            "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
        ),
        (
            "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
            "990290008E08FA855A5D4C50A8ED9000",
        ),
    ];

    impl Card for AppendixD {
        async fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Lost> {
            let (expected, answer) = EXCHANGES[self.0];
            assert_eq!(command, hex::bytes(expected));
            self.0 += 1;
            Ok(hex::bytes(answer))
        }
    }

    #[test]
    fn appendix_d3_comes_out() {
        let seed = Hash::Sha1.digest(&[b"L898902C<369080619406236"]);
        let mut rng = Fixed(hex::bytes("781723860C06C2260B795240CB7049B01C19B33E32804F0B").into());
        let mut session = Session::new(async |_| {
            let mut connection = Connection::new(AppendixD(0));
            open(&mut connection, &seed[..16], &mut rng).await?;
            let select = Command::new([0xa4, 2, 0x0c], vec![1, 0x1e], None);
            connection.demand(Step::File, &select).await
        });
        let Turn::Done(outcome) = session.start() else { unreachable!("the chip answers at once") };
        assert_eq!(outcome, Ok(Vec::new()));
    }
}
