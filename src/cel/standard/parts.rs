//! What asks for parts of points in time and of lengths of time.

use super::clock::Parts;
use crate::cel::error::Error;
use crate::cel::eval::{Context, no_such_overload};
use crate::cel::value::{Timestamp, Value};

type Result<T> = std::result::Result<T, Error>;

const SECOND: i64 = 1_000_000_000;

/// The parts of a point in time, in UTC or in the zone that is named.
fn parts(values: &[Value<'_>]) -> Result<(Timestamp, Parts)> {
    match values {
        [Value::Timestamp(time)] => Ok((*time, Parts::of(*time, 0))),
        [Value::Timestamp(time), Value::String(zone)] => {
            Ok((*time, Parts::of(*time, zone_offset(zone.as_str())?)))
        }
        _ => Err(no_such_overload()),
    }
}

/// The seconds that a zone is before UTC: `+02:00`, `-01:30`, `UTC`.
fn zone_offset(zone: &str) -> Result<i32> {
    let wrong = || Error::failed(format!("`{zone}` is no time zone"));
    let Some((hours, minutes)) = zone.split_once(':') else {
        return match zone {
            "" | "UTC" => Ok(0),
            _ => Err(Error::unsupported(format!(
                "the clock of the time zone `{zone}`"
            ))),
        };
    };
    let hours: i32 = hours.parse().map_err(|_| wrong())?;
    let minutes: i32 = minutes.parse().map_err(|_| wrong())?;
    let minutes = if zone.starts_with('-') {
        -minutes
    } else {
        minutes
    };
    let offset = hours
        .checked_mul(60)
        .and_then(|hours| hours.checked_add(minutes));
    offset
        .and_then(|offset| offset.checked_mul(60))
        .ok_or_else(wrong)
}

fn part<'v>(values: &[Value<'v>], part: fn(&Parts) -> i64) -> Result<Value<'v>> {
    parts(values).map(|(_, parts)| Value::Int(part(&parts)))
}

pub(super) fn year<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.year)
}

pub(super) fn month<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.month - 1)
}

pub(super) fn day_of_year<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.day_of_year)
}

pub(super) fn day_of_month<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.day - 1)
}

pub(super) fn date<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.day)
}

pub(super) fn day_of_week<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    part(values, |parts| parts.weekday)
}

/// A part of a length of time: all of it, in that unit.
fn whole<'v>(values: &[Value<'v>], unit: i64) -> Option<Value<'v>> {
    match values {
        [Value::Duration(duration)] => Some(Value::Int(duration.nanoseconds / unit)),
        _ => None,
    }
}

pub(super) fn hours<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    whole(values, 3600 * SECOND).map_or_else(|| part(values, |parts| parts.hour), Ok)
}

pub(super) fn minutes<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    whole(values, 60 * SECOND).map_or_else(|| part(values, |parts| parts.minute), Ok)
}

pub(super) fn seconds<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    whole(values, SECOND).map_or_else(|| part(values, |parts| parts.second), Ok)
}

pub(super) fn milliseconds<'v>(_: &mut Context<'_>, values: &[Value<'v>]) -> Result<Value<'v>> {
    if let Some(all) = whole(values, SECOND / 1000) {
        return Ok(all);
    }
    let (time, _) = parts(values)?;
    Ok(Value::Int(i64::from(time.nanoseconds / 1_000_000)))
}
