//! Questions about places in a text, and their answers as the protocol has them.

use std::path::Path;

use serde_json::{Value, json};

use super::actions;
use super::place::{Encoding, Lines, Point};
use crate::ask::{self, Change, Completion, Location, Question, Sort, Symbol, SymbolSort};
use crate::files::{FileSystem, Most};
use crate::source::Span;

/// What answers are made with.
pub(super) struct Answering<'a> {
    pub(super) question: Question<'a>,
    pub(super) encoding: Encoding,
    /// The files as they stand in the client.
    pub(super) files: &'a dyn FileSystem,
    /// How the client calls a file, and which version of it is open.
    pub(super) open: &'a dyn Fn(&Path) -> Option<(String, i64)>,
    pub(super) versioned: bool,
    pub(super) nests: bool,
}

impl Answering<'_> {
    fn lines(&self) -> Lines {
        Lines::of(self.question.text, self.encoding)
    }

    fn offset(&self, point: Point) -> u32 {
        self.lines().offset(self.question.text, point)
    }

    pub(super) fn hover(&self, point: Point) -> Value {
        let Some(hover) = ask::hover(&self.question, self.offset(point)) else {
            return Value::Null;
        };
        json!({
            "contents": {"kind": "markdown", "value": hover.text},
            "range": self.lines().range(self.question.text, hover.span),
        })
    }

    pub(super) fn complete(&self, point: Point) -> Value {
        let lines = self.lines();
        let all = ask::complete(&self.question, self.offset(point));
        let item = |(at, item): (usize, Completion)| {
            let mut value = json!({
                "label": item.label,
                "kind": kind(item.sort),
                "detail": item.detail,
                "sortText": format!("{at:05}"),
                "filterText": item.label,
                "insertTextFormat": 1,
                "insertTextMode": 1,
                "textEdit": {
                    "range": lines.range(self.question.text, item.span),
                    "newText": item.text,
                },
            });
            if !item.about.is_empty() {
                value["documentation"] = json!({"kind": "markdown", "value": item.about});
            }
            value
        };
        let items: Vec<Value> = all.into_iter().enumerate().map(item).collect();
        json!({"isIncomplete": false, "items": items})
    }

    pub(super) fn definition(&self, point: Point) -> Value {
        self.locations(ask::definition(&self.question, self.offset(point)))
    }

    pub(super) fn references(&self, point: Point, with_definition: bool) -> Value {
        let offset = self.offset(point);
        self.locations(ask::references(&self.question, offset, with_definition))
    }

    fn locations(&self, all: Vec<Location>) -> Value {
        let location = |location: Location| {
            Some(json!({
                "uri": self.uri(&location.path),
                "range": self.range(&location)?,
            }))
        };
        Value::Array(all.into_iter().filter_map(location).collect())
    }

    fn uri(&self, path: &Path) -> String {
        let open = (self.open)(path).map(|(uri, _)| uri);
        open.unwrap_or_else(|| super::uri::of(&self.files.locate(path)))
    }

    /// Where a place is, in a text that may be that of another file.
    fn range(&self, location: &Location) -> Option<super::place::Range> {
        if location.path == self.question.path {
            return Some(self.lines().range(self.question.text, location.span));
        }
        let bytes = self.files.read(&location.path, Most::default()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        Some(Lines::of(&text, self.encoding).range(&text, location.span))
    }

    pub(super) fn symbols(&self) -> Value {
        let all = ask::symbols(&self.question);
        let lines = self.lines();
        let range = |span: Span| lines.range(self.question.text, span);
        let uri = self.uri(self.question.path);
        let mut flat = Vec::new();
        let nested = all.iter().map(|symbol| {
            let value = nested(symbol, &range);
            flatten(&value, &uri, &mut flat);
            value
        });
        let nested: Vec<Value> = nested.collect();
        Value::Array(if self.nests { nested } else { flat })
    }

    /// The name that can be another, or a sentence on why it cannot be.
    pub(super) fn renamable(&self, point: Point) -> Result<Value, String> {
        let span = ask::renamable(&self.question, self.offset(point))?;
        let lines = self.lines();
        Ok(span.map_or(Value::Null, |span| {
            json!({
                "range": lines.range(self.question.text, span),
                "placeholder": span.of(self.question.text),
            })
        }))
    }

    /// The changes of a new name, or a sentence on why it cannot be.
    pub(super) fn rename(&self, point: Point, name: &str) -> Result<Value, String> {
        let changes = ask::rename(&self.question, self.offset(point), name)?;
        let mut edits = std::collections::BTreeMap::new();
        for Change { at, text } in changes {
            let range = self
                .range(&at)
                .ok_or("a file that would change cannot be read")?;
            let path = self.files.locate(&at.path);
            let version = (self.open)(&path).map(|(_, version)| version);
            let of_file = edits.entry(path).or_insert((version, Vec::new()));
            of_file.1.push(json!({"range": range, "newText": text}));
        }
        let open = |path: &Path| (self.open)(path).map(|(uri, _)| uri);
        Ok(actions::changes(edits, self.versioned, &open))
    }
}

/// The protocol's numbers.
fn kind(sort: Sort) -> u8 {
    match sort {
        Sort::Field => 5,
        Sort::Value => 12,
        Sort::Kind => 7,
        Sort::Name => 18,
        Sort::File => 17,
    }
}

/// As [`kind`].
fn symbol_kind(sort: SymbolSort) -> u8 {
    match sort {
        SymbolSort::Object => 5,
        SymbolSort::Container => 2,
        SymbolSort::Port => 11,
        SymbolSort::Volume => 19,
        SymbolSort::Variable => 13,
        SymbolSort::Key => 20,
        SymbolSort::Field => 8,
    }
}

fn nested(symbol: &Symbol, range: &dyn Fn(Span) -> super::place::Range) -> Value {
    let children = symbol.children.iter().map(|child| nested(child, range));
    json!({
        // A name must not be empty.
        "name": if symbol.name.is_empty() { "?" } else { &*symbol.name },
        "detail": symbol.detail,
        "kind": symbol_kind(symbol.sort),
        "range": range(symbol.span),
        "selectionRange": range(symbol.at),
        "children": children.collect::<Vec<_>>(),
    })
}

/// The symbols without those in them, for clients that know no others.
fn flatten(symbol: &Value, uri: &str, into: &mut Vec<Value>) {
    into.push(json!({
        "name": symbol["name"],
        "kind": symbol["kind"],
        "location": {"uri": uri, "range": symbol["selectionRange"]},
    }));
    let children = symbol["children"].as_array();
    for child in children.into_iter().flatten() {
        flatten(child, uri, into);
    }
}
