//! A key that is no field: what was meant by it, or where it belongs.

use super::belongs::{self, Home, Level, Search};
use super::convert::Misfit;
use super::findings::{self, REFUSED};
use super::fits::{Most, fits};
use super::renamed::{self, Renamed};
use super::{ways, words};
use crate::api::{Field, Version};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId};
use crate::field_path::FieldPath;
use crate::mend::{self, Moving};
use crate::nearest::{is_misspelt, nearest};
use crate::objects::Object;
use crate::yaml::{Cursor, Entry};

/// How far a field of another name is from what is written, as [`Home::far`] counts: one of the same letters but a
/// few, one that takes another type besides, and one that only starts alike.
const MISSPELT: u32 = 3;
const OF_ANOTHER_TYPE: u32 = 4;
const ALIKE: u32 = 7;

/// A key that no version knows.
pub(super) struct Unknown<'u, 't> {
    pub(super) object: &'u Object<'t>,
    pub(super) version: Version,
    /// The mapping that it stands in.
    pub(super) level: Level<'t>,
    pub(super) entry: &'u Entry<'t>,
    /// The mappings around that, the innermost last; none where nothing is looked for there.
    pub(super) around: &'u dyn Fn() -> Option<Vec<Level<'t>>>,
}

impl<'t> Unknown<'_, 't> {
    /// What is to be said of it.
    pub(super) fn found(&self) -> Diagnostic {
        let meant = self.meant();
        self.renamed()
            .or_else(|| self.pair().filter(|_| meant.is_none()))
            .or_else(|| self.elsewhere(meant.map_or(u32::MAX, |(_, far)| far)))
            .unwrap_or_else(|| self.here(meant.map(|(meant, _)| meant)))
    }

    fn misfit(&self, value: Cursor<'t>) -> Misfit<'t> {
        Misfit {
            source: self.object.source,
            version: self.version,
            key: Some(self.entry.key),
            value,
            port: None,
        }
    }

    fn says(&self, message: String) -> Diagnostic {
        let Self { object, entry, .. } = self;
        object
            .diagnostic(RuleId::UNKNOWN_FIELD, &entry.key, message)
            .here(REFUSED)
    }

    fn thing(&self) -> String {
        words::thing(self.level.definition)
    }

    fn known(&self) -> impl Iterator<Item = Field> {
        let fields = self.level.definition.fields();
        fields.filter(|field| field.versions().contains(self.version))
    }

    /// The field of another name that is free and takes such a value, and how far it is.
    fn meant(&self) -> Option<(&'static str, u32)> {
        let name = self.entry.key.as_key();
        let value = &self.entry.value;
        let as_is = |field: &Field| fits(value, field.shape(), (self.version, Most::Half));
        let takes_it = |field: &Field| {
            nearest(&name, &[field.name()]).is_some()
                && self.level.value.get(field.name()).is_none()
                && (as_is(field) || self.misfit(*value).changes(field.shape()).is_some())
        };
        let fields: Vec<Field> = self.known().filter(takes_it).collect();
        let names: Vec<&'static str> = fields.iter().map(|field| field.name()).collect();
        let meant = nearest(&name, &names)?;
        let at = names.iter().position(|name| *name == meant)?;
        let far = match is_misspelt(&name, meant) {
            false => ALIKE,
            true if as_is(&fields[at]) => MISSPELT,
            true => OF_ANOTHER_TYPE,
        };
        Some((names[at], far))
    }

    /// A field that belongs here, whatever its name.
    fn here(&self, meant: Option<&str>) -> Diagnostic {
        let names: Vec<&str> = self.known().map(Field::name).collect();
        let holder = findings::Holder {
            value: self.level.value,
            key: self.level.key,
            called: &self.thing(),
        };
        findings::unknown_field(self.object, &holder, self.entry, meant, &names)
    }

    /// A name with its value, where the two are fields.
    fn pair(&self) -> Option<Diagnostic> {
        let item = self.misfit(self.level.value);
        let edits = item.pair(self.entry, self.level.definition)?;
        let (name, thing) = (self.entry.key.as_key(), self.thing());
        let shown = mend::line(None, &self.level.value, &edits);
        let found = self.says(format!(
            "`{name}` is no field of {thing}, but what its `name` should say"
        ));
        let title = format!("write `name: {name}` and the `value`");
        let found = found.help(shown.unwrap_or_else(|| title.clone()));
        Some(found.fix(likely(title, edits)))
    }

    /// A field of an older version of the API.
    fn renamed(&self) -> Option<Diagnostic> {
        let Renamed {
            to,
            shown,
            edits,
            with,
        } = renamed::field(self.object.source, &self.level, self.entry)?;
        let (name, thing) = (self.entry.key.as_key(), self.thing());
        let mut found = self.says(format!(
            "`{name}` is no field of {thing}; it was one of older versions, and is `{to}` today"
        ));
        if let Some(with) = with {
            found = found.label(with.span(), "and this with it");
        }
        let title = format!("write `{to}` for `{name}`");
        found.help = Some(shown.unwrap_or_else(|| title.clone()).into());
        found.fix = edits.map(|edits| Box::new(likely(title, edits)));
        Some(found)
    }

    /// A field that belongs elsewhere, nearer than `far`.
    fn elsewhere(&self, far: u32) -> Option<Diagnostic> {
        let name = self.entry.key.as_key();
        let is_selector = self.level.definition.some_field("matchLabels").is_some();
        if !belongs::may_be_somewhere(&name) && !is_selector {
            return None;
        }
        let mut levels = (self.around)()?;
        levels.push(self.level);
        let homes = Search {
            entry: self.entry,
            version: self.version,
        };
        let homes = homes.homes(&levels);
        homes.first().filter(|home| home.far < far)?;
        let places = homes.iter().map(|home| place(self.object, &levels, home));
        let places: Vec<String> = places.collect();
        let either: Vec<&str> = places.iter().map(String::as_str).collect();
        let (thing, either) = (self.thing(), words::either(&either));
        let found = self.says(format!(
            "`{name}` is no field of {thing}; it belongs in {either}"
        ));
        let ([home], [place]) = (&*homes, &*places) else {
            return Some(found.help(format!("put `{name}` into the one that it is for")));
        };
        let Some(fix) = self.fix(&levels, home, place) else {
            return Some(found.help(format!("put `{name}` there")));
        };
        let shown = ways::shown(&home.path, &name, &self.entry.value);
        let shown = shown.filter(|_| home.up == 0);
        let found = found.help(shown.unwrap_or_else(|| fix.title.clone()));
        Some(found.fix(fix))
    }

    /// The move to the place.
    fn fix(&self, levels: &[Level<'t>], home: &Home<'t>, place: &str) -> Option<Fix> {
        let name = self.entry.key.as_key();
        let moving = Moving {
            source: self.object.source,
            from: self.level.value,
            entry: *self.entry,
            name: &name,
        };
        // Beside what it would stand, whoever looks for the place can see.
        let inner = home.up.checked_sub(1).filter(|_| home.path.is_empty());
        let inner = inner.and_then(|inner| levels.iter().rev().nth(inner)?.key);
        let beside = inner.map_or_else(String::new, |key| format!(", beside `{}`", key.as_key()));
        let edits = moving.to(home.target.as_ref()?)?;
        Some(likely(format!("move `{name}` into {place}{beside}"), edits))
    }
}

fn likely(title: String, edits: Vec<Edit>) -> Fix {
    Fix {
        title,
        applicability: Applicability::Unsafe,
        edits,
    }
}

/// What people call the place: `` `resources` ``, `` `metadata` of `spec.template` ``.
fn place<'t>(object: &Object<'t>, levels: &[Level<'t>], home: &Home<'t>) -> String {
    let way = ways::written(&home.path);
    let list = way.strip_suffix("[0]").filter(|_| home.target.is_none());
    let below = match list {
        Some(list) => format!("an item of `{list}`"),
        None => format!("`{way}`"),
    };
    if home.up == 0 {
        return below;
    }
    let level = levels.iter().rev().nth(home.up);
    let path = level.map_or_else(FieldPath::default, |level| object.field(&level.value));
    let around = if path.is_root() {
        format!("this {}", object.kind)
    } else {
        format!("`{path}`")
    };
    if way.is_empty() {
        around
    } else {
        format!("{below} of {around}")
    }
}
