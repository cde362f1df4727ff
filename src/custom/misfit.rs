//! What of a value does not fit a schema, and the way to it.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::structural::Step;

/// A way to a value. Ways share what they have in common: there are as many as misfits, and each may be long.
#[derive(Clone, Debug, Default)]
pub(super) struct Way<'s>(Option<Rc<Last<'s>>>);

/// The last step of a way.
#[derive(Debug)]
struct Last<'s> {
    step: Step<'s>,
    before: Way<'s>,
}

impl<'s> Way<'s> {
    /// A step farther.
    pub(super) fn and(self, step: Step<'s>) -> Self {
        Self(Some(Rc::new(Last { step, before: self })))
    }

    /// Its steps, from the object on.
    pub(super) fn steps(&self) -> Vec<Step<'s>> {
        let lasts = std::iter::successors(self.0.as_deref(), |last| last.before.0.as_deref());
        let mut steps: Vec<Step<'s>> = lasts.map(|last| last.step).collect();
        steps.reverse();
        steps
    }
}

/// What of a value does not fit.
#[derive(Debug)]
pub(super) struct Misfit<'s> {
    /// The way to the value.
    pub(super) way: Way<'s>,
    /// The value.
    pub(super) value: &'s Value,
    /// Why not.
    pub(super) why: Why<'s>,
}

impl Misfit<'_> {
    /// Whether this speaks of the very value that another does.
    pub(super) fn is_at(&self, other: &Misfit<'_>) -> bool {
        std::ptr::eq(self.value, other.value)
    }
}

/// Why a value does not fit, with the part of the schema that asks for more.
#[derive(Debug)]
pub(super) enum Why<'s> {
    /// It is of none of these types: what stands behind `type`.
    Type(&'s Value),
    /// It is none of these values.
    NoneOf(&'s [Value]),
    /// It has fields that the schema does not know.
    Unknown(Vec<&'s str>, &'s Map<String, Value>),
    /// It lacks a field.
    Missing(&'s str, &'s Map<String, Value>),
    /// It has none of these forms; what keeps it from each.
    NoForm(&'s [Value], Vec<Vec<Misfit<'s>>>),
    /// It has several of the forms, of which it may have one; how many there are.
    Forms(Vec<&'s Value>, usize),
    /// It has a form that it may not have.
    RuledOut(&'s Value),
    /// It may not be there.
    Forbidden,
    /// It has a field that may not be called so.
    Name(&'s str),
    /// It has more items than this, which are all that the schema knows.
    MoreItems(usize),
    /// Two of its items are the same.
    Duplicate(usize, usize),
    /// It is beyond a limit: the keyword, and what stands behind it.
    Limit(&'static str, &'s Value),
}

impl Why<'_> {
    /// Whether the server asks no rule of an object with such a misfit. Source: `hasBlockingErr` of
    /// `pkg/registry/customresource`.
    pub(super) fn keeps_rules_unasked(&self) -> bool {
        match self {
            Self::Unknown(..) | Self::Duplicate(..) => false,
            Self::Limit(keyword, _) => {
                matches!(
                    *keyword,
                    "format" | "maxLength" | "maxItems" | "maxProperties"
                )
            }
            _ => true,
        }
    }
}
