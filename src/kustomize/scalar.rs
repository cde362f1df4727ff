//! What bare scalars mean to kustomize, which reads YAML with go-yaml v3, and how it prints them.

use std::borrow::Cow;

use crate::helm::float;

/// What a bare scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Null,
    Bool,
    Int,
    Float,
    /// A date or a time, which a build prints as a string.
    Time,
    Str,
}

impl Meaning {
    /// What a bare scalar is. Unlike go-yaml v2, `yes` and `on` are strings. Source: `resolve` of
    /// <https://pkg.go.dev/gopkg.in/yaml.v3>.
    pub(super) fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Self::Bool,
            _ => {}
        }
        let first = text.as_bytes()[0];
        if !matches!(first, b'+' | b'-' | b'.' | b'0'..=b'9') {
            return Self::Str;
        }
        let unsigned = text.trim_start_matches(['+', '-']);
        if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
        {
            return Self::Float;
        }
        if time(text).is_some() {
            return Self::Time;
        }
        let digits = text.replace('_', "");
        if int(&digits).is_some() {
            Self::Int
        } else if is_float(&digits) {
            Self::Float
        } else {
            Self::Str
        }
    }
}

/// What a build prints for a bare scalar that is no string: it makes JSON of it, and YAML of that.
pub(super) fn printed(text: &str) -> Cow<'_, str> {
    match Meaning::of(text) {
        Meaning::Null => "null".into(),
        Meaning::Bool => text.to_ascii_lowercase().into(),
        Meaning::Int | Meaning::Float => decimal(text).map_or(text.into(), Cow::Owned),
        Meaning::Time => time(text).map_or(text.into(), Cow::Owned),
        Meaning::Str => text.into(),
    }
}

fn decimal(text: &str) -> Option<String> {
    let digits = text.replace('_', "");
    if let Some(number) = int(&digits) {
        return Some(number.to_string());
    }
    let number: f64 = digits
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    // JSON has whole numbers without an exponent, and YAML takes those that fit for whole again.
    let whole = int(&number.to_string());
    Some(whole.map_or_else(|| float(number), |whole| whole.to_string()))
}

/// The way that Go prints a date or a time that is written without quotes.
pub(super) fn time(text: &str) -> Option<String> {
    let (year, rest) = (text.get(..4)?, text.get(4..)?.strip_prefix('-')?);
    let (month, rest) = number(rest, 12)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 31)?;
    let is_date = year.bytes().all(|byte| byte.is_ascii_digit()) && month > 0 && day > 0;
    if !is_date {
        return None;
    }
    let date = format!("{year}-{month:02}-{day:02}");
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let is_zoned = rest.starts_with(['T', 't']);
    let (hour, rest) = number(rest.strip_prefix(['T', 't', ' '])?, 23)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 59)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 59)?;
    let digits = |text: &str| {
        text.bytes()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) if digits(rest) > 0 => rest.split_at(digits(rest)),
        Some(_) => return None,
        None => ("", rest),
    };
    let zone = match (is_zoned, zone) {
        (true, "Z" | "z") | (false, "") => "Z",
        (true, zone) if is_offset(zone) => zone,
        _ => return None,
    };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!(
        "{date}T{hour:02}:{minute:02}:{second:02}{point}{fraction}{zone}"
    ))
}

/// A number of one or two digits, and what is behind it.
fn number(text: &str, most: u8) -> Option<(u8, &str)> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let number = number.parse().ok().filter(|&number| number <= most)?;
    Some((number, rest))
}

/// `+01:00`
fn is_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && matches!(bytes[0], b'+' | b'-')
        && bytes[3] == b':'
        && [1, 2, 4, 5].iter().all(|&at| bytes[at].is_ascii_digit())
}

/// A whole number that 64 bits hold.
fn int(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (radix, digits) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &unsigned[2..]),
        [b'0', b'b' | b'B', ..] => (2, &unsigned[2..]),
        [b'0', b'o' | b'O', ..] => (8, &unsigned[2..]),
        [b'0', _, ..] => (8, &unsigned[1..]),
        _ => (10, unsigned),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let number = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let signed = if text.starts_with('-') {
        -number
    } else {
        number
    };
    Some(signed).filter(|&number| number >= i128::from(i64::MIN))
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_fits =
        exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
        None => digits(mantissa),
    };
    let is_finite = text.parse::<f64>().is_ok_and(f64::is_finite);
    exponent_fits && mantissa_fits && is_finite
}

#[cfg(test)]
mod tests {
    use super::{Meaning, printed, time};

    #[test]
    fn bare_scalars_are_what_version_3_of_go_yaml_says() {
        for (text, meaning) in [
            ("yes", Meaning::Str),
            ("True", Meaning::Bool),
            ("0777", Meaning::Int),
            ("0o17", Meaning::Int),
            ("08", Meaning::Float),
            ("1_000", Meaning::Int),
            ("1e3", Meaning::Float),
            ("1e400", Meaning::Str),
            ("2001-01-01", Meaning::Time),
            ("1:30", Meaning::Str),
            ("-", Meaning::Str),
            ("~", Meaning::Null),
            ("18446744073709551615", Meaning::Int),
        ] {
            assert_eq!(Meaning::of(text), meaning, "{text}");
        }
    }

    #[test]
    fn numbers_are_printed_as_json_would_have_them() {
        for (text, expected) in [
            ("10.00", "10"),
            ("0o755", "493"),
            ("0755", "493"),
            ("08", "8"),
            ("-0x1F", "-31"),
            ("+1", "1"),
            ("1_0.5", "10.5"),
            (".5", "0.5"),
            ("-0.0", "0"),
            ("1e3", "1000"),
            ("0.1e-7", "1e-08"),
            ("1234567.5", "1.2345675e+06"),
            ("12345678901234567890", "12345678901234567890"),
            ("-9223372036854775809", "-9.223372036854776e+18"),
            ("123456789012345678901234567890", "1.2345678901234568e+29"),
            ("True", "true"),
            ("~", "null"),
            ("1e400", "1e400"),
        ] {
            assert_eq!(printed(text), expected, "{text}");
        }
    }

    #[test]
    fn times_are_printed_as_go_prints_them() {
        for (text, printed) in [
            ("2001-1-2", Some("2001-01-02T00:00:00Z")),
            ("2001-01-01T10:00:00Z", Some("2001-01-01T10:00:00Z")),
            ("2001-01-01 1:2:3.50", Some("2001-01-01T01:02:03.5Z")),
            (
                "2001-01-01t10:00:00+01:00",
                Some("2001-01-01T10:00:00+01:00"),
            ),
            ("2001-13-01", None),
            ("2001-01-01T10:00", None),
        ] {
            assert_eq!(time(text).as_deref(), printed, "{text}");
        }
    }
}
