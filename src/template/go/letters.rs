//! What letters are to Go.

use std::sync::LazyLock;

use regex::Regex;

use crate::parts::Part;

/// Whether a name can have it.
pub(in crate::template) fn is_letter_or_digit(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// Whether it shows: letters, marks, digits, signs and the plain blank.
pub(in crate::template) fn is_printable(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    static PRINTED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S}]$").ok());
    if !Part::Extensions.is_here() {
        return false;
    }
    let mut bytes = [0; 4];
    let text = letter.encode_utf8(&mut bytes);
    PRINTED
        .as_ref()
        .is_some_and(|printed| printed.is_match(text))
}

/// A letter by its number, and by itself if it shows: `U+0041 'A'`.
pub(in crate::template) fn unicode_name(letter: char) -> String {
    let number = u32::from(letter);
    if is_printable(letter) {
        format!("U+{number:04X} '{letter}'")
    } else {
        format!("U+{number:04X}")
    }
}
