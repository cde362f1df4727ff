//! Which dependencies are on, and what of their values their parents take over.

use super::coalesce::{Nulls, coalesce, copy_map, new_map, set, tables};
use super::functions::is_in_range;
use super::metadata::{Dependency, refused};
use super::node::Node;
use crate::origin::Problem;
use crate::template::{Key, Map, Value};

/// Switches off what conditions and tags say, and takes over what is to be imported.
///
/// # Errors
///
/// Helm refuses the values.
pub(super) fn process(node: &mut Node<'_>, given: &Map) -> Result<(), Problem> {
    switch(node, given, "")?;
    import(node)
}

/// Switches dependencies, with the values of the chart at the top; `path` is where those of this chart are in them.
fn switch(node: &mut Node<'_>, given: &Map, path: &str) -> Result<(), Problem> {
    if node.metadata().dependencies.is_empty() {
        return Ok(());
    }
    node.children = named(node);
    let values = copy_map(given);
    all_values(node, &values)?;
    let mut off = Vec::new();
    for dependency in &node.dependencies {
        if !is_on(dependency, &values, path) {
            off.push(dependency.called().text.clone());
        }
    }
    node.children.retain(|child| !off.contains(&child.name));
    node.dependencies
        .retain(|dependency| !off.contains(&dependency.called().text));
    for child in &mut node.children {
        let path = format!("{path}{}.", child.name);
        switch(child, &values, &path)?;
    }
    Ok(())
}

/// The charts in it: first those that its Chart.yaml does not name, then those that it names, by their aliases.
fn named<'c>(node: &Node<'c>) -> Vec<Node<'c>> {
    let is_meant = |child: &Node<'_>, dependency: &Dependency| {
        child.name == dependency.name.text
            && is_in_range(&dependency.version.text, &child.metadata().version.text)
    };
    let is_named = |child: &&Node<'_>| {
        let mut dependencies = node.dependencies.iter();
        dependencies.any(|dependency| is_meant(child, dependency))
    };
    let others = node.children.iter().filter(|child| !is_named(child));
    let dependencies = node.dependencies.iter().filter_map(|dependency| {
        let mut children = node.children.iter();
        let child = children.find(|child| is_meant(child, dependency))?;
        Some(child.called(&dependency.called().text))
    });
    others.cloned().chain(dependencies).collect()
}

/// All values of a chart and its dependencies, where `given` holds over theirs.
pub(super) fn all_values(node: &Node<'_>, given: &Map) -> Result<(), Problem> {
    coalesce(node, given, Nulls::Delete).map_err(|(name, value)| {
        let message = format!("{name} is a chart, so its values are a mapping");
        refused(value.place(), message)
    })
}

fn is_on(dependency: &Dependency, values: &Map, path: &str) -> bool {
    let mut conditions = dependency.condition.trim().split(',');
    let by_condition =
        conditions.find_map(
            |condition| match value_at(values, &format!("{path}{condition}")) {
                Some(Value::Bool(is, _)) if !condition.is_empty() => Some(is),
                _ => None,
            },
        );
    by_condition.unwrap_or_else(|| {
        let tags = values.borrow().get("tags").cloned();
        let Some(Value::Map(tags)) = tags else {
            return true;
        };
        let tags = tags.borrow();
        let says = |wanted: bool| {
            let mut own = dependency.tags.iter();
            own.any(
                |tag| matches!(tags.get(tag.as_str()), Some(Value::Bool(is, _)) if *is == wanted),
            )
        };
        says(true) || !says(false)
    })
}

/// The value at a path with dots, if it is no map.
fn value_at(values: &Map, path: &str) -> Option<Value> {
    let (table, last) = match path.rsplit_once('.') {
        Some((above, last)) => (table_at(values, above)?, last),
        None => (values.clone(), path),
    };
    let value = table.borrow().get(last).cloned();
    value.filter(|value| !matches!(value, Value::Map(_)))
}

/// The map at a path with dots.
fn table_at(values: &Map, path: &str) -> Option<Map> {
    let mut table = values.clone();
    for part in path.split('.') {
        let next = match table.borrow().get(part) {
            Some(Value::Map(map)) => map.clone(),
            _ => return None,
        };
        table = next;
    }
    Some(table)
}

/// Takes over values of dependencies, from the innermost on.
fn import(node: &mut Node<'_>) -> Result<(), Problem> {
    for child in &mut node.children {
        import(child)?;
    }
    if node.metadata().dependencies.is_empty() {
        return Ok(());
    }
    let values = new_map(std::iter::empty());
    let mismatch = |(name, value): (String, Value)| {
        let message = format!("{name} is a chart, so its values are a mapping");
        refused(value.place(), message)
    };
    coalesce(node, &values, Nulls::Keep).map_err(mismatch)?;
    let imported = new_map(std::iter::empty());
    for dependency in &node.dependencies {
        for wanted in &dependency.import_values {
            let path = format!("{}.{}", dependency.called().text, wanted.child);
            if let Some(table) = table_at(&values, &path) {
                tables(&imported, &at_path(&wanted.parent, table), Nulls::Keep);
            }
        }
    }
    let values = copy_map(&values);
    tables(&values, &imported, Nulls::Keep);
    node.values = values;
    Ok(())
}

/// A map with another at a path with dots; `.` is the map itself.
fn at_path(path: &str, map: Map) -> Map {
    if path == "." {
        return map;
    }
    path.rsplit('.').fold(map, |inner, name| {
        let outer = new_map(std::iter::empty());
        set(&outer, Key::from(name), Value::Map(inner));
        outer
    })
}
