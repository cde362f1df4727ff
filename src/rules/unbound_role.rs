//! `unbound-role`: see the page.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::objects::Role;
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let inventory = run.neighbours.inventory;
    if inventory.closed.is_empty() {
        return;
    }
    let references = inventory
        .resources
        .iter()
        .flat_map(|from| &from.refers.named);
    let bound = references.filter(|reference| reference.edge.of == "RoleRef");
    let bound: HashSet<(&str, &str)> = bound
        .map(|reference| (reference.target().1, &*reference.name.text))
        .collect();
    for role in inventory.all::<Role>() {
        let (kind, name) = (&*role.object.kind, role.name());
        let is_bound = bound.contains(&(kind, name)) || inventory.is_bound_beside(name);
        if role.is.is_aggregated || is_bound || !inventory.is_closed_for(&role) {
            continue;
        }
        found.push(
            run.diagnostic(
                &role,
                &role.place(),
                format!("no binding names the {kind} `{name}`"),
            )
            .here("grants nothing")
            .note("a role by itself gives nobody any right")
            .help("bind it to those who need it, or leave it out"),
        );
    }
}
