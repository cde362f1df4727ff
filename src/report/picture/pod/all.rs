//! The pods of all texts of a run.

use std::path::Path;

use super::view::View;
use crate::config::Settings;
use crate::engine::{Input, Report};
use crate::objects::{ConfigMaps, Object, recognize};
use crate::report::words;
use crate::source::SourceId;
use crate::yaml::Tree;

/// The pods of the texts that a report is on, each with what reports call the text; of the objects in them those that are
/// `wanted`. What cannot be read is left out: the report tells it.
#[must_use]
pub fn pods(report: &Report, wanted: &dyn Fn(&Object<'_>) -> bool) -> Vec<(String, View)> {
    let mut found = Vec::new();
    for (shown, text) in texts(report) {
        let settings = report.settings.of(Path::new(&shown));
        let views = views(&shown, &text, wanted, settings);
        found.extend(views.into_iter().map(|view| (shown.clone(), view)));
    }
    found
}

/// The pods of a text.
#[must_use]
pub fn views(
    shown: &str,
    text: &str,
    wanted: &dyn Fn(&Object<'_>) -> bool,
    settings: &Settings,
) -> Vec<View> {
    let tree = Tree::read(text);
    let config_maps = ConfigMaps::of(&tree);
    let documents = tree.documents().iter();
    let objects =
        documents.flat_map(|document| recognize(SourceId(0), shown, &tree, document).objects());
    let asked_for = objects.filter(|object| wanted(object));
    asked_for
        .filter_map(|object| View::of(&object, &config_maps, settings))
        .collect()
}

/// The texts of a report: what is rendered together is one.
fn texts(report: &Report) -> Vec<(String, String)> {
    let settings = &report.settings;
    let mut found: Vec<(String, String)> = Vec::new();
    let mut last = None;
    for input in &report.inputs {
        match input {
            Input::Rendered(rendered) => {
                let text = rendered.text().as_str();
                match found.last_mut() {
                    Some((_, whole)) if last == Some(rendered.rendering()) => append(whole, text),
                    _ => found.push((words::rendered(rendered.by()), text.to_owned())),
                }
                last = Some(rendered.rendering());
            }
            Input::File { context: false, .. } => {
                let bytes = input.read(&*settings.host.files, settings.max_file_size);
                let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
                found.extend(text.map(|text| (input.shown().to_owned(), text)));
            }
            _ => {}
        }
    }
    found
}

/// Adds the documents of another text.
pub fn append(whole: &mut String, text: &str) {
    if !whole.is_empty() {
        whole.push_str("---\n");
    }
    whole.push_str(text.trim_end_matches('\n'));
    whole.push('\n');
}
