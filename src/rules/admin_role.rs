//! `rbac-cluster-admin`, where a role among the manifests grants as much: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Role;
use crate::rules::RunContext;
use crate::rules::rbac::is_built_in;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let resources = run.neighbours.inventory.resources.iter();
    for binding in resources.filter(|binding| !is_built_in(binding.name())) {
        let named = binding.refers.named.iter();
        for reference in named.filter(|reference| reference.edge.of == "RoleRef") {
            let role = run.neighbours.referred(binding, reference);
            let role = role.and_then(|role| role.known::<Role>());
            let Some(role) = role.filter(|role| role.is.grants_all) else {
                continue;
            };
            let (kind, name) = (&role.object.kind, role.name());
            let message = format!(
                "the {} `{}` grants everything: the {kind} `{name}`",
                binding.object.kind,
                binding.name()
            );
            let mut told = run
                .diagnostic(binding, &reference.name, message)
                .here("may do everything")
                .note("whoever has one of these accounts, a token of a pod suffices, has all that the role has: Secrets, and whatever runs")
                .help(format!("name the resources and verbs that are used in `{name}`; `kubectl auth can-i --list` and the audit log show them"));
            told.labels.push(role.label("every verb on every resource"));
            found.push(told);
        }
    }
}
