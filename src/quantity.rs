//! Amounts: `100m`, `1Gi`, `2e3`. Source: `resource.Quantity` of apimachinery.

/// An amount in billionths, which is as fine as the API server keeps; what is too large for that counts
/// as the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(i128);

const NANO: i128 = 1_000_000_000;

/// The server cuts what is written with a binary suffix.
const MOST_BINARY: i128 = i64::MAX as i128 * NANO;

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads an amount; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let written = Written::read(text.trim()).filter(Written::has_digits)?;
        let mut value = written.billionths();
        if written.binary > 0 {
            value = value.min(MOST_BINARY);
        }
        Some(Self(if written.negative { -value } else { value }))
    }

    /// An amount as the API server writes it again: `1` for `1000m`, `1Gi` for `1024Mi`; `None` if it is none. Source:
    /// `CanonicalizeBytes` of `resource.Quantity`.
    pub fn canonical(text: &str) -> Option<String> {
        let Self(value) = Self::parse(text)?;
        let text = text.trim();
        let number = text.trim_start_matches(|c: char| "+-.".contains(c) || c.is_ascii_digit());
        let is_small = value.abs() < 1024 * NANO;
        let (mut mantissa, mut power) = match number.ends_with('i') && !is_small {
            true => (Self(value).value(), 0),
            false => (value, -9),
        };
        if mantissa == 0 {
            return Some("0".to_owned());
        }
        let (base, most) = if power == 0 { (1024, 6) } else { (1000, 18) };
        let step = if power == 0 { 1 } else { 3 };
        while mantissa % base == 0 && power + step <= most {
            mantissa /= base;
            power += step;
        }
        let suffix = match (base, number.starts_with(['e', 'E']) && number.len() > 1) {
            (1024, _) => ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][power as usize].to_owned(),
            (_, true) if power != 0 => format!("e{power}"),
            _ => ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"][(power + 9) as usize / 3]
                .to_owned(),
        };
        Some(format!("{mantissa}{suffix}"))
    }

    /// A whole number.
    pub fn whole(int: i128) -> Self {
        Self(int.saturating_mul(NANO))
    }

    /// The amount rounded up to a whole number.
    pub fn value(self) -> i128 {
        self.0.div_euclid(NANO) + i128::from(self.0.rem_euclid(NANO) > 0)
    }

    /// The amount in thousandths, rounded up; `None` if it is too large to be told.
    pub fn millis(self) -> Option<i128> {
        const MICRO: i128 = NANO / 1000;
        let known = self.0.abs() < i128::MAX;
        known.then(|| self.0.div_euclid(MICRO) + i128::from(self.0.rem_euclid(MICRO) > 0))
    }

    /// Whether this is more than `high` divided by `low`; nothing is more than a division by zero.
    pub fn exceeds_ratio(self, high: Self, low: Self) -> bool {
        self.0 as f64 / NANO as f64 > high.0 as f64 / low.0 as f64
    }

    /// Two amounts together.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Several times an amount.
    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(i128::from(count)))
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        self.0 % NANO == 0
    }
}

/// An amount as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Written<'t> {
    /// Whether a minus stands before it.
    pub negative: bool,
    /// The digits before the point.
    pub whole: &'t str,
    /// The digits behind it.
    pub fraction: &'t str,
    /// The power of two that the suffix stands for.
    pub binary: u32,
    /// The power of ten that the suffix stands for.
    pub decimal: i32,
}

impl<'t> Written<'t> {
    /// Reads an amount; `None` if it is none. It may have no digits: some of those the API server takes for nothing.
    pub fn read(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let behind = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let (number, suffix) = unsigned.split_at(unsigned.len() - behind.len());
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let (binary, decimal) = scale(suffix).filter(|_| !fraction.contains('.'))?;
        Some(Self {
            negative: text.starts_with('-'),
            whole,
            fraction,
            binary,
            decimal,
        })
    }

    /// Whether it has a digit.
    pub fn has_digits(&self) -> bool {
        self.whole.len() + self.fraction.len() > 0
    }

    /// It without its sign in billionths, rounded up; the largest number for what is too large.
    pub fn billionths(&self) -> i128 {
        if self.binary == 0 {
            return digits(self.whole, self.fraction, i64::from(self.decimal) + 9);
        }
        let factor = 1_i128 << self.binary;
        let whole = digits(self.whole, "", 0).saturating_mul(factor);
        // A fraction in parts of 10⁻¹⁸ times the largest factor still fits.
        let fraction = digits("", self.fraction, 18) * factor;
        let fraction = fraction / NANO + i128::from(fraction % NANO > 0);
        whole.saturating_mul(NANO).saturating_add(fraction)
    }
}

/// The powers of two and of ten that a suffix stands for.
fn scale(suffix: &str) -> Option<(u32, i32)> {
    let binary = |power: u32| Some((10 * power, 0));
    let decimal = |power: i32| Some((0, power));
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
            // The server keeps the lower half of it.
            decimal(exponent.parse::<i64>().ok()? as i32)
        }
    }
}

/// The digits times `10^power`, rounded up.
fn digits(whole: &str, fraction: &str, power: i64) -> i128 {
    // How many digits stand before the point, once it is moved.
    let kept = i64::try_from(whole.len())
        .unwrap_or(i64::MAX)
        .saturating_add(power);
    let (mut value, mut is_more, mut at) = (0_i128, false, 0_i64);
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = i128::from(digit.saturating_sub(b'0'));
        if at < kept {
            value = value.saturating_mul(10).saturating_add(digit);
        } else {
            is_more |= digit > 0;
        }
        at += 1;
    }
    let zeros = u32::try_from((kept - at).max(0)).unwrap_or(u32::MAX);
    if value > 0 {
        let factor = 10_i128.checked_pow(zeros).unwrap_or(i128::MAX);
        value = value.saturating_mul(factor);
    }
    value.saturating_add(i128::from(is_more))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> i128 {
        Quantity::parse(text).unwrap().0
    }

    #[test]
    fn amounts_are_exact_and_rounded_up() {
        for (text, billionths) in [
            ("1", NANO),
            ("-1.5Ki", -1536 * NANO),
            ("100m", NANO / 10),
            (".5n", 1),
            ("0.0000000001", 1),
            ("-0.0000000001", -1),
            ("0e999999999", 0),
            ("1e-999999999", 1),
            ("5e-10", 1),
            ("12e-10", 2),
        ] {
            assert_eq!(of(text), billionths, "{text}");
        }
        for long in [60, 5_000] {
            let zeros = "0".repeat(long);
            assert_eq!(
                of(&format!("1.{zeros}")),
                NANO,
                "{long} zeros behind the point"
            );
            assert_eq!(of(&format!("{zeros}1")), NANO, "{long} zeros before");
            assert_eq!(of(&format!("1.{zeros}1")), NANO + 1, "{long} zeros between");
            assert_eq!(
                of(&format!("1{zeros}e-{long}")),
                NANO,
                "{long} zeros and their exponent"
            );
        }
    }

    #[test]
    fn amounts_are_written_in_one_way() {
        for (text, written) in [
            ("1000m", "1"),
            ("1.5", "1500m"),
            ("1500", "1500"),
            ("2000", "2k"),
            ("1024Mi", "1Gi"),
            ("0.5Gi", "512Mi"),
            ("1.5Ki", "1536"),
            ("0.5Ki", "512"),
            ("512", "512"),
            ("1e3", "1e3"),
            ("12e2", "1200"),
            ("0Gi", "0"),
            ("-0.1", "-100m"),
            ("1E", "1E"),
        ] {
            assert_eq!(
                Quantity::canonical(text).as_deref(),
                Some(written),
                "{text}"
            );
        }
    }

    #[test]
    fn amounts_beyond_all_measure_are_the_largest() {
        for text in ["1e999999999", "9999999999999999999999999999Ei", "1e99Ki"] {
            let found = Quantity::parse(text);
            assert!(
                found.is_none_or(|found| [i128::MAX, MOST_BINARY].contains(&found.0)),
                "{text}: {found:?}"
            );
        }
        let most = Quantity(i128::MAX);
        let least = Quantity::parse("-1e999999999").unwrap();
        for (one, other) in [(most, most), (most, least), (least, least), (least, most)] {
            let sum = one.plus(other);
            assert!(sum >= Quantity(i128::MIN) && sum <= most);
            assert!(!one.exceeds_ratio(most, Quantity::ZERO));
            assert!(one.value() <= most.value() && sum.value() <= most.value());
        }
        assert_eq!(Quantity::whole(i128::MIN).0, i128::MIN);
    }

    /// Every short text of the characters that amounts are made of.
    #[test]
    fn no_amount_is_too_odd() {
        let letters = [
            "0", "9", "1", ".", "-", "+", "e", "E", "K", "i", "n", "m", " ", "\u{e9}",
        ];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = |text: &String| letters.map(|letter| format!("{text}{letter}"));
            texts = texts.iter().flat_map(longer).collect();
            for text in &texts {
                let known = Quantity::parse(text).filter(|found| found.0.abs() < i128::MAX);
                let Some(found) = known else {
                    continue;
                };
                let whole = Quantity::whole(found.value());
                assert!(found <= whole, "{text}");
                assert!(found.plus(Quantity(NANO)) > whole, "{text}");
                assert_eq!(found.is_whole(), found == whole, "{text}");
            }
        }
    }
}
