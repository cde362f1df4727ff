//! Custom resource definitions: `apiextensions.k8s.io`. Source: `pkg/apis/apiextensions/validation` of
//! `k8s.io/apiextensions-apiserver`.

mod alike;
mod costs;
mod defaults;
mod expressions;
mod extensions;
mod rules;
mod schema;
mod structural;
mod values;
mod versions;

pub(in crate::validation) use expressions::is_unfilled;
pub(in crate::validation) use values::Violation;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_1035_LABEL, DNS_SUBDOMAIN, is_dns_1035_label};
use crate::validation::webhook_client;

/// The annotation by which a group of the Kubernetes community shows that its API was reviewed.
const APPROVED: &str = "api-approved.kubernetes.io";

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "CustomResourceDefinition" {
        return;
    }
    let before = check.found.len();
    definition(check);
    let mut own = check.found.split_off(before.min(check.found.len()));
    alike::join(&mut own);
    check.found.append(&mut own);
}

fn definition(check: &mut Check<'_, '_>) {
    let root = check.root();
    let spec = root.get("spec");
    let (group, names) = (spec.get("group"), spec.get("names"));
    name(check, root.at(&["metadata", "name"]), spec);
    check.required_format(group, &DNS_SUBDOMAIN);
    if !group.is_empty() && !group.text().contains('.') {
        check.invalid(group, "a domain name with a dot, like `example.com`");
    }
    check.required_one_of(spec.get("scope"), &["Cluster", "Namespaced"]);
    for (name, example) in [("plural", "plural: widgets"), ("kind", "kind: Widget")] {
        if names.get(name).is_empty() {
            check.required(names.get(name), example);
        }
    }
    self::names(check, names, true);
    versions::check(check, spec);
    conversion(check, spec.get("conversion"));
    if spec.get("preserveUnknownFields").flag() {
        let message = "`preserveUnknownFields` is of an API version that is gone";
        let help = "set `x-kubernetes-preserve-unknown-fields: true` in the schema instead";
        check.conflict(spec.get("preserveUnknownFields"), message, help);
    }
    storage_version(check, spec.get("versions"));
    approval(check, group);
}

/// The name is made of the plural and the group.
fn name<'t>(check: &mut Check<'_, 't>, name: Field<'t>, spec: Field<'t>) {
    let (plural, group) = (spec.at(&["names", "plural"]), spec.get("group"));
    let required = format!("{}.{}", plural.text(), group.text());
    if !name.is_empty() && name.is_text() && !name.is(&required) {
        check.invalid(
            name,
            &format!("the plural, a dot and the group: `{required}`"),
        );
    }
}

/// The names of the resource. `derive`: the singular and the kind of the list follow from the kind where
/// they are not written.
fn names<'t>(check: &mut Check<'_, 't>, names: Field<'t>, derive: bool) {
    check.format(names.get("plural"), &DNS_1035_LABEL);
    let (kind, list) = (names.get("kind"), names.get("listKind"));
    let fits = |text: &str| text.is_empty() || is_dns_1035_label(&text.to_lowercase());
    if !fits(&kind.text()) {
        check.invalid(kind, "a name of letters and digits, like `Widget`");
    }
    let singular = names.get("singular");
    if singular.is_empty() && derive && !kind.is_empty() {
        check.format_of(singular, &kind.text().to_lowercase(), &DNS_1035_LABEL);
    } else {
        check.format(singular, &DNS_1035_LABEL);
    }
    let derived = format!("{}List", kind.text());
    if list.is_empty() && derive && !kind.is_empty() {
        if !fits(&derived) {
            check.invalid(list, "a name of letters and digits, like `WidgetList`");
        }
    } else if !fits(&list.text()) {
        check.invalid(list, "a name of letters and digits, like `WidgetList`");
    } else if !list.is_empty() && list.text() == kind.text() {
        let message = "the kind of the list is the kind of its items";
        check.conflict(list, message, "write the kind with `List` behind it");
    }
    for name in ["shortNames", "categories"] {
        for item in names.get(name).items() {
            check.format_of_set(item, &DNS_1035_LABEL);
        }
    }
}

/// How objects of one version become objects of another.
fn conversion<'t>(check: &mut Check<'_, 't>, conversion: Field<'t>) {
    if !conversion.is_set() {
        return;
    }
    let strategy = conversion.get("strategy");
    check.required_one_of(strategy, &["None", "Webhook"]);
    let webhook = conversion.get("webhook");
    let config = webhook.get("clientConfig");
    let versions = webhook.get("conversionReviewVersions");
    if strategy.is("Webhook") {
        webhook_client::client_config(check, config);
        webhook_client::review_versions(check, versions, "conversionReviewVersions: [v1]");
        return;
    }
    for field in [config, versions] {
        if !field.is_empty() {
            check.forbidden(field, "without the strategy `Webhook`");
        }
    }
}

/// One of the versions is that which objects are stored in. What `status` says of it the server drops.
fn storage_version<'t>(check: &mut Check<'_, 't>, versions: Field<'t>) {
    if !versions
        .items()
        .any(|version| version.get("storage").flag())
    {
        let stored = check.root().at(&["status", "storedVersions"]);
        let message = "`storedVersions` lacks the version that objects are stored in";
        check.conflict(
            stored,
            message,
            "set `storage: true` in one of `spec.versions`",
        );
    }
}

/// Groups below `k8s.io` and `kubernetes.io` are reviewed by the community.
fn approval<'t>(check: &mut Check<'_, 't>, group: Field<'t>) {
    let text = group.text();
    let is_below = |domain: &str| {
        let rest = text.strip_suffix(domain);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if !is_below("k8s.io") && !is_below("kubernetes.io") {
        return;
    }
    let approval = check.root().at(&["metadata", "annotations"]).get(APPROVED);
    let value = approval.text();
    let is_url = value.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && !rest.is_empty() && !rest.starts_with('/')
    });
    if value.is_empty() {
        check.required(approval, "api-approved.kubernetes.io: https://…");
    } else if !is_url && !value.starts_with("unapproved") {
        check.invalid(
            approval,
            "the URL of the review, or a text that starts with `unapproved`",
        );
    }
}
