//! Placeholders hide nothing but what is found on them, and the order of keys decides nothing: faults are planted by
//! chance into manifests of every kind, many of whose values are yet to be filled in.

use std::collections::BTreeSet;

use podlint::engine::{Settings, check_text};
use podlint::yaml::{Cursor, Kind, Tree};

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

/// A manifest that is to be changed.
#[derive(Clone)]
enum Value {
    Map(Vec<(String, Value)>),
    List(Vec<Value>),
    /// As it is written.
    Leaf(String),
}

impl Value {
    fn read(at: Cursor<'_>) -> Self {
        match at.kind() {
            Kind::Mapping => {
                let entry = |entry: podlint::yaml::Entry<'_>| {
                    (entry.key.as_key().into_owned(), Self::read(entry.value))
                };
                Self::Map(at.entries().map(entry).collect())
            }
            Kind::Sequence => Self::List(at.items().map(Self::read).collect()),
            _ => match at.as_str() {
                Some(text) if at.text() != text => Self::Leaf(format!("{text:?}")),
                _ => Self::Leaf(at.text().to_owned()),
            },
        }
    }

    /// In block style, a level deeper than `indent`; with a seed the keys stand in another order.
    fn write(&self, indent: usize, order: &mut Option<Random>, to: &mut String) {
        let blanks = " ".repeat(indent);
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                let mut entries: Vec<_> = entries.iter().collect();
                if let Some(random) = order {
                    for at in (1..entries.len()).rev() {
                        entries.swap(at, random.below(at + 1));
                    }
                }
                for (key, value) in entries {
                    to.push_str(&format!("\n{blanks}{key:?}:"));
                    value.write(indent + 2, order, to);
                }
            }
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    to.push_str(&format!("\n{blanks}-"));
                    item.write(indent + 2, order, to);
                }
            }
            Self::Map(_) => to.push_str(" {}"),
            Self::List(_) => to.push_str(" []"),
            Self::Leaf(text) => to.push_str(&format!(" {text}")),
        }
    }

    fn text(&self, order: Option<u64>) -> String {
        let mut text = String::new();
        self.write(0, &mut order.map(Random::new), &mut text);
        text.trim_start().to_owned() + "\n"
    }

    /// Calls `see` with everything below, but for what says which kind it is.
    fn each(&mut self, see: &mut dyn FnMut(&mut Value)) {
        match self {
            Self::Map(entries) => {
                for (key, value) in entries {
                    if !matches!(&**key, "apiVersion" | "kind" | "metadata") {
                        see(value);
                        value.each(see);
                    }
                }
            }
            Self::List(items) => items.iter_mut().for_each(|item| {
                see(item);
                item.each(see);
            }),
            Self::Leaf(_) => {}
        }
    }

    /// Plants a fault into the value of that number: a key that is none, or a value of another type.
    fn plant(&mut self, number: usize) {
        let mut at = 0;
        self.each(&mut |value| {
            if at == number {
                match value {
                    Self::Map(entries) => {
                        let fault = ("nonsense".to_owned(), Self::Leaf("a".to_owned()));
                        entries.insert(entries.len() / 2, fault);
                    }
                    other => *other = Self::Map(vec![("planted".to_owned(), Self::Map(vec![]))]),
                }
            }
            at += 1;
        });
    }

    /// Puts placeholders for one value in ten.
    fn empty_out(&mut self, random: &mut Random) {
        self.each(&mut |value| {
            if matches!(value, Self::Leaf(_)) && random.once_in(10) {
                *value = Self::Leaf(random.pick(&PLACEHOLDERS).to_owned());
            }
        });
    }
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

/// The manifests of the tests, one by one.
fn manifests() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let tree = Tree::read(&text);
        let roots = tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document));
        all.extend(roots.map(Value::read));
    }
    all
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
        manifest.empty_out(random);
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
        manifest.empty_out(random);
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
