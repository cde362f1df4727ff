//! A place in the API as a terminal shows it.

use anstyle::{AnsiColor, Style};

use crate::api::{Place, Shape};
use crate::cli::markdown;
use crate::explain::{Below, Explanation, default, summary};
use crate::report::wrap::wrapped;

/// How to show it.
pub(super) struct Page {
    bold: Style,
    code: Style,
    color: bool,
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
            color,
            width,
        }
    }

    pub(super) fn render(&self, place: &Place, facts: &Explanation) -> String {
        let names = [facts.kind, &facts.path];
        let title = names.join(if facts.path.is_empty() { "" } else { "." });
        let mut out = format!(
            "{bold}{title}{bold:#}  {}, Kubernetes {}\n\n",
            facts.api_version,
            facts.kubernetes_version,
            bold = self.bold,
        );
        if let Some(description) = &facts.value.description {
            out.push_str(&markdown::render(description, self.color, self.width));
            out.push('\n');
        }
        for (label, text) in summary(facts, &|other| format!("{other} (--api-version {other})")) {
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

/// The values, or the first of so many that they would fill the table.
fn values_in_short(values: &[&str]) -> String {
    const MOST: usize = 10;
    if values.len() <= MOST {
        return format!("one of {}", values.join(", "));
    }
    let first = values[..MOST / 2].join(", ");
    format!("one of {first} and {} more", values.len() - MOST / 2)
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
