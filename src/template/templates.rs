//! Templates by their names.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::failure::Failure;
use super::functions::Functions;
use super::parse;
use super::source::Source;
use super::tree::Tree;
use crate::origin::Text;

/// A text that was parsed: its own template, with those that it defines. Any number of sets can have it.
#[derive(Clone, Debug)]
pub struct ParsedText {
    trees: Vec<Arc<Tree>>,
}

impl ParsedText {
    /// Parses a text as the template of a name.
    ///
    /// # Errors
    /// Go cannot parse it, or a function is neither Go's nor the host's.
    pub fn of(name: &str, text: &Text, functions: &dyn Functions) -> Result<Self, Box<Failure>> {
        let source = Arc::new(Source {
            name: name.to_owned(),
            text: text.clone(),
        });
        let trees = parse::parse(&source, functions)?;
        Ok(Self {
            trees: trees.into_iter().map(Arc::new).collect(),
        })
    }

    /// The text's own template: one that is empty can be executed, though it replaces none.
    pub(super) fn own(&self) -> Option<&Arc<Tree>> {
        let mut trees = self.trees.iter();
        trees.find(|tree| tree.name == tree.source.name)
    }
}

/// A set of templates, each of which can call the others. A set within another one sees its templates, unless it has one of
/// the name itself.
#[derive(Debug, Default)]
pub struct Templates {
    own: HashMap<String, Arc<Tree>>,
    outer: Option<Rc<Templates>>,
}

impl Templates {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// None but those of another set.
    #[must_use]
    pub fn within(outer: &Rc<Self>) -> Self {
        Self {
            own: HashMap::new(),
            outer: Some(Rc::clone(outer)),
        }
    }

    /// Parses a text as the template of a name, and adds what it has.
    ///
    /// # Errors
    /// Go cannot parse it, or a function is neither Go's nor the host's. Then nothing is added.
    pub fn parse(
        &mut self,
        name: &str,
        text: &Text,
        functions: &dyn Functions,
    ) -> Result<(), Box<Failure>> {
        self.add(&ParsedText::of(name, text, functions)?);
        Ok(())
    }

    /// Adds the templates of a text. One that was there is replaced, unless the new one has nothing but blanks and comments.
    pub fn add(&mut self, parsed: &ParsedText) {
        for tree in &parsed.trees {
            if !(tree.body.is_blank(&tree.source) && self.has(&tree.name)) {
                self.own.insert(tree.name.clone(), Arc::clone(tree));
            }
        }
    }

    /// Whether there is one of a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub(super) fn find(&self, name: &str) -> Option<&Arc<Tree>> {
        let mut set = self;
        loop {
            if let Some(tree) = set.own.get(name) {
                return Some(tree);
            }
            set = set.outer.as_deref()?;
        }
    }
}
