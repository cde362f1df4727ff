//! What a scalar means to Kubernetes.

use std::borrow::Cow;

/// A scalar resolved as go-yaml v2 does (or JSON, in a JSON document).
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'t> {
    /// Empty, `~` or `null`: unset, to Kubernetes.
    Null,
    /// `true`, and in YAML `yes`, `on`, `y` and their kin.
    Bool(bool),
    /// Whole numbers in every notation; `i128` holds the whole range of `i64` and `u64`. In YAML also
    /// floats without a fraction, since they are written without one to the JSON that the API reads.
    Int(i128),
    /// Other numbers.
    Float(f64),
    /// Anything else, cooked: quotes, escapes and folding resolved.
    Str(Cow<'t, str>),
}

impl<'t> Scalar<'t> {
    /// A plain scalar of YAML, by go-yaml v2's `resolve`.
    #[must_use]
    pub fn resolve(text: Cow<'t, str>) -> Self {
        let first = text
            .as_bytes()
            .first()
            .map_or(NUMBER, |&first| CLASS[first as usize]);
        // What cannot be anything else is a string; most scalars are.
        if first == 0 || (first == WORD && text.len() > 5) {
            return Self::Str(text);
        }
        if let Some(int) = decimal(text.as_bytes()) {
            return Self::Int(int);
        }
        match text.as_ref() {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
                Self::Bool(true)
            }
            "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off"
            | "OFF" => Self::Bool(false),
            _ => Self::number(&text).unwrap_or(Self::Str(text)),
        }
    }

    /// A plain scalar of JSON.
    #[must_use]
    pub fn resolve_json(text: &'t str) -> Self {
        match text {
            "null" => Self::Null,
            "true" => Self::Bool(true),
            "false" => Self::Bool(false),
            _ => text
                .parse()
                .map(Self::Int)
                .or_else(|_| text.parse().map(Self::Float))
                .unwrap_or(Self::Str(text.into())),
        }
    }

    fn number(text: &str) -> Option<Self> {
        if !matches!(text.as_bytes().first()?, b'+' | b'-' | b'.' | b'0'..=b'9') {
            return None;
        }
        let digits: Cow<'_, str> = if text.contains('_') {
            text.replace('_', "").into()
        } else {
            text.into()
        };
        if let Some(int) = integer(&digits) {
            return Some(Self::Int(int));
        }
        if matches!(
            digits.strip_prefix(['+', '-']).unwrap_or(&digits),
            ".inf" | ".Inf" | ".INF"
        ) {
            return Some(Self::Float(if digits.starts_with('-') {
                f64::NEG_INFINITY
            } else {
                f64::INFINITY
            }));
        }
        if matches!(digits.as_ref(), ".nan" | ".NaN" | ".NAN") {
            return Some(Self::Float(f64::NAN));
        }
        let float = is_float(&digits)
            .then(|| digits.parse::<f64>().ok())
            .flatten()
            .filter(|float| float.is_finite())?;
        // Beyond 10^21 Go's JSON uses an exponent, and so no integer.
        let whole = float.fract() == 0.0 && float.abs() < 1e21;
        Some(if whole {
            Self::Int(float as i128)
        } else {
            Self::Float(float)
        })
    }
}

/// What starts with such a byte may be a bool or null.
const WORD: u8 = 1;
/// What starts with such a byte may be a number, or `~`.
const NUMBER: u8 = 2;

/// What a bare scalar may be but a string, by its first byte.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let (words, numbers) = (b"yYnNtTfFoO", b"+-.0123456789~");
    let mut at = 0;
    while at < words.len() {
        class[words[at] as usize] = WORD;
        at += 1;
    }
    at = 0;
    while at < numbers.len() {
        class[numbers[at] as usize] = NUMBER;
        at += 1;
    }
    class
};

/// Whether a bare scalar that starts with a byte can be nothing but a string.
#[inline]
pub(super) fn starts_str(first: u8) -> bool {
    CLASS[first as usize] == 0
}

/// The number that a few digits are, the usual way to write one.
fn decimal(digits: &[u8]) -> Option<i128> {
    let usual = digits == b"0" || (1..=18).contains(&digits.len()) && digits[0] != b'0';
    if !usual || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let add = |sum: i64, digit: &u8| sum * 10 + i64::from(digit - b'0');
    Some(digits.iter().fold(0, add).into())
}

/// Whether a bare scalar of letters alone is a bool or null, or may be one.
#[inline]
pub(super) fn is_special(letters: &str) -> bool {
    match letters.len() {
        0 | 1 => true,
        2..=5 => matches!(
            letters,
            "yes"
                | "Yes"
                | "YES"
                | "no"
                | "No"
                | "NO"
                | "on"
                | "On"
                | "ON"
                | "off"
                | "Off"
                | "OFF"
                | "true"
                | "True"
                | "TRUE"
                | "false"
                | "False"
                | "FALSE"
                | "null"
                | "Null"
                | "NULL"
        ),
        _ => false,
    }
}

/// Whether a bare scalar reads `key` if it is written so, and only then; numbers, bools and null have many
/// forms.
#[inline]
pub(super) fn is_word(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_special(key)
}

/// Go's `ParseInt` with base 0, then `ParseUint`; underscores are gone already.
fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &digits[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &digits[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    let fits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let magnitude = i128::from_str_radix(digits, radix).ok().filter(|_| fits)?;
    let value = if negative { -magnitude } else { magnitude };
    (i128::from(i64::MIN)..=i128::from(u64::MAX))
        .contains(&value)
        .then_some(value)
}

/// A whole number as a key: one in the notation of a float reads as floats do.
pub(super) fn int_key(int: i128, text: &str) -> String {
    let digits = text.replace('_', "");
    if is_float(&digits) && integer(&digits).is_none() {
        return float_key(int as f64).into_owned();
    }
    int.to_string()
}

/// A float as a key: Go's `FormatFloat` with format `g` and 32 bits. Source: `convertToJSONableObject`
/// of sigs.k8s.io/yaml.
pub(super) fn float_key(float: f64) -> Cow<'static, str> {
    let narrow = float as f32;
    if narrow.is_nan() {
        return Cow::Borrowed(".nan");
    }
    if narrow.is_infinite() {
        return Cow::Borrowed(if narrow > 0.0 { ".inf" } else { "-.inf" });
    }
    let written = format!("{narrow:e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return Cow::Owned(narrow.to_string());
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    Cow::Owned(format!("{mantissa}e{sign}{:02}", exponent.abs()))
}

/// go-yaml's `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_fits =
        exponent.is_none_or(|text| digits(text.strip_prefix(['-', '+']).unwrap_or(text)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
        None => digits(mantissa),
    };
    exponent_fits && mantissa_fits
}

#[cfg(test)]
mod tests {
    use super::Scalar;

    fn resolve(text: &str) -> Scalar<'_> {
        Scalar::resolve(text.into())
    }

    #[test]
    fn bare_words_are_bools_and_nulls() {
        for word in ["y", "Yes", "on", "TRUE"] {
            assert_eq!(resolve(word), Scalar::Bool(true), "{word}");
        }
        for word in ["n", "No", "OFF", "false"] {
            assert_eq!(resolve(word), Scalar::Bool(false), "{word}");
        }
        for word in ["", "~", "null", "NULL"] {
            assert_eq!(resolve(word), Scalar::Null, "{word}");
        }
        assert_eq!(resolve("yEs"), Scalar::Str("yEs".into()));
    }

    #[test]
    fn numbers_are_those_of_go_yaml() {
        let ints = [
            ("0777", 511),
            ("0o777", 511),
            ("0x1f", 31),
            ("0b11", 3),
            ("-0b11", -3),
            ("1_000", 1000),
            ("+1", 1),
        ];
        for (text, int) in ints {
            assert_eq!(resolve(text), Scalar::Int(int), "{text}");
        }
        assert_eq!(resolve("08"), Scalar::Int(8), "a float without a fraction");
        assert_eq!(resolve("1e3"), Scalar::Int(1000));
        assert_eq!(resolve(".5"), Scalar::Float(0.5));
        for text in [
            "1:30",
            "_1",
            "2001-01-01",
            "++.inf",
            "1e1000",
            "1.2.3",
            "=",
            "-",
            "0x",
        ] {
            assert_eq!(resolve(text), Scalar::Str(text.into()), "{text}");
        }
    }

    #[test]
    fn json_keeps_floats_apart() {
        assert_eq!(Scalar::resolve_json("1.0"), Scalar::Float(1.0));
        assert_eq!(Scalar::resolve_json("12"), Scalar::Int(12));
    }
}
