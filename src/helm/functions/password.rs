//! Passwords that are derived: scrypt (RFC 7914), and what `derivePassword` makes of it.

use super::call::{Answer, Call, characters, int, text};
use super::hash::hmac_sha256;
use crate::template::Value;

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
