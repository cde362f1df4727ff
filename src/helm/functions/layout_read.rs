//! Reading times by Go's layouts.

use super::layout::{MONTHS, WEEKDAYS, next_part};
use super::time::{Time, days};
use crate::template::format::quote;

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
        let (text, layout) = (quote(text), quote(layout));
        format!(
            "parsing time {text} as {layout}: cannot parse {} as {}",
            quote(at),
            quote(part)
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
            Some(extra) => format!("parsing time {}: extra text: {}", quote(text), quote(extra)),
            None => fails(read.rest, rest),
        });
    }
    read.time()
        .map_err(|what| format!("parsing time {}: {what} out of range", quote(text)))
}

impl Read<'_> {
    fn part(&mut self, part: &str, behind: &str) -> Option<()> {
        match part {
            "January" | "Jan" | "Monday" | "Mon" | "2006" | "06" | "01" | "1" | "02" | "_2"
            | "2" => self.day_part(part),
            "15" | "03" | "3" | "04" | "4" | "05" | "5" | "PM" | "pm" => {
                self.time_part(part, behind)
            }
            "002" | "__2" => self.digits(1, 3).map(drop),
            part if part.starts_with(['.', ',']) => self.fraction_part(part),
            part => self.zone_part(part),
        }
    }

    fn day_part(&mut self, part: &str) -> Option<()> {
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
            _ => {
                let padded = self.rest.strip_prefix(' ').filter(|_| part == "_2");
                self.rest = padded.unwrap_or(self.rest);
                self.day = self.digits(1, 2)?;
            }
        }
        Some(())
    }

    fn time_part(&mut self, part: &str, behind: &str) -> Option<()> {
        match part {
            "15" | "3" => self.hour = self.digits(1, 2)?,
            "03" => self.hour = self.digits(2, 2)?,
            "04" => self.minute = self.digits(2, 2)?,
            "4" => self.minute = self.digits(1, 2)?,
            "05" | "5" => {
                self.second = self.digits(part.len(), 2)?;
                // A fraction may stand here though the layout has none.
                let is_fraction = |(before, part, _): (&str, &str, &str)| {
                    before.is_empty() && part.starts_with(['.', ','])
                };
                if !next_part(behind).is_some_and(is_fraction) && self.has_fraction() {
                    self.fraction();
                }
            }
            _ => {
                let half = self.rest.get(..2)?;
                let is_afternoon = half.eq_ignore_ascii_case("pm");
                if !is_afternoon && !half.eq_ignore_ascii_case("am") {
                    return None;
                }
                self.is_afternoon = Some(is_afternoon);
                self.rest = &self.rest[2..];
            }
        }
        Some(())
    }

    fn zone_part(&mut self, part: &str) -> Option<()> {
        if part == "MST" {
            let letters = self.rest.bytes().take(5).take_while(u8::is_ascii_uppercase);
            let length = letters.count();
            let name = self.rest.get(..length).filter(|name| name.len() >= 3)?;
            self.zone = Some(name.to_owned());
            self.rest = &self.rest[length..];
            return Some(());
        }
        if part.starts_with('Z') && self.rest.starts_with('Z') {
            self.rest = &self.rest[1..];
            self.offset = Some(0);
            return Some(());
        }
        self.zone_offset(part)
    }

    fn fraction_part(&mut self, part: &str) -> Option<()> {
        if self.has_fraction() {
            self.fraction();
            return Some(());
        }
        part.ends_with('9').then_some(())
    }

    fn has_fraction(&self) -> bool {
        let digits = self.rest.strip_prefix(['.', ',']);
        digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
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
