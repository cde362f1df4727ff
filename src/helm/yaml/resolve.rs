//! Which texts go-yaml writes without quotes: those that would be read as texts.

use super::write::Writer;
use crate::helm::numbers::parse_float;
use crate::yaml::Scalar;

/// Whether a text of one line would be read as a text if it were bare, by go-yaml and by those who know more of YAML 1.1.
pub(super) fn is_bare(text: &str, writer: Writer) -> bool {
    let is_text = match writer {
        Writer::Through => is_text(text),
        Writer::Pretty => is_text(text) && !is_octal(text),
    };
    is_text && !is_base_60(text)
}

fn is_text(text: &str) -> bool {
    let Some(first) = text.bytes().next() else {
        return false;
    };
    match first {
        b'.' => is_float_from_point(text),
        b'+' | b'-' | b'0'..=b'9' => {
            matches!(Scalar::resolve(text.into()), Scalar::Str(_)) && !is_time(text)
        }
        _ => matches!(Scalar::resolve(text.into()), Scalar::Str(_)),
    }
}

/// go-yaml hands what starts with a point to Go's `ParseFloat`, which knows more than YAML.
fn is_float_from_point(text: &str) -> bool {
    let is_special = matches!(text, ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF");
    !is_special && parse_float(text).is_none()
}

/// go-yaml 3 reads `0o17`.
fn is_octal(text: &str) -> bool {
    let plain = text.replace('_', "");
    let digits = plain.strip_prefix('-').unwrap_or(&plain).strip_prefix("0o");
    digits.is_some_and(|digits| u64::from_str_radix(digits, 8).is_ok())
}

/// Whether YAML 1.1 has a number to the base of 60 in a text, `1:30`, which go-yaml writes in quotes: `^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$`
pub(crate) fn is_base_60(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let is_number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'_')
    };
    let is_part =
        |part: &str| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
    let mut count = 0;
    let are_parts = parts.all(|part| {
        count += 1;
        is_part(part)
    });
    first.starts_with(|c: char| c.is_ascii_digit())
        && is_number(first)
        && are_parts
        && count > 0
        && is_number(fraction)
}

/// Whether a text is a time to go-yaml: a day, or a day with a time.
fn is_time(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 || text.as_bytes().get(4) != Some(&b'-') {
        return false;
    }
    let mut rest = Rest(&text[5..]);
    let year: u32 = text[..4].parse().unwrap_or(0);
    let Some(day) = rest.day(year) else {
        return false;
    };
    if rest.0.is_empty() {
        return day;
    }
    let zone = match rest.0.as_bytes().first() {
        Some(b'T' | b't') => true,
        Some(b' ') => false,
        _ => return false,
    };
    rest.0 = &rest.0[1..];
    day && rest.time(zone).is_some()
}

struct Rest<'t>(&'t str);

impl Rest<'_> {
    /// One or two digits.
    fn number(&mut self, most: u32) -> Option<u32> {
        let count = self
            .0
            .bytes()
            .take(2)
            .take_while(u8::is_ascii_digit)
            .count();
        let number = self.0[..count]
            .parse()
            .ok()
            .filter(|&number| number <= most)?;
        self.0 = &self.0[count..];
        Some(number)
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }

    /// A month and a day, and whether there is such a day.
    fn day(&mut self, year: u32) -> Option<bool> {
        let month = self.number(12)?;
        self.sign('-')?;
        let day = self.number(31)?;
        let is_leap =
            year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let most = match month {
            2 => 28 + u32::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Some(month > 0 && day > 0 && day <= most)
    }

    fn time(&mut self, zone: bool) -> Option<()> {
        self.number(23)?;
        self.sign(':')?;
        self.number(59)?;
        self.sign(':')?;
        self.number(59)?;
        if let Some(fraction) = self.0.strip_prefix(['.', ',']) {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                self.0 = &fraction[digits..];
            }
        }
        if zone && self.sign('Z').is_none() {
            let offset = self.0.strip_prefix(['+', '-'])?;
            let (hours, minutes) = offset.split_once(':')?;
            let fits = |part: &str, most: u32| {
                part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number <= most)
            };
            if !fits(hours, 24) || !fits(minutes, 60) {
                return None;
            }
            self.0 = "";
        }
        self.0.is_empty().then_some(())
    }
}
