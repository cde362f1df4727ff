//! What an editor asks about a place in a text: what stands there, what could stand there, what it refers to and what
//! refers to it, and what else must change with a name.
//!
//! The text is asked as it is being written, broken perhaps; what other files hold is known from a session. Nothing here is
//! judged: that is the engine's. Every place is a span of bytes, and every answer to a place beyond the text, or where there is
//! nothing to say, is empty.

mod chart;
mod complete;
mod container;
mod custom;
mod elsewhere;
mod hover;
mod inline;
mod known;
mod kustomization;
mod links;
mod model;
mod operation;
mod patch;
mod places;
mod pod_names;
mod rename;
mod skeleton;
mod spot;
mod symbols;
mod target;
mod typed;
mod uses;
mod value_files;

use std::path::{Path, PathBuf};

use crate::config::Settings;
use crate::engine::Surroundings;
use crate::files;
use crate::objects::{Object, Resource};
use crate::source::{SourceId, Span};
use crate::yaml::Tree;

/// A text as it stands in an editor, and what is around it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// Where the text is, as the inputs of the session have it.
    pub path: &'q Path,
    /// The whole text, saved or not.
    pub text: &'q str,
    /// The settings of the run; what holds for the text is found by its path.
    pub settings: &'q Settings,
    /// What the session knows of other files. What it knows of this one is not used: the text tells it anew.
    pub around: &'q Surroundings,
}

impl Question<'_> {
    /// The number of the text's file; of one that the session does not know, one that no file has.
    fn source(&self) -> SourceId {
        let known = self.around.source(self.path);
        known.unwrap_or(SourceId(u32::MAX))
    }

    /// What reports call the text's file.
    fn shown(&self) -> String {
        let known = self.around.shown(self.source());
        known.map_or_else(|| files::shown(self.path), str::to_owned)
    }

    /// The directory of the text's file, as objects have it.
    fn directory(&self) -> String {
        Resource::directory_of(&self.shown()).to_owned()
    }

    /// The objects of the text, as far as it can be read.
    fn objects<'t>(&self, tree: &'t Tree<'t>) -> Vec<Object<'t>> {
        spot::objects(tree, self.source(), self.path)
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file: that of the question as it was given, others as the inputs of the session have them.
    pub path: PathBuf,
    /// Where in its text.
    pub span: Span,
}

/// What there is to say of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word that it is about.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// What a completion is, so that an editor can show it by a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A field of the API.
    Field,
    /// One of the values that a field takes.
    Value,
    /// A kind of object.
    Kind,
    /// A name that stands elsewhere: of an object, a key of one, a volume, a port.
    Name,
    /// A file or a directory.
    File,
}

/// Something that could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called in a list, and what is typed is held against.
    pub label: String,
    /// What it is.
    pub sort: Sort,
    /// A few words beside the label: a type, where a name stands.
    pub detail: String,
    /// What is known of it, as for [`hover`]; empty if that is nothing.
    pub about: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it replaces: what stands before and around the place asked about, in one line.
    pub span: Span,
    /// What is written there, indents and all; the next word comes at its end.
    pub text: String,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolSort {
    /// An object.
    Object,
    /// A container.
    Container,
    /// A port, of a container or a Service.
    Port,
    /// A volume.
    Volume,
    /// A variable of the environment.
    Variable,
    /// A key of a ConfigMap or a Secret.
    Key,
    /// A field of a text that is no manifest.
    Field,
}

/// Something in a text that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A few words beside it.
    pub detail: String,
    /// What it is.
    pub sort: SymbolSort,
    /// All of it.
    pub span: Span,
    /// Its name, within that.
    pub at: Span,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Where.
    pub at: Location,
    /// What is written there.
    pub text: String,
}

/// A list in Markdown: a label and a text in each line.
fn listed(lines: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let lines = lines.into_iter();
    let lines = lines.map(|(label, text)| format!("- {label}: {}", hover::escaped(&text)));
    lines.collect::<Vec<String>>().join("\n")
}

/// What there is to say of the word at a place.
#[must_use]
pub fn hover(asked: &Question<'_>, offset: u32) -> Option<Hover> {
    hover::hover(asked, offset)
}

/// What could stand at a place, in the order in which it should be offered.
#[must_use]
pub fn complete(asked: &Question<'_>, offset: u32) -> Vec<Completion> {
    complete::complete(asked, offset)
}

/// Where that stands which the word at a place names.
#[must_use]
pub fn definition(asked: &Question<'_>, offset: u32) -> Vec<Location> {
    if kustomization::is_one(asked.path) {
        return kustomization::definition(asked, offset);
    }
    let of_values = chart::definition(asked, offset);
    if !of_values.is_empty() {
        return of_values;
    }
    if let Some(target) = operation::target(asked) {
        let found = operation::definition(asked, offset, &target);
        return found.into_iter().collect();
    }
    links::with_links(asked, offset, |links, spot| links.definition(spot, offset))
}

/// What names that which stands, or is named, at a place; where that itself stands comes first, if `with_definition`.
#[must_use]
pub fn references(asked: &Question<'_>, offset: u32, with_definition: bool) -> Vec<Location> {
    if chart::is_values(asked) {
        return chart::references(asked, offset);
    }
    links::with_links(asked, offset, |links, spot| {
        links.references(spot, offset, with_definition)
    })
}

/// The objects of a text and what is in them.
#[must_use]
pub fn symbols(asked: &Question<'_>) -> Vec<Symbol> {
    symbols::symbols(asked)
}

/// The name at a place; none if there is none.
///
/// # Errors
///
/// In a sentence, why it cannot be renamed.
pub fn renamable(asked: &Question<'_>, offset: u32) -> Result<Option<Span>, String> {
    rename::renamable(asked, offset)
}

/// What must change for the name at a place to become another, in order and none twice.
///
/// # Errors
///
/// In a sentence, why it cannot be renamed so.
pub fn rename(asked: &Question<'_>, offset: u32, name: &str) -> Result<Vec<Change>, String> {
    rename::rename(asked, offset, name)
}
