//! What podlint has to say, as data. Rules make diagnostics, the engine completes and sorts them,
//! reports render them; line and column are worked out only there.

use crate::api::Versions;
use crate::source::{SourceId, Span};

/// How bad it is, worst first. Derived from the rule's category and the finding's certainty, see
/// [`Category::level`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The API server refuses it, or it cannot work as written.
    Error,
    /// Accepted, and against what the API server or accepted practice says.
    Warning,
    /// Likely, not certain, or a matter of shape.
    Advice,
}

impl Level {
    /// Every level, worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Advice];

    /// What configuration and reports call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// What the API server does with the cause of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Server {
    /// It refuses the object.
    Rejects,
    /// It stores the object and returns a warning.
    Warns,
    /// It stores the object and says nothing.
    Takes,
}

/// The API server's own reason type (`metav1.CauseType`), in kebab-case when written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A field that must be there is not.
    Required,
    /// A value of the right type that is not allowed.
    Invalid,
    /// A value that must be unique stands twice.
    Duplicate,
    /// A value out of a closed set that does not hold it.
    NotSupported,
    /// A field that may not be set here.
    Forbidden,
    /// A value longer than allowed.
    TooLong,
    /// A list of too many items.
    TooMany,
    /// A name that refers to nothing.
    NotFound,
}

/// How sure a rule is: what is likely is shown as advice, with its evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The manifest proves it.
    #[default]
    Certain,
    /// The manifest suggests it.
    Likely,
}

/// What sort of thing a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Cannot be read as YAML or JSON; duplicate keys.
    Syntax,
    /// The API server rejects it, or warns about it.
    Api,
    /// A removed or deprecated API in the target version.
    Deprecation,
    /// Accepted, but cannot work as written.
    Correctness,
    /// Accepted practice for running reliably.
    Reliability,
    /// Accepted practice for running safely.
    Security,
    /// The shape of a pod.
    Design,
    /// What podlint was told to pass over, where that does not do what it says.
    Suppression,
}

impl Category {
    /// Every category, in order.
    pub const ALL: [Self; 8] = [
        Self::Syntax,
        Self::Api,
        Self::Deprecation,
        Self::Correctness,
        Self::Reliability,
        Self::Security,
        Self::Design,
        Self::Suppression,
    ];

    /// What pages, configuration and reports call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Api => "api",
            Self::Deprecation => "deprecation",
            Self::Correctness => "correctness",
            Self::Reliability => "reliability",
            Self::Security => "security",
            Self::Design => "design",
            Self::Suppression => "suppression",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.name() == name)
    }

    /// The level of a finding in this category.
    #[must_use]
    pub fn level(self, server: Option<Server>, certainty: Certainty) -> Level {
        match (self, server, certainty) {
            (Self::Syntax, _, _) => Level::Error,
            (Self::Api | Self::Deprecation, Some(Server::Rejects), _) => Level::Error,
            (_, _, Certainty::Likely) => Level::Advice,
            (Self::Correctness, _, _) => Level::Error,
            _ => Level::Warning,
        }
    }
}

/// A place in a source and what is to be said of it there. An empty message only marks the place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The source; usually that of the whole diagnostic.
    pub source: SourceId,
    /// The bytes meant: exactly the text that the message speaks of.
    pub span: Span,
    /// A few words, lower case, no full stop.
    pub message: String,
}

/// Whether a fix may be applied without asking, after rustc's and ruff's use of the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Keeps the meaning the author plainly had.
    Safe,
    /// Probably right; a person should look.
    Unsafe,
    /// Shown only.
    Display,
}

/// Replace the bytes of `span` with `text`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The source to change.
    pub source: SourceId,
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Edits that together mend the cause of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What applying it does, as an imperative: "rename `imge` to `image`".
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// In order of position, not overlapping.
    pub edits: Vec<Edit>,
}

/// The object a diagnostic is about, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectRef {
    /// `apiVersion` as written.
    pub api_version: String,
    /// `kind` as written.
    pub kind: String,
    /// `metadata.namespace`, if written.
    pub namespace: Option<String>,
    /// `metadata.name` or `metadata.generateName`, if written.
    pub name: Option<String>,
}

/// One thing to say about one place, with everything that helps to act on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The name of the rule, which is that of its page.
    pub rule: &'static str,
    /// How sure the rule is.
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
    pub notes: Vec<String>,
    /// What to do with this manifest, in one line.
    pub help: Option<String>,
    /// A change that mends it.
    pub fix: Option<Fix>,
    /// The object it is about; `None` where none could be read.
    pub object: Option<ObjectRef>,
    /// The field path within the object, as the API writes it: `spec.containers[0].image`.
    pub field: Option<String>,
    /// The container it is in, by name, where the object has pods.
    pub container: Option<String>,
    /// The document within the source, from 0, as a YAML reader counts.
    pub document: u32,
    /// The versions of Kubernetes that it holds in, where it does not in all that were asked for.
    pub versions: Option<Versions>,
}

impl Diagnostic {
    /// A diagnostic of `rule` at `span` of `source` that says `message`. The rest is added with the
    /// methods below.
    #[must_use]
    pub fn new(
        rule: &'static str,
        source: SourceId,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            certainty: Certainty::Certain,
            server: None,
            reason: None,
            message: message.into(),
            primary: Label {
                source,
                span,
                message: String::new(),
            },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            object: None,
            field: None,
            container: None,
            document: 0,
            versions: None,
        }
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
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Another place of the same source.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            source: self.primary.source,
            span,
            message: message.into(),
        });
        self
    }

    /// A sentence on why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// One line on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
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

    /// Marks the finding as likely, so that it is shown as advice.
    #[must_use]
    pub fn likely(mut self) -> Self {
        self.certainty = Certainty::Likely;
        self
    }

    /// The field path within the object.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A change that mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
