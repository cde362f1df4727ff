//! Fields that must be there.

use crate::diagnostic::{Applicability, Edit, Fix, MOST_OF_DOCUMENT, Reason, RuleId, Server};
use crate::field_path::FieldPath;
use crate::mend::added;
use crate::source::SourceId;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::yaml::Kind;

impl<'t> Check<'_, 't> {
    /// A field that must be there is not. `example`: what to write, `name: web`; or that in words.
    pub(super) fn required(&mut self, field: Field<'t>, example: &str) {
        if self.found.len() >= MOST_OF_DOCUMENT {
            return;
        }
        let (holder, name) = self.path(field).split();
        let name = name.to_string();
        let holder = if holder.is_root() {
            format!("this {}", self.object.kind)
        } else {
            format!("`{holder}`")
        };
        let message = if !field.is_set() {
            format!("{holder} has no `{name}`, which must be there")
        } else if field.is_empty() {
            format!("`{name}` of {holder} is empty")
        } else {
            format!("`{name}` of {holder} is not complete")
        };
        let is_line = entry(example).is_some();
        let help = match example.contains([' ', '`']) {
            _ if is_line => example.to_owned(),
            true => format!("write {example}"),
            false => format!("write `{example}`"),
        };
        let edit = edit(self.object.source, field, example, &name);
        if let Some(found) = self.at(Reason::Required, field, message, Some(help)) {
            // It is an example: what belongs there, only the author knows.
            let fix = edit.map(|edit| Fix {
                title: format!("write `{example}`"),
                applicability: Applicability::Display,
                edits: vec![edit],
            });
            found.fix = fix.map(Box::new);
        }
    }

    /// As [`Self::required`], where the server names a path that no node is near.
    pub(super) fn required_at(&mut self, field: Field<'t>, path: FieldPath, message: String) {
        let place = field.place();
        let mut found = self
            .object
            .diagnostic(RuleId::MISSING_FIELD, &place, message);
        found.help = Some("add it there".into());
        let found = found.field(path).reason(Reason::Required);
        self.push(found.server(Server::Rejects));
    }
}

/// An example that is an entry of a mapping, as key and value.
fn entry(example: &str) -> Option<(&str, &str)> {
    let (key, value) = example.split_once(": ")?;
    (!key.contains([' ', '`'])).then_some((key, value))
}

/// The change that writes an example; none where it leaves something open, or where its place is to be made first.
fn edit(source: SourceId, field: Field<'_>, example: &str, name: &str) -> Option<Edit> {
    let (key, value) = entry(example).filter(|_| !example.contains(['…', '<']))?;
    let is_open = example.contains("...");
    let (node, absent) = field.nearest();
    if is_open || node.used_at().is_some() {
        return None;
    }
    if !absent.is_empty() {
        let is_own = |own: &&&str| own.trim_matches(['[', ']']) == key;
        return absent
            .last()
            .filter(is_own)
            .filter(|_| absent.len() == 1)
            .and_then(|_| added(source, &node, example));
    }
    if name == key {
        let is_bare = node.text().is_empty() && node.span().start == node.span().end;
        let is_one = !is_bare && (field.is_empty() || node.kind() == Kind::Scalar);
        return is_one.then(|| Edit::new(source, node.span(), value));
    }
    added(source, &node, example)
}
