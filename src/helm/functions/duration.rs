//! Durations, in nanoseconds, as Go reads and writes them.

use crate::template::format::quote;

const SECOND: u64 = 1_000_000_000;
const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1000),
    ("µs", 1000),
    ("μs", 1000),
    ("ms", 1_000_000),
    ("s", SECOND),
    ("m", 60 * SECOND),
    ("h", 3600 * SECOND),
];

/// Reads `1h30m`.
///
/// # Errors
///
/// What Go says of it.
pub(super) fn parse(text: &str) -> Result<i64, String> {
    let quoted = || quote(text);
    let invalid = || format!("time: invalid duration {}", quoted());
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(invalid());
    }
    let (mut rest, mut sum) = (unsigned, 0_i128);
    while !rest.is_empty() {
        let number = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(number);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
            return Err(invalid());
        }
        let end = behind
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(behind.len());
        let unit = &behind[..end];
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {}", quoted()));
        }
        let size = UNITS
            .iter()
            .find(|known| known.0 == unit)
            .map(|known| known.1);
        let Some(size) = size else {
            return Err(format!(
                "time: unknown unit {} in duration {}",
                quote(unit),
                quoted()
            ));
        };
        let whole: i128 = if whole.is_empty() {
            0
        } else {
            whole.parse().map_err(|_| invalid())?
        };
        let part: f64 = format!("0.{fraction}0").parse().unwrap_or(0.0);
        sum = sum
            .checked_add(whole.checked_mul(i128::from(size)).ok_or_else(invalid)?)
            .and_then(|sum| sum.checked_add((part * size as f64) as i128))
            .ok_or_else(invalid)?;
        rest = &behind[end..];
    }
    let signed = if text.starts_with('-') { -sum } else { sum };
    i64::try_from(signed).map_err(|_| invalid())
}

/// As Go writes a duration: `1h30m0s`, `1.5s`, `2ms`.
pub(super) fn written(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let size = nanoseconds.unsigned_abs();
    if size == 0 {
        return "0s".to_owned();
    }
    if size < SECOND {
        let (unit, name) = match size {
            ..1000 => (1, "ns"),
            1000..1_000_000 => (1000, "µs"),
            _ => (1_000_000, "ms"),
        };
        return format!("{sign}{}{name}", with_fraction(size, unit));
    }
    let (hours, minutes) = (size / (3600 * SECOND), size / (60 * SECOND) % 60);
    let seconds = with_fraction(size % (60 * SECOND), SECOND);
    match (hours, size >= 60 * SECOND) {
        (0, false) => format!("{sign}{seconds}s"),
        (0, true) => format!("{sign}{minutes}m{seconds}s"),
        _ => format!("{sign}{hours}h{minutes}m{seconds}s"),
    }
}

fn with_fraction(size: u64, unit: u64) -> String {
    let width = unit.ilog10() as usize;
    let fraction = size % unit;
    if fraction == 0 {
        return (size / unit).to_string();
    }
    let digits = format!("{fraction:0width$}");
    format!("{}.{}", size / unit, digits.trim_end_matches('0'))
}

/// The largest unit of which there is more than one, as Sprig rounds: `3d`.
pub(super) fn rounded(nanoseconds: i64) -> String {
    let hour = 3600 * SECOND;
    let units = [
        (hour * 24 * 365, "y"),
        (hour * 24 * 30, "mo"),
        (hour * 24, "d"),
        (hour, "h"),
        (60 * SECOND, "m"),
        (SECOND, "s"),
    ];
    let size = nanoseconds.unsigned_abs();
    let unit = units.iter().find(|unit| size > unit.0);
    unit.map_or_else(
        || "0s".to_owned(),
        |(unit, name)| format!("{}{name}", size / unit),
    )
}
