//! The versions of a custom resource, each with its schema, columns and subresources.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::DNS_1035_LABEL;

use super::schema;

/// How many fields a version may be selected by.
const SELECTABLE_MOST: usize = 8;

const COLUMN_TYPES: [&str; 5] = ["boolean", "date", "integer", "number", "string"];
const COLUMN_FORMATS: [&str; 8] = [
    "byte",
    "date",
    "date-time",
    "double",
    "float",
    "int32",
    "int64",
    "password",
];

/// `spec.versions`.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let versions = spec.get("versions");
    let mut names = Vec::new();
    let mut stored = 0;
    for version in versions.items() {
        let name = version.get("name");
        check.format_of_set(name, &DNS_1035_LABEL);
        if names.contains(&name.text()) {
            let message = format!("a second version has the name `{}`", name.text());
            check.conflict(
                versions.shown_at(name.place()),
                message,
                "name each version once",
            );
        }
        names.push(name.text());
        stored += usize::from(version.get("storage").flag());
        self::version(check, version);
    }
    if stored != 1 {
        let message = match stored {
            0 => "objects are stored in no version, where it must be one".to_owned(),
            _ => format!("objects are stored in {stored} versions, where it must be one"),
        };
        check.conflict(
            versions,
            message,
            "set `storage: true` in one version and `false` in others",
        );
    }
}

fn version<'t>(check: &mut Check<'_, 't>, version: Field<'t>) {
    deprecation(check, version);
    let schema = version.at(&["schema", "openAPIV3Schema"]);
    if schema.is_set() {
        let status = version.at(&["subresources", "status"]).is_set();
        schema::check(check, schema, status);
    } else {
        check.required(schema, "openAPIV3Schema: {type: object}");
    }
    scale(check, version.at(&["subresources", "scale"]));
    for column in version.get("additionalPrinterColumns").items() {
        self::column(check, column);
    }
    let fields = version.get("selectableFields");
    if !fields.is_empty() && !schema.is_set() {
        let message = "without a schema there are no fields to select by";
        check.conflict(fields, message, "write `schema.openAPIV3Schema`");
    } else {
        selectable_fields(check, fields, schema);
    }
}

/// What a client is told that still uses the version.
fn deprecation<'t>(check: &mut Check<'_, 't>, version: Field<'t>) {
    let warning = version.get("deprecationWarning");
    let Some(text) = warning.str() else { return };
    if !version.get("deprecated").flag() {
        let message = "a version that is not deprecated has no warning to give";
        check.conflict(warning, message, "set `deprecated: true`, or leave it out");
    } else if text.is_empty() || text.len() > 256 || text.contains(char::is_control) {
        check.invalid(warning, "a text of one line, of up to 256 bytes");
    }
}

/// The fields that `kubectl scale` reads and sets.
fn scale<'t>(check: &mut Check<'_, 't>, scale: Field<'t>) {
    if !scale.is_set() {
        return;
    }
    for (name, start) in [
        ("specReplicasPath", ".spec."),
        ("statusReplicasPath", ".status."),
    ] {
        let path = scale.get(name);
        if path.is_empty() {
            check.required(path, &format!("{name}: {start}replicas"));
        } else if !path.text().starts_with(start) {
            check.invalid(path, &format!("a path like `{start}replicas`"));
        }
    }
    let labels = scale.get("labelSelectorPath");
    let text = labels.text();
    if !text.is_empty() && !text.starts_with(".spec.") && !text.starts_with(".status.") {
        check.invalid(labels, "a path like `.status.selector`");
    }
}

/// A column that `kubectl get` prints.
fn column<'t>(check: &mut Check<'_, 't>, column: Field<'t>) {
    if column.get("name").is_empty() {
        check.required(column.get("name"), "name: Replicas");
    }
    let (kind, format) = (column.get("type"), column.get("format"));
    if kind.is_empty() {
        check.required(kind, "type: string");
    } else if !COLUMN_TYPES.contains(&kind.text().as_ref()) {
        check.invalid(kind, &crate::schema::one_of(&COLUMN_TYPES));
    }
    if !format.is_empty() && !COLUMN_FORMATS.contains(&format.text().as_ref()) {
        check.invalid(format, &crate::schema::one_of(&COLUMN_FORMATS));
    }
    let path = column.get("jsonPath");
    if path.is_empty() {
        check.required(path, "jsonPath: .spec.replicas");
    } else if !path.text().starts_with('.') {
        check.invalid(path, "a path like `.spec.replicas`");
    }
}

/// Fields that a client may select objects by: scalars of the schema.
fn selectable_fields<'t>(check: &mut Check<'_, 't>, fields: Field<'t>, schema: Field<'t>) {
    let mut known = Vec::new();
    for path in fields.items().map(|field| field.get("jsonPath")) {
        let text = path.text();
        if text.is_empty() {
            check.required(path, "jsonPath: .spec.color");
        } else if !is_selectable(&text, schema) {
            let takes =
                "the path of a string, boolean or integer of the schema, like `.spec.color`";
            check.invalid(path, takes);
        } else if let Some(&(_, first)) = known.iter().find(|(other, _)| *other == text) {
            check.duplicate(path, first);
        } else {
            known.push((text, path));
        }
    }
    if known.len() > SELECTABLE_MOST {
        check.too_many(fields, SELECTABLE_MOST);
    }
}

/// Whether a path of names leads to a scalar outside of `metadata`. Source: `ValidFieldPath`.
fn is_selectable(path: &str, schema: Field<'_>) -> bool {
    let Some(names) = path.strip_prefix('.') else {
        return false;
    };
    let mut at = schema;
    for name in names.split('.') {
        let properties = at.get("properties");
        let next = match properties.len() {
            0 => Some(at.get("additionalProperties")).filter(|next| next.is_set()),
            _ => properties.find(name),
        };
        match next {
            Some(next) => at = next,
            None => return false,
        }
    }
    let scalar = ["string", "boolean", "integer"].contains(&at.get("type").text().as_ref());
    scalar && names.split('.').next() != Some("metadata")
}
