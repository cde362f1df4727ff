//! One cause in many places of a definition: most come from a generator, and are mended by running another one.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Fix, RuleId, Words};

/// So many findings of one cause are still told one by one.
const FEW: usize = 3;

/// Makes one finding, at the first of its places, of many that say of the same field the same thing.
pub(super) fn join(found: &mut Vec<Diagnostic>) {
    type Cause = (RuleId, Option<String>, Option<Words>);
    let cause = |found: &Diagnostic| -> Cause {
        let name = found.field.as_ref().map(|field| field.name());
        (found.rule, name, found.help.clone())
    };
    let mut by_cause: BTreeMap<Cause, Vec<Diagnostic>> = BTreeMap::new();
    for one in found.drain(..) {
        by_cause.entry(cause(&one)).or_default().push(one);
    }
    for mut alike in by_cause.into_values() {
        alike.sort_by_key(|one| one.primary.span.start);
        match alike.len() {
            ..=FEW => found.append(&mut alike),
            _ => found.extend(joined(alike)),
        }
    }
    found.sort_by_key(|one| one.primary.span.start);
}

/// The first, with the places of the others.
fn joined(alike: Vec<Diagnostic>) -> Option<Diagnostic> {
    let fix = fix(&alike);
    let note = format!("so in {} places of this definition", alike.len());
    let mut all = alike.into_iter();
    let first = all.next()?;
    let mut first = all.fold(first, |first, other| {
        first.label(other.primary.span, "here as well")
    });
    first.fix = fix.map(Box::new);
    Some(first.note(note))
}

/// The fixes of all, if each has one.
fn fix(alike: &[Diagnostic]) -> Option<Fix> {
    let fixes: Option<Vec<&Fix>> = alike.iter().map(|one| one.fix.as_deref()).collect();
    let fixes = fixes?;
    let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let first = fixes.first()?;
    Some(Fix {
        title: first.title.clone(),
        applicability: first.applicability,
        edits,
    })
}
