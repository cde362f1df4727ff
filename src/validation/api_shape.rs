//! What the API says of a place in an object: a check that asks for a field which the API does not have fails where debug
//! assertions are on, as they are in tests. Where they are not, nothing is kept.

#[cfg(debug_assertions)]
use crate::api::{ApiKind, Shape, Type};
#[cfg(debug_assertions)]
use crate::objects::shape_below;

use crate::objects::Object;

/// The shape of a place by the API's definitions, where it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ApiShape {
    #[cfg(debug_assertions)]
    shape: Option<Shape>,
}

#[cfg(debug_assertions)]
impl ApiShape {
    /// The top of an object.
    pub(super) fn of(object: &Object<'_>) -> Self {
        let kind = ApiKind::find(&object.api_version, &object.kind);
        // What the server answers with is no manifest, and has other metadata.
        let kind = kind.filter(|kind| kind.definition().name().starts_with("io.k8s.api."));
        let shape = kind.map(|kind| Shape::Object(kind.definition()));
        Self { shape }
    }

    /// What a definition says, by its full name.
    pub(super) fn named(name: &str) -> Self {
        let found = Type::all().find(|definition| definition.name() == name);
        assert!(found.is_some(), "the API has no definition {name}");
        let shape = found.map(Shape::Object);
        Self { shape }
    }

    /// A field of the object here.
    #[track_caller]
    pub(super) fn field(self, name: &str) -> Self {
        let below = self.field_if_defined(name);
        if let (Some(Shape::Object(definition)), None) = (self.shape, below.shape) {
            let called = definition.name();
            assert!(
                is_in_other_version(definition, name),
                "{called} has no field `{name}`"
            );
        }
        below
    }

    /// A field of the object here, if it has one of the name.
    pub(super) fn field_if_defined(self, name: &str) -> Self {
        let shape = match self.shape {
            Some(Shape::Object(definition)) => shape_below(definition, name),
            _ => self.below().shape,
        };
        Self { shape }
    }

    /// An item of the list, or a value of the map, that is here.
    pub(super) fn below(self) -> Self {
        let shape = match self.shape {
            Some(Shape::List(element) | Shape::Map(element)) => Some(element.shape()),
            _ => None,
        };
        Self { shape }
    }
}

/// Whether another version of a definition has a field: checks are written for all of them.
#[cfg(debug_assertions)]
fn is_in_other_version(definition: Type, name: &str) -> bool {
    let last = |definition: Type| definition.name().rsplit('.').next().unwrap_or_default();
    Type::all().any(|other| last(other) == last(definition) && other.some_field(name).is_some())
}

#[cfg(not(debug_assertions))]
impl ApiShape {
    pub(super) fn of(_: &Object<'_>) -> Self {
        Self {}
    }

    pub(super) fn named(_: &str) -> Self {
        Self {}
    }

    #[inline]
    pub(super) fn field(self, _: &str) -> Self {
        self
    }

    #[inline]
    pub(super) fn field_if_defined(self, _: &str) -> Self {
        self
    }

    #[inline]
    pub(super) fn below(self) -> Self {
        self
    }
}
