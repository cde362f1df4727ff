//! The marks of tools and hands around a name that stands for a value.

use std::ops::Range;

use crate::source::occurrences;

/// How long what stands between marks may be. What is longer is text, and a search has an end.
pub const MOST: usize = 500;

/// The first pair of marks with what they hold, on one line.
#[must_use]
pub fn marked(value: &str) -> Option<Range<usize>> {
    // Most values hold none, which is seen at once.
    let may_open = |byte: &u8| byte.is_ascii_punctuation() && OPENINGS.contains(&char::from(*byte));
    if !value.as_bytes().iter().any(may_open) || value.contains(['\n', '\r']) {
        return None;
    }
    // As sops writes what it has encrypted.
    if value.starts_with("ENC[") && value.ends_with(']') {
        return Some(0..value.len());
    }
    value.match_indices(OPENINGS).find_map(|(at, _)| {
        let rest = &value[at..];
        let length = opening(rest).or_else(|| format_field(rest));
        length.map(|length| at..at + length)
    })
}

/// The characters that marks open with.
const OPENINGS: [char; 9] = ['#', '$', '%', '(', '<', '@', '[', '_', '{'];

/// How long the marks are that a text opens with, with what they hold.
#[must_use]
pub fn opening(text: &str) -> Option<usize> {
    let mut pairs = PAIRS.iter();
    action(text)
        .or_else(|| pairs.find_map(|(open, close)| named(text, open, close)))
        .or_else(|| replaced(text))
        .or_else(|| variable(text))
        .or_else(|| by_hand(text))
        .or_else(|| repeated(text))
}

/// Marks on both sides of a name, of the tools that have them; the longer before those that they start with.
const PAIRS: [(&str, &str); 14] = [
    ("$$", "$$"),
    // Shells, envsubst, Flux; and Kustomize's variables.
    ("${", "}"),
    ("$((", "))"),
    ("$(", ")"),
    // Azure DevOps, Octopus; Concourse.
    ("#{", "}"),
    ("((", "))"),
    ("[[", "]]"),
    ("<<", ">>"),
    // Maven and autoconf; batch files; sed.
    ("@@", "@@"),
    ("@", "@"),
    ("%%", "%%"),
    ("%", "%"),
    ("__", "__"),
    ("{", "}"),
];

/// How long some marks around a name are that a text opens with.
pub(super) fn named(text: &str, open: &str, close: &str) -> Option<usize> {
    let length = up_to(text.strip_prefix(open)?, close)?;
    let end = open.len() + length;
    is_name(&text[open.len()..end], open).then_some(end + close.len())
}

/// Where the first `close` of a text is.
fn up_to(text: &str, close: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(MOST)];
    occurrences(near, close).next()
}

/// Whether what stands within marks can be the name of what belongs there.
fn is_name(inside: &str, open: &str) -> bool {
    let is_first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '.');
    let is_ident = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let inside = match open {
        "#{" | "((" | "[[" | "<<" => inside.trim(),
        _ => inside,
    };
    let starts = inside.starts_with(is_first);
    match open {
        // `${NAME:-default}` and the like may hold anything.
        "${" => starts || inside.starts_with('{'),
        // A mapping of one key in brackets looks alike, but for the capitals.
        "{" => {
            let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            starts && inside.len() > 1 && inside.chars().all(is_capital)
        }
        "#{" | "((" | "[[" | "<<" => starts && inside.chars().all(is_ident),
        _ => starts && inside.len() > 1 && inside.chars().all(is_ident),
    }
}

/// How long the action of Go, Jinja or ERB is that a text opens with.
#[must_use]
pub fn action(text: &str) -> Option<usize> {
    const ACTIONS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];
    ACTIONS.iter().find_map(|(open, close)| {
        let inside = up_to(text.strip_prefix(open)?, close)?;
        Some(open.len() + inside + close.len())
    })
}

/// How long a name in braces is that a text opens with, as Python and others have it in formats: `{self.path}`. YAML reads
/// it as a mapping of one key where one may stand.
#[must_use]
pub fn format_field(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let inside = &inside[..up_to(inside, "}")?];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_word = |word: &str| {
        let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
        word.starts_with(starts) && word.chars().all(is_part)
    };
    // `{environ[HOST]}`
    let is_name = |name: &str| match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((name, key)) => is_word(name) && is_word(key),
        None => is_word(name),
    };
    let is_named = inside.len() > 1 && inside.split('.').all(is_name);
    is_named.then_some(inside.len() + 2)
}

/// Whether a text is a name in braces and nothing else.
#[must_use]
pub fn is_format_field(text: &str) -> bool {
    format_field(text) == Some(text.len())
}

/// Whether a line has an action.
#[must_use]
pub fn has_action(line: &str) -> bool {
    let mut starts = line.match_indices(['{', '<']);
    starts.any(|(at, _)| action(&line[at..]).is_some())
}

/// `${ROLE/#arn/role: arn}`, which YAML takes apart at the colon: the key that it makes of it.
fn replaced(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("${")?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = inside.find(|c| !is_part(c))?;
    (end > 0 && inside[end..].starts_with('/') && !inside.contains('}')).then_some(text.len())
}

/// `$HOST`, without braces: in capitals, since a dollar may stand before much else.
fn variable(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let name = text.strip_prefix('$')?;
    let length = name.find(|c| !is_part(c)).unwrap_or(name.len());
    let starts = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    starts.then_some(1 + length)
}

/// `<your host>`, as documentation has it.
fn by_hand(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let inside = &inside[..up_to(inside, ">")?];
    let is_part = |c: char| c.is_alphanumeric() || " _-.:/|,()'".contains(c);
    let is_named = inside.starts_with(char::is_alphabetic) && inside.chars().all(is_part);
    is_named.then_some(inside.len() + 2)
}

/// `%%%` and `@@@`, which a test or a script finds and replaces.
fn repeated(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|mark| "%@".contains(*mark))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    (length > 2).then_some(length)
}

/// Whether a value is an expression of JMESPath in brackets, as chainsaw puts its value there: `($namespace)`,
/// `(join('-', ['web', $namespace]))`.
///
/// Source: <https://kyverno.github.io/chainsaw/latest/quick-start/resource-templating/>.
pub(super) fn is_expression(value: &str) -> bool {
    let inside = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.filter(|inside| inside.len() <= MOST && !inside.contains(['\n', '\r']));
    inside.is_some_and(|inside| {
        let name = inside.strip_prefix('$').unwrap_or(inside);
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
        let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_call = name[end..].starts_with('(') && name.ends_with(')');
        is_named && (name.len() < inside.len() || is_call)
    })
}

#[cfg(test)]
mod tests {
    use super::{OPENINGS, PAIRS};

    #[test]
    fn marks_are_looked_for_where_they_open() {
        assert!(PAIRS.iter().all(|(open, _)| open.starts_with(OPENINGS)));
    }
}
