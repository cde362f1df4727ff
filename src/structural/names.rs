//! How expressions write the names of fields. Source: `Escape` and `Unescape` of `pkg/cel` of `k8s.io/apiserver`.

use std::borrow::Cow;

/// Words that no field of an expression can be called by, in order.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

/// What stands for signs that a name of an expression cannot have.
const SIGNS: [(&str, &str); 4] = [
    ("underscores", "__"),
    ("dot", "."),
    ("dash", "-"),
    ("slash", "/"),
];

fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok()
}

/// The name by which expressions reach a field; none if they cannot.
pub(super) fn escaped(name: &str) -> Option<Cow<'_, str>> {
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if is_reserved(name) {
        return Some(format!("__{name}__").into());
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if name.bytes().all(is_plain) && !name.contains("__") {
        return Some(name.into());
    }
    let mut out = String::with_capacity(name.len() + 16);
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let sign = SIGNS.iter().find(|(_, sign)| rest.starts_with(sign));
        let length = match sign {
            Some((word, sign)) => {
                out.extend(["__", word, "__"]);
                sign.len()
            }
            None if first.is_ascii_alphanumeric() || first == '_' => {
                out.push(first);
                1
            }
            None => return None,
        };
        rest = &rest[length..];
    }
    Some(out.into())
}

/// The field that an expression means by a name; none if it can mean none.
pub(super) fn meant(name: &str) -> Option<Cow<'_, str>> {
    if !name.contains("__") {
        return Some(name.into());
    }
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find("__") {
        let inner = &rest[at + 2..];
        let word = &inner[..inner.find('_').unwrap_or(inner.len())];
        let is_closed = !word.is_empty() && inner[word.len()..].starts_with("__");
        if !is_closed {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        }
        out.push_str(&rest[..at]);
        match SIGNS.iter().find(|(known, _)| *known == word) {
            Some((_, sign)) => out.push_str(sign),
            None if is_reserved(word) && word.len() + 4 == name.len() => out.push_str(word),
            None => return None,
        }
        rest = &inner[word.len() + 2..];
    }
    out.push_str(rest);
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use super::{RESERVED, escaped, meant};

    #[test]
    fn names_go_there_and_back() {
        assert!(RESERVED.is_sorted());
        for (name, written) in [
            ("replicas", "replicas"),
            ("a_b", "a_b"),
            ("namespace", "__namespace__"),
            ("if", "__if__"),
            (
                "app.kubernetes.io/name",
                "app__dot__kubernetes__dot__io__slash__name",
            ),
            ("max-size", "max__dash__size"),
            ("a__b", "a__underscores__b"),
            ("_private", "_private"),
            ("a___b", "a__underscores___b"),
        ] {
            assert_eq!(escaped(name).as_deref(), Some(written));
            assert_eq!(meant(written).as_deref(), Some(name), "{written}");
        }
        for name in ["", "1st", "a b", "prix€", "a$"] {
            assert_eq!(escaped(name), None, "{name}");
        }
        assert_eq!(meant("a__b__c"), None);
        assert_eq!(meant("x__if__"), None);
        assert_eq!(meant("a__b").as_deref(), Some("a__b"));
    }
}
