//! Fields found by paths of replacements: `spec.containers.[name=web].env.0`, `spec.rules.*.host`.

use regex::Regex;

use crate::origin::Text;

use super::node::{Node, Scalar};
use super::problem::{Failure, Outcome};

/// The field at the end of a path that leads to one only.
pub(super) fn find<'n>(node: &'n Node, path: &[String]) -> Option<&'n Node> {
    path.iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .try_fold(node, |node, part| match node {
            Node::List(list) if part == "-" => list.items.last(),
            Node::List(list) => match item(part) {
                Some((key, value)) => list.items.iter().find(|item| match key {
                    "" => item.said() == value,
                    key => item.get(key).is_some_and(|own| own.said() == value),
                }),
                None => list.items.get(part.parse::<usize>().ok()?),
            },
            Node::Map(map) => map.entries.get(part),
            Node::Scalar(_) => None,
        })
}

/// `[name=web]`
fn item(part: &str) -> Option<(&str, &str)> {
    part.strip_prefix('[')?.strip_suffix(']')?.split_once('=')
}

/// Does something to each field that a path leads to, and counts them. `made` is what is made where there is none.
pub(super) fn place_all(
    node: &mut Node,
    path: &[String],
    made: Option<&Node>,
    written: &Text,
    act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
) -> Outcome<usize> {
    let walk = Walk { made, written };
    walk.go(node, path, act)
}

struct Walk<'w> {
    made: Option<&'w Node>,
    written: &'w Text,
}

impl Walk<'_> {
    fn go(
        &self,
        node: &mut Node,
        path: &[String],
        act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
    ) -> Outcome<usize> {
        let Some((part, rest)) = path.split_first() else {
            return act(node).map(|()| 1);
        };
        if let Ok(at) = part.parse::<usize>() {
            return self.at(node, at, rest, act);
        }
        if let Some((key, value)) = item(part) {
            return self.matching(node, (key, value), rest, act);
        }
        if part == "*" {
            return match node {
                Node::List(list) => {
                    let items = list.items.iter_mut();
                    items.map(|item| self.go(item, rest, act)).sum()
                }
                other => Err(self.no_list(other)),
            };
        }
        match node {
            Node::Map(map) => {
                if !map.entries.contains_key(part.as_str()) && self.made.is_some() {
                    map.set(self.written.derive(part), self.fresh(rest));
                }
                match map.entries.get_mut(part.as_str()) {
                    Some(inner) => self.go(inner, rest, act),
                    None => Ok(0),
                }
            }
            node if node.is_null() && self.made.is_some() => {
                *node = Node::map();
                self.go(node, path, act)
            }
            node if node.is_null() => Ok(0),
            other => {
                let message = format!("`{part}` is sought in {}", other.what());
                let failure = Failure::refused(self.written.place(), message);
                Err(failure.also(other.place(), "here"))
            }
        }
    }

    fn at(
        &self,
        node: &mut Node,
        at: usize,
        rest: &[String],
        act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
    ) -> Outcome<usize> {
        let Node::List(list) = node else {
            return Err(self.no_list(node));
        };
        let count = list.items.len();
        if count == at && self.made.is_some() {
            list.items.push(self.fresh(rest));
        }
        match list.items.get_mut(at) {
            Some(item) => self.go(item, rest, act),
            None => {
                let message = format!("item {at} is sought in a list of {count}, counted from 0");
                Err(Failure::refused(self.written.place(), message))
            }
        }
    }

    fn matching(
        &self,
        node: &mut Node,
        (key, value): (&str, &str),
        rest: &[String],
        act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
    ) -> Outcome<usize> {
        let Node::List(list) = node else {
            return Err(self.no_list(node));
        };
        let built = regex::RegexBuilder::new(value).size_limit(1 << 20).build();
        let Ok(pattern) = built else {
            let message = format!("`{value}` is no regular expression");
            return Err(Failure::refused(self.written.place(), message));
        };
        let mut count = 0;
        for item in list
            .items
            .iter_mut()
            .filter(|item| fits(item, key, &pattern))
        {
            count += self.go(item, rest, act)?;
        }
        if count > 0 || self.made.is_none() {
            return Ok(count);
        }
        let value = Node::Scalar(Scalar::plain(self.written.derive(value)));
        let mut made = value.clone();
        if !key.is_empty() {
            made = Node::map();
            if let Some(map) = made.as_map_mut() {
                map.set(self.written.derive(key), value);
            }
        }
        list.items.push(made);
        match list.items.last_mut() {
            Some(last) => self.go(last, rest, act),
            None => Ok(0),
        }
    }

    /// What is made before a part of the path that follows.
    fn fresh(&self, rest: &[String]) -> Node {
        match rest.first() {
            Some(part) if item(part).is_some() || part.parse::<usize>().is_ok() => Node::list(),
            Some(_) => Node::map(),
            None => match self.made {
                Some(Node::Map(_)) => Node::map(),
                Some(Node::List(_)) => Node::list(),
                _ => Node::Scalar(Scalar::plain(Text::default())),
            },
        }
    }

    fn no_list(&self, node: &Node) -> Failure {
        let path = self.written.as_str();
        let message = format!("`{path}` leads into a list where there is {}", node.what());
        Failure::refused(self.written.place(), message).also(node.place(), "here")
    }
}

fn fits(item: &Node, key: &str, pattern: &Regex) -> bool {
    let own = match key {
        "" => Some(item),
        key => item.get(key),
    };
    own.is_some_and(|own| own.as_scalar().is_some() && pattern.is_match(own.said().trim()))
}
