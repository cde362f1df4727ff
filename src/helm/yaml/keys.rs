//! The order in which go-yaml writes keys: letters behind other signs, numbers by their value.

use std::sync::LazyLock;

use regex::Regex;

use crate::origin::Text;
use crate::template::Value;

/// Whose order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// go-yaml 2
    Two,
    /// go-yaml 3: behind equal digits, letters come first.
    Three,
}

type Entry = (Text, Value);

/// The entries in order. The order is not one that Rust's sort may be given: it goes around in circles where letters, digits and
/// other signs meet.
pub(super) fn sorted(mut entries: Vec<Entry>, order: Order) -> Vec<Entry> {
    if entries.len() <= 1 {
        return entries;
    }
    let rest = entries.split_off(entries.len() / 2);
    let mut one = sorted(entries, order).into_iter().peekable();
    let mut other = sorted(rest, order).into_iter().peekable();
    let mut all = Vec::with_capacity(one.len() + other.len());
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some((first, _)), Some((second, _)))
                if is_less(second.as_str(), first.as_str(), order) =>
            {
                other.next()
            }
            (Some(_), _) => one.next(),
            (None, _) => other.next(),
        };
        match next {
            Some(entry) => all.push(entry),
            None => return all,
        }
    }
}

fn is_less(one: &str, other: &str, order: Order) -> bool {
    let alike = one.char_indices().zip(other.chars());
    let mut digits_before = false;
    for ((at, a), b) in alike {
        if a == b {
            digits_before = is_digit(a);
            continue;
        }
        let letters = (is_letter(a), is_letter(b));
        return match letters {
            (true, true) => a < b,
            (false, false) => is_less_number(one, other, at, (a, b)),
            (is_letter, is_other_letter) if order == Order::Three && digits_before => {
                is_letter && !is_other_letter
            }
            (_, is_other_letter) => is_other_letter,
        };
    }
    one.chars().count() < other.chars().count()
}

/// Compares the numbers that stand from a byte on.
fn is_less_number(one: &str, other: &str, at: usize, (a, b): (char, char)) -> bool {
    // A zero behind digits is none that leads.
    let mut start = 0_i64;
    if a == '0' || b == '0' {
        let digits = one[..at].chars().rev().take_while(|&c| is_digit(c));
        if digits.into_iter().any(|c| c != '0') {
            start = 1;
        }
    }
    let number = |text: &str| {
        let digits = text[at..].chars().take_while(|&c| is_digit(c));
        digits.fold((start, 0), |(sum, count), c| {
            let digit = i64::from(c as u32) - i64::from(b'0');
            (sum.wrapping_mul(10).wrapping_add(digit), count + 1)
        })
    };
    let ((one, length), (other, other_length)) = (number(one), number(other));
    if one != other {
        return one < other;
    }
    if length != other_length {
        return length < other_length;
    }
    a < b
}

/// Go's `unicode.IsLetter`.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        is_of(c, &LETTER)
    }
}

/// Go's `unicode.IsDigit`.
fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        is_of(c, &DIGIT)
    }
}

static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{L}$").ok());
static DIGIT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{Nd}$").ok());

fn is_of(c: char, class: &LazyLock<Option<Regex>>) -> bool {
    let mut bytes = [0; 4];
    let text = c.encode_utf8(&mut bytes);
    class.as_ref().is_some_and(|class| class.is_match(text))
}
