//! Hashes: SHA-1, SHA-2 (FIPS 180-4), Adler-32 (RFC 1950), HMAC (RFC 2104). Charts put them into annotations, where a change of
//! a configuration is to restart pods.

use super::call::{Answer, Call, text};
use crate::sha2::{each_block, hex, sha256, sha512};
use crate::template::Value;

/// SHA-1.
pub(super) fn sha1(message: &[u8]) -> [u8; 20] {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xEFCD_AB89,
        0x98BA_DCFE,
        0x1032_5476,
        0xC3D2_E1F0,
    ];
    each_block(message, 64, |block| {
        let mut words = [0_u32; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes
                .iter()
                .fold(0, |word, &byte| word << 8 | u32::from(byte));
        }
        for at in 16..80 {
            let mixed = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
            words[at] = mixed.rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (round, &word) in words.iter().enumerate() {
            let (mixed, constant) = match round {
                0..20 => (b & c | !b & d, 0x5A82_7999),
                20..40 => (b ^ c ^ d, 0x6ED9_EBA1),
                40..60 => (b & c | b & d | c & d, 0x8F1B_BCDC),
                _ => (b ^ c ^ d, 0xCA62_C1D6),
            };
            let sum = [mixed, e, constant, word];
            let next = sum
                .iter()
                .fold(a.rotate_left(5), |sum, &part| sum.wrapping_add(part));
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (whole, part) in state.iter_mut().zip([a, b, c, d, e]) {
            *whole = whole.wrapping_add(part);
        }
    });
    let mut hash = [0; 20];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

/// HMAC with SHA-256.
pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&sha256(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let mut inner = block.map(|byte| byte ^ 0x36).to_vec();
    inner.extend(message);
    let mut outer = block.map(|byte| byte ^ 0x5C).to_vec();
    outer.extend(sha256(&inner));
    sha256(&outer)
}

fn adler32(message: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    for &byte in message {
        low = (low + u32::from(byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    high << 16 | low
}

fn hashed(arguments: &[Value], call: &Call<'_>, hash: impl Fn(&[u8]) -> String) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len() * 8)?;
    Ok(Value::Text(of.derive(&hash(of.as_str().as_bytes()))))
}

/// `sha1sum`
pub(super) fn sha1sum(arguments: &[Value], call: &Call<'_>) -> Answer {
    hashed(arguments, call, |bytes| hex(&sha1(bytes)))
}

/// `sha256sum`
pub(super) fn sha256sum(arguments: &[Value], call: &Call<'_>) -> Answer {
    hashed(arguments, call, |bytes| hex(&sha256(bytes)))
}

/// `sha512sum`
pub(super) fn sha512sum(arguments: &[Value], call: &Call<'_>) -> Answer {
    hashed(arguments, call, |bytes| hex(&sha512(bytes)))
}

/// `adler32sum`
pub(super) fn adler32sum(arguments: &[Value], call: &Call<'_>) -> Answer {
    hashed(arguments, call, |bytes| adler32(bytes).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standards() {
        assert_eq!(
            hex(&sha1(b"abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d"
        );
        let short = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(b"abc")), short);
        assert!(hex(&sha512(b"abc")).starts_with("ddaf35a193617abacc417349ae204131"));
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
