//! Whether a value fits the schema of a custom resource. Source: `pkg/validation/validate` of
//! `k8s.io/kube-openapi`.

use crate::diagnostic::Reason;
use crate::pattern::Pattern;
use crate::schema::formats::Asked;
use crate::validation::field::Field;
use crate::yaml::{Cursor, Kind, Scalar};

/// What does not fit.
#[derive(Debug)]
pub(in crate::validation) struct Violation<'t> {
    /// Where.
    pub(in crate::validation) field: Field<'t>,
    /// In the API server's own terms.
    pub(in crate::validation) reason: Reason,
    /// A whole sentence.
    pub(in crate::validation) message: String,
}

/// Finds what of a value a schema does not take.
pub(super) fn check<'t>(
    value: Field<'t>,
    schema: Field<'t>,
    asked: Asked,
    wrong: &mut Vec<Violation<'t>>,
) {
    let mut at = |field, reason, message| {
        wrong.push(Violation {
            field,
            reason,
            message,
        })
    };
    let kind = schema.get("type").text();
    if !is_of_type(value, &kind, schema) {
        let kind = if kind.is_empty() {
            "integer or string"
        } else {
            &kind
        };
        at(
            value,
            Reason::Invalid,
            format!("the schema takes a value of the type {kind}"),
        );
    }
    let mut allowed = schema.get("enum").items();
    if !schema.get("enum").is_empty() && !allowed.any(|one| is_equal(one, value)) {
        let message = "this is none of the values in `enum`".to_owned();
        at(value, Reason::NotSupported, message);
    }
    for (limit, fits) in limits(value) {
        let bound = schema.get(limit);
        if let Some(bound) = number(bound)
            && !fits(bound)
        {
            let message = format!(
                "the schema has `{limit}: {}`",
                schema.get(limit).place().text()
            );
            at(value, Reason::Invalid, message);
        }
    }
    range(value, schema, wrong);
    text(value, schema, asked, wrong);
    fields(value, schema, asked, wrong);
    junctors(value, schema, asked, wrong);
}

/// The pattern and the format of a text.
fn text<'t>(value: Field<'t>, schema: Field<'t>, asked: Asked, wrong: &mut Vec<Violation<'t>>) {
    let Some(text) = value.str() else { return };
    let (pattern, format) = (schema.get("pattern").text(), schema.get("format").text());
    let is_unlike = |pattern: Pattern| pattern.is_small() && !pattern.fits(&text);
    let mismatch = !pattern.is_empty() && Pattern::read(&pattern).is_ok_and(is_unlike);
    let unlike = [
        (mismatch, "pattern", &pattern),
        (!asked.fits(&format, &text), "format", &format),
    ];
    for (is, keyword, wanted) in unlike {
        if is {
            wrong.push(Violation {
                field: value,
                reason: Reason::Invalid,
                message: format!("the schema has the {keyword} `{wanted}`"),
            });
        }
    }
}

/// A test of a bound.
type Test<'t> = Box<dyn Fn(f64) -> bool + 't>;

/// The bounds of sizes, with what they demand of a value.
fn limits<'t>(value: Field<'t>) -> Vec<(&'static str, Test<'t>)> {
    let Some(node) = value.node() else {
        return Vec::new();
    };
    let (least, most) = match node.kind() {
        Kind::Sequence => ("minItems", "maxItems"),
        Kind::Mapping => ("minProperties", "maxProperties"),
        _ if value.str().is_some() => ("minLength", "maxLength"),
        _ => return Vec::new(),
    };
    let size = match value.str() {
        Some(text) => text.chars().count(),
        None => value.len(),
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "no document has 2^53 of anything"
    )]
    let size = size as f64;
    vec![
        (least, Box::new(move |bound| size >= bound) as Test<'t>),
        (most, Box::new(move |bound| size <= bound)),
    ]
}

/// The bounds of a number.
fn range<'t>(value: Field<'t>, schema: Field<'t>, wrong: &mut Vec<Violation<'t>>) {
    let Some(own) = number(value) else { return };
    let bound = |name| number(schema.get(name)).map(|bound| (bound, !fits_type(bound, schema)));
    let below = bound("minimum").is_some_and(|(bound, alien)| {
        alien || own < bound || (schema.get("exclusiveMinimum").flag() && own <= bound)
    });
    let above = bound("maximum").is_some_and(|(bound, alien)| {
        alien || own > bound || (schema.get("exclusiveMaximum").flag() && own >= bound)
    });
    let uneven = bound("multipleOf")
        .is_some_and(|(step, alien)| alien || step <= 0.0 || (own / step).fract() != 0.0);
    for (is, limit) in [
        (below, "minimum"),
        (above, "maximum"),
        (uneven, "multipleOf"),
    ] {
        if is {
            let bound = schema.get(limit).place().text().to_owned();
            let message = format!("the schema has `{limit}: {bound}`");
            wrong.push(Violation {
                field: value,
                reason: Reason::Invalid,
                message,
            });
        }
    }
}

/// Whether a bound is of the type that the schema has: no value can be held against another. Source:
/// `IsValueValidAgainstRange` of kube-openapi.
fn fits_type(bound: f64, schema: Field<'_>) -> bool {
    if !schema.get("type").is("integer") {
        return true;
    }
    let (low, high) = match schema.get("format").text().as_ref() {
        "int32" => (f64::from(i32::MIN), f64::from(i32::MAX)),
        "uint32" => (0.0, f64::from(u32::MAX)),
        "uint64" => (0.0, u64::MAX as f64),
        _ => (i64::MIN as f64, i64::MAX as f64),
    };
    bound.fract() == 0.0 && (low..=high).contains(&bound)
}

/// The fields of an object and the items of a list.
fn fields<'t>(value: Field<'t>, schema: Field<'t>, asked: Asked, wrong: &mut Vec<Violation<'t>>) {
    let Some(node) = value.node() else { return };
    if node.kind() == Kind::Sequence && schema.get("items").is_set() {
        for item in value.items() {
            check(item, schema.get("items"), asked, wrong);
        }
    }
    if node.kind() != Kind::Mapping {
        return;
    }
    for name in schema.get("required").items() {
        if value.find(&name.text()).is_none() {
            let message = format!("the schema requires the field `{}`", name.text());
            wrong.push(Violation {
                field: value,
                reason: Reason::Required,
                message,
            });
        }
    }
    let other = schema.get("additionalProperties");
    for (key, field) in value.entries() {
        match schema.get("properties").find(&key.as_key()) {
            Some(schema) => check(field, schema, asked, wrong),
            None if other.is_set() && other.bool().is_none() => check(field, other, asked, wrong),
            None => {}
        }
    }
}

/// Schemas of which all, one, or none must hold.
fn junctors<'t>(value: Field<'t>, schema: Field<'t>, asked: Asked, wrong: &mut Vec<Violation<'t>>) {
    let fits = |schema: Field<'t>| {
        let mut wrong = Vec::new();
        check(value, schema, asked, &mut wrong);
        wrong.is_empty()
    };
    for part in schema.get("allOf").items() {
        check(value, part, asked, wrong);
    }
    let (any, one) = (schema.get("anyOf"), schema.get("oneOf"));
    let not = schema.get("not");
    let failed = [
        ("anyOf", !any.is_empty() && !any.items().any(fits)),
        (
            "oneOf",
            !one.is_empty() && one.items().filter(|&part| fits(part)).count() != 1,
        ),
        ("not", not.is_set() && fits(not)),
    ];
    for (name, _) in failed.into_iter().filter(|(_, failed)| *failed) {
        let message = format!("this is not what `{name}` of the schema asks for");
        wrong.push(Violation {
            field: value,
            reason: Reason::Invalid,
            message,
        });
    }
}

/// Whether a value is of a type of JSON Schema; every value is of the type "".
fn is_of_type(value: Field<'_>, kind: &str, schema: Field<'_>) -> bool {
    let either = schema.get("x-kubernetes-int-or-string").flag();
    let Some(node) = value.node() else {
        return kind.is_empty() || schema.get("nullable").flag();
    };
    let own = node.kind();
    let whole = is_whole(node);
    match kind {
        "array" => own == Kind::Sequence,
        "object" => own == Kind::Mapping,
        "string" => value.str().is_some(),
        "boolean" => value.bool().is_some(),
        "integer" => whole,
        "number" => number(value).is_some(),
        _ => !either || whole || value.str().is_some(),
    }
}

/// The largest number that a JSON number without a fraction stands for exactly.
const MOST_EXACT: f64 = 9_007_199_254_740_991.0;

/// Whether the server takes a number for a whole one: what does not fit 64 bits it reads as one with a fraction.
fn is_whole(node: Cursor<'_>) -> bool {
    match node.scalar() {
        Some(Scalar::Int(int)) => i64::try_from(int).is_ok(),
        Some(Scalar::Float(float)) => float.fract() == 0.0 && float.abs() <= MOST_EXACT,
        _ => false,
    }
}

/// A number that is no string.
fn number(field: Field<'_>) -> Option<f64> {
    match field.node()?.scalar()? {
        #[expect(clippy::cast_precision_loss, reason = "as JSON numbers are compared")]
        Scalar::Int(int) => Some(int as f64),
        Scalar::Float(float) => Some(float),
        _ => None,
    }
}

/// Whether two values are the same.
fn is_equal(one: Field<'_>, other: Field<'_>) -> bool {
    let (Some(first), Some(second)) = (one.node(), other.node()) else {
        return !one.is_set() && !other.is_set();
    };
    match (first.kind(), second.kind()) {
        (Kind::Sequence, Kind::Sequence) => {
            one.len() == other.len() && one.items().zip(other.items()).all(|(a, b)| is_equal(a, b))
        }
        (Kind::Mapping, Kind::Mapping) => {
            let same = |(key, value): (Cursor<'_>, _)| {
                other
                    .find(&key.as_key())
                    .is_some_and(|other| is_equal(value, other))
            };
            one.len() == other.len() && one.entries().all(same)
        }
        _ => match (number(one), number(other)) {
            (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
            _ => first.scalar() == second.scalar(),
        },
    }
}

/// The key of a field that a structural schema does not know and the server would drop. Source:
/// `pkg/apiserver/schema/pruning`.
pub(super) fn unknown_field<'t>(value: Field<'t>, schema: Field<'t>) -> Option<Cursor<'t>> {
    let keep = schema.get("x-kubernetes-preserve-unknown-fields").flag();
    let other = schema.get("additionalProperties");
    if schema.get("items").is_set() {
        let mut items = value
            .node()
            .filter(|node| node.kind() == Kind::Sequence)?
            .items();
        return items.find_map(|item| unknown_field(Field::of(item), schema.get("items")));
    }
    value.node().filter(|node| node.kind() == Kind::Mapping)?;
    let embedded = schema.get("x-kubernetes-embedded-resource").flag();
    value.entries().find_map(|(key, field)| {
        let name = key.as_key();
        match schema.get("properties").find(&name) {
            Some(schema) => unknown_field(field, schema),
            None if other.bool().is_none() && other.is_set() => unknown_field(field, other),
            None if keep || other.bool() == Some(true) => None,
            None if embedded && matches!(name.as_ref(), "metadata" | "kind" | "apiVersion") => None,
            None => Some(key),
        }
    })
}
