//! `ingress-nginx-snippet` and `ingress-nginx-injection`: see the pages.

use crate::diagnostic::{Diagnostic, brief_value};
use crate::objects::ingress_rules;
use crate::placeholder::marked;
use crate::rules::ObjectContext;
use crate::yaml::{Cursor, Entry};

/// What annotations of the controller begin with.
const PREFIX: &str = "nginx.ingress.kubernetes.io/";

/// Those of the other controller that is made of nginx, which has snippets as well.
/// Source: <https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/>.
const OTHERS_SNIPPETS: [&str; 2] = ["nginx.org/location-snippets", "nginx.org/server-snippets"];

/// The setting of the controller, in a ConfigMap, that has it take snippets.
const ALLOWS_SNIPPETS: &str = "allow-snippet-annotations";

/// What no path and no value of an annotation needs, and what makes configuration of it. Source: the controller's own
/// inspection of paths (CVE-2021-25745) and of annotations (CVE-2021-25746).
const INJECTED: [&str; 16] = [
    "load_module",
    "lua_package",
    "_by_lua",
    "proxy_pass",
    "serviceaccount",
    "root /",
    "alias /",
    "/etc/group",
    "/etc/ingress-controller",
    "/etc/nginx",
    "/etc/passwd",
    "/etc/shadow",
    "/var/run/secrets",
    "{",
    "}",
    ";",
];

pub(super) fn snippets(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if context.is_asked() {
        found.extend(allowed_snippets(context));
    }
    for annotation in annotations(context) {
        let key = annotation.key.as_key();
        let is_snippet = key.starts_with(PREFIX) && key.ends_with("-snippet")
            || OTHERS_SNIPPETS.contains(&&*key);
        if !is_snippet {
            continue;
        }
        let name = context.object.name().unwrap_or_default();
        found.push(
            context
                .diagnostic(&annotation.key, format!("the Ingress `{name}` writes into the configuration of nginx: `{key}`"))
                .note("who may write such an annotation has the controller run what they like, and with its account reads every Secret (CVE-2021-25742)")
                .help("use an annotation of its own for what the snippet does, or configure the controller"),
        );
    }
}

/// A ConfigMap that has the controller take snippets: what whoever runs it has decided, and is told to those who ask.
fn allowed_snippets(context: &ObjectContext<'_, '_>) -> Option<Diagnostic> {
    let object = context.object;
    let data = object
        .root
        .get("data")
        .filter(|_| object.kind == "ConfigMap")?;
    let setting = data
        .get(ALLOWS_SNIPPETS)
        .filter(|setting| setting.as_key() == "true")?;
    let name = object.name().unwrap_or_default();
    let message =
        format!("the ConfigMap `{name}` has ingress-nginx take snippets from every Ingress");
    Some(
        context
            .diagnostic(&setting, message)
            .note("who may write an Ingress then has the controller run what they like, and with its account reads every Secret (CVE-2021-25742)")
            .help(format!("write `{ALLOWS_SNIPPETS}: \"false\"`, which is the default")),
    )
}

pub(super) fn injections(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let told = annotations(context).filter(|annotation| {
        let key = annotation.key.as_key();
        key.starts_with(PREFIX) && !key.ends_with("-snippet")
    });
    let mut values: Vec<Cursor<'_>> = told.map(|annotation| annotation.value).collect();
    values.extend(paths(context));
    for value in values {
        let text = without_placeholders(&value.as_key());
        let Some(injected) = INJECTED.iter().find(|injected| text.contains(**injected)) else {
            continue;
        };
        let name = context.object.name().unwrap_or_default();
        found.push(
            context
                .diagnostic(&value, format!("the Ingress `{name}` has `{injected}` in a value: {}", brief_value(&text)))
                .note("the controller writes the value into the configuration of nginx, which this ends and goes on with something else (CVE-2021-25745, CVE-2021-25746)")
                .help("write the path or the value alone"),
        );
    }
}

/// A text without what is filled in before the controller sees it: `https://${HOST}/start`.
fn without_placeholders(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(marks) = marked(rest) {
        kept.push_str(&rest[..marks.start]);
        rest = &rest[marks.end..];
    }
    kept.push_str(rest);
    kept
}

fn annotations<'t>(context: &ObjectContext<'_, 't>) -> impl Iterator<Item = Entry<'t>> + use<'t> {
    let is_ingress = context.object.kind == "Ingress";
    let metadata = context.object.root.get("metadata").filter(|_| is_ingress);
    let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
    annotations
        .into_iter()
        .flat_map(|annotations| annotations.entries())
}

fn paths<'t>(context: &ObjectContext<'_, 't>) -> Vec<Cursor<'t>> {
    let paths = ingress_rules(context.object).filter_map(|rule| rule.get("http")?.get("paths"));
    let paths = paths.flat_map(|paths| paths.items());
    paths.filter_map(|path| path.get("path")).collect()
}
