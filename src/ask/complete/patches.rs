//! What a patch can have: the fields of a manifest where it is a part of one, or the operations of JSON Patch, the paths that
//! lead through the object it is for, and what stands at the end of these.

use super::{Form, Model, Typed};
use crate::api::{self, Shape};
use crate::ask::custom::Custom;
use crate::ask::inline::{Inline, is_json_patch};
use crate::ask::target::{self, Target, escaped};
use crate::ask::{Completion, Question, Sort};
use crate::explain::in_words;
use crate::objects::Text;
use crate::yaml::{Cursor, Kind};

/// The operations of RFC 6902, those first that kustomize's users write most.
const OPERATIONS: [&str; 6] = ["replace", "add", "remove", "test", "move", "copy"];

/// The fields of one.
const FIELDS: [&str; 4] = ["op", "path", "value", "from"];

/// What could stand at a place of a kustomization, where that is in a patch.
pub(super) fn in_kustomization(asked: &Question<'_>, offset: u32) -> Option<Vec<Completion>> {
    let inline = Inline::at(asked.text, offset)?;
    let inside = inline.inside(offset);
    let offered = inline.ask(asked, |question| match is_json_patch(&inline.text) {
        true => of_operation(question, inside, Target::of_entry(asked, offset)),
        false => super::complete(question, inside),
    });
    let back = |one: Completion| Completion {
        span: inline.outside(one.span),
        text: inline.indented(&one.text),
        ..one
    };
    Some(offered.into_iter().map(back).collect())
}

/// What could stand at a place of a file of operations that a kustomization names.
pub(super) fn in_file(asked: &Question<'_>, offset: u32) -> Option<Vec<Completion>> {
    let is_one = is_json_patch(asked.text)
        && asked
            .around
            .patched_by(asked.path, asked.settings)
            .next()
            .is_some();
    is_one.then(|| of_operation(asked, offset, Target::of_file(asked)))
}

/// What could stand in an operation.
fn of_operation(asked: &Question<'_>, offset: u32, target: Option<Target<'_>>) -> Vec<Completion> {
    super::offers(asked, asked.text, offset, &|typed| {
        let names = typed.spot.names();
        match (&names[..], typed.spot.is_on_key) {
            ([_], true) => Some(typed.operation_fields()),
            (["op"], false) => Some(typed.operations()),
            (["path" | "from"], false) => typed.paths(target.as_ref()?),
            (["value", ..], _) => typed.in_value(target.as_ref()?),
            _ => None,
        }
    })
    .unwrap_or_default()
}

impl Typed<'_, '_> {
    fn operation_fields(&self) -> Vec<Completion> {
        let there = self.there();
        let missing = FIELDS.into_iter();
        missing
            .filter(|name| !there.iter().any(|known| known == name))
            .map(|name| self.field(("", name), Form::String, String::new()))
            .collect()
    }

    fn operations(&self) -> Vec<Completion> {
        let all = OPERATIONS.into_iter();
        all.map(|name| self.value(name, true, Sort::Value))
            .collect()
    }

    /// The paths that go on from what is typed up to its last slash, through what the patch is for.
    fn paths(&self, target: &Target<'_>) -> Option<Vec<Completion>> {
        let word = self.line.word.of(self.asked.text);
        let before = word.rfind('/').map_or("", |at| &word[..at]);
        let names = target.with(self.asked, |asked, _, root| {
            Some(below(asked, root, before))
        })?;
        let offers = names.into_iter().map(|(name, detail)| Completion {
            detail,
            ..self.value(&format!("{before}/{}", escaped(&name)), true, Sort::Field)
        });
        Some(offers.collect())
    }

    /// What could stand in a value, as it could in what the patch is for, at the end of the path.
    fn in_value(&self, target: &Target<'_>) -> Option<Vec<Completion>> {
        let (list, below) = self.spot.way.split_first()?;
        let path = Text::field(&list.value, "path")?;
        target.with(self.asked, |asked, objects, root| {
            let below = (below, self.spot.is_on_key);
            let spot = target::spot(root, &path, below)?;
            let typed = Typed {
                asked,
                line: self.line,
                tree: self.tree,
                objects,
                model: Model::of(asked, &spot.root, &spot.way),
                spot: &spot,
                is_json: self.is_json,
            };
            match spot.is_on_key {
                true => typed.keys(),
                false => typed.values(),
            }
        })
    }
}

/// What a path can go on with: fields, with what they are, keys and items. Of what no schema tells it is what stands there.
fn below(asked: &Question<'_>, root: Cursor<'_>, path: &str) -> Vec<(String, String)> {
    let (way, here) = target::way(root, path);
    let Some(model) = Model::of(asked, &root, &way) else {
        return match Custom::at(asked, &root, &way) {
            Some(custom) if custom.value.form == Form::Object && !custom.fields.is_empty() => {
                let fields = custom.fields.into_iter();
                fields.map(|field| (field.name, field.value.kind)).collect()
            }
            Some(custom) if custom.value.form == Form::List => items(here),
            _ => own(here),
        };
    };
    match model.slot(&way).map(|slot| slot.shape) {
        Some(Shape::Object(definition)) => {
            let fields = api::fields(definition, model.version).into_iter();
            let fields = fields.map(|field| (field.name().to_owned(), in_words(field.shape())));
            fields.collect()
        }
        Some(Shape::List(_)) => items(here),
        _ => own(here),
    }
}

/// The keys or the items of a value.
fn own(value: Option<Cursor<'_>>) -> Vec<(String, String)> {
    match value {
        Some(value) if value.kind() == Kind::Mapping => {
            let keys = value.entries().map(|entry| entry.key.as_key().into_owned());
            keys.map(|key| (key, String::new())).collect()
        }
        Some(value) if value.kind() == Kind::Sequence => items(Some(value)),
        _ => Vec::new(),
    }
}

/// The items of a list, by their names if they have some, and the place behind them.
fn items(list: Option<Cursor<'_>>) -> Vec<(String, String)> {
    let list = list.filter(|list| list.kind() == Kind::Sequence);
    let items = list.into_iter().flat_map(|list| list.items());
    let called = items.map(|item| {
        let name = Text::field(&item, "name");
        name.map_or_else(String::new, |name| name.to_string())
    });
    let mut all: Vec<String> = called.collect();
    if all.is_empty() {
        all.push("the first item".to_owned());
    }
    let numbered = all.into_iter().enumerate();
    let numbered = numbered.map(|(at, called)| (at.to_string(), called));
    let behind = ("-".to_owned(), "behind the last item".to_owned());
    numbered.chain([behind]).collect()
}
