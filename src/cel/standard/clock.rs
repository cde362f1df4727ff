//! Points in time and lengths of time as texts, and the parts of them. Source: `time` of Go.

use crate::cel::value::{Duration, Timestamp};

const SECOND: i64 = 1_000_000_000;

impl Duration {
    /// Reads `1h30m`, `-1.5s`, as Go does; None if it is none, or too long.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        duration(text)
    }
}

impl Timestamp {
    /// Reads a point in time of RFC 3339, as Go does; None if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        timestamp(text)
    }
}

/// Reads `1h30m`, `-1.5s`, as `ParseDuration` does; None if it is none, or too long.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_negative = text.starts_with('-');
    if rest == "0" {
        return Some(Duration::of(0));
    }
    let (mut rest, mut all) = (rest, 0_u64);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (part, after) = part(rest)?;
        all = all.checked_add(part).filter(|all| *all <= 1 << 63)?;
        rest = after;
    }
    let nanoseconds = match is_negative {
        true => 0_i64.checked_sub_unsigned(all)?,
        false => i64::try_from(all).ok()?,
    };
    Some(Duration::of(nanoseconds))
}

/// A number and its unit, in nanoseconds, and what stands behind them.
fn part(text: &str) -> Option<(u64, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let end = rest.find(|c: char| c == '.' || c.is_ascii_digit());
    let (unit, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let unit: u64 = match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1000,
        "ms" => 1_000_000,
        "s" => SECOND as u64,
        "m" => 60 * SECOND as u64,
        "h" => 3600 * SECOND as u64,
        _ => return None,
    };
    let whole: u64 = match whole {
        "" => 0,
        whole => whole.parse().ok().filter(|whole| *whole <= 1 << 63)?,
    };
    let whole = whole.checked_mul(unit).filter(|whole| *whole <= 1 << 63)?;
    let all = whole.checked_add(fraction_of(fraction, unit));
    Some((all.filter(|all| *all <= 1 << 63)?, rest))
}

/// A fraction of a unit. Digits that do not fit are left out, as Go does.
fn fraction_of(digits: &str, unit: u64) -> u64 {
    let (mut value, mut scale) = (0_u64, 1_f64);
    for digit in digits.bytes() {
        let next = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(u64::from(digit - b'0')));
        let Some(next) = next.filter(|next| *next <= 1 << 63) else {
            break;
        };
        value = next;
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

/// As the server writes it: in seconds, `5400s`, `1.5s`.
pub(super) fn duration_text(duration: Duration) -> String {
    let (seconds, rest) = (duration.nanoseconds / SECOND, duration.nanoseconds % SECOND);
    format!("{}s", seconds as f64 + rest as f64 / 1e9)
}

/// Reads a point in time of RFC 3339, as Go does; None if it is none.
pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
    let mut rest = text;
    let year = number(&mut rest, 4, "-")?;
    let month = number(&mut rest, 2, "-")?;
    let day = number(&mut rest, 2, "T")?;
    // Go alone lets an hour have one digit.
    let hour_digits = if rest.as_bytes().get(1) == Some(&b':') {
        1
    } else {
        2
    };
    let hour = number(&mut rest, hour_digits, ":")?;
    let minute = number(&mut rest, 2, ":")?;
    let second = number(&mut rest, 2, "")?;
    let is_day = (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day);
    if !is_day || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (nanoseconds, zone) = fraction(rest)?;
    let offset = zone_offset(zone)?;
    let of_day = hour * 3600 + minute * 60 + second - i64::from(offset);
    Some(Timestamp {
        seconds: days_before(year, month, day) * 86_400 + of_day,
        nanoseconds,
        offset,
    })
}

/// A number of so many digits that a text begins with, and the sign behind it, which are taken.
fn number(text: &mut &str, length: usize, sign: &str) -> Option<i64> {
    let digits = text.get(..length)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *text = text[length..].strip_prefix(sign)?;
    digits.parse().ok()
}

/// The fraction of a second that a text begins with, if there is one, and what stands behind it.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(rest) = text.strip_prefix(['.', ',']) else {
        return Some((0, text));
    };
    let (digits, zone) = digits(rest);
    if digits.is_empty() {
        return None;
    }
    let nine: String = digits
        .chars()
        .chain(std::iter::repeat('0'))
        .take(9)
        .collect();
    Some((nine.parse().ok()?, zone))
}

/// The seconds that `Z`, `+01:00` or `-01:30` stand before UTC.
fn zone_offset(zone: &str) -> Option<i32> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone[1..].split_once(':')?;
    let two = |text: &str| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i32>().ok())?
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours <= 24 && minutes <= 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// As RFC 3339 has it, with as many digits of the second as are needed.
pub(super) fn timestamp_text(time: Timestamp) -> String {
    let parts = Parts::of(time, time.offset);
    let date = format!("{:04}-{:02}-{:02}", parts.year, parts.month, parts.day);
    let clock = format!("{:02}:{:02}:{:02}", parts.hour, parts.minute, parts.second);
    let fraction = match time.nanoseconds {
        0 => String::new(),
        nanoseconds => format!(".{nanoseconds:09}")
            .trim_end_matches('0')
            .to_owned(),
    };
    let zone = match time.offset / 60 {
        0 => "Z".to_owned(),
        offset => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    };
    format!("{date}T{clock}{fraction}{zone}")
}

/// A point in time as a calendar and a clock show it.
pub(super) struct Parts {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    /// From 0.
    pub(super) day_of_year: i64,
    /// From Sunday, which is 0.
    pub(super) weekday: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Parts {
    /// Where clocks are so many seconds before UTC.
    pub(super) fn of(time: Timestamp, offset: i32) -> Self {
        let seconds = time.seconds + i64::from(offset);
        let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = date(days);
        Self {
            year,
            month,
            day,
            day_of_year: days - days_before(year, 1, 1),
            // 1970-01-01 was a Thursday.
            weekday: (days + 4).rem_euclid(7),
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
        }
    }
}

fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The days from 1970-01-01 to a day.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    // Counted in years that begin in March, the day that a leap year has more comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + of_year - 719_468
}

/// The day that is so many days after 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
