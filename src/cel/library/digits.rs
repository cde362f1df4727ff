//! Numbers with a fraction as `%f` and `%e` write them: for English readers.

/// With so many digits behind the point, and commas between thousands.
pub(super) fn fixed(number: f64, precision: usize) -> String {
    if let Some(text) = without_digits(number) {
        return text;
    }
    let digits = format!("{:.precision$}", number.abs());
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut made = sign(number).to_owned();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            made.push(',');
        }
        made.push(digit);
    }
    made + fraction
}

/// With an exponent, and blanks before it up to a width.
pub(super) fn scientific(number: f64, width: usize) -> String {
    let text = without_digits(number).unwrap_or_else(|| {
        let digits = format!("{:.6e}", number.abs());
        let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
        let exponent = exponent.parse::<i32>().unwrap_or_default();
        let up = if exponent < 0 { "⁻" } else { "" };
        let exponent = format!("{:02}", exponent.abs());
        let exponent: String = exponent.chars().map(raised).collect();
        format!("{}{mantissa}×10{up}{exponent}", sign(number))
    });
    format!("{text:>width$}")
}

fn without_digits(number: f64) -> Option<String> {
    match number {
        _ if number.is_nan() => Some("NaN".to_owned()),
        _ if number.is_infinite() => Some(format!("{}∞", sign(number))),
        _ => None,
    }
}

fn sign(number: f64) -> &'static str {
    if number < 0.0 { "-" } else { "" }
}

fn raised(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    }
}
