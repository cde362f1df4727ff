use podlint::ask::hover;

use super::Asked;

fn said(text: &str) -> Option<(String, String)> {
    let asked = Asked::of(&[("web.yaml", text)]);
    let hover = hover(&asked.question(), asked.offset)?;
    Some((hover.span.of(&asked.text).to_owned(), hover.text))
}

#[test]
fn a_field_says_what_explain_knows() {
    let (word, text) = said(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  strategy:\n    ty‸pe: Recreate\n",
    )
    .unwrap();
    assert_eq!(word, "type");
    assert_eq!(
        text,
        "**Deployment.spec.strategy.type** · apps/v1, Kubernetes 1.30\n\nType of deployment. Can be \"Recreate\" or \"RollingUpdate\". Default is RollingUpdate.\n\nPossible enum values:\n- `\"Recreate\"` Kill all existing pods before creating new ones.\n- `\"RollingUpdate\"` Replace the old ReplicaSets by new one using rolling update i.e gradually scale down the old ReplicaSets and scale up the new one.\n\n- type: string\n- default: RollingUpdate\n- values: Recreate, RollingUpdate\n- rules: no-rolling-update"
    );
}

#[test]
fn what_the_documentation_says_is_no_markdown_but_for_lists_code_and_links() {
    let (_, text) = said(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes:\n    - name: a\n      empty‸Dir: {}\n",
    )
    .unwrap();
    assert!(
        text.contains("https://kubernetes.io/docs/concepts/storage/volumes#emptydir\n"),
        "{text}"
    );
    let (_, text) = said(
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: web}\nspec:\n  dataSource‸Ref: {kind: A, name: b}\n",
    )
    .unwrap();
    assert!(text.contains("\n- While dataSource ignores"), "{text}");
}

#[test]
fn a_kind_and_an_amount_say_what_they_are() {
    let pod =
        |spec: &str| format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n{spec}");
    let (word, text) = said("apiVersion: v1\nkind: P‸od\n").unwrap();
    assert_eq!(word, "Pod");
    assert!(
        text.starts_with(
            "**Pod** · v1, Kubernetes 1.30\n\nPod is a collection of containers that can run on a host. This resource is created by clients and scheduled onto hosts.\n\n- scope: in a namespace\n- names: pods, po"
        ),
        "{text}"
    );
    let limits = "  containers: [{name: a, resources: {limits: {memory: 64‸Mi}}}]\n";
    let (word, text) = said(&pod(limits)).unwrap();
    assert_eq!(word, "64Mi");
    assert!(
        text.starts_with("64Mi is 67108864\n\n**Pod.spec.containers.resources.limits**"),
        "{text}"
    );
    assert_eq!(said(&pod("  nothing: ‸x\n")), None);
    assert_eq!(said("some: te‸xt\n"), None);
}

#[test]
fn a_container_says_what_it_is_for_and_how_that_is_known() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  initContainers:\n    - {name: wait, image: \"busybox:1.36\", command: [sh, -c, sleep 1]}\n  containers:\n    - {name: db, image: \"mys‸ql:8.4\"}\n";
    let (word, hover) = said(text).unwrap();
    assert_eq!(word, "\"mysql:8.4\"");
    let (role, field) = hover.split_once("\n\n---\n\n").unwrap();
    assert_eq!(
        role,
        "**db** · a database: mysql:8.4 listens on 3306, keeps its data in /var/lib/mysql\n\n- role: a service of its own\n- known by: its image, which is that of MySQL"
    );
    assert!(
        field.starts_with("**Pod.spec.containers.image**"),
        "{field}"
    );
    let init = text.replace('‸', "").replace("name: wait", "name: wa‸it");
    let (_, hover) = said(&init).unwrap();
    assert!(
        hover.starts_with(
            "**wait** · a tool: busybox:1.36\n\n- runs: runs to its end before the others start\n"
        ),
        "{hover}"
    );
}
