//! Amounts: `100m`, `1Gi`, `2e3`. Source: `resource.Quantity` of apimachinery.

/// An amount in billionths, which is as fine as the API server keeps; what is too large for that counts
/// as the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quantity(i128);

const NANO: i128 = 1_000_000_000;

impl Quantity {
    pub(super) const ZERO: Self = Self(0);

    /// Reads an amount; `None` if it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let negative = text.starts_with('-');
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let digits = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let (number, suffix) = unsigned.split_at(unsigned.len() - digits.len());
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.len() + fraction.len() == 0 || fraction.contains('.') {
            return None;
        }
        let (binary, decimal) = scale(suffix)?;
        let mut value = parse_digits(whole, fraction, decimal)?;
        value = value.saturating_mul(binary);
        Some(Self(if negative { -value } else { value }))
    }

    /// A whole number.
    pub(super) fn whole(int: i128) -> Self {
        Self(int.saturating_mul(NANO))
    }

    /// The amount rounded up to a whole number.
    pub(super) fn value(self) -> i128 {
        self.0.div_euclid(NANO) + i128::from(self.0.rem_euclid(NANO) > 0)
    }

    /// Whether this is more than `high` divided by `low`; nothing is more than a division by zero.
    pub(super) fn exceeds_ratio(self, high: Self, low: Self) -> bool {
        self.0 as f64 / NANO as f64 > high.0 as f64 / low.0 as f64
    }

    /// Two amounts together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Whether it is a whole number.
    pub(super) fn is_whole(self) -> bool {
        self.0 % NANO == 0
    }
}

/// The factor of a suffix and the power of ten.
fn scale(suffix: &str) -> Option<(i128, i32)> {
    let binary = |power: u32| Some((1_i128 << (10 * power), 0));
    let decimal = |power: i32| Some((1, power));
    match suffix {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(1),
        "Mi" => binary(2),
        "Gi" => binary(3),
        "Ti" => binary(4),
        "Pi" => binary(5),
        "Ei" => binary(6),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            let fits =
                (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            decimal(Some(exponent).filter(|_| fits)?.parse().ok()?)
        }
    }
}

/// The digits as billionths of `10^power`, rounded up.
fn parse_digits(whole: &str, fraction: &str, power: i32) -> Option<i128> {
    let mut value: i128 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        value = value
            .saturating_mul(10)
            .saturating_add(i128::from(digit.checked_sub(b'0')?));
    }
    let shift = i64::from(power) + 9 - i64::try_from(fraction.len()).ok()?;
    if shift >= 0 {
        let factor = u32::try_from(shift)
            .ok()
            .and_then(|shift| 10_i128.checked_pow(shift));
        return Some(match (value, factor) {
            (0, _) => 0,
            (value, Some(factor)) => value.saturating_mul(factor),
            _ => i128::MAX,
        });
    }
    let divisor = u32::try_from(-shift)
        .ok()
        .and_then(|shift| 10_i128.checked_pow(shift));
    Some(divisor.map_or(i128::from(value > 0), |divisor| {
        value / divisor + i128::from(value % divisor > 0)
    }))
}
