//! Paths that lead to other machines.

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Whether a path is the address of something on another machine.
pub(super) fn is_url(path: &str) -> bool {
    has_prefix(path, "http://") || has_prefix(path, "https://")
}

/// Whether a path names a repository elsewhere.
pub(super) fn is_remote(path: &str) -> bool {
    let path = path.strip_prefix("git::").unwrap_or(path);
    let mut letters = path.chars().take_while(|&c| c != '@');
    let has_user = path.contains('@')
        && path.starts_with(|c: char| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_url(path)
        || ["ssh://", "file://", "github.com/", "github.com:"]
            .iter()
            .any(|prefix| has_prefix(path, prefix))
        || has_user
}
