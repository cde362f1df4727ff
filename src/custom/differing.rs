//! An object whose kind several CRDs define, none nearer than the others: what all of them refuse is refused. What only one
//! of two refuses depends on which of them is applied last; where there are more, they are releases, of which one is meant.

use std::collections::HashSet;

use super::ask::Unasked;
use super::check;
use super::run::{Named, RunCrds};
use crate::api::Version;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::objects::Object;

/// Checks an object against each of the schemas; adds to `found`. The rules that were not asked are those of the last.
///
/// # Errors
///
/// A sentence, where one of them cannot be worked through.
pub(super) fn check(
    object: &Object<'_>,
    version: Version,
    schemas: &[Named<'_>],
    crds: &RunCrds,
    found: &mut Vec<Diagnostic>,
) -> Result<Unasked, &'static str> {
    let mut unasked = Unasked::default();
    let mut by_each = Vec::with_capacity(schemas.len());
    for (schema, shown) in schemas {
        let mut by_it = Vec::new();
        let checked = check::check(object, schema, version, crds.workers(), &mut by_it);
        unasked = checked.inspect_err(|why| crds.problem(shown, why))?;
        by_each.push((by_it, *shown));
    }
    let sets: Vec<HashSet<&Diagnostic>> = by_each
        .iter()
        .map(|(by_it, _)| by_it.iter().collect())
        .collect();
    let is_in_all = |one: &Diagnostic| sets.iter().all(|set| set.contains(one));
    let first = by_each.first().map_or(&[][..], |(by_it, _)| by_it);
    found.extend(first.iter().filter(|one| is_in_all(one)).cloned());
    if schemas.len() > 2 {
        return Ok(unasked);
    }
    // That they differ is one cause, whatever it comes to in an object.
    for (by_it, refuses) in &by_each {
        let Some((_, takes)) = by_each.iter().find(|(_, other)| other != refuses) else {
            break;
        };
        let mut only = by_it.iter().filter(|one| !is_in_all(one));
        if let Some(one) = only.next() {
            found.push(of_one(one, only.count(), refuses, takes));
            break;
        }
    }
    Ok(unasked)
}

/// What one of several CRDs refuses first of an object, and how much more of it.
fn of_one(found: &Diagnostic, more: usize, refuses: &str, takes: &str) -> Diagnostic {
    let mut one = Diagnostic {
        rule: RuleId::DIFFERING_CRDS,
        server: None,
        reason: None,
        fix: None,
        help: Some(
            format!("keep one of the two CRDs, or name it with `--schema-location {refuses}`")
                .into(),
        ),
        ..found.clone()
    };
    if more > 0 {
        one.notes
            .push(format!("it refuses {more} more of this object").into());
    }
    one.note(format!("the CRD in {refuses} refuses it, and the one in {takes} does not: what holds is what is applied last"))
}
