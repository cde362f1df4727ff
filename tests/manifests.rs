//! Manifests of the tests, to be changed and written again.

use podlint::yaml::{Cursor, Kind, Tree};

use crate::random::Random;

/// A manifest that is to be changed.
#[derive(Clone)]
pub(crate) enum Value {
    Map(Vec<(String, Value)>),
    List(Vec<Value>),
    /// As it is written.
    Leaf(String),
}

impl Value {
    pub(crate) fn read(at: Cursor<'_>) -> Self {
        match at.kind() {
            Kind::Mapping => {
                let entry = |entry: podlint::yaml::Entry<'_>| {
                    (entry.key.as_key().into_owned(), Self::read(entry.value))
                };
                Self::Map(at.entries().map(entry).collect())
            }
            Kind::Sequence => Self::List(at.items().map(Self::read).collect()),
            _ => match at.as_str() {
                Some(text) if at.text() != text => Self::Leaf(format!("{text:?}")),
                _ => Self::Leaf(at.text().to_owned()),
            },
        }
    }

    /// In block style, a level deeper than `indent`; with a seed the keys stand in another order.
    fn write(&self, indent: usize, order: &mut Option<Random>, to: &mut String) {
        let blanks = " ".repeat(indent);
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                let mut entries: Vec<_> = entries.iter().collect();
                if let Some(random) = order {
                    for at in (1..entries.len()).rev() {
                        entries.swap(at, random.below(at + 1));
                    }
                }
                for (key, value) in entries {
                    to.push_str(&format!("\n{blanks}{key:?}:"));
                    value.write(indent + 2, order, to);
                }
            }
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    to.push_str(&format!("\n{blanks}-"));
                    item.write(indent + 2, order, to);
                }
            }
            Self::Map(_) => to.push_str(" {}"),
            Self::List(_) => to.push_str(" []"),
            Self::Leaf(text) => to.push_str(&format!(" {text}")),
        }
    }

    pub(crate) fn text(&self, order: Option<u64>) -> String {
        let mut text = String::new();
        self.write(0, &mut order.map(Random::new), &mut text);
        text.trim_start().to_owned() + "\n"
    }

    /// Calls `see` with everything below, but for what says which kind it is.
    pub(crate) fn each(&mut self, see: &mut dyn FnMut(&mut Value)) {
        match self {
            Self::Map(entries) => {
                for (key, value) in entries {
                    if !matches!(&**key, "apiVersion" | "kind" | "metadata") {
                        see(value);
                        value.each(see);
                    }
                }
            }
            Self::List(items) => items.iter_mut().for_each(|item| {
                see(item);
                item.each(see);
            }),
            Self::Leaf(_) => {}
        }
    }

    /// Plants a fault into the value of that number: a key that is none, or a value of another type.
    pub(crate) fn plant(&mut self, number: usize) {
        let mut at = 0;
        self.each(&mut |value| {
            if at == number {
                match value {
                    Self::Map(entries) => {
                        let fault = ("nonsense".to_owned(), Self::Leaf("a".to_owned()));
                        entries.insert(entries.len() / 2, fault);
                    }
                    other => *other = Self::Map(vec![("planted".to_owned(), Self::Map(vec![]))]),
                }
            }
            at += 1;
        });
    }

    /// Puts a letter too many into a key of the value of that number.
    pub(crate) fn misspell(&mut self, number: usize, random: &mut Random) {
        let mut at = 0;
        self.each(&mut |value| {
            if at == number
                && let Self::Map(entries) = value
                && !entries.is_empty()
            {
                let entry = random.below(entries.len());
                let key = &mut entries[entry].0;
                key.insert(key.len() / 2, 'x');
            }
            at += 1;
        });
    }

    /// What stands at a key.
    pub(crate) fn get(&self, wanted: &str) -> Option<&Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let mut entries = entries.iter();
        let found = entries.find(|(key, _)| key == wanted);
        found.map(|(_, value)| value)
    }
}

/// The manifests of the tests, one by one.
pub(crate) fn manifests() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let tree = Tree::read(&text);
        let roots = tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document));
        all.extend(roots.map(Value::read));
    }
    all
}
