//! Templates of `format` that are written as they are, with the values for them.

use super::{Reading, words};
use crate::cel::environment::{Fault, Meaning};
use crate::cel::tree::{Form, Id, Item, Literal};
use crate::cel::types::Type;

/// What templates ask for that they are not given.
pub(super) fn faults(reading: &Reading<'_>) -> Vec<Fault> {
    let nodes = reading.expression.nodes.iter().enumerate();
    nodes
        .filter_map(|(at, node)| {
            let Form::Call {
                target: Some(target),
                function,
                arguments,
            } = &node.form
            else {
                return None;
            };
            let is_called = matches!(reading.checked.meanings[at], Meaning::Call { .. });
            let (Form::Literal(Literal::String(template)), [argument]) =
                (reading.form(*target), &**arguments)
            else {
                return None;
            };
            match reading.form(*argument) {
                Form::List(items) if is_called && **function == *"format" => {
                    of_template(reading, *target, template, items)
                }
                _ => None,
            }
        })
        .collect()
}

fn of_template(reading: &Reading<'_>, at: Id, template: &str, items: &[Item]) -> Option<Fault> {
    let mut rest = template;
    let mut asked = 0;
    while let Some(percent) = rest.find('%') {
        rest = &rest[percent + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            rest = after;
            continue;
        }
        let Some((clause, after)) = clause(rest) else {
            let shown: String = rest.chars().take(1).collect();
            return Some(reading.fault(at, words::no_clause(&format!("%{shown}"))));
        };
        rest = after;
        asked += 1;
        if let Some(item) = items.get(asked - 1)
            && let Some(id) = refused(reading, clause, item.value)
        {
            return Some(reading.fault(id, words::other_clause(clause, reading.type_of(id))));
        }
    }
    let is_fitting = asked == items.len();
    (!is_fitting).then(|| reading.fault(at, words::other_clause_count(asked, items.len())))
}

/// The letter of a clause, behind its precision, and what follows.
fn clause(rest: &str) -> Option<(char, &str)> {
    let letter = match rest.strip_prefix('.') {
        Some(precision) => {
            let end = precision.find(|sign: char| !sign.is_ascii_digit())?;
            precision[..end].parse::<i64>().ok()?;
            &precision[end..]
        }
        None => rest,
    };
    let clause = letter.chars().next()?;
    "sdfebxXo"
        .contains(clause)
        .then(|| (clause, &letter[clause.len_utf8()..]))
}

/// What a clause does not take: the value or what is within it.
fn refused(reading: &Reading<'_>, clause: char, id: Id) -> Option<Id> {
    if clause != 's' {
        return (!takes(clause, reading.type_of(id))).then_some(id);
    }
    if !takes('s', reading.type_of(id)) {
        return Some(id);
    }
    match reading.form(id) {
        Form::List(items) => items
            .iter()
            .find_map(|item| refused(reading, 's', item.value)),
        Form::Map(entries) => entries.iter().find_map(|entry| {
            refused(reading, 's', entry.key).or_else(|| refused(reading, 's', entry.value))
        }),
        _ => None,
    }
}

fn takes(clause: char, of: &Type) -> bool {
    use Type::{Bool, Bytes, Double, Dyn, Int, String, Uint};
    match clause {
        's' => !matches!(of, Type::Optional(_) | Type::Object(_) | Type::Opaque(_)),
        'd' | 'o' => matches!(of, Dyn | Int | Uint),
        'f' | 'e' => matches!(of, Dyn | Double | String),
        'b' => matches!(of, Dyn | Int | Uint | Bool),
        _ => matches!(of, Dyn | Int | Uint | String | Bytes),
    }
}
