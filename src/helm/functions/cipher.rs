//! AES with a key of 256 bits, chained (FIPS 197, SP 800-38A); scrypt (RFC 7914), and the passwords that it makes.

use super::call::{Answer, Call, characters, int, text};
use super::encode::base64;
use super::hash::hmac_sha256;
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

/// PBKDF2 with HMAC-SHA-256 and one iteration (RFC 8018).
fn pbkdf2(password: &[u8], salt: &[u8], length: usize) -> Vec<u8> {
    let mut made = Vec::with_capacity(length + 32);
    let mut number = 1_u32;
    while made.len() < length {
        let mut message = salt.to_vec();
        message.extend(number.to_be_bytes());
        made.extend(hmac_sha256(password, &message));
        number += 1;
    }
    made.truncate(length);
    made
}

/// The blocks of scrypt, 64 bytes each.
type Words = [u32; 16];

fn salsa(words: Words) -> Words {
    let mut state = words;
    for _ in 0..4 {
        // Columns, then lines; each starts on the diagonal.
        for start in [0, 5, 10, 15] {
            quarter_round(&mut state, std::array::from_fn(|at| (start + 4 * at) % 16));
        }
        for start in [0, 5, 10, 15] {
            quarter_round(
                &mut state,
                std::array::from_fn(|at| start / 4 * 4 + (start + at) % 4),
            );
        }
    }
    std::array::from_fn(|at| state[at].wrapping_add(words[at]))
}

fn quarter_round(state: &mut Words, [a, b, c, d]: [usize; 4]) {
    for (to, one, other, by) in [(b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)] {
        state[to] ^= state[one].wrapping_add(state[other]).rotate_left(by);
    }
}

fn mix(blocks: &mut [Words], spare: &mut Vec<Words>) {
    spare.clear();
    let mut last = blocks[blocks.len() - 1];
    for block in blocks.iter() {
        last = salsa(std::array::from_fn(|at| last[at] ^ block[at]));
        spare.push(last);
    }
    let half = blocks.len() / 2;
    for (at, block) in spare.iter().enumerate() {
        blocks[at / 2 + if at % 2 == 0 { 0 } else { half }] = *block;
    }
}

/// scrypt with N 32,768, r 8 and p 2, which takes 32 MiB.
fn scrypt(password: &[u8], salt: &[u8]) -> Vec<u8> {
    const COST: usize = 32_768;
    const WIDTH: usize = 8;
    const PARALLEL: usize = 2;
    let bytes = pbkdf2(password, salt, 128 * WIDTH * PARALLEL);
    let mut made = Vec::with_capacity(bytes.len());
    for lane in bytes.chunks_exact(128 * WIDTH) {
        let mut blocks: Vec<Words> = lane
            .chunks_exact(64)
            .map(|block| {
                std::array::from_fn(|at| {
                    u32::from_le_bytes([
                        block[4 * at],
                        block[4 * at + 1],
                        block[4 * at + 2],
                        block[4 * at + 3],
                    ])
                })
            })
            .collect();
        let (mut kept, mut spare) = (Vec::with_capacity(COST * blocks.len()), Vec::new());
        for _ in 0..COST {
            kept.extend_from_slice(&blocks);
            mix(&mut blocks, &mut spare);
        }
        for _ in 0..COST {
            let at = blocks[blocks.len() - 1][0] as usize % COST * blocks.len();
            let from = &kept[at..at + blocks.len()];
            for (word, other) in blocks.iter_mut().flatten().zip(from.iter().flatten()) {
                *word ^= other;
            }
            mix(&mut blocks, &mut spare);
        }
        made.extend(blocks.iter().flatten().flat_map(|word| word.to_le_bytes()));
    }
    pbkdf2(password, &made, 64)
}

/// The forms that a password may have; each letter is a set of characters.
const FORMS: [(&str, &[&str]); 6] = [
    ("maximum", &["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"]),
    (
        "long",
        &[
            "CvcvnoCvcvCvcv",
            "CvcvCvcvnoCvcv",
            "CvcvCvcvCvcvno",
            "CvccnoCvcvCvcv",
            "CvccCvcvnoCvcv",
            "CvccCvcvCvcvno",
            "CvcvnoCvccCvcv",
            "CvcvCvccnoCvcv",
            "CvcvCvccCvcvno",
            "CvcvnoCvcvCvcc",
            "CvcvCvcvnoCvcc",
            "CvcvCvcvCvccno",
            "CvccnoCvccCvcv",
            "CvccCvccnoCvcv",
            "CvccCvccCvcvno",
            "CvcvnoCvccCvcc",
            "CvcvCvccnoCvcc",
            "CvcvCvccCvccno",
            "CvccnoCvcvCvcc",
            "CvccCvcvnoCvcc",
            "CvccCvcvCvccno",
        ],
    ),
    ("medium", &["CvcnoCvc", "CvcCvcno"]),
    ("short", &["Cvcn"]),
    ("basic", &["aaanaaan", "aannaaan", "aaannaaa"]),
    ("pin", &["nnnn"]),
];

fn set(letter: char) -> &'static str {
    match letter {
        'V' => "AEIOU",
        'C' => "BCDFGHJKLMNPQRSTVWXYZ",
        'v' => "aeiou",
        'c' => "bcdfghjklmnpqrstvwxyz",
        'A' => "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
        'a' => "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
        'n' => "0123456789",
        'o' => "@&%?,=[]_:-+*$#!'^~;()/.",
        _ => "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
    }
}

/// What one password costs, in steps.
const STEPS: usize = 2_000_000;

/// `derivePassword`: by the algorithm of Master Password, from a counter, a form, a password, a user and a site.
pub(super) fn derive_password(arguments: &[Value], call: &Call<'_>) -> Answer {
    const SEED: &[u8] = b"com.lyndir.masterpassword";
    let (counter, name) = (int(arguments, 0)? as u32, characters(arguments, 1)?);
    let (password, user, site) = (
        text(arguments, 2)?,
        characters(arguments, 3)?,
        characters(arguments, 4)?,
    );
    let Some((_, forms)) = FORMS.iter().find(|form| form.0 == name) else {
        return Ok(Value::text(format!("cannot find password template {name}")));
    };
    call.works(STEPS)?;
    let salted = |text: &str| {
        let mut salt = SEED.to_vec();
        salt.extend((text.len() as u32).to_be_bytes());
        salt.extend(text.bytes());
        salt
    };
    let key = scrypt(password.as_str().as_bytes(), &salted(user));
    let mut message = salted(site);
    message.extend(counter.to_be_bytes());
    let seed = hmac_sha256(&key, &message);
    let form = forms[usize::from(seed[0]) % forms.len()];
    let made = form.chars().zip(&seed[1..]).map(|(letter, &byte)| {
        let set = set(letter).as_bytes();
        char::from(set[usize::from(byte) % set.len()])
    });
    Ok(Value::Text(password.derive(&made.collect::<String>())))
}
