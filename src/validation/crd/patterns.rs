//! Regular expressions as Go reads them.

use crate::pattern::Pattern;

/// Whether a text is no regular expression of Go. Its syntax is that of the crate `regex` but for rare
/// cases, in which nothing is said.
pub(super) fn is_bad_pattern(pattern: &str) -> bool {
    use regex_syntax::ast::ErrorKind;
    if pattern.is_empty() {
        return false;
    }
    let Err(error) = regex_syntax::ast::parse::Parser::new().parse(pattern) else {
        return false;
    };
    if pattern.contains(r"\Q") {
        return false;
    }
    let rest = pattern.get(error.span().start.offset..).unwrap_or_default();
    match error.kind() {
        // In Go a class within a class is none, and a brace may stand for itself.
        ErrorKind::ClassUnclosed => !rest.trim_start_matches(['[', '^', ']']).contains(']'),
        ErrorKind::RepetitionMissing => !rest.starts_with('{'),
        ErrorKind::UnsupportedLookAround
        | ErrorKind::UnsupportedBackreference
        | ErrorKind::GroupUnclosed
        | ErrorKind::GroupUnopened
        | ErrorKind::ClassRangeInvalid
        | ErrorKind::EscapeUnexpectedEof
        | ErrorKind::RepetitionCountInvalid => true,
        _ => false,
    }
}

/// Whether a text has a match; so has every text where a pattern cannot be read.
pub(super) fn fits_pattern(text: &str, pattern: &str) -> bool {
    pattern.is_empty() || Pattern::read(pattern).map_or(true, |pattern| pattern.fits(text))
}
