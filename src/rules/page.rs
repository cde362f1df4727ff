//! A rule's page: front matter, then Markdown in fixed sections.

use std::fmt;

use crate::diagnostic::{Category, Certainty, Level, Server};
use crate::nearest::nearest;
use crate::rules::{Parameter, profile};
use crate::source::Span;
use crate::yaml::{Cursor, Tree};

/// Something wrong with a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFault {
    /// Where in its text.
    pub span: Span,
    /// One sentence that stands alone.
    pub message: String,
    /// What to write.
    pub help: Option<String>,
}

impl PageFault {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What a rule's fix is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// It keeps the meaning.
    Safe,
    /// A person should look.
    Unsafe,
    /// It is only shown.
    Display,
}

/// A rule's page, taken apart.
#[derive(Clone, Debug)]
pub struct Page {
    /// One line on what the rule finds.
    pub summary: String,
    /// Its category.
    pub category: Category,
    /// What the API server does, unless a finding says otherwise.
    pub server: Option<Server>,
    /// Likely, if what it advises is right for most pods and not for all, however certain the facts of a finding are.
    pub certainty: Certainty,
    /// Whether it has no advice for what is made to be tried, shown or tested, and thrown away again.
    pub spares_demonstrations: bool,
    /// The level of its findings, where it is not that of its category. Pages of podlint's own rules say none.
    pub level: Option<Level>,
    /// The objects that it looks at, in words.
    pub applies_to: String,
    /// The version of podlint that brought it.
    pub since: String,
    /// How bad its findings are for code scanning, from 0 to 10, as CVSS counts; that of its category without it.
    pub(super) severity: Option<String>,
    /// What its fix is good for, if it has one.
    pub fix: Option<FixKind>,
    /// What users may tell it, in order of name.
    pub parameters: Vec<Parameter>,
    /// Documentation it rests on.
    pub references: Vec<String>,
    /// The checks of other linters that mean the same: `kube-linter:host-port`.
    pub covers: Vec<String>,
    /// The rules whose findings at the same place say less of the same: where both would be shown, its own is.
    pub outranks: Vec<String>,
    /// The fields of the API that it looks at, as `podlint explain` takes them: `Pod.spec.volumes` stands for
    /// the volumes of a pod in every kind that has one.
    pub fields: Vec<String>,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// Whether it has a field `profiles`.
    names_profiles: bool,
}

/// A section of a page: what stands under a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading: What, Why, Flagged, Accepted, Fixed, When to ignore.
    pub title: String,
    /// The Markdown under it.
    pub text: String,
    /// The line of the page on which the text starts, from 1.
    pub line: usize,
}

impl Page {
    /// A page that says nothing.
    pub const EMPTY: Self = Self {
        summary: String::new(),
        category: Category::Api,
        server: None,
        certainty: Certainty::Certain,
        spares_demonstrations: false,
        level: None,
        applies_to: String::new(),
        since: String::new(),
        severity: None,
        fix: None,
        parameters: Vec::new(),
        references: Vec::new(),
        covers: Vec::new(),
        outranks: Vec::new(),
        fields: Vec::new(),
        sections: Vec::new(),
        names_profiles: false,
    };

    /// The fields that the front matter of a page has, of whoever's rule.
    pub(super) const FIELDS: [&str; 15] = [
        "summary",
        "category",
        "server",
        "certainty",
        "spares-demonstrations",
        "applies-to",
        "since",
        "profiles",
        "security-severity",
        "fix",
        "parameters",
        "references",
        "covers",
        "outranks",
        "fields",
    ];

    /// Takes a page of podlint's own apart.
    ///
    /// # Errors
    ///
    /// If its front matter is missing or a field is not one that a page can have.
    pub fn parse(text: &str) -> Result<Self, PageFault> {
        let (front, body) = Self::split(text)?;
        let tree = Tree::read(front);
        let root = tree
            .documents()
            .first()
            .and_then(|document| tree.root(document));
        let mut page = Self::EMPTY;
        let root = root.ok_or_else(|| PageFault::new(START, "the front matter is empty"))?;
        for field in ["summary", "category", "applies-to", "since"] {
            root.get(field).ok_or_else(|| {
                PageFault::new(START, format!("the front matter has no `{field}`"))
            })?;
        }
        for entry in root.entries() {
            page.set(&entry.key, &entry.value)?;
        }
        page.take_sections(front, body);
        page.check_profiles(text)?;
        Ok(page)
    }

    /// The front matter and what is behind it.
    pub(super) fn split(text: &str) -> Result<(&str, &str), PageFault> {
        let missing = |what: &str| PageFault::new(START, what);
        let rest = text
            .strip_prefix(FENCE)
            .ok_or_else(|| missing("the page does not start with `---`"))?;
        rest.split_once("\n---\n")
            .ok_or_else(|| missing("the front matter has no end"))
    }

    /// Where a part of the front matter is in the page.
    pub(super) fn place(span: Span) -> Span {
        let before = FENCE.len() as u32;
        Span::new(span.start + before, span.end + before)
    }

    /// Takes the sections of what is behind the front matter.
    pub(super) fn take_sections(&mut self, front: &str, body: &str) {
        self.sections = sections(body, front.lines().count() + 3);
    }

    /// Whether what the page says of profiles can be read where every run looks for it.
    pub(super) fn check_profiles(&self, text: &str) -> Result<(), PageFault> {
        let wrong = |message: &str| Err(PageFault::new(START, message));
        match profile::named(text) {
            Err(message) => wrong(&message),
            Ok(named) if named.is_empty() && self.names_profiles => {
                wrong("`profiles` is one line: `profiles: [security]`")
            }
            Ok(_) => Ok(()),
        }
    }

    /// Takes a field of the front matter.
    pub(super) fn set(&mut self, key: &Cursor<'_>, value: &Cursor<'_>) -> Result<(), PageFault> {
        let field = &*key.as_key();
        let read = self.read(field, value);
        match read {
            Ok(true) => Ok(()),
            Ok(false) => {
                let message = format!("`{field}` is no field of the front matter");
                let fault = PageFault::new(Self::place(key.span()), message);
                Err(match nearest(field, &Self::FIELDS) {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault,
                })
            }
            Err(message) => Err(PageFault::new(Self::place(value.span()), message)),
        }
    }

    /// Takes a field; false if there is no such one.
    fn read(&mut self, field: &str, value: &Cursor<'_>) -> Result<bool, String> {
        let text = value.as_str().map(std::borrow::Cow::into_owned);
        let text = text.unwrap_or_else(|| value.text().to_owned());
        match field {
            "summary" => self.summary = text,
            "applies-to" => self.applies_to = text,
            "since" => self.since = text,
            "category" => self.category = category(&text)?,
            "server" => self.server = server(&text)?,
            "certainty" => self.certainty = certainty(&text)?,
            // Read by `Profile::has`, from the text.
            "profiles" => self.names_profiles = true,
            "security-severity" => self.severity = Some(severity(value)?),
            "spares-demonstrations" => self.spares_demonstrations = value.as_bool() == Some(true),
            "fix" => self.fix = fix(&text)?,
            "parameters" => self.parameters = parameters(value)?,
            "references" => self.references = list(value),
            "covers" => self.covers = covers(value)?,
            "outranks" => self.outranks = list(value),
            "fields" => self.fields = list(value),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The level of a finding of this rule, if the server does this with it and its facts are that certain.
    #[must_use]
    pub fn level(&self, server: Option<Server>, certainty: Certainty) -> Level {
        let of_category = || self.category.level(server, self.certainty.and(certainty));
        self.level.unwrap_or_else(of_category)
    }

    /// How bad its findings are for code scanning, from 0.0 to 10.0, if they have to do with security.
    #[must_use]
    pub fn security_severity(&self) -> Option<&str> {
        const OF_CATEGORY: &str = "5.0";
        let of_category = (self.category == Category::Security).then_some(OF_CATEGORY);
        self.severity.as_deref().or(of_category)
    }

    /// The worst level that its findings have.
    #[must_use]
    pub fn worst_level(&self) -> Level {
        self.level(self.server, Certainty::Certain)
    }

    /// The page without its front matter, but with the documentation that it rests on.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            text += &format!("## {}\n\n{}\n\n", section.title, section.text.trim());
        }
        if !self.references.is_empty() {
            text += "## Documentation\n\n";
            for reference in &self.references {
                text += &format!("- <{reference}>\n");
            }
        }
        text
    }

    /// The section of that title.
    #[must_use]
    pub fn section(&self, title: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.title == title)
    }
}

/// What front matter starts with.
const FENCE: &str = "---\n";

/// Where a page starts.
const START: Span = Span { start: 0, end: 3 };

fn list(value: &Cursor<'_>) -> Vec<String> {
    value
        .items()
        .filter_map(|item| item.as_str().map(std::borrow::Cow::into_owned))
        .collect()
}

fn parameters(value: &Cursor<'_>) -> Result<Vec<Parameter>, String> {
    let entries = value.entries();
    let read = entries.map(|entry| Parameter::of_page(&entry.key.as_key(), &entry.value));
    let mut all: Vec<Parameter> = read.collect::<Result<_, _>>()?;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

/// Entries like `kube-linter:host-port`.
fn covers(value: &Cursor<'_>) -> Result<Vec<String>, String> {
    let checks: Vec<String> = list(value);
    if checks.len() < value.items().count() {
        return Err("an entry of `covers` is no word `linter:check`".to_owned());
    }
    let is_check = |check: &String| {
        check
            .split_once(':')
            .is_some_and(|(_, name)| !name.is_empty())
    };
    match checks.iter().find(|check| !is_check(check)) {
        Some(other) => Err(format!("`{other}` is no `linter:check`")),
        None => Ok(checks),
    }
}

/// A number from 0 to 10 with one place, as code scanning takes it.
fn severity(value: &Cursor<'_>) -> Result<String, String> {
    let text = value.text();
    let number = text
        .parse()
        .ok()
        .filter(|number| (0.0..=10.0).contains(number));
    number.map_or_else(
        || Err(format!("`{text}` is no severity: from 0.0 to 10.0")),
        |number: f32| Ok(format!("{number:.1}")),
    )
}

fn category(text: &str) -> Result<Category, String> {
    Category::find(text).ok_or_else(|| format!("`{text}` is no category"))
}

fn server(text: &str) -> Result<Option<Server>, String> {
    match text {
        "rejects" => Ok(Some(Server::Rejects)),
        "warns" => Ok(Some(Server::Warns)),
        "" | "null" | "~" => Ok(None),
        _ => Err(format!(
            "`{text}` is nothing that a server does: rejects, warns or null"
        )),
    }
}

fn certainty(text: &str) -> Result<Certainty, String> {
    match text {
        "likely" => Ok(Certainty::Likely),
        "certain" => Ok(Certainty::Certain),
        _ => Err(format!(
            "`{text}` is nothing that a rule can be: certain or likely"
        )),
    }
}

fn fix(text: &str) -> Result<Option<FixKind>, String> {
    match text {
        "safe" => Ok(Some(FixKind::Safe)),
        "unsafe" => Ok(Some(FixKind::Unsafe)),
        "display" => Ok(Some(FixKind::Display)),
        "" | "null" | "~" => Ok(None),
        _ => Err(format!("`{text}` is no fix: safe, unsafe, display or null")),
    }
}

/// Splits at headings of the second level that stand outside of code blocks.
fn sections(body: &str, first_line: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut in_code = false;
    for (number, line) in body.lines().enumerate() {
        in_code ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !in_code) {
            Some(title) => sections.push(Section {
                title: title.trim().to_owned(),
                text: String::new(),
                line: first_line + number + 1,
            }),
            None => {
                if let Some(section) = sections.last_mut() {
                    section.text.push_str(line);
                    section.text.push('\n');
                }
            }
        }
    }
    sections
}
