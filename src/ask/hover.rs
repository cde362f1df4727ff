//! What there is to say of the word at a place.

use super::custom::{self, Custom};
use super::inline::{Inline, is_json_patch};
use super::links::with_links;
use super::model::{Model, Slot};
use super::spot::Spot;
use super::target::Target;
use super::{Hover, Question, chart, container, kustomization, listed, operation};
use crate::api::Shape;
use crate::explain::{Explanation, summary};
use crate::objects::{Resource, Text};
use crate::quantity::Quantity;
use crate::yaml::{Cursor, Tree};

pub(super) fn hover(asked: &Question<'_>, offset: u32) -> Option<Hover> {
    if kustomization::is_one(asked.path)
        && let Some(inline) = Inline::at(asked.text, offset)
    {
        let inside = inline.inside(offset);
        let said = inline.ask(asked, |question| match is_json_patch(&inline.text) {
            true => operation::hover(question, inside, &Target::of_entry(asked, offset)?),
            false => in_manifest(question, inside),
        })?;
        let span = inline.outside(said.span);
        return Some(Hover { span, ..said });
    }
    let of_operation = || operation::hover(asked, offset, &operation::target(asked)?);
    chart::hover(asked, offset)
        .or_else(of_operation)
        .or_else(|| in_manifest(asked, offset))
}

fn in_manifest(asked: &Question<'_>, offset: u32) -> Option<Hover> {
    let tree = Tree::read(asked.text);
    let objects = asked.objects(&tree);
    let spot = Spot::find(&tree, &objects, offset)?;
    let word = spot.word()?;
    let object = objects
        .iter()
        .find(|object| object.root.id() == spot.root.id());
    let said = [
        object.and_then(|object| container::role(asked, (&tree, object), &spot)),
        with_links(asked, offset, |links, spot| links.said(spot, offset)),
        of_field(asked, &spot),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| Hover {
        span: word.span(),
        text: said.join("\n\n---\n\n"),
    })
}

/// An object, and its file where that is another.
pub(super) fn called(asked: &Question<'_>, resource: &Resource) -> String {
    let name = format!("**{} {}**", resource.object.kind, escaped(resource.name()));
    let path = asked.around.shown(resource.source);
    match path.filter(|_| resource.source != asked.source()) {
        Some(path) => format!("{name} in {}", escaped(path)),
        None => name,
    }
}

/// What the API has at a place.
pub(super) fn of_field(asked: &Question<'_>, spot: &Spot<'_>) -> Option<String> {
    let Some(model) = Model::of(asked, &spot.root, &spot.way) else {
        return of_custom(asked, spot);
    };
    let names = spot.names();
    if matches!(names[..], ["kind" | "apiVersion"]) {
        return Some(of_place(&model.slot(&[])?, spot));
    }
    let slot = model.slot(&spot.way)?;
    let mut said = of_place(&slot, spot);
    if !spot.is_on_key
        && let Some(amount) = amount(slot.shape, &spot.word()?)
    {
        said = format!("{amount}\n\n{said}");
    }
    Some(said)
}

/// What is known of a kind or a field: its name, then a line for each thing.
fn of_place(slot: &Slot, spot: &Spot<'_>) -> String {
    let known = Explanation::of(&slot.place, false);
    let written = |field: &str, usual: &str| {
        let written = Text::field(&spot.root, field);
        escaped(&written.map_or_else(|| usual.to_owned(), |text| text.to_string()))
    };
    let kind = written("kind", known.kind);
    let title = match known.path.is_empty() {
        true => kind,
        false => format!("{kind}.{}", known.path),
    };
    let home = written("apiVersion", known.api_version);
    let title = format!(
        "**{title}** · {home}, Kubernetes {}",
        known.kubernetes_version
    );
    let description = known.value.description.as_deref().map(prose);
    let lines = listed(summary(&known, &|other| other.to_owned()));
    let said = [Some(title), description, Some(lines)];
    said.into_iter()
        .flatten()
        .collect::<Vec<String>>()
        .join("\n\n")
}

/// What the documentation says: paragraphs, lists, code and links, and nothing else that Markdown knows.
pub(super) fn prose(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let text = item.unwrap_or(line);
        let is_closed = text.matches('`').count() % 2 == 0;
        let mut out = String::from(if item.is_some() { "- " } else { "" });
        for (at, part) in text.split('`').enumerate() {
            match at % 2 {
                1 if is_closed => out.push_str(&format!("`{part}`")),
                1 => out.push_str(&format!("\\`{}", words(part))),
                _ => out.push_str(&words(part)),
            }
        }
        out
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// Words as they are, but for what Markdown would take for more; it takes an address for a link as it stands.
fn words(text: &str) -> String {
    let words = text.split_inclusive(' ').map(|word| {
        let is_address = ["https://", "http://"]
            .iter()
            .any(|it| word.starts_with(it));
        match is_address {
            true => word.to_owned(),
            false => escaped(word),
        }
    });
    words.collect()
}

/// What the definition of a custom resource says of a place.
fn of_custom(asked: &Question<'_>, spot: &Spot<'_>) -> Option<String> {
    let names = spot.names();
    let is_kind = matches!(names[..], ["kind" | "apiVersion"]);
    let way = if is_kind { &[][..] } else { &spot.way };
    let custom = Custom::at(asked, &spot.root, way)?;
    let kind = [custom.kind.as_str()].into_iter();
    let title: Vec<&str> = kind.chain(names.into_iter().filter(|_| !is_kind)).collect();
    let title = format!(
        "**{}** · {}",
        escaped(&title.join(".")),
        escaped(&custom.api_version)
    );
    let about = escaped(custom.value.about.trim());
    let lines = listed(custom::said(&custom.value));
    let said = [title, about, lines].into_iter();
    let said: Vec<String> = said.filter(|part| !part.is_empty()).collect();
    Some(said.join("\n\n"))
}

/// What Markdown would take for more than text.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(
            char,
            '*' | '_' | '`' | '<' | '>' | '[' | ']' | '\\' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}

/// An amount in words: `250m` of CPU is a quarter of a core and says so as `0.25`, `64Mi` is 67108864 bytes.
fn amount(shape: Shape, value: &Cursor<'_>) -> Option<String> {
    if shape != Shape::Quantity {
        return None;
    }
    let text = value.text().trim_matches(['"', '\'']);
    let amount = Quantity::parse(text)?;
    let millis = amount.millis()?;
    let plain = match millis % 1000 {
        0 => (millis / 1000).to_string(),
        rest => {
            let rest = format!("{:03}", rest.abs());
            format!("{}.{}", millis / 1000, rest.trim_end_matches('0'))
        }
    };
    (plain != text).then(|| format!("{} is {plain}", escaped(text)))
}
