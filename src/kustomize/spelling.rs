//! How strings are written.

use crate::helm::yaml::is_base_60;
use crate::origin::Text;
use crate::yaml;

use super::scalar::Meaning;

/// What folded lines are once kustomize has written and read them: a line before one that is indented gets an empty line
/// behind it.
pub(super) fn unfolded(text: &Text) -> Text {
    let all = text.as_str();
    // Such a text is written in quotes.
    let is_quoted = all.contains(" \n")
        || all.ends_with(' ')
        || all
            .chars()
            .any(|c| c != '\n' && c != '\t' && needs_escape(c));
    if is_quoted {
        return text.clone();
    }
    let mut made = Text::default();
    let (mut done, mut start) = (0, 0);
    for line in all.split_inclusive('\n') {
        let end = start + line.len();
        let is_bare = !line.starts_with([' ', '\t', '\n']) && line.ends_with('\n');
        let behind = all[end..].trim_start_matches('\n');
        if is_bare && behind.starts_with([' ', '\t']) {
            made.push(&text.slice(done, end));
            made.push(&text.slice(end - 1, end).derive("\n"));
            done = end;
        }
        start = end;
    }
    made.push(&text.slice(done, all.len()));
    made
}

/// Whether a string can be written as a block of lines that reads back the same.
pub(super) fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text.trim_end_matches('\n').ends_with([' ', '\t'])
        && text
            .chars()
            .all(|c| c == '\n' || c == '\t' || !needs_escape(c))
}

/// Whether a string reads as itself without quotes.
pub(super) fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (first, last) = (bytes[0], bytes[bytes.len() - 1]);
    let starts = match first {
        b'-' | b'?' | b':' => bytes.get(1).is_some_and(|&next| next != b' '),
        b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\''
        | b'"' | b'%' | b'@' | b'`' | b' ' | b'=' => false,
        _ => true,
    };
    starts
        && !matches!(last, b' ' | b':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("---")
        && !text.starts_with("...")
        && text != "<<"
        && !text.contains("{{")
        && !text.chars().any(|c| c == '\t' || needs_escape(c))
        && matches!(yaml::Scalar::resolve(text.into()), yaml::Scalar::Str(_))
        && Meaning::of(text) == Meaning::Str
        && !is_base_60(text)
}

/// Whether a character cannot stand in a text of YAML as it is.
pub(super) fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::is_bare;

    #[test]
    fn strings_that_others_would_take_for_something_else_are_quoted() {
        for (text, is) in [
            ("web", true),
            ("9:75", true),
            ("17:00", false),
            ("1:30.5", false),
            ("yes", false),
            ("12", false),
        ] {
            assert_eq!(is_bare(text), is, "{text}");
        }
    }
}
