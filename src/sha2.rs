//! SHA-2 (FIPS 180-4).

/// Does something with each block of so many bytes of a message; the last is filled up, and ends with the message's length.
pub(crate) fn each_block(message: &[u8], size: usize, mut each: impl FnMut(&[u8])) {
    let length_bytes = size / 8;
    let blocks = message.chunks_exact(size);
    let mut last = blocks.remainder().to_vec();
    last.push(0x80);
    while last.len() % size != size - length_bytes {
        last.push(0);
    }
    let bits = (message.len() as u128) * 8;
    last.extend(&bits.to_be_bytes()[16 - length_bytes..]);
    blocks.chain(last.chunks_exact(size)).for_each(&mut each);
}

/// Bytes as people write hashes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first bits of the fractions of roots of primes: the constants of SHA-2.
const PRIMES: usize = 80;

const fn primes() -> [u64; PRIMES] {
    let mut primes = [0; PRIMES];
    let (mut count, mut next) = (0, 2_u64);
    while count < PRIMES {
        let mut at = 0;
        while at < count && next % primes[at] != 0 {
            at += 1;
        }
        if at == count {
            primes[count] = next;
            count += 1;
        }
        next += 1;
    }
    primes
}

/// 64 bits of the fraction of the cube root of a prime: the greatest `root` whose cube is not above `prime` times 2^192.
const fn cube_root(prime: u64) -> u64 {
    // The root is below 2^3 for primes below 512, and is found bit by bit, from 2^66 down.
    let mut root: u128 = 0;
    let mut bit = 67;
    while bit > 0 {
        bit -= 1;
        let next = root | 1 << bit;
        if cube_fits(next, prime) {
            root = next;
        }
    }
    root as u64
}

/// Whether the cube of a number below 2^67 is at most `prime` times 2^192.
const fn cube_fits(root: u128, prime: u64) -> bool {
    let words = [
        root as u64 as u128 & 0xFFFF_FFFF,
        root >> 32 & 0xFFFF_FFFF,
        root >> 64,
    ];
    let (mut square, mut cube) = ([0_u128; 5], [0_u128; 8]);
    let (mut at, mut other) = (0, 0);
    while at < 3 {
        while other < 3 {
            square[at + other] += words[at] * words[other];
            other += 1;
        }
        (at, other) = (at + 1, 0);
    }
    at = 0;
    while at < 5 {
        while other < 3 {
            cube[at + other] += square[at] % (1 << 32) * words[other];
            cube[at + other + 1] += (square[at] >> 32) * words[other];
            other += 1;
        }
        (at, other) = (at + 1, 0);
    }
    at = 0;
    while at < 7 {
        cube[at + 1] += cube[at] >> 32;
        cube[at] %= 1 << 32;
        at += 1;
    }
    let whole = cube[6] + (cube[7] << 32);
    let rest = cube[0] | cube[1] | cube[2] | cube[3] | cube[4] | cube[5];
    whole < prime as u128 || whole == prime as u128 && rest == 0
}

/// 64 bits of the fraction of the square root of a prime.
const fn square_root(prime: u64) -> u64 {
    // The root times 2^60 is found exactly; the four bits below one by one, by the square of the fraction.
    let mut root: u128 = 0;
    let mut bit = 70;
    while bit > 0 {
        bit -= 1;
        let next = root | 1 << bit;
        if square_fits(next, prime) {
            root = next;
        }
    }
    root as u64
}

/// Whether the square of a number below 2^70 is at most `prime` times 2^128.
const fn square_fits(root: u128, prime: u64) -> bool {
    let (low, high) = (root & 0xFFFF_FFFF_FFFF_FFFF, root >> 64);
    let low_square = low * low;
    let cross = 2 * low * high;
    let carry = (low_square >> 64) + (cross & 0xFFFF_FFFF_FFFF_FFFF);
    let whole = high * high + (cross >> 64) + (carry >> 64);
    let rest = low_square & 0xFFFF_FFFF_FFFF_FFFF | carry & 0xFFFF_FFFF_FFFF_FFFF;
    whole < prime as u128 || whole == prime as u128 && rest == 0
}

const ROUNDS: [u64; PRIMES] = {
    let primes = primes();
    let mut rounds = [0; PRIMES];
    let mut at = 0;
    while at < PRIMES {
        rounds[at] = cube_root(primes[at]);
        at += 1;
    }
    rounds
};

const START: [u64; 8] = {
    let primes = primes();
    let mut start = [0; 8];
    let mut at = 0;
    while at < 8 {
        start[at] = square_root(primes[at]);
        at += 1;
    }
    start
};

/// SHA-256.
#[must_use]
pub fn sha256(message: &[u8]) -> [u8; 32] {
    // Its constants are the upper halves of those of SHA-512.
    let mut state = START.map(|word| (word >> 32) as u32);
    each_block(message, 64, |block| {
        let mut words = [0_u32; 64];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes
                .iter()
                .fold(0, |word, &byte| word << 8 | u32::from(byte));
        }
        for at in 16..64 {
            let (one, other) = (words[at - 15], words[at - 2]);
            let one = one.rotate_right(7) ^ one.rotate_right(18) ^ one >> 3;
            let other = other.rotate_right(17) ^ other.rotate_right(19) ^ other >> 10;
            let sum = words[at - 16].wrapping_add(one).wrapping_add(words[at - 7]);
            words[at] = sum.wrapping_add(other);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (&word, round) in words.iter().zip(ROUNDS) {
            let mixed = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let sum = [mixed, e & f ^ !e & g, (round >> 32) as u32, word];
            let first = sum.iter().fold(h, |sum, &part| sum.wrapping_add(part));
            let mixed = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let second = mixed.wrapping_add(a & b ^ a & c ^ b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (whole, part) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *whole = whole.wrapping_add(part);
        }
    });
    let mut hash = [0; 32];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

/// SHA-512.
#[must_use]
pub fn sha512(message: &[u8]) -> [u8; 64] {
    let mut state = START;
    each_block(message, 128, |block| {
        let mut words = [0_u64; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(8)) {
            *word = bytes
                .iter()
                .fold(0, |word, &byte| word << 8 | u64::from(byte));
        }
        for at in 16..80 {
            let (one, other) = (words[at - 15], words[at - 2]);
            let one = one.rotate_right(1) ^ one.rotate_right(8) ^ one >> 7;
            let other = other.rotate_right(19) ^ other.rotate_right(61) ^ other >> 6;
            let sum = words[at - 16].wrapping_add(one).wrapping_add(words[at - 7]);
            words[at] = sum.wrapping_add(other);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (&word, round) in words.iter().zip(ROUNDS) {
            let mixed = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
            let sum = [mixed, e & f ^ !e & g, round, word];
            let first = sum.iter().fold(h, |sum, &part| sum.wrapping_add(part));
            let mixed = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
            let second = mixed.wrapping_add(a & b ^ a & c ^ b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (whole, part) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *whole = whole.wrapping_add(part);
        }
    });
    let mut hash = [0; 64];
    for (bytes, word) in hash.chunks_exact_mut(8).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::{hex, sha256};

    #[test]
    fn digests_are_those_of_the_standard() {
        let hex = |text: &str| hex(&sha256(text.as_bytes()));
        assert!(hex("").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        assert!(hex("abc").starts_with("ba7816bf8f01cfea414140de5dae2223"));
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert!(hex(long).starts_with("248d6a61d20638b8e5c026930c3e6039"));
    }
}
