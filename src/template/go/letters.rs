//! What letters are to Go.

/// Whether a name can have it.
pub(in crate::template) fn is_letter_or_digit(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// Whether it shows: letters, marks, digits, signs and the plain blank.
pub(in crate::template) fn is_printable(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    // Behind another one it is not escaped for being a mark.
    let both = String::from_iter(['a', letter]);
    both.escape_debug().count() == 2
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
