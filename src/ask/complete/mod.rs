//! What could stand at a place: the text is made whole around the word that is being typed, read, and the API is asked.

mod beside;
mod custom;
mod fields;
mod files;
mod kinds;
mod names;
mod patches;
mod values;

use super::model::{Model, Slot};
use super::skeleton::skeleton;
use super::spot::{Spot, touches};
use super::typed::{Line, Whole};
use super::{Completion, Question, Sort, chart, kustomization};
use crate::api::Shape;
use crate::custom::Form;
use crate::mend::{quoted, quoted_unless_plain};
use crate::objects::Object;
use crate::source::Span;
use crate::yaml::{Kind, Style, Tree};

/// The most that are offered at once: what nobody scrolls through.
const MOST: usize = 500;

pub(super) fn complete(asked: &Question<'_>, offset: u32) -> Vec<Completion> {
    if let Some(values) = chart::complete(asked, offset) {
        return values;
    }
    let is_kustomization = kustomization::is_one(asked.path);
    let in_patch = match is_kustomization {
        true => patches::in_kustomization(asked, offset),
        false => patches::in_file(asked, offset),
    };
    if let Some(offered) = in_patch {
        return offered;
    }
    let offer = |typed: &Typed<'_, '_>| match typed.spot.is_on_key {
        _ if is_kustomization => typed.in_kustomization(),
        true => typed.keys(),
        false => typed.values(),
    };
    let mut offered = offers(asked, asked.text, offset, &offer)
        .or_else(|| offers(asked, &skeleton(asked.text, offset), offset, &offer))
        .unwrap_or_default();
    offered.truncate(MOST);
    offered
}

/// What is offered for a word; none where that is none, or where the API has none such.
type Offer<'o> = dyn Fn(&Typed<'_, '_>) -> Option<Vec<Completion>> + 'o;

/// What could stand at a place of a text, which may be another than the one asked.
fn offers(
    asked: &Question<'_>,
    text: &str,
    offset: u32,
    offered: &Offer<'_>,
) -> Option<Vec<Completion>> {
    let line = Line::at(text, offset)?;
    let is_key_to_be = line.is_first && line.is_last() && !line.has_colon && line.quote().is_none();
    let as_key = is_key_to_be.then(|| line.with_key());
    let wholes = as_key.into_iter().chain([line.with_word()]);
    wholes
        .filter_map(|whole| offer(asked, &line, &whole, offered))
        .next()
}

/// What could stand in the place of the word of a whole text; none where it is no word of its own there.
fn offer(
    asked: &Question<'_>,
    line: &Line<'_>,
    whole: &Whole,
    offered: &Offer<'_>,
) -> Option<Vec<Completion>> {
    let tree = Tree::read(&whole.text);
    let objects = asked.objects(&tree);
    let spot = Spot::find(&tree, &objects, whole.at)?;
    let word = spot.word()?;
    let is_word = word.span().of(&whole.text).lines().count() == 1
        && !matches!(word.style(), Style::Literal | Style::Folded)
        && touches(word.span(), whole.at);
    if !is_word {
        return None;
    }
    let typed = Typed {
        asked,
        line,
        tree: &tree,
        objects: &objects,
        model: Model::of(asked, &spot.root, &spot.way),
        spot: &spot,
        is_json: asked.path.extension().is_some_and(|end| end == "json"),
    };
    offered(&typed)
}

/// A word that is being typed, where it stands.
struct Typed<'a, 't> {
    asked: &'a Question<'a>,
    line: &'a Line<'a>,
    tree: &'t Tree<'t>,
    objects: &'a [Object<'t>],
    model: Option<Model>,
    spot: &'a Spot<'t>,
    /// Whether it is written as JSON.
    is_json: bool,
}

impl Typed<'_, '_> {
    fn keys(&self) -> Option<Vec<Completion>> {
        let (_, above) = self.spot.way.split_last()?;
        let Some(model) = &self.model else {
            let first = || above.is_empty().then(|| self.first_fields());
            return self.custom_keys(above).or_else(first);
        };
        let slot = model.slot(above)?;
        match slot.shape {
            Shape::Object(definition) => Some(self.fields(&slot, definition, "")),
            Shape::Map(_) => Some(self.map_keys(&slot)),
            Shape::List(element) => match element.shape() {
                Shape::Object(definition) if !self.is_item() => {
                    Some(self.fields(&slot, definition, "- "))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn values(&self) -> Option<Vec<Completion>> {
        if let [only] = &self.spot.way[..]
            && let Some(key) = only.key
        {
            match &*key.as_key() {
                "kind" => return Some(self.kinds()),
                "apiVersion" => return Some(self.api_versions()),
                _ => {}
            }
        }
        let Some(model) = &self.model else {
            return self.custom_values();
        };
        let slot = model.slot(&self.spot.way)?;
        let mut offered = self.names_for(&slot);
        offered.extend(self.values_of(&slot));
        let beside = self.spot.beside();
        offered.retain(|one| !beside.contains(&one.label));
        Some(offered)
    }

    /// Whether the word is an item of a list by itself.
    fn is_item(&self) -> bool {
        let last = self.spot.last();
        last.is_some_and(|last| last.holder.kind() == Kind::Sequence)
    }

    /// What is replaced: the whole word, and its quotes if it has some.
    fn span(&self) -> Span {
        let word = self
            .spot
            .word()
            .map_or(self.line.word, |word| self.line.back(word.span()));
        let on_line = Span::new(
            word.start.min(self.line.word.start),
            word.end.max(self.line.word.end),
        );
        match self.line.quote() {
            Some(_) => self.line.quoted(),
            None => on_line,
        }
    }

    /// A value that is a string, a number or a bool; `is_string`: of these it is a string, whatever it looks like.
    fn value(&self, text: &str, is_string: bool, sort: Sort) -> Completion {
        let written = match (self.line.quote(), is_string) {
            (Some('\''), _) => format!("'{}'", text.replace('\'', "''")),
            (Some(_), _) => quoted(text),
            (None, true) if self.is_json => quoted(text),
            (None, true) => quoted_unless_plain(text),
            (None, false) => text.to_owned(),
        };
        let space = if self.line.needs_space() { " " } else { "" };
        Completion {
            label: text.to_owned(),
            sort,
            detail: String::new(),
            about: String::new(),
            is_required: false,
            span: self.span(),
            text: format!("{space}{written}"),
        }
    }
}
