//! Lists.

use std::rc::Rc;

use super::value;
use super::whole::Whole;
use crate::api::Shape;
use crate::cel::value::{Items as Listed, List};
use crate::cel::{Error, Value};
use crate::yaml::Cursor;

/// A sequence.
pub(super) struct Items<'t> {
    shape: Shape,
    at: Vec<Cursor<'t>>,
    around: Cursor<'t>,
    whole: Rc<Whole<'t>>,
    /// What the server adds at its end, which nobody knows: what it is called in a message.
    more: Option<&'static str>,
}

impl<'t> Items<'t> {
    pub(super) fn of(shape: Shape, at: Cursor<'t>, whole: &Rc<Whole<'t>>) -> Self {
        Self {
            shape,
            at: at.items().collect(),
            around: at,
            whole: Rc::clone(whole),
            more: None,
        }
    }

    pub(super) fn and_more(self, what: &'static str) -> Self {
        Self {
            more: Some(what),
            ..self
        }
    }
}

impl<'t> Listed<'t> for Items<'t> {
    fn len(&self) -> usize {
        self.at.len() + usize::from(self.more.is_some())
    }

    fn get(&self, index: usize) -> Result<Value<'t>, Error> {
        let Some(&at) = self.at.get(index) else {
            self.whole.look(self.around);
            return Err(super::special::not_known(self.more.unwrap_or_default()));
        };
        self.whole.look(at);
        match at.is_null() {
            true => Ok(Value::Null),
            false => value(self.shape, at, &self.whole),
        }
    }
}

/// Whether a list has no elements.
pub(super) fn is_empty(list: &List<'_>) -> bool {
    match list {
        List::Made(items) => items.is_empty(),
        List::Seen(items) => items.is_empty(),
    }
}
