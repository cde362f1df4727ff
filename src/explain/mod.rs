//! What is known of a place in the API, for programs (`About`) and, in the words of `summary.rs`, for people.

mod rule_entry;
mod rules;
mod summary;
mod words;

pub use rule_entry::Entry;
pub use summary::{default, shown, summary, values};
pub use words::{in_words, span};

use serde::Serialize;
use serde_json::Value;

use crate::api::{self, Field, Place, Scope, Shape, Type, Version, Versions};

/// A kind or a field, for programs and for people.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// `Deployment`
    pub kind: &'static str,
    /// `apps/v1`
    pub api_version: &'static str,
    /// The version whose API it is.
    pub kubernetes_version: String,
    /// The names of the fields on the way, with dots; empty for the kind itself.
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// What is known of the kind, if it is one.
    pub resource: Option<Resource>,
    /// What is known of its value.
    #[serde(flatten)]
    pub value: About,
    /// Other versions of the API that have a kind of that name.
    pub other_api_versions: Vec<&'static str>,
    /// The rules that look at it.
    pub rules: Vec<&'static str>,
}

/// What is known of a kind alone.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// In the plural, as in paths and on command lines.
    pub name: &'static str,
    /// What command lines take for it.
    pub short_names: &'static [&'static str],
    /// `namespaced`, `cluster` or `part`.
    pub scope: &'static str,
}

/// What is known of a value.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// What the documentation says of it, in Markdown.
    pub description: Option<String>,
    /// In words.
    #[serde(rename = "type")]
    pub kind: String,
    /// The full name of the definition of the object, or of those in the list or mapping.
    pub definition: Option<&'static str>,
    /// Whether it must be there.
    pub required: bool,
    /// What holds where nothing is written.
    pub default: Option<Value>,
    /// What is to be said of the default, or instead of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_note: Option<&'static str>,
    /// The values that it may have; empty if it may have any.
    pub values: Vec<&'static str>,
    /// Of these, those that not all versions with the field take, and the versions that do, in words.
    #[serde(skip)]
    pub younger: Vec<(&'static str, String)>,
    /// The fields that tell the items of a list apart.
    pub keys: Vec<&'static str>,
    /// The versions of Kubernetes that have it; left out where they are those of what it is a part of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<String>,
    /// The versions in words, if what it is a part of is there in others too.
    #[serde(skip)]
    pub since: Option<String>,
    /// Its fields, or those of what it holds.
    pub fields: Vec<Below>,
}

/// A field of an object.
#[derive(Serialize)]
pub struct Below {
    /// Its name.
    pub name: &'static str,
    /// What is known of its value.
    #[serde(flatten)]
    pub value: About,
    /// Whether it holds what it is a part of, so that its fields are not repeated.
    pub recursive: bool,
}

impl Explanation {
    /// What is known of a place, with the fields below it; with all that is below these if `recursive`.
    #[must_use]
    pub fn of(place: &Place, recursive: bool) -> Self {
        let kind = place.kind;
        let mut tree = Tree {
            version: place.version,
            deep: recursive,
            open: Vec::new(),
        };
        let versions = place.versions();
        let field = place.fields.last().copied();
        let holder = Place {
            fields: place
                .fields
                .split_last()
                .map_or(&[][..], |(_, before)| before)
                .to_vec(),
            ..place.clone()
        };
        let mut value = tree.about(place.shape(), field, holder.definition());
        value.versions = names(versions);
        value.since = span(versions);
        value.younger = field.map_or_else(Vec::new, |field| younger(field, versions));
        value.fields = place
            .definition()
            .map(|definition| tree.below(definition, versions))
            .unwrap_or_default();
        Self {
            kind: kind.kind(),
            api_version: kind.api_version(),
            kubernetes_version: place.version.to_string(),
            path: place.path(),
            resource: field.is_none().then(|| Resource {
                name: kind.plural(),
                short_names: kind.short_names(),
                scope: match kind.scope() {
                    Scope::Namespaced => "namespaced",
                    Scope::Cluster => "cluster",
                    Scope::Part => "part",
                },
            }),
            value,
            other_api_versions: place
                .alternatives()
                .map(api::ApiKind::api_version)
                .collect(),
            rules: rules::of(place),
        }
    }
}

/// What is known of the fields below a place.
#[must_use]
pub fn fields(place: &Place) -> Vec<Below> {
    let mut tree = Tree {
        version: place.version,
        deep: false,
        open: Vec::new(),
    };
    let below = place.definition();
    below.map_or_else(Vec::new, |below| tree.below(below, place.versions()))
}

struct Tree {
    version: Version,
    /// Whether to go on below the first level.
    deep: bool,
    /// The definitions that are being described.
    open: Vec<Type>,
}

impl Tree {
    fn about(&self, shape: Shape, field: Option<Field>, holder: Option<Type>) -> About {
        let keys = field.and_then(Field::list_map_keys).unwrap_or_default();
        let written = field.and_then(|field| api::implied(holder?, field.name()));
        let default = field.and_then(Field::default);
        let default = default.or(written.and_then(|written| written.value));
        About {
            description: self.description(shape, field, holder),
            kind: in_words(shape),
            definition: api::inner(shape).map(Type::name),
            required: field.is_some_and(Field::required),
            default: default.and_then(|json| serde_json::from_str(json).ok()),
            default_note: written
                .map(|written| written.note)
                .filter(|note| !note.is_empty()),
            values: field.map_or_else(Vec::new, |field| field.values(self.version).collect()),
            younger: Vec::new(),
            keys: keys.split(',').filter(|key| !key.is_empty()).collect(),
            versions: Vec::new(),
            since: None,
            fields: Vec::new(),
        }
    }

    /// What the documentation says of a field, or else of the object that it is.
    fn description(
        &self,
        shape: Shape,
        field: Option<Field>,
        holder: Option<Type>,
    ) -> Option<String> {
        let of_field =
            field.and_then(|field| api::description(holder?, Some(field.name()), self.version));
        of_field.or_else(|| match shape {
            Shape::Object(definition) => api::description(definition, None, self.version),
            _ => None,
        })
    }

    /// The fields of a definition that stands where only `versions` have it.
    fn below(&mut self, definition: Type, versions: Versions) -> Vec<Below> {
        self.open.push(definition);
        let fields = api::fields(definition, self.version);
        let below = fields.into_iter();
        let below = below.map(|field| self.field(definition, field, versions));
        let below = below.collect();
        self.open.pop();
        below
    }

    fn field(&mut self, holder: Type, field: Field, of_holder: Versions) -> Below {
        let has = |version: &Version| holder.field(field.name(), *version).is_some();
        let none = Versions::range(Version::newest(), Version::oldest());
        let versions = of_holder.iter().filter(has).fold(none, Versions::with);
        let mut value = self.about(field.shape(), Some(field), Some(holder));
        if versions != of_holder {
            value.versions = names(versions);
            value.since = span(versions);
        }
        let inner = api::inner(field.shape());
        let recursive = inner.is_some_and(|inner| self.open.contains(&inner));
        if let Some(inner) = inner.filter(|_| self.deep && !recursive) {
            value.fields = self.below(inner, versions);
        }
        Below {
            name: field.name(),
            value,
            recursive,
        }
    }
}

/// The values that only some of `versions` take.
fn younger(field: Field, versions: Versions) -> Vec<(&'static str, String)> {
    field
        .all_values()
        .filter(|(_, take)| versions.iter().any(|version| !take.contains(version)))
        .filter_map(|(value, take)| Some((value, span(take)?)))
        .collect()
}

fn names(versions: Versions) -> Vec<String> {
    versions.iter().map(|version| version.to_string()).collect()
}
