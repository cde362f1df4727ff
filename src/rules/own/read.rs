//! From the text of a page to a rule.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::compile::{Declared, names};
use super::declare::{CONTAINER, OBJECTS, POD};
use super::kinds::Kinds;
use super::{Own, Subject};
use crate::cel::Program;
use crate::diagnostic::{Category, Level, RuleId};
use crate::nearest::nearest;
use crate::policies::expressions::Purpose;
use crate::rules::page::{Page, PageFault};
use crate::rules::{ALL, Check, Rule, find, is_name};
use crate::source::Span;
use crate::yaml::{Cursor, Tree};

/// The fields that only pages of people's rules have.
const FIELDS: [&str; 7] = [
    "expression",
    "place",
    "message",
    "message-expression",
    "note",
    "help",
    "objects",
];

/// The categories that a rule of people's may have.
const CATEGORIES: [Category; 4] = [
    Category::Correctness,
    Category::Reliability,
    Category::Security,
    Category::Design,
];

/// Reads the page of a rule that is called `name`.
///
/// # Errors
///
/// All that is wrong with it.
pub(super) fn read(name: &str, shown: &str, text: &str) -> Result<Rule, Vec<PageFault>> {
    let name_fault = wrong_name(name);
    let (front, body) = Page::split(text).map_err(|fault| vec![fault])?;
    let tree = Tree::read(front);
    let document = tree.documents().first();
    let root = document.and_then(|document| tree.root(document));
    let Some(root) = root.filter(|root| root.entries().next().is_some()) else {
        let at = Span::new(0, 3);
        return Err(vec![PageFault::new(at, "the front matter has no fields")]);
    };
    let mut reading = Reading {
        root,
        page: Page::EMPTY,
        faults: name_fault.into_iter().collect(),
    };
    for fault in document.into_iter().flat_map(|document| &document.faults) {
        reading.faults.push(PageFault {
            span: Page::place(fault.span),
            message: fault.message.clone(),
            help: fault.help.clone(),
        });
    }
    let own = if reading.faults.is_empty() {
        reading.all()
    } else {
        None
    };
    let mut page = reading.page;
    page.take_sections(front, body);
    let mut faults = reading.faults;
    faults.extend(page.check_profiles(text).err());
    match own {
        Some(own) if faults.is_empty() => Ok(Rule {
            id: RuleId::of_people(name),
            text: Cow::Owned(text.to_owned()),
            checks: Cow::Owned(vec![Check::Written(Arc::new(own))]),
            written_in: Some(shown.to_owned()),
            page: OnceLock::from(page),
        }),
        _ => {
            faults.sort_by_key(|fault| fault.span);
            Err(faults)
        }
    }
}

/// What is wrong with the name of a page.
fn wrong_name(name: &str) -> Option<PageFault> {
    let at = Span::new(0, 3);
    let is_taken = find(name).is_some() || Category::find(name).is_some() || name == ALL;
    if is_taken {
        let message = format!("podlint has a rule or a category `{name}` already");
        return Some(PageFault::new(at, message).help("give the file another name"));
    }
    (!is_name(name)).then(|| {
        let message = format!("a rule cannot be called `{name}`");
        PageFault::new(at, message).help(
            "lower-case letters, digits and dashes, the first a letter: `registry-of-ours.md`",
        )
    })
}

struct Reading<'t> {
    root: Cursor<'t>,
    page: Page,
    faults: Vec<PageFault>,
}

impl<'t> Reading<'t> {
    fn field(&self, name: &str) -> Option<Cursor<'t>> {
        self.root.get(name).filter(|value| !value.is_null())
    }

    fn fail(&mut self, at: &Cursor<'_>, message: String) {
        let fault = PageFault::new(Page::place(at.span()), message);
        self.faults.push(fault);
    }

    /// Reads the whole front matter.
    fn all(&mut self) -> Option<Own> {
        for entry in self.root.entries() {
            self.entry(&entry.key, &entry.value);
        }
        for needed in ["summary", "category", "expression"] {
            if self.field(needed).is_none() {
                let message = format!("the front matter has no `{needed}`");
                self.faults.push(PageFault::new(Span::new(0, 3), message));
            }
        }
        let parameters = self.page.parameters.clone();
        let (kinds, others) = (self.kinds("applies-to"), self.kinds("objects"));
        let declared = Declared::of(&parameters, &kinds, &others);
        let mut read = |name: &str, purpose| {
            let at = self.field(name)?;
            declared.read(&at, purpose, &mut self.faults)
        };
        let must_hold = read("expression", Some(Purpose::Validation));
        let place = read("place", None);
        let says = read("message-expression", Some(Purpose::Message));
        let programs = || must_hold.iter().chain(&place).chain(&says);
        let named = |variable| programs().any(|program| names(program, variable));
        let subject = match (named(CONTAINER), named(POD)) {
            (true, _) => Subject::Container,
            (false, true) => Subject::Pod,
            (false, false) => Subject::Object,
        };
        if named(OBJECTS) && others.is_any() {
            let message = "`objects` says which kinds of objects the expression looks at";
            let fault = PageFault::new(self.place_of("expression"), message);
            self.faults.push(fault.help("like `objects: [Service]`"));
        }
        self.check_pods(&kinds, subject);
        self.words(&kinds, subject);
        Some(Own {
            subject,
            message: self.text("message").unwrap_or(self.page.summary.clone()),
            note: self.text("note").or_else(|| reason(must_hold.as_ref()?)),
            help: self.text("help"),
            must_hold: must_hold?,
            place,
            says,
            kinds,
            others,
            parameters,
        })
    }

    fn entry(&mut self, key: &Cursor<'t>, value: &Cursor<'t>) {
        let name = &*key.as_key();
        match name {
            _ if FIELDS.contains(&name) => {}
            "applies-to" => {}
            "level" => {
                let written = value.as_str().unwrap_or_default();
                let mut levels = Level::ALL.into_iter();
                self.page.level = levels.find(|level| level.name() == written);
                if self.page.level.is_none() {
                    let message = "a level is `error`, `warning` or `advice`".to_owned();
                    self.fail(value, message);
                }
            }
            "server" | "fix" if !value.is_null() => {
                let message = format!("a rule that people write has no `{name}`");
                self.fail(key, message);
            }
            _ if Page::FIELDS.contains(&name) => {
                let set = self.page.set(key, value);
                self.faults.extend(set.err());
                if name == "category" && !CATEGORIES.contains(&self.page.category) {
                    let message = "the category of such a rule is correctness, reliability, security or design";
                    self.fail(value, message.to_owned());
                }
            }
            _ => {
                let known = [&Page::FIELDS[..], &FIELDS, &["level"]].concat();
                let written = name.to_lowercase().replace('_', "-");
                let message = format!("`{name}` is no field of the front matter");
                let fault = PageFault::new(Page::place(key.span()), message);
                let near = match name {
                    "messageExpression" => Some("message-expression"),
                    _ => nearest(&written, &known),
                };
                self.faults.push(match near {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault,
                });
            }
        }
    }

    /// A list of kinds; a sentence says nothing.
    fn kinds(&mut self, name: &str) -> Kinds {
        let Some(at) = self.field(name) else {
            return Kinds::default();
        };
        if at.items().next().is_none() {
            let message = format!("`{name}` is a list of kinds, like [Deployment, StatefulSet]");
            self.fail(&at, message);
        }
        Kinds::read(&at, &mut self.faults)
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let at = self.field(name)?;
        let text = at.as_str().map(|text| text.trim().to_owned());
        if text.as_ref().is_none_or(String::is_empty) {
            self.fail(&at, format!("`{name}` is a text"));
        }
        text
    }

    fn place_of(&self, name: &str) -> Span {
        let at = self.field(name);
        at.map_or(Span::new(0, 3), |at| Page::place(at.span()))
    }

    /// Kinds without a pod have neither `pod` nor `container`.
    fn check_pods(&mut self, kinds: &Kinds, subject: Subject) {
        let without = kinds.without_pod().filter(|_| subject != Subject::Object);
        if let (Some(kind), Some(at)) = (without, self.field("applies-to")) {
            let message = format!("a {kind} has no pod, so the expression is never asked of one");
            self.fail(&at, message);
        }
    }

    /// What it applies to, for people.
    fn words(&mut self, kinds: &Kinds, subject: Subject) {
        self.page.applies_to = match (kinds.is_any(), subject) {
            (false, _) => kinds.in_words(),
            (true, Subject::Object) => "every kind".to_owned(),
            (true, Subject::Pod | Subject::Container) => "every kind with a pod".to_owned(),
        };
    }
}

/// How long an expression may be that is shown as a reason.
const BRIEF: usize = 120;

/// The expression as the reason of a finding that has no other.
fn reason(program: &Program) -> Option<String> {
    let text = program.expression.text.split_whitespace();
    let text = text.collect::<Vec<_>>().join(" ");
    (text.len() <= BRIEF).then(|| format!("the rule is `{text}`"))
}
