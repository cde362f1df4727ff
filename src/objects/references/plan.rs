//! Which fields of each definition of the API are worth following: those that name objects, and those that have such
//! fields below them, so that an object is asked for nothing else.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::edges::{Edge, Target, edges_of};
use crate::api::{Field, Shape, Type, inner};

/// A field worth following.
#[derive(Debug)]
pub(super) struct Follow {
    pub(super) field: Field,
    pub(super) then: Then,
}

/// What to do with the values of a field, of a list with each of its items.
#[derive(Debug)]
pub(super) enum Then {
    /// Look into them.
    Into(Type),
    /// They name an object.
    Name(Naming),
    /// They select objects, by a map of labels or by a selector that may ask for more.
    Select { edge: &'static Edge, is_map: bool },
}

/// How a field names an object, and what stands beside the name.
#[derive(Debug)]
pub(super) struct Naming {
    pub(super) edge: &'static Edge,
    /// The value is an object with the `name` in it.
    pub(super) within: Option<Field>,
    /// The field for the namespace, unless it is the object's own.
    pub(super) namespace: Option<&'static str>,
    /// Whether it may say that the object need not be there.
    pub(super) has_optional: bool,
    /// The field for a key of the object.
    pub(super) key: Option<Field>,
    /// The field for a port of it.
    pub(super) port: Option<Field>,
    /// The field for several keys of it, each with a path.
    pub(super) items: Option<(Field, Field)>,
}

/// What is known of a definition, worked out when it is first asked for: most runs see few of them.
#[derive(Default)]
struct Known {
    leads: OnceLock<bool>,
    follow: OnceLock<Vec<Follow>>,
}

fn known(definition: Type) -> Option<&'static Known> {
    static ALL: OnceLock<Vec<Known>> = OnceLock::new();
    let all = ALL.get_or_init(|| Type::all().map(|_| Known::default()).collect());
    all.get(definition.place())
}

/// What to follow in a definition.
pub(super) fn follow(definition: Type) -> &'static [Follow] {
    let of = |known: &'static Known| {
        let follow = known.follow.get_or_init(|| plan(definition));
        follow.as_slice()
    };
    known(definition).map_or(&[], of)
}

fn plan(definition: Type) -> Vec<Follow> {
    let mut all = named_in(definition);
    for (field, to) in below(definition) {
        let is_known = all.iter().any(|known| known.field.name() == field.name());
        if !is_known && leads(to) {
            let then = Then::Into(to);
            all.push(Follow { field, then });
        }
    }
    all
}

/// Whether a definition names objects, or has one below it that does.
pub(super) fn leads(definition: Type) -> bool {
    known(definition).is_some_and(|known| *known.leads.get_or_init(|| search(definition)))
}

/// Looks through a definition and all below it; some are below themselves.
fn search(definition: Type) -> bool {
    let (mut seen, mut open) = (BTreeSet::from([definition.place()]), vec![definition]);
    while let Some(next) = open.pop() {
        if !named_in(next).is_empty() {
            return true;
        }
        let new = below(next).map(|(_, to)| to);
        open.extend(new.filter(|to| seen.insert(to.place())));
    }
    false
}

/// The fields that hold objects, and of which definition. What a cluster writes is passed over.
fn below(definition: Type) -> impl Iterator<Item = (Field, Type)> {
    let fields = definition.fields().filter(|field| field.name() != "status");
    fields.filter_map(|field| Some((field, inner(field.shape())?)))
}

fn named_in(definition: Type) -> Vec<Follow> {
    let name = definition.name();
    let name = name.rsplit('.').next().unwrap_or(name);
    let follow = |edge: &'static Edge| {
        let field = definition.some_field(edge.field)?;
        let then = match edge.to {
            Target::Labelled(..) => Then::Select {
                edge,
                is_map: matches!(field.shape(), Shape::Map(_)),
            },
            Target::Kind(..) | Target::Written => Then::Name(naming(edge, definition, field)),
        };
        Some(Follow { field, then })
    };
    edges_of(name).iter().filter_map(follow).collect()
}

fn naming(edge: &'static Edge, definition: Type, field: Field) -> Naming {
    let below = inner(field.shape());
    let holder = below.unwrap_or(definition);
    let has = |name: &&str| holder.some_field(name).is_some();
    let items = holder.some_field("items");
    Naming {
        edge,
        within: below.and_then(|below| below.some_field("name")),
        namespace: ["namespace", "secretNamespace"].into_iter().find(has),
        has_optional: has(&"optional"),
        key: holder.some_field("key"),
        port: holder.some_field("port"),
        items: items.and_then(|items| Some((items, inner(items.shape())?.some_field("key")?))),
    }
}

/// Whether the values of a field stand in a list.
pub(super) fn is_list(field: Field) -> bool {
    matches!(field.shape(), Shape::List(_))
}
