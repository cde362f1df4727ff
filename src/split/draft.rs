//! Objects that are written anew: made of words and of pieces of the manifest's own text.

use super::edits::Edits;
use super::lines;
use crate::objects::Label;
use crate::source::Span;
use crate::yaml::{Cursor, Entry, Kind, Scalar, Style};

/// A value to write.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Map(Vec<(String, Value)>),
    List(Vec<Value>),
    Copy(Copied),
}

/// A piece of the manifest.
#[derive(Clone, Debug)]
pub(super) struct Copied {
    text: String,
    /// The column in which its lines start, or for what starts behind its key, the key's line.
    column: usize,
    /// Whether it starts on a line of its own.
    block: bool,
}

/// In which style to write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout {
    Block,
    /// JSON, with that many blanks a level, or on one line.
    Json(Option<usize>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A map of texts.
    pub(super) fn texts<'a>(entries: impl IntoIterator<Item = &'a Label>) -> Self {
        let entries = entries.into_iter();
        Self::Map(
            entries
                .map(|(key, value)| (key.to_string(), Self::text(&**value)))
                .collect(),
        )
    }

    /// The value of an entry, as it is written, with the changes inside it.
    pub(super) fn copy(entry: &Entry<'_>, edits: &Edits) -> Self {
        let (text, span) = (entry.key.tree().text(), lines::place(&entry.value));
        let is_block = entry.value.used_at().is_none()
            && entry.value.style() == Style::Block
            && entry.value.kind() != Kind::Scalar;
        if !is_block {
            let line = lines::line(text, entry.key.span().start);
            return Self::Copy(Copied {
                text: edits.apply(text, span),
                column: lines::indent(line),
                block: false,
            });
        }
        let column = lines::column(text, span.start);
        let start = lines::end(text, entry.key.span().end).min(lines::start(text, span.start));
        let end = lines::behind(text, span.end, column.saturating_sub(1));
        let mut text = edits.apply(text, Span::new(start, end));
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Self::Copy(Copied {
            text,
            column,
            block: true,
        })
    }
}

impl Layout {
    /// That of an object.
    pub(super) fn of(root: &Cursor<'_>) -> Self {
        if root.style() != Style::Flow {
            return Self::Block;
        }
        let first = root.entries().next().map(|entry| entry.key.span().start);
        let (text, outer) = (root.tree().text(), root.span().start);
        let first = first.filter(|&at| lines::start(text, at) > outer);
        Self::Json(first.map(|at| {
            let outer = lines::indent(lines::line(text, outer));
            lines::column(text, at).saturating_sub(outer).max(1)
        }))
    }

    /// The text of a map: in block style from the start of a line to the end of one, else without either.
    pub(super) fn write(self, value: &Value, indent: usize) -> String {
        let mut out = String::new();
        match self {
            Self::Block => block(value, indent, &mut out),
            Self::Json(unit) => json(value, unit, indent, &mut out),
        }
        out
    }
}

fn block(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                *out += &" ".repeat(indent);
                *out += &word(key);
                out.push(':');
                under(value, indent, out);
            }
        }
        Value::List(items) if !items.is_empty() => {
            for item in items {
                let mut written = String::new();
                block(item, indent + 2, &mut written);
                *out += &" ".repeat(indent);
                *out += "- ";
                *out += written.trim_start_matches(' ');
            }
        }
        Value::Copy(copied) if copied.block => *out += &copied.at(indent),
        _ => under(value, indent, out),
    }
}

/// What stands behind a colon.
fn under(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            out.push('\n');
            block(value, indent + 2, out);
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            block(value, indent + 2, out);
        }
        Value::Copy(copied) if copied.block => {
            out.push('\n');
            *out += &copied.at(indent + 2);
        }
        Value::Copy(copied) => *out += &format!(" {}\n", copied.at(indent)),
        Value::Map(_) => *out += " {}\n",
        Value::List(_) => *out += " []\n",
        Value::Text(text) => *out += &format!(" {}\n", word(text)),
        Value::Number(number) => *out += &format!(" {number}\n"),
    }
}

fn json(value: &Value, unit: Option<usize>, indent: usize, out: &mut String) {
    let step = unit.unwrap_or(0);
    let line = |indent: usize| match unit {
        Some(_) => format!("\n{}", " ".repeat(indent)),
        None => String::new(),
    };
    let colon = if unit.is_some() { ": " } else { ":" };
    match value {
        Value::Map(entries) => {
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                *out += if at > 0 { "," } else { "" };
                *out += &line(indent + step);
                *out += &quoted(key);
                *out += colon;
                json(value, unit, indent + step, out);
            }
            *out += &line(indent);
            out.push('}');
        }
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                *out += if at > 0 { "," } else { "" };
                *out += &line(indent + step);
                json(item, unit, indent + step, out);
            }
            *out += &line(indent);
            out.push(']');
        }
        Value::Copy(copied) => *out += &copied.at(indent),
        Value::Text(text) => *out += &quoted(text),
        Value::Number(number) => *out += &number.to_string(),
    }
}

impl Copied {
    /// Its text, moved so that it stands in the column `indent`.
    fn at(&self, indent: usize) -> String {
        let first = usize::from(!self.block);
        shifted(&self.text, self.column, indent, first)
    }
}

/// A text whose lines, from the line `first` on, are moved from one column to another.
pub(super) fn shifted(text: &str, from: usize, to: usize, first: usize) -> String {
    let moved = text.split_inclusive('\n').enumerate().map(|(at, line)| {
        if at < first || line.trim().is_empty() || from == to {
            return line.to_owned();
        }
        let rest = line.trim_start_matches(' ');
        let indent = (line.len() - rest.len() + to).saturating_sub(from);
        " ".repeat(indent) + rest
    });
    moved.collect()
}

/// A string of YAML: bare where it reads as itself.
pub(super) fn word(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    let is_text = matches!(Scalar::resolve(text.into()), Scalar::Str(_));
    if bare && is_text {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A string of JSON, which is one of YAML too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_would_be_something_else_are_quoted() {
        assert_eq!(word("shop-db"), "shop-db");
        for text in ["8080", "true", "1e3", "a: b", "", "*x", "~"] {
            assert_eq!(word(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn both_layouts_hold_the_same() {
        let port = Value::Map(vec![("port".into(), Value::Number(80))]);
        let value = Value::Map(vec![
            ("ports".into(), Value::List(vec![port])),
            ("none".into(), Value::Map(Vec::new())),
        ]);
        assert_eq!(
            Layout::Block.write(&value, 2),
            "  ports:\n    - port: 80\n  none: {}\n"
        );
        assert_eq!(
            Layout::Json(None).write(&value, 0),
            r#"{"ports":[{"port":80}],"none":{}}"#
        );
    }
}
