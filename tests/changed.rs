//! Runs over a part of a project: what has changed since a commit, and files named one by one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs;

/// Whether git is there and does it.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    programs::git(folder, arguments).is_ok_and(|output| output.status.success())
}

/// A repository with one commit, outside of every other; none where there is no git.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn repository(name: &str, files: &[(&str, &str)]) -> Option<PathBuf> {
    let folder = std::env::temp_dir().join(format!("podlint-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    if !git(&folder, &["init", "--quiet"]) {
        eprintln!("skipped: there is no git on this machine");
        return None;
    }
    write(&folder, files);
    commit(&folder);
    Some(folder)
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn commit(folder: &Path) {
    assert!(git(folder, &["add", "--all"]));
    assert!(git(
        folder,
        &["commit", "--quiet", "--no-verify", "--message", "a"]
    ));
}

/// What a run says, line by line, and how it ends.
fn check(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(["check", "--quiet", "--format", "concise"])
        .args(arguments)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap();
    let mut said = String::from_utf8(output.stdout).unwrap();
    said += &String::from_utf8(output.stderr).unwrap();
    (said, output.status.code())
}

fn pod(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{containers: [{{name: a, image: \"registry.example.com/a:1\"}}]}}\n"
    )
}

const BARE: &str = ":2:7: advice[bare-pod] the pod";

fn binding(role: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: shop}}\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: {role}\nsubjects: [{{kind: ServiceAccount, name: shop, namespace: default}}]\n"
    )
}

#[test]
fn staged_unstaged_and_untracked_files_have_changed_and_no_others() {
    let files = [
        ("a.yaml", pod("a")),
        ("k8s/b c.yaml", pod("b")),
        ("k8s/d.yaml", pod("d")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let Some(folder) = repository("part", &files) else {
        return;
    };
    let none = check(&folder, &["--changed-since", "HEAD"]);
    assert_eq!(none, (String::new(), Some(0)));
    let labelled = pod("a").replace("name: a}", "name: a, labels: {a: b}}");
    write(
        &folder,
        &[
            ("k8s/ü\n.yaml", &pod("u")),
            ("k8s/b c.yaml", &(pod("b") + "# b\n")),
            ("a.yaml", &labelled),
        ],
    );
    assert!(git(&folder, &["add", "a.yaml"]));
    let (said, code) = check(&folder, &["--changed-since", "HEAD"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches(BARE).count(), 3, "{said}");
    assert!(!said.contains("d.yaml"), "{said}");
    let (said, _) = check(&folder.join("k8s"), &["--changed-since", "HEAD", "./"]);
    assert_eq!(said.matches(BARE).count(), 2, "{said}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_an_update_may_not_change_is_found_where_it_stands_now() {
    let files = [("first/a.yaml", &*binding("reader")), ("b.yaml", &pod("b"))];
    let Some(folder) = repository("moved", &files) else {
        return;
    };
    let found = "cannot be changed from `reader` to `writer`";
    write(&folder, &[("first/a.yaml", &binding("writer"))]);
    for path in [
        "",
        "first",
        "./first/a.yaml",
        folder.join("first").to_str().unwrap(),
    ] {
        let path = if path.is_empty() { "." } else { path };
        let (said, code) = check(&folder, &["--changed-since", "HEAD", path]);
        assert!(
            said.contains(":7:9: error[immutable-field-changed] `roleRef.name`"),
            "{said}"
        );
        assert!(said.contains(found) && code == Some(1), "{said}");
    }
    // The object has gone to another file, and its own holds something else.
    write(
        &folder,
        &[
            ("first/a.yaml", &pod("c")),
            ("new/z.yaml", &binding("writer")),
        ],
    );
    let (said, _) = check(&folder, &["--changed-since", "HEAD"]);
    assert!(said.contains(&format!("new/z.yaml:7:9: error[immutable-field-changed] `roleRef.name` of the RoleBinding `shop` {found}")), "{said}");
    fs::remove_file(folder.join("first/a.yaml")).unwrap();
    let (said, _) = check(&folder, &["--changed-since", "HEAD"]);
    assert!(said.contains(found), "{said}");
    // A second one of that name is no successor of the first.
    write(&folder, &[("first/a.yaml", &(binding("reader") + "# a\n"))]);
    let (said, _) = check(&folder, &["--changed-since", "HEAD"]);
    assert!(!said.contains(found), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

/// Manifests that the server refuses for another reason each, what mends it, and a field that no update may change.
const REFUSED: [(&str, &str, &str); 6] = [
    ("amount", "storage: 10GB", "storage: 10G"),
    ("type", "serviceName: 5", "serviceName: \"5\""),
    ("field", "serviceNam: shop", "serviceName: shop"),
    (
        "selector",
        "matchLabels: {app: web}",
        "matchLabels: {app: shop}",
    ),
    (
        "volume",
        "{name: other, mountPath: /d}",
        "{name: data, mountPath: /d}",
    ),
    (
        "twice",
        "serviceName: a\n  serviceName: shop",
        "serviceName: shop",
    ),
];

fn stateful(name: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: {name}, namespace: back-end}}\nspec:\n  serviceName: shop\n  selector: {{matchLabels: {{app: shop}}}}\n  template:\n    metadata: {{labels: {{app: shop}}}}\n    spec:\n      containers:\n        - {{name: a, image: \"registry.example.com/a:1\", volumeMounts: [{{name: data, mountPath: /d}}]}}\n  volumeClaimTemplates:\n    - metadata: {{name: data}}\n      spec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 10G}}}}}}\n"
    )
}

#[test]
fn what_the_server_never_took_can_be_mended() {
    let mended: Vec<(String, String, String)> = REFUSED
        .iter()
        .map(|(name, wrong, right)| {
            let now = stateful(name);
            let then = match *name {
                "type" | "field" | "twice" => now.replacen("serviceName: shop", wrong, 1),
                _ => now.replacen(right, wrong, 1),
            };
            assert_ne!(then, now, "{name}");
            (format!("{name}.yaml"), then, now)
        })
        .collect();
    let files: Vec<(&str, &str)> = mended
        .iter()
        .map(|(name, then, _)| (&**name, &**then))
        .collect();
    let Some(folder) = repository("refused", &files) else {
        return;
    };
    let change = |text: &str| {
        text.replace(
            "volumeClaimTemplates",
            "podManagementPolicy: Parallel\n  volumeClaimTemplates",
        )
    };
    let files: Vec<(&str, String)> = mended
        .iter()
        .map(|(name, _, now)| (&**name, change(now)))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, now)| (*name, &**now)).collect();
    write(&folder, &files);
    let (said, _) = check(&folder, &["--changed-since", "HEAD"]);
    assert!(!said.contains("immutable"), "{said}");
    // What the server took is compared, and the command that helps says which namespace is meant.
    commit(&folder);
    let files: Vec<(&str, &str)> = mended
        .iter()
        .map(|(name, _, now)| (&**name, &**now))
        .collect();
    write(&folder, &files);
    let (_, code) = check(
        &folder,
        &["--changed-since", "HEAD", "--output", "json=report.json"],
    );
    let said = fs::read_to_string(folder.join("report.json")).unwrap();
    assert_eq!(
        (said.matches("immutable-field-changed").count(), code),
        (REFUSED.len(), Some(1)),
        "{said}"
    );
    for (name, ..) in REFUSED {
        let command =
            format!("`kubectl delete statefulset {name} --namespace back-end --cascade=orphan`");
        assert!(said.contains(&command), "{said}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Objects, what of them changes, into what, and whether the server lets it; one of each name.
const CHANGES: [(&str, &str, &str, bool); 20] = [
    (CLAIM, "[ReadWriteOnce]", "[ReadWriteMany]", false),
    (CLAIM, "storage: 1Gi", "storage: 2Gi", true),
    (CLAIM, "storage: 1Gi", "storage: 1024Mi", true),
    (CLAIM, "storage: 1Gi", "storage: 512Mi", false),
    (JOB, "image: a:1", "image: a:2", false),
    (JOB, "backoffLimit: 3", "backoffLimit: 4", true),
    (CONFIG, "a: b", "a: c", false),
    (CONFIG, "immutable: true", "immutable: false", false),
    (CONFIG, "{a: b}", "{\"a\": 'b'}", true),
    (SERVICE, "clusterIP: None", "clusterIP: 10.0.0.1", false),
    (SERVICE, "port: 80", "port: 81", true),
    (
        CLASS,
        "provisioner: a.example.com",
        "provisioner: b.example.com",
        false,
    ),
    (
        CLASS,
        "reclaimPolicy: Delete",
        "allowVolumeExpansion: true",
        true,
    ),
    (BUDGET, "app: a", "app: b", true),
    (PRIORITY, "value: 5", "value: 6", false),
    (RANGE, "[10.1.0.0/24]", "[10.2.0.0/24]", false),
    (RANGE, "[10.1.0.0/24]", "[10.1.0.0/24, 'fd00::/64']", true),
    (
        BUNDLE,
        "signerName: a.example.com/b",
        "signerName: a.example.com/c",
        false,
    ),
    (
        SLICE,
        "driver: a.example.com",
        "driver: b.example.com",
        false,
    ),
    (SLICE, "generation: 1", "generation: 2", true),
];

const CLAIM: &str = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: NAME}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n";
const JOB: &str = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: NAME}\nspec:\n  backoffLimit: 3\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: a\n          image: a:1\n";
const CONFIG: &str =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME}\nimmutable: true\ndata: {a: b}\n";
const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: NAME}\nspec:\n  clusterIP: None\n  ports: [{port: 80}]\n";
const CLASS: &str = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: NAME}\nprovisioner: a.example.com\nreclaimPolicy: Delete\n";
const BUDGET: &str = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: NAME}\nspec:\n  minAvailable: 1\n  selector: {matchLabels: {app: a}}\n";
const PRIORITY: &str =
    "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: NAME}\nvalue: 5\n";
const RANGE: &str = "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: NAME}\nspec:\n  cidrs: [10.1.0.0/24]\n";
const BUNDLE: &str = "apiVersion: certificates.k8s.io/v1beta1\nkind: ClusterTrustBundle\nmetadata: {name: \"a.example.com:b:NAME\"}\nspec:\n  signerName: a.example.com/b\n  trustBundle: x\n";
const SLICE: &str = "apiVersion: resource.k8s.io/v1\nkind: ResourceSlice\nmetadata: {name: NAME}\nspec:\n  driver: a.example.com\n  nodeName: node1\n  pool: {name: p, generation: 1, resourceSliceCount: 1}\n";

#[test]
fn what_an_update_keeps_is_known_kind_by_kind() {
    let texts = CHANGES.iter().enumerate().map(|(number, change)| {
        let (text, old, new, _) = change;
        let text = text.replace("NAME", &format!("n{number}"));
        let changed = text.replace(old, new);
        assert_ne!(text, changed, "{old}");
        (format!("n{number}.yaml"), text, changed)
    });
    let texts: Vec<(String, String, String)> = texts.collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, old, _)| (&**name, &**old))
        .collect();
    let Some(folder) = repository("kinds", &files) else {
        return;
    };
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, _, new)| (&**name, &**new))
        .collect();
    write(&folder, &files);
    let select = [
        "--changed-since",
        "HEAD",
        "--select",
        "immutable-field-changed",
    ];
    let (said, _) = check(&folder, &select);
    for ((name, ..), (_, old, new, is_free)) in texts.iter().zip(CHANGES) {
        let is_found = said.contains(&format!("{name}:"));
        assert_eq!(is_found, !is_free, "{name}: {old} to {new}: {said}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_git_cannot_answer_is_said() {
    let Some(folder) = repository("asked", &[("a.yaml", &pod("a"))]) else {
        return;
    };
    for (reference, paths, what) in [
        (
            "nothing",
            ".",
            "podlint: --changed-since nothing: git knows no such commit",
        ),
        (
            "--all",
            ".",
            "podlint: --changed-since --all: git knows no such commit",
        ),
        (
            "HEAD",
            "/",
            "podlint: --changed-since HEAD: / is outside of the git work tree ",
        ),
    ] {
        let (said, code) = check(&folder, &[&format!("--changed-since={reference}"), paths]);
        assert!(said.starts_with(what), "{said}");
        assert!(
            !what.ends_with("commit") || said.contains("`git fetch`"),
            "{said}"
        );
        assert_eq!(code, Some(2));
    }
    write(&folder, &[("a.yaml", &pod("b"))]);
    commit(&folder);
    let url = format!("file://{}", folder.display());
    assert!(git(
        &folder,
        &["clone", "--quiet", "--depth=1", &url, "shallow"]
    ));
    let (said, code) = check(&folder.join("shallow"), &["--changed-since", "HEAD~1"]);
    assert!(
        said.contains("this clone is shallow, and `git fetch --unshallow`"),
        "{said}"
    );
    assert_eq!(code, Some(2));
    fs::remove_dir_all(folder.join(".git")).unwrap();
    let (said, code) = check(&folder, &["--changed-since", "HEAD"]);
    assert_eq!(
        said,
        "podlint: --changed-since HEAD: the current directory is in no git work tree\n"
    );
    assert_eq!(code, Some(2));
    fs::remove_dir_all(folder).unwrap();
}

/// A Service names a port that only the workload beside it has.
#[test]
fn files_named_one_by_one_are_seen_in_their_project() {
    let folder = std::env::temp_dir().join(format!("podlint-{}-project", std::process::id()));
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80, targetPort: web}]}\n";
    let workload = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: a, image: \"registry.example.com/a:1\", ports: [{name: http, containerPort: 80}]}]}\n";
    write(
        &folder,
        &[
            ("k8s/a.yaml", service),
            ("k8s/b.yaml", workload),
            ("k8s/c.yaml", &pod("c")),
        ],
    );
    let alone = check(&folder, &["k8s/a.yaml"]);
    assert_eq!(alone, (String::new(), Some(0)));
    let (said, code) = check(&folder, &["k8s/a.yaml", "--project", "."]);
    assert!(
        said.starts_with("k8s/a.yaml:4:") && said.contains("[unresolved-port-name]"),
        "{said}"
    );
    assert_eq!((said.lines().count(), code), (1, Some(1)), "{said}");
    let (said, code) = check(&folder, &["k8s/a.yaml", "--project", "none"]);
    assert_eq!(
        said,
        "podlint: --project none: there is no such directory\n"
    );
    assert_eq!(code, Some(2));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_git_says_is_repeated() {
    let Some(folder) = repository("repeated", &[("a.yaml", &pod("a"))]) else {
        return;
    };
    let elsewhere = ["config", "core.worktree", "/nonexistent"];
    assert!(git(&folder, &elsewhere));
    let (said, _) = check(&folder, &["--changed-since=HEAD"]);
    let what = "podlint: --changed-since HEAD: . is outside of the git work tree /nonexistent";
    assert!(said.starts_with(what), "{said}");
    assert!(git(&folder, &["config", "--unset", "core.worktree"]));
    fs::write(folder.join(".git/index"), "no index").unwrap();
    let (said, code) = check(&folder, &["--changed-since=HEAD", "."]);
    assert!(
        said.contains("fails in ") && said.contains("index file"),
        "{said}"
    );
    assert!(
        said.trim_end().lines().count() == 1 && code == Some(2),
        "{said}"
    );
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn rules_on_changes_are_asked_of_what_was_there() {
    let crd = r#"apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: queues.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Queue, plural: queues, singular: queue, listKind: QueueList}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations:
                - {rule: self.name == oldSelf.name, message: the name stays}
                - {rule: self.size <= 5}
              properties:
                name: {type: string, default: a}
                size: {type: integer, default: 1}
"#;
    let queue = |spec: &str| {
        format!("apiVersion: example.com/v1\nkind: Queue\nmetadata: {{name: q}}\nspec: {spec}\n")
    };
    let files = [
        ("crd.yaml", crd),
        ("a.yaml", &queue("{name: a}")),
        ("b.yaml", &queue("{name: b}").replace("name: q", "name: r")),
    ];
    let Some(folder) = repository("rules-on-changes", &files) else {
        return;
    };
    write(&folder, &[("a.yaml", &queue("{name: b, size: 9}"))]);
    let (said, _) = check(&folder, &["--changed-since", "HEAD", "."]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "./a.yaml:4:14: error[invalid-value] `spec` breaks a rule of its CRD: the name stays",
            "./a.yaml:4:23: error[invalid-value] `spec` breaks a rule of its CRD: `self.size <= 5`",
        ],
    );
    // A default is what was there.
    write(&folder, &[("a.yaml", &queue("{size: 2}"))]);
    let (said, _) = check(&folder, &["--changed-since", "HEAD", "."]);
    assert_eq!(said, "");
    let (said, _) = check(&folder, &["."]);
    assert_eq!(said, "");
    fs::remove_dir_all(folder).unwrap();
}
