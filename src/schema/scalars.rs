//! Whether a scalar fits what a field takes, as the API server decodes it.

use crate::api::Shape;
use crate::yaml::{Cursor, Scalar};

/// Why a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is of another type.
    Type,
    /// A number beyond what fits.
    Range,
    /// A string that is no amount, time or base64.
    Format,
}

/// Checks a scalar against the shape of its field. Null is unset and fits everywhere.
pub(super) fn fits(shape: Shape, value: &Cursor<'_>) -> Result<(), Problem> {
    if matches!(shape, Shape::String | Shape::Any | Shape::IntOrString) && value.is_plainly_str() {
        return Ok(());
    }
    let Some(scalar) = value.scalar() else {
        return Ok(());
    };
    let fits = match (shape, &scalar) {
        (_, Scalar::Null)
        | (Shape::Any, _)
        | (Shape::String, Scalar::Str(_))
        | (Shape::Bool, Scalar::Bool(_)) => true,
        (Shape::Number, Scalar::Int(_)) => true,
        (Shape::Number, Scalar::Float(float)) => float.is_finite(),
        (Shape::Int32 | Shape::IntOrString, Scalar::Int(int)) => {
            return within(*int, i32::MIN.into(), i32::MAX.into());
        }
        (Shape::Int64, Scalar::Int(int)) => return within(*int, i64::MIN.into(), i64::MAX.into()),
        (Shape::IntOrString, Scalar::Str(_)) => true,
        (Shape::Quantity, Scalar::Int(_)) => true,
        (Shape::Quantity, Scalar::Float(_)) => return format(is_quantity(value.text())),
        (Shape::Quantity, Scalar::Str(text)) => return format(is_quantity(text)),
        (Shape::Time, Scalar::Str(text)) => return format(is_time(text)),
        // Go's layout for it has six digits behind the seconds, and wants all of them.
        (Shape::MicroTime, Scalar::Str(text)) => {
            return format(is_time(text) && has_microseconds(text));
        }
        (Shape::Bytes, Scalar::Str(text)) => return format(is_base64(text)),
        _ => false,
    };
    if fits { Ok(()) } else { Err(Problem::Type) }
}

fn within(int: i128, least: i128, most: i128) -> Result<(), Problem> {
    if (least..=most).contains(&int) {
        Ok(())
    } else {
        Err(Problem::Range)
    }
}

fn format(fits: bool) -> Result<(), Problem> {
    if fits { Ok(()) } else { Err(Problem::Format) }
}

/// `resource.ParseQuantity` of apimachinery: a signed decimal number and a suffix; blanks around it are
/// dropped first.
pub(super) fn is_quantity(text: &str) -> bool {
    let text = text.trim();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let number = unsigned.len()
        - unsigned
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
            .len();
    let (number, suffix) = unsigned.split_at(number);
    if !number.bytes().any(|byte| byte.is_ascii_digit()) || number.matches('.').count() > 1 {
        return false;
    }
    match suffix {
        "" | "n" | "u" | "m" | "k" | "M" | "G" | "T" | "P" | "E" | "Ki" | "Mi" | "Gi" | "Ti"
        | "Pi" | "Ei" => true,
        _ => suffix.strip_prefix(['e', 'E']).is_some_and(|exponent| {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        }),
    }
}

fn has_microseconds(text: &str) -> bool {
    let fraction = text
        .split_once(['.', ','])
        .map_or("", |(_, fraction)| fraction);
    fraction.bytes().take_while(u8::is_ascii_digit).count() == 6
}

/// RFC 3339 as Go's `time.Parse` takes it.
pub(crate) fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let number = |text: &str, digits: usize, most: u32| {
        text.len() == digits
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u32>().is_ok_and(|number| number <= most)
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let date_fits = number(year, 4, 9999)
        && number(month, 2, 12)
        && number(day, 2, 31)
        && month != "00"
        && day != "00";
    let (clock, zone_fits) = match time.find(['Z', '+', '-']) {
        Some(at) if &time[at..] == "Z" => (&time[..at], true),
        Some(at) => {
            let zone = time[at + 1..].split_once(':');
            (
                &time[..at],
                zone.is_some_and(|(hours, minutes)| number(hours, 2, 24) && number(minutes, 2, 60)),
            )
        }
        None => return false,
    };
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    let fraction_fits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    date_fits
        && zone_fits
        && fraction_fits
        && number(hour, 2, 23)
        && number(minute, 2, 59)
        && number(second, 2, 59)
}

/// Standard base64 with padding; line breaks are skipped, as Go's decoder does.
pub(crate) fn is_base64(text: &str) -> bool {
    let bytes: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b'\n' | b'\r'))
        .collect();
    let padding = bytes.iter().rev().take_while(|&&byte| byte == b'=').count();
    bytes.len().is_multiple_of(4)
        && padding <= 2
        && bytes[..bytes.len() - padding]
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::{is_base64, is_quantity, is_time};

    #[test]
    fn quantities() {
        for text in ["1", "100m", "1.5Gi", ".5", "5.", "-1k", "1e3", "1E-3", "2E"] {
            assert!(is_quantity(text), "{text}");
        }
        for text in ["", "1 Gi", "1gb", "1KI", "Gi", "1.2.3", "1e", "100MB", "K"] {
            assert!(!is_quantity(text), "{text}");
        }
    }

    #[test]
    fn times() {
        for text in ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.123456+01:00"] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "2024-01-01",
            "2024-13-01T00:00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01 00:00:00Z",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn base64() {
        for text in ["", "aGVsbG8=", "aGVs\nbG8=", "YQ=="] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["hello", "aGVsbG8", "a===", "YWJj!Q=="] {
            assert!(!is_base64(text), "{text}");
        }
    }
}
