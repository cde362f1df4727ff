//! What is a number of some digits: of cards, books and colours.

/// 24 hexadecimal digits.
pub(super) fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The number of a card, with anything between its digits: one of those that the known companies give, and its last digit
/// is that which makes the sum right.
pub(super) fn is_credit_card(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let start = |length: usize| {
        let digits = digits.get(..length).unwrap_or_default();
        digits
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    };
    let is_known = match digits.len() {
        13 => start(1) == 4,
        14 => matches!(start(3), 300..=305) || matches!(start(2), 36 | 38),
        15 => matches!(start(2), 34 | 37) || matches!(start(4), 1800 | 2131),
        16 => {
            let one = start(1) == 4 || matches!(start(2), 51..=55 | 35 | 65);
            one || start(4) == 6011
        }
        _ => false,
    };
    let twice = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let sum: u32 = (digits.iter().rev().enumerate())
        .map(|(at, digit)| (at, u32::from(digit - b'0')))
        .map(|(at, digit)| if at % 2 == 1 { twice(digit) } else { digit })
        .sum();
    is_known && sum.is_multiple_of(10)
}

/// What is left of the number of a book without blanks and dashes.
fn bare(text: &str) -> Vec<u8> {
    let is_between = |byte: &u8| b"-\t\n\x0C\r ".contains(byte);
    text.bytes().filter(|byte| !is_between(byte)).collect()
}

/// The number of a book in 10 digits, of which the last may be an X.
pub(super) fn is_isbn10(text: &str) -> bool {
    let bare = bare(text);
    let Some((last, digits)) = bare.split_last().filter(|_| bare.len() == 10) else {
        return false;
    };
    let last = if *last == b'X' {
        10
    } else {
        last.wrapping_sub(b'0')
    };
    let are_digits = digits.iter().all(u8::is_ascii_digit) && last <= 10 && bare[9] != b':';
    let weighed = (1..)
        .zip(digits)
        .map(|(at, digit)| at * u32::from(digit.wrapping_sub(b'0')));
    are_digits && (weighed.sum::<u32>() + 10 * u32::from(last)).is_multiple_of(11)
}

/// The number of a book in 13 digits.
pub(super) fn is_isbn13(text: &str) -> bool {
    let digits = bare(text);
    let weighed = digits.iter().zip([1, 3].into_iter().cycle());
    let is_number = digits.len() == 13 && digits.iter().all(u8::is_ascii_digit);
    is_number
        && weighed
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum::<u32>()
            .is_multiple_of(10)
}

/// `111-22-3333`, or with blanks.
pub(super) fn is_ssn(text: &str) -> bool {
    let mut places = text.bytes().enumerate();
    let are_well = places.all(|(at, byte)| match at {
        3 | 6 => b"- ".contains(&byte),
        _ => byte.is_ascii_digit(),
    });
    text.len() == 11 && are_well
}

/// Three or six hexadecimal digits.
pub(super) fn is_hex_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or(text);
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `rgb(255, 136, 0)`
pub(super) fn is_rgb_color(text: &str) -> bool {
    let parts = text
        .strip_prefix("rgb(")
        .and_then(|rest| rest.strip_suffix(')'));
    let is_part = |part: &str| {
        let number = part.trim_matches(['\t', '\n', '\x0C', '\r', ' ']);
        number
            .parse::<u8>()
            .is_ok_and(|value| value.to_string() == number)
    };
    parts.is_some_and(|parts| parts.split(',').count() == 3 && parts.split(',').all(is_part))
}
