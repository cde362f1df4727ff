//! `ineffective-role-rule`: see the page.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::api::{ApiKind, Scope, has_group};
use crate::diagnostic::Diagnostic;
use crate::facts::certain_if;
use crate::nearest::nearest;
use crate::objects::Text;
use crate::rules::ObjectContext;
use crate::rules::rbac::{called, granted};
use crate::rules::words::quoted;
use crate::yaml::Cursor;

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

/// Where the API has resources of a name: their groups, and whether their objects are in namespaces.
type Groups = HashMap<&'static str, Vec<(&'static str, Scope)>>;

/// Those of all versions that are known, by which what was removed is no mistake in the name.
fn resources() -> &'static Groups {
    static RESOURCES: OnceLock<Groups> = OnceLock::new();
    RESOURCES.get_or_init(|| {
        let mut known = Groups::new();
        for kind in ApiKind::all().filter(|kind| !kind.plural().is_empty()) {
            let groups = known.entry(kind.plural()).or_default();
            if !groups.iter().any(|(group, _)| *group == kind.group()) {
                groups.push((kind.group(), kind.scope()));
            }
        }
        known
    })
}

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for rule in granted(context) {
        let groups = Text::list(&rule, "apiGroups");
        found.extend(groups.iter().filter_map(|group| versioned(context, group)));
        // What others bring has resources and verbs that nobody here knows; `extensions` had those of other groups.
        let is_known = |group: &Text<'_>| has_group(group) || **group == *"extensions";
        if groups.is_empty() || !groups.iter().all(is_known) {
            continue;
        }
        let groups: Vec<&str> = groups.iter().map(|group| &**group).collect();
        let mut elsewhere: Vec<(&'static [(&'static str, Scope)], Vec<Text<'_>>)> = Vec::new();
        for resource in Text::list(&rule, "resources") {
            let name = resource.split('/').next().unwrap_or_default();
            match resources().get(name).map(Vec::as_slice) {
                _ if name.contains('*') => {}
                None => found.extend(misspelt_resource(context, &groups, &resource, name)),
                Some(known) if known.iter().any(|(group, _)| groups.contains(group)) => {
                    found.extend(of_cluster(context, &groups, known, &resource, name));
                }
                Some(known)
                    if !is_served(context, name) || is_granted_besides(context, name, known) => {}
                Some(known) => match elsewhere
                    .iter_mut()
                    .find(|(groups, _)| groups_of(groups) == groups_of(known))
                {
                    Some((_, all)) => all.push(resource),
                    None => elsewhere.push((known, vec![resource])),
                },
            }
        }
        let elsewhere = elsewhere.iter();
        found.extend(
            elsewhere.filter_map(|(known, all)| of_other_group(context, &rule, all, known)),
        );
        for verb in Text::list(&rule, "verbs") {
            found.extend(misspelt_verb(context, &verb));
        }
    }
}

fn groups_of(known: &[(&'static str, Scope)]) -> Vec<&'static str> {
    known.iter().map(|(group, _)| *group).collect()
}

/// Whether one of the versions that the object is for serves a resource of that name.
fn is_served(context: &ObjectContext<'_, '_>, name: &str) -> bool {
    let mut kinds = ApiKind::all().filter(|kind| kind.plural() == name);
    kinds.any(|kind| {
        context
            .versions
            .iter()
            .any(|version| kind.versions().contains(version))
    })
}

/// Whether another rule of the role names the resource with its group: this one is for versions that had it elsewhere.
fn is_granted_besides(
    context: &ObjectContext<'_, '_>,
    name: &str,
    known: &[(&str, Scope)],
) -> bool {
    let has = |rule: &Cursor<'_>, list: &str, is_it: &dyn Fn(&str) -> bool| {
        Text::list(rule, list).iter().any(|word| is_it(word))
    };
    let is_group = |group: &str| group == "*" || known.iter().any(|(known, _)| *known == group);
    let is_resource = |resource: &str| resource == "*" || resource.split('/').next() == Some(name);
    granted(context)
        .any(|rule| has(&rule, "apiGroups", &is_group) && has(&rule, "resources", &is_resource))
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
    groups: &[&str],
    known: &[(&str, Scope)],
    resource: &Text<'_>,
    name: &str,
) -> Option<Diagnostic> {
    let mut here = known.iter().filter(|(group, _)| groups.contains(group));
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
fn of_other_group<'t>(
    context: &ObjectContext<'_, 't>,
    rule: &Cursor<'t>,
    all: &[Text<'t>],
    known: &[(&'static str, Scope)],
) -> Option<Diagnostic> {
    let (first, others) = all.split_first()?;
    let shown = |group: &'static str| if group.is_empty() { "\"\"" } else { group };
    let groups: Vec<&str> = groups_of(known).into_iter().map(shown).collect();
    let names = quoted(all.iter().map(|resource| &**resource));
    let message = format!(
        "grants nothing of {names}: they are in the group {}",
        quoted(&groups)
    );
    let mut told = tell(context, &first.at, message).here("in none of the groups of its rule");
    for other in others {
        told = told.label(other.at.span(), "neither");
    }
    if let Some(at) = rule.get("apiGroups") {
        told = told.label(at.span(), "the groups that it is about");
    }
    let meant = groups.first()?;
    Some(told.help(format!(
        "add `{meant}` to the `apiGroups`, or give these resources a rule of their own"
    )))
}

fn misspelt_resource(
    context: &ObjectContext<'_, '_>,
    groups: &[&str],
    resource: &Text<'_>,
    name: &str,
) -> Option<Diagnostic> {
    let of_groups = resources()
        .iter()
        .filter(|(_, known)| known.iter().any(|(group, _)| groups.contains(group)));
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
    context.diagnostic(at, format!("{} {what}", called(context)))
}
