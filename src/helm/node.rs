//! A chart at work: with the name that it is called by, its values, and those of its dependencies that are on.

use super::chart::Part;
use super::coalesce::{copy_map, new_map};
use super::metadata::{Dependency, Metadata, refused};
use super::yaml;
use crate::origin::{FileId, Problem, ReadFile, Text};
use crate::template::{Map, Value};

#[derive(Clone, Debug)]
pub(super) struct Node<'c> {
    pub(super) part: &'c Part,
    /// Its own name, or the alias that its parent gives it.
    pub(super) name: String,
    /// Its own values; once those of dependencies are imported, these too.
    pub(super) values: Map,
    /// Those that its Chart.yaml names, once the others are taken away those that are on.
    pub(super) dependencies: Vec<&'c Dependency>,
    pub(super) children: Vec<Node<'c>>,
}

impl<'c> Node<'c> {
    /// A chart with all that lies in it, before anything is switched off.
    pub(super) fn new(part: &'c Part, files: &[ReadFile], problems: &mut Vec<Problem>) -> Self {
        let values = part.values.map(|file| read_values(files, file));
        let values = values.unwrap_or_else(|| Ok(new_map(std::iter::empty())));
        let values = values.unwrap_or_else(|problem| {
            problems.push(problem);
            new_map(std::iter::empty())
        });
        let children = part.children.iter();
        Self {
            part,
            name: part.metadata.name.text.clone(),
            values,
            dependencies: part.metadata.dependencies.iter().collect(),
            children: children
                .map(|child| Node::new(child, files, problems))
                .collect(),
        }
    }

    pub(super) fn metadata(&self) -> &'c Metadata {
        &self.part.metadata
    }

    /// The same under another name, with values of its own.
    pub(super) fn called(&self, name: &str) -> Self {
        let children = self.children.iter();
        Self {
            part: self.part,
            name: name.to_owned(),
            values: copy_map(&self.values),
            dependencies: self.dependencies.clone(),
            children: children.map(|child| child.called(&child.name)).collect(),
        }
    }
}

/// Reads a file of values.
///
/// # Errors
///
/// It is no YAML, or no map.
pub(super) fn read_values(files: &[ReadFile], file: FileId) -> Result<Map, Problem> {
    let text = files.get(file.0 as usize).map_or("", |file| &*file.text);
    values_of(&Text::of_file(file, text))
}

/// Reads a text of values.
///
/// # Errors
///
/// It is no YAML, or no map.
pub(super) fn values_of(text: &Text) -> Result<Map, Problem> {
    match yaml::read(text)? {
        Value::Map(map) => Ok(map),
        Value::Nil => Ok(new_map(std::iter::empty())),
        other => {
            let place = other.place().or_else(|| text.place());
            Err(refused(place, "values are a mapping".to_owned()))
        }
    }
}
