//! Patterns of file names, in the two languages that Helm has for them.

use regex::bytes::Regex;

/// What stands for anything within a name; by bytes, which is made in a tenth of the time that it takes by characters.
const WITHIN_A_NAME: &str = "(?-u:[^/]*)";

/// A pattern as `.helmignore` has them: `*` and `?` stand for what is not `/`, `[a-z]` and `[^a-z]` for one character, and `\` takes the
/// meaning off the next. `None` if it is none.
pub(super) fn of_ignored(pattern: &str) -> Option<Regex> {
    let mut chars = pattern.chars();
    let mut regex = String::from(r"(?s)\A");
    while let Some(char) = chars.next() {
        match char {
            '*' => regex.push_str(WITHIN_A_NAME),
            '?' => regex.push_str("[^/]"),
            '[' => regex.push_str(&class(&mut chars, '^')?),
            '\\' => literal(&mut regex, chars.next()?),
            char => literal(&mut regex, char),
        }
    }
    finished(&regex)
}

/// A pattern as `.Files.Glob` has them: `*` and `?` stand for what is not `/`, `**` for all, `[a-z]` and `[!a-z]` for one character, `{a,b}`
/// for one of several patterns, and `\` takes the meaning off the next. A brace that nothing closes ends with the pattern, and
/// one that nothing opens stands for itself. `None` if it is none.
pub(super) fn of_files(pattern: &str) -> Option<Regex> {
    let mut chars = pattern.chars().peekable();
    let mut regex = String::from(r"(?s)\A");
    let mut depth = 0_u32;
    while let Some(char) = chars.next() {
        match char {
            '*' if chars.next_if_eq(&'*').is_some() => regex.push_str("(?-u:.*)"),
            '*' => regex.push_str(WITHIN_A_NAME),
            '?' => regex.push_str("[^/]"),
            '[' => regex.push_str(&class(&mut chars, '!')?),
            '{' => {
                depth += 1;
                regex.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                regex.push(')');
            }
            ',' if depth > 0 => regex.push('|'),
            '\\' => chars
                .next()
                .into_iter()
                .for_each(|char| literal(&mut regex, char)),
            char => literal(&mut regex, char),
        }
    }
    regex.extend(std::iter::repeat_n(')', depth as usize));
    finished(&regex)
}

fn finished(regex: &str) -> Option<Regex> {
    Regex::new(&format!(r"{regex}\z")).ok()
}

fn literal(regex: &mut String, char: char) {
    regex.push_str(&regex::escape(char.encode_utf8(&mut [0; 4])));
}

/// A class of characters, behind its bracket.
fn class(chars: &mut impl Iterator<Item = char>, negation: char) -> Option<String> {
    let mut class = String::from("[");
    let mut is_first = true;
    let mut is_empty = true;
    loop {
        let char = chars.next()?;
        match char {
            char if is_first && char == negation => class.push('^'),
            ']' if !is_empty => break,
            '-' if !is_empty => class.push('-'),
            '\\' => literal(&mut class, chars.next()?),
            // Within brackets regular expressions know more signs than elsewhere.
            '&' | '~' | '[' | '^' | ']' => {
                class.push('\\');
                class.push(char);
            }
            char => literal(&mut class, char),
        }
        is_empty &= is_first && char == negation;
        is_first = false;
    }
    class.push(']');
    Some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_names_are_matched_as_helm_does() {
        for (pattern, name, is_matched) in [
            ("*.tmproj", "a.tmproj", true),
            ("*.tmproj", "a/b.tmproj", false),
            ("templates/.?*", "templates/.swp", true),
            ("templates/.?*", "templates/.", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            (r"\*", "*", true),
            (r"\*", "a", false),
            ("a.b", "axb", false),
        ] {
            let matcher = of_ignored(pattern).unwrap();
            assert_eq!(
                matcher.is_match(name.as_bytes()),
                is_matched,
                "{pattern} {name}"
            );
        }
        for wrong in ["[a", "a\\", "[]a]x[", "[z-a]"] {
            assert!(of_ignored(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn files_are_matched_as_helm_does() {
        for (pattern, name, is_matched) in [
            ("files/*.conf", "files/a.conf", true),
            ("files/*.conf", "files/a/b.conf", false),
            ("files/**.conf", "files/a/b.conf", true),
            ("**", "a/b/c", true),
            ("{a,b*}/x", "bc/x", true),
            ("{a,b*}/x", "c/x", false),
            ("[!ab]", "c", true),
            ("[!ab]", "a", false),
            ("a,b", "a,b", true),
            ("{a,b", "b", true),
            ("{a,b", "{a,b", false),
            ("a}", "a}", true),
        ] {
            let matcher = of_files(pattern).unwrap();
            assert_eq!(
                matcher.is_match(name.as_bytes()),
                is_matched,
                "{pattern} {name}"
            );
        }
        assert!(of_files("[a").is_none());
    }
}
