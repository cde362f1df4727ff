//! Variables in what is built, as Flux fills them in: `${HOST}`, `${HOST:=example.com}`.
//!
//! Authority: <https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution>. What is not known
//! here stays as it is written, so that it is taken for the placeholder that it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::expansion::{changed, default_of};
use crate::origin::{Passage, Place, ReadFile, Step, Text};

/// An object with this label or annotation is left as it is.
const DISABLED: &str = "kustomize.toolkit.fluxcd.io/substitute: disabled";

/// What is known of a variable.
#[derive(Clone, Debug)]
pub enum Given {
    /// Its value.
    Text(Passage),
    /// That it is given, by a Secret.
    Hidden,
}

/// Variables by their names.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// Those that are known.
    pub known: BTreeMap<String, Given>,
    /// Whether something that is not among the manifests may give others.
    pub may_be_more: bool,
}

/// A text with its variables filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The text.
    pub text: Text,
    /// Variables that nothing gives, where all that could is known: Flux leaves nothing in their place. Each with where it
    /// stands first.
    pub absent: Vec<(String, Option<Place>)>,
}

impl Variables {
    /// Fills in a text of any number of documents. `files` are those of the text, to which those of values are added.
    #[must_use]
    pub fn fill(&self, text: &Text, files: &mut Vec<ReadFile>) -> Filled {
        let mut filling = Filling {
            of: self,
            files,
            filled: Filled::default(),
            seen: BTreeSet::new(),
            closed: closings(text.as_str()),
        };
        let mut start = 0;
        for document in text.as_str().split_inclusive("\n---\n") {
            let end = start + document.len();
            match document.contains(DISABLED) {
                true => filling.filled.text.push_slice(text, start, end),
                false => filling.document(text, start, end),
            }
            start = end;
        }
        filling.filled
    }
}

struct Filling<'v> {
    of: &'v Variables,
    files: &'v mut Vec<ReadFile>,
    filled: Filled,
    seen: BTreeSet<String>,
    /// Where the brace is that closes another one.
    closed: HashMap<usize, usize>,
}

impl Filling<'_> {
    fn document(&mut self, text: &Text, start: usize, end: usize) {
        let all = text.as_str();
        let mut at = start;
        while let Some(found) = all[at..end].find("${") {
            let open = at + found;
            if all[at..open].ends_with('$') {
                // `$${HOST}` stands for `${HOST}`.
                self.filled.text.push_slice(text, at, open - 1);
                self.filled.text.push_slice(text, open, open + 2);
                at = open + 2;
                continue;
            }
            self.filled.text.push_slice(text, at, open);
            at = self.expression(text, open, end);
        }
        self.filled.text.push_slice(text, at, end);
    }

    /// What begins with `${`; gives where it ends.
    fn expression(&mut self, text: &Text, open: usize, end: usize) -> usize {
        let all = text.as_str();
        let written = &all[open + 2..end];
        let name = written.split(|c: char| c != '_' && !c.is_ascii_alphanumeric());
        let name = { name }.next().unwrap_or_default();
        let close = self.closed.get(&(open + 1)).filter(|_| is_name(name));
        let Some(&close) = close else {
            self.filled.text.push_slice(text, open, open + 2);
            return open + 2;
        };
        let from = open + 2 + name.len();
        let operator = &all[from..close];
        let value = self.value(
            name,
            operator,
            text.slice(from, close),
            text.slice(open, close),
        );
        match value {
            Some(value) => {
                let action = text.slice(open, close + 1).place();
                let through = action.map(|action| {
                    Arc::new(Step {
                        action,
                        caller: None,
                    })
                });
                match through {
                    Some(through) => self.filled.text.write(&value, &through),
                    None => self.filled.text.push(&value),
                }
            }
            None => self.filled.text.push_slice(text, open, close + 1),
        }
        close + 1
    }

    /// What takes the place of a variable with what stands behind its name; `None` if that is not known.
    fn value(&mut self, name: &str, operator: &str, behind: Text, whole: Text) -> Option<Text> {
        let value = match self.of.known.get(name) {
            Some(Given::Hidden) => return None,
            Some(Given::Text(value)) => Some(value.among(self.files)),
            None if self.of.may_be_more => return None,
            None => None,
        };
        let is_set = |value: &Text| !operator.starts_with(':') || !value.is_empty();
        let default = default_of(operator).map(|from| behind.slice(from, behind.len()));
        match (value.filter(is_set), default) {
            (Some(value), Some(_)) => Some(value),
            (None, Some(default)) => (!default.as_str().contains("${")).then_some(default),
            (Some(value), None) => changed(&value, operator),
            (None, None) => {
                if operator.is_empty() && self.seen.insert(name.to_owned()) {
                    self.filled.absent.push((name.to_owned(), whole.place()));
                }
                None
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
}

/// Where the braces are that close others in the same line. They are found in one go, since a line may open many.
fn closings(text: &str) -> HashMap<usize, usize> {
    let mut all = HashMap::new();
    let mut open = Vec::new();
    if !text.contains("${") {
        return all;
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => all.extend(open.pop().map(|open| (open, at))),
            b'\n' => open.clear(),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        let given = |value: &str| {
            Given::Text(Passage {
                text: Text::made(value),
                files: [].into(),
            })
        };
        let known = [
            ("HOST", given("shop.example.com")),
            ("EMPTY", given("")),
            ("WORD", Given::Hidden),
        ];
        let variables = Variables {
            known: known.map(|(name, value)| (name.to_owned(), value)).into(),
            may_be_more: false,
        };
        let filled = variables.fill(&Text::made(text), &mut Vec::new());
        filled.text.as_str().to_owned()
    }

    #[test]
    fn variables_are_filled_in_as_flux_does() {
        for (text, expected) in [
            ("a: ${HOST}", "a: shop.example.com"),
            ("a: x-${HOST}-${EMPTY}-y", "a: x-shop.example.com--y"),
            ("a: $${HOST}", "a: ${HOST}"),
            ("a: $HOST", "a: $HOST"),
            ("a: ${HOST:=other}", "a: shop.example.com"),
            ("a: ${EMPTY:=other}", "a: other"),
            ("a: ${EMPTY=other}", "a: "),
            ("a: ${NONE:-other}", "a: other"),
            ("a: ${NONE-other}", "a: other"),
            ("a: ${NONE:=}", "a: "),
            ("a: ${HOST^^}", "a: SHOP.EXAMPLE.COM"),
            ("a: ${HOST^}", "a: Shop.example.com"),
            ("a: ${HOST/./-}", "a: shop-example.com"),
            ("a: ${HOST//./-}", "a: shop-example-com"),
            ("a: ${HOST#shop.}", "a: example.com"),
            ("a: ${HOST%.com}", "a: shop.example"),
            ("a: ${HOST:0:4}", "a: shop"),
            ("a: ${HOST:5}", "a: example.com"),
        ] {
            assert_eq!(filled(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_stays() {
        for text in [
            "a: ${NONE}",
            "a: ${WORD}",
            "a: ${WORD:=x}",
            "a: ${HOST",
            "a: ${}",
            "a: ${HOST.b}",
            "a: ${NONE:=${HOST}}",
            "a: ${HOST%%.*}",
            "kind: A\nannotations:\n  kustomize.toolkit.fluxcd.io/substitute: disabled\na: ${HOST}",
        ] {
            assert_eq!(filled(text), text);
        }
    }

    #[test]
    fn a_line_may_open_any_number_of_them() {
        let text = "${HOST".repeat(200_000);
        assert_eq!(filled(&text), text);
        let text = format!("{}}}", "${NONE ".repeat(200_000));
        assert_eq!(filled(&text), text);
    }
}
