//! Integers.

use super::Flags;
use crate::template::go::letters::is_printable;
use crate::template::go::quote::quote_with;

/// An integer by a verb, before blanks are added; none if integers do not know the verb.
pub(super) fn spell(number: i64, verb: char, flags: &Flags) -> Option<String> {
    Some(match verb {
        'v' | 'd' => in_base(number, 10, verb, flags),
        'b' => in_base(number, 2, verb, flags),
        'o' | 'O' => in_base(number, 8, verb, flags),
        'x' | 'X' => in_base(number, 16, verb, flags),
        'c' => letter(number).to_string(),
        'q' => quote_with(&letter(number).to_string(), '\'', flags.plus),
        'U' => unicode(number, flags),
        _ => return None,
    })
}

/// The letter of a number; U+FFFD if there is none.
fn letter(number: i64) -> char {
    let number = u32::try_from(number).ok();
    number.and_then(char::from_u32).unwrap_or('\u{fffd}')
}

fn unicode(number: i64, flags: &Flags) -> String {
    let digits = flags.precision.unwrap_or_default().max(4);
    let mut all = format!("{:X}", number as u64);
    if all.len() < digits {
        all.insert_str(0, &"0".repeat(digits - all.len()));
    }
    all.insert_str(0, "U+");
    let letter = u32::try_from(number).ok().and_then(char::from_u32);
    if let Some(letter) = letter
        && flags.sharp
        && is_printable(letter)
    {
        all.push_str(&format!(" '{letter}'"));
    }
    all
}

fn in_base(number: i64, base: u8, verb: char, flags: &Flags) -> String {
    if flags.precision == Some(0) && number == 0 {
        return String::new();
    }
    let size = number.unsigned_abs();
    let mut digits = match base {
        2 => format!("{size:b}"),
        8 => format!("{size:o}"),
        16 if verb == 'X' => format!("{size:X}"),
        16 => format!("{size:x}"),
        _ => size.to_string(),
    };
    let sign = match number {
        ..0 => "-",
        _ if flags.plus => "+",
        _ if flags.space => " ",
        _ => "",
    };
    // `%.3d` and `%03d` both ask for leading zeros; the precision wins.
    let least = match (flags.precision, flags.width) {
        (Some(precision), _) => precision,
        (None, Some(width)) if flags.zero && !flags.minus => width - sign.len().min(width),
        _ => 0,
    };
    if digits.len() < least {
        digits.insert_str(0, &"0".repeat(least - digits.len()));
    }
    let prefix = match base {
        2 if flags.sharp => "0b",
        8 if verb == 'O' => "0o",
        8 if flags.sharp && !digits.starts_with('0') => "0",
        16 if flags.sharp && verb == 'X' => "0X",
        16 if flags.sharp => "0x",
        _ => "",
    };
    let zero = if verb == 'O' && flags.sharp && !digits.starts_with('0') {
        "0"
    } else {
        ""
    };
    format!("{sign}{prefix}{zero}{digits}")
}
