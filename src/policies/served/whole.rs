//! An object as a whole.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::record::Record;
use super::{plain, table};
use crate::api::{ApiKind, Type, Version};
use crate::cel::value::Map;
use crate::cel::{Error, Value};
use crate::objects::Object;
use crate::yaml::Cursor;

/// What all values of an object share.
pub(crate) struct Whole<'t> {
    /// The version of Kubernetes whose server it is.
    pub(super) version: Version,
    /// Its kind, of the API.
    pub(super) kind: Option<ApiKind>,
    pub(super) root: Cursor<'t>,
    /// Its namespace where that is known.
    pub(super) namespace: Option<Cow<'t, str>>,
    /// Whether it is seen as it is written, with the defaults of its types: without what clusters add, of which nobody knows.
    pub(super) is_as_written: bool,
    /// Whether the cluster has had it for a while, with what was made of it since.
    pub(super) is_stored: bool,
    /// Where expressions have looked, the last at the end.
    looked: RefCell<Vec<Cursor<'t>>>,
}

impl<'t> Whole<'t> {
    /// An object on a server of `version`.
    pub(crate) fn of(object: &Object<'t>, version: Version) -> Rc<Self> {
        Rc::new(Self::new(object, version))
    }

    /// An object that is there already, or as it is to be changed.
    pub(crate) fn stored(object: &Object<'t>, version: Version) -> Rc<Self> {
        Rc::new(Self {
            is_stored: true,
            ..Self::new(object, version)
        })
    }

    /// An object as it is written, with the defaults of `version`.
    pub(crate) fn as_written(object: &Object<'t>, version: Version) -> Rc<Self> {
        Rc::new(Self {
            is_as_written: true,
            ..Self::new(object, version)
        })
    }

    fn new(object: &Object<'t>, version: Version) -> Self {
        let kind = ApiKind::find(&object.api_version, &object.kind);
        Self {
            version,
            kind: kind.filter(|kind| kind.versions().contains(version)),
            root: object.root,
            namespace: object.namespace(),
            is_as_written: false,
            is_stored: false,
            looked: RefCell::default(),
        }
    }

    /// A Namespace on a server of `version`.
    pub(crate) fn of_namespace(root: Cursor<'t>, version: Version) -> Rc<Self> {
        Rc::new(Self {
            version,
            kind: ApiKind::find("v1", "Namespace"),
            root,
            namespace: None,
            is_as_written: false,
            is_stored: false,
            looked: RefCell::default(),
        })
    }

    /// It as a value.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(crate) fn value(self: &Rc<Self>) -> Result<Value<'t>, Error> {
        let definition = self.kind.map(ApiKind::definition);
        match definition.filter(|definition| table::Row::of(definition.name()).is_some()) {
            Some(definition) => {
                let record = Record::written(definition, self.root, self);
                Ok(Value::Map(Map::Seen(Rc::new(record))))
            }
            None => plain::object(self),
        }
    }

    /// A part of it, which a definition reads, as a value.
    pub(crate) fn part(self: &Rc<Self>, definition: Type, at: Cursor<'t>) -> Value<'t> {
        let record = Record::written(definition, at, self);
        Value::Map(Map::Seen(Rc::new(record)))
    }

    /// Whether it is of that kind, and the cluster adds to it what it adds to those.
    pub(super) fn is(&self, kind: &str) -> bool {
        !self.is_as_written && self.is_called(kind)
    }

    /// Whether it is of that kind, of whatever group.
    pub(super) fn is_called(&self, kind: &str) -> bool {
        self.kind.is_some_and(|known| known.kind() == kind)
    }

    /// Takes note of where an expression looks.
    pub(super) fn look(&self, at: Cursor<'t>) {
        self.looked.borrow_mut().push(at);
    }

    /// Where expressions have looked since this was asked last.
    pub(crate) fn take_looked(&self) -> Vec<Cursor<'t>> {
        std::mem::take(&mut *self.looked.borrow_mut())
    }
}
