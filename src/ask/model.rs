//! What the API, or the definition of a custom resource, has at a place of an object.

use super::Question;
use super::spot::Link;
use crate::api::{self, ApiKind, Place, Shape, Type, Version, Versions};
use crate::objects::{Text, shape_below};
use crate::yaml::{Cursor, Step};

/// What an object is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    /// Its kind.
    pub(super) kind: ApiKind,
    /// The version that is asked: the newest of those that hold for the text.
    pub(super) version: Version,
    /// All of these.
    pub(super) versions: Versions,
}

/// What may stand at a place.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The last field on the way.
    pub(super) place: Place,
    /// The shape there: that of the field, or of what it holds.
    pub(super) shape: Shape,
    /// The definition that has the field.
    pub(super) holder: Option<Type>,
}

impl Model {
    /// The kind of the object at `root`. Where its version is missing or wrong, the kind that its name is likely to mean. The
    /// metadata of all kinds are alike, also of those that are not built in.
    pub(super) fn of(asked: &Question<'_>, root: &Cursor<'_>, way: &[Link<'_>]) -> Option<Self> {
        let versions = asked.settings.of(asked.path).versions;
        let version = versions.iter().next_back().unwrap_or_default();
        let written = |field: &str| Text::field(root, field);
        let kind = written("kind")?;
        let api_version = written("apiVersion");
        let kind = match &api_version {
            Some(api_version) => ApiKind::find(api_version, &kind)
                .or_else(|| api::meant(api_version, &kind, version))
                .or_else(|| any_metadata(way))?,
            None => api::find(&kind, None, version).ok()?.kind,
        };
        Some(Self {
            kind,
            version,
            versions,
        })
    }

    /// What may stand at the end of a way; none where the API has no such field.
    pub(super) fn slot(&self, way: &[Link<'_>]) -> Option<Slot> {
        let top = self.kind.definition();
        let mut slot = Slot {
            place: Place {
                kind: self.kind,
                version: self.version,
                fields: Vec::new(),
            },
            shape: Shape::Object(top),
            holder: None,
        };
        for link in way {
            slot.step(&link.step)?;
        }
        Some(slot)
    }
}

/// A kind whose metadata stand for those of any other.
fn any_metadata(way: &[Link<'_>]) -> Option<ApiKind> {
    let any = || ApiKind::find("v1", "ConfigMap");
    let is_metadata = matches!(&way.first()?.step, Step::Key(key) if key == "metadata");
    is_metadata.then(any).flatten()
}

impl Slot {
    fn step(&mut self, step: &Step<'_>) -> Option<()> {
        self.shape = match (step, self.shape) {
            (Step::Index(_), Shape::List(element)) | (Step::Key(_), Shape::Map(element)) => {
                element.shape()
            }
            (Step::Key(key), Shape::Object(definition)) => {
                let field = definition.field(key, self.place.version)?;
                self.place.fields.push(field);
                self.holder = Some(definition);
                match field.shape() {
                    Shape::Any => shape_below(definition, key)?,
                    shape => shape,
                }
            }
            _ => return None,
        };
        Some(())
    }

    /// The name of a definition without group and version: `Container`.
    pub(super) fn simple(definition: Type) -> &'static str {
        let name = definition.name();
        name.rsplit('.').next().unwrap_or(name)
    }
}
