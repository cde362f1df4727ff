//! `bare-namespace`: see the page.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::objects::Resource;
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let all = &run.neighbours.inventory.resources;
    let is_namespace = |one: &&Resource| one.group().is_empty() && &*one.object.kind == "Namespace";
    // What names no namespace may be in any of its directory.
    let key = |one: &Resource| match one.namespace() {
        Some(namespace) => (
            one.object.kind.to_string(),
            Some(namespace.to_owned()),
            None,
        ),
        None => (
            one.object.kind.to_string(),
            None,
            Some(one.directory.clone()),
        ),
    };
    let has: HashSet<_> = all.iter().map(key).collect();
    for namespace in all.iter().filter(is_namespace) {
        let name = namespace.name();
        let lacks = |kind: &&String| {
            let within = (kind.to_string(), Some(name.to_owned()), None);
            let beside = (kind.to_string(), None, Some(namespace.directory.clone()));
            !has.contains(&within) && !has.contains(&beside)
        };
        let missing: Vec<_> = run.words(namespace, "kinds").iter().filter(lacks).collect();
        if missing.is_empty() {
            continue;
        }
        let missing = quoted(missing);
        let message = format!("the namespace `{name}` has no {missing}");
        found.push(
            run.diagnostic(namespace, &namespace.place(), message)
                .note("until there is one, whatever is put into the namespace may take any room and speak with everybody")
                .help(format!("write {missing} with `namespace: {name}`")),
        );
    }
}
