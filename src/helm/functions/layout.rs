//! Go's layouts of times: `2006-01-02T15:04:05Z07:00` shows how each part is written.

use super::quoting::quoted_str;
use super::time::{Time, days};

pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const WEEKDAYS: &[&str] = &[
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The parts that a layout may have; of two that fit, the longer stands first.
const PARTS: [&str; 36] = [
    "January",
    "Jan",
    "Monday",
    "Mon",
    "MST",
    "2006",
    "__2",
    "_2",
    "002",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "15",
    "-07:00:00",
    "-070000",
    "-07:00",
    "-0700",
    "-07",
    "Z07:00:00",
    "Z070000",
    "Z07:00",
    "Z0700",
    "Z07",
    "PM",
    "pm",
    "1",
    "2",
    "3",
    "4",
    "5",
    ".0",
    ".9",
    ",0",
];

/// A layout as its first part, and what stands before and behind it.
fn next_part(layout: &str) -> Option<(&str, &str, &str)> {
    for (at, _) in layout.char_indices() {
        let rest = &layout[at..];
        let Some(part) = PARTS.iter().find(|part| rest.starts_with(**part)) else {
            // `,9` is the only one that the table has no place for.
            if let Some(end) = fraction_end(rest) {
                return Some((&layout[..at], &rest[..end], &rest[end..]));
            }
            continue;
        };
        let is_word_inside = matches!(*part, "Jan" | "Mon")
            && rest[3..].starts_with(|c: char| c.is_ascii_lowercase());
        if is_word_inside {
            continue;
        }
        if part.starts_with(['.', ',']) {
            let Some(end) = fraction_end(rest) else {
                continue;
            };
            return Some((&layout[..at], &rest[..end], &rest[end..]));
        }
        let part = if *part == "_2" && rest.starts_with("_2006") {
            "_"
        } else {
            part
        };
        if part == "_" {
            let at = at + 1;
            return Some((&layout[..at], &layout[at..at + 4], &layout[at + 4..]));
        }
        return Some((&layout[..at], &rest[..part.len()], &rest[part.len()..]));
    }
    None
}

/// Where a `.000` or `.999` ends, which no digit may follow.
fn fraction_end(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['.', ','])?;
    let digit = digits.chars().next().filter(|&c| c == '0' || c == '9')?;
    let length = digits.len() - digits.trim_start_matches(digit).len();
    let is_last = !digits[length..].starts_with(|c: char| c.is_ascii_digit());
    is_last.then_some(length + 1)
}

/// A time in a layout.
pub(super) fn format(time: &Time, layout: &str) -> String {
    let mut made = String::new();
    let mut rest = layout;
    while let Some((before, part, behind)) = next_part(rest) {
        made.push_str(before);
        push(time, part, &mut made);
        rest = behind;
    }
    made.push_str(rest);
    made
}

fn push(time: &Time, part: &str, made: &mut String) {
    let civil = time.civil();
    let month = MONTHS[civil.month as usize - 1];
    let weekday = WEEKDAYS[civil.weekday as usize];
    let half = if civil.hour < 12 { "AM" } else { "PM" };
    let hour = match civil.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let says = match part {
        "January" => month.to_owned(),
        "Jan" => month[..3].to_owned(),
        "Monday" => weekday.to_owned(),
        "Mon" => weekday[..3].to_owned(),
        "MST" if time.zone.is_empty() => offset(time.offset, "-0700"),
        "MST" => time.zone.clone(),
        "2006" => format!("{:04}", civil.year),
        "06" => format!("{:02}", civil.year.rem_euclid(100)),
        "__2" => format!("{:>3}", civil.day_of_year),
        "002" => format!("{:03}", civil.day_of_year),
        "_2" => format!("{:>2}", civil.day),
        "02" => format!("{:02}", civil.day),
        "2" => civil.day.to_string(),
        "01" => format!("{:02}", civil.month),
        "1" => civil.month.to_string(),
        "15" => format!("{:02}", civil.hour),
        "03" => format!("{hour:02}"),
        "3" => hour.to_string(),
        "04" => format!("{:02}", civil.minute),
        "4" => civil.minute.to_string(),
        "05" => format!("{:02}", civil.second),
        "5" => civil.second.to_string(),
        "PM" => half.to_owned(),
        "pm" => half.to_lowercase(),
        part if part.starts_with('Z') && time.offset == 0 => "Z".to_owned(),
        part if part.starts_with(['Z', '-']) => offset(time.offset, part),
        part => fraction(time.nanoseconds, part),
    };
    made.push_str(&says);
}

fn offset(offset: i32, part: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let size = offset.unsigned_abs();
    let (hours, minutes, seconds) = (size / 3600, size / 60 % 60, size % 60);
    match &part[1..] {
        "07" if minutes == 0 || part.starts_with('Z') || part == "-07" => {
            format!("{sign}{hours:02}")
        }
        "07:00" => format!("{sign}{hours:02}:{minutes:02}"),
        "070000" => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
        "07:00:00" => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}"),
    }
}

fn fraction(nanoseconds: u32, part: &str) -> String {
    let digits = format!("{nanoseconds:09}");
    let kept = &digits[..(part.len() - 1).min(9)];
    let kept = if part.ends_with('9') {
        kept.trim_end_matches('0')
    } else {
        kept
    };
    match kept {
        "" => String::new(),
        kept => format!("{}{kept}", &part[..1]),
    }
}

/// What was read of a time.
struct Read<'t> {
    rest: &'t str,
    year: i64,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    nanoseconds: u32,
    is_afternoon: Option<bool>,
    offset: Option<i32>,
    zone: Option<String>,
}

/// Reads a time by its layout.
///
/// # Errors
///
/// What Go says if the text is none.
pub(super) fn parse(layout: &str, text: &str) -> Result<Time, String> {
    let mut read = Read {
        rest: text,
        year: 0,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        nanoseconds: 0,
        is_afternoon: None,
        offset: None,
        zone: None,
    };
    let mut rest = layout;
    let fails = |at: &str, part: &str| {
        let (text, layout) = (quoted_str(text), quoted_str(layout));
        format!(
            "parsing time {text} as {layout}: cannot parse {} as {}",
            quoted_str(at),
            quoted_str(part)
        )
    };
    while let Some((before, part, behind)) = next_part(rest) {
        let Some(behind_text) = read.rest.strip_prefix(before) else {
            return Err(fails(read.rest, before));
        };
        read.rest = behind_text;
        let at = read.rest;
        read.part(part, behind).ok_or_else(|| fails(at, part))?;
        rest = behind;
    }
    if read.rest != rest {
        return Err(match read.rest.strip_prefix(rest) {
            Some(extra) => format!(
                "parsing time {}: extra text: {}",
                quoted_str(text),
                quoted_str(extra)
            ),
            None => fails(read.rest, rest),
        });
    }
    read.time()
        .map_err(|what| format!("parsing time {}: {what} out of range", quoted_str(text)))
}

impl Read<'_> {
    fn part(&mut self, part: &str, behind: &str) -> Option<()> {
        match part {
            "January" => self.month = self.name(MONTHS, 9)? + 1,
            "Jan" => self.month = self.name(MONTHS, 3)? + 1,
            "Monday" => drop(self.name(WEEKDAYS, 9)?),
            "Mon" => drop(self.name(WEEKDAYS, 3)?),
            "2006" => self.year = i64::from(self.digits(4, 4)?),
            "06" => {
                let year = i64::from(self.digits(2, 2)?);
                self.year = if year >= 69 { 1900 + year } else { 2000 + year };
            }
            "01" => self.month = self.digits(2, 2)?,
            "1" => self.month = self.digits(1, 2)?,
            "02" => self.day = self.digits(2, 2)?,
            "_2" => {
                self.rest = self.rest.strip_prefix(' ').unwrap_or(self.rest);
                self.day = self.digits(1, 2)?;
            }
            "2" => self.day = self.digits(1, 2)?,
            "15" => self.hour = self.digits(1, 2)?,
            "03" => self.hour = self.digits(2, 2)?,
            "3" => self.hour = self.digits(1, 2)?,
            "04" => self.minute = self.digits(2, 2)?,
            "4" => self.minute = self.digits(1, 2)?,
            "05" | "5" => {
                self.second = self.digits(if part == "05" { 2 } else { 1 }, 2)?;
                // A fraction may stand here though the layout has none.
                let has_own = next_part(behind).is_some_and(|(before, part, _)| {
                    before.is_empty() && part.starts_with(['.', ','])
                });
                if !has_own
                    && self.rest.starts_with(['.', ','])
                    && self.rest[1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    self.fraction();
                }
            }
            "PM" | "pm" => {
                let half = self.rest.get(..2)?.to_owned();
                self.is_afternoon = Some(half.eq_ignore_ascii_case("pm"));
                self.rest = &self.rest[2..];
                half.eq_ignore_ascii_case("am")
                    .then_some(())
                    .or(self.is_afternoon.filter(|&is| is).map(drop))?;
            }
            "MST" => {
                let length = self
                    .rest
                    .bytes()
                    .take(5)
                    .take_while(u8::is_ascii_uppercase)
                    .count();
                let name = self.rest.get(..length).filter(|name| name.len() >= 3)?;
                self.zone = Some(name.to_owned());
                self.rest = &self.rest[length..];
            }
            part if part.starts_with('Z') && self.rest.starts_with('Z') => {
                self.rest = &self.rest[1..];
                self.offset = Some(0);
            }
            part if part.starts_with(['Z', '-']) => self.zone_offset(part)?,
            part if part.starts_with(['.', ',']) => {
                let is_there = self.rest.starts_with(['.', ','])
                    && self.rest[1..].starts_with(|c: char| c.is_ascii_digit());
                if is_there {
                    self.fraction();
                } else if part.ends_with('0') {
                    return None;
                }
            }
            _ => {
                self.digits(1, 3)?;
            }
        }
        Some(())
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let count = self
            .rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if count < least {
            return None;
        }
        let number = self.rest[..count].parse().ok()?;
        self.rest = &self.rest[count..];
        Some(number)
    }

    fn name(&mut self, names: &[&str], most: usize) -> Option<u32> {
        let short = |name: &str| name.len().min(most);
        let at = names.iter().position(|name| {
            self.rest
                .get(..short(name))
                .is_some_and(|text| text.eq_ignore_ascii_case(&name[..short(name)]))
        })?;
        self.rest = &self.rest[short(names[at])..];
        u32::try_from(at).ok()
    }

    fn fraction(&mut self) {
        let digits = self.rest[1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let text = format!("{:0<9}", &self.rest[1..=digits]);
        self.nanoseconds = text[..9].parse().unwrap_or(0);
        self.rest = &self.rest[digits + 1..];
    }

    fn zone_offset(&mut self, part: &str) -> Option<()> {
        let text = self.rest.get(..part.len())?;
        let is_negative = match text.as_bytes()[0] {
            b'-' => true,
            b'+' => false,
            _ => return None,
        };
        let fits = text
            .bytes()
            .zip(part.bytes())
            .skip(1)
            .all(|(byte, like)| (byte == b':') == (like == b':'));
        let digits: String = text[1..].replace(':', "");
        if !fits || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let two = |at: usize| {
            digits
                .get(at..at + 2)
                .and_then(|two| two.parse::<i32>().ok())
                .unwrap_or(0)
        };
        let size = two(0) * 3600 + two(2) * 60 + two(4);
        self.offset = Some(if is_negative { -size } else { size });
        self.rest = &self.rest[part.len()..];
        Some(())
    }

    fn time(self) -> Result<Time, &'static str> {
        let is_leap = self.year % 4 == 0 && self.year % 100 != 0 || self.year % 400 == 0;
        let last = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(is_leap),
            _ => return Err("month"),
        };
        if self.day < 1 || self.day > last {
            return Err("day");
        }
        let hour = match self.is_afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        if hour > 23 {
            return Err("hour");
        }
        if self.minute > 59 {
            return Err("minute");
        }
        if self.second > 59 {
            return Err("second");
        }
        let second = i64::from(hour * 3600 + self.minute * 60 + self.second);
        let offset = self.offset.unwrap_or(0);
        let zone = match (self.zone, offset) {
            (Some(zone), _) => zone,
            (None, 0) => "UTC".to_owned(),
            _ => String::new(),
        };
        Ok(Time {
            seconds: days(self.year, self.month, i64::from(self.day)) * 86_400 + second
                - i64::from(offset),
            nanoseconds: self.nanoseconds,
            offset,
            zone,
        })
    }
}
