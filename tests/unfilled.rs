//! Placeholders hide nothing but what is found on them, and the order of keys decides nothing: faults are planted by
//! chance into manifests of every kind, many of whose values are yet to be filled in.

use std::collections::BTreeSet;

use podlint::engine::{Settings, check_text};

use crate::manifests::{Value, manifests};
use crate::random::Random;

/// As tools and people write what is to be filled in, where a value may stand.
const PLACEHOLDERS: [&str; 24] = [
    "${NAME}",
    "\"${NAME:-a}\"",
    "$NAME",
    "$(name)",
    "{{ .Values.name }}",
    "\"{{ .Values.name | default \"a\" }}\"",
    "{{ .Release.Name }}-a",
    "'{{ name }}'",
    "@NAME@",
    "%NAME%",
    "%%%",
    "web-%%%",
    "__NAME__",
    "\"#{NAME}\"",
    "{NAME}.16",
    "{self.name}",
    "{self.name}-a",
    "\"{name}-a\"",
    "{environ[NAME]}",
    "<your-name>",
    "REPLACE_ME",
    "CHANGEME",
    "xxx",
    "\"...\"",
];

/// Puts placeholders for one value in ten.
fn empty_out(manifest: &mut Value, random: &mut Random) {
    manifest.each(&mut |value| {
        if matches!(value, Value::Leaf(_)) && random.once_in(10) {
            *value = Value::Leaf(random.pick(&PLACEHOLDERS).to_owned());
        }
    });
}

/// What is found, by rule and field.
fn found(text: &str) -> BTreeSet<(&'static str, String)> {
    let findings = check_text("a.yaml", text, &Settings::default());
    let found = findings.into_iter().map(|finding| {
        let found = finding.diagnostic;
        (
            found.rule.name(),
            found.field.unwrap_or_default().to_string(),
        )
    });
    found.collect()
}

#[test]
fn a_placeholder_never_hides_another_finding() {
    let (manifests, mut planted) = (manifests(), 0);
    for seed in 0..400 {
        let random = &mut Random::new(seed);
        let mut manifest = manifests[random.below(manifests.len())].clone();
        let before = found(&manifest.text(None));
        let mut count = 0;
        manifest.each(&mut |_| count += 1);
        let at = random.below(count);
        let mut faulty = manifest.clone();
        faulty.plant(at);
        let is_planted =
            |(rule, _): &&(&str, String)| matches!(*rule, "unknown-field" | "wrong-type");
        let faults = found(&faulty.text(None));
        let faults: Vec<_> = faults.difference(&before).filter(is_planted).collect();
        planted += faults.len();
        empty_out(&mut manifest, random);
        manifest.plant(at);
        let text = manifest.text(None);
        let seen = found(&text);
        for fault in faults {
            assert!(
                seen.contains(fault),
                "{seed}: {fault:?} is lost in\n{text}\n{seen:?}"
            );
        }
    }
    assert!(planted > 200, "{planted}");
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let manifests = manifests();
    for seed in 0..200 {
        let random = &mut Random::new(seed);
        let mut manifest = manifests[random.below(manifests.len())].clone();
        let mut count = 0;
        manifest.each(&mut |_| count += 1);
        manifest.plant(random.below(count));
        empty_out(&mut manifest, random);
        let (one, other) = (manifest.text(None), manifest.text(Some(seed)));
        assert_eq!(found(&one), found(&other), "{seed}:\n{one}\n{other}");
    }
}

#[test]
fn a_label_that_the_pods_lack_matters_whatever_its_value_is() {
    for (kind, selector) in [
        ("ReplicationController", "{app: '${APP}'}"),
        ("ReplicaSet", "{matchLabels: {app: <your-app>}}"),
        ("Deployment", "{matchLabels: {app: __APP__}}"),
        ("DaemonSet", "{matchLabels: {app: '{{ .Values.app }}'}}"),
    ] {
        let group = if kind == "ReplicationController" {
            "v1"
        } else {
            "apps/v1"
        };
        for (labels, is_refused) in [
            ("{tier: web}", true),
            ("{app: web}", false),
            ("{'${KEY}': web}", false),
        ] {
            let text = format!(
                "apiVersion: {group}\nkind: {kind}\nmetadata: {{name: web}}\nspec:\n  selector: {selector}\n  template:\n    \
                 metadata: {{labels: {labels}}}\n    spec: {{containers: [{{name: web, image: 'r/web:1'}}]}}\n"
            );
            let is_found = found(&text).iter().any(|(rule, field)| {
                *rule == "invalid-value" && field == "spec.template.metadata.labels"
            });
            assert_eq!(is_found, is_refused, "{text}");
        }
    }
}
