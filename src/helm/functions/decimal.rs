//! Arithmetic with floats as Sprig does it: on their decimals, so that a tenth and two tenths are three.

use super::call::{Answer, Call, any};
use super::math::place;
use crate::helm::numbers::to_float;
use crate::template::{Refusal, Value};

/// A number by its decimals: `digits` times ten to the power of `exponent`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    exponent: i32,
}

/// How many places a quotient has.
const PLACES: i32 = 16;

impl Decimal {
    fn of(number: f64) -> Option<Self> {
        let written = format!("{number:e}");
        let (mantissa, exponent) = written.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        let exponent = exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?;
        Some(Self { digits, exponent })
    }

    fn to_float(self) -> f64 {
        format!("{}e{}", self.digits, self.exponent)
            .parse()
            .unwrap_or(0.0)
    }

    /// The digits with so small an exponent.
    fn digits_at(self, exponent: i32) -> Option<i128> {
        let more = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(more)?)
    }

    fn add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = self
            .digits_at(exponent)?
            .checked_add(other.digits_at(exponent)?)?;
        Some(Self { digits, exponent })
    }

    fn sub(self, other: Self) -> Option<Self> {
        let digits = other.digits.checked_neg()?;
        self.add(Self { digits, ..other })
    }

    fn mul(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        let exponent = self.exponent.checked_add(other.exponent)?;
        Some(Self { digits, exponent })
    }

    /// Rounded half away from zero.
    fn div(self, other: Self) -> Option<Self> {
        let shift = self
            .exponent
            .checked_sub(other.exponent)?
            .checked_add(PLACES)?;
        let power = 10_i128.checked_pow(shift.unsigned_abs());
        let (dividend, divisor) = if shift >= 0 {
            (self.digits.checked_mul(power?)?, other.digits)
        } else {
            (self.digits, other.digits.checked_mul(power?)?)
        };
        let (quotient, rest) = (
            dividend.checked_div(divisor)?,
            dividend.checked_rem(divisor)?,
        );
        let is_up = rest.unsigned_abs().checked_mul(2)? >= divisor.unsigned_abs();
        let up = if (dividend < 0) == (divisor < 0) {
            1
        } else {
            -1
        };
        Some(Self {
            digits: if is_up {
                quotient.checked_add(up)?
            } else {
                quotient
            },
            exponent: -PLACES,
        })
    }
}

type Exact = fn(Decimal, Decimal) -> Option<Decimal>;
type Rough = fn(f64, f64) -> f64;

fn folded(first: f64, others: impl Iterator<Item = f64>, (exact, rough): (Exact, Rough)) -> f64 {
    let mut sum = first;
    let mut decimal = Decimal::of(first);
    for other in others {
        // Numbers whose decimals take more than 128 bits are worked with as they are.
        let before = decimal.map_or(sum, Decimal::to_float);
        decimal = decimal
            .zip(Decimal::of(other))
            .and_then(|(one, other)| exact(one, other));
        sum = decimal.map_or_else(|| rough(before, other), Decimal::to_float);
    }
    decimal.map_or(sum, Decimal::to_float)
}

fn answer(arguments: &[Value], call: &Call<'_>, number: f64) -> Answer {
    Ok(Value::Float(number, place(arguments, call)))
}

fn fold(arguments: &[Value], call: &Call<'_>, operation: (Exact, Rough)) -> Answer {
    let mut numbers = arguments.iter().map(to_float);
    let first = numbers.next().unwrap_or(0.0);
    answer(arguments, call, folded(first, numbers, operation))
}

/// `add1f`
pub(super) fn add1f(arguments: &[Value], call: &Call<'_>) -> Answer {
    let first = to_float(any(arguments, 0));
    let sum = folded(
        first,
        std::iter::once(1.0),
        (Decimal::add, |one, other| one + other),
    );
    answer(arguments, call, sum)
}

/// `addf`
pub(super) fn addf(arguments: &[Value], call: &Call<'_>) -> Answer {
    fold(arguments, call, (Decimal::add, |one, other| one + other))
}

/// `subf`
pub(super) fn subf(arguments: &[Value], call: &Call<'_>) -> Answer {
    fold(arguments, call, (Decimal::sub, |one, other| one - other))
}

/// `mulf`
pub(super) fn mulf(arguments: &[Value], call: &Call<'_>) -> Answer {
    fold(arguments, call, (Decimal::mul, |one, other| one * other))
}

/// `divf`
pub(super) fn divf(arguments: &[Value], call: &Call<'_>) -> Answer {
    if arguments
        .iter()
        .skip(1)
        .any(|divisor| to_float(divisor) == 0.0)
    {
        return Err(Refusal::from("decimal division by 0"));
    }
    fold(arguments, call, (Decimal::div, |one, other| one / other))
}
