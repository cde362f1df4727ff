//! `vars`: values of fields, written where `$(NAME)` stands.

use std::collections::BTreeMap;

use crate::origin::{Place, Text};

use super::decode::Fields;
use super::field::{Made, each, split_dots};
use super::id::{Gvk, Id};
use super::node::{Node, Scalar, Sort};
use super::path::find;
use super::problem::{Failure, Outcome};
use super::selector::{FieldSpec, gvk, string};
use super::set::Set;

/// An entry of `vars`.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    name: Text,
    object: Id,
    path: String,
    place: Option<Place>,
}

impl Variable {
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let fields = Fields::strict(node, "a variable", &["name", "objref", "fieldref"])?;
        let mut object = Id::default();
        if let Some(node) = fields.get("objref") {
            let known = [
                "apiVersion",
                "group",
                "version",
                "kind",
                "name",
                "namespace",
            ];
            let fields = Fields::strict(node, "`objref`", &known)?;
            object.gvk = gvk(&fields)?;
            object.name = string(&fields, "name")?;
            object.namespace = string(&fields, "namespace")?;
            let api_version = string(&fields, "apiVersion")?;
            if !api_version.is_empty() {
                let of = Gvk::of(&api_version, &object.gvk.kind);
                if api_version.contains('/') {
                    object.gvk.group = of.group;
                }
                object.gvk.version = of.version;
            }
        }
        let mut path = String::new();
        if let Some(node) = fields.get("fieldref") {
            let fields = Fields::strict(node, "`fieldref`", &["fieldPath", "fieldpath"])?;
            path = string(&fields, "fieldPath")?;
        }
        if path.is_empty() {
            "metadata.name".clone_into(&mut path);
        }
        Ok(Self {
            name: fields.text("name")?.unwrap_or_default(),
            object,
            path,
            place: fields.place(),
        })
    }
}

/// Adds variables to those that bases have, and notes which objects they read.
pub(super) fn add(own: &mut Vec<Variable>, others: &[Variable], set: &mut Set) -> Outcome<()> {
    for variable in others {
        let sought = &variable.object;
        let is_exact = !sought.namespace.is_empty() || sought.gvk.is_cluster_scoped();
        let found = set.by_any_id(&sought.name, |id| match is_exact {
            true => id.is(sought),
            false => id.name == sought.name && id.gvk == sought.gvk,
        });
        match found.as_slice() {
            [] => {}
            &[at] => set.resources[at]
                .variables
                .push(variable.name.as_str().to_owned()),
            several => {
                let message = format!(
                    "{} objects are {sought}, and a variable reads one",
                    several.len()
                );
                return Err(Failure::refused(variable.place, message));
            }
        }
    }
    merge(own, others)
}

/// Adds variables that bases have.
pub(super) fn merge(own: &mut Vec<Variable>, others: &[Variable]) -> Outcome<()> {
    for variable in others {
        let name = variable.name.as_str();
        match own.iter().find(|known| known.name.as_str() == name) {
            None => own.push(variable.clone()),
            Some(known) => {
                let message = format!("there are two variables `{name}`");
                let failure = Failure::refused(variable.name.place(), message);
                return Err(failure.also(known.name.place(), "the other"));
            }
        }
    }
    Ok(())
}

/// Writes the values of all variables.
pub(super) fn resolve(
    set: &mut Set,
    variables: &[Variable],
    specs: &[FieldSpec],
    is_whole: bool,
) -> Outcome<()> {
    if variables.is_empty() {
        return Ok(());
    }
    let mut values: BTreeMap<String, Scalar> = BTreeMap::new();
    for variable in variables {
        if let Some(value) = value(variable, set, is_whole)? {
            values.insert(variable.name.as_str().to_owned(), value);
        }
    }
    for resource in &mut set.resources {
        for spec in specs {
            each(resource.node_mut(), spec, Made::Nothing, &mut |node| {
                write(node, &values)
            })?;
        }
    }
    Ok(())
}

/// The value of a variable; `None` if it is a collection, or what it reads is not there yet.
fn value(variable: &Variable, set: &Set, is_whole: bool) -> Outcome<Option<Scalar>> {
    let name = variable.name.as_str();
    let reads = |resource: &&super::resource::Resource| {
        resource.variables.iter().any(|known| known == name)
    };
    let place = variable.name.place().or(variable.place);
    let Some(resource) = set.resources.iter().find(reads) else {
        if !is_whole {
            return Ok(None);
        }
        let message = format!(
            "the build has no {}, which the variable `{name}` reads",
            variable.object
        );
        return Err(Failure::refused(place, message));
    };
    let path: Vec<String> = split_dots(&variable.path)
        .into_iter()
        .flat_map(|part| without_index(&part))
        .collect();
    match find(resource.node(), &path) {
        Some(Node::Scalar(scalar)) => Ok(Some(scalar.clone())),
        Some(_) => Ok(None),
        None if !is_whole => Ok(None),
        None => {
            let message = format!(
                "{} has no `{}`, which the variable `{name}` reads",
                resource.id(),
                variable.path
            );
            Err(Failure::refused(place, message).also(resource.place(), "the object"))
        }
    }
}

/// `ports[0]` as two parts.
fn without_index(part: &str) -> Vec<String> {
    let indexed = part
        .strip_suffix(']')
        .and_then(|part| part.rsplit_once('['))
        .filter(|(_, index)| !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit()));
    match indexed {
        Some(("", index)) => vec![index.to_owned()],
        Some((name, index)) => vec![name.to_owned(), index.to_owned()],
        None => vec![part.to_owned()],
    }
}

fn write(node: &mut Node, values: &BTreeMap<String, Scalar>) -> Outcome<()> {
    match node {
        Node::Scalar(scalar) => expand(scalar, values),
        Node::Map(map) => map
            .entries
            .values_mut()
            .filter_map(Node::as_scalar_mut)
            .for_each(|scalar| expand(scalar, values)),
        Node::List(list) => {
            for item in list.items.iter_mut() {
                match item {
                    Node::Scalar(scalar) if scalar.is_str() => expand(scalar, values),
                    other => {
                        let message =
                            format!("this is {}, and a string is wanted here", other.what());
                        return Err(Failure::refused(other.place(), message));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Writes values for `$(NAME)`; `$$` stands for one sign.
fn expand(scalar: &mut Scalar, values: &BTreeMap<String, Scalar>) {
    if !scalar.is_str() || !scalar.as_str().contains('$') {
        return;
    }
    let text = std::mem::take(&mut scalar.text);
    let all = text.as_str();
    let mut expanded = Text::default();
    let (mut done, mut at) = (0, 0);
    while let Some(sign) = all[at..].find('$').map(|sign| at + sign) {
        let rest = &all[sign + 1..];
        if rest.starts_with('$') {
            expanded.push(&text.slice(done, sign + 1));
            (done, at) = (sign + 2, sign + 2);
            continue;
        }
        let name = rest
            .strip_prefix('(')
            .and_then(|rest| rest.find(')').map(|end| &rest[..end]));
        let Some(name) = name else {
            at = sign + 1;
            continue;
        };
        let end = sign + name.len() + 3;
        if let Some(value) = values.get(name) {
            expanded.push(&text.slice(done, sign));
            done = end;
            if (sign, end) == (0, all.len()) {
                *scalar = value.clone();
                if value.is_str() {
                    scalar.sort = Sort::Str;
                }
                return;
            }
            expanded.push(&value.text);
        }
        at = end;
    }
    expanded.push(&text.slice(done, text.len()));
    scalar.text = expanded;
    scalar.sort = Sort::Str;
}
