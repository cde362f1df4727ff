//! What a comment or an annotation tells podlint: `ignore[rule, …] reason until=2027-01-31`.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId};
use crate::nearest::nearest;
use crate::rules::{Registry, Selector};
use crate::source::{SourceId, Span};

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// From the word `podlint` to the end, or the whole annotation.
    pub(super) span: Span,
    /// Whether it is said of the whole file.
    pub(super) whole_file: bool,
    /// The rules and categories that are named, each once, without those that nobody knows.
    pub(super) names: Vec<Name>,
    /// Whether it names only rules and categories that are known.
    pub(super) all_known: bool,
    /// Whether it says why.
    pub(super) has_reason: bool,
    /// The last day on which it holds.
    pub(super) until: Option<(Date, Span)>,
}

/// A name and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) selector: Selector,
}

/// What was read, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) directive: Option<Directive>,
    pub(super) faults: Vec<Diagnostic>,
}

/// Of how many names that nobody knows each is told; of the others how many there are.
const MOST_TOLD: usize = 50;

/// How a comment is written, for messages.
const FORM: &str = "# podlint: ignore[rule] reason";

/// Reads a comment; `None` if it does not speak to podlint.
pub(super) fn of_comment(
    source: SourceId,
    text: &str,
    comment: Span,
    rules: &Registry,
) -> Option<Reading> {
    let words = comment.of(text);
    let at = addressed(words)?;
    let rest = &words[at + "podlint".len()..];
    let mut parser = Parser {
        source,
        span: Span::new(comment.start + at as u32, comment.end),
        offset: Some(comment.end - rest.len() as u32),
        rules,
        faults: Vec::new(),
    };
    let directive = parser.comment(rest);
    Some(Reading {
        directive,
        faults: parser.faults,
    })
}

/// Reads the value of an annotation, which stands at `span`. `offset` is where its text starts, if it is
/// written as it is read.
pub(super) fn of_annotation(
    source: SourceId,
    value: &str,
    (span, offset): (Span, Option<u32>),
    rules: &Registry,
) -> Reading {
    let mut parser = Parser {
        source,
        span,
        offset,
        rules,
        faults: Vec::new(),
    };
    let directive = parser.names_and_rest(value);
    Reading {
        directive,
        faults: parser.faults,
    }
}

/// Where the word `podlint` stands in a comment that speaks to it: `# podlint:`, also behind other words
/// and another `#`, and without the colon if it says what to ignore.
fn addressed(comment: &str) -> Option<usize> {
    let starts = comment.match_indices("podlint").map(|(at, _)| at);
    let mut starts = starts.filter(|&at| {
        let is_first = comment[..at].trim_end().ends_with('#');
        let rest = comment[at + "podlint".len()..].trim_start();
        is_first && (rest.starts_with(':') || rest.starts_with("ignore"))
    });
    starts.next()
}

struct Parser<'r> {
    source: SourceId,
    /// What is read, as a whole.
    span: Span,
    /// Where the text that is taken apart starts; `None` if it cannot be pointed into.
    offset: Option<u32>,
    /// The rules that may be named.
    rules: &'r Registry,
    faults: Vec<Diagnostic>,
}

impl Parser<'_> {
    /// Behind the word `podlint`.
    fn comment(&mut self, text: &str) -> Option<Directive> {
        let rest = text.trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start) else {
            let at = self.at(text, &text[..0]);
            let fault = self.fault(self.span, "a colon is missing behind `podlint`");
            let fault = fault.help(format!("like {FORM}"));
            self.faults.push(self.mending(fault, at, ":"));
            return None;
        };
        let end = rest
            .find(|char: char| !char.is_ascii_alphanumeric() && char != '-')
            .unwrap_or(rest.len());
        let (verb, rest) = rest.split_at(end);
        if !matches!(verb, "ignore" | "ignore-file") {
            self.unknown_verb(text, verb);
            return None;
        }
        let Some(list) = rest.trim_start().strip_prefix('[') else {
            self.say(self.span, "this suppression names no rule");
            return None;
        };
        let Some((names, rest)) = list.split_once(']') else {
            self.say(self.span, "the bracket behind the rules is not closed");
            return None;
        };
        let names: Vec<&str> = names.split(',').collect();
        let mut directive = self.directive(text, &names, rest)?;
        directive.whole_file = verb == "ignore-file";
        Some(directive)
    }

    /// `rule, rule reason`: the names end with the first that no comma follows.
    fn names_and_rest(&mut self, text: &str) -> Option<Directive> {
        let (mut names, mut rest) = (Vec::new(), text);
        loop {
            let next = rest.trim_start();
            let end = next
                .find(|char: char| char == ',' || char.is_whitespace())
                .unwrap_or(next.len());
            names.push(&next[..end]);
            rest = &next[end..];
            match rest.trim_start().strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        self.directive(text, &names, rest)
    }

    fn directive(&mut self, text: &str, names: &[&str], rest: &str) -> Option<Directive> {
        let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
        if names.iter().all(|name| name.is_empty()) {
            self.say(self.span, "this suppression names no rule");
            return None;
        }
        let named: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let (names, all_known) = self.names(text, &named);
        let (mut has_reason, mut until) = (false, None);
        for word in rest.split_whitespace() {
            match word.strip_prefix("until=") {
                Some(date) => until = Some((self.date(text, date)?, self.at(text, word))),
                None => has_reason |= word.chars().any(char::is_alphanumeric),
            }
        }
        Some(Directive {
            span: self.span,
            whole_file: false,
            all_known,
            names,
            has_reason,
            until,
        })
    }

    /// What is known of these, each once, and whether that is all of them.
    fn names(&mut self, text: &str, named: &[&str]) -> (Vec<Name>, bool) {
        let (mut names, mut known, mut unknown) = (Vec::new(), BTreeSet::new(), Vec::new());
        for name in named {
            match Selector::find(name, self.rules) {
                Some(selector) if known.insert(selector) => names.push(Name {
                    span: self.at(text, name),
                    selector,
                }),
                Some(_) => {}
                None => unknown.push(*name),
            }
        }
        let (told, others) = unknown.split_at(unknown.len().min(MOST_TOLD));
        for name in told {
            let fault = self.unknown_name(text, name);
            self.faults.push(fault);
        }
        if let [first, ..] = others {
            let count = others.len();
            let message = format!("{count} more names here are none of a rule or category");
            let fault = self.fault(self.at(text, first), &message);
            self.faults.push(fault.help("`podlint rules` lists them"));
        }
        (names, unknown.is_empty())
    }

    fn unknown_name(&self, text: &str, name: &str) -> Diagnostic {
        let (span, near) = (self.at(text, name), Selector::near(name, self.rules));
        let fault = self.fault(span, &Selector::unknown(name, near));
        match near.filter(|_| self.offset.is_some()) {
            Some(near) => self.mending(fault, span, near),
            None => fault,
        }
    }

    fn date(&mut self, text: &str, date: &str) -> Option<Date> {
        let parsed = Date::parse(date);
        if parsed.is_none() {
            let span = self.at(text, date);
            let message = format!("`{date}` is no day; a day is written like 2027-01-31");
            let fault = self.fault(span, &message);
            self.faults.push(fault);
        }
        parsed
    }

    fn unknown_verb(&mut self, text: &str, verb: &str) {
        let message = if verb.is_empty() {
            "this comment speaks to podlint and does not say what to do".to_owned()
        } else {
            format!("podlint cannot be told to `{verb}`, but to `ignore` and `ignore-file`")
        };
        let span = if verb.is_empty() {
            self.span
        } else {
            self.at(text, verb)
        };
        let fault = self.fault(span, &message).help(format!("like {FORM}"));
        let fault = match nearest(verb, &["ignore", "ignore-file"]) {
            Some(near) => self.mending(fault, span, near),
            None => fault,
        };
        self.faults.push(fault);
    }

    fn say(&mut self, span: Span, message: &str) {
        let fault = self.fault(span, message);
        self.faults.push(fault.help(format!("like {FORM}")));
    }

    fn fault(&self, span: Span, message: &str) -> Diagnostic {
        Diagnostic::new(RuleId::UNKNOWN_SUPPRESSION, self.source, span, message)
            .here("this leaves out nothing")
    }

    /// `fault` with the change that mends it: `text` in place of `span`.
    fn mending(&self, fault: Diagnostic, span: Span, text: &str) -> Diagnostic {
        let title = if span.start == span.end {
            format!("add `{text}`")
        } else {
            format!("write `{text}`")
        };
        fault.fix(Fix {
            title,
            applicability: Applicability::Safe,
            edits: vec![Edit::new(self.source, span, text)],
        })
    }

    /// Where `part` of `text` stands.
    fn at(&self, text: &str, part: &str) -> Span {
        let Some(offset) = self.offset else {
            return self.span;
        };
        let start = offset + (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
        Span::new(start, start + part.len() as u32)
    }
}
