//! Times. There is no clock: the present is a fixed moment, which the rendering tells.

use std::rc::Rc;

use super::call::any;
use super::layout;
use crate::origin::Text;
use crate::template::{Object, Value};

/// The moment that stands in for the present: 2026-01-01T00:00:00Z.
pub(super) const PRESENT: i64 = 1_767_225_600;

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

    pub(super) fn value(self) -> Value {
        Value::Object(Rc::new(self))
    }

    pub(super) fn utc(&self) -> Self {
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
