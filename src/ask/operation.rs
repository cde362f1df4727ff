//! An operation of a JSON patch: what it changes, and where that stands.

use super::hover::{called, of_field};
use super::inline::is_json_patch;
use super::spot::{Link, Spot};
use super::target::{self, Target};
use super::{Hover, Location, Question, patch};
use crate::objects::Text;
use crate::source::Span;
use crate::yaml::{Cursor, Kind, Step, Tree};

/// What a file of operations that a kustomization names is for.
pub(super) fn target<'q>(asked: &Question<'q>) -> Option<Target<'q>> {
    let is_one = is_json_patch(asked.text);
    is_one.then(|| Target::of_file(asked)).flatten()
}

/// What the operation at a place changes, and what is known of the field.
pub(super) fn hover(asked: &Question<'_>, offset: u32, target: &Target<'_>) -> Option<Hover> {
    let tree = Tree::read(asked.text);
    let spot = Spot::find(&tree, &[], offset)?;
    let (word, path) = (spot.word()?, path(&spot)?);
    let text = target.with(asked, |question, _, root| {
        let (way, there) = target::way(root, &path);
        let whole = || Spot {
            root,
            way: way.clone(),
            is_on_key: true,
        };
        let in_value = || {
            let is_in_value = spot.names().first() == Some(&"value");
            let below = (spot.way.get(1..)?, spot.is_on_key);
            is_in_value
                .then(|| target::spot(root, &path, below))
                .flatten()
        };
        let changed = target.resource.map(|resource| {
            let called = called(asked, resource);
            match there {
                None => format!("{called} has nothing here"),
                Some(value) if value.kind() == Kind::Scalar => {
                    format!(
                        "{called} has {} here",
                        patch::shown(asked, resource, &value)
                    )
                }
                Some(value) if value.kind() == Kind::Sequence => {
                    format!("{called} has a list here")
                }
                Some(_) => format!("{called} has a mapping here"),
            }
        });
        let field = of_field(question, &in_value().unwrap_or_else(whole));
        let said: Vec<String> = changed.into_iter().chain(field).collect();
        (!said.is_empty()).then(|| said.join("\n\n---\n\n"))
    })?;
    Some(Hover {
        span: word.span(),
        text,
    })
}

/// Where that stands which the operation at a place changes: the nearest that there is of it.
pub(super) fn definition(
    asked: &Question<'_>,
    offset: u32,
    target: &Target<'_>,
) -> Option<Location> {
    let tree = Tree::read(asked.text);
    let spot = Spot::find(&tree, &[], offset)?;
    let path = path(&spot)?;
    let resource = target.resource?;
    target.with(asked, |question, _, root| {
        let (way, _) = target::way(root, &path);
        let found = way.iter().rev().find_map(place);
        Some(Location {
            path: question.path.to_owned(),
            span: found.unwrap_or(resource.at),
        })
    })
}

/// Where a step leads to, if there is something.
fn place(link: &Link<'_>) -> Option<Span> {
    let holder = &link.holder;
    match &link.step {
        Step::Key(key) => holder.entry(key).map(|entry| entry.key.span()),
        Step::Index(at) => holder.items().nth(*at).map(|item| item.span()),
    }
}

/// The path of the operation that a spot is in; in `from` that one.
fn path(spot: &Spot<'_>) -> Option<String> {
    let operation: Cursor<'_> = spot.way.first()?.value;
    let names = spot.names();
    let field = match *names.first()? {
        "from" => "from",
        "op" | "path" | "value" => "path",
        _ => return None,
    };
    Some(Text::field(&operation, field)?.to_string())
}
