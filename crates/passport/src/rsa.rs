//! RSA with big integers: fixed keys, which protect nothing, and the two signature schemes of documents.

use crate::hash::Hash;
use num_bigint::BigUint;

/// A key pair with exponent 65537.
pub(crate) struct RsaKey {
    modulus: &'static str,
    secret: &'static str,
}

/// Of an authority, 2048 bits.
#[rustfmt::skip]
pub(crate) const AUTHORITY: RsaKey = RsaKey {
    modulus: "904c86e8c868825706f2aa8eb6ff22180f08f4ad62515ca3c14e4a71d7c6791b949d862a13b1becdba70\
        068b09c53c9d2c1c26b18c0f2b0634a78fbec9c8c509923d4a033d47d67f2556098654e1381531f86c93\
        391c8c26dd8a4196670451fa84a4eb4dc7c3de5eb7c5a4b9ed84895f27e335e2f56c402b80fa59504875\
        268772d5e26b39d49ebdfc3804e33c575f59575bb1168eaaf03940f0e09fd44ba053782f8546a079ebf5\
        b649b58c46eba4d64d3554974bdc2c332846c29df90315a6f5da31c81c2eba0c2368c721294eea3b54a7\
        e253d9bdda3f52d909351ba5e1a3e7708db87526e5be2ce7ecb59542021b3c44060e5e2f7a30e503e1ca\
        d0c23169",
    secret: "9935a7c861811562f1ad960a11a2b2c078b639941e5fe4ccb9e23688c961a214f6a68a5d02ac26baa8c9\
        69291726a444fd20a6b4bcd11e0d68bac095020a79aabfeaf33a9d463928a6abc3512dae33adcd70c757\
        49bc55d2ae46ad7cd3c472865b6fffa686042186cff8b9fdef825998fef0efb61a7ee5634b7e84760978\
        d97e3ed154eb6e5a83711da6eebc0ef337e354697dc864647e2f0167eee5c33816d742c8d906d7296bdc\
        91424d3cb369f979ca684b6686d842fab686f7da12716c5135ce832c0e835483aabe91887c910c6100a3\
        3a5200268185642df23000529d862c92434a08f45d997c3471920efc6966488cf80938473b7b3cb55086\
        6fd6f11",
};

/// Of a document signer, 2048 bits.
#[rustfmt::skip]
pub(crate) const SIGNER: RsaKey = RsaKey {
    modulus: "bc1acc2d714d7515abd8011df9c692a98561b7a208db10f78f1138567074f697ddfb57b624f21d5e42bb\
        ab30cf998111e96f6d4619fe458b1cfe345c999f69cbc2ac28a5d74f0d62f29109e683f12c056fdbc318\
        decebb4a6d8ce1cc37a8f719cf6bf25f2a152000b8bb4f9227948547fc0186c9fae00bfde5e407d01e6b\
        20feebc5ab0dd713dda166b624c59ec51fc81ad7d8be0efb5ec5d5367598e915c5ae8c58af0149428e00\
        f451ea78050ea9b7a9f8872635aaa773b4d805fec150abda6ff0214b742bad3973dc06fc91769ec585af\
        4d01fdf4018aa8bf5a49f04a83bf8563efcf2a09565cec46002d2467c5e44a4b0643055a3d1a925b8fe9\
        ee8055ad",
    secret: "1fed9c828a1ccfa6e20844084681421bac1c2e033ee59037b4fd034708c791a3ad7620293694320ff1db\
        d0eef40de62e9824e5b3646e1877c8700d8b3a3828c9013e1f9826b7b059ff3a4727ed755e377e091b50\
        796135c1285f2564787e21932bf5f2a9dc86c16bddef4d4e4d91941de7d48a807628d9603b493d5a420f\
        8505f51d1066c09e4fc509aecf4d1691de348f7b7ed86abd813f9e204ca6f267ebc68c9203c0a38ac22c\
        dadbb5309508e68c10bb2bac240e3f3772d42513f9b04f6ebe69f163427a88d47c407b3feeba59d8785b\
        608a2f79eafc94b61e6bc21855ce2fdbffe3536362e7621cf47b06f11bc2de51a51f827f12dc6b01b10b\
        73db1931",
};

/// Of a chip, 1024 bits, for active authentication.
#[rustfmt::skip]
pub(crate) const CHIP: RsaKey = RsaKey {
    modulus: "e50a4626f33bb2232347c1838b82c4620a3ed9073dd1ca21d5f7eec1734f1a7fcd8c61870b2265b3bb97\
        a795677a9599dc9acf73facf6ced589fc759b660c5076c33a1c482bfeafb04e9c4a6f1e1d8f548d10bce\
        cd3474611ba2f7b2f2a854b3b4f92e77068135db733a3d530de52853956a6dbe7118eae9d7950ff2d9ab\
        0973",
    secret: "5461e9a096024b49f8c889f9fddf2a9cf82b5967fa959d03c441f8db9ab0ed1162d832623f6ee7cb44f4\
        c5901cb4a40330ac747bc54ec051dd51d86f2beb110b4d7209288dc5c514cb09d80454874d6a08c33f9a\
        aab9dea837d0821747e78974ed4f5b4d0da61047ebd6c5fdbc1ac73ce6981c35722a58c731946d6bebaa\
        5ad9",
};

/// The public exponent of all keys.
pub(crate) const EXPONENT: [u8; 3] = [1, 0, 1];

impl RsaKey {
    /// Big-endian bytes of the modulus.
    pub(crate) fn modulus(&self) -> Vec<u8> {
        number(self.modulus).to_bytes_be()
    }

    /// The number to the secret power, as long as the modulus.
    pub(crate) fn raw(&self, block: &[u8]) -> Vec<u8> {
        let modulus = number(self.modulus);
        let result = BigUint::from_bytes_be(block).modpow(&number(self.secret), &modulus);
        let bytes = result.to_bytes_be();
        [vec![0; self.length() - bytes.len()], bytes].concat()
    }

    fn length(&self) -> usize {
        self.modulus().len()
    }

    /// RSASSA-PKCS1-v1_5 of a message: RFC 8017 section 9.2.
    pub(crate) fn sign_pkcs1(&self, hash: Hash, message: &[u8]) -> Vec<u8> {
        let digest = hash.digest(&[message]);
        let info =
            document::tlv::tlv(0x30, &[&hash.identifier(), &document::tlv::tlv(4, &[&digest])]);
        let filler = vec![0xff; self.length() - info.len() - 3];
        self.raw(&[&[0, 1][..], &filler, &[0], &info].concat())
    }

    /// RSASSA-PSS of a message, with this salt: RFC 8017 section 9.1.
    pub(crate) fn sign_pss(&self, hash: Hash, salt: &[u8], message: &[u8]) -> Vec<u8> {
        let digest = hash.digest(&[message]);
        let seed = hash.digest(&[&[0; 8], &digest, salt]);
        let length = self.length() - seed.len() - 1;
        let mut block = vec![0; length - salt.len() - 1];
        block.push(1);
        block.extend_from_slice(salt);
        for (index, byte) in block.iter_mut().enumerate() {
            let counter = ((index / seed.len()) as u32).to_be_bytes();
            *byte ^= hash.digest(&[&seed, &counter])[index % seed.len()];
        }
        // Moduli have all their bits, and the encoded block one fewer.
        block[0] &= 0x7f;
        self.raw(&[block, seed, vec![0xbc]].concat())
    }
}

fn number(digits: &str) -> BigUint {
    BigUint::parse_bytes(digits.as_bytes(), 16).unwrap_or_default()
}
