//! The words of a script.

/// The word at the start of a text, without quotes, and how far it reaches.
pub(super) fn word_of(rest: &str) -> (&str, usize) {
    match rest.as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            let inner = &rest[1..];
            let end = inner.find(quote as char).unwrap_or(inner.len());
            (&inner[..end], (end + 2).min(rest.len()))
        }
        Some(_) => {
            let mut end = 0;
            while let Some(more) = rest[end..].find(is_end) {
                end += more;
                // `0.0.0.0:$(PORT)`
                let dollar = end.saturating_sub(1);
                match rest.get(dollar..).and_then(variable) {
                    Some(length) => end = dollar + length,
                    None => return (&rest[..end], end),
                }
            }
            (rest, rest.len())
        }
        None => ("", 0),
    }
}

/// How long the variable at the start of a text is which Kubernetes fills in before a shell reads it: `$(DB_HOST)`.
pub(super) fn variable(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("$(")?;
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    // No further than a name goes: where commands are within each other, the bracket may be at the end of the text for each.
    let name = inner.bytes().take_while(is_part).count();
    (name > 0 && inner[name..].starts_with(')')).then_some(name + 3)
}

fn is_end(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | '(' | ')' | ';' | '&' | '|' | '<' | '>'
        )
}

/// The name of a variable: what stands before `=` where one is set for a command.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
