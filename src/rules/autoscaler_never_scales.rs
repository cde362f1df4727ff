//! `autoscaler-never-scales`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Number;
use crate::rules::ObjectContext;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if (object.group(), &*object.kind) != ("autoscaling", "HorizontalPodAutoscaler") {
        return;
    }
    let Some(spec) = object.root.get("spec") else {
        return;
    };
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
