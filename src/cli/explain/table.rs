//! A place in the API as a terminal shows it.

use anstyle::{AnsiColor, Style};

use super::facts::{About, Below, Facts};
use crate::api::{Place, Shape};
use crate::report::words;
use crate::report::wrap::wrapped;

/// How to show it.
pub(super) struct Page {
    bold: Style,
    code: Style,
    width: usize,
}

/// A line of the table of fields: name, type, and what else there is to say.
struct Line {
    name: String,
    kind: String,
    notes: String,
}

impl Page {
    pub(super) fn new(color: bool, width: usize) -> Self {
        let style = |style| if color { style } else { Style::new() };
        Self {
            bold: style(Style::new().bold()),
            code: style(AnsiColor::Cyan.on_default()),
            width,
        }
    }

    pub(super) fn render(&self, place: &Place, facts: &Facts) -> String {
        let names = [facts.kind, &facts.path];
        let title = names.join(if facts.path.is_empty() { "" } else { "." });
        let mut out = format!(
            "{bold}{title}{bold:#}  {}, Kubernetes {}\n\n",
            facts.api_version,
            facts.kubernetes_version,
            bold = self.bold,
        );
        for (label, text) in summary(facts) {
            self.entry(label, &text, &mut out);
        }
        if !facts.value.fields.is_empty() {
            let title = match place.shape() {
                Shape::List(_) => "fields of each item",
                Shape::Map(_) => "fields of each value",
                _ => "fields",
            };
            out.push_str(&format!("\n{bold}{title}{bold:#}\n", bold = self.bold));
            self.fields(&facts.value.fields, &mut out);
        }
        out
    }

    /// A label and its text, which hangs beside it.
    fn entry(&self, label: &str, text: &str, out: &mut String) {
        const INDENT: usize = 10;
        let lines = wrapped(text, self.width.saturating_sub(INDENT));
        for (index, line) in lines.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            out.push_str(&format!("{label:INDENT$}{line}\n"));
        }
    }

    /// The columns are as wide as they must be. A tree has names so far to the right that its lines are
    /// left as they come.
    fn fields(&self, fields: &[Below], out: &mut String) {
        let is_tree = fields.iter().any(|field| !field.value.fields.is_empty());
        let mut lines = Vec::new();
        gather(fields, 1, &mut lines);
        let longest = |of: fn(&Line) -> &String| {
            let lengths = lines.iter().map(|line| of(line).chars().count());
            lengths.max().filter(|_| !is_tree).unwrap_or(0)
        };
        let (names, kinds) = (longest(|line| &line.name), longest(|line| &line.kind));
        let (code, indent) = (self.code, names + kinds + 4);
        let room = match is_tree {
            true => usize::MAX,
            false => self.width.saturating_sub(indent).max(24),
        };
        for Line { name, kind, notes } in &lines {
            out.push_str(&format!("{name:names$}  {code}{kind}{code:#}"));
            // Notes that do not fit beside the columns go on below.
            for (index, part) in wrapped(notes, room).iter().enumerate() {
                let space = if index == 0 {
                    kinds.saturating_sub(kind.chars().count()) + 2
                } else {
                    out.push('\n');
                    indent
                };
                out.push_str(&format!("{:space$}{part}", ""));
            }
            out.push('\n');
        }
    }
}

/// What is said of the place itself: a label and a text each.
fn summary(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(resource) = &facts.resource {
        let scope = match resource.scope {
            "namespaced" => "in a namespace",
            "cluster" => "in the cluster as a whole, in no namespace",
            _ => "asked of another object, or a part of its reply; not kept on its own",
        };
        lines.push(("scope", scope.to_owned()));
        let names: Vec<&str> = std::iter::once(&resource.name)
            .chain(resource.short_names)
            .copied()
            .filter(|name| !name.is_empty())
            .collect();
        lines.push(("names", names.join(", ")));
    } else {
        lines.extend(about(&facts.value));
    }
    if let Some(since) = &facts.value.since {
        lines.push(("versions", since.clone()));
    }
    if facts.resource.is_some() {
        let others = facts.other_api_versions.iter();
        let others: Vec<String> = others
            .map(|other| format!("{other} (--api-version {other})"))
            .collect();
        lines.push(("also in", others.join(", ")));
    }
    lines.push(("rules", facts.rules.join(", ")));
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

fn about(value: &About) -> Vec<(&'static str, String)> {
    let mut kind = value.kind.clone();
    let explained = match kind.rsplit(' ').next().unwrap_or_default() {
        "quantity" => ", such as 500m, 2 or 1Gi",
        "time" => ", such as 2006-01-02T15:04:05Z",
        _ => "",
    };
    kind.push_str(explained);
    let yes = if value.required { "yes" } else { "" };
    vec![
        ("type", kind),
        ("required", yes.to_owned()),
        ("default", default(value).unwrap_or_default()),
        ("values", values(value)),
        ("keys", keys(value)),
    ]
}

/// The default: a value, what is to be said of it, or both.
fn default(value: &About) -> Option<String> {
    let default = value.default.as_ref().map(shown);
    let note = value.default_note.map(str::to_owned);
    match (default, note) {
        (Some(default), Some(note)) => Some(format!("{default} ({note})")),
        (default, note) => default.or(note),
    }
}

/// Each value, with the versions that take it if not all with the field do.
fn values(value: &About) -> String {
    let said = value.values.iter().map(|name| {
        let since = value.younger.iter().find(|(known, _)| known == name);
        since.map_or((*name).to_owned(), |(_, since)| format!("{name} ({since})"))
    });
    said.collect::<Vec<String>>().join(", ")
}

/// The values, or the first of so many that they would fill the table.
fn values_in_short(values: &[&str]) -> String {
    const MOST: usize = 10;
    if values.len() <= MOST {
        return format!("one of {}", values.join(", "));
    }
    let first = values[..MOST / 2].join(", ");
    format!("one of {first} and {} more", values.len() - MOST / 2)
}

fn keys(value: &About) -> String {
    match value.keys.as_slice() {
        [] => String::new(),
        [key] => format!("{key} (a merge tells items apart by it)"),
        keys => format!("{} (a merge tells items apart by them)", keys.join(" and ")),
    }
}

/// JSON as people write it: strings without quotes.
fn shown(value: &serde_json::Value) -> String {
    let text = value.as_str().map(str::to_owned);
    words::printable(&text.unwrap_or_else(|| value.to_string())).into_owned()
}

fn gather(fields: &[Below], depth: usize, lines: &mut Vec<Line>) {
    for Below {
        name,
        value,
        recursive,
    } in fields
    {
        let mut notes = Vec::new();
        if value.required {
            notes.push("required".to_owned());
        }
        notes.extend(default(value).map(|default| format!("default {default}")));
        if !value.values.is_empty() {
            notes.push(values_in_short(&value.values));
        }
        notes.extend(value.since.clone());
        if *recursive {
            notes.push("as above".to_owned());
        }
        lines.push(Line {
            name: format!("{:1$}{name}", "", depth * 2),
            kind: value.kind.clone(),
            notes: notes.join("; "),
        });
        gather(&value.fields, depth + 1, lines);
    }
}
