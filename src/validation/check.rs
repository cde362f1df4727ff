//! What the checks of an object have found, in the API server's own kinds of errors. Source: `field.Error`
//! of apimachinery.

use std::collections::{BTreeSet, HashMap};

use crate::api::Version;
use crate::diagnostic::{Diagnostic, MOST_OF_DOCUMENT, Phase, Reason, RuleId, Server, brief_value};
use crate::field_path::FieldPath;
use crate::objects::Object;
use crate::pattern::Pattern;
use crate::schema::findings;
use crate::validation::api_shape::ApiShape;
use crate::validation::crd::Violation;
use crate::validation::field::Field;
use crate::validation::known::Known;
use crate::validation::versions::{self, Feature};
use crate::yaml::Cursor;

/// An object that is being checked, and what has been found.
pub(super) struct Check<'o, 't> {
    /// The object.
    pub(super) object: &'o Object<'t>,
    /// The version of the API server.
    pub(super) version: Version,
    /// What is wrong with it.
    pub(super) found: &'o mut Vec<Diagnostic>,
    /// Where that is.
    known: Known,
    /// Whether texts are regular expressions: schemas say that of quantities in very many places.
    patterns: HashMap<String, bool>,
}

/// A field that the server drops, and why.
pub(super) struct Dropped<'t> {
    pub(super) field: Field<'t>,
    pub(super) message: String,
    pub(super) note: Option<String>,
    pub(super) help: String,
}

impl<'t> Dropped<'t> {
    /// A field behind a feature gate that is off by default. `on`: the minor version that turns it on, if there is one.
    pub(super) fn by_gate(field: Field<'t>, name: &str, gate: &str, on: Option<u8>) -> Self {
        Self {
            field,
            message: format!("`{name}` does nothing: its feature gate `{gate}` is off by default"),
            note: on.map(|minor| format!("`{gate}` is on by default since Kubernetes 1.{minor}")),
            help: format!("leave `{name}` out, or turn `{gate}` on"),
        }
    }
}

impl<'o, 't> Check<'o, 't> {
    /// Of an object that servers of `version` check. `found`: what is wrong with it so far.
    pub(super) fn of(
        object: &'o Object<'t>,
        version: Version,
        found: &'o mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            object,
            version,
            found,
            known: Known::default(),
            patterns: HashMap::new(),
        }
    }

    /// The top of the object.
    pub(super) fn root(&self) -> Field<'t> {
        Field::shaped(self.object.root, ApiShape::of(self.object))
    }

    /// Whether the API server does something that only some versions do.
    pub(super) fn has(&self, feature: &Feature) -> bool {
        feature.is_in(self.version)
    }

    /// Whether a text is a regular expression of Go.
    pub(super) fn is_pattern(&mut self, text: &str) -> bool {
        let known = self.patterns.get(text).copied();
        known.unwrap_or_else(|| {
            let is_one = Pattern::read(text).is_ok();
            self.patterns.insert(text.to_owned(), is_one);
            is_one
        })
    }

    /// The path of a field that is to be named. It takes a look at all items before it, so that there is none where
    /// nothing more is kept.
    pub(super) fn path(&self, field: Field<'t>) -> FieldPath {
        if self.found.len() < MOST_OF_DOCUMENT {
            field.path(self.object)
        } else {
            FieldPath::default()
        }
    }

    /// What messages call a field.
    pub(super) fn name(&self, field: Field<'t>) -> String {
        self.path(field).name()
    }

    pub(super) fn push(&mut self, found: Diagnostic) {
        if self.found.len() < MOST_OF_DOCUMENT {
            self.found.push(found);
        }
    }

    /// A value that does not fit a schema that stands in the object itself.
    pub(super) fn violation(&mut self, wrong: Violation<'t>) {
        self.at(wrong.reason, wrong.field, wrong.message, None);
    }

    /// A value of the right type that is not allowed. `takes`: what the field takes.
    pub(super) fn invalid(&mut self, field: Field<'t>, takes: &str) {
        let name = self.name(field);
        let message = format!("`{name}` takes {takes}, {}", but_is(field));
        self.at(Reason::Invalid, field, message, None);
    }

    /// A value that is not allowed beside others. `message` is a whole sentence, `help` what to do.
    pub(super) fn conflict(&mut self, field: Field<'t>, message: impl Into<String>, help: &str) {
        let help = Some(help.to_owned());
        self.at(Reason::Invalid, field, message.into(), help);
    }

    /// A value out of a closed set that does not hold it.
    pub(super) fn unsupported(&mut self, field: Field<'t>, allowed: &[&str]) {
        let name = self.name(field);
        let allowed = crate::schema::one_of(allowed);
        let message = format!("`{name}` takes {allowed}, {}", but_is(field));
        self.at(Reason::NotSupported, field, message, None);
    }

    /// As [`Self::unsupported`], where the schema takes more values than there may be here.
    pub(super) fn only(&mut self, field: Field<'t>, allowed: &[&str]) {
        let text = field.text();
        if text.is_empty() || allowed.contains(&&*text) {
            return;
        }
        let place = field.place();
        let found = findings::unsupported_value(self.object, &place, &self.name(field), allowed);
        let found = found.server(Server::Rejects);
        self.known.update(self.found);
        let is_of_schema = |&index: &usize| self.found[index].rule == RuleId::UNSUPPORTED_VALUE;
        let of_schema = self.known.at(&place).find(is_of_schema);
        match of_schema {
            Some(of_schema) => self.found[of_schema] = found,
            None => self.push(found),
        }
    }

    /// A value that should plainly be another. `message` is a whole sentence.
    pub(super) fn wrong(&mut self, reason: Reason, field: Field<'t>, message: &str, meant: &str) {
        let (object, place) = (self.object, field.place());
        let help = format!("{}: {meant}", self.name(field));
        if let Some(found) = self.at(reason, field, message.to_owned(), Some(help)) {
            let title = format!("write `{meant}`");
            found.fix = Some(Box::new(findings::replace(object, &place, title, meant)));
        }
    }

    /// A field that may not be set here. `why` completes "may not be set …".
    pub(super) fn forbidden(&mut self, field: Field<'t>, why: &str) {
        let name = self.name(field);
        let message = format!("`{name}` may not be set {why}");
        self.at(Reason::Forbidden, field, message, None);
    }

    /// A value that must be unique and stands a second time.
    pub(super) fn duplicate(&mut self, field: Field<'t>, first: Field<'t>) {
        let name = self.name(field);
        let text = short(field.place().text());
        let message = format!("`{name}` `{text}` stands twice");
        self.again(field, first, (message, None));
    }

    /// A value that is another's already. `says`: the message, and what to do.
    pub(super) fn taken(&mut self, field: Field<'t>, first: Field<'t>, says: (String, String)) {
        self.again(field, first, (says.0, Some(says.1)));
    }

    fn again(&mut self, field: Field<'t>, first: Field<'t>, says: (String, Option<String>)) {
        let (message, help) = says;
        let first = first.place().span();
        let Some(found) = self.at(Reason::Duplicate, field, message, help) else {
            return;
        };
        found.primary.message = "here again".into();
        found.add_label(first, "first here");
    }

    /// A value longer than `most` bytes or entries.
    pub(super) fn too_long(&mut self, field: Field<'t>, most: usize, unit: &str) {
        let name = match self.name(field) {
            name if name.is_empty() => self.object.kind.to_string(),
            name => name,
        };
        let message = format!("`{name}` may have at most {most} {unit}");
        self.at(Reason::TooLong, field, message, None);
    }

    /// A list of more than `most` items.
    pub(super) fn too_many(&mut self, field: Field<'t>, most: usize) {
        let name = self.name(field);
        let message = format!("`{name}` may have at most {most} items");
        self.at(Reason::TooMany, field, message, None);
    }

    /// A name that refers to nothing. `what`: what there should be, "a volume of this pod".
    pub(super) fn not_found(&mut self, field: Field<'t>, what: &str) {
        let text = short(field.place().text());
        let message = format!("`{text}` names no {what}");
        self.at(Reason::NotFound, field, message, None);
    }

    /// Something that the server stores and warns of. `message` is a whole sentence.
    pub(super) fn warn(&mut self, rule: RuleId, field: Field<'t>, message: impl Into<String>) {
        let place = field.place();
        let path = self.path(field);
        let mut found = self.object.diagnostic(rule, &place, message).field(path);
        found.server = Some(Server::Warns);
        self.push(found);
    }

    /// Something that the server takes without a word, and that hardly anybody means. `help` is what to write.
    pub(super) fn doubt(
        &mut self,
        rule: RuleId,
        field: Field<'t>,
        message: impl Into<String>,
        help: String,
    ) {
        self.warn(rule, field, message);
        if let Some(found) = self.found.last_mut() {
            found.server = Some(Server::Takes);
            found.help = Some(help.into());
        }
    }

    /// Makes of what was found since there were `before` findings what it is: the server takes the object,
    /// and refuses the pods that are made of it.
    pub(super) fn of_pods(&mut self, before: usize) {
        for found in self.found.iter_mut().skip(before) {
            versions::refused_later(self.object, found);
        }
    }

    /// Fields that the server drops without a word, whatever is in them.
    pub(super) fn dropped(&mut self, fields: Vec<Dropped<'t>>) {
        let paths: BTreeSet<FieldPath> = fields
            .iter()
            .map(|dropped| self.path(dropped.field))
            .collect();
        self.found.retain(|found| {
            let mut around = found.field.iter().flat_map(FieldPath::prefixes);
            let is_unread = found.phase != Phase::Schema;
            !is_unread || !around.any(|parts| paths.contains(parts))
        });
        self.known = Known::default();
        for dropped in fields {
            self.warn(RuleId::IGNORED_VALUE, dropped.field, dropped.message);
            if let Some(found) = self.found.last_mut() {
                found.server = Some(Server::Takes);
                found.help = Some(dropped.help.into());
                found.notes.extend(dropped.note.map(Into::into));
            }
        }
    }

    /// As [`Self::warn`], for what is true in all versions and only newer servers warn of.
    pub(super) fn warn_since(
        &mut self,
        feature: &Feature,
        rule: RuleId,
        field: Field<'t>,
        message: impl Into<String>,
    ) {
        self.warn(rule, field, message);
        if !self.has(feature)
            && let Some(found) = self.found.last_mut()
        {
            found.server = Some(Server::Takes);
        }
    }

    /// A finding; none where another says it already, or where a value of the wrong type stands in its way.
    pub(super) fn at(
        &mut self,
        reason: Reason,
        field: Field<'t>,
        message: String,
        help: Option<String>,
    ) -> Option<&mut Diagnostic> {
        if self.found.len() >= MOST_OF_DOCUMENT {
            return None;
        }
        let path = self.path(field);
        let place = field.place();
        if let Some(told) = self.told(reason, &path, &place) {
            if let AlreadyTold::Alike(index) = told {
                // The server's word for it.
                self.known.rename(self.found, index, &path);
                self.found[index].reason = Some(reason);
                self.found[index].phase = Phase::Validation;
            }
            return None;
        }
        let mut found = self.object.diagnostic(rule_of(reason), &place, message);
        found.help = help.map(Into::into);
        let found = found.field(path).reason(reason).server(Server::Rejects);
        self.push(found);
        self.found.last_mut()
    }

    /// Whether a finding says already what is wrong with the field `path`, at `place`: one value, and one that is not
    /// there, is one defect, and so is all that would stand in it.
    fn told(
        &mut self,
        reason: Reason,
        path: &FieldPath,
        place: &Cursor<'t>,
    ) -> Option<AlreadyTold> {
        self.known.update(self.found);
        // What cannot be read has no value to be checked, and what holds it is not empty.
        let holds = || reason == Reason::Required && self.known.holds_unread(path);
        if self.known.is_unread(path) || holds() {
            return Some(AlreadyTold::Otherwise);
        }
        // What the schema found here is the same thing, though the server may name it otherwise.
        let is_same = |&index: &usize| {
            let Diagnostic { rule, field, .. } = &self.found[index];
            let is_here = |field| *rule == RuleId::UNSUPPORTED_VALUE || field == path;
            field.as_ref().is_some_and(is_here)
        };
        let alike = self.known.at(place).find(is_same);
        let alike = alike.or_else(|| self.known.missing(path));
        alike.map(AlreadyTold::Alike)
    }
}

/// How a finding says already what is to be said of a field.
enum AlreadyTold {
    /// The one of this index is the same thing.
    Alike(usize),
    /// One is the cause.
    Otherwise,
}

/// The rule that says why the server refuses a field.
fn rule_of(reason: Reason) -> RuleId {
    match reason {
        Reason::Required => RuleId::MISSING_FIELD,
        Reason::Invalid => RuleId::INVALID_VALUE,
        Reason::Duplicate => RuleId::DUPLICATE_ENTRY,
        Reason::NotSupported => RuleId::UNSUPPORTED_VALUE,
        Reason::Forbidden => RuleId::FORBIDDEN_FIELD,
        Reason::TooLong | Reason::TooMany => RuleId::VALUE_TOO_LONG,
        Reason::NotFound => RuleId::UNRESOLVED_NAME,
    }
}

/// What stands in a field that takes something else.
fn but_is(field: Field<'_>) -> String {
    let text = field.place().text();
    if !field.is_set() {
        "and is not set".to_owned()
    } else if text.trim_matches(['"', '\'']).is_empty() {
        "and is empty".to_owned()
    } else {
        format!("not `{}`", short(text))
    }
}

/// A value as a message shows it, without its quotes.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    brief_value(line.trim_matches(['"', '\'']))
}
