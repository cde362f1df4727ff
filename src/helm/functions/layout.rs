//! Go's layouts of times: `2006-01-02T15:04:05Z07:00` shows how each part is written.

use super::time::Time;

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
pub(super) fn next_part(layout: &str) -> Option<(&str, &str, &str)> {
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
