//! `autoscaler-never-scales`: see the page.

use crate::api::{ApiKind, group_of, has_group};
use crate::diagnostic::Diagnostic;
use crate::objects::{Number, Text};
use crate::rules::ObjectContext;
use crate::yaml::Cursor;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if (object.group(), &*object.kind) != ("autoscaling", "HorizontalPodAutoscaler") {
        return;
    }
    let Some(spec) = object.root.get("spec") else {
        return;
    };
    found.extend(unscalable(context, &spec));
    let least = Number::field(&spec, "minReplicas");
    let Some(most) = Number::field(&spec, "maxReplicas") else {
        return;
    };
    if least.map_or(1, |least| least.value) != most.value {
        return;
    }
    let called = object.name().unwrap_or_default();
    let count = most.value;
    let mut diagnostic = context
        .diagnostic(&most.at, format!("the autoscaler `{called}` never scales: it keeps {count} and allows {count}"))
        .here("no more than there are at least")
        .note("it watches the load, and can never do anything about it")
        .help("raise `maxReplicas`, or lower `minReplicas`; where the number is to stay, `replicas` of the workload says it without an autoscaler");
    if let Some(least) = least {
        diagnostic.add_label(least.at.span(), "at least");
    }
    found.push(diagnostic);
}

/// A target that has no number of replicas to be set: of a kind of the API without one, or in a group that does not have
/// the kind. Source: the kinds with a `scale`; an autoscaler looks for its target by group and kind.
fn unscalable<'t>(context: &ObjectContext<'_, 't>, spec: &Cursor<'t>) -> Option<Diagnostic> {
    const SCALABLE: [(&str, &str); 4] = [
        ("Deployment", "apps/v1"),
        ("ReplicaSet", "apps/v1"),
        ("ReplicationController", "v1"),
        ("StatefulSet", "apps/v1"),
    ];
    let target = spec.get("scaleTargetRef")?;
    let version = Text::field(&target, "apiVersion")?;
    let kind = Text::field(&target, "kind")?;
    let called = context.object.name().unwrap_or_default();
    let group = group_of(&version);
    let Some((_, meant)) = SCALABLE.iter().find(|(known, _)| *known == &*kind) else {
        ApiKind::find(&version, &kind)?;
        let message =
            format!("the autoscaler `{called}` never scales: a {kind} has no replicas to be set");
        let told = context.diagnostic(&kind.at, message);
        return Some(
            told.here("cannot be scaled")
                .note("an autoscaler writes to the `scale` of its target, which Deployments, StatefulSets and ReplicaSets have")
                .help("leave the autoscaler out, or make its target a kind that can be scaled"),
        );
    };
    let has_it = group_of(meant) == group;
    // Another group may have a kind of that name, which a definition of a custom resource brings.
    if has_it || !has_group(group) && group != "extensions" {
        return None;
    }
    let message =
        format!("the autoscaler `{called}` never scales: there is no {kind} in `{version}`");
    let told = context.diagnostic(&version.at, message);
    Some(
        told.here("its group does not have the kind")
            .note("an autoscaler looks for its target by group and kind: `no matches for kind`")
            .help(format!("write `apiVersion: {meant}`")),
    )
}
