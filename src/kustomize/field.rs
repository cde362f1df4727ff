//! A field of an object, found by a path such as `spec/template/spec/containers[]/image`, and written.

use crate::origin::Text;

use super::node::{List, Node};
use super::problem::{Failure, Outcome};
use super::selector::FieldSpec;

/// What is made at the end of a path where nothing is, and for which text, whose place it gets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made<'t> {
    Nothing,
    Scalar(&'t Text),
    Map(&'t Text),
}

/// Does something to each field of an object that a specification names.
pub(super) fn each(
    node: &mut Node,
    spec: &FieldSpec,
    made: Made<'_>,
    act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
) -> Outcome<()> {
    let said = |field| node.get(field).map_or("", Node::said);
    if !spec.of.selects(said("apiVersion"), said("kind")) {
        return Ok(());
    }
    let path = split(&spec.path, '/');
    let made = if spec.create { made } else { Made::Nothing };
    walk(node, &path, made, act)
}

fn walk(
    node: &mut Node,
    path: &[String],
    made: Made<'_>,
    act: &mut dyn FnMut(&mut Node) -> Outcome<()>,
) -> Outcome<()> {
    let Some((first, rest)) = path.split_first() else {
        return act(node);
    };
    if node.is_null() {
        return Ok(());
    }
    match node {
        Node::List(list) => {
            let mut items = list.items.iter_mut();
            items.try_for_each(|item| walk(item, path, made, act))
        }
        Node::Map(map) => {
            let (name, is_list) = match first.strip_suffix("[]") {
                Some(name) => (name, true),
                None => (first.as_str(), false),
            };
            let of = match made {
                Made::Scalar(of) | Made::Map(of) if !is_list => Some(of),
                _ => None,
            };
            let fresh = match rest.is_empty() && matches!(made, Made::Scalar(_)) {
                true => || Node::str(Text::default()),
                false => Node::map as fn() -> Node,
            };
            match map.entries.get_mut(name) {
                // Null is filled as what is not there.
                Some(value) if value.is_null() && of.is_some() => *value = fresh(),
                Some(value) if value.is_null() && is_list => {
                    *value = Node::List(List {
                        place: value.place(),
                        ..List::default()
                    });
                }
                Some(_) => {}
                None => match of {
                    Some(of) => map.set(of.derive(name), fresh()),
                    None => return Ok(()),
                },
            }
            match map.entries.get_mut(name) {
                Some(value) => walk(value, rest, made, act),
                None => Ok(()),
            }
        }
        Node::Scalar(_) => {
            let message = format!(
                "this is {}, and a mapping with `{first}` is wanted here",
                node.what()
            );
            Err(Failure::refused(node.place(), message))
        }
    }
}

/// The parts of a path. Behind a backslash the sign that parts them is a part of a name.
pub(super) fn split(path: &str, sign: char) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut all = path.split(sign).peekable();
    if path.starts_with(sign) && path.len() > 1 {
        all.next();
    }
    for part in all {
        match parts.last_mut() {
            Some(last) if last.ends_with('\\') => {
                last.pop();
                last.push(sign);
                last.push_str(part);
            }
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

/// The parts of a path with `.` between them; what stands in brackets is one.
pub(super) fn split_dots(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut all = split(path, '.').into_iter();
    while let Some(mut part) = all.next() {
        if !part.starts_with('[') || part.ends_with(']') {
            parts.push(part);
            continue;
        }
        for next in all.by_ref() {
            part.push('.');
            part.push_str(&next);
            if next.ends_with(']') {
                break;
            }
        }
        match part.contains('=') {
            true => parts.push(part),
            false => parts.push(part.trim_matches(['[', ']']).to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{split, split_dots};

    #[test]
    fn paths_are_split_where_no_backslash_or_bracket_keeps_them_whole() {
        assert_eq!(
            split("metadata/annotations/a.io\\/b", '/'),
            ["metadata", "annotations", "a.io/b"]
        );
        assert_eq!(
            split_dots("spec.[name=a.b].image"),
            ["spec", "[name=a.b]", "image"]
        );
        assert_eq!(
            split_dots("metadata.annotations.[a.io/b]"),
            ["metadata", "annotations", "a.io/b"]
        );
        assert_eq!(split_dots("a\\.b.c"), ["a.b", "c"]);
    }
}
