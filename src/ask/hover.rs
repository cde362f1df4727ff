//! What there is to say of the word at a place.

use super::model::{Model, Slot};
use super::spot::Spot;
use super::{Hover, Question, container};
use crate::api::Shape;
use crate::explain::{Explanation, summary};
use crate::quantity::Quantity;
use crate::yaml::{Cursor, Tree};

pub(super) fn hover(asked: &Question<'_>, offset: u32) -> Option<Hover> {
    let tree = Tree::read(asked.text);
    let objects = asked.objects(&tree);
    let spot = Spot::find(&tree, &objects, offset)?;
    let word = spot.word()?;
    let object = objects
        .iter()
        .find(|object| object.root.id() == spot.root.id());
    let said = [
        object.and_then(|object| container::role(asked, (&tree, object), &spot)),
        of_field(asked, &spot),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| Hover {
        span: word.span(),
        text: said.join("\n\n---\n\n"),
    })
}

/// What the API has at a place.
fn of_field(asked: &Question<'_>, spot: &Spot<'_>) -> Option<String> {
    let model = Model::of(asked, &spot.root)?;
    let names = spot.names();
    if matches!(names[..], ["kind" | "apiVersion"]) {
        return Some(of_place(&model.slot(&[])?));
    }
    let slot = model.slot(&spot.way)?;
    let mut said = of_place(&slot);
    if !spot.is_on_key
        && let Some(amount) = amount(slot.shape, &spot.word()?)
    {
        said = format!("{amount}\n\n{said}");
    }
    Some(said)
}

/// What is known of a kind or a field: its name, then a line for each thing.
pub(super) fn of_place(slot: &Slot) -> String {
    let known = Explanation::of(&slot.place, false);
    let mut said = match known.path.is_empty() {
        true => format!("**{}**", known.kind),
        false => format!("**{}.{}**", known.kind, known.path),
    };
    said += &format!(
        " · {}, Kubernetes {}\n",
        known.api_version, known.kubernetes_version
    );
    for (label, text) in summary(&known, &|other| other.to_owned()) {
        said += &format!("\n- {label}: {}", escaped(&text));
    }
    said
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
