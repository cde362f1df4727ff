//! AES with a key of 256 bits, chained (FIPS 197, SP 800-38A).

use super::call::{Answer, Call, characters, text};
use super::encode::base64;
use crate::template::{Refusal, Value};

const ROUNDS: usize = 14;
const BLOCK: usize = 16;

type Block = [u8; BLOCK];

/// Multiplies by x in the field of AES.
const fn doubled(byte: u8) -> u8 {
    byte << 1 ^ if byte & 0x80 == 0 { 0 } else { 0x1B }
}

const fn times(mut one: u8, mut other: u8) -> u8 {
    let mut product = 0;
    while other > 0 {
        if other & 1 == 1 {
            product ^= one;
        }
        one = doubled(one);
        other >>= 1;
    }
    product
}

/// The substitution of AES, and its inverse.
const BOXES: ([u8; 256], [u8; 256]) = {
    let (mut there, mut back) = ([0; 256], [0; 256]);
    let (mut power, mut inverse) = (1_u8, 1_u8);
    loop {
        power ^= doubled(power);
        // Division by x + 1.
        inverse ^= inverse << 1;
        inverse ^= inverse << 2;
        inverse ^= inverse << 4;
        if inverse & 0x80 != 0 {
            inverse ^= 0x09;
        }
        let mixed = inverse
            ^ inverse.rotate_left(1)
            ^ inverse.rotate_left(2)
            ^ inverse.rotate_left(3)
            ^ inverse.rotate_left(4);
        there[power as usize] = mixed ^ 0x63;
        back[(mixed ^ 0x63) as usize] = power;
        if power == 1 {
            break;
        }
    }
    there[0] = 0x63;
    back[0x63] = 0;
    (there, back)
};

struct Aes([Block; ROUNDS + 1]);

impl Aes {
    fn new(key: &[u8; 32]) -> Self {
        let mut words = [[0_u8; 4]; 4 * (ROUNDS + 1)];
        for (word, bytes) in words.iter_mut().zip(key.chunks_exact(4)) {
            word.copy_from_slice(bytes);
        }
        let mut constant = 1;
        for at in 8..words.len() {
            let mut word = words[at - 1];
            if at % 8 == 0 {
                word.rotate_left(1);
                word = word.map(|byte| BOXES.0[usize::from(byte)]);
                word[0] ^= constant;
                constant = doubled(constant);
            } else if at % 8 == 4 {
                word = word.map(|byte| BOXES.0[usize::from(byte)]);
            }
            for (byte, before) in word.iter_mut().zip(words[at - 8]) {
                *byte ^= before;
            }
            words[at] = word;
        }
        let mut keys = [[0; BLOCK]; ROUNDS + 1];
        for (byte, of) in keys.iter_mut().flatten().zip(words.iter().flatten()) {
            *byte = *of;
        }
        Self(keys)
    }

    fn encrypt(&self, block: Block) -> Block {
        let mut state = xor(block, self.0[0]);
        for (round, key) in self.0.iter().enumerate().skip(1) {
            let before = state.map(|byte| BOXES.0[usize::from(byte)]);
            state = std::array::from_fn(|at| before[(at + 4 * (at % 4)) % BLOCK]);
            if round < ROUNDS {
                state = mixed(state, [2, 3, 1, 1]);
            }
            state = xor(state, *key);
        }
        state
    }

    fn decrypt(&self, block: Block) -> Block {
        let mut state = block;
        for (round, key) in self.0.iter().enumerate().skip(1).rev() {
            state = xor(state, *key);
            if round < ROUNDS {
                state = mixed(state, [14, 11, 13, 9]);
            }
            let before = state;
            state = std::array::from_fn(|at| before[(at + BLOCK - 4 * (at % 4)) % BLOCK]);
            state = state.map(|byte| BOXES.1[usize::from(byte)]);
        }
        xor(state, self.0[0])
    }
}

fn xor(one: Block, other: Block) -> Block {
    std::array::from_fn(|at| one[at] ^ other[at])
}

/// Each column times a circulant matrix, given by its first row.
fn mixed(state: Block, row: [u8; 4]) -> Block {
    std::array::from_fn(|at| {
        let (column, line) = (at / 4 * 4, at % 4);
        (0..4).fold(0, |sum, part| {
            sum ^ times(state[column + part], row[(part + 4 - line) % 4])
        })
    })
}

fn aes_of(password: &str) -> Aes {
    let mut key = [0; 32];
    for (byte, of) in key.iter_mut().zip(password.bytes()) {
        *byte = of;
    }
    Aes::new(&key)
}

/// `encryptAES`: what chains the first block is drawn in Helm.
pub(super) fn encrypt_aes(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (password, of) = (characters(arguments, 0)?, text(arguments, 1)?);
    if of.is_empty() {
        return Ok(Value::text(""));
    }
    call.draws();
    call.takes(of.len() * 64)?;
    let aes = aes_of(password);
    let mut plain = of.as_str().as_bytes().to_vec();
    let padding = BLOCK - plain.len() % BLOCK;
    plain.extend(std::iter::repeat_n(padding as u8, padding));
    let mut before: Block = std::array::from_fn(|at| (at * 7 + 1) as u8);
    let mut made = before.to_vec();
    for block in plain.chunks_exact(BLOCK) {
        before = aes.encrypt(std::array::from_fn(|at| block[at] ^ before[at]));
        made.extend(before);
    }
    Ok(Value::Text(of.derive(&base64(&made))))
}

/// `decryptAES`
pub(super) fn decrypt_aes(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (password, of) = (characters(arguments, 0)?, text(arguments, 1)?);
    if of.is_empty() {
        return Ok(Value::text(""));
    }
    call.takes(of.len() * 64)?;
    let bytes = super::encode::decode_or_say(of.as_str()).map_err(Refusal::Failed)?;
    if bytes.len() < BLOCK {
        let length = of.len() / 4 * 3;
        return Err(Refusal::Failed(format!(
            "runtime error: slice bounds out of range [:16] with capacity {length}"
        )));
    }
    if bytes.len() % BLOCK != 0 {
        return Err(Refusal::from("crypto/cipher: input not full blocks"));
    }
    let aes = aes_of(password);
    let mut plain = Vec::with_capacity(bytes.len());
    for pair in bytes.windows(2 * BLOCK).step_by(BLOCK) {
        let block = aes.decrypt(std::array::from_fn(|at| pair[BLOCK + at]));
        plain.extend((0..BLOCK).map(|at| block[at] ^ pair[at]));
    }
    let padding = plain.last().copied().map_or(0, usize::from);
    let Some(length) = plain.len().checked_sub(padding) else {
        let end = plain.len() as i64 - padding as i64;
        return Err(Refusal::Failed(format!(
            "runtime error: slice bounds out of range [:{end}]"
        )));
    };
    plain.truncate(length);
    Ok(Value::Text(of.derive(&String::from_utf8_lossy(&plain))))
}
