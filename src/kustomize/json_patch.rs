//! JSON patches, RFC 6902.

use crate::origin::{Place, Text};
use crate::yaml;

use super::decode::Fields;
use super::node::{Node, Scalar, Sort};
use super::problem::{Failure, Outcome};

/// One operation.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    name: String,
    path: Text,
    from: Option<Text>,
    value: Option<Node>,
    place: Option<Place>,
}

/// How many operations a patch has at most.
const MOST: usize = 10_000;

impl Operation {
    /// Reads a patch: a list of operations.
    pub(super) fn read_all(root: &Node) -> Outcome<Vec<Self>> {
        match root {
            Node::List(list) if list.items.len() <= MOST => {
                list.items.iter().map(Self::read).collect()
            }
            Node::List(_) => {
                let message = format!("a patch of more than {MOST} operations is not applied");
                Err(Failure::not_checked(root.place(), message))
            }
            other => {
                let message = format!(
                    "a JSON patch is a list of operations, and this is {}",
                    other.what()
                );
                Err(Failure::refused(other.place(), message))
            }
        }
    }

    fn read(node: &Node) -> Outcome<Self> {
        let fields = Fields::of(node, "an operation")?;
        let op = fields.text("op")?.unwrap_or_default();
        let place = op.place().or(fields.place());
        if !matches!(
            op.as_str(),
            "add" | "remove" | "replace" | "move" | "copy" | "test"
        ) {
            let message = format!("`{}` is no operation of a JSON patch", op.as_str());
            let failure = Failure::refused(place, message);
            return Err(failure.help("use `add`, `remove`, `replace`, `move`, `copy` or `test`"));
        }
        let value = fields.entry("value").map(|(_, value)| of_json(value));
        let null = node.get("value").filter(|value| value.is_null());
        Ok(Self {
            name: op.as_str().to_owned(),
            path: fields.text("path")?.unwrap_or_default(),
            from: fields.text("from")?,
            value: value.or_else(|| null.cloned()),
            place,
        })
    }

    /// Whether it only says what must be.
    pub(super) fn is_test(&self) -> bool {
        self.name == "test"
    }

    /// Does it to an object.
    pub(super) fn apply(&self, object: &mut Node) -> Outcome<()> {
        match self.name.as_str() {
            "remove" => self.remove(object, &self.path).map(|_| ()),
            "replace" => self.replace(object),
            "add" => self.add(object, self.value()),
            "test" => self.test(object),
            "move" => {
                let moved = self.remove(object, self.from()?)?;
                self.add(object, moved)
            }
            _ => {
                let from = self.from()?;
                let copied = self.find(object, from).cloned();
                let copied = copied.ok_or_else(|| self.missing(from))?;
                self.add(object, copied)
            }
        }
    }

    fn value(&self) -> Node {
        // Without a value it is null.
        let null = || Node::Scalar(Scalar::plain(self.path.derive("null")));
        self.value.clone().unwrap_or_else(null)
    }

    fn from(&self) -> Outcome<&Text> {
        let missing = || {
            let message = format!("this `{}` has no `from`", self.name);
            Failure::refused(self.place, message)
        };
        self.from.as_ref().ok_or_else(missing)
    }

    fn missing(&self, path: &Text) -> Failure {
        let message = format!("`{}` leads to nothing in what it patches", path.as_str());
        Failure::refused(path.place().or(self.place), message)
    }

    fn find<'n>(&self, object: &'n Node, path: &Text) -> Option<&'n Node> {
        keys(path.as_str())?
            .iter()
            .try_fold(object, |node, key| match node {
                Node::Map(map) => map.entries.get(key.as_str()),
                Node::List(list) => list.items.get(index(key, list.items.len())?),
                Node::Scalar(_) => None,
            })
    }

    /// What is around the end of a path, and the last part of that.
    fn around<'n>(&self, object: &'n mut Node, path: &Text) -> Outcome<(&'n mut Node, String)> {
        let missing = || self.missing(path);
        let mut keys = keys(path.as_str()).ok_or_else(missing)?;
        let last = keys.pop().ok_or_else(missing)?;
        let around = keys.iter().try_fold(object, |node, key| match node {
            Node::Map(map) => map.entries.get_mut(key.as_str()),
            Node::List(list) => {
                let at = index(key, list.items.len())?;
                list.items.get_mut(at)
            }
            Node::Scalar(_) => None,
        });
        Ok((around.ok_or_else(missing)?, last))
    }

    fn remove(&self, object: &mut Node, path: &Text) -> Outcome<Node> {
        let (around, last) = self.around(object, path)?;
        let removed = match around {
            Node::Map(map) => map.entries.remove(last.as_str()),
            Node::List(list) => {
                let at = index(&last, list.items.len()).filter(|&at| at < list.items.len());
                at.map(|at| list.items.remove(at))
            }
            Node::Scalar(_) => None,
        };
        removed.ok_or_else(|| self.missing(path))
    }

    fn replace(&self, object: &mut Node) -> Outcome<()> {
        if self.path.is_empty() {
            *object = self.value();
            return Ok(());
        }
        let (around, last) = self.around(object, &self.path)?;
        let place = match around {
            Node::Map(map) => {
                // kustomize adds what is not there, though the standard refuses it.
                map.set(self.last_key(&last), self.value());
                return Ok(());
            }
            Node::List(list) => {
                let at = index(&last, list.items.len());
                at.and_then(|at| list.items.get_mut(at))
            }
            Node::Scalar(_) => None,
        };
        let place = place.ok_or_else(|| self.missing(&self.path))?;
        *place = self.value();
        Ok(())
    }

    /// Whether it replaces something that an object does not have, which is added.
    pub(super) fn replaces_nothing(&self, object: &Node) -> bool {
        self.name == "replace" && !self.path.is_empty() && self.find(object, &self.path).is_none()
    }

    /// Where it says what it is for.
    pub(super) fn place(&self) -> Option<Place> {
        self.path.place().or(self.place)
    }

    /// The key of annotations that are made for it.
    pub(super) fn annotations(&self) -> Text {
        self.path.derive("annotations")
    }

    /// What it is for.
    pub(super) fn path(&self) -> &str {
        self.path.as_str()
    }

    fn add(&self, object: &mut Node, value: Node) -> Outcome<()> {
        let (around, last) = self.around(object, &self.path)?;
        match around {
            Node::Map(map) => {
                map.set(self.last_key(&last), value);
                Ok(())
            }
            Node::List(list) if last == "-" => {
                list.items.push(value);
                Ok(())
            }
            Node::List(list) => {
                let count = list.items.len();
                match index(&last, count + 1).filter(|&at| at <= count) {
                    Some(at) => {
                        list.items.insert(at, value);
                        Ok(())
                    }
                    None => {
                        let message = format!(
                            "`{}` leads behind the end of a list of {count}",
                            self.path.as_str()
                        );
                        let failure = Failure::refused(self.path.place(), message);
                        Err(failure.help("end the path with `/-` to add an item at the end"))
                    }
                }
            }
            Node::Scalar(_) => Err(self.missing(&self.path)),
        }
    }

    /// The last part of the path, as a key that stands there.
    fn last_key(&self, last: &str) -> Text {
        let path = self.path.as_str();
        match path.rfind('/').map(|at| at + 1) {
            Some(start) if &path[start..] == last => self.path.slice(start, path.len()),
            _ => self.path.derive(last),
        }
    }

    fn test(&self, object: &Node) -> Outcome<()> {
        let value = self.value();
        match self.find(object, &self.path) {
            Some(found) if found.same(&value) => Ok(()),
            None if value.is_null() => Ok(()),
            found => {
                let message = format!("the test of `{}` fails", self.path.as_str());
                let failure = Failure::refused(self.path.place().or(self.place), message);
                Err(failure.also(found.and_then(Node::place), "what is there"))
            }
        }
    }
}

/// The parts of a JSON pointer; `None` if it is none. What stands before the first slash is passed over, as by kustomize.
fn keys(path: &str) -> Option<Vec<String>> {
    let (_, rest) = path.split_once('/')?;
    let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
    Some(rest.split('/').map(unescaped).collect())
}

/// A place in a list; one below 0 is counted from its end.
fn index(key: &str, count: usize) -> Option<usize> {
    match key.strip_prefix('-') {
        Some(back) => count.checked_sub(back.parse().ok()?),
        None => key.parse().ok(),
    }
}

/// A value as JSON has it: `yes` is true.
fn of_json(node: &Node) -> Node {
    let mut node = node.clone();
    settle(&mut node);
    node
}

fn settle(node: &mut Node) {
    match node {
        Node::Map(map) => map.entries.values_mut().for_each(settle),
        Node::List(list) => list.items.iter_mut().for_each(settle),
        Node::Scalar(scalar) if scalar.sort == Sort::Str => {
            if let yaml::Scalar::Bool(is) = yaml::Scalar::resolve(scalar.as_str().into()) {
                let word = if is { "true" } else { "false" };
                *scalar = Scalar::plain(scalar.text.derive(word));
            }
        }
        Node::Scalar(_) => {}
    }
}
