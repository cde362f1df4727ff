//! Text that is written anew, with what in it is copied from the source.

use super::lines;
use super::mended::Mended;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Kind, Scalar, Style, Tree};

/// A text and the parts of it that are copies, as an [`Edit`] has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    copies: Vec<(u32, Span)>,
}

impl Draft {
    pub(crate) fn push(&mut self, text: &str) {
        self.text += text;
    }

    /// Takes over a part of the source, which is of one line.
    pub(crate) fn copy(&mut self, source: &str, span: Span) {
        if span.start < span.end {
            self.copies.push((self.text.len() as u32, span));
            self.text += span.of(source);
        }
    }

    pub(crate) fn append(&mut self, other: &Self) {
        let start = self.text.len() as u32;
        self.text += &other.text;
        let copies = other.copies.iter();
        self.copies
            .extend(copies.map(|&(at, span)| (start + at, span)));
    }

    /// The change that puts it in the place of `span`.
    pub(crate) fn instead_of(self, source: SourceId, span: Span) -> Edit {
        Edit {
            copies: self.copies,
            ..Edit::new(source, span, self.text)
        }
    }
}

/// A value on one line, in flow style; comments are left out. None for what does not fit on one: texts of several
/// lines, and what goes by tags, anchors or aliases.
pub(crate) fn flow(value: &Cursor<'_>) -> Option<Draft> {
    let mut draft = Draft::default();
    write(&mut draft, value, 0)?;
    Some(draft)
}

/// No value of a manifest lies deeper.
const DEEPEST: usize = 40;

fn write(draft: &mut Draft, value: &Cursor<'_>, depth: usize) -> Option<()> {
    if value.used_at().is_some() || depth > DEEPEST {
        return None;
    }
    match value.kind() {
        Kind::Mapping => {
            draft.push("{");
            for (at, entry) in value.entries().enumerate() {
                draft.push(if at > 0 { ", " } else { "" });
                write(draft, &entry.key, depth + 1)?;
                draft.push(": ");
                write(draft, &entry.value, depth + 1)?;
            }
            draft.push("}");
        }
        Kind::Sequence => {
            draft.push("[");
            for (at, item) in value.items().enumerate() {
                draft.push(if at > 0 { ", " } else { "" });
                write(draft, &item, depth + 1)?;
            }
            draft.push("]");
        }
        Kind::Alias => return None,
        Kind::Scalar => scalar(draft, value)?,
    }
    Some(())
}

fn scalar(draft: &mut Draft, value: &Cursor<'_>) -> Option<()> {
    let text = value.text();
    let is_flow_safe = |text: &str| {
        !text.contains(['\n', ',', '[', ']', '{', '}'])
            && !text.contains(": ")
            && !text.contains(" #")
    };
    match value.style() {
        Style::Plain if text.is_empty() => draft.push("null"),
        Style::Plain if is_flow_safe(text) => draft.copy(value.tree().text(), value.span()),
        Style::Single | Style::Double if !text.contains('\n') => {
            draft.copy(value.tree().text(), value.span());
        }
        _ => match value.scalar()? {
            Scalar::Str(text) if !text.contains('\n') => draft.push(&quoted(&text)),
            _ => return None,
        },
    }
    Some(())
}

/// An entry of a mapping, or an item of a list, as it reads with changes to it: on one line, if there is room.
pub(crate) fn line(key: Option<&Cursor<'_>>, value: &Cursor<'_>, edits: &[Edit]) -> Option<String> {
    let text = value.tree().text();
    let start = key.map_or(value.span().start, |key| key.span().start);
    let end = value
        .span()
        .end
        .max(key.map_or(start, |key| key.span().end + 1));
    let column = lines::column(text, start);
    let own = Span::new(start, end);
    let moved = |edit: &Edit| {
        let inside = own.contains(edit.span);
        let to = |at: u32| at - start + column as u32;
        inside.then(|| {
            Edit::new(
                edit.source,
                Span::new(to(edit.span.start), to(edit.span.end)),
                &*edit.text,
            )
        })
    };
    let fix = Fix {
        title: String::new(),
        applicability: Applicability::Display,
        edits: edits.iter().map(moved).collect::<Option<_>>()?,
    };
    let before = " ".repeat(column) + own.of(text);
    let after = Mended::of(&before, &[&fix]).text;
    let tree = Tree::read(&after);
    let root = tree.root(tree.documents().first()?)?;
    let fits = |shown: &String| shown.chars().count() <= SHOWN_MOST;
    if key.is_none() {
        return Some(format!("- {}", flow(&root)?.text)).filter(fits);
    }
    let entry = root.entries().next()?;
    let key = entry.key.text();
    let whole = flow(&entry.value).map(|value| format!("{key}: {}", value.text));
    whole.filter(fits).or_else(|| {
        let first = flow(&entry.value.items().next()?)?.text;
        Some(format!("{key}: [{first}, …]")).filter(fits)
    })
}

/// What is longer is not shown as one line of YAML.
pub(crate) const SHOWN_MOST: usize = 76;

/// A string in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a word can stand in flow style as it is, and is a string there.
pub(crate) fn is_plain(word: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let is_string = matches!(Scalar::resolve(word.into()), Scalar::Str(_));
    !word.is_empty() && !word.starts_with('-') && word.chars().all(safe) && is_string
}

/// A string as it can stand in YAML of either style: in quotes where it must.
pub(crate) fn quoted_unless_plain(word: &str) -> String {
    if is_plain(word) {
        word.to_owned()
    } else {
        quoted(word)
    }
}
