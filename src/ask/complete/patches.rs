//! What a patch that stands in a kustomization can have: a manifest's fields, or the operations of JSON Patch and the paths
//! that lead through the object it is for.

use super::{Form, Typed};
use crate::api::{self, ApiKind, Field, Shape, Type};
use crate::ask::inline::Inline;
use crate::ask::spot::Spot;
use crate::ask::{Completion, Question, Sort};
use crate::objects::Text;
use crate::yaml::{Kind, Tree};

/// The operations of RFC 6902, those first that kustomize's users write most.
const OPERATIONS: [&str; 6] = ["replace", "add", "remove", "test", "move", "copy"];

/// The fields of one.
const FIELDS: [&str; 4] = ["op", "path", "value", "from"];

/// What could stand at a place of a kustomization, where that is in a patch.
pub(super) fn complete(asked: &Question<'_>, offset: u32) -> Option<Vec<Completion>> {
    let inline = Inline::at(asked.text, offset)?;
    let inside = inline.inside(offset);
    // A file that nobody has, beside the kustomization.
    let path = asked.path.with_file_name("inline patch.yaml");
    let question = Question {
        path: &path,
        text: &inline.text,
        ..*asked
    };
    let offered = match inline.is_json_patch() {
        true => of_operation(&question, inside, target(asked, offset)),
        false => super::complete(&question, inside),
    };
    let back = |one: Completion| Completion {
        span: inline.outside(one.span),
        text: inline.indented(&one.text),
        ..one
    };
    Some(offered.into_iter().map(back).collect())
}

/// The kind that the patch at a place is for.
fn target(asked: &Question<'_>, offset: u32) -> Option<ApiKind> {
    let tree = Tree::read(asked.text);
    let spot = Spot::find(&tree, &[], offset)?;
    let mut holders = spot.way.iter().rev().map(|link| link.holder);
    let target = holders.find_map(|holder| {
        let target = (holder.kind() == Kind::Mapping).then(|| holder.get("target"));
        target.flatten()
    })?;
    let kind = Text::field(&target, "kind")?;
    let version = asked.settings.of(asked.path).versions;
    let version = version.iter().next_back().unwrap_or_default();
    let home = Text::field(&target, "version").map(|version| {
        let group = Text::field(&target, "group");
        group.map_or_else(|| version.to_string(), |group| format!("{group}/{version}"))
    });
    let found = api::find(&kind, home.as_deref(), version);
    let found = found.or_else(|_| api::find(&kind, None, version));
    found.ok().map(|place| place.kind)
}

/// What could stand in an operation.
fn of_operation(asked: &Question<'_>, offset: u32, kind: Option<ApiKind>) -> Vec<Completion> {
    super::offers(asked, asked.text, offset, &|typed| {
        let names = typed.spot.names();
        match (&names[..], typed.spot.is_on_key) {
            ([_], true) => Some(typed.operation_fields()),
            (["op"], false) => Some(typed.operations()),
            (["path" | "from"], false) => Some(typed.paths(kind?)),
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

    /// The paths that go on from what is typed up to its last slash, through an object of a kind.
    fn paths(&self, kind: ApiKind) -> Vec<Completion> {
        let word = self.line.word.of(self.asked.text);
        let before = word.rfind('/').map_or("", |at| &word[..at]);
        let Some(shape) = self.below(kind.definition(), before) else {
            return Vec::new();
        };
        let offer = |name: &str, detail: String| Completion {
            detail,
            ..self.value(&format!("{before}/{name}"), true, Sort::Field)
        };
        match shape {
            Shape::Object(definition) => {
                let fields = api::fields(definition, self.version()).into_iter();
                let fields = fields.map(|field| {
                    let name = field.name().replace('~', "~0").replace('/', "~1");
                    offer(&name, crate::explain::in_words(field.shape()))
                });
                fields.collect()
            }
            Shape::List(_) => vec![
                offer("0", "the first item".to_owned()),
                offer("-", "behind the last item".to_owned()),
            ],
            _ => Vec::new(),
        }
    }

    /// What the API has at the end of a path.
    fn below(&self, top: Type, path: &str) -> Option<Shape> {
        let mut names = path.split('/').skip(1);
        names.try_fold(Shape::Object(top), |shape, name| {
            let name = name.replace("~1", "/").replace("~0", "~");
            match shape {
                Shape::Object(of) => of.field(&name, self.version()).map(Field::shape),
                Shape::List(element) | Shape::Map(element) => Some(element.shape()),
                _ => None,
            }
        })
    }
}
