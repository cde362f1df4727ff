//! How rules put lists into words.

use std::fmt::Display;

/// `a`, `a` and `b`, `a`, `b` and `c`: each in backquotes.
pub(super) fn quoted<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    joined(names.into_iter().map(|name| format!("`{name}`")))
}

/// a; a and b; a, b and c
pub(super) fn joined(words: impl IntoIterator<Item = String>) -> String {
    let mut words: Vec<String> = words.into_iter().collect();
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}
