//! What names are made of: those in DNS and of labels, however long they are, and the words of any.

/// Lower-case letters, digits and `-`, with a letter or digit at both ends.
#[must_use]
pub fn is_dns_part(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    has_alphanumeric_ends(text) && text.bytes().all(fits)
}

/// Such parts with dots between them.
#[must_use]
pub fn is_dns_name(text: &str) -> bool {
    text.split('.').all(is_dns_part)
}

/// Letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
#[must_use]
pub fn is_label_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    has_alphanumeric_ends(text) && text.bytes().all(fits)
}

/// The words of a name, of a file, an object or a part of it: `web`, `data` and `v2` of `web-data_v2`.
pub fn words(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split(['-', '_', '.'])
}

fn has_alphanumeric_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{is_dns_name, is_dns_part, is_label_name};

    #[test]
    fn names_have_their_letters_and_ends() {
        for (text, part, name, label) in [
            ("a", true, true, true),
            ("a-b", true, true, true),
            ("a.b", false, true, true),
            ("A_b", false, false, true),
            ("a..b", false, false, true),
            ("-a", false, false, false),
            ("a-", false, false, false),
            ("", false, false, false),
            ("é", false, false, false),
        ] {
            let found = (is_dns_part(text), is_dns_name(text), is_label_name(text));
            assert_eq!(found, (part, name, label), "{text}");
        }
    }
}
