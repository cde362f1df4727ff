//! Text that steers nothing: no terminal, no eye, and no CI server that reads the log of a job for commands.
//!
//! What cannot be seen is shown as what it is, `<U+200B>`. Of what GitHub (`##[error]`), Azure (`##vso[…]`), TeamCity
//! (`##teamcity[…]`) and GitLab and Travis (`section_start:`, `travis_fold:`, `travis_time:`) take for a command wherever it stands in a
//! line, one character is escaped, by each format as its readers know it. GitHub's `::error::` is one at the start of a
//! line only, and there no text of a manifest stands.

use std::borrow::Cow;

use crate::source::occurrences;

/// What stands for a character that is not shown as it is, if it is not. `before` is the character before it.
pub(super) fn stand_in(char: char, before: Option<char>) -> Option<Cow<'static, str>> {
    let picture = |char: char| Some(Cow::Owned(char.to_string()));
    match char {
        ' '..='~' => None,
        '\n' | '\t' => Some(Cow::Borrowed(" ")),
        // The pictures of the control characters stand in their order.
        '\0'..='\x1F' => picture(char::from_u32(0x2400 + char as u32).unwrap_or('?')),
        '\x7F' => picture('␡'),
        _ if is_invisible(char, before) => Some(Cow::Owned(format!("<U+{:04X}>", char as u32))),
        _ => None,
    }
}

/// Whether nothing shows where a character stands, or something that is taken for another. Two join letters of some
/// scripts, and the parts of some pictures: they are meant where no letter of English is before them.
fn is_invisible(char: char, before: Option<char>) -> bool {
    match char {
        // C1 controls, the soft hyphen, marks of writing direction, what is no space and takes none.
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'
        | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        // Spaces that YAML takes for letters.
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            true
        }
        '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0E}' => {
            before.is_none_or(|before| before.is_ascii())
        }
        '\u{FE0F}' => before.is_none_or(|before| before.is_ascii_alphabetic() || before == ' '),
        _ => false,
    }
}

/// What GitLab and Travis take for the start and the end of a part of the log.
const SECTIONS: [&str; 4] = [
    "section_start:",
    "section_end:",
    "travis_fold:",
    "travis_time:",
];

/// Where in a text a character stands without which it holds no command.
pub(super) fn commands(text: &str) -> Vec<usize> {
    // What holds none of these, which is nearly everything, holds no command.
    if memchr::memchr2(b'#', b'_', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found: Vec<usize> = occurrences(text, "##")
        .filter(|at| {
            let rest = text[at + 2..].trim_start_matches(|char: char| char.is_ascii_alphanumeric());
            rest.starts_with('[')
        })
        .map(|at| at + 1)
        .collect();
    for section in SECTIONS {
        let mark = section.find('_').unwrap_or_default();
        found.extend(occurrences(text, section).map(|at| at + mark));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The text as people see it, on one line: `escape` is put before a character that makes a command.
pub(super) fn calmed<'t>(text: &'t str, escape: &str) -> Cow<'t, str> {
    let commands = commands(text);
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && commands.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut calm = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut commands = commands.into_iter().peekable();
    for (at, char) in text.char_indices() {
        if commands.next_if_eq(&at).is_some() {
            calm.push_str(escape);
        }
        match stand_in(char, before) {
            Some(shown) => calm.push_str(&shown),
            None => calm.push(char),
        }
        before = Some(char);
    }
    Cow::Owned(calm)
}

/// Each character of a text with what stands for it: itself, or what shows what it is.
pub(super) fn cells(text: &str) -> impl Iterator<Item = (usize, Cow<'static, str>)> + '_ {
    let mut commands = commands(text).into_iter().peekable();
    let mut before = None;
    text.char_indices().map(move |(at, char)| {
        let shown = stand_in(char, before).unwrap_or_else(|| Cow::Owned(char.to_string()));
        before = Some(char);
        let escape = commands.next_if_eq(&at).map_or("", |_| "\\");
        let shown = if char == '\t' {
            Cow::Borrowed("→")
        } else {
            shown
        };
        match escape {
            "" => (at, shown),
            _ => (at, Cow::Owned(format!("{escape}{shown}"))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::calmed;

    #[test]
    fn nothing_steers_the_terminal_or_the_eye() {
        let shown = |text| calmed(text, "\\").into_owned();
        assert_eq!(shown("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(shown("two\nlines"), "two lines");
        assert_eq!(shown("user\u{202e}nimda"), "user<U+202E>nimda");
        assert_eq!(shown("\u{9b}31m\u{7f}"), "<U+009B>31m␡");
        assert_eq!(shown("im\u{200b}age\u{a0}"), "im<U+200B>age<U+00A0>");
        assert_eq!(shown("im\u{200d}age \u{e0041}"), "im<U+200D>age <U+E0041>");
        for text in ["naïve 名前 👩‍👩‍👧", "می‌خواهم", "❤️ 1️⃣"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn no_command_of_a_ci_server_is_left() {
        let shown = |text| calmed(text, "\\").into_owned();
        assert_eq!(shown("a ##[error]b"), "a #\\#[error]b");
        assert_eq!(shown("###[x] ##vso[a]"), "##\\#[x] #\\#vso[a]");
        assert_eq!(shown("##teamcity[a]####[b]"), "#\\#teamcity[a]###\\#[b]");
        assert_eq!(shown("###vso[a]"), "##\\#vso[a]");
        assert_eq!(shown("section_start:1:a"), "section\\_start:1:a");
        assert_eq!(shown("## a heading [x]"), "## a heading [x]");
    }
}
