//! Names of hosts, as one pattern of the API server has them: it takes signs and letters of any script, and in a name without
//! dots no dash but one behind the first letter.

use std::sync::LazyLock;

use crate::pattern::Pattern;

/// Whether a text is the name of a host.
pub(super) fn is_hostname(text: &str) -> bool {
    let sizes = text.len() <= 255 && text.split('.').all(|part| part.len() <= 63);
    sizes && (is_single(text) || is_full(text))
}

/// A name without dots.
fn is_single(text: &str) -> bool {
    let mut letters = text.chars();
    let starts = letters.next().is_some_and(is_inner);
    let rest = letters.as_str();
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    starts && rest.chars().count() <= 62 && rest.chars().all(is_inner)
}

/// Parts with dots between them, the last of letters alone.
fn is_full(text: &str) -> bool {
    let Some((parts, last)) = text.rsplit_once('.') else {
        return false;
    };
    let of_letters = (2..=63).contains(&last.chars().count()) && last.chars().all(is_letter);
    let is_end = |letter: Option<char>| letter.is_some_and(is_inner);
    let is_part = |part: &str| {
        let mut letters = part.chars();
        let within = letters.all(|letter| letter == '-' || is_inner(letter));
        let ends = is_end(part.chars().next()) && is_end(part.chars().next_back());
        within && ends && part.chars().count() <= 63
    };
    of_letters && parts.split('.').all(is_part)
}

/// A letter, a digit or a sign such as `+`.
fn is_inner(letter: char) -> bool {
    static SIGNS: LazyLock<Option<Pattern>> =
        LazyLock::new(|| Pattern::read(r"^[\p{S}\p{L}]$").ok());
    letter.is_ascii_digit() || is_of(&SIGNS, letter)
}

fn is_letter(letter: char) -> bool {
    static LETTERS: LazyLock<Option<Pattern>> = LazyLock::new(|| Pattern::read(r"^\p{L}$").ok());
    is_of(&LETTERS, letter)
}

fn is_of(class: &Option<Pattern>, letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || class
            .as_ref()
            .is_none_or(|class| class.fits(letter.encode_utf8(&mut [0; 4])))
}
