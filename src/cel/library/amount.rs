//! Amounts as expressions reckon with them: exactly, and in the two forms that the API server has for them, which
//! differ in what they tell. Source: `resource.Quantity` of apimachinery.

use std::any::Any;
use std::cmp::Ordering;

use crate::cel::error::Error;
use crate::cel::value::Opaque;
use crate::quantity::Written;

/// An amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    digits: i128,
    /// The power of ten that the digits are multiplied by.
    exponent: i32,
    /// Whether the server holds it in 64 bits. Only such an amount tells an integer.
    is_small: bool,
}

/// How many digits 64 bits hold, whichever they are.
const SMALL_DIGITS: usize = 18;

/// The power of ten of the finest part that the server keeps.
const FINEST: i32 = -9;

/// The digits of all amounts that are larger than can be told here, and of none that is not.
const BEYOND: i128 = i128::MAX;

/// The server cuts what is written with a binary suffix.
const MOST_BINARY: i128 = i64::MAX as i128;

impl Amount {
    /// A whole number.
    pub(super) fn of(number: i64) -> Self {
        Self {
            digits: number.into(),
            exponent: 0,
            is_small: true,
        }
    }

    /// Reads an amount.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let none = || Error::failed(format!("{text:?} is no quantity"));
        let is_empty = text.is_empty();
        let written = Written::read(text).filter(|_| !is_empty).ok_or_else(none)?;
        let mut amount = match Self::small(&written) {
            Some(amount) => amount,
            None if !written.has_digits() => return Err(none()),
            None => Self::large(&written),
        };
        if written.negative {
            amount.digits = -amount.digits;
        }
        Ok(amount)
    }

    /// What the server takes for surely small enough, before it reads the digits. No digits are nothing.
    fn small(written: &Written<'_>) -> Option<Self> {
        let whole = written.whole.trim_start_matches('0');
        let length = whole.len().max(1);
        let fraction = written.fraction.len();
        let (fits, exponent) = if written.binary == 0 {
            let exponent = written.decimal.wrapping_sub(i32::try_from(fraction).ok()?);
            let fits = length + fraction <= SMALL_DIGITS && exponent >= FINEST;
            (fits, exponent)
        } else {
            let most = SMALL_DIGITS - 4;
            let taken = written.binary as usize * 3 / 10;
            (fraction == 0 && length + taken <= most, 0)
        };
        let digits = fits.then(|| digits(whole.bytes().chain(written.fraction.bytes())))?;
        Some(Self {
            digits: digits << written.binary,
            exponent,
            is_small: true,
        })
    }

    fn large(written: &Written<'_>) -> Self {
        let (digits, exponent) = match written.billionths() {
            0 => {
                let fraction = i32::try_from(written.fraction.len()).unwrap_or(i32::MAX);
                (0, written.decimal.wrapping_sub(fraction))
            }
            more if written.binary > 0 && more / 1_000_000_000 >= MOST_BINARY => (MOST_BINARY, 0),
            billionths => (billionths, FINEST),
        };
        Self {
            digits,
            exponent,
            is_small: false,
        }
    }

    /// It, if it is known to the last digit.
    fn exact(&self) -> Result<&Self, Error> {
        match self.digits.abs() < BEYOND {
            true => Ok(self),
            false => Err(too_large()),
        }
    }

    /// -1, 0 or 1.
    pub(super) fn sign(&self) -> i64 {
        self.digits.signum() as i64
    }

    /// It as an integer, if the server knows it as one.
    pub(super) fn integer(&self) -> Option<i64> {
        let digits = i64::try_from(self.digits).ok().filter(|_| self.is_small)?;
        let exponent = u32::try_from(self.exponent).ok()?;
        match digits {
            0 => Some(0),
            _ => digits.checked_mul(10_i64.checked_pow(exponent)?),
        }
    }

    /// It as a number with a fraction, as near as the server gets.
    ///
    /// # Errors
    ///
    /// It is too large to be told here.
    pub(super) fn float(&self) -> Result<f64, Error> {
        let digits = self.exact()?.digits as f64;
        Ok(match self.exponent {
            0 => digits,
            exponent => digits * power_of_ten(exponent),
        })
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// The sum is too large to be held here.
    pub(super) fn plus(&self, other: &Self) -> Result<Self, Error> {
        if let Some(sum) = self.small_sum(other) {
            return Ok(sum);
        }
        let exponent = self.exponent.min(other.exponent);
        let (one, other) = (self.exact()?, other.exact()?);
        let sum = one.digits_at(exponent).zip(other.digits_at(exponent));
        let sum = sum.and_then(|(one, other)| one.checked_add(other));
        let sum = Self {
            digits: sum.ok_or_else(too_large)?,
            exponent,
            is_small: false,
        };
        sum.exact().copied()
    }

    /// This without the other.
    ///
    /// # Errors
    ///
    /// The difference is too large to be held here.
    pub(super) fn minus(&self, other: &Self) -> Result<Self, Error> {
        let mut other = *other;
        other.digits = match i64::try_from(other.digits) {
            // The least number of 64 bits stays as it is, as on the server.
            Ok(digits) if self.is_small && other.is_small => digits.wrapping_neg().into(),
            _ => -other.digits,
        };
        self.plus(&other)
    }

    /// The sum of two that the server holds in 64 bits, if it has room there.
    fn small_sum(&self, other: &Self) -> Option<Self> {
        if !self.is_small || !other.is_small {
            return None;
        }
        if other.digits == 0 {
            return Some(*self);
        }
        if self.digits == 0 {
            return Some(*other);
        }
        let exponent = self.exponent.min(other.exponent);
        let small = |digits: i128| i64::try_from(digits).ok();
        let one = self.digits_at(exponent).and_then(small)?;
        let two = other.digits_at(exponent).and_then(small)?;
        Some(Self {
            digits: one.checked_add(two)?.into(),
            exponent,
            is_small: true,
        })
    }

    /// The digits when they are multiplied by a smaller power of ten.
    fn digits_at(&self, exponent: i32) -> Option<i128> {
        let more = u32::try_from(i64::from(self.exponent) - i64::from(exponent)).ok()?;
        match self.digits {
            0 => Some(0),
            digits => digits.checked_mul(10_i128.checked_pow(more)?),
        }
    }

    /// Which is less.
    ///
    /// # Errors
    ///
    /// Both are too large to be told here.
    pub(super) fn compare(&self, other: &Self) -> Result<Ordering, Error> {
        if self.sign() != other.sign() || self.sign() == 0 {
            return Ok(self.sign().cmp(&other.sign()));
        }
        let exponent = self.exponent.min(other.exponent);
        match (self.digits_at(exponent), other.digits_at(exponent)) {
            (Some(one), Some(two)) if self.exact().is_ok() || other.exact().is_ok() => {
                Ok(one.cmp(&two))
            }
            // What does not fit is further from nothing than all that fits.
            (None, Some(_)) if other.exact().is_ok() => Ok(self.sign().cmp(&0)),
            (Some(_), None) if self.exact().is_ok() => Ok(0.cmp(&other.sign())),
            _ => Err(too_large()),
        }
    }
}

impl Opaque for Amount {
    fn type_name(&self) -> &'static str {
        "kubernetes.Quantity"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        match other.as_any().downcast_ref::<Self>() {
            Some(other) => self.compare(other).map(Ordering::is_eq),
            None => Ok(false),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn too_large() -> Error {
    Error::unsupported("a quantity of more than 29 digits")
}

fn digits(text: impl Iterator<Item = u8>) -> i128 {
    text.fold(0, |number, digit| number * 10 + i128::from(digit - b'0'))
}

/// A power of ten as Go's `math.Pow10` has it: the product of two that are tabled.
fn power_of_ten(exponent: i32) -> f64 {
    const ONES: [f64; 32] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
    ];
    const UP: [f64; 10] = [
        1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288,
    ];
    const DOWN: [f64; 11] = [
        1e0, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288, 1e-320,
    ];
    let size = exponent.unsigned_abs() as usize;
    match exponent {
        309.. => f64::INFINITY,
        0.. => UP[size / 32] * ONES[size % 32],
        -323.. => DOWN[size / 32] / ONES[size % 32],
        _ => 0.0,
    }
}
