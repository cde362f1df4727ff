//! What kustomizations write over values.

use crate::diagnostic::ObjectRef;
use crate::field_path::{FieldPath, Part};
use crate::yaml::Cursor;

/// A value that `replacements` or `vars` write: of which objects, and where.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Replaced {
    kind: Option<String>,
    name: Option<String>,
    /// As kustomize writes it: `spec.rules.0.host`, `spec.containers.[name=web].image`.
    field: String,
}

impl Replaced {
    /// Reads a file of replacements that a kustomization names.
    pub(in crate::engine) fn read(root: &Cursor<'_>) -> Vec<Self> {
        let entries = root.items().chain([*root]);
        entries.flat_map(|entry| replaced(&entry)).collect()
    }

    /// Whether it writes a field of an object, or something around that.
    pub(super) fn is_at(&self, object: &ObjectRef, field: &FieldPath) -> bool {
        let same = |wanted: &Option<String>, is: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == is)
        };
        same(&self.kind, Some(&object.kind))
            && same(&self.name, object.name.as_deref())
            && covers(&self.field, field)
    }
}

/// Whether a path as kustomize writes it leads to a field, or to what is around it.
fn covers(path: &str, field: &FieldPath) -> bool {
    let mut parts = field.parts().iter();
    let mut rest = path;
    while !rest.is_empty() {
        let end = match rest.starts_with('[') {
            true => rest.find(']').map_or(rest.len(), |at| at + 1),
            false => rest.find('.').unwrap_or(rest.len()),
        };
        let word = rest[..end].trim_matches(['[', ']']);
        let Some(part) = parts.next() else {
            return false;
        };
        let is_it = match part {
            Part::Index(index) => word.parse() == Ok(*index),
            Part::Field(own) | Part::Key(own) | Part::Item(own) => word == own,
        };
        if !is_it && word != "*" && !word.contains('=') {
            return false;
        }
        rest = rest[end..].trim_start_matches('.');
    }
    true
}

/// What an entry of `replacements` writes.
pub(super) fn replaced(entry: &Cursor<'_>) -> Vec<Replaced> {
    let text = |at: Option<Cursor<'_>>| Some(at?.as_str()?.into_owned());
    let targets = entry
        .get("targets")
        .into_iter()
        .flat_map(|targets| targets.items());
    let mut found = Vec::new();
    for target in targets {
        let select = target.get("select");
        let of = |key: &str| text(select.and_then(|select| select.get(key)));
        let paths = target
            .get("fieldPaths")
            .into_iter()
            .flat_map(|paths| paths.items());
        found.extend(paths.filter_map(|path| {
            Some(Replaced {
                kind: of("kind"),
                name: of("name"),
                field: path.as_str()?.into_owned(),
            })
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::covers;
    use crate::field_path::{FieldPath, Part};

    #[test]
    fn a_replacement_covers_its_field_and_what_is_below() {
        let item = |list: FieldPath, at| list.and(Part::Index(at));
        let spec = || FieldPath::top("spec");
        let host = |at| item(spec().field("rules"), at).field("host");
        let containers = spec().field("template").field("spec").field("containers");
        let annotations = FieldPath::top("metadata").field("annotations");
        for (path, field) in [
            ("spec.rules.0.host", host(0)),
            ("spec.rules.*.host", host(3)),
            (
                "spec.template.spec.containers.[name=web].image",
                item(containers, 1).field("image"),
            ),
            (
                "metadata.annotations.[example.com/host]",
                annotations.key("example.com/host"),
            ),
            ("spec", spec().field("replicas")),
        ] {
            assert!(covers(path, &field), "{path} {field}");
        }
        for (path, field) in [("spec.rules.0.host", host(1)), ("spec.host", spec())] {
            assert!(!covers(path, &field), "{path} {field}");
        }
    }
}
