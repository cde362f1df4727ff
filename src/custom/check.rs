//! Checks an object against its schema, and says what does not fit at the place where it stands.

use serde_json::{Map, Value};

use super::ask::Unasked;
use super::evaluate::{Stop, evaluate};
use super::load::Schema;
use super::misfit::{Misfit, Why};
use super::words::Limit;
use super::{admit, branches, words};
use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::host::Workers;
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::findings::{self, Holder, Wrong};
use crate::schema::words as common;
use crate::structural::{Step, json};
use crate::yaml::{Cursor, Entry, Kind};

/// How far is looked at once.
#[derive(Clone, Copy)]
pub(super) struct Depth {
    /// How many collections within each other.
    pub(super) of_value: u32,
    /// How many parts of a schema within each other, several for each of those.
    pub(super) of_schema: usize,
}

/// What nearly all objects keep to, and a stack of 1 MB bears.
pub(super) const USUAL: Depth = Depth {
    of_value: 100,
    of_schema: 400,
};

/// As deep as texts are read, on a stack for that.
const DEEP: Depth = Depth {
    of_value: 10_001,
    of_schema: 60_000,
};

/// In bytes; what is not used of it is not taken.
const STACK: usize = 512 << 20;

/// Checks an object against the schema of its kind; adds to `found`.
///
/// # Errors
///
/// A sentence, where the schema cannot be worked through.
pub(super) fn check(
    object: &Object<'_>,
    schema: &Schema,
    workers: &dyn Workers,
    found: &mut Vec<Diagnostic>,
) -> Result<Unasked, &'static str> {
    let looked = match look(object, schema, USUAL) {
        Err(Stop::Depth) => {
            let mut looked = None;
            workers.on_stack(STACK, &mut || looked = Some(look(object, schema, DEEP)));
            looked
        }
        looked => Some(looked),
    };
    match looked {
        Some(Ok((own, unasked))) => {
            tidy(own, found);
            Ok(unasked)
        }
        Some(Err(Stop::Endless)) => Err("the parts of this schema refer to each other without end"),
        Some(Err(Stop::Work)) => Err(
            "to hold the object against this schema takes too long: it refers to itself too often, or lists too much",
        ),
        Some(Err(Stop::Depth)) | None => Err(
            "an object of this kind has more within each other than this schema can be held against",
        ),
    }
}

/// What is found of an object, and the rules that were not asked.
fn look(
    object: &Object<'_>,
    schema: &Schema,
    depth: Depth,
) -> Result<(Vec<Diagnostic>, Unasked), Stop> {
    let mut value = json::within(object.root, depth.of_value).ok_or(Stop::Depth)?;
    admit::admit(&mut value, schema.top());
    let view = View { object, within: 0 };
    let mut found = Vec::new();
    let misfits = evaluate(schema, &value, depth.of_schema)?;
    let is_sound = !misfits
        .iter()
        .any(|misfit| misfit.why.keeps_rules_unasked());
    for misfit in misfits {
        view.explain(&misfit, &mut found);
    }
    let mut unasked = Unasked::default();
    if let Some(rules) = schema.rules().filter(|_| is_sound) {
        schema.drop_status(&mut value);
        unasked = view.ask(rules, &value, &mut found);
    }
    Ok((found, unasked))
}

/// Adds what was found but what another finding says better: of a value of the wrong type nothing else is
/// of interest, and what every object has was checked before.
fn tidy(own: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) {
    let wrong: Vec<_> = own
        .iter()
        .filter(|diagnostic| diagnostic.rule == RuleId::WRONG_TYPE)
        .map(|diagnostic| diagnostic.primary.span)
        .collect();
    let before = found.len();
    for diagnostic in own {
        let span = diagnostic.primary.span;
        let known = &found[..before];
        let again = known
            .iter()
            .any(|other| other.rule == diagnostic.rule && other.primary.span == span);
        if !again && (diagnostic.rule == RuleId::WRONG_TYPE || !wrong.contains(&span)) {
            found.push(diagnostic);
        }
    }
}

/// An object, to look up what a schema speaks of.
pub(super) struct View<'v, 't> {
    pub(super) object: &'v Object<'t>,
    /// How many values around the one at hand are being explained by what is within them.
    pub(super) within: u32,
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
    /// Adds what a misfit means to `found`; it may be several things.
    pub(super) fn explain(&self, misfit: &Misfit<'_>, found: &mut Vec<Diagnostic>) {
        let (place, _) = self.follow(misfit.way.steps());
        if misfit.value.is_null() && !place.value.is_null() {
            // JSON has no word for it, as for `.nan`.
            return;
        }
        match &misfit.why {
            Why::Unknown(names, schema) => found.extend(self.unknown(&place, names, schema)),
            Why::Missing(name, schema) => found.extend(self.missing(&place, name, schema)),
            Why::Type(types) => {
                let (takes, mended) = words::types(&place.value, types);
                let wrong = Wrong::scalar(self.object, place.key, place.value, mended);
                found.push(findings::wrong_type(self.object, wrong, &takes));
            }
            Why::NoneOf(options) => {
                let values: Vec<String> = options.iter().map(words::plain).collect();
                found.push(self.none_of(&place, &values));
            }
            Why::NoForm(forms, misfits) => match misfits.as_slice() {
                [only] => only.iter().for_each(|misfit| self.explain(misfit, found)),
                misfits => found.push(branches::none(self, &place, misfit, forms, misfits)),
            },
            Why::Forms(fitting, of) => found.push(branches::several(self, &place, fitting, *of)),
            Why::RuledOut(schema) => found.push(branches::ruled_out(self, &place, schema)),
            Why::Forbidden => {
                let message = format!("`{}` may not be set", self.name(&place));
                found.push(self.at(RuleId::FORBIDDEN_FIELD, &place, message, Reason::Forbidden));
            }
            Why::Name(name) => found.push(self.misnamed(&place, name)),
            Why::Duplicate(first, again) => found.extend(self.duplicate(&place, *first, *again)),
            Why::MoreItems(most) => {
                let most = words::most(*most as u64, "item", Reason::TooMany);
                found.push(self.limit(&place, &most));
            }
            Why::Limit(keyword, limit) => {
                found.push(self.limit(&place, &words::limit(keyword, limit)));
            }
        }
    }

    /// What steps from the top lead to, or the last on the way that is there, as what holds a default; and whether it is
    /// all there.
    pub(super) fn follow<'s>(
        &self,
        steps: impl IntoIterator<Item = Step<'s>>,
    ) -> (Place<'t>, bool) {
        let mut place = Place {
            value: self.object.root,
            key: None,
        };
        for step in steps {
            let next = match step {
                Step::Name(name) => place.value.entry(name).map(|entry| Place {
                    value: entry.value,
                    key: Some(entry.key),
                }),
                Step::At(at) => {
                    let item = place.value.items().nth(at);
                    item.map(|value| Place { value, key: None })
                }
            };
            match next {
                Some(next) => place = next,
                None => return (place, false),
            }
        }
        (place, true)
    }

    /// What a mapping is called: `spec.source`, a Certificate.
    pub(super) fn called(&self, place: &Place<'t>) -> String {
        let path = self.object.field(&place.value);
        if path.is_root() {
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
        rule: RuleId,
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

    fn unknown(
        &self,
        place: &Place<'t>,
        names: &[&str],
        schema: &Map<String, Value>,
    ) -> Vec<Diagnostic> {
        let called = self.called(place);
        let holder = place.holder(&called);
        let known = fields(schema);
        let free: Vec<&str> = known
            .iter()
            .filter(|name| place.value.get(name).is_none())
            .copied()
            .collect();
        let entries = names.iter().filter_map(|name| place.value.entry(name));
        let unknown = |entry: Entry<'t>| {
            let meant = nearest(&entry.key.as_key(), &free);
            findings::unknown_field(self.object, &holder, &entry, meant, &known)
        };
        entries.map(unknown).collect()
    }

    /// A field that is not there.
    fn missing(
        &self,
        place: &Place<'t>,
        name: &str,
        schema: &Map<String, Value>,
    ) -> Option<Diagnostic> {
        let called = self.called(place);
        let holder = place.holder(&called);
        let field = schema.get("properties").and_then(|fields| fields.get(name));
        let example = words::example(field);
        Some(findings::missing_field(
            self.object,
            &holder,
            name,
            &example,
        ))
    }

    /// A field whose name is none that a field may have here.
    fn misnamed(&self, place: &Place<'t>, name: &str) -> Diagnostic {
        let message = format!(
            "no field of {} may be called `{name}`, says `propertyNames` of its schema",
            self.called(place)
        );
        let entry = place.value.entry(name);
        let key = entry.map_or(place.shown(), |entry| entry.key);
        self.object
            .diagnostic(RuleId::INVALID_VALUE, &key, message)
            .here("the API server refuses it")
            .field(self.object.field(&place.value))
            .reason(Reason::Invalid)
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
                self.at(
                    RuleId::UNSUPPORTED_VALUE,
                    place,
                    message,
                    Reason::NotSupported,
                )
            }
        }
    }

    /// Two items of a list that are to differ.
    fn duplicate(&self, place: &Place<'t>, first: usize, again: usize) -> Option<Diagnostic> {
        let item = |at: usize| {
            let value = place.value.items().nth(at)?;
            Some(Place { value, key: None })
        };
        let (first, again) = (item(first)?, item(again)?);
        let message = format!("`{}` is the same as an item before it", self.name(&again));
        let found = self.at(RuleId::DUPLICATE_ENTRY, &again, message, Reason::Duplicate);
        Some(found.label(first.shown().span(), "first here"))
    }

    /// A value beyond what its field takes.
    fn limit(&self, place: &Place<'t>, limit: &Limit) -> Diagnostic {
        let message = limit.message(&self.name(place), &place.value);
        self.at(limit.rule, place, message, limit.reason)
    }
}

/// The fields that a schema names.
fn fields(schema: &Map<String, Value>) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let names = properties.into_iter().flat_map(Map::keys);
    names.map(String::as_str).collect()
}
