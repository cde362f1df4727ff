//! Types, names and pieces of expressions as sentences have them.

use crate::cel::types::Type;

/// The longest piece of an expression that is quoted, in characters.
const LONGEST_QUOTE: usize = 40;

/// How many names are listed.
const MOST_NAMES: usize = 6;

/// A piece of the expression, unless it is too long to be read in a sentence.
pub(super) fn quoted(text: &str) -> String {
    if is_short(text) {
        format!("`{text}`")
    } else {
        "this".into()
    }
}

/// Whether a piece of an expression is short enough to stand in a sentence.
pub(super) fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_QUOTE && !text.contains(['`', '\n'])
}

pub(super) fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().checked_sub(MOST_NAMES) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => joined(&shown),
    }
}

pub(super) fn joined(words: &[String]) -> String {
    with_last(words, "and")
}

pub(super) fn alternatives(words: &[String]) -> String {
    with_last(words, "or")
}

fn with_last(words: &[String], word: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// A type, as `an int`.
pub(super) fn a(of: &Type) -> String {
    match of {
        Type::Dyn | Type::Error | Type::Param(_) | Type::Variable(_) => "of any type".into(),
        Type::Null => "null".into(),
        Type::Int => "an int".into(),
        Type::Bytes => "bytes".into(),
        Type::List(items) if is_open(items) => "a list".into(),
        Type::List(items) => format!("a list of {}", many(items)),
        Type::Map(key, value) if is_open(key) && is_open(value) => "a map".into(),
        Type::Map(key, value) => format!("a map of {} to {}", many(key), many(value)),
        Type::Object(_) => "an object".into(),
        Type::Optional(value) if is_open(value) => "an optional value".into(),
        Type::Optional(value) => format!("an optional {}", bare(value)),
        Type::Type(_) => "a type".into(),
        Type::Opaque(name) => opaque(name).0.into(),
        _ => format!("a {of}"),
    }
}

/// Whether it may be any type.
const fn is_open(of: &Type) -> bool {
    matches!(
        of,
        Type::Dyn | Type::Error | Type::Param(_) | Type::Variable(_)
    )
}

/// A type without an article, as `int`.
fn bare(of: &Type) -> String {
    let with_article = a(of);
    for article in ["a ", "an "] {
        if let Some(bare) = with_article.strip_prefix(article) {
            return bare.into();
        }
    }
    with_article
}

/// Values of a type, as `ints`.
pub(super) fn many(of: &Type) -> String {
    match of {
        Type::Dyn | Type::Error | Type::Param(_) | Type::Variable(_) => "any values".into(),
        Type::Null => "nulls".into(),
        Type::Bytes => "bytes".into(),
        Type::List(items) => format!("lists of {}", many(items)),
        Type::Map(key, value) => format!("maps of {} to {}", many(key), many(value)),
        Type::Object(_) => "objects".into(),
        Type::Optional(_) => "optional values".into(),
        Type::Type(_) => "types".into(),
        Type::Opaque(name) => opaque(name).1.into(),
        _ => format!("{of}s"),
    }
}

/// What a type of a library is called, one and many.
fn opaque(name: &'static str) -> (&'static str, &'static str) {
    match name {
        "kubernetes.Quantity" => ("a quantity", "quantities"),
        "kubernetes.URL" => ("a URL", "URLs"),
        "kubernetes.Semver" => ("a semantic version", "semantic versions"),
        "kubernetes.NamedFormat" => ("a format", "formats"),
        "net.IP" => ("an IP address", "IP addresses"),
        "net.CIDR" => ("a CIDR", "CIDRs"),
        "kubernetes.authorization.Authorizer" => ("an authorizer", "authorizers"),
        "kubernetes.authorization.Decision" => ("a decision", "decisions"),
        name => (name, name),
    }
}
