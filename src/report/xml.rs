//! Text within XML.

/// The text as an attribute or between tags. XML has no way to write most control characters, so that what
/// stands for them in other formats does here too.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // As it stands, an attribute would lose it.
            '\n' => escaped.push_str("&#10;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(super::words::visible(char)),
        }
    }
    escaped
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
        assert_eq!(escaped("\0\u{1b}\u{ffff}\u{202e}"), "␀␛\u{FFFD}\u{FFFD}");
    }
}
