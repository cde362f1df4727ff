//! Checks an object against its schema, and says what does not fit at the place where it stands.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Error;
use serde_json::Value;

use super::load::Schema;
use super::{admit, branches, keywords, value, words};
use crate::diagnostic::{Diagnostic, Reason};
use crate::objects::Object;
use crate::schema::findings::{self, Holder};
use crate::schema::words as common;
use crate::yaml::{Cursor, Kind};

/// Checks an object against the schema of its kind; adds to `found`.
pub(super) fn check(object: &Object<'_>, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let mut value = value::of(object.root);
    admit::admit(&mut value, &schema.document);
    let view = View { object, schema };
    let mut own = Vec::new();
    for error in schema.validator.iter_errors(&value) {
        view.explain(&error, &mut own);
    }
    tidy(own, found);
}

/// Adds what was found but what another finding says better: of a value of the wrong type nothing else is
/// of interest, and what every object has was checked before.
fn tidy(own: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) {
    let wrong: Vec<_> = own
        .iter()
        .filter(|diagnostic| diagnostic.rule == "wrong-type")
        .map(|diagnostic| diagnostic.primary.span)
        .collect();
    let before = found.len();
    for diagnostic in own {
        let span = diagnostic.primary.span;
        let known = &found[..before];
        let again = known
            .iter()
            .any(|other| other.rule == diagnostic.rule && other.primary.span == span);
        if !again && (diagnostic.rule == "wrong-type" || !wrong.contains(&span)) {
            found.push(diagnostic);
        }
    }
}

/// An object beside its schema.
pub(super) struct View<'v, 't> {
    pub(super) object: &'v Object<'t>,
    pub(super) schema: &'v Schema,
}

/// A value, and the key before it.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) value: Cursor<'t>,
    pub(super) key: Option<Cursor<'t>>,
}

impl<'t> Place<'t> {
    /// What to point at: of a collection its key says more than its text.
    pub(super) fn shown(&self) -> Cursor<'t> {
        match self.value.kind() {
            Kind::Mapping | Kind::Sequence => self.holder("").place(),
            _ => self.value,
        }
    }

    pub(super) fn holder<'w>(&self, called: &'w str) -> Holder<'w, 't> {
        Holder {
            value: self.value,
            key: self.key,
            called,
        }
    }
}

impl<'t> View<'_, 't> {
    /// Adds what an error means to `found`; it may be several things.
    pub(super) fn explain(&self, error: &ValidationError<'_>, found: &mut Vec<Diagnostic>) {
        let place = self.place(error);
        if error.instance().is_null() && !place.value.is_null() {
            // What lies too deep was left out.
            return;
        }
        match error.kind() {
            Error::AdditionalProperties { unexpected }
            | Error::UnevaluatedProperties { unexpected } => {
                found.extend(self.unknown(&place, self.fields(error), unexpected));
            }
            Error::Required { property } => found.extend(self.missing(&place, error, property)),
            Error::Type { kind } => {
                let (takes, mended) = words::types(&place.value, kind);
                found.push(findings::wrong_type(
                    self.object,
                    &place.value,
                    &takes,
                    mended,
                ));
            }
            Error::Enum { options } => found.push(self.unsupported(&place, options)),
            Error::Constant { expected_value } => {
                found.push(self.unsupported(&place, expected_value))
            }
            Error::AnyOf { context } | Error::OneOfNotValid { context } => {
                if let [only] = context.as_slice() {
                    return only.iter().for_each(|error| self.explain(error, found));
                }
                found.push(branches::none(self, &place, error, context));
            }
            Error::OneOfMultipleValid { context } => {
                found.push(branches::several(self, &place, error, context));
            }
            Error::Not { schema } => found.push(branches::ruled_out(self, &place, schema)),
            Error::FalseSchema => {
                let message = format!("`{}` may not be set", self.name(&place));
                found.push(self.at("forbidden-field", &place, message, Reason::Forbidden));
            }
            Error::Custom { keyword, message } if keyword == keywords::LIST_TYPE => {
                let places = message.split_once(' ');
                let places = places.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                found.extend(places.and_then(|places| self.duplicate(&place, places)));
            }
            Error::UniqueItems => {
                let places = keywords::duplicate(error.instance());
                found.extend(places.and_then(|places| self.duplicate(&place, places)));
            }
            _ => found.push(self.limit(&place, error)),
        }
    }

    /// The value that an error speaks of; where it is a default, what holds it.
    fn place(&self, error: &ValidationError<'_>) -> Place<'t> {
        let mut place = Place {
            value: self.object.root,
            key: None,
        };
        for step in error.instance_path().as_str().split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            let next = match place.value.kind() {
                Kind::Mapping => place.value.entry(&step).map(|entry| Place {
                    value: entry.value,
                    key: Some(entry.key),
                }),
                _ => step
                    .parse()
                    .ok()
                    .and_then(|at| place.value.items().nth(at))
                    .map(|value| Place { value, key: None }),
            };
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// A part of the schema, if it stands in the file itself; `above`: how many steps above the keyword.
    pub(super) fn part(&self, error: &ValidationError<'_>, above: usize) -> Option<&Value> {
        let location = error.absolute_keyword_location()?;
        let (file, _) = location.as_str().split_once('#')?;
        let mut pointer = error.schema_path().as_str();
        for _ in 0..above {
            pointer = pointer.rsplit_once('/')?.0;
        }
        (file == self.schema.uri).then(|| self.schema.document.pointer(pointer))?
    }

    /// The fields that the schema around an error names.
    fn fields(&self, error: &ValidationError<'_>) -> Vec<&str> {
        let properties = self.part(error, 1).and_then(|part| part.get("properties"));
        let properties = properties.and_then(Value::as_object);
        properties.map_or_else(Vec::new, |fields| {
            fields.keys().map(String::as_str).collect()
        })
    }

    /// What a mapping is called: `spec.source`, a Certificate.
    pub(super) fn called(&self, place: &Place<'t>) -> String {
        let path = self.object.field(&place.value);
        if path.is_empty() {
            common::with_article(&self.object.kind)
        } else {
            format!("`{path}`")
        }
    }

    /// What a value is called.
    pub(super) fn name(&self, place: &Place<'t>) -> String {
        common::name(self.object, &place.value)
    }

    /// A finding at a place, whatever it is about.
    pub(super) fn at(
        &self,
        rule: &'static str,
        place: &Place<'t>,
        message: String,
        reason: Reason,
    ) -> Diagnostic {
        self.object
            .diagnostic(rule, &place.shown(), message)
            .here("the API server refuses it")
            .field(self.object.field(&place.value))
            .reason(reason)
    }

    fn unknown(&self, place: &Place<'t>, known: Vec<&str>, names: &[String]) -> Vec<Diagnostic> {
        let called = self.called(place);
        let holder = place.holder(&called);
        names
            .iter()
            .filter_map(|name| place.value.entry(name))
            .map(|entry| findings::unknown_field(self.object, &holder, &entry, &known))
            .collect()
    }

    /// A field that is not there.
    fn missing(
        &self,
        place: &Place<'t>,
        error: &ValidationError<'_>,
        property: &Value,
    ) -> Option<Diagnostic> {
        let name = property.as_str()?;
        let around = self.part(error, 1);
        let known = self.fields(error);
        let is_closed = around.is_some_and(|part| part["additionalProperties"] == false);
        let called = self.called(place);
        let holder = place.holder(&called);
        if is_closed && holder.misspells(name, |key| known.contains(&key)) {
            return None;
        }
        let field = around.and_then(|part| part.get("properties")?.get(name));
        let example = words::example(field);
        Some(findings::missing_field(
            self.object,
            &holder,
            name,
            &example,
        ))
    }

    /// A value that is none of those in a list, or not the only one that there is.
    fn unsupported(&self, place: &Place<'t>, options: &Value) -> Diagnostic {
        let values = match options {
            Value::Array(values) => values.iter().map(words::plain).collect(),
            value => vec![words::plain(value)],
        };
        self.none_of(place, &values)
    }

    /// A value that is none of `values`.
    pub(super) fn none_of(&self, place: &Place<'t>, values: &[String]) -> Diagnostic {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let name = self.name(place);
        match place.value.kind() {
            Kind::Scalar => findings::unsupported_value(self.object, &place.value, &name, &values),
            _ => {
                let is = common::is(&place.value);
                let message = format!("`{name}` takes {}, not {is}", common::one_of(&values));
                self.at("unsupported-value", place, message, Reason::NotSupported)
            }
        }
    }

    /// Two items of a list that are to differ.
    fn duplicate(&self, place: &Place<'t>, places: (usize, usize)) -> Option<Diagnostic> {
        let item = |at: usize| {
            let value = place.value.items().nth(at)?;
            Some(Place { value, key: None })
        };
        let (first, again) = (item(places.0)?, item(places.1)?);
        let message = format!("`{}` is the same as an item before it", self.name(&again));
        let found = self.at("duplicate-entry", &again, message, Reason::Duplicate);
        Some(found.label(first.shown().span(), "first here"))
    }

    /// A value beyond what its field takes.
    fn limit(&self, place: &Place<'t>, error: &ValidationError<'_>) -> Diagnostic {
        let limit = words::limit(error.kind());
        let message = limit.message(&self.name(place), &place.value);
        self.at(limit.rule, place, message, limit.reason)
    }
}
