//! How an amount is written, where that makes a difference to the server. Source: `ParseQuantity` of
//! apimachinery.

use crate::quantity::Quantity;

/// The parts of an amount's text.
struct Written<'a> {
    text: &'a str,
    /// The digits before the point, without zeros at the front, but at least one.
    whole: &'a str,
    fraction: &'a str,
    suffix: &'a str,
}

/// The most digits that the server reads as a number of 64 bits.
const FAST_DIGITS: usize = 18;
const FAST_BINARY_DIGITS: usize = 14;

/// Whether the server takes an amount for whole. It counts thousandths in 64 bits, and what has too many digits for
/// its fast way of reading overflows there. Source: `MilliValue`.
pub(super) fn is_whole(text: &str) -> bool {
    let (Some(written), Some(amount)) = (Written::of(text), Quantity::parse(text)) else {
        return true;
    };
    match (amount.millis(), written.is_read_fast()) {
        (Some(millis), true) => i64::try_from(millis).is_err() || millis % 1000 == 0,
        (Some(millis), false) => millis as i64 % 1000 == 0,
        (None, is_fast) => is_fast,
    }
}

/// Whether the server writes an amount as one of `units`: it keeps the text of most, and writes others anew.
pub(super) fn is_one_of(text: &str, units: &[&str]) -> bool {
    let text = text.trim();
    if units.contains(&text) {
        return true;
    }
    let Some(written) = Written::of(text).filter(|written| !written.is_kept()) else {
        return false;
    };
    let amount = Quantity::parse(text);
    let alike = |unit: &str| match written.suffix {
        suffix if suffix.ends_with('i') => unit.ends_with('i') || unit == "1",
        suffix if suffix.len() > 1 => unit == "1",
        _ => !unit.ends_with('i'),
    };
    units
        .iter()
        .any(|unit| alike(unit) && Quantity::parse(unit) == amount)
}

impl<'a> Written<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let suffix = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = &unsigned[..unsigned.len() - suffix.len()];
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            digits => digits,
        };
        Quantity::parse(text)?;
        Some(Self {
            text,
            whole,
            fraction,
            suffix,
        })
    }

    fn is_binary(&self) -> bool {
        self.suffix.ends_with('i')
    }

    /// The power of ten that the digits, taken for a whole number, are multiplied with; of two, if it is binary.
    fn power(&self) -> i64 {
        let power = match self.suffix.trim_end_matches('i') {
            "n" => -9,
            "u" => -6,
            "m" => -3,
            "" => 0,
            "k" | "K" => 3,
            "M" => 6,
            "G" => 9,
            "T" => 12,
            "P" => 15,
            "E" => 18,
            exponent => exponent[1..].parse().unwrap_or_default(),
        };
        match self.is_binary() {
            true => power / 3 * 10,
            false => power - self.fraction.len() as i64,
        }
    }

    /// Whether the server reads it as a number of 64 bits and a power.
    fn is_read_fast(&self) -> bool {
        let digits = self.whole.len() + self.fraction.len();
        match self.is_binary() {
            true => {
                let binary = usize::try_from(self.power() * 3 / 10).unwrap_or_default();
                self.fraction.is_empty() && digits + binary <= FAST_BINARY_DIGITS
            }
            false => digits <= FAST_DIGITS && self.power() >= -9,
        }
    }

    /// Whether the server keeps the text as it is written.
    fn is_kept(&self) -> bool {
        if self.text == "0" || !self.is_read_fast() {
            return self.text == "0";
        }
        if self.is_binary() {
            return self.whole.parse::<u64>().is_ok_and(|value| value % 8 != 0);
        }
        let digits = format!("{}{}", self.whole, self.fraction);
        self.power() % 3 == 0 && !digits.ends_with("000") && !digits.starts_with('0')
    }
}

#[cfg(test)]
mod tests {
    use super::{is_one_of, is_whole};

    #[test]
    fn units_are_compared_as_the_server_writes_them() {
        let units = ["1", "1k", "1M", "1Ki", "1Mi"];
        for text in [
            "1", "1k", "1000", "1000m", "1.0", "1024Ki", "1.0Mi", " 1M ", "1000k", "0.1e1",
            "1000e-3",
        ] {
            assert!(is_one_of(text, &units), "{text}");
        }
        for text in [
            "+1", "+1Mi", "01Mi", "1024", "1048576", "1e3", "1e0", "2", "10e2", "1Gi", "x",
        ] {
            assert!(!is_one_of(text, &units), "{text}");
        }
    }

    #[test]
    fn what_overflows_is_not_whole() {
        for text in [
            "1",
            "1000m",
            "2Gi",
            "999999999999999999",
            "1e30",
            "16Ei",
            "1.0000000000000000000",
        ] {
            assert!(is_whole(text), "{text}");
        }
        for text in ["1m", "1500m", "0.1", "9999999999999999999999"] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
