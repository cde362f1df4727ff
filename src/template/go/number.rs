//! Number constants as Go reads them.

/// What a constant can be; Go takes it for what fits where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::template) struct Number {
    /// As an `int64`.
    pub(in crate::template) int: Option<i64>,
    /// As a `float64`; none for an integer that only an unsigned one holds.
    pub(in crate::template) float: Option<f64>,
    /// Whether it is written as an integer, and not with a point or an exponent.
    pub(in crate::template) is_integer: bool,
}

/// Why a constant is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::template) enum Wrong {
    Overflow,
    Syntax,
}

const POINTS: [char; 5] = ['.', 'e', 'E', 'p', 'P'];

/// Whether its `e` is a digit. Go does not look behind a sign: `-0xe` is a float.
fn is_hexadecimal(text: &str) -> bool {
    text.starts_with("0x") || text.starts_with("0X")
}

/// Reads a constant that is no character and not complex.
pub(in crate::template) fn read(text: &str) -> Result<Number, Wrong> {
    if let Some(int) = read_integer(text) {
        return Ok(Number {
            int: i64::try_from(int).ok(),
            float: Some(int as f64),
            is_integer: is_hexadecimal(text) || !text.contains(POINTS),
        });
    }
    let float = read_float(text).ok_or(Wrong::Syntax)?;
    if !text.contains(POINTS) {
        return Err(Wrong::Overflow);
    }
    Ok(Number {
        int: whole(float),
        float: Some(float),
        is_integer: false,
    })
}

/// A float that is whole, as an integer.
fn whole(float: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let is_whole = float.trunc() == float && (-LIMIT..LIMIT).contains(&float);
    is_whole.then_some(float as i64)
}

/// An integer of 64 bits, with or without a sign; with the prefix of its base, or a leading zero for octal.
fn read_integer(text: &str) -> Option<i128> {
    let unsigned = text.trim_start_matches(['+', '-']);
    if text.len() - unsigned.len() > 1 || !underscores_separate_digits(unsigned) {
        return None;
    }
    let lower = unsigned.to_ascii_lowercase().replace('_', "");
    let (base, digits) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        Some(other) if other.starts_with('0') => (8, &lower[1..]),
        _ => (10, &lower[..]),
    };
    if !digits.starts_with(|digit: char| digit.is_ascii_hexdigit()) {
        return None;
    }
    let number = i128::from(u64::from_str_radix(digits, base).ok()?);
    match text.as_bytes()[0] {
        b'-' => (number <= 1 << 63).then_some(-number),
        b'+' => (number < 1 << 63).then_some(number),
        _ => Some(number),
    }
}

/// Whether each underscore stands between digits, or behind the prefix of a base.
fn underscores_separate_digits(unsigned: &str) -> bool {
    if !unsigned.contains('_') {
        return true;
    }
    let lower = unsigned.to_ascii_lowercase();
    let is_hex = lower.starts_with("0x");
    let has_prefix = is_hex || lower.starts_with("0b") || lower.starts_with("0o");
    let mut before = if has_prefix { '0' } else { '^' };
    for sign in lower.chars().skip(if has_prefix { 2 } else { 0 }) {
        let is_digit = sign.is_ascii_digit() || is_hex && sign.is_ascii_hexdigit();
        if sign == '_' && before != '0' || sign != '_' && !is_digit && before == '_' {
            return false;
        }
        before = match sign {
            '_' => '_',
            _ if is_digit => '0',
            _ => '!',
        };
    }
    before != '_'
}

fn read_float(text: &str) -> Option<f64> {
    let unsigned = text.trim_start_matches(['+', '-']);
    if text.len() - unsigned.len() > 1 || !underscores_separate_digits(unsigned) {
        return None;
    }
    let plain = unsigned.to_ascii_lowercase().replace('_', "");
    let number = match plain.strip_prefix("0x") {
        Some(hex) => read_hexadecimal_float(hex)?,
        // Go's scanner gives digits, points and exponents alone; so no `inf` comes here.
        None if plain.contains(|sign: char| sign.is_ascii_digit()) => plain.parse().ok()?,
        None => return None,
    };
    let is_finite = f64::is_finite(number);
    is_finite.then_some(if text.starts_with('-') {
        -number
    } else {
        number
    })
}

/// `1.8p3`: digits of base 16, and an exponent of two, which must be there.
fn read_hexadecimal_float(hex: &str) -> Option<f64> {
    let (digits, exponent) = hex.split_once('p')?;
    let mut exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut number = 0.0;
    for digit in whole.chars().chain(fraction.chars()) {
        number = number * 16.0 + f64::from(digit.to_digit(16)?);
    }
    exponent = exponent.saturating_sub(4 * i32::try_from(fraction.len()).ok()?);
    // In two steps, as the power alone may be too small or too large.
    let half = exponent / 2;
    Some(number * 2f64.powi(half) * 2f64.powi(exponent - half))
}
