//! `.Values` in the templates of a chart: what they lead to in its values.yaml, and what there says them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::hover::escaped;
use super::spot::Spot;
use super::{Completion, Hover, Location, Question, Sort, value_files};
use crate::engine::By;
use crate::source::{Span, occurrences};
use crate::yaml::{Cursor, Kind, Tree};

const VALUES: &str = ".Values";

/// How many templates of a chart are looked through.
const MOST: usize = 1_000;

/// A mention of values in an action of a template: `.Values.image.tag`.
struct Mention<'t> {
    /// The names behind `.Values`, up to the one at the place.
    names: Vec<&'t str>,
    /// Where the last of these is.
    last: Span,
}

/// The chart that a template is in: the directory with its Chart.yaml.
fn chart(asked: &Question<'_>) -> Option<PathBuf> {
    let files = &asked.settings.host.files;
    let path = files.locate(asked.path);
    let mut above = path.ancestors().skip(1);
    let templates = above.find(|directory| {
        directory
            .file_name()
            .is_some_and(|name| name == "templates")
    })?;
    let chart = templates.parent()?;
    files
        .exists(&chart.join("Chart.yaml"))
        .then(|| chart.to_owned())
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The mention that a place is in or directly behind, if it is in an action.
fn mention(text: &str, offset: u32) -> Option<Mention<'_>> {
    let offset = offset as usize;
    let (before, after) = text.split_at_checked(offset)?;
    let opened = before.rfind("{{")?;
    if before[opened..].contains("}}") {
        return None;
    }
    let bytes = before.as_bytes();
    let is_part = |&byte: &u8| is_of_name(byte) || byte == b'.';
    let back = bytes[opened..]
        .iter()
        .rev()
        .take_while(|byte| is_part(byte))
        .count();
    let rest = after.bytes().take_while(|&byte| is_of_name(byte)).count();
    let end = offset + rest;
    let word = &text[offset - back..end];
    let names = word
        .strip_prefix('$')
        .unwrap_or(word)
        .strip_prefix(VALUES)?;
    let names = names.strip_prefix('.')?;
    let last = names.rfind('.').map_or(0, |at| at + 1);
    let start = end - names.len() + last;
    Some(Mention {
        last: Span::new(start as u32, end as u32),
        names: names.split('.').collect(),
    })
}

/// Where the value stands that a template says at a place, in each file that says it.
pub(super) fn definition(asked: &Question<'_>, offset: u32) -> Vec<Location> {
    let Some((mention, chart)) = mention(asked.text, offset).zip(chart(asked)) else {
        return Vec::new();
    };
    let files = value_files::of(asked, &chart, &mention.names).into_iter();
    let found = files.filter_map(|file| {
        let tree = file.tree();
        let (key, _) = file.value(&tree, &mention.names)?;
        let path = file.path.clone()?;
        Some(Location { path, span: key? })
    });
    found.collect()
}

/// The names that could stand behind `.Values`, where a template is being typed.
pub(super) fn complete(asked: &Question<'_>, offset: u32) -> Option<Vec<Completion>> {
    let mention = mention(asked.text, offset)?;
    let above = &mention.names[..mention.names.len() - 1];
    let mut offers: Vec<Completion> = Vec::new();
    for file in value_files::of(asked, &chart(asked)?, &mention.names) {
        let tree = file.tree();
        let holder = file.value(&tree, above);
        let entries = holder.iter().flat_map(|(_, holder)| holder.entries());
        for entry in entries {
            let name = entry.key.as_key().into_owned();
            let is_new = offers.iter().all(|known| known.text != name);
            if is_new && name.bytes().all(is_of_name) {
                offers.push(Completion {
                    label: name.clone(),
                    sort: Sort::Name,
                    detail: shown(&entry.value),
                    about: String::new(),
                    is_required: false,
                    span: mention.last,
                    text: name,
                });
            }
        }
    }
    Some(offers)
}

/// What a value is, in a word. A text may be a secret and is not shown.
fn shown(value: &Cursor<'_>) -> String {
    let word = match value.kind() {
        Kind::Mapping => "mapping",
        Kind::Sequence => "list",
        _ if value.is_null() => "null",
        _ if value.as_str().is_some() => "string",
        _ => value.text(),
    };
    word.to_owned()
}

/// What a template says at a place: the value that it names there, and what its action is rendered to.
pub(super) fn hover(asked: &Question<'_>, offset: u32) -> Option<Hover> {
    let action = action(asked.text, offset)?;
    let rendered = asked.around.rendered(asked.path, asked.text, offset);
    let mut said: Vec<String> = named(asked, offset).into_iter().collect();
    said.extend(rendered.iter().take(MOST_SHOWN).map(|(text, by)| {
        let text: String = text.chars().take(MOST_CHARS).collect();
        // The fence must be longer than any in the text.
        let fence = "`".repeat(3 + text.matches("```").count());
        format!("{}\n\n{fence}yaml\n{}\n{fence}", with(by), text.trim_end())
    }));
    (!said.is_empty()).then(|| Hover {
        span: Span::new(action.start as u32, action.end as u32),
        text: said.join("\n\n"),
    })
}

/// How many of the texts that an action is rendered to are shown, and how much of each.
const MOST_SHOWN: usize = 3;
const MOST_CHARS: usize = 2_000;

/// With what a chart was rendered.
fn with(by: &By) -> String {
    let values: Vec<String> = by.values.iter().map(|values| escaped(values)).collect();
    match values.is_empty() {
        true => "rendered with the chart's own values to".to_owned(),
        false => format!("rendered with {} to", values.join(", ")),
    }
}

/// The action that a place is in, braces and all.
fn action(text: &str, offset: u32) -> Option<Range<usize>> {
    let offset = offset as usize;
    let (before, _) = text.split_at_checked(offset)?;
    let opened = before.rfind("{{")?;
    let closed = text[opened..].find("}}").map(|at| opened + at + 2)?;
    (offset <= closed).then_some(opened..closed)
}

/// The value that is named at a place.
fn named(asked: &Question<'_>, offset: u32) -> Option<String> {
    let mention = mention(asked.text, offset)?;
    let files = value_files::of(asked, &chart(asked)?, &mention.names);
    let names = mention.names.join(".");
    let mut found = files.iter().filter_map(|file| {
        let tree = file.tree();
        let (_, at) = file.value(&tree, &mention.names)?;
        Some(format!(
            "**.Values.{names}** · {} in {}",
            escaped(&shown(&at)),
            escaped(&file.shown)
        ))
    });
    let nowhere = || format!("**.Values.{names}** · not in values.yaml");
    (!files.is_empty()).then(|| found.next().unwrap_or_else(nowhere))
}

/// Whether a text is the values of a chart, by where it is.
pub(super) fn is_values(asked: &Question<'_>) -> bool {
    let files = &asked.settings.host.files;
    let path = files.locate(asked.path);
    let name = path.file_name().and_then(|name| name.to_str());
    let beside = path.parent().map(|chart| chart.join("Chart.yaml"));
    name.is_some_and(|name| name.starts_with("values") && name.ends_with(".yaml"))
        && beside.is_some_and(|beside| files.exists(&beside))
}

/// Where the templates of a chart say a value of it.
pub(super) fn references(asked: &Question<'_>, offset: u32) -> Vec<Location> {
    let tree = Tree::read(asked.text);
    let found = || {
        let spot = Spot::find(&tree, &[], offset).filter(|spot| spot.is_on_key)?;
        let names = spot.names();
        let wanted = format!("{VALUES}.{}", names.join("."));
        let path = asked.settings.host.files.locate(asked.path);
        let templates = path.parent()?.join("templates");
        let mut found = Vec::new();
        for path in files_below(asked, &templates) {
            if let Some(text) = value_files::read(asked, &path) {
                let spans = said_in(&text, &wanted);
                found.extend(spans.map(|span| Location {
                    path: path.clone(),
                    span,
                }));
            }
        }
        Some(found)
    };
    found().unwrap_or_default()
}

/// Where a text says a name, and not one that only begins or ends like it.
fn said_in<'t>(text: &'t str, wanted: &'t str) -> impl Iterator<Item = Span> + 't {
    let places = occurrences(text, wanted);
    let bytes = text.as_bytes();
    places.filter_map(move |start| {
        let end = start + wanted.len();
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        let is_whole = !bytes.get(end).is_some_and(|&byte| is_of_name(byte))
            && !before.is_some_and(|&byte| is_of_name(byte) || byte == b'.');
        is_whole.then(|| Span::new(start as u32, end as u32))
    })
}

fn files_below(asked: &Question<'_>, directory: &Path) -> Vec<PathBuf> {
    let files = &asked.settings.host.files;
    let (mut found, mut open) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(next) = open.pop() {
        let mut listed = files.list(&next).unwrap_or_default();
        listed.sort();
        for one in listed.into_iter().filter(|one| !one.is_link) {
            if found.len() + open.len() >= MOST {
                return found;
            }
            match files.is_directory(&one.path) {
                true => open.push(one.path),
                false => found.push(one.path),
            }
        }
    }
    found.sort();
    found
}
