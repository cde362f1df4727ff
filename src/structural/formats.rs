//! Texts whose format makes more of them. Source: `pkg/validation/strfmt` of `k8s.io/kube-openapi`.

use super::part::Format;
use crate::cel::Error;
use crate::cel::value::{Bytes, Duration, Text, Timestamp, Value};
use crate::yaml::decode_base64;

/// What an expression sees of a text.
pub(super) fn value(format: Format, text: &str) -> Result<Value<'_>, Error> {
    let read = match format {
        Format::Other => return Ok(Value::String(Text::Seen(text))),
        Format::Byte => bytes(text).map(|bytes| Value::Bytes(Bytes::Made(bytes.into()))),
        Format::Duration => duration(text).map(Value::Duration),
        Format::Date => date(text).map(Value::Timestamp),
        Format::DateTime => date_time(text).map(Value::Timestamp),
    };
    read.ok_or_else(|| Error::failed(format!("`{text}` does not have its format")))
}

/// Base64 with the letters of URLs; line breaks are passed over.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.contains(['+', '/']) {
        return None;
    }
    decode_base64(&text.replace('-', "+").replace('_', "/"))
}

/// Whether a text is a length of time.
pub(crate) fn is_duration(text: &str) -> bool {
    duration(text).is_some()
}

/// A length of time as Go writes it, or as a sum of whole numbers with the names of units.
fn duration(text: &str) -> Option<Duration> {
    Duration::parse(text).or_else(|| in_words(text).map(Duration::of))
}

/// The names of units, the last of which may go on, and their nanoseconds.
const UNITS: [(&[&str], i64); 8] = [
    (&["ns", "nano"], 1),
    (&["us", "µs", "micro"], 1_000),
    (&["ms", "milli"], 1_000_000),
    (&["s", "sec"], SECOND),
    (&["m", "min"], 60 * SECOND),
    (&["h", "hr", "hour"], 3600 * SECOND),
    (&["d", "day"], 24 * 3600 * SECOND),
    (&["w", "wk", "week"], 7 * 24 * 3600 * SECOND),
];

const SECOND: i64 = 1_000_000_000;

/// A sum like `2 days 4h`; what stands between is passed over.
fn in_words(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut sum = None;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[at..];
        let end = number.find(|c: char| !c.is_ascii_digit());
        let (digits, behind) = number.split_at(end.unwrap_or(number.len()));
        rest = behind;
        let word = behind.trim_start_matches([' ', '\t', '\n', '\r', '\x0C']);
        let end = word.find(|c: char| !c.is_ascii_alphabetic() && c != 'µ');
        let (unit, behind) = word.split_at(end.unwrap_or(word.len()));
        if unit.is_empty() {
            continue;
        }
        rest = behind;
        let factor: i64 = digits.parse().ok()?;
        let unit = unit.to_lowercase();
        for (names, size) in UNITS {
            let is_last = names.last().is_some_and(|last| unit.starts_with(last));
            let times =
                usize::from(is_last) + usize::from(names[..names.len() - 1].contains(&&*unit));
            if times > 0 {
                sum = Some(i64::wrapping_add(
                    sum.unwrap_or(0),
                    factor.wrapping_mul(size),
                ));
            }
        }
    }
    sum
}

/// A day, as the first moment of it.
fn date(text: &str) -> Option<Timestamp> {
    let is_day = text.len() == "2026-01-31".len();
    is_day.then(|| Timestamp::parse(&format!("{text}T00:00:00Z")))?
}

/// A point in time; without a zone it is of UTC. Nothing is the first of all.
fn date_time(text: &str) -> Option<Timestamp> {
    match text {
        "" => Some(Timestamp::of(0)),
        text => Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}Z"))),
    }
}
