//! Text within XML.

use super::calm::{commands, stand_in};

/// The text as an attribute or between tags. XML has no way to write most control characters, so that what
/// stands for them in other formats does here too.
pub(super) fn escaped(text: &str) -> String {
    // As it stands, an attribute would lose a line break.
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("&#10;")
}

fn line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut commands = commands(text).into_iter().peekable();
    let mut before = None;
    for (at, char) in text.char_indices() {
        if commands.next_if_eq(&at).is_some() {
            // To a parser it is the same.
            escaped.push_str(&format!("&#{};", char as u32));
        } else if let Some(shown) = stand_in(char, before) {
            shown.chars().for_each(|char| push(&mut escaped, char));
        } else {
            push(&mut escaped, char);
        }
        before = Some(char);
    }
    escaped
}

fn push(escaped: &mut String, char: char) {
    match char {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        '"' => escaped.push_str("&quot;"),
        '\'' => escaped.push_str("&apos;"),
        '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
        _ => escaped.push(char),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_ends_an_attribute_or_is_no_xml() {
        assert_eq!(
            escaped("<a href=\"x\" b='y'>&\n]]>"),
            "&lt;a href=&quot;x&quot; b=&apos;y&apos;&gt;&amp;&#10;]]&gt;"
        );
        assert_eq!(
            escaped("\0\u{1b}\u{ffff}\u{202e}"),
            "␀␛\u{FFFD}&lt;U+202E&gt;"
        );
        assert_eq!(
            escaped("##[x] section_start:1"),
            "#&#35;[x] section&#95;start:1"
        );
    }
}
