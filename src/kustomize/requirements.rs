//! Selectors by labels, as text: `app=web,tier in (front, back),!old`.

use crate::origin::Text;

use super::node::Node;
use super::problem::{Failure, Outcome};

/// What labels must be for an object to be selected.
#[derive(Debug, Default)]
pub(super) struct Requirements(Vec<Requirement>);

#[derive(Debug)]
struct Requirement {
    key: String,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Exists,
    Missing,
    In(Vec<String>),
    NotIn(Vec<String>),
    Greater(i64),
    Less(i64),
}

impl Requirements {
    /// Reads a selector. Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors>.
    pub(super) fn read(text: &Text) -> Outcome<Self> {
        let refused = || {
            let message = format!("`{}` is no selector", text.as_str());
            Failure::refused(text.place(), message)
        };
        let parts = split(text.as_str());
        let read = parts.iter().map(|part| requirement(part));
        let read: Option<Vec<_>> = read.collect();
        read.map(Self).ok_or_else(refused)
    }

    /// Whether labels are so.
    pub(super) fn hold(&self, labels: Option<&Node>) -> bool {
        self.0.iter().all(|requirement| {
            let value = labels.and_then(|labels| labels.get(&requirement.key));
            let value = value.map(Node::said);
            let number = || value.and_then(|value| value.parse::<i64>().ok());
            match &requirement.test {
                Test::Exists => value.is_some(),
                Test::Missing => value.is_none(),
                Test::In(values) => value.is_some_and(|value| has(values, value)),
                Test::NotIn(values) => value.is_none_or(|value| !has(values, value)),
                Test::Greater(than) => number().is_some_and(|number| number > *than),
                Test::Less(than) => number().is_some_and(|number| number < *than),
            }
        })
    }
}

fn has(values: &[String], value: &str) -> bool {
    values.iter().any(|known| known == value)
}

/// The requirements, apart; commas in brackets part values.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut is_open) = (Vec::new(), 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => is_open = true,
            b')' => is_open = false,
            b',' if !is_open => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    match text[start..].trim() {
        "" if parts.is_empty() => {}
        last => parts.push(last),
    }
    parts
}

fn requirement(text: &str) -> Option<Requirement> {
    let of = |key: &str, test: Test| {
        let key = key.trim();
        let is_key = !key.is_empty() && !key.contains([' ', '(', ')', '=', '!', '<', '>']);
        is_key.then(|| Requirement {
            key: key.to_owned(),
            test,
        })
    };
    let value = |text: &str| {
        let text = text.trim();
        (!text.contains([' ', '=', '!', '(', ')'])).then(|| vec![text.to_owned()])
    };
    if let Some(key) = text.strip_prefix('!') {
        return of(key, Test::Missing);
    }
    if let Some((head, values)) = text.split_once('(') {
        let values = values.trim_end().strip_suffix(')')?.split(',');
        let values = values.map(|value| value.trim().to_owned()).collect();
        let (key, operator) = head.trim_end().rsplit_once([' ', '\t'])?;
        return match operator {
            "in" => of(key, Test::In(values)),
            "notin" => of(key, Test::NotIn(values)),
            _ => None,
        };
    }
    if let Some((key, behind)) = text.split_once("!=") {
        return of(key, Test::NotIn(value(behind)?));
    }
    if let Some((key, behind)) = text.split_once('=') {
        let behind = behind.strip_prefix('=').unwrap_or(behind);
        return of(key, Test::In(value(behind)?));
    }
    if let Some((key, behind)) = text.split_once('>') {
        return of(key, Test::Greater(behind.trim().parse().ok()?));
    }
    if let Some((key, behind)) = text.split_once('<') {
        return of(key, Test::Less(behind.trim().parse().ok()?));
    }
    of(text, Test::Exists)
}

#[cfg(test)]
mod tests {
    use super::super::node::Node;
    use super::Requirements;
    use crate::origin::Text;

    #[test]
    fn labels_are_selected_by_every_kind_of_requirement() {
        let mut labels = Node::map();
        let map = labels.as_map_mut().unwrap();
        map.set(Text::made("app"), Node::str("web"));
        map.set(Text::made("n"), Node::str("5"));
        for (selector, holds) in [
            ("", true),
            ("app=web", true),
            ("app == web, n", true),
            ("app!=web", false),
            ("app in (db, web),!old", true),
            ("app notin (db, web)", false),
            ("other notin (db)", true),
            ("n>4,n<6", true),
            ("n>5", false),
            ("!app", false),
        ] {
            let read = Requirements::read(&Text::made(selector)).unwrap();
            assert_eq!(read.hold(Some(&labels)), holds, "{selector}");
        }
        for none in ["a b", "a in b", "=b", "a,,b", "a in (b"] {
            assert!(Requirements::read(&Text::made(none)).is_err(), "{none}");
        }
    }
}
