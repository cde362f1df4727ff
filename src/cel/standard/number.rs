//! Numbers with fractions as Go reads and writes them. Source: `strconv` of Go.

/// Reads a number as `ParseFloat` does; None if it is none, or too large.
pub(super) fn double(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_signed = unsigned.len() < text.len();
    if let Some(hex) = unsigned.strip_prefix("0x").or(unsigned.strip_prefix("0X")) {
        let value = hexadecimal(hex)?;
        return Some(if text.starts_with('-') { -value } else { value });
    }
    let value: f64 = text.parse().ok()?;
    let is_word = unsigned.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = match (value.is_nan(), is_word) {
        (true, _) => !is_signed,
        (false, true) => true,
        (false, false) => value.is_finite(),
    };
    fits.then_some(value)
}

/// `1.8p3`, which is 12.
fn hexadecimal(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['p', 'P'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let is_number = !digits.is_empty() && digits.len() <= 13;
    let value = u64::from_str_radix(&digits, 16)
        .ok()
        .filter(|_| is_number)?;
    let exponent: i32 = exponent.parse().ok()?;
    let exponent = exponent.checked_sub(4 * fraction.len() as i32)?;
    let value = value as f64 * 2f64.powi(exponent);
    value.is_finite().then_some(value)
}

/// The number as `%g` writes it: as short as it can be read again, with an exponent where it is large or small.
pub(super) fn written(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..6).contains(&exponent) {
        return format!("{value}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}
