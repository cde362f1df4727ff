//! Base 64 and base 32.

use super::call::{Answer, Call, characters, text};
use crate::template::Value;

const BASE_64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Bytes in base 64.
pub(crate) fn base64(bytes: &[u8]) -> String {
    encoded(bytes, BASE_64, (6, 4))
}

/// Bytes in digits of some bits, filled up with `=` to groups of some digits.
fn encoded(bytes: &[u8], digits: &[u8], (bits, group): (u32, usize)) -> String {
    let mut made = String::with_capacity(bytes.len() * 8 / bits as usize + group);
    let (mut held, mut count) = (0_u32, 0);
    let mask = (1 << bits) - 1;
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        count += 8;
        while count >= bits {
            count -= bits;
            made.push(char::from(digits[(held >> count & mask) as usize]));
        }
    }
    if count > 0 {
        made.push(char::from(digits[(held << (bits - count) & mask) as usize]));
    }
    while !made.len().is_multiple_of(group) {
        made.push('=');
    }
    made
}

/// Where a text stops being of the encoding.
struct Corrupt(usize);

/// Go's decoders pass over line breaks, and say at which byte they stop.
fn decoded(text: &str, digits: &[u8], (bits, group): (u32, usize)) -> Result<Vec<u8>, Corrupt> {
    let mut made = Vec::with_capacity(text.len() * bits as usize / 8);
    let bytes = text.bytes().enumerate();
    let mut signs = bytes
        .filter(|(_, byte)| !matches!(byte, b'\n' | b'\r'))
        .peekable();
    while signs.peek().is_some() {
        let (mut held, mut count) = (0_u64, 0);
        while count < group {
            let Some((at, byte)) = signs.next() else {
                let is_begun = text.len() - count;
                return Err(Corrupt(is_begun));
            };
            if byte == b'=' {
                padding(text, at, (count, group, bits), &mut signs)?;
                let whole = count * bits as usize / 8;
                held <<= bits as usize * (group - count);
                made.extend(&held.to_be_bytes()[8 - group * bits as usize / 8..][..whole]);
                return Ok(made);
            }
            let Some(digit) = digits.iter().position(|&digit| digit == byte) else {
                return Err(Corrupt(at));
            };
            held = held << bits | digit as u64;
            count += 1;
        }
        made.extend(&held.to_be_bytes()[8 - group * bits as usize / 8..]);
    }
    Ok(made)
}

/// What fills up the last group, from its first `=` on; nothing may follow.
fn padding(
    text: &str,
    at: usize,
    (count, group, bits): (usize, usize, u32),
    signs: &mut impl Iterator<Item = (usize, u8)>,
) -> Result<(), Corrupt> {
    let may_end = matches!((bits, count), (6, 2 | 3) | (5, 2 | 4 | 5 | 7));
    if !may_end {
        return Err(Corrupt(at));
    }
    for _ in count + 1..group {
        match signs.next() {
            Some((_, b'=')) => {}
            Some((at, _)) => return Err(Corrupt(at - 1)),
            None => return Err(Corrupt(text.len())),
        }
    }
    match signs.next() {
        Some((at, _)) => Err(Corrupt(at)),
        None => Ok(()),
    }
}

/// The same, or what Go says if they are none.
pub(super) fn decode_or_say(text: &str) -> Result<Vec<u8>, String> {
    decoded(text, BASE_64, (6, 4))
        .map_err(|Corrupt(at)| format!("illegal base64 data at input byte {at}"))
}

fn encode(
    arguments: &[Value],
    call: &Call<'_>,
    (digits, bits, group): (&[u8], u32, usize),
) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len() * 2)?;
    Ok(Value::Text(of.derive(&encoded(
        of.as_str().as_bytes(),
        digits,
        (bits, group),
    ))))
}

fn decode(
    arguments: &[Value],
    call: &Call<'_>,
    (digits, bits, group): (&[u8], u32, usize),
) -> Answer {
    let of = text(arguments, 0)?;
    call.takes(of.len())?;
    let base = 1_u32 << bits;
    let says = match decoded(characters(arguments, 0)?, digits, (bits, group)) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(Corrupt(at)) => format!("illegal base{base} data at input byte {at}"),
    };
    Ok(Value::Text(of.derive(&says)))
}

/// `b64enc`
pub(super) fn b64enc(arguments: &[Value], call: &Call<'_>) -> Answer {
    encode(arguments, call, (BASE_64, 6, 4))
}

/// `b64dec`: what is no base 64 gives the error as a text.
pub(super) fn b64dec(arguments: &[Value], call: &Call<'_>) -> Answer {
    decode(arguments, call, (BASE_64, 6, 4))
}

/// `b32enc`
pub(super) fn b32enc(arguments: &[Value], call: &Call<'_>) -> Answer {
    encode(arguments, call, (BASE_32, 5, 8))
}

/// `b32dec`
pub(super) fn b32dec(arguments: &[Value], call: &Call<'_>) -> Answer {
    decode(arguments, call, (BASE_32, 5, 8))
}
