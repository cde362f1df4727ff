//! An object as a whole.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::record::Record;
use super::{plain, table};
use crate::api::{ApiKind, Version};
use crate::cel::value::Map;
use crate::cel::{Error, Value};
use crate::objects::Object;
use crate::yaml::Cursor;

/// What all values of an object share.
pub(in crate::policies) struct Whole<'t> {
    /// The version of Kubernetes whose server it is.
    pub(super) version: Version,
    /// Its kind, of the API.
    pub(super) kind: Option<ApiKind>,
    pub(super) root: Cursor<'t>,
    /// Its namespace where that is known.
    pub(super) namespace: Option<Cow<'t, str>>,
    /// Where expressions have looked, the last at the end.
    looked: RefCell<Vec<Cursor<'t>>>,
}

impl<'t> Whole<'t> {
    /// An object on a server of `version`.
    pub(in crate::policies) fn of(object: &Object<'t>, version: Version) -> Rc<Self> {
        let kind = ApiKind::find(&object.api_version, &object.kind);
        Rc::new(Self {
            version,
            kind: kind.filter(|kind| kind.versions().contains(version)),
            root: object.root,
            namespace: object.namespace(),
            looked: RefCell::default(),
        })
    }

    /// A Namespace on a server of `version`.
    pub(in crate::policies) fn of_namespace(root: Cursor<'t>, version: Version) -> Rc<Self> {
        Rc::new(Self {
            version,
            kind: ApiKind::find("v1", "Namespace"),
            root,
            namespace: None,
            looked: RefCell::default(),
        })
    }

    /// It as a value.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(in crate::policies) fn value(self: &Rc<Self>) -> Result<Value<'t>, Error> {
        let definition = self.kind.map(ApiKind::definition);
        match definition.filter(|definition| table::Row::of(definition.name()).is_some()) {
            Some(definition) => {
                let record = Record::written(definition, self.root, self);
                Ok(Value::Map(Map::Seen(Rc::new(record))))
            }
            None => plain::object(self),
        }
    }

    /// Whether it is of that kind of the core group, or of another.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.is_some_and(|known| known.kind() == kind)
    }

    /// Takes note of where an expression looks.
    pub(super) fn look(&self, at: Cursor<'t>) {
        self.looked.borrow_mut().push(at);
    }

    /// Where expressions have looked since this was asked last.
    pub(in crate::policies) fn take_looked(&self) -> Vec<Cursor<'t>> {
        std::mem::take(&mut *self.looked.borrow_mut())
    }
}
