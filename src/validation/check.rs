//! What the checks of an object have found, in the API server's own kinds of errors. Source: `field.Error`
//! of apimachinery.

use std::collections::BTreeSet;

use crate::api::Version;
use crate::diagnostic::{Diagnostic, Label, MOST_OF_DOCUMENT, Reason, Server, brief_value};
use crate::nearest::nearest;
use crate::objects::{Object, last_step};
use crate::validation::crd::Violation;
use crate::validation::field::Field;
use crate::validation::known::{Known, in_two, paths_to};
use crate::validation::versions::{self, Feature};

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
        }
    }

    /// The top of the object.
    pub(super) fn root(&self) -> Field<'t> {
        Field::of(self.object.root)
    }

    /// Whether the API server does something that only some versions do.
    pub(super) fn has(&self, feature: &Feature) -> bool {
        feature.is_in(self.version)
    }

    /// A field that must be there is not. `example`: what to write, `name: web`.
    pub(super) fn required(&mut self, field: Field<'t>, example: &str) {
        if self.found.len() >= MOST_OF_DOCUMENT {
            return;
        }
        let path = self.path(field);
        let (holder, name) = in_two(&path);
        if self.is_misspelt(holder, name) {
            return;
        }
        let holder = if holder.is_empty() {
            format!("this {}", self.object.kind)
        } else {
            format!("`{holder}`")
        };
        let message = if field.is_set() {
            format!("`{name}` of {holder} is empty")
        } else {
            format!("{holder} has no `{name}`, which must be there")
        };
        let help = format!("write `{example}`");
        self.at(Reason::Required, field, message, Some(help));
    }

    /// Whether an unknown field of `holder` is `name` misspelt: then that is said, and only that.
    fn is_misspelt(&mut self, holder: &str, name: &str) -> bool {
        self.known.update(self.found);
        let mut unknown = self.known.unknown_in(holder);
        unknown.any(|written| nearest(written, &[name]).is_some())
    }

    /// The path of a field that is to be named. It takes a look at all items before it, so that there is none where
    /// nothing more is kept.
    pub(super) fn path(&self, field: Field<'t>) -> String {
        if self.found.len() < MOST_OF_DOCUMENT {
            field.path(self.object)
        } else {
            String::new()
        }
    }

    fn push(&mut self, found: Diagnostic) {
        if self.found.len() < MOST_OF_DOCUMENT {
            self.found.push(found);
        }
    }

    /// As [`Self::required`], where the server names a path that no node is near.
    pub(super) fn required_at(&mut self, field: Field<'t>, path: String, message: String) {
        let place = field.place();
        let mut found = self.object.diagnostic("missing-field", &place, message);
        found.help = Some("add it there".to_owned());
        let found = found.field(path).reason(Reason::Required);
        self.push(found.server(Server::Rejects));
    }

    /// A value that does not fit a schema that stands in the object itself.
    pub(super) fn violation(&mut self, wrong: Violation<'t>) {
        self.at(wrong.reason, wrong.field, wrong.message, None);
    }

    /// A value of the right type that is not allowed. `takes`: what the field takes.
    pub(super) fn invalid(&mut self, field: Field<'t>, takes: &str) {
        let path = self.path(field);
        let is = if field.is_set() {
            format!("not `{}`", short(field.place().text()))
        } else {
            "and is not set".to_owned()
        };
        let message = format!("`{}` takes {takes}, {is}", last_step(&path));
        self.at(Reason::Invalid, field, message, None);
    }

    /// A value that is not allowed beside others. `message` is a whole sentence, `help` what to do.
    pub(super) fn conflict(&mut self, field: Field<'t>, message: impl Into<String>, help: &str) {
        let help = Some(help.to_owned());
        self.at(Reason::Invalid, field, message.into(), help);
    }

    /// A value out of a closed set that does not hold it.
    pub(super) fn unsupported(&mut self, field: Field<'t>, allowed: &[&str]) {
        let path = self.path(field);
        let text = short(field.place().text());
        let allowed = crate::schema::one_of(allowed);
        let message = format!("`{}` takes {allowed}, not `{text}`", last_step(&path));
        self.at(Reason::NotSupported, field, message, None);
    }

    /// A field that may not be set here. `why` completes "may not be set …".
    pub(super) fn forbidden(&mut self, field: Field<'t>, why: &str) {
        let path = self.path(field);
        let message = format!("`{}` may not be set {why}", last_step(&path));
        self.at(Reason::Forbidden, field, message, None);
    }

    /// A value that must be unique and stands a second time.
    pub(super) fn duplicate(&mut self, field: Field<'t>, first: Field<'t>) {
        let path = self.path(field);
        let text = short(field.place().text());
        let message = format!("`{}` `{text}` stands twice", last_step(&path));
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
        "here again".clone_into(&mut found.primary.message);
        let source = found.primary.source;
        found.labels.push(Label {
            source,
            span: first,
            message: "first here".to_owned(),
        });
    }

    /// A value longer than `most` bytes or entries.
    pub(super) fn too_long(&mut self, field: Field<'t>, most: usize, unit: &str) {
        let path = self.path(field);
        let name = match last_step(&path) {
            "" => &self.object.kind,
            field => field,
        };
        let message = format!("`{name}` may have at most {most} {unit}");
        self.at(Reason::TooLong, field, message, None);
    }

    /// A list of more than `most` items.
    pub(super) fn too_many(&mut self, field: Field<'t>, most: usize) {
        let path = self.path(field);
        let message = format!("`{}` may have at most {most} items", last_step(&path));
        self.at(Reason::TooMany, field, message, None);
    }

    /// A name that refers to nothing. `what`: what there should be, "a volume of this pod".
    pub(super) fn not_found(&mut self, field: Field<'t>, what: &str) {
        let text = short(field.place().text());
        let message = format!("`{text}` names no {what}");
        self.at(Reason::NotFound, field, message, None);
    }

    /// Something that the server stores and warns of. `message` is a whole sentence.
    pub(super) fn warn(
        &mut self,
        rule: &'static str,
        field: Field<'t>,
        message: impl Into<String>,
    ) {
        let place = field.place();
        let path = self.path(field);
        let mut found = self.object.diagnostic(rule, &place, message).field(path);
        found.server = Some(Server::Warns);
        self.push(found);
    }

    /// Something that the server takes without a word, and that hardly anybody means. `help` is what to write.
    pub(super) fn doubt(
        &mut self,
        rule: &'static str,
        field: Field<'t>,
        message: impl Into<String>,
        help: String,
    ) {
        self.warn(rule, field, message);
        if let Some(found) = self.found.last_mut() {
            found.server = Some(Server::Takes);
            found.help = Some(help);
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
        let paths: BTreeSet<String> = fields
            .iter()
            .map(|dropped| self.path(dropped.field))
            .collect();
        self.found.retain(|found| {
            let at = found.field.as_deref().unwrap_or_default();
            let is_unread = found.reason.is_some() || found.server == Some(Server::Warns);
            !is_unread || !paths_to(at).any(|path| paths.contains(path))
        });
        self.known = Known::default();
        for dropped in fields {
            self.warn("ignored-value", dropped.field, dropped.message);
            if let Some(found) = self.found.last_mut() {
                found.server = Some(Server::Takes);
                found.help = Some(dropped.help);
                found.notes.extend(dropped.note);
            }
        }
    }

    /// As [`Self::warn`], for what is true in all versions and only newer servers warn of.
    pub(super) fn warn_since(
        &mut self,
        feature: &Feature,
        rule: &'static str,
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
        self.known.update(self.found);
        if self.known.is_unread(&path) {
            return None;
        }
        for index in self.known.at(&place) {
            let known = &mut self.found[index];
            let Some(other) = known.field.as_deref() else {
                continue;
            };
            // What the schema found here is the same thing, though the server may name it otherwise.
            let elsewhere = known.rule == "unsupported-value" && other != path;
            let again = known.reason == Some(reason) && other == path;
            if elsewhere || again {
                known.field = Some(path);
                known.reason = Some(reason);
                return None;
            }
        }
        let mut found = self.object.diagnostic(rule_of(reason), &place, message);
        found.help = help;
        let found = found.field(path).reason(reason).server(Server::Rejects);
        self.push(found);
        self.found.last_mut()
    }
}

/// The rule that says why the server refuses a field.
fn rule_of(reason: Reason) -> &'static str {
    match reason {
        Reason::Required => "missing-field",
        Reason::Invalid => "invalid-value",
        Reason::Duplicate => "duplicate-entry",
        Reason::NotSupported => "unsupported-value",
        Reason::Forbidden => "forbidden-field",
        Reason::TooLong | Reason::TooMany => "value-too-long",
        Reason::NotFound => "unresolved-name",
    }
}

/// A value as a message shows it, without its quotes.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    brief_value(line.trim_matches(['"', '\'']))
}
