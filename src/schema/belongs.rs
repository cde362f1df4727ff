//! Where a field belongs that stands where it is none: a definition near by has it under that very name, and takes
//! such a value.

use crate::api::{Field, Shape, Type, Version, field_name_count};
use crate::mend::{Step, Target};
use crate::schema::fits::{Most, fits};
use crate::yaml::{Cursor, Entry, Kind};

/// A mapping, and the definition that it is read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level<'t> {
    pub(super) value: Cursor<'t>,
    /// The key before it, if it is not an item of a list.
    pub(super) key: Option<Cursor<'t>>,
    pub(super) definition: Type,
}

/// A place that a field can have.
#[derive(Clone, Debug)]
pub(super) struct Home<'t> {
    /// How far it is.
    pub(super) far: u32,
    /// The mapping around that it is in or below of, counted from the inside.
    pub(super) up: usize,
    /// The way from there.
    pub(super) path: Vec<Step>,
    /// Where on that way it can be put; none where there are several.
    pub(super) target: Option<Target<'t>>,
}

/// Names that lead on to what an object is about.
const ON_THE_WAY: [&str; 4] = ["spec", "template", "jobTemplate", "metadata"];

/// How far a step to another mapping is, how much farther if that is not there, and how far is looked.
const STEP: u32 = 2;
const ABSENT: u32 = 1;
const FAR: u32 = 6;

/// A field that more definitions have says little of where it belongs.
const FEW: usize = 6;

/// A field that is none where it stands.
pub(super) struct Search<'s, 't> {
    pub(super) entry: &'s Entry<'t>,
    pub(super) version: Version,
}

/// A definition on the way down.
struct Below<'t> {
    definition: Type,
    /// Its mapping, if that is there and is the only one.
    value: Option<Cursor<'t>>,
    /// Where something in it can be put.
    target: Option<Target<'t>>,
    up: usize,
    path: Vec<Step>,
    far: u32,
    /// How many steps off the way are left.
    left: u32,
}

impl<'t> Search<'_, 't> {
    /// The nearest places for the field: all that are equally near. `levels` are the mappings around it, the one that
    /// it stands in last.
    pub(super) fn homes(&self, levels: &[Level<'t>]) -> Vec<Home<'t>> {
        let mut homes = Vec::new();
        for (up, level) in levels.iter().rev().enumerate() {
            let here = Below {
                definition: level.definition,
                value: Some(level.value),
                target: Some(Target {
                    at: level.value,
                    key: level.key,
                    steps: Vec::new(),
                }),
                up,
                path: Vec::new(),
                far: up as u32 * STEP,
                left: 2,
            };
            if up > 0 {
                homes.extend(self.home_in(&here));
            }
            if up <= 1 {
                let from = levels.iter().rev().nth(up.wrapping_sub(1));
                self.below(&here, from.map(|level| level.value), &mut homes);
            }
        }
        let nearest = homes.iter().map(|home| home.far).min();
        homes.retain(|home| Some(home.far) == nearest);
        homes
    }

    /// The place in a mapping, if its definition has the field and it is free.
    fn home_in(&self, here: &Below<'t>) -> Option<Home<'t>> {
        let name = self.entry.key.as_key();
        let field = here.definition.field(&name, self.version)?;
        let is_free = here
            .value
            .is_none_or(|value| value.get(&name).is_none_or(|value| value.is_null()));
        (is_free && fits(&self.entry.value, field.shape(), (self.version, Most::One))).then(|| {
            Home {
                far: here.far,
                up: here.up,
                path: here.path.clone(),
                target: here.target.clone(),
            }
        })
    }

    /// Adds the places below a mapping, but not those on the way that leads `from` there.
    fn below(&self, here: &Below<'t>, from: Option<Cursor<'t>>, homes: &mut Vec<Home<'t>>) {
        let fields = here.definition.fields();
        for field in fields.filter(|field| field.versions().contains(self.version)) {
            homes.extend(self.in_map(here, field));
            let Some(next) = self.step(here, field) else {
                continue;
            };
            let is_back = |value: &Cursor<'t>| from.is_some_and(|from| from.id() == value.id());
            if next.far > FAR || next.value.as_ref().is_some_and(is_back) {
                continue;
            }
            // Many things have a name; that is no reason to make another.
            let is_made = next.value.is_none() && !ON_THE_WAY.contains(&field.name());
            if is_made && here.up > 0 && field_name_count(&self.entry.key.as_key()) > FEW {
                continue;
            }
            homes.extend(self.home_in(&next));
            self.below(&next, None, homes);
        }
    }

    /// The place in a map below a mapping, if the field's name is one of its keys.
    fn in_map(&self, here: &Below<'t>, field: Field) -> Option<Home<'t>> {
        let name = self.entry.key.as_key();
        let Shape::Map(element) = field.shape() else {
            return None;
        };
        let is_key = match element.shape() {
            // A claim of storage asks for it.
            Shape::Quantity if name == "storage" => field.name() != "limits",
            // The overhead of a pod is for its RuntimeClass to say.
            Shape::Quantity => is_resource(&name) && field.name() != "overhead",
            Shape::String => {
                let is_selector = here.up == 0 && here.path.is_empty();
                is_selector && field.name() == "matchLabels" && self.entry.value.as_str().is_some()
            }
            _ => false,
        };
        if !is_key
            || !fits(
                &self.entry.value,
                element.shape(),
                (self.version, Most::One),
            )
        {
            return None;
        }
        let map = self.inside(here, field, false);
        let is_free = map.value.is_none_or(|value| value.get(&name).is_none());
        (is_free && map.far <= FAR).then_some(Home {
            far: map.far,
            up: map.up,
            path: map.path,
            target: map.target,
        })
    }

    /// One step down, to a mapping or to the only item of a list.
    fn step(&self, here: &Below<'t>, field: Field) -> Option<Below<'t>> {
        let (definition, is_list) = match field.shape() {
            Shape::Object(definition) => (definition, false),
            Shape::List(element) => match element.shape() {
                Shape::Object(definition) => (definition, true),
                _ => return None,
            },
            _ => return None,
        };
        let off_the_way = u32::from(!ON_THE_WAY.contains(&field.name()));
        let left = here.left.checked_sub(off_the_way)?;
        Some(Below {
            definition,
            left,
            ..self.inside(here, field, is_list)
        })
    }

    /// What is behind a field: its mapping, that of its only item, or what has to be made.
    fn inside(&self, here: &Below<'t>, field: Field, is_list: bool) -> Below<'t> {
        let entry = here.value.and_then(|value| value.entry(field.name()));
        let there = entry.filter(|entry| !entry.value.is_null());
        let value = there.and_then(|there| mapping_of(there.value, is_list));
        let made = || {
            let mut target = here.target.clone()?;
            target.steps.push(Step::Key(field.name()));
            target.steps.extend(is_list.then_some(Step::Item));
            Some(target)
        };
        let at = |at, key| {
            Some(Target {
                at,
                key,
                steps: Vec::new(),
            })
        };
        let target = match (value, entry) {
            (Some(value), Some(entry)) => at(value, Some(entry.key).filter(|_| !is_list)),
            (_, Some(entry)) if there.is_none() && !is_list => at(entry.value, Some(entry.key)),
            (_, Some(_)) => None,
            (_, None) => made(),
        };
        let mut path = here.path.clone();
        path.push(Step::Key(field.name()));
        path.extend(is_list.then_some(Step::Item));
        let on_the_way = ON_THE_WAY.contains(&field.name());
        let step = if on_the_way { 1 } else { STEP };
        let absent = if there.is_some() { 0 } else { ABSENT };
        Below {
            definition: here.definition,
            value,
            target,
            up: here.up,
            path,
            far: here.far + step + absent,
            left: here.left,
        }
    }
}

/// Whether a name is that of a field of whatever definition, or of something that is asked for or selected by.
pub(super) fn may_be_somewhere(name: &str) -> bool {
    field_name_count(name) > 0 || is_resource(name)
}

/// The names of what containers and claims ask for.
fn is_resource(name: &str) -> bool {
    ["cpu", "memory", "storage", "ephemeral-storage"].contains(&name)
        || name.starts_with("hugepages-")
        || name.contains('/')
}

/// The mapping of a value: itself, or the only item of a list.
fn mapping_of(value: Cursor<'_>, is_list: bool) -> Option<Cursor<'_>> {
    let mapping = if is_list {
        let mut items = value.items();
        items.next().filter(|_| items.next().is_none())?
    } else {
        value
    };
    (mapping.kind() == Kind::Mapping).then_some(mapping)
}
