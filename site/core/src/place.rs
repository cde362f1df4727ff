//! What there is to say of a place in a file, and what could stand there.

use std::path::Path;

use serde_json::{Value, json};

use podlint::ask::{self, Completion, Question, Sort};
use podlint::config::Unsettled;
use podlint::source::{LineIndex, Span};

use crate::question::At;

/// What is known of the word at a place, in Markdown.
pub(crate) fn hover(asked: &At) -> Result<Value, String> {
    asked.ask(|question, offset, lines| {
        let hover = ask::hover(question, offset);
        hover.map_or(
            Value::Null,
            |hover| json!({ "at": at(question.text, lines, hover.span), "text": hover.text }),
        )
    })
}

/// What could stand at a place, in the order in which it should be offered.
pub(crate) fn complete(asked: &At) -> Result<Value, String> {
    asked.ask(|question, offset, lines| {
        let offered = ask::complete(question, offset);
        let told = |offer: &Completion| {
            json!({
                "label": offer.label,
                "sort": sort(offer.sort),
                "detail": offer.detail,
                "about": offer.about,
                "required": offer.is_required,
                "at": at(question.text, lines, offer.span),
                "text": offer.text,
            })
        };
        offered.iter().map(told).collect()
    })
}

impl At {
    fn ask(
        &self,
        answer: impl FnOnce(&Question<'_>, u32, &LineIndex) -> Value,
    ) -> Result<Value, String> {
        let text = self.text()?;
        let bundle = self.of.bundle();
        let settings = self.of.settings(&bundle).map_err(|error| match error {
            Unsettled::Flag(sentence) => sentence,
            Unsettled::File(fault) => format!("{} cannot be used", fault.shown),
        })?;
        let question = Question {
            path: Path::new(&self.name),
            text,
            settings: &settings,
            around: &bundle.surroundings(&settings),
        };
        let lines = LineIndex::new(text);
        let offset = self.offset(text, &lines);
        Ok(answer(&question, offset, &lines))
    }

    /// The place in bytes; of one that is not in the text, the nearest before it.
    fn offset(&self, text: &str, lines: &LineIndex) -> u32 {
        let line = (self.line.max(1) as usize - 1).min(lines.len().saturating_sub(1));
        let start = lines.start(line);
        let rest = text[start as usize..]
            .split('\n')
            .next()
            .unwrap_or_default();
        let before = rest.chars().take(self.column.max(1) as usize - 1);
        start + before.map(char::len_utf8).sum::<usize>() as u32
    }
}

fn at(text: &str, lines: &LineIndex, span: Span) -> Value {
    let point = |offset| {
        let at = lines.position(text, offset);
        json!({ "line": at.line, "column": at.column })
    };
    json!({ "start": point(span.start), "end": point(span.end) })
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Field => "property",
        Sort::Value => "enum",
        Sort::Kind => "class",
        Sort::Name => "variable",
        Sort::File => "text",
    }
}
