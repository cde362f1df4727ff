//! From YAML to values that know where they stand.

use std::collections::BTreeMap;

use crate::origin::{FileId, Place, Problem, ProblemKind, Text};
use crate::source::Span;
use crate::template::{Key, Value};
use crate::yaml::{Cursor, Entry, Fault, FaultKind, Kind, Scalar, Style, Tree};

use super::pieces::pieces;

/// How many collections may stand in one another.
const MOST_DEEP: usize = 150;

/// How many values may come of one text, aliases followed.
const MOST_VALUES: usize = 4_000_000;

/// Reads a file of YAML, as [`read`] does.
///
/// # Errors
///
/// What Helm cannot read, at its place.
pub fn read_file(text: &str, file: FileId) -> Result<Value, Problem> {
    read(&Text::of_file(file, text))
}

/// Reads the first document of a text of YAML; nothing at all is [`Value::Nil`]. All numbers are floats, as they are once they went
/// through JSON; of keys that stand twice the last holds; timestamps are texts.
///
/// # Errors
///
/// What Helm cannot read, at its place.
pub fn read(text: &Text) -> Result<Value, Problem> {
    Reader::of(text, None).read()
}

/// Reads the first document of a text as [`read`] does, but of a mapping at the top no other entries than those with some keys.
///
/// # Errors
///
/// What Helm cannot read, wherever it stands.
pub fn read_entries(text: &Text, keys: &[&str]) -> Result<Value, Problem> {
    Reader::of(text, Some(keys)).read()
}

struct Reader<'t> {
    text: &'t Text,
    /// The keys at the top whose values are wanted; all of them if nothing is said.
    wanted: Option<&'t [&'t str]>,
    values: usize,
}

impl<'t> Reader<'t> {
    const fn of(text: &'t Text, wanted: Option<&'t [&'t str]>) -> Self {
        Self {
            text,
            wanted,
            values: 0,
        }
    }

    fn read(mut self) -> Result<Value, Problem> {
        let tree = Tree::read(self.text.as_str());
        let Some(document) = tree.documents().first() else {
            return Ok(Value::Nil);
        };
        let mut faults = document.faults.iter();
        if let Some(fault) = faults.find(|fault| fault.kind == FaultKind::Syntax) {
            return Err(self.refused(fault));
        }
        match tree.root(document) {
            Some(root) if document.is_unfilled => Err(self.unfilled(root)),
            Some(root) => self.value(root, 0),
            None => Ok(Value::Nil),
        }
    }

    /// Takes account of a value.
    fn count(&mut self, at: Cursor<'_>, depth: usize) -> Result<(), Problem> {
        self.values += 1;
        match depth > MOST_DEEP || self.values > MOST_VALUES {
            true => Err(self.too_large(at)),
            false => Ok(()),
        }
    }

    /// Goes through a value that is not wanted, which must be one that Helm can read.
    fn pass(&mut self, at: Cursor<'_>, depth: usize) -> Result<(), Problem> {
        self.count(at, depth)?;
        match at.kind() {
            Kind::Mapping => {
                { at.entries() }.try_for_each(|entry| self.pass(entry.value, depth + 1))
            }
            Kind::Sequence => { at.items() }.try_for_each(|item| self.pass(item, depth + 1)),
            Kind::Scalar | Kind::Alias => Ok(()),
        }
    }

    fn value(&mut self, at: Cursor<'_>, depth: usize) -> Result<Value, Problem> {
        self.count(at, depth)?;
        match at.kind() {
            Kind::Mapping => {
                let mut map = BTreeMap::new();
                let wanted = self.wanted.filter(|_| depth == 0);
                for Entry { key, value } in at.entries() {
                    if wanted.is_some_and(|wanted| !wanted.contains(&&*key.as_key())) {
                        self.pass(value, depth + 1)?;
                        continue;
                    }
                    let (key, value) = (Key(self.key(key)), self.value(value, depth + 1)?);
                    // The key in the map would stay the one that stood first.
                    map.remove(&key);
                    map.insert(key, value);
                }
                Ok(Value::map(map))
            }
            Kind::Sequence => {
                let items = at.items().map(|item| self.value(item, depth + 1));
                Ok(Value::list(items.collect::<Result<_, _>>()?))
            }
            Kind::Scalar | Kind::Alias => Ok(self.scalar(at)),
        }
    }

    fn scalar(&self, at: Cursor<'_>) -> Value {
        match at.scalar() {
            None | Some(Scalar::Null) => Value::Nil,
            Some(Scalar::Bool(is)) => Value::Bool(is, self.place(at.span())),
            Some(Scalar::Int(number)) => Value::Float(number as f64, self.place(at.span())),
            Some(Scalar::Float(number)) => Value::Float(number, self.place(at.span())),
            Some(Scalar::Str(text)) => {
                let end = match self.is_open(at) {
                    true => text.strip_suffix('\n').map_or(text.len(), str::len),
                    false => text.len(),
                };
                Value::Text(self.string(at, &text[..end]))
            }
        }
    }

    /// Whether a block of lines ends with the text, without a line break. kubectl would read one there, and Helm does not.
    fn is_open(&self, at: Cursor<'_>) -> bool {
        let behind = self.text.as_str().get(at.span().end as usize..);
        matches!(at.style(), Style::Literal | Style::Folded) && behind == Some("")
    }

    fn key(&self, at: Cursor<'_>) -> Text {
        self.string(at, &at.as_key())
    }

    /// What a scalar says, each part of it from where it stands.
    fn string(&self, at: Cursor<'_>, says: &str) -> Text {
        let span = at.span();
        let written = self.text.slice(span.start as usize, span.end as usize);
        if at.style() == Style::Plain && at.text() == says {
            return written;
        }
        pieces(&written, says, at.style()).unwrap_or_else(|| written.derive(says))
    }

    fn place(&self, span: Span) -> Option<Place> {
        let part = self.text.slice(span.start as usize, span.end as usize);
        part.place()
    }

    fn refused(&self, fault: &Fault) -> Problem {
        let labels = fault.labels.iter();
        let others = labels.filter_map(|(span, words)| Some((self.place(*span)?, words.clone())));
        Problem {
            kind: ProblemKind::Refused,
            place: self.place(fault.span).or_else(|| self.text.place()),
            message: fault.message.clone(),
            help: fault.help.clone(),
            others: others.collect(),
        }
    }

    fn unfilled(&self, root: Cursor<'_>) -> Problem {
        let text = self.text.as_str();
        let at = text.find("{{").unwrap_or(root.span().start as usize) as u32;
        Problem {
            kind: ProblemKind::Refused,
            place: self.place(Span::new(at, at + 2)),
            message: "a template's action stands where YAML is read, and nothing fills it in"
                .to_owned(),
            help: Some("put the value in quotes, or write what it should be".to_owned()),
            others: Vec::new(),
        }
    }

    fn too_large(&self, at: Cursor<'_>) -> Problem {
        Problem {
            kind: ProblemKind::NotChecked,
            place: self.place(at.span()),
            message: format!(
                "this YAML has more than {MOST_DEEP} collections in one another, or more than {MOST_VALUES} values with its aliases"
            ),
            help: None,
            others: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::{Made, Origin};

    fn value(text: &str) -> Value {
        read_file(text, FileId(3)).unwrap()
    }

    fn get(value: &Value, key: &str) -> Value {
        let Value::Map(map) = value else {
            panic!("{value:?}")
        };
        map.borrow()[key].clone()
    }

    /// Every byte that is said to be taken equals the one at its place; gives how many are not.
    fn not_taken(source: &str, text: &Text) -> usize {
        let (mut start, mut other) = (0, 0);
        for run in text.runs() {
            let part = &text.as_str()[start..run.end];
            match run.origin {
                Some(Origin {
                    place,
                    made: Made::Taken,
                }) => {
                    assert_eq!(place.span.of(source), part);
                }
                _ => other += part.len(),
            }
            start = run.end;
        }
        other
    }

    #[test]
    fn scalars_know_their_places() {
        let source = "name: web\nport: 80\non: yes\nempty:\n'quoted': \"a b\"\n";
        let all = value(source);
        let name = get(&all, "name");
        assert_eq!(name.as_str(), Some("web"));
        assert_eq!(name.place().unwrap().span.of(source), "web");
        let Value::Float(port, Some(place)) = get(&all, "port") else {
            panic!()
        };
        assert_eq!((port, place.span.of(source)), (80.0, "80"));
        assert!(matches!(get(&all, "true"), Value::Bool(true, Some(_))));
        assert!(matches!(get(&all, "empty"), Value::Nil));
        let quoted = get(&all, "quoted");
        assert_eq!(quoted.place().unwrap().span.of(source), "a b");
    }

    #[test]
    fn lines_of_blocks_know_their_lines() {
        for source in [
            "a: |\n  one\n\n    two\n  three\n",
            "a: |-\n  one\n  two",
            "a: >\n  one\n  two\n\n  three\n",
            "a: |2+\n   one\n  two\n\n\n",
            "a: 'it''s\n  one\n\n  line'\n",
            "a: \"one \\\n  line\"\n",
            "a: one\n  two\n  three\n",
        ] {
            let value = get(&value(source), "a");
            let Value::Text(text) = &value else { panic!() };
            assert!(not_taken(source, text) <= 4, "{source}: {text:?}");
        }
    }

    #[test]
    fn a_last_line_gets_no_break() {
        for (source, says) in [
            ("a: |\n  x", "x"),
            ("a: |\n  x\n", "x\n"),
            ("a: |+\n  x", "x"),
            ("a: >\n  x\n  y", "x y"),
        ] {
            assert_eq!(get(&value(source), "a").as_str(), Some(says), "{source}");
        }
    }

    #[test]
    fn the_last_of_two_keys_holds() {
        let source = "a: 1\na: 2\n";
        let all = value(source);
        assert!(matches!(get(&all, "a"), Value::Float(2.0, _)));
        let merged = value("base: &b {x: 1, z: 2}\nall:\n  <<: *b\n  x: 3\n");
        assert!(matches!(
            get(&get(&merged, "all"), "x"),
            Value::Float(3.0, _)
        ));
        assert!(matches!(
            get(&get(&merged, "all"), "z"),
            Value::Float(2.0, _)
        ));
    }

    #[test]
    fn what_is_no_yaml_is_refused_at_its_place() {
        let source = "a: b: c\n";
        let problem = read_file(source, FileId(0)).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Refused);
        assert!(problem.place.is_some());
        let problem = read_file("a: {{ .Values.b }}\n", FileId(0)).unwrap_err();
        assert_eq!(problem.place.unwrap().span, Span::new(3, 5));
    }
}
