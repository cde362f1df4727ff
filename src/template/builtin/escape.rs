//! `html`, `js`, `urlquery`: letters that need no escape keep their origin.

use crate::origin::Text;
use crate::template::go::letters::is_printable;

/// `html`
pub(super) fn html(text: &Text) -> Text {
    replace(text, |letter| {
        let escaped = match letter {
            '\0' => "\u{fffd}",
            '"' => "&#34;",
            '\'' => "&#39;",
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            _ => return None,
        };
        Some(escaped.to_owned())
    })
}

/// `js`
pub(super) fn javascript(text: &Text) -> Text {
    replace(text, |letter| match letter {
        '\\' | '\'' | '"' => Some(format!("\\{letter}")),
        '<' | '>' | '&' | '=' => Some(format!("\\u{:04X}", u32::from(letter))),
        _ if letter < ' ' || !letter.is_ascii() && !is_printable(letter) => {
            Some(format!("\\u{:04X}", u32::from(letter)))
        }
        _ => None,
    })
}

/// `urlquery`
pub(super) fn query(text: &Text) -> Text {
    replace(text, |letter| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '~' => None,
        ' ' => Some("+".to_owned()),
        _ => {
            let mut bytes = [0; 4];
            let bytes = letter.encode_utf8(&mut bytes).bytes();
            Some(bytes.map(|byte| format!("%{byte:02X}")).collect())
        }
    })
}

fn replace(text: &Text, escaped: impl Fn(char) -> Option<String>) -> Text {
    let mut all = Text::default();
    let mut plain = 0;
    for (at, letter) in text.as_str().char_indices() {
        if let Some(escaped) = escaped(letter) {
            let end = at + letter.len_utf8();
            all.push_slice(text, plain, at);
            all.push(&text.slice(at, end).derive(&escaped));
            plain = end;
        }
    }
    all.push_slice(text, plain, text.len());
    all
}
