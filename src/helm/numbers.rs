//! Go's numbers: what is read as one, and how one is printed.

use crate::template::Value;

/// Go's `int64` of anything, as `int64` and all arithmetic take it: what is no number is 0.
pub(super) fn to_int(value: &Value) -> i64 {
    match value {
        Value::Int(number, _) | Value::Int64(number, _) => *number,
        Value::Float(number, _) => truncated(*number),
        Value::Bool(is, _) => i64::from(*is),
        Value::Text(text) => parse_int(without_zero_decimals(text.as_str()), 0).unwrap_or(0),
        Value::Object(_) | Value::Nil | Value::List(_) | Value::Map(_) => 0,
    }
}

/// Go's `float64` of anything: what is no number is 0.
pub(super) fn to_float(value: &Value) -> f64 {
    match value {
        Value::Int(number, _) | Value::Int64(number, _) => *number as f64,
        Value::Float(number, _) => *number,
        Value::Bool(is, _) => f64::from(u8::from(*is)),
        Value::Text(text) => parse_float(text.as_str()).unwrap_or(0.0),
        Value::Object(_) | Value::Nil | Value::List(_) | Value::Map(_) => 0.0,
    }
}

/// A float as an integer, as amd64 converts it: what does not fit is the least.
pub(super) fn truncated(number: f64) -> i64 {
    let fits = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number);
    if fits { number as i64 } else { i64::MIN }
}

/// `1.00` without its decimals.
fn without_zero_decimals(text: &str) -> &str {
    let whole = text.trim_end_matches('0');
    match whole.strip_suffix('.') {
        Some(whole_part) if whole.len() < text.len() => whole_part,
        _ => text,
    }
}

/// Go's `ParseInt` for 64 bits. With base 0 the prefix says it, and underscores may stand between digits.
pub(super) fn parse_int(text: &str, base: u32) -> Option<i64> {
    let (is_negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits, has_prefix) = match (base, digits.as_bytes()) {
        (0, [b'0', b'x' | b'X', ..]) => (16, &digits[2..], true),
        (0, [b'0', b'b' | b'B', ..]) => (2, &digits[2..], true),
        (0, [b'0', b'o' | b'O', ..]) => (8, &digits[2..], true),
        (0, [b'0', _, ..]) => (8, &digits[1..], true),
        (0, _) => (10, digits, false),
        (base, _) => (base, digits, false),
    };
    if digits.contains('_') && (base != 0 || !has_good_breaks(digits, has_prefix)) {
        return None;
    }
    let plain = digits.replace('_', "");
    if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let number = i128::from_str_radix(&plain, radix).ok()?;
    i64::try_from(if is_negative { -number } else { number }).ok()
}

/// Whether each underscore stands between digits, or behind a prefix.
fn has_good_breaks(digits: &str, has_prefix: bool) -> bool {
    let mut may_break = has_prefix;
    let mut must_go_on = false;
    for byte in digits.bytes() {
        if byte == b'_' {
            if !may_break {
                return false;
            }
            (may_break, must_go_on) = (false, true);
        } else {
            let is_digit = byte.is_ascii_digit() || has_prefix && byte.is_ascii_hexdigit();
            if must_go_on && !is_digit {
                return false;
            }
            (may_break, must_go_on) = (is_digit, false);
        }
    }
    !must_go_on
}

/// Go's `ParseFloat` for 64 bits.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let lower = unsigned.to_ascii_lowercase();
    if matches!(lower.as_str(), "inf" | "infinity" | "nan") {
        return text.to_ascii_lowercase().parse().ok();
    }
    let hex = lower.strip_prefix("0x");
    if !has_good_breaks(hex.unwrap_or(unsigned), hex.is_some()) {
        return None;
    }
    if let Some(hex) = hex {
        let number = parse_hex_float(&hex.replace('_', ""))?;
        return Some(if text.starts_with('-') {
            -number
        } else {
            number
        });
    }
    let is_plain = |byte: u8| byte.is_ascii_digit() || b".eE+-_".contains(&byte);
    let has_digit = unsigned.bytes().any(|byte| byte.is_ascii_digit());
    if !unsigned.bytes().all(is_plain) || !has_digit || unsigned.starts_with(['e', 'E', '+', '-']) {
        return None;
    }
    let number = text.replace('_', "").parse().ok();
    number.filter(|number: &f64| number.is_finite())
}

fn parse_hex_float(hex: &str) -> Option<f64> {
    let (mantissa, exponent) = hex.split_once('p')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let number = u64::from_str_radix(&digits, 16).ok()? as f64;
    let shift = exponent.checked_sub(4 * i32::try_from(fraction.len()).ok()?)?;
    Some(number * 2_f64.powi(shift)).filter(|number| number.is_finite())
}

/// A float as Go's `FormatFloat` writes it with format `g` and as few digits as tell it from others.
pub(crate) fn float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let written = format!("{number:e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return number.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}
