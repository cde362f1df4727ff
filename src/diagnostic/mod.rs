//! What podlint has to say, as data. Rules make diagnostics, the engine completes and sorts them,
//! reports render them; line and column are worked out only there.

mod category;
mod certainty;
mod phase;
mod rule_id;
mod shared;

pub use category::{Category, Level, Reason, Server};
pub use certainty::Certainty;
pub use phase::Phase;
pub use rule_id::RuleId;
pub use shared::Shared;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::Versions;
use crate::field_path::{self, FieldPath};
use crate::source::{SourceId, Span};

/// How many findings of one text are kept: more would take memory many times its size.
pub const MOST: usize = 100_000;

/// How many findings of one document are kept. More come from a hostile or a mangled one.
pub const MOST_OF_DOCUMENT: usize = 10_000;

/// How many bytes of a message, a note and the like are kept: the text of a manifest may be in it, and may be long.
const MOST_OF_TEXT: usize = 1000;

/// How many bytes of a name are kept. No name that Kubernetes takes is longer.
const MOST_OF_NAME: usize = 320;

/// What is said in a diagnostic. Most of it is alike in all of a rule, and takes no memory in each.
pub type Words = Cow<'static, str>;

/// A text for a report, cut if it is too long for one.
pub(crate) fn brief(text: impl Into<Words>) -> Words {
    let mut text = text.into();
    if text.len() > MOST_OF_TEXT {
        return cut(&text, MOST_OF_TEXT).into();
    }
    if let Words::Owned(own) = &mut text {
        // There may be very many.
        own.shrink_to_fit();
    }
    text
}

/// A name for a report, cut if it is no name that Kubernetes would take.
#[must_use]
pub fn brief_name(name: &str) -> Cow<'_, str> {
    if name.len() <= MOST_OF_NAME {
        return Cow::Borrowed(name);
    }
    Cow::Owned(cut(name, MOST_OF_NAME))
}

/// A value as a message shows it: its first line, and not much of that.
#[must_use]
pub fn brief_value(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().nth(60).is_none() {
        return line.to_owned();
    }
    let start: String = line.chars().take(57).collect();
    format!("{start}…")
}

/// The start of a text, in a string that takes no more.
fn cut(text: &str, most: usize) -> String {
    let most = most - '…'.len_utf8();
    let end = (0..=most).rev().find(|&at| text.is_char_boundary(at));
    format!("{}…", &text[..end.unwrap_or(0)])
}

/// A place in a source and what is to be said of it there. An empty message only marks the place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The source; usually that of the whole diagnostic. Where it is written for another run, that gives it a number.
    #[serde(skip)]
    pub source: SourceId,
    /// The bytes meant: exactly the text that the message speaks of.
    pub span: Span,
    /// A few words, lower case, no full stop.
    pub message: Words,
}

/// Whether a fix may be applied without asking, after rustc's and ruff's use of the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Applicability {
    /// Keeps the meaning the author plainly had.
    Safe,
    /// Probably right; a person should look.
    Unsafe,
    /// Shown only.
    Display,
}

/// Replace the bytes of `span` with `text`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// The source to change.
    #[serde(skip)]
    pub source: SourceId,
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Which parts of `text`, by the byte that they start at, are copies of parts of the source, and of which: what
    /// is found in them is told where they stand today.
    pub copies: Vec<(u32, Span)>,
}

impl Edit {
    /// Replaces `span` of `source` with `text`.
    #[must_use]
    pub fn new(source: SourceId, span: Span, text: impl Into<String>) -> Self {
        Self {
            source,
            span,
            text: text.into(),
            copies: Vec::new(),
        }
    }
}

/// Edits that together mend the cause of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What applying it does, as an imperative: "rename `imge` to `image`".
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// In order of position, not overlapping.
    pub edits: Vec<Edit>,
}

/// The object a diagnostic is about, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectRef {
    /// `apiVersion` as written.
    pub api_version: Arc<str>,
    /// `kind` as written.
    pub kind: Arc<str>,
    /// `metadata.namespace`, if written.
    pub namespace: Option<Arc<str>>,
    /// `metadata.name` or `metadata.generateName`, if written.
    pub name: Option<Arc<str>>,
}

/// One thing to say about one place, with everything that helps to act on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule.
    pub rule: RuleId,
    /// What found it.
    pub phase: Phase,
    /// How certain it is: as the weakest of the facts that it rests on.
    pub certainty: Certainty,
    /// What the API server does with it; what the rule's page says unless the finding knows better.
    pub server: Option<Server>,
    /// The API server's reason type, where it rejects.
    pub reason: Option<Reason>,
    /// One sentence that can stand alone on a line: what is wrong, in the manifest's own words.
    pub message: String,
    /// The place it is about.
    pub primary: Label,
    /// Every other place involved.
    pub labels: Vec<Label>,
    /// Why it matters, a sentence each.
    pub notes: Vec<Words>,
    /// What to do with this manifest, in one line.
    pub help: Option<Words>,
    /// A change that mends it; most have none, and those take no room for one.
    pub fix: Option<Box<Fix>>,
    /// The object it is about, shared by its findings; `None` where none could be read. It is written beside them.
    #[serde(skip)]
    pub object: Option<Arc<ObjectRef>>,
    /// The field path within the object, as the API writes it: `spec.containers[0].image`.
    #[serde(with = "field_path::or_none")]
    pub field: Option<FieldPath>,
    /// The container it is in, by name, where the object has pods.
    pub container: Option<Box<str>>,
    /// The document within the source, from 0, as a YAML reader counts.
    pub document: u32,
    /// What it says of which part of the object, if others may say the same of other parts.
    pub shared: Option<Box<Shared>>,
    /// The versions of Kubernetes that it holds in, where it does not in all that were asked for.
    pub versions: Option<Versions>,
}

impl Diagnostic {
    /// A diagnostic of `rule` at `span` of `source` that says `message`. The rest is added with the
    /// methods below.
    #[must_use]
    pub fn new(rule: RuleId, source: SourceId, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            phase: Phase::Reader,
            certainty: Certainty::Certain,
            server: None,
            reason: None,
            message: brief(message.into()).into_owned(),
            primary: Label {
                source,
                span,
                message: Words::default(),
            },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            object: None,
            field: None,
            container: None,
            document: 0,
            shared: None,
            versions: None,
        }
    }

    /// Has all its places be in one source.
    pub(crate) fn put_in(&mut self, source: SourceId) {
        self.primary.source = source;
        self.labels
            .iter_mut()
            .for_each(|label| label.source = source);
        let edits = self.fix.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| edit.source = source);
    }

    /// The words in the primary place that are meant, where a text says more.
    #[must_use]
    pub fn narrowed(mut self, span: Span) -> Self {
        if self.primary.span.contains(span) {
            self.primary.span = span;
        }
        self
    }

    /// Words for the primary place.
    #[must_use]
    pub fn here(mut self, message: impl Into<Words>) -> Self {
        self.primary.message = brief(message);
        self
    }

    /// Another place of the same source.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<Words>) -> Self {
        self.add_label(span, message);
        self
    }

    /// As [`Self::label`], for what has been found already.
    pub fn add_label(&mut self, span: Span, message: impl Into<Words>) {
        if self.labels.is_empty() {
            // Most have one or none.
            self.labels.reserve_exact(1);
        }
        self.labels.push(Label {
            source: self.primary.source,
            span,
            message: brief(message),
        });
    }

    /// A sentence on why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<Words>) -> Self {
        // There is one, or few.
        self.notes.reserve_exact(1);
        self.notes.push(brief(note));
        self
    }

    /// One line on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Words>) -> Self {
        self.help = Some(brief(help));
        self
    }

    /// The reason type that the API server gives.
    #[must_use]
    pub fn reason(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// What the API server does with this one, where that differs from what the rule's page says.
    #[must_use]
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Makes it no more certain than a fact that it rests on.
    #[must_use]
    pub fn as_certain_as(mut self, fact: Certainty) -> Self {
        self.certainty = self.certainty.and(fact);
        self
    }

    /// The field path within the object.
    #[must_use]
    pub fn field(mut self, field: FieldPath) -> Self {
        self.field = Some(field);
        self
    }

    /// Has it told together with others that say the same of other parts of the object.
    #[must_use]
    pub fn shared(mut self, shared: Shared) -> Self {
        self.shared = Some(Box::new(shared));
        self
    }

    /// A change that mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that is refused has very many, and may take no more than 50 times its size.
    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_diagnostic_is_small() {
        assert!(
            size_of::<Diagnostic>() <= 280,
            "{}",
            size_of::<Diagnostic>()
        );
    }

    #[test]
    fn what_is_kept_takes_no_more_than_it_needs() {
        let mut long = String::with_capacity(900);
        long.push_str("why");
        let found = Diagnostic::new(RuleId::SYNTAX, SourceId(0), Span::new(0, 1), long.clone());
        let mut found = found.note(long).label(Span::new(0, 1), "here");
        assert_eq!(found.message.capacity(), 3);
        let note = found.notes.pop().unwrap().into_owned();
        assert_eq!((found.notes.capacity(), note.capacity()), (1, 3));
        assert_eq!(found.labels.capacity(), 1);
    }
}
