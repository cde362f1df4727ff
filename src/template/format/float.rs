//! Floats.

use super::Flags;

/// A float as it is written, before blanks or zeros are added.
pub(super) struct Spelling {
    pub(super) letters: String,
    /// Whether it begins with a sign, or the blank in its stead.
    pub(super) has_sign: bool,
    /// Whether it is a number, and neither infinite nor none.
    pub(super) is_number: bool,
}

/// A float by a verb; none if floats do not know the verb.
pub(super) fn spell(number: f64, verb: char, flags: &Flags) -> Option<Spelling> {
    let (form, default) = match verb {
        'v' => ('g', None),
        'b' | 'g' | 'G' | 'x' | 'X' => (verb, None),
        'f' | 'e' | 'E' => (verb, Some(6)),
        'F' => ('f', Some(6)),
        _ => return None,
    };
    let precision = flags.precision.or(default);
    let is_number = number.is_finite();
    let mut letters = if is_number {
        size(number.abs(), form, precision)
    } else if number.is_nan() {
        "NaN".to_owned()
    } else {
        "Inf".to_owned()
    };
    if flags.sharp && form != 'b' && is_number {
        letters = with_point(&letters, form, precision);
    }
    let sign = if number.is_sign_negative() && !number.is_nan() {
        "-"
    } else if flags.plus {
        "+"
    } else if flags.space {
        " "
    } else if number.is_infinite() {
        "+"
    } else {
        ""
    };
    Some(Spelling {
        letters: format!("{sign}{letters}"),
        has_sign: !sign.is_empty() && is_number,
        is_number,
    })
}

/// A number without its sign.
fn size(number: f64, form: char, precision: Option<usize>) -> String {
    match form {
        'b' => binary(number),
        'x' | 'X' => hexadecimal(number, form, precision),
        'e' | 'E' => {
            Digits::of(number, precision.map(|digits| digits + 1)).exponential(form, precision)
        }
        'f' => fixed(number, precision),
        _ => general(number, form, precision),
    }
}

/// More digits than any number has behind its point.
const MOST_DIGITS: usize = 1100;

fn fixed(number: f64, precision: Option<usize>) -> String {
    let Some(precision) = precision else {
        return number.to_string();
    };
    let known = precision.min(MOST_DIGITS);
    format!("{number:.known$}") + &"0".repeat(precision - known)
}

fn general(number: f64, form: char, precision: Option<usize>) -> String {
    let most = precision.map(|digits| digits.max(1));
    let digits = Digits::of(number, most).trimmed();
    let count = digits.digits.len() as i32;
    // A shortest number goes over to an exponent as if it had six digits.
    let mut limit = most.map_or(6, |most| i32::try_from(most).unwrap_or(i32::MAX));
    if most.is_some() && limit > count && count >= digits.point {
        limit = count;
    }
    let exponent = digits.point - 1;
    if exponent < -4 || exponent >= limit {
        let form = if form == 'G' { 'E' } else { 'e' };
        return digits.exponential(form, Some((count - 1).max(0) as usize));
    }
    digits.plain()
}

/// Digits of a number with the place of its point: 0.`digits` times ten to the power of `point`.
struct Digits {
    digits: String,
    point: i32,
}

impl Digits {
    /// So many digits, or as few as tell the number from its neighbours.
    fn of(number: f64, count: Option<usize>) -> Self {
        let scientific = match count {
            None => format!("{number:e}"),
            Some(count) => {
                let behind = count.saturating_sub(1).min(MOST_DIGITS);
                format!("{number:.behind$e}")
            }
        };
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let digits = digits.replace('.', "");
        let point = match number {
            0.0 => 1,
            _ => exponent.parse::<i32>().unwrap_or_default() + 1,
        };
        Self { digits, point }
    }

    /// Without zeros at the end.
    fn trimmed(mut self) -> Self {
        let length = self.digits.trim_end_matches('0').len();
        self.digits.truncate(length);
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    /// `1.5e+06`, with so many digits behind the point.
    fn exponential(&self, form: char, precision: Option<usize>) -> String {
        let (first, rest) = self.digits.split_at(self.digits.len().min(1));
        let first = if first.is_empty() { "0" } else { first };
        let count = precision.unwrap_or(rest.len());
        let mut all = first.to_owned();
        if count > 0 {
            all.push('.');
            let rest = &rest[..rest.len().min(count)];
            all.push_str(rest);
            all.push_str(&"0".repeat(count - rest.len()));
        }
        let exponent = if self.digits.is_empty() {
            0
        } else {
            self.point - 1
        };
        let sign = if exponent < 0 { '-' } else { '+' };
        all + &format!("{form}{sign}{:02}", exponent.abs())
    }

    /// `1500000`, `0.0015`
    fn plain(&self) -> String {
        let point = usize::try_from(self.point).unwrap_or_default();
        if self.digits.is_empty() {
            return "0".to_owned();
        }
        if self.point <= 0 {
            let zeros = "0".repeat(self.point.unsigned_abs() as usize);
            return format!("0.{zeros}{}", self.digits);
        }
        if self.digits.len() <= point {
            return format!("{}{}", self.digits, "0".repeat(point - self.digits.len()));
        }
        let (whole, fraction) = self.digits.split_at(point);
        format!("{whole}.{fraction}")
    }
}

/// The bits of a number: its digits as an integer, and the power of two by which they count.
fn parts(number: f64) -> (u64, i32) {
    let bits = number.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i32 & 0x7ff {
        0 => (fraction, -1022),
        exponent => (fraction | 1 << 52, exponent - 1023),
    }
}

/// `4503599627370496p-52`
fn binary(number: f64) -> String {
    let (digits, exponent) = parts(number);
    format!("{digits}p{:+}", exponent - 52)
}

/// `0x1.8p+01`
fn hexadecimal(number: f64, form: char, precision: Option<usize>) -> String {
    let (mut digits, mut exponent) = parts(number);
    if digits == 0 {
        exponent = 0;
    }
    // The first digit stands at bit 60, the fraction below it.
    digits <<= 8;
    while digits != 0 && digits & 1 << 60 == 0 {
        digits <<= 1;
        exponent -= 1;
    }
    if let Some(precision) = precision
        && precision < 15
    {
        let kept = 4 * precision as u32;
        let cut = (digits << kept) & ((1 << 60) - 1);
        digits >>= 60 - kept;
        if cut | (digits & 1) > 1 << 59 {
            digits += 1;
        }
        digits <<= 60 - kept;
        if digits & 1 << 61 != 0 {
            digits >>= 1;
            exponent += 1;
        }
    }
    let fraction = format!("{:015x}", digits & ((1 << 60) - 1));
    let fraction = match precision {
        None => fraction.trim_end_matches('0').to_owned(),
        Some(precision) if precision <= 15 => fraction[..precision].to_owned(),
        Some(precision) => fraction + &"0".repeat(precision - 15),
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    let (first, exponent) = (digits >> 60 & 1, exponent.abs());
    let all = format!("0x{first}{point}{fraction}p{sign}{exponent:02}");
    if form == 'X' { all.to_uppercase() } else { all }
}

/// The flag `#` keeps the point, and the zeros behind it.
fn with_point(letters: &str, form: char, precision: Option<usize>) -> String {
    let mut digits = match form {
        'g' | 'G' | 'x' => precision.map_or(6, |digits| digits as i64),
        _ => 0,
    };
    let exponents: &[char] = match form {
        'x' | 'X' => &['p', 'P'],
        _ => &['e', 'E'],
    };
    let at = letters.find(exponents).unwrap_or(letters.len());
    let (number, tail) = letters.split_at(at);
    let significant = number.trim_start_matches(['0', '.']);
    digits -= significant.chars().filter(|sign| *sign != '.').count() as i64;
    let mut all = number.to_owned();
    if !number.contains('.') {
        if number == "0" {
            digits -= 1;
        }
        all.push('.');
    }
    all + &"0".repeat(usize::try_from(digits).unwrap_or_default()) + tail
}
