//! What of a value a rule looks at.

use std::collections::HashSet;

use super::names;
use crate::cel::Program;
use crate::cel::environment::Meaning;
use crate::cel::tree::{Form, Id};

/// The ways from `self` to what a rule names, by the names in manifests, in the order of the expression, each once; what one
/// of them goes through is none of its own. Empty if it names `self` alone.
pub(super) fn of(program: &Program) -> Vec<Vec<String>> {
    let expression = &program.expression;
    let mut ways: Vec<Option<Vec<String>>> = vec![None; expression.nodes.len()];
    let mut passed: HashSet<Id> = HashSet::new();
    for (at, node) in expression.nodes.iter().enumerate() {
        let id = Id(u32::try_from(at).unwrap_or(u32::MAX));
        ways[at] = match (&node.form, program.meaning(id)) {
            (Form::Name { .. }, Meaning::Variable(0)) => Some(Vec::new()),
            (Form::Select { operand, field, .. }, _) => {
                let way = ways.get(operand.0 as usize).cloned().flatten();
                way.and_then(|mut way| {
                    passed.insert(*operand);
                    way.push(names::meant(field)?.into_owned());
                    Some(way)
                })
            }
            _ => None,
        };
    }
    let mut found: Vec<(u32, Vec<String>)> = Vec::new();
    for (at, way) in ways.into_iter().enumerate() {
        let Some(way) = way.filter(|way| !way.is_empty()) else {
            continue;
        };
        let id = Id(u32::try_from(at).unwrap_or(u32::MAX));
        let is_new = !passed.contains(&id) && !found.iter().any(|(_, known)| *known == way);
        if is_new {
            found.push((expression.node(id).span.start, way));
        }
    }
    found.sort_by_key(|(start, _)| *start);
    let ways: Vec<Vec<String>> = found.into_iter().map(|(_, way)| way).collect();
    // `has(self.a)` before `self.a.b` says nothing of its own.
    let goes_on = |way: &Vec<String>| {
        let mut others = ways.iter();
        others.any(|other| other.len() > way.len() && other.starts_with(way))
    };
    ways.iter().filter(|way| !goes_on(way)).cloned().collect()
}
