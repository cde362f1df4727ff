//! Lists and maps whose items go together, as `dyn(1)` and `'a'` do, and are yet not of one type.

use super::{Reading, words};
use crate::cel::environment::Fault;
use crate::cel::tree::{Entry, Form, Id, Item};
use crate::cel::types::Type;

/// The items and entries that are not of the type of the first. What `format` is given may be of all types.
pub(super) fn faults(reading: &Reading<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let formatted = within_format(reading);
    for (at, node) in reading.expression.nodes.iter().enumerate() {
        match &node.form {
            _ if formatted[at] => {}
            Form::List(items) => faults.extend(of_list(reading, items)),
            Form::Map(entries) => of_map(reading, entries, &mut faults),
            _ => {}
        }
    }
    faults
}

fn of_list(reading: &Reading<'_>, items: &[Item]) -> Option<Fault> {
    let of = |item: &Item| given(reading, item.value, item.optional);
    let first = of(items.first()?);
    let other = items.iter().find(|item| of(item) != first)?;
    Some(reading.fault(other.value, words::mixed(first, of(other))))
}

fn of_map(reading: &Reading<'_>, entries: &[Entry], faults: &mut Vec<Fault>) {
    let Some(first) = entries.first() else { return };
    let key = reading.type_of(first.key);
    let value = given(reading, first.value, first.optional);
    for entry in &entries[1..] {
        let (other_key, other) = (
            reading.type_of(entry.key),
            given(reading, entry.value, entry.optional),
        );
        if other_key != key {
            faults.push(reading.fault(entry.key, words::mixed(key, other_key)));
        }
        if other != value {
            faults.push(reading.fault(entry.value, words::mixed(value, other)));
        }
    }
}

fn given<'e>(reading: &Reading<'e>, id: Id, optional: bool) -> &'e Type {
    match reading.type_of(id) {
        Type::Optional(value) if optional => value,
        of => of,
    }
}

/// The nodes that stand within calls of `format`. Nodes stand before those that use them.
fn within_format(reading: &Reading<'_>) -> Vec<bool> {
    let mut within = vec![false; reading.expression.nodes.len()];
    for at in (0..within.len()).rev() {
        let form = &reading.expression.nodes[at].form;
        let here = matches!(form, Form::Call { function, .. } if **function == *"format");
        if here || within[at] {
            form.parts(|part| within[part.0 as usize] = true);
        }
    }
    within
}
