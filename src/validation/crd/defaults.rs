//! Whether the defaults of a schema are values that it takes. Source: `ValidateDefaults`.

use crate::schema::formats::Asked;
use crate::validation::check::Check;
use crate::validation::field::Field;

use super::values;

/// Checks the defaults of a structural schema.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    self::schema(check, root, true);
}

/// Defaults within `additionalProperties` are refused elsewhere; those of the fields that every object has
/// follow rules of their own.
fn schema<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, root: bool) {
    let default = schema.get("default");
    if default.is_set() {
        value(check, default, schema);
    }
    let items = schema.get("items");
    if items.is_set() {
        self::schema(check, items, false);
    }
    let embedded = root || schema.get("x-kubernetes-embedded-resource").flag();
    for (key, property) in schema.get("properties").entries() {
        let is_meta = matches!(key.as_key().as_ref(), "metadata" | "kind" | "apiVersion");
        if !(embedded && is_meta) {
            self::schema(check, property, false);
        }
    }
}

fn value<'t>(check: &mut Check<'_, 't>, default: Field<'t>, schema: Field<'t>) {
    if let Some(unknown) = values::unknown_field(default, schema) {
        let message = format!("the schema knows no field `{}`", unknown.as_key());
        let help = "leave it out, or add it to `properties`";
        check.conflict(default.shown_at(unknown), message, help);
    }
    let mut wrong = Vec::new();
    let asked = Asked::ByServer(check.version);
    values::check(default, schema, asked, &mut wrong);
    for wrong in wrong {
        check.violation(wrong);
    }
}
