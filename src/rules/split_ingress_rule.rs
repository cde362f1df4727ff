//! `split-ingress-rule`: see the page.

use crate::diagnostic::{Diagnostic, brief_value};
use crate::objects::ingress_rules;
use crate::rules::ObjectContext;
use crate::yaml::Cursor;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if object.group() != "networking.k8s.io" {
        return;
    }
    let rules: Vec<Cursor<'_>> = ingress_rules(object).collect();
    for pair in rules.windows(2) {
        let Some(host) = host(&pair[0]).filter(|_| !has_paths(&pair[0])) else {
            continue;
        };
        if has_paths(&pair[1]) && self::host(&pair[1]).is_none() {
            let name = brief_value(&host.as_str().unwrap_or_default());
            let message =
                format!("`{name}` has no paths, and the paths of the next rule are for all hosts");
            let help = "write `host` and `http` in one rule, behind one `-`";
            found.push(context.diagnostic(&host, message).help(help));
        }
    }
}

fn host<'t>(rule: &Cursor<'t>) -> Option<Cursor<'t>> {
    let host = rule.get("host")?;
    let is_empty = host.as_str().is_some_and(|host| host.is_empty());
    (!host.is_null() && !is_empty).then_some(host)
}

fn has_paths(rule: &Cursor<'_>) -> bool {
    rule.get("http").is_some_and(|http| !http.is_null())
}
