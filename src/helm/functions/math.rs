//! Arithmetic.

use super::call::{Answer, Call, any, int};
use super::print::printed;
use crate::helm::numbers::{parse_int, to_float, to_int};
use crate::origin::Place;
use crate::template::{Refusal, Value};

/// Where a number comes from: the first of its arguments that does not stand in the template itself, or else the first.
pub(super) fn place(arguments: &[Value], call: &Call<'_>) -> Option<Place> {
    let own = call.place.map(|place| place.file);
    let places = || arguments.iter().filter_map(Value::place);
    places()
        .find(|place| Some(place.file) != own)
        .or_else(|| places().next())
}

fn int64(arguments: &[Value], call: &Call<'_>, number: i64) -> Answer {
    Ok(Value::Int64(number, place(arguments, call)))
}

fn float64(arguments: &[Value], call: &Call<'_>, number: f64) -> Answer {
    Ok(Value::Float(number, place(arguments, call)))
}

/// `int`
pub(super) fn to_int_(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(Value::Int(
        to_int(any(arguments, 0)),
        place(arguments, call),
    ))
}

/// `int64`
pub(super) fn to_int64(arguments: &[Value], call: &Call<'_>) -> Answer {
    int64(arguments, call, to_int(any(arguments, 0)))
}

/// `float64`
pub(super) fn to_float64(arguments: &[Value], call: &Call<'_>) -> Answer {
    float64(arguments, call, to_float(any(arguments, 0)))
}

/// `atoi`: 0 if it is no whole number.
pub(super) fn atoi(arguments: &[Value], call: &Call<'_>) -> Answer {
    let number = any(arguments, 0)
        .as_str()
        .and_then(|text| parse_int(text, 10));
    Ok(Value::Int(number.unwrap_or(0), place(arguments, call)))
}

/// `toDecimal`: from octal.
pub(super) fn to_decimal(arguments: &[Value], call: &Call<'_>) -> Answer {
    let text = printed(any(arguments, 0), call)?;
    int64(arguments, call, parse_int(text.as_str(), 8).unwrap_or(0))
}

/// `add1`
pub(super) fn add1(arguments: &[Value], call: &Call<'_>) -> Answer {
    int64(arguments, call, to_int(any(arguments, 0)).wrapping_add(1))
}

/// `add`
pub(super) fn add(arguments: &[Value], call: &Call<'_>) -> Answer {
    let sum = arguments.iter().map(to_int).fold(0_i64, i64::wrapping_add);
    int64(arguments, call, sum)
}

/// `sub`
pub(super) fn sub(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (from, what) = (to_int(any(arguments, 0)), to_int(any(arguments, 1)));
    int64(arguments, call, from.wrapping_sub(what))
}

/// `mul`
pub(super) fn mul(arguments: &[Value], call: &Call<'_>) -> Answer {
    let product = arguments.iter().map(to_int).fold(1_i64, i64::wrapping_mul);
    int64(arguments, call, product)
}

fn divided(arguments: &[Value], call: &Call<'_>, by: impl Fn(i64, i64) -> i64) -> Answer {
    let (what, divisor) = (to_int(any(arguments, 0)), to_int(any(arguments, 1)));
    if divisor == 0 {
        return Err(Refusal::from("runtime error: integer divide by zero"));
    }
    int64(arguments, call, by(what, divisor))
}

/// `div`
pub(super) fn div(arguments: &[Value], call: &Call<'_>) -> Answer {
    divided(arguments, call, i64::wrapping_div)
}

/// `mod`
pub(super) fn modulo(arguments: &[Value], call: &Call<'_>) -> Answer {
    divided(arguments, call, i64::wrapping_rem)
}

/// `max`, `biggest`
pub(super) fn max(arguments: &[Value], call: &Call<'_>) -> Answer {
    int64(
        arguments,
        call,
        arguments.iter().map(to_int).max().unwrap_or(0),
    )
}

/// `min`
pub(super) fn min(arguments: &[Value], call: &Call<'_>) -> Answer {
    int64(
        arguments,
        call,
        arguments.iter().map(to_int).min().unwrap_or(0),
    )
}

/// Go's `math.Max` and `math.Min` give what is no number if one is none.
fn extreme(arguments: &[Value], call: &Call<'_>, choose: impl Fn(f64, f64) -> f64) -> Answer {
    let mut numbers = arguments.iter().map(to_float);
    let first = numbers.next().unwrap_or(0.0);
    let chosen = numbers.fold(first, |one, other| {
        if one.is_nan() || other.is_nan() {
            f64::NAN
        } else {
            choose(one, other)
        }
    });
    float64(arguments, call, chosen)
}

/// `maxf`
pub(super) fn maxf(arguments: &[Value], call: &Call<'_>) -> Answer {
    extreme(arguments, call, f64::max)
}

/// `minf`
pub(super) fn minf(arguments: &[Value], call: &Call<'_>) -> Answer {
    extreme(arguments, call, f64::min)
}

/// `floor`
pub(super) fn floor(arguments: &[Value], call: &Call<'_>) -> Answer {
    float64(arguments, call, to_float(any(arguments, 0)).floor())
}

/// `ceil`
pub(super) fn ceil(arguments: &[Value], call: &Call<'_>) -> Answer {
    float64(arguments, call, to_float(any(arguments, 0)).ceil())
}

/// `round`: to so many places, up from a fraction on that may be given.
pub(super) fn round(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (value, places) = (to_float(any(arguments, 0)), int(arguments, 1)?);
    let up_from = arguments.get(2).map_or(0.5, to_float);
    let power = 10_f64.powf(places as f64);
    let digits = power * value;
    let rounded = if digits.fract() >= up_from {
        digits.ceil()
    } else {
        digits.floor()
    };
    float64(arguments, call, rounded / power)
}

/// How many numbers one call may count.
const MOST_COUNTED: i64 = 1_000_000;

fn counted((start, stop, step): (i64, i64, i64), call: &Call<'_>) -> Result<Vec<i64>, Refusal> {
    let goes = if stop < start { step < 0 } else { step > 0 };
    if !goes || start == stop {
        return Ok(Vec::new());
    }
    let count = (i128::from(stop) - i128::from(start)).abs() / i128::from(step).abs();
    if count > i128::from(MOST_COUNTED) {
        return Err(crate::template::Bound::Steps.into());
    }
    call.works(count as usize + 1)?;
    let mut numbers = Vec::new();
    let mut at = Some(start);
    while let Some(number) = at.filter(|&at| if step > 0 { at < stop } else { at > stop }) {
        numbers.push(number);
        at = number.checked_add(step);
    }
    Ok(numbers)
}

fn ints(numbers: Vec<i64>) -> Value {
    Value::list(numbers.into_iter().map(Value::int).collect())
}

/// `until`
pub(super) fn until(arguments: &[Value], call: &Call<'_>) -> Answer {
    let stop = int(arguments, 0)?;
    let step = if stop < 0 { -1 } else { 1 };
    Ok(ints(counted((0, stop, step), call)?))
}

/// `untilStep`
pub(super) fn until_step(arguments: &[Value], call: &Call<'_>) -> Answer {
    let bounds = (int(arguments, 0)?, int(arguments, 1)?, int(arguments, 2)?);
    Ok(ints(counted(bounds, call)?))
}

/// `seq`: as the program of that name counts.
pub(super) fn seq(arguments: &[Value], call: &Call<'_>) -> Answer {
    let numbers: Vec<i64> = (0..arguments.len())
        .map(|at| int(arguments, at))
        .collect::<Result<_, _>>()?;
    let (start, step, end) = match numbers[..] {
        [end] => (1, if end < 1 { -1 } else { 1 }, end),
        [start, end] => (start, if end < start { -1 } else { 1 }, end),
        [start, step, end] if end >= start || step <= 0 => (start, step, end),
        _ => return Ok(Value::text("")),
    };
    let beyond = if end < start { -1 } else { 1 };
    let numbers = counted((start, end.saturating_add(beyond), step), call)?;
    let words: Vec<String> = numbers.iter().map(i64::to_string).collect();
    let text = words.join(" ");
    call.takes(text.len())?;
    Ok(Value::text(text))
}
