//! `ineffective-role-rule`: see the page.

mod granted;

use std::cell::LazyCell;
use std::collections::BTreeMap;

use crate::api::{Scope, has_group};
use crate::diagnostic::Diagnostic;
use crate::facts::certain_if;
use crate::nearest::nearest;
use crate::objects::Text;
use crate::rules::ObjectContext;
use crate::rules::rbac;
use crate::rules::words::quoted;
use crate::yaml::Cursor;
use granted::{Besides, Granted, groups_of, is_served, name_of, resources};

/// The verbs of requests, and those that Kubernetes asks about beside them. Source:
/// <https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb>.
const VERBS: [&str; 16] = [
    "approve",
    "attest",
    "bind",
    "create",
    "delete",
    "deletecollection",
    "escalate",
    "get",
    "impersonate",
    "list",
    "patch",
    "proxy",
    "sign",
    "update",
    "use",
    "watch",
];

/// How many resources are told by their names.
const MOST_NAMED: usize = 6;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let rules: Vec<_> = rbac::granted(context).map(Granted::read).collect();
    let besides = LazyCell::new(|| Besides::of(&rules));
    for rule in &rules {
        let versioned = rule
            .groups
            .iter()
            .filter_map(|group| versioned(context, group));
        found.extend(versioned);
        // What others bring has resources and verbs that nobody here knows; `extensions` had those of other groups.
        let is_known = |group: &Text<'_>| has_group(group) || **group == *"extensions";
        if rule.groups.is_empty() || !rule.groups.iter().all(is_known) {
            continue;
        }
        let mut elsewhere: BTreeMap<Vec<&'static str>, Vec<&Text<'_>>> = BTreeMap::new();
        for resource in &rule.resources {
            let name = name_of(resource);
            match resources().get(name) {
                _ if name.contains('*') => {}
                None => found.extend(misspelt_resource(context, rule, resource, name)),
                Some(known) if known.iter().any(|(group, _)| rule.has_group(group)) => {
                    found.extend(of_cluster(context, rule, known, resource));
                }
                Some(_) if !is_served(context, name) => {}
                Some(known) if besides.grant(name, known) => {}
                Some(known) => elsewhere
                    .entry(groups_of(known))
                    .or_default()
                    .push(resource),
            }
        }
        let elsewhere = elsewhere.iter();
        found.extend(
            elsewhere.filter_map(|(groups, all)| of_other_group(context, rule, all, groups)),
        );
        for verb in Text::list(&rule.at, "verbs") {
            found.extend(misspelt_verb(context, &verb));
        }
    }
}

/// A group with the version that belongs into `apiVersion` alone.
fn versioned(context: &ObjectContext<'_, '_>, group: &Text<'_>) -> Option<Diagnostic> {
    let (name, version) = group.split_once('/').unwrap_or(("", group));
    let is_version = version
        .strip_prefix('v')
        .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    if !is_version || !has_group(name) {
        return None;
    }
    let told = tell(context, &group.at, format!("names no group: `{group}`"));
    Some(
        told.here("the version does not belong here")
            .note(
                "a role is about groups, whatever the version in which their objects are asked for",
            )
            .help(format!("write `\"{name}\"`")),
    )
}

/// A Role that names what is in no namespace. Which one a request for a namespace is about is the one that it is made in,
/// and everybody may ask what they may do.
fn of_cluster(
    context: &ObjectContext<'_, '_>,
    rule: &Granted<'_>,
    known: &[(&str, Scope)],
    resource: &Text<'_>,
) -> Option<Diagnostic> {
    let name = name_of(resource);
    let mut here = known.iter().filter(|(group, _)| rule.has_group(group));
    let is_of_cluster = here.all(|(_, scope)| *scope == Scope::Cluster);
    let is_everybodys = name == "namespaces" || name.starts_with("selfsubject");
    if context.object.kind != "Role" || !is_of_cluster || is_everybodys || !is_served(context, name)
    {
        return None;
    }
    let told = tell(
        context,
        &resource.at,
        format!("grants nothing of `{name}`, which are in no namespace"),
    );
    Some(
        told.here("of the cluster")
            .note("a Role is about the objects of its own namespace")
            .help("make it a ClusterRole, with a ClusterRoleBinding"),
    )
}

/// Resources that are in none of the groups of their rule, all in the same others.
fn of_other_group(
    context: &ObjectContext<'_, '_>,
    rule: &Granted<'_>,
    all: &[&Text<'_>],
    groups: &[&'static str],
) -> Option<Diagnostic> {
    let (first, others) = all.split_first()?;
    let shown = |group: &&'static str| if group.is_empty() { "\"\"" } else { *group };
    let groups: Vec<&str> = groups.iter().map(shown).collect();
    let names = match all.len() {
        1..=MOST_NAMED => quoted(all.iter().map(|resource| &***resource)),
        more => format!("{more} resources, as `{first}`"),
    };
    let message = format!(
        "grants nothing of {names}: they are in the group {}",
        quoted(&groups)
    );
    let mut told = tell(context, &first.at, message).here("in none of the groups of its rule");
    for other in others {
        told = told.label(other.at.span(), "neither");
    }
    if let Some(at) = rule.at.get("apiGroups") {
        told = told.label(at.span(), "the groups that it is about");
    }
    let meant = groups.first()?;
    Some(told.help(format!(
        "add `{meant}` to the `apiGroups`, or give these resources a rule of their own"
    )))
}

fn misspelt_resource(
    context: &ObjectContext<'_, '_>,
    rule: &Granted<'_>,
    resource: &Text<'_>,
    name: &str,
) -> Option<Diagnostic> {
    let of_groups = resources()
        .iter()
        .filter(|(_, known)| known.iter().any(|(group, _)| rule.has_group(group)));
    let mut names: Vec<&str> = of_groups.map(|(name, _)| *name).collect();
    names.sort_unstable();
    let plural = format!("{name}s");
    let is_it =
        |known: &&&str| known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(&plural);
    let exact = names.iter().find(is_it).copied();
    // Words of a few letters more are names that others had in these groups.
    let near = || nearest(name, &names).filter(|near| near.len().abs_diff(name.len()) <= 1);
    let meant = exact.or_else(near)?;
    let told = tell(
        context,
        &resource.at,
        format!("grants nothing: there are no `{name}`"),
    );
    Some(
        told.here("no such resource")
            .note("resources are called in small letters and in the plural, as in the paths of the API")
            .help(format!("did you mean `{meant}`?"))
            .as_certain_as(certain_if(exact.is_some())),
    )
}

fn misspelt_verb(context: &ObjectContext<'_, '_>, verb: &Text<'_>) -> Option<Diagnostic> {
    if verb.contains('*') || VERBS.contains(&&**verb) {
        return None;
    }
    let meant = nearest(verb, &VERBS)?;
    let told = tell(
        context,
        &verb.at,
        format!("grants nothing with the verb `{verb}`"),
    );
    Some(
        told.here("no request has it")
            .help(format!("did you mean `{meant}`?"))
            .as_certain_as(certain_if(verb.eq_ignore_ascii_case(meant))),
    )
}

fn tell<'t>(context: &ObjectContext<'_, 't>, at: &Cursor<'t>, what: String) -> Diagnostic {
    context.diagnostic(at, format!("{} {what}", rbac::called(context)))
}
