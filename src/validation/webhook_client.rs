//! How the API server reaches a webhook. Source: `pkg/util/webhook/validation.go` of `k8s.io/apiserver`.

use std::collections::BTreeSet;

use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::{DNS_1035_LABEL, is_dns_subdomain};

/// The versions of `AdmissionReview` and `ConversionReview` that API servers send.
const REVIEW_VERSIONS: [&str; 2] = ["v1", "v1beta1"];

/// A `WebhookClientConfig`: a URL or a service.
pub(super) fn client_config<'t>(check: &mut Check<'_, 't>, config: Field<'t>) {
    let (url, service) = (config.get("url"), config.get("service"));
    match (url.is_set(), service.is_set()) {
        (true, false) => self::url(check, url),
        (false, true) => self::service(check, service),
        _ => check.required(config, "service: {name: my-webhook, namespace: default}"),
    }
}

/// The URL of a webhook: `https://host[:port][/path]` and nothing more.
fn url<'t>(check: &mut Check<'_, 't>, url: Field<'t>) {
    const FORM: &str = "a URL of the form `https://host/path`";
    let Some(text) = url.str() else { return };
    let (bare, fragment) = text.split_once('#').unwrap_or((&text, ""));
    let (bare, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (scheme, rest) = bare.split_once("://").unwrap_or(("", bare));
    let host = rest.split('/').next().unwrap_or_default();
    let plain = fragment.is_empty() && query.is_empty() && !host.contains('@');
    if !scheme.eq_ignore_ascii_case("https") || host.is_empty() || !plain {
        check.invalid(url, FORM);
    }
}

/// The service in front of a webhook, by name, namespace, port and path.
fn service<'t>(check: &mut Check<'_, 't>, service: Field<'t>) {
    for (name, example) in [
        ("name", "name: my-webhook"),
        ("namespace", "namespace: default"),
    ] {
        let field = service.get(name);
        if field.is_empty() {
            check.required(field, example);
        }
    }
    check.range(service.get("port"), 1, 65535);
    let path = service.get("path");
    let text = path.text();
    if text.is_empty() || text == "/" {
        return;
    }
    let inner = text.strip_prefix('/');
    let steps = inner.map(|inner| inner.strip_suffix('/').unwrap_or(inner));
    if !steps.is_some_and(|steps| steps.split('/').all(is_dns_subdomain)) {
        check.invalid(path, "a path of DNS names, like `/validate`");
    }
}

/// The versions in which a webhook is asked: at least one that API servers know.
pub(super) fn review_versions<'t>(check: &mut Check<'_, 't>, versions: Field<'t>, example: &str) {
    if versions.is_empty() {
        check.required(versions, example);
        return;
    }
    let mut seen = BTreeSet::new();
    for version in versions.items() {
        let text = version.text();
        if !seen.insert(text.clone()) {
            let message = format!("`{}` stands twice", short(&text));
            check.conflict(version, message, "write it once");
            continue;
        }
        check.format_of_set(version, &DNS_1035_LABEL);
    }
    if !seen
        .iter()
        .any(|version| REVIEW_VERSIONS.contains(&version.as_ref()))
    {
        let message = "no API server asks in any of these versions";
        check.conflict(versions, message, "add `v1`");
    }
}
