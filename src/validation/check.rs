//! What the checks of an object have found, in the API server's own kinds of errors. Source: `field.Error`
//! of apimachinery.

use crate::api::Version;
use crate::diagnostic::{Diagnostic, Label, Reason, Server};
use crate::objects::Object;
use crate::validation::crd::Violation;
use crate::validation::field::{Field, last_part};
use crate::validation::formats::Format;
use crate::validation::versions::{self, Feature};

/// An object that is being checked, and what has been found.
pub(super) struct Check<'o, 't> {
    /// The object.
    pub(super) object: &'o Object<'t>,
    /// The version of the API server.
    pub(super) version: Version,
    /// What is wrong with it.
    pub(super) found: &'o mut Vec<Diagnostic>,
}

impl<'t> Check<'_, 't> {
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
        let path = field.path(self.object);
        let name = last_part(&path);
        let holder = path[..path.len() - name.len()].trim_end_matches('.');
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

    /// As [`Self::required`], where the server names a path that no node is near.
    pub(super) fn required_at(&mut self, field: Field<'t>, path: String, message: String) {
        let place = field.place();
        let mut found = self.object.diagnostic("missing-field", &place, message);
        found.help = Some("add it there".to_owned());
        let found = found.field(path).reason(Reason::Required);
        self.found.push(found.server(Server::Rejects));
    }

    /// A value that does not fit a schema that stands in the object itself.
    pub(super) fn violation(&mut self, wrong: Violation<'t>) {
        self.at(wrong.reason, wrong.field, wrong.message, None);
    }

    /// A value of the right type that is not allowed. `takes`: what the field takes.
    pub(super) fn invalid(&mut self, field: Field<'t>, takes: &str) {
        let path = field.path(self.object);
        let text = short(field.place().text());
        let name = last_part(&path);
        let message = format!("`{name}` takes {takes}, not `{text}`");
        self.at(Reason::Invalid, field, message, None);
    }

    /// A value that is not allowed beside others. `message` is a whole sentence, `help` what to do.
    pub(super) fn conflict(&mut self, field: Field<'t>, message: impl Into<String>, help: &str) {
        let help = Some(help.to_owned());
        self.at(Reason::Invalid, field, message.into(), help);
    }

    /// A value out of a closed set that does not hold it.
    pub(super) fn unsupported(&mut self, field: Field<'t>, allowed: &[&str]) {
        let path = field.path(self.object);
        let text = short(field.place().text());
        let allowed = crate::schema::one_of(allowed);
        let message = format!("`{}` takes {allowed}, not `{text}`", last_part(&path));
        self.at(Reason::NotSupported, field, message, None);
    }

    /// A field that may not be set here. `why` completes "may not be set …".
    pub(super) fn forbidden(&mut self, field: Field<'t>, why: &str) {
        let path = field.path(self.object);
        let message = format!("`{}` may not be set {why}", last_part(&path));
        self.at(Reason::Forbidden, field, message, None);
    }

    /// A value that must be unique and stands a second time.
    pub(super) fn duplicate(&mut self, field: Field<'t>, first: Field<'t>) {
        let path = field.path(self.object);
        let text = short(field.place().text());
        let message = format!("`{}` `{text}` stands twice", last_part(&path));
        let first = first.place().span();
        let Some(found) = self.at(Reason::Duplicate, field, message, None) else {
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
        let path = field.path(self.object);
        let message = format!("`{}` may have at most {most} {unit}", last_part(&path));
        self.at(Reason::TooLong, field, message, None);
    }

    /// A list of more than `most` items.
    pub(super) fn too_many(&mut self, field: Field<'t>, most: usize) {
        let path = field.path(self.object);
        let message = format!("`{}` may have at most {most} items", last_part(&path));
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
        let path = field.path(self.object);
        let mut found = self.object.diagnostic(rule, &place, message).field(path);
        found.server = Some(Server::Warns);
        self.found.push(found);
    }

    /// Makes of what was found since there were `before` findings what it is: the server takes the object,
    /// and refuses the pods that are made of it.
    pub(super) fn of_pods(&mut self, before: usize) {
        let kind = &self.object.kind;
        for found in self.found.iter_mut().skip(before) {
            found.rule = "refused-pod";
            found.server = None;
            found.reason = None;
            found.notes.push(format!(
                "the API server takes this {kind}, and refuses every pod of it"
            ));
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
            found.server = None;
        }
    }

    /// Checks a string that is set and not empty.
    pub(super) fn format(&mut self, field: Field<'t>, format: &Format) {
        if let Some(text) = field.str().filter(|text| !text.is_empty()) {
            self.format_of(field, &text, format);
        }
    }

    /// Checks a string, which may be empty; what is not set is left alone.
    pub(super) fn format_if_set(&mut self, field: Field<'t>, format: &Format) {
        if let Some(text) = field.str() {
            self.format_of(field, &text, format);
        }
    }

    /// Checks a string, where one that is not set counts as empty.
    pub(super) fn format_of_set(&mut self, field: Field<'t>, format: &Format) {
        if field.is_text() {
            self.format_of(field, &field.text(), format);
        }
    }

    /// Checks a string that must be there.
    pub(super) fn required_format(&mut self, field: Field<'t>, format: &Format) {
        if field.is_empty() {
            let path = field.path(self.object);
            self.required(field, &format!("{}: {}", last_part(&path), format.example));
        } else {
            self.format(field, format);
        }
    }

    /// Checks a string that belongs to a field, a key of a map for one.
    pub(super) fn format_of(&mut self, field: Field<'t>, text: &str, format: &Format) {
        let format = format.of(self.version);
        if (format.fits)(text) {
            return;
        }
        let path = field.path(self.object);
        let name = last_part(&path);
        let shown = short(text);
        let message = format!("`{name}` takes {}, not `{shown}`", format.takes);
        let help = format!("like `{}`", format.example);
        self.at(Reason::Invalid, field, message, Some(help));
    }

    /// Checks that a whole number, if set, is not below `least` nor above `most`.
    pub(super) fn range(&mut self, field: Field<'t>, least: i64, most: i64) {
        let Some(int) = field.int() else { return };
        if !(least..=most).contains(&int) {
            let takes = match (least, most) {
                (0, i64::MAX) => "no negative number".to_owned(),
                (least, i64::MAX) => format!("a number from {least} on"),
                (i64::MIN, most) => format!("a number up to {most}"),
                _ => format!("a number from {least} to {most}"),
            };
            self.invalid(field, &takes);
        }
    }

    /// Checks that a whole number, if set, is not negative.
    pub(super) fn non_negative(&mut self, field: Field<'t>) {
        self.range(field, 0, i64::MAX);
    }

    /// Checks a string out of a closed set, where "" counts as unset.
    pub(super) fn one_of(&mut self, field: Field<'t>, allowed: &[&str]) {
        if let Some(text) = field.str().filter(|text| !text.is_empty())
            && !allowed.contains(&text.as_ref())
        {
            self.unsupported(field, allowed);
        }
    }

    /// Checks a string that is set, out of a closed set; the server takes "" for a value of its own.
    pub(super) fn one_of_set(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_set() {
            self.closed(field, allowed);
        }
    }

    /// Checks a string out of a closed set, where one that is not set is not in it either.
    pub(super) fn closed(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_text() && !allowed.contains(&field.text().as_ref()) {
            self.unsupported(field, allowed);
        }
    }

    /// As [`Self::one_of`], where the server names `field` for what stands in `value`.
    pub(super) fn one_of_at(&mut self, field: Field<'t>, value: Field<'t>, allowed: &[&str]) {
        if let Some(text) = value.str().filter(|text| !text.is_empty())
            && !allowed.contains(&text.as_ref())
        {
            self.unsupported(field, allowed);
        }
    }

    /// Checks a string that must be there, out of a closed set.
    pub(super) fn required_one_of(&mut self, field: Field<'t>, allowed: &[&str]) {
        if field.is_empty() {
            let path = field.path(self.object);
            let example = allowed.first().copied().unwrap_or_default();
            self.required(field, &format!("{}: {example}", last_part(&path)));
        } else {
            self.one_of(field, allowed);
        }
    }

    /// Reports each of the items that equals one before it.
    pub(super) fn unique(&mut self, items: impl Iterator<Item = Field<'t>>) {
        let mut seen: Vec<(String, Field<'t>)> = Vec::new();
        for item in items {
            let Some(text) = item.str().filter(|text| !text.is_empty()) else {
                continue;
            };
            match seen.iter().find(|(other, _)| *other == text) {
                Some(&(_, first)) => self.duplicate(item, first),
                None => seen.push((text.into_owned(), item)),
            }
        }
    }

    /// A finding; none where another says it already, or where a value of the wrong type stands in its way.
    fn at(
        &mut self,
        reason: Reason,
        field: Field<'t>,
        message: String,
        help: Option<String>,
    ) -> Option<&mut Diagnostic> {
        let path = field.path(self.object);
        if versions::is_dropped(&path, self.version) {
            return None;
        }
        let place = field.place();
        let span = place.span();
        for known in self.found.iter_mut() {
            let Some(other) = known.field.as_deref() else {
                continue;
            };
            if known.rule == "wrong-type" && is_within(&path, other) {
                return None;
            }
            // What the schema found here is the same thing, though the server may name it otherwise.
            let listed = known.rule == "unsupported-value" && known.primary.span == span;
            let elsewhere = listed && other != path;
            if elsewhere || (known.reason == Some(reason) && other == path) {
                known.field = Some(path);
                known.reason = Some(reason);
                return None;
            }
        }
        let mut found = self.object.diagnostic(rule_of(reason), &place, message);
        found.help = help;
        let found = found.field(path).reason(reason).server(Server::Rejects);
        self.found.push(found);
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

/// Whether a path is another one, or leads on from it.
fn is_within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// A value as a message shows it: its first line, and not much of that.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let bare = line.trim_matches(['"', '\'']);
    if bare.chars().count() <= 60 {
        return bare.to_owned();
    }
    let start: String = bare.chars().take(57).collect();
    format!("{start}…")
}
