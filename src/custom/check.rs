//! Checks an object against its schema, and says what does not fit at the place where it stands.

use super::admit;
use super::ask::Unasked;
use super::evaluate::{Stop, evaluate};
use super::load::Schema;
use crate::api::Version;
use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::host::Workers;
use crate::objects::Object;
use crate::schema::findings::Holder;
use crate::schema::formats::Asked;
use crate::schema::words as common;
use crate::structural::{Step, json};
use crate::yaml::{Cursor, Kind};

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
    version: Version,
    workers: &dyn Workers,
    found: &mut Vec<Diagnostic>,
) -> Result<Unasked, &'static str> {
    let looked = match look(object, schema, version, USUAL) {
        Err(Stop::Depth) => {
            let mut looked = None;
            workers.on_stack(STACK, &mut || {
                looked = Some(look(object, schema, version, DEEP))
            });
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
    version: Version,
    depth: Depth,
) -> Result<(Vec<Diagnostic>, Unasked), Stop> {
    let mut value = json::within(object.root, depth.of_value).ok_or(Stop::Depth)?;
    admit::admit(&mut value, schema.top());
    let view = View { object, within: 0 };
    let mut found = Vec::new();
    let misfits = evaluate(schema, &value, depth.of_schema, Asked::ByServer(version))?;
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
}
