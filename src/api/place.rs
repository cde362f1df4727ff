//! A place in the API: a kind, or a field of one.

use super::{ApiKind, Field, Shape, Type, Version, Versions};

/// A kind, or a field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The kind.
    pub kind: ApiKind,
    /// The version of Kubernetes whose API it is.
    pub version: Version,
    /// The fields on the way to it, the outermost first; none if it is the kind itself.
    pub fields: Vec<Field>,
}

impl Place {
    /// The names of the fields on the way to it: `spec.containers.ports`.
    #[must_use]
    pub fn path(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name()).collect();
        names.join(".")
    }

    /// Its shape.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.fields
            .last()
            .map_or(Shape::Object(self.kind.definition()), |field| field.shape())
    }

    /// The definition of the object that it is, or that its items are.
    #[must_use]
    pub fn definition(&self) -> Option<Type> {
        inner(self.shape())
    }

    /// The field below it of that name, in this case or else in any.
    pub(super) fn field(&self, name: &str) -> Option<Field> {
        let definition = self.definition()?;
        definition.field(name, self.version).or_else(|| {
            fields(definition, self.version)
                .into_iter()
                .find(|field| field.name().eq_ignore_ascii_case(name))
        })
    }

    /// The versions of Kubernetes that have it, with whatever shape.
    #[must_use]
    pub fn versions(&self) -> Versions {
        self.versions_with(None)
    }

    /// The versions that have it and, if there is one, a field of that name below it.
    #[must_use]
    pub fn versions_with(&self, below: Option<&str>) -> Versions {
        let has = |version: &Version| {
            let mut shape = Shape::Object(self.kind.definition());
            let names = self.fields.iter().map(|field| field.name());
            names.chain(below).all(|name| {
                let field = inner(shape).and_then(|definition| definition.field(name, *version));
                shape = field.map_or(Shape::Any, Field::shape);
                field.is_some()
            })
        };
        let none = Versions::range(Version::newest(), Version::oldest());
        let of_kind = self.kind.versions();
        of_kind.iter().filter(has).fold(none, Versions::with)
    }

    /// The kinds of the same name that the version serves beside this one.
    pub fn alternatives(&self) -> impl Iterator<Item = ApiKind> {
        let (this, version) = (self.kind, self.version);
        ApiKind::all().filter(move |kind| {
            *kind != this && kind.kind() == this.kind() && kind.versions().contains(version)
        })
    }

    /// The names from the pod's spec on, if the place is in one.
    fn in_pod_spec(&self) -> Option<Vec<&'static str>> {
        let start = self.fields.iter().position(|field| {
            inner(field.shape())
                .is_some_and(|definition| definition.name() == "io.k8s.api.core.v1.PodSpec")
        })?;
        let names = self.fields[start + 1..].iter();
        Some(names.map(|field| field.name()).collect())
    }

    /// Whether both are one field: that of one kind, or of the pod's spec in whatever kind has one.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        match (self.in_pod_spec(), other.in_pod_spec()) {
            (Some(these), Some(those)) => these == those,
            _ => self.kind.kind() == other.kind.kind() && self.path() == other.path(),
        }
    }

    /// The least deep place below this one that ends with a field of that name.
    #[must_use]
    pub fn deeper(&self, name: &str) -> Option<Self> {
        let mut level = vec![self.clone()];
        let mut seen: Vec<Type> = Vec::new();
        while !level.is_empty() {
            let mut next = Vec::new();
            for place in level {
                let Some(definition) = place.definition().filter(|known| !seen.contains(known))
                else {
                    continue;
                };
                seen.push(definition);
                for field in fields(definition, self.version) {
                    let mut below = place.clone();
                    below.fields.push(field);
                    if field.name().eq_ignore_ascii_case(name) {
                        return Some(below);
                    }
                    next.push(below);
                }
            }
            level = next;
        }
        None
    }
}

/// The fields of a definition in a version, by name.
#[must_use]
pub fn fields(definition: Type, version: Version) -> Vec<Field> {
    let mut fields: Vec<Field> = definition
        .fields()
        .filter(|field| field.versions().contains(version))
        .collect();
    fields.sort_by_key(|field| field.name());
    fields
}

/// The definition of an object, or of what lists and maps hold in the end.
#[must_use]
pub fn inner(mut shape: Shape) -> Option<Type> {
    while let Shape::List(element) | Shape::Map(element) = shape {
        shape = element.shape();
    }
    match shape {
        Shape::Object(definition) => Some(definition),
        _ => None,
    }
}
