//! `unknown-node-platform`: see the page.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::objects::Text;
use crate::rules::PodContext;
use crate::rules::words::quoted;
use crate::yaml::Cursor;

/// A label that the kubelet sets, what it says, and what people take for that.
struct Platform {
    label: &'static str,
    values: &'static [&'static str],
    mistaken: &'static [(&'static str, &'static str)],
}

/// Source: the labels are Go's `runtime.GOARCH` and `runtime.GOOS` of the kubelet; its releases, and those that
/// distributions build beside them.
const PLATFORMS: [Platform; 2] = [
    Platform {
        label: "kubernetes.io/arch",
        values: &[
            "amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64", "mips64le",
        ],
        mistaken: &[
            ("x86_64", "amd64"),
            ("x86-64", "amd64"),
            ("x64", "amd64"),
            ("aarch64", "arm64"),
            ("armv8", "arm64"),
            ("arm64v8", "arm64"),
            ("armhf", "arm"),
            ("armv7", "arm"),
            ("armv7l", "arm"),
            ("i386", "386"),
            ("x86", "386"),
        ],
    },
    Platform {
        label: "kubernetes.io/os",
        values: &["linux", "windows"],
        mistaken: &[],
    },
];

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for platform in &PLATFORMS {
        for at in asked(&pod.pod.spec, platform) {
            found.push(describe(pod, platform, &at));
        }
    }
}

/// The values that a pod asks of a node's platform and that no node has. Of several, one of which is enough, it is told
/// only where no node has any.
fn asked<'t>(spec: &Cursor<'t>, platform: &Platform) -> Vec<Text<'t>> {
    let is_unknown = |value: &Text<'_>| !platform.values.contains(&&**value);
    let mut found: Vec<Text<'t>> = Vec::new();
    let selector = spec.get("nodeSelector");
    let selected = selector.and_then(|selector| Text::read(selector.get(platform.label)?));
    found.extend(selected.filter(is_unknown));
    let affinity = spec.get("affinity").and_then(|affinity| {
        let node = affinity.get("nodeAffinity")?;
        let required = node.get("requiredDuringSchedulingIgnoredDuringExecution")?;
        required.get("nodeSelectorTerms")
    });
    let terms = affinity.into_iter().flat_map(|terms| terms.items());
    let expressions = terms.filter_map(|term| term.get("matchExpressions"));
    for expression in expressions.flat_map(|expressions| expressions.items()) {
        let says =
            |key, word: &str| Text::field(&expression, key).is_some_and(|said| *said == *word);
        if !says("key", platform.label) || !says("operator", "In") {
            continue;
        }
        let values = Text::list(&expression, "values");
        if values.iter().all(is_unknown) {
            found.extend(values.into_iter().next());
        }
    }
    found
}

fn describe<'t>(pod: &PodContext<'_, 't>, platform: &Platform, at: &Text<'t>) -> Diagnostic {
    let Platform {
        label,
        values,
        mistaken,
    } = platform;
    let lower = at.to_ascii_lowercase();
    let known = mistaken.iter().find(|(name, _)| *name == lower);
    let known = known.map(|(_, meant)| *meant);
    let meant = known.or_else(|| values.iter().find(|value| **value == lower).copied());
    let told = pod
        .diagnostic(&at.at, format!("no node has `{label}: {at}`"))
        .here("no such platform")
        .note("the kubelet sets the label, to what Go calls the platform; the pod waits for such a node for ever");
    match meant {
        Some(meant) => {
            let fix = Fix {
                title: format!("write `{meant}`"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit::new(told.primary.source, at.at.span(), meant)],
            };
            told.help(format!("write `{meant}`")).fix(fix)
        }
        None => told.help(format!("write one of {}", quoted(*values))),
    }
}
