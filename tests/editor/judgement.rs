//! What an editor is told is what `podlint check` finds, whatever was typed on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::client::{Client, folder, write};
use crate::random::Random;

const FILES: [(&str, &str); 10] = [
    (
        "k8s/web.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: \"3\"\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: web:1\n          imagePullpolicy: Always\n          ports: [{name: http, containerPort: 8080}]\n          envFrom: [{configMapRef: {name: web}}]\n      volumes:\n        - name: unused\n          emptyDir: {}\n",
    ),
    (
        "k8s/service.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: htp}]\n",
    ),
    (
        "k8s/config.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: 1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n",
    ),
    ("base/kustomization.yaml", "resources: [web.yaml]\n"),
    (
        "base/web.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: base}\nspec:\n  ports: [{port: 80, targetport: 8080}]\n",
    ),
    (
        "overlay/kustomization.yaml",
        "resources: [../base]\npatches: [{path: patch.yaml}]\n",
    ),
    (
        "overlay/patch.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: base}\nspec: {type: LoadBalancr}\n",
    ),
    (
        "chart/Chart.yaml",
        "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
    ),
    (
        "chart/templates/web.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Release.Name }}}\nspec:\n  type: {{ .Values.type }}\n  ports: [{port: 80}]\n",
    ),
    (
        "k8s/policy.yaml",
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: short}\nspec:\n  matchConstraints:\n    resourceRules:\n      - {apiGroups: [\"\"], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [services]}\n  validations:\n    - expression: object.metadata.name.size() > 3\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: short}\nspec: {policyName: short, validationActions: [Warn]}\n",
    ),
];
const PAGE: (&str, &str) = (
    "lint/team-label.md",
    "---\nsummary: it does not say whose it is\ncategory: reliability\napplies-to: [Service]\nexpression: object.metadata.?labels[?'team'].orValue('') != ''\n---\n\n## Flagged\n\n```yaml\napiVersion: v1\nkind: Service\nmetadata: {name: a} # flagged\nspec: {ports: [{port: 80}]}\n```\n\n## Accepted\n\n```yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n```\n",
);
const VALUES: (&str, &str) = ("chart/values.yaml", "type: ClusterIp\n");
const SETTINGS: (&str, &str) = (
    "podlint.toml",
    "ignore = [\"bare-namespace\"]\nscope = \"closed\"\nrule-locations = [\"lint\"]\n",
);

fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.into_iter().chain([VALUES, SETTINGS, PAGE])
}

/// A finding: its file, rule and message, and the line and column that it starts at.
type Found = (String, String, String, u64, u64);

/// What `podlint check` finds in a folder.
fn checked(folder: &Path) -> BTreeSet<Found> {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(["check", "--format", "json"])
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = report["diagnostics"].as_array().unwrap().iter();
    all.map(|found| {
        let start = &found["range"]["start"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (
            text(&found["path"]),
            text(&found["rule"]),
            text(&found["message"]),
            start["line"].as_u64().unwrap() - 1,
            start["column"].as_u64().unwrap() - 1,
        )
    })
    .collect()
}

/// What the client has been told of each file last.
#[derive(Default)]
struct Told(BTreeMap<String, Value>);

impl Told {
    fn take(&mut self, messages: Vec<Value>) {
        for message in messages {
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap().to_owned();
                self.0.insert(uri, params["diagnostics"].clone());
            }
        }
    }

    fn all(&self, client: &Client) -> BTreeSet<Found> {
        let folder = client.uri("") + "/";
        let mut all = BTreeSet::new();
        for (uri, diagnostics) in &self.0 {
            let path = uri.strip_prefix(&folder).unwrap();
            for found in diagnostics.as_array().unwrap() {
                let start = &found["range"]["start"];
                let message = found["message"].as_str().unwrap();
                all.insert((
                    path.to_owned(),
                    found["code"].as_str().unwrap().to_owned(),
                    message.lines().next().unwrap().to_owned(),
                    start["line"].as_u64().unwrap(),
                    start["character"].as_u64().unwrap(),
                ));
            }
        }
        all
    }
}

/// A client in a folder with the files, and a folder of the same files to check.
fn both(name: &str) -> (Client, Told, std::path::PathBuf) {
    let (server, check) = (
        folder(&format!("{name}-server")),
        folder(&format!("{name}-check")),
    );
    for (name, text) in files() {
        write(&server, name, text);
        write(&check, name, text);
    }
    let mut client = Client::new(server);
    let mut told = Told::default();
    let folders = json!([{"uri": client.uri(""), "name": "all"}]);
    client.ask(
        "initialize",
        json!({
            "capabilities": {}, "workspaceFolders": folders,
            "initializationOptions": {"trusted": true},
        }),
    );
    told.take(client.settle());
    (client, told, check)
}

fn assert_same(client: &Client, told: &Told, check: &Path, why: &str) {
    let (told, found) = (told.all(client), checked(check));
    let extra: Vec<_> = told.difference(&found).collect();
    let lost: Vec<_> = found.difference(&told).collect();
    assert!(
        extra.is_empty() && lost.is_empty(),
        "{why}: told beside what is found: {extra:#?}\nfound and not told: {lost:#?}"
    );
}

#[test]
fn what_is_told_of_a_folder_is_what_is_found_in_it() {
    let (client, told, check) = both("whole");
    assert_same(&client, &told, &check, "at first");
    let rules: BTreeSet<_> = told.all(&client).into_iter().map(|found| found.1).collect();
    for rule in [
        "wrong-type",
        "unknown-field",
        "unresolved-port-name",
        "duplicate-object",
        "unused-volume",
        "unsupported-value",
        "admission-policy",
        "team-label",
    ] {
        assert!(rules.contains(rule), "{rule} of {rules:?}");
    }
}

#[test]
fn what_is_typed_is_judged_as_if_it_were_saved() {
    let (mut client, mut told, check) = both("typed");
    let mut random = Random::new(7);
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for round in 0..40 {
        let (name, first) = FILES[random.below(FILES.len())];
        if !texts.contains_key(name) {
            texts.insert(name, first.to_owned());
            told.take(client.open(name, first));
        }
        let text = texts.get_mut(name).unwrap();
        let range = mutate(text, &mut random, first);
        told.take(client.change(name, json!([range])));
        // Sometimes somebody types on before all was looked at.
        if !random.once_in(4) {
            told.take(client.settle());
        } else {
            told.take(client.flush());
        }
        write(&check, name, text);
        if round % 8 == 7 {
            told.take(client.settle());
            assert_same(&client, &told, &check, &format!("after {round} edits"));
        }
    }
    // And when all are closed, what is on the disk counts again.
    for (name, _) in files() {
        if texts.contains_key(name) {
            let document = json!({"textDocument": {"uri": client.uri(name)}});
            told.take(client.tell("textDocument/didClose", document));
        }
    }
    told.take(client.settle());
    files().for_each(|(name, text)| write(&check, name, text));
    assert_same(&client, &told, &check, "at last");
}

/// Changes a text, and says how: a character goes, a line is written twice, or all is as it was first.
fn mutate(text: &mut String, random: &mut Random, first: &str) -> Value {
    let starts: Vec<usize> = (0..text.len()).collect();
    match random.below(5) {
        0 => {
            *text = first.to_owned();
            json!({"text": first})
        }
        1 if !text.is_empty() => {
            let line = random.below(text.lines().count());
            let copied = text.lines().nth(line).unwrap().to_owned() + "\n";
            let at = text.split_inclusive('\n').take(line).map(str::len).sum();
            text.insert_str(at, &copied);
            let point = json!({"line": line, "character": 0});
            json!({"range": {"start": point, "end": point}, "text": copied})
        }
        _ if !text.is_empty() => {
            let at = random.pick(&starts);
            let line = text[..at].matches('\n').count();
            let column = at - text[..at].rfind('\n').map_or(0, |at| at + 1);
            let start = json!({"line": line, "character": column});
            let end = match text.as_bytes()[at] {
                b'\n' => json!({"line": line + 1, "character": 0}),
                _ => json!({"line": line, "character": column + 1}),
            };
            text.remove(at);
            json!({"range": {"start": start, "end": end}, "text": ""})
        }
        _ => json!({"text": ""}),
    }
}

#[test]
fn a_part_of_an_overlay_is_told_of_at_once() {
    let (mut client, mut told, check) = both("part");
    let (name, text) = FILES[4];
    told.take(client.open(name, text));
    told.take(client.settle());
    assert_same(&client, &told, &check, "opened");
    let line = json!({"line": 4, "character": 2});
    let change = json!({"range": {"start": line, "end": line}, "text": "selectr: {}\n  "});
    told.take(client.change(name, json!([change])));
    told.take(client.flush());
    let is_told = |found: &Found| found.0 == name && found.2.contains("selectr");
    assert!(
        told.all(&client).iter().any(is_told),
        "{:?}",
        told.all(&client)
    );
    told.take(client.settle());
    write(
        &check,
        name,
        &text.replace("  ports:", "  selectr: {}\n  ports:"),
    );
    assert_same(&client, &told, &check, "typed");
}

#[test]
fn files_come_and_go_and_settings_change() {
    let (mut client, mut told, check) = both("watched");
    let event = |client: &Client, name: &str, sort: u8| json!({"changes": [{"uri": client.uri(name), "type": sort}]});
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n";
    let steps: [(&str, Option<&str>, u8); 6] = [
        ("k8s/pod.yaml", Some(pod), 1),
        ("podlint.toml", Some("ignore = [\"bare-pod\"]\n"), 2),
        ("k8s/service.yaml", None, 3),
        ("k8s/.gitignore", Some("pod.yaml\n"), 1),
        ("chart/values.yaml", Some("type: ClusterIP\n"), 2),
        ("podlint.toml", None, 3),
    ];
    for (name, text, sort) in steps {
        for folder in [client.folder.clone(), check.clone()] {
            match text {
                Some(text) => write(&folder, name, text),
                None => std::fs::remove_file(folder.join(name)).unwrap(),
            }
        }
        let event = event(&client, name, sort);
        told.take(client.tell("workspace/didChangeWatchedFiles", event));
        told.take(client.settle());
        assert_same(&client, &told, &check, name);
    }
    // Of a directory that goes nobody tells the files.
    for folder in [client.folder.clone(), check.clone()] {
        std::fs::remove_dir_all(folder.join("base")).unwrap();
    }
    let event = event(&client, "base", 3);
    told.take(client.tell("workspace/didChangeWatchedFiles", event));
    told.take(client.settle());
    assert_same(&client, &told, &check, "base");
    // A file that nobody has saved yet is there all the same.
    told.take(client.open("k8s/new.yaml", pod));
    told.take(client.settle());
    write(&check, "k8s/new.yaml", pod);
    assert_same(&client, &told, &check, "k8s/new.yaml");
}
