//! What a person wrote beside a value.

use crate::yaml::Cursor;

/// Whether a comment says in words why a value stands there: on its line, or right above it.
#[must_use]
pub fn is_explained(at: &Cursor<'_>) -> bool {
    at.comments().any(is_in_words)
}

/// Whether a comment is a sentence, or the start of one, and no field that is left out by it.
#[must_use]
pub fn is_in_words(comment: &str) -> bool {
    const ENOUGH: usize = 3;
    let text = comment.trim_start_matches('#').trim();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_field = first.ends_with(':') || first.starts_with('-');
    !is_field && text.split_whitespace().filter(is_word).count() >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::{is_explained, is_in_words};
    use crate::yaml::Tree;

    #[test]
    fn a_comment_is_at_the_line_or_right_above() {
        for (text, is) in [
            ("a: 1 # for the network plugin", true),
            ("# for the network plugin\na: 1", true),
            ("# for the network plugin\n# a: 2\na: 1", true),
            ("# for the network plugin\n\na: 1", false),
            ("b: 2 # for the network plugin\na: 1", false),
            ("a: 1\n# for the network plugin\nb: 2", false),
            ("# for the network plugin\nb: 2\nc: 3\na: 1", false),
            ("b: 2\nc: 3\n\n# é for the network plugin\na: 1", true),
        ] {
            let tree = Tree::read(text);
            let root = tree.root(&tree.documents()[0]).unwrap();
            assert_eq!(is_explained(&root.get("a").unwrap()), is, "{text}");
        }
    }

    #[test]
    fn words_say_why_and_a_field_does_not() {
        for said in [
            "# needed by the CNI",
            "# if hostNetwork: false, mapping hangs",
            "## taken on every node",
        ] {
            assert!(is_in_words(said), "{said}");
        }
        for field in [
            "# hostNetwork: true",
            "# - containerPort: 80",
            "#",
            "# TODO",
        ] {
            assert!(!is_in_words(field), "{field}");
        }
    }
}
