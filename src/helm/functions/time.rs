//! Times. There is no clock: `now` is a fixed moment, which the rendering tells.

use std::rc::Rc;

use super::call::{Answer, Call, any, characters};
use super::types::type_name;
use super::{layout, layout_read};
use crate::helm::numbers::parse_int;
use crate::origin::Text;
use crate::template::{Object, Refusal, Value};

/// The moment that stands in for the present: 2026-01-01T00:00:00Z.
const PRESENT: i64 = 1_767_225_600;

/// A moment, with the offset of the zone that it is seen in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Seconds since 1970.
    pub(super) seconds: i64,
    pub(super) nanoseconds: u32,
    /// Seconds east of Greenwich.
    pub(super) offset: i32,
    /// The name of the zone; empty if it has none.
    pub(super) zone: String,
}

/// The parts of a moment in its zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Civil {
    pub(super) year: i64,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    /// From 0, Sunday.
    pub(super) weekday: u32,
    /// From 1.
    pub(super) day_of_year: u32,
}

const DAY: i64 = 86_400;

/// The days from 1970 to a day, by the proleptic Gregorian calendar.
pub(super) fn days(year: i64, month: u32, day: i64) -> i64 {
    // Years that start in March have the day that may be missing at their end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let era = year.div_euclid(400);
    let in_era = year.rem_euclid(400);
    let in_year = (153 * i64::from(month) + 2) / 5 + day - 1;
    era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468
}

impl Time {
    /// Go's zero time.
    pub(super) fn zero() -> Self {
        Self::at(days(1, 1, 1) * DAY)
    }

    /// A moment, seen in UTC.
    pub(super) fn at(seconds: i64) -> Self {
        Self {
            seconds,
            nanoseconds: 0,
            offset: 0,
            zone: "UTC".to_owned(),
        }
    }

    pub(super) fn civil(&self) -> Civil {
        let local = self.seconds.saturating_add(i64::from(self.offset));
        let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY) as u32);
        let shifted = day + 719_468;
        let (era, in_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year + year / 4 - year / 100);
        let shifted_month = (5 * in_year + 2) / 153;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        } as u32;
        let year = year + era * 400 + i64::from(month <= 2);
        Civil {
            year,
            month,
            day: (in_year - (153 * shifted_month + 2) / 5 + 1) as u32,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
            weekday: (day + 4).rem_euclid(7) as u32,
            day_of_year: (day - days(year, 1, 1) + 1) as u32,
        }
    }

    fn value(self) -> Value {
        Value::Object(Rc::new(self))
    }

    fn utc(&self) -> Self {
        Self {
            offset: 0,
            zone: "UTC".to_owned(),
            ..self.clone()
        }
    }

    fn add_date(&self, arguments: &[Value]) -> Self {
        let number = |at: usize| match any(arguments, at) {
            Value::Int(number, _) | Value::Int64(number, _) => {
                (*number).clamp(-1_000_000, 1_000_000)
            }
            _ => 0,
        };
        let civil = self.civil();
        let months = civil.year * 12 + i64::from(civil.month) - 1 + number(0) * 12 + number(1);
        let day = days(
            months.div_euclid(12),
            months.rem_euclid(12) as u32 + 1,
            i64::from(civil.day) + number(2),
        );
        let local = self.seconds + i64::from(self.offset);
        Self {
            seconds: day * DAY + local.rem_euclid(DAY) - i64::from(self.offset),
            ..self.clone()
        }
    }
}

impl Object for Time {
    fn type_name(&self) -> &'static str {
        "time.Time"
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>> {
        let civil = self.civil();
        Some(Ok(match method {
            "Format" => Value::text(layout::format(
                self,
                any(arguments, 0).as_str().unwrap_or_default(),
            )),
            "Unix" => Value::Int64(self.seconds, None),
            "UnixNano" => {
                let nanoseconds = self.seconds.wrapping_mul(1_000_000_000);
                Value::Int64(nanoseconds.wrapping_add(i64::from(self.nanoseconds)), None)
            }
            "UnixMilli" => Value::Int64(self.seconds.wrapping_mul(1000), None),
            "Year" => Value::int(civil.year),
            "Month" => named("time.Month", layout::MONTHS, civil.month - 1),
            "Day" => Value::int(i64::from(civil.day)),
            "Hour" => Value::int(i64::from(civil.hour)),
            "Minute" => Value::int(i64::from(civil.minute)),
            "Second" => Value::int(i64::from(civil.second)),
            "YearDay" => Value::int(i64::from(civil.day_of_year)),
            "Weekday" => named("time.Weekday", layout::WEEKDAYS, civil.weekday),
            "UTC" | "Local" => self.utc().value(),
            "AddDate" => self.add_date(arguments).value(),
            "IsZero" => Value::bool(*self == Self::zero()),
            "String" => Value::Text(self.printed()),
            _ => return None,
        }))
    }

    fn printed(&self) -> Text {
        Text::made(layout::format(
            self,
            "2006-01-02 15:04:05.999999999 -0700 MST",
        ))
    }
}

/// A month or a weekday: a number to Go, printed by its name.
fn named(type_name: &'static str, names: &[&'static str], at: u32) -> Value {
    let name = names.get(at as usize).copied().unwrap_or_default();
    Value::Object(Rc::new(Named { type_name, name }))
}

#[derive(Debug)]
struct Named {
    type_name: &'static str,
    name: &'static str,
}

impl Object for Named {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, _: &[Value]) -> Option<Result<Value, String>> {
        match method {
            "String" => Some(Ok(Value::text(self.name))),
            _ => None,
        }
    }

    fn printed(&self) -> Text {
        Text::made(self.name)
    }
}

/// The moment that a value is to Sprig: a time, or seconds since 1970; the present if it is neither.
fn moment(value: &Value, call: &Call<'_>) -> Time {
    match value {
        Value::Int(seconds, _) | Value::Int64(seconds, _) => Time::at(*seconds),
        Value::Object(object) if object.type_name() == "time.Time" => time_of(object.as_ref()),
        _ => present(call),
    }
}

/// A time as the object that it is.
fn time_of(object: &dyn Object) -> Time {
    let number = |method: &str| match object.call(method, &[]) {
        Some(Ok(Value::Int64(number, _))) => number,
        _ => 0,
    };
    let text = |layout: &str| match object.call("Format", &[Value::text(layout)]) {
        Some(Ok(Value::Text(text))) => text.as_str().to_owned(),
        _ => String::new(),
    };
    let offset = text("-070000");
    let digits = |from: usize| {
        offset
            .get(from..from + 2)
            .and_then(|digits| digits.parse::<i32>().ok())
            .unwrap_or(0)
    };
    let size = digits(1) * 3600 + digits(3) * 60 + digits(5);
    Time {
        seconds: number("Unix"),
        nanoseconds: text(".000000000")
            .trim_start_matches('.')
            .parse()
            .unwrap_or(0),
        offset: if offset.starts_with('-') { -size } else { size },
        zone: text("MST"),
    }
}

fn present(call: &Call<'_>) -> Time {
    call.draws();
    Time::at(PRESENT)
}

/// `now`
pub(super) fn now(_: &[Value], call: &Call<'_>) -> Answer {
    Ok(present(call).value())
}

/// `date`, `htmlDate`, `dateInZone`, `htmlDateInZone`: zones are taken for UTC, of which the rendering tells.
fn formatted(layout: &str, moment_: &Value, zone: &str, call: &Call<'_>) -> Answer {
    let time = moment(moment_, call).utc();
    if !matches!(zone, "" | "UTC" | "Local" | "GMT") {
        call.draws();
    }
    Ok(Value::text(layout::format(&time, layout)))
}

/// `date`
pub(super) fn date(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(characters(arguments, 0)?, any(arguments, 1), "UTC", call)
}

/// `dateInZone`
pub(super) fn date_in_zone(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(
        characters(arguments, 0)?,
        any(arguments, 1),
        characters(arguments, 2)?,
        call,
    )
}

/// `htmlDate`
pub(super) fn html_date(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted("2006-01-02", any(arguments, 0), "UTC", call)
}

/// `htmlDateInZone`
pub(super) fn html_date_in_zone(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(
        "2006-01-02",
        any(arguments, 0),
        characters(arguments, 1)?,
        call,
    )
}

/// `dateModify`: a text that is no duration changes nothing.
pub(super) fn date_modify(arguments: &[Value], call: &Call<'_>) -> Answer {
    match must_date_modify(arguments, call) {
        Err(Refusal::Failed(_)) => Ok(any(arguments, 1).clone()),
        answer => answer,
    }
}

/// `mustDateModify`
pub(super) fn must_date_modify(arguments: &[Value], _: &Call<'_>) -> Answer {
    let Value::Object(object) = any(arguments, 1) else {
        let got = type_name(any(arguments, 1));
        return Err(Refusal::Failed(format!(
            "wrong type for value; expected time.Time; got {got}"
        )));
    };
    let time = time_of(object.as_ref());
    let duration = super::duration::parse(characters(arguments, 0)?).map_err(Refusal::Failed)?;
    let nanoseconds = i128::from(time.seconds) * 1_000_000_000
        + i128::from(time.nanoseconds)
        + i128::from(duration);
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    Ok(Time {
        seconds: i64::try_from(seconds).unwrap_or(i64::MAX),
        nanoseconds: nanoseconds.rem_euclid(1_000_000_000) as u32,
        ..time
    }
    .value())
}

/// `toDate`: the zero time if the text is none.
pub(super) fn to_date(arguments: &[Value], _: &Call<'_>) -> Answer {
    let parsed = layout_read::parse(characters(arguments, 0)?, characters(arguments, 1)?);
    Ok(parsed.unwrap_or_else(|_| Time::zero()).value())
}

/// `mustToDate`
pub(super) fn must_to_date(arguments: &[Value], _: &Call<'_>) -> Answer {
    let parsed = layout_read::parse(characters(arguments, 0)?, characters(arguments, 1)?);
    parsed.map(Time::value).map_err(Refusal::Failed)
}

/// `unixEpoch`
pub(super) fn unix_epoch(arguments: &[Value], _: &Call<'_>) -> Answer {
    match any(arguments, 0) {
        Value::Object(object) if object.type_name() == "time.Time" => {
            Ok(Value::text(time_of(object.as_ref()).seconds.to_string()))
        }
        other => {
            let got = type_name(other);
            Err(Refusal::Failed(format!(
                "wrong type for value; expected time.Time; got {got}"
            )))
        }
    }
}

/// `ago`
pub(super) fn ago(arguments: &[Value], call: &Call<'_>) -> Answer {
    let then = moment(any(arguments, 0), call);
    call.draws();
    let seconds = PRESENT.saturating_sub(then.seconds);
    Ok(Value::text(super::duration::written(
        seconds.saturating_mul(1_000_000_000),
    )))
}

/// `duration`: of seconds as a text, or as an `int64`.
pub(super) fn duration(arguments: &[Value], _: &Call<'_>) -> Answer {
    let seconds = match any(arguments, 0) {
        Value::Int64(seconds, _) => *seconds,
        Value::Text(text) => parse_int(text.as_str(), 10).unwrap_or(0),
        _ => 0,
    };
    Ok(Value::text(super::duration::written(
        seconds.wrapping_mul(1_000_000_000),
    )))
}

/// `durationRound`
pub(super) fn duration_round(arguments: &[Value], call: &Call<'_>) -> Answer {
    let nanoseconds = match any(arguments, 0) {
        Value::Int64(nanoseconds, _) => *nanoseconds,
        Value::Text(text) => super::duration::parse(text.as_str()).unwrap_or(0),
        Value::Object(object) if object.type_name() == "time.Time" => {
            call.draws();
            let seconds = PRESENT.saturating_sub(time_of(object.as_ref()).seconds);
            seconds.saturating_mul(1_000_000_000)
        }
        _ => 0,
    };
    Ok(Value::text(super::duration::rounded(nanoseconds)))
}
