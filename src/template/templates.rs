//! Templates by their names.

use std::collections::HashMap;
use std::rc::Rc;

use super::failure::Failure;
use super::functions::Functions;
use super::parse;
use super::source::Source;
use super::tree::Tree;
use crate::origin::Text;

/// A set of templates, each of which can call the others. A set within another one sees its templates, unless it has one of
/// the name itself.
#[derive(Debug, Default)]
pub struct Templates {
    own: HashMap<String, Rc<Tree>>,
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

    /// Parses a text as the template of a name, with those that it defines. One that was there is replaced, unless the new one
    /// has nothing but blanks and comments.
    ///
    /// # Errors
    /// Go cannot parse it, or a function is neither Go's nor the host's. Then nothing is added.
    pub fn parse(
        &mut self,
        name: &str,
        text: &Text,
        functions: &dyn Functions,
    ) -> Result<(), Box<Failure>> {
        self.add(name, text, functions).map(|_| ())
    }

    /// Does so, and gives the text's own template: one that is empty can be executed, though it replaces none.
    pub(super) fn add(
        &mut self,
        name: &str,
        text: &Text,
        functions: &dyn Functions,
    ) -> Result<Option<Rc<Tree>>, Box<Failure>> {
        let mut own = None;
        let source = Rc::new(Source {
            name: name.to_owned(),
            text: text.clone(),
        });
        for tree in parse::parse(&source, functions)? {
            let tree = Rc::new(tree);
            if tree.name == name {
                own = Some(Rc::clone(&tree));
            }
            if !(tree.body.is_blank(&source) && self.has(&tree.name)) {
                self.own.insert(tree.name.clone(), tree);
            }
        }
        Ok(own)
    }

    /// Whether there is one of a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub(super) fn find(&self, name: &str) -> Option<&Rc<Tree>> {
        let mut set = self;
        loop {
            if let Some(tree) = set.own.get(name) {
                return Some(tree);
            }
            set = set.outer.as_deref()?;
        }
    }
}
