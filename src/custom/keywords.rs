//! Keywords that Kubernetes reads in its own way: patterns are regular expressions of Go, and lists may be
//! sets or maps.

use jsonschema::{Keyword, ValidationError};
use regex::Regex;
use serde_json::{Map, Value};

use super::load::Options;

/// Stands for `pattern`, whose expressions JSON Schema reads by the rules of JavaScript.
pub(super) const PATTERN: &str = "x-go-pattern";

/// Says that a list is a set, or a map whose keys stand in its items.
pub(super) const LIST_TYPE: &str = "x-kubernetes-list-type";

const LIST_KEYS: &str = "x-kubernetes-list-map-keys";

/// Puts a keyword of our own in the place of one that is read in another way.
pub(super) fn rename(schema: &mut Map<String, Value>) {
    if schema.get("pattern").is_some_and(Value::is_string)
        && let Some(pattern) = schema.remove("pattern")
    {
        schema.insert(PATTERN.to_owned(), pattern);
    }
}

/// Adds the keywords.
pub(super) fn with_keywords(options: Options) -> Options {
    options
        .with_keyword(PATTERN, |_, value, _| {
            let pattern = value.as_str().unwrap_or_default();
            Pattern::of(pattern).map(|keyword| Box::new(keyword) as Box<dyn for<'i> Keyword<'i>>)
        })
        .with_keyword(LIST_TYPE, |parent, value, _| {
            let keys = match value.as_str() {
                Some("set") => Some(Vec::new()),
                Some("map") => parent.get(LIST_KEYS).and_then(names),
                _ => None,
            };
            Ok(Box::new(Unique(keys)))
        })
}

fn names(list: &Value) -> Option<Vec<String>> {
    let names = list.as_array()?.iter().filter_map(Value::as_str);
    Some(names.map(str::to_owned).collect())
}

/// A pattern; none where its expression is too large.
struct Pattern(Option<Regex>, String);

impl Pattern {
    fn of(pattern: &str) -> Result<Self, ValidationError<'static>> {
        match Regex::new(&of_go(pattern)) {
            Ok(regex) => Ok(Self(Some(regex), pattern.to_owned())),
            // Go can quote a part of an expression.
            Err(regex::Error::Syntax(_)) if !pattern.contains(r"\Q") => {
                let message = format!("the pattern `{pattern}` is no regular expression of Go");
                Err(ValidationError::schema(message))
            }
            Err(_) => Ok(Self(None, pattern.to_owned())),
        }
    }
}

impl<'i> Keyword<'i> for Pattern {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(&*self.1))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        match (&self.0, instance.as_str()) {
            (Some(regex), Some(text)) => regex.is_match(text),
            _ => true,
        }
    }
}

type Chars<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// An expression of Go as one of the crate `regex`, which also has nested classes, operators on classes
/// and `\<`, where Go means the characters themselves.
fn of_go(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => escaped(&mut chars, &mut out),
            '[' => class(&mut chars, &mut out),
            c => out.push(c),
        }
    }
    out
}

/// What follows a backslash.
fn escaped(chars: &mut Chars<'_>, out: &mut String) {
    match chars.next() {
        Some(c @ ('<' | '>')) => out.push(c),
        Some(c) => out.extend(['\\', c]),
        None => out.push('\\'),
    }
}

/// A class in brackets, whose first has been read.
fn class(chars: &mut Chars<'_>, out: &mut String) {
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    if chars.next_if_eq(&']').is_some() {
        out.push_str(r"\]");
    }
    // Whether a range can start with what stands before.
    let mut low = false;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            (']', _) => return out.push(']'),
            ('-', Some(&next)) if low && next != ']' => {
                chars.next();
                out.push('-');
                single(next, chars, out);
                low = false;
            }
            ('[', Some(':')) => {
                out.push('[');
                through(']', chars, out);
                low = false;
            }
            ('\\', Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) => {
                escaped(chars, out);
                if chars.peek() == Some(&'{') {
                    through('}', chars, out);
                }
                low = false;
            }
            _ => {
                single(c, chars, out);
                low = true;
            }
        }
    }
}

/// One character of a class.
fn single(c: char, chars: &mut Chars<'_>, out: &mut String) {
    match c {
        '\\' => escaped(chars, out),
        '[' | '&' | '~' | '-' => out.extend(['\\', c]),
        c => out.push(c),
    }
}

/// All up to a character, and that.
fn through(last: char, chars: &mut Chars<'_>, out: &mut String) {
    for c in chars {
        out.push(c);
        if c == last {
            return;
        }
    }
}

/// A list whose items differ, as a whole or in the keys that are named; `None` is a list of any items.
struct Unique(Option<Vec<String>>);

impl Unique {
    /// The places of the first item that equals one before it: first the one before.
    fn duplicate(&self, instance: &Value) -> Option<(usize, usize)> {
        let (keys, items) = (self.0.as_ref()?, instance.as_array()?);
        let mut seen: Vec<Vec<&Value>> = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let key: Vec<&Value> = if keys.is_empty() {
                vec![item]
            } else {
                keys.iter()
                    .map(|key| item.get(key).unwrap_or(&Value::Null))
                    .collect()
            };
            if let Some(first) = seen.iter().position(|other| *other == key) {
                return Some((first, at));
            }
            seen.push(key);
        }
        None
    }
}

/// The places of the first item of a list that equals one before it: first the one before.
pub(super) fn duplicate(list: &Value) -> Option<(usize, usize)> {
    Unique(Some(Vec::new())).duplicate(list)
}

impl<'i> Keyword<'i> for Unique {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.duplicate(instance) {
            Some((first, again)) => Err(ValidationError::custom(format!("{first} {again}"))),
            None => Ok(()),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.duplicate(instance).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Unique, of_go};
    use regex::Regex;
    use serde_json::json;

    #[test]
    fn patterns_are_those_of_go() {
        for (pattern, text) in [
            (r"^[^[]+$", "a-b"),
            (r"^[a-z&&b]+$", "a&b"),
            (r"^[]a]+$", "]a"),
            (r"^[[:alpha:]-]+$", "a-b"),
            (r"^\<x\>$", "<x>"),
            (r"^[!--]+$", "+"),
            (r"^[a\]b]$", "]"),
            (r"^[\d-_]+$", "1-_"),
            (r"^[\p{L}-_]+$", "a-_"),
            (r"^[+--]+$", ","),
            (r"^[a-]+$", "a-"),
            (r"^[^-a]$", "b"),
        ] {
            let regex = Regex::new(&of_go(pattern)).unwrap();
            assert!(regex.is_match(text), "{pattern}");
        }
        assert!(Pattern::of("^(?i)foo$").is_ok());
        assert!(Pattern::of("^(?!foo)").is_err());
        assert!(Pattern::of(r"\Qa(b\E").is_ok());
        assert!(Pattern::of("[a-z]{1000}{1000}{1000}").is_ok_and(|pattern| pattern.0.is_none()));
    }

    #[test]
    fn items_differ_in_their_keys() {
        let map = Unique(Some(vec!["name".to_owned()]));
        let items = json!([{"name": "a", "x": 1}, {"name": "b"}, {"name": "a", "x": 2}]);
        assert_eq!(map.duplicate(&items), Some((0, 2)));
        assert_eq!(Unique(Some(Vec::new())).duplicate(&items), None);
        assert_eq!(
            Unique(Some(Vec::new())).duplicate(&json!([1, 2, 1])),
            Some((0, 2))
        );
        assert_eq!(Unique(None).duplicate(&json!([1, 1])), None);
    }
}
