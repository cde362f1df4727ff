//! What is drawn by chance in Helm: here fixed stand-ins of the same form, so that each run gives the same. The rendering
//! tells of each.

use super::call::{Answer, Call, characters, int, text};
use super::encode::base64;
use crate::origin::{Place, Text};
use crate::template::{Bound, Refusal, Value};

/// A stand-in that was given: for what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The function, by the name that the template calls it by.
    pub function: String,
    /// The action that calls it.
    pub place: Option<Place>,
}

impl Drawn {
    /// How many are kept.
    pub(super) const MOST: usize = 1000;
}

/// How many characters one call may draw.
const MOST_DRAWN: i64 = 1_000_000;

fn drawn(arguments: &[Value], call: &Call<'_>, alphabet: &str) -> Answer {
    call.draws();
    let count = int(arguments, 0)?;
    if count > MOST_DRAWN {
        return Err(Bound::Bytes.into());
    }
    // Sprig leaves the error of a negative number out.
    let count = usize::try_from(count).unwrap_or(0);
    call.takes(count)?;
    Ok(Value::text(
        alphabet.chars().cycle().take(count).collect::<String>(),
    ))
}

/// `randAlphaNum`: one of each sort first, as what reads it may ask for that.
pub(super) fn rand_alpha_num(arguments: &[Value], call: &Call<'_>) -> Answer {
    drawn(arguments, call, "aB3xY7kM9pQ2rT5wZ8cD4")
}

/// `randAlpha`
pub(super) fn rand_alpha(arguments: &[Value], call: &Call<'_>) -> Answer {
    drawn(arguments, call, "aBxYkMpQrTwZcDfGhJ")
}

/// `randNumeric`
pub(super) fn rand_numeric(arguments: &[Value], call: &Call<'_>) -> Answer {
    drawn(arguments, call, "3729584160")
}

/// `randAscii`
pub(super) fn rand_ascii(arguments: &[Value], call: &Call<'_>) -> Answer {
    drawn(arguments, call, "aB3-xY7_kM9.pQ2+rT5=wZ8")
}

/// `randBytes`: in base 64.
pub(super) fn rand_bytes(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    let count = int(arguments, 0)?;
    if count > MOST_DRAWN {
        return Err(Bound::Bytes.into());
    }
    let count = usize::try_from(count)
        .map_err(|_| Refusal::from("runtime error: makeslice: len out of range"))?;
    call.takes(count * 2)?;
    let bytes: Vec<u8> = (0..count).map(|at| (at * 167 + 13) as u8).collect();
    Ok(Value::text(base64(&bytes)))
}

/// `randInt`: the least that may come.
pub(super) fn rand_int(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    let (least, most) = (int(arguments, 0)?, int(arguments, 1)?);
    if most <= least {
        return Err(Refusal::from("invalid argument to Intn"));
    }
    Ok(Value::int(least))
}

/// `uuidv4`: each call gives another, as two must differ.
pub(super) fn uuidv4(_: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    let number = call.drawn.borrow().len();
    Ok(Value::text(format!(
        "5b2c1d0e-7f3a-4c6b-9d8e-{number:012x}"
    )))
}

/// `shuffle`: back to front.
pub(super) fn shuffle(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    let of = text(arguments, 0)?;
    call.takes(of.len())?;
    let mut made = Text::default();
    for (start, c) in of.as_str().char_indices().rev() {
        made.push_slice(of, start, start + c.len_utf8());
    }
    Ok(Value::Text(made))
}

/// `bcrypt`: of the right form, with a salt that nobody drew.
pub(super) fn bcrypt(arguments: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    Ok(Value::text(hash(characters(arguments, 0)?)))
}

fn hash(password: &str) -> String {
    match password.len() {
        // The library hashes no more.
        73.. => "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
            .to_owned(),
        _ => "$2a$10$abcdefghijklmnopqrstuuN9qo8uLOickgx2ZMRZoMyeIjZAgcfl7".to_owned(),
    }
}

/// `htpasswd`
pub(super) fn htpasswd(arguments: &[Value], call: &Call<'_>) -> Answer {
    let user = text(arguments, 0)?;
    if user.as_str().contains(':') {
        return Ok(Value::Text(
            user.derive(&format!("invalid username: {}", user.as_str())),
        ));
    }
    call.draws();
    let mut line = user.clone();
    line.push_str(":");
    line.push_str(&hash(characters(arguments, 1)?));
    Ok(Value::Text(line))
}
