//! Texts with values in them: `'%s has %d'.format(['a', 2])`. Source: `string.format` of `cel-go/ext`.

use std::fmt::Write;

use super::digits::{fixed, scientific};
use super::written::shown;
use crate::cel::error::Error;
use crate::cel::eval::no_such_overload;
use crate::cel::value::{List, Value};
use crate::sha2::hex;

/// How many digits `%f` and `%e` write if none are asked for.
const PRECISION: usize = 6;

/// Fills values into a text.
///
/// # Errors
///
/// There are not enough values, or one is of a type that its place does not take.
pub(super) fn format(text: &str, values: &List<'_>) -> Result<String, Error> {
    let mut made = String::with_capacity(text.len());
    let (mut rest, mut index) = (text, 0);
    while let Some((before, behind)) = rest.split_once('%') {
        made.push_str(before);
        if let Some(behind) = behind.strip_prefix('%') {
            made.push('%');
            rest = behind;
            continue;
        }
        if index >= values.len() {
            return Err(Error::failed(format!("index {index} out of range")));
        }
        let (clause, behind) = Clause::read(behind)?;
        clause.write(&values.get(index)?, &mut made)?;
        rest = behind;
        index += 1;
    }
    made.push_str(rest);
    Ok(made)
}

/// What stands behind a `%`.
struct Clause {
    verb: char,
    precision: usize,
}

impl Clause {
    fn read(text: &str) -> Result<(Self, &str), Error> {
        /// No number has more digits that mean something.
        const MOST: usize = 1100;
        let (digits, behind) = match text.strip_prefix('.') {
            Some(inner) => {
                let behind = inner.trim_start_matches(|c: char| c.is_ascii_digit());
                (Some(&inner[..inner.len() - behind.len()]), behind)
            }
            None => (None, text),
        };
        let precision = match digits.map(str::parse) {
            None => PRECISION,
            Some(Ok(precision)) if precision > MOST => {
                return Err(Error::unsupported("a number of more than 1100 digits"));
            }
            Some(Ok(precision)) => precision,
            Some(Err(_)) => return Err(Error::failed("a precision must be digits")),
        };
        let Some(verb) = behind.chars().next() else {
            return Err(Error::failed("unexpected end of string"));
        };
        let clause = Self { verb, precision };
        Ok((clause, &behind[verb.len_utf8()..]))
    }

    fn write(&self, value: &Value<'_>, made: &mut String) -> Result<(), Error> {
        let takes = |kinds| Error::failed(format!("%{} takes {kinds}", self.verb));
        let written = match (self.verb, value) {
            ('s', value) => {
                made.push_str(&shown(value)?);
                Ok(())
            }
            ('d', Value::Int(int)) => write!(made, "{int}"),
            ('d', Value::Uint(uint)) => write!(made, "{uint}"),
            ('d', _) => return Err(takes("integers")),
            ('f', value) => {
                let number = number(value).ok_or_else(|| takes("doubles"))?;
                made.push_str(&fixed(number, self.precision));
                Ok(())
            }
            ('e', value) => {
                let number = number(value).ok_or_else(|| takes("doubles"))?;
                made.push_str(&scientific(number, self.precision));
                Ok(())
            }
            ('b', Value::Bool(bool)) => write!(made, "{}", u8::from(*bool)),
            ('b', Value::Int(int)) => write!(made, "{}{:b}", sign(*int), int.unsigned_abs()),
            ('b', Value::Uint(uint)) => write!(made, "{uint:b}"),
            ('b', _) => return Err(takes("integers and bools")),
            ('o', Value::Int(int)) => write!(made, "{}{:o}", sign(*int), int.unsigned_abs()),
            ('o', Value::Uint(uint)) => write!(made, "{uint:o}"),
            ('o', _) => return Err(takes("integers")),
            ('x' | 'X', value) => {
                let digits =
                    hexadecimal(value).ok_or_else(|| takes("integers, bytes and strings"))?;
                made.push_str(&if self.verb == 'X' {
                    digits.to_uppercase()
                } else {
                    digits
                });
                Ok(())
            }
            (verb, _) => return Err(Error::failed(format!("there is no clause %{verb}"))),
        };
        written.map_err(|_| no_such_overload())
    }
}

fn sign(int: i64) -> &'static str {
    if int < 0 { "-" } else { "" }
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Double(number) => Some(*number),
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}

fn hexadecimal(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Int(int) => Some(format!("{}{:x}", sign(*int), int.unsigned_abs())),
        Value::Uint(uint) => Some(format!("{uint:x}")),
        Value::String(text) => Some(hex(text.as_str().as_bytes())),
        Value::Bytes(bytes) => Some(hex(bytes.as_slice())),
        _ => None,
    }
}
