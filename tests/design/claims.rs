//! Claims that two pods cannot have at once, and databases that know nothing of each other.

use super::{deployment, found};

const RULES: [&str; 2] = ["claim-blocks-rollout", "state-in-pod"];

fn with_claim(modes: &str, spec: &str) -> Vec<String> {
    let claim = format!(
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: files}}\nspec: {{accessModes: [{modes}], resources: {{requests: {{storage: 1Gi}}}}}}\n---\n"
    );
    let pods = deployment(
        "containers: [{name: blog, image: 'acme/blog:1', volumeMounts: [{name: v, mountPath: /srv}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: files}}]",
    );
    found(
        &(claim + &pods.replacen("spec:\n", &format!("spec:\n{spec}"), 1)),
        &RULES,
    )
}

#[test]
fn an_update_waits_for_a_claim_that_the_old_pod_has() {
    for spec in [
        "",
        "  replicas: 1\n",
        "  strategy: {type: RollingUpdate}\n",
        "  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n",
    ] {
        assert_eq!(
            with_claim("ReadWriteOnce", spec),
            ["advice claim-blocks-rollout"],
            "{spec}"
        );
        assert_eq!(
            with_claim("ReadWriteOncePod", spec),
            ["warning claim-blocks-rollout"],
            "{spec}"
        );
        assert!(with_claim("ReadWriteMany", spec).is_empty(), "{spec}");
        assert!(
            with_claim("ReadWriteOnce, ReadWriteMany", spec).is_empty(),
            "{spec}"
        );
    }
    for spec in [
        "  strategy: {type: Recreate}\n",
        "  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n",
        "  replicas: 0\n",
    ] {
        assert!(with_claim("ReadWriteOnce", spec).is_empty(), "{spec}");
    }
    let three = "  replicas: 3\n";
    assert_eq!(with_claim("ReadWriteOnce", three), ["advice state-in-pod"]);
    assert_eq!(
        with_claim("ReadWriteOncePod", three),
        ["warning state-in-pod"]
    );
}

#[test]
fn replicas_of_a_database_are_as_many_databases() {
    let replicas = |count: u8, container: &str| {
        let pods = deployment(&format!("containers: [{{name: db, {container}}}]"));
        found(
            &pods.replacen("spec:\n", &format!("spec:\n  replicas: {count}\n"), 1),
            &RULES,
        )
    };
    for image in ["postgres:16", "mysql:8.4", "mariadb:11", "mongo:7"] {
        let container = format!("image: '{image}'");
        assert_eq!(replicas(2, &container), ["warning state-in-pod"], "{image}");
        assert_eq!(replicas(1, &container), ["advice state-in-pod"], "{image}");
    }
    for container in [
        "image: 'mongo:7', args: [--replSet, rs0]",
        "image: 'cassandra:5', env: [{name: CASSANDRA_SEEDS, value: db}]",
        "image: 'mysql:8.4', envFrom: [{secretRef: {name: db}}]",
    ] {
        assert_eq!(
            replicas(2, container),
            ["advice state-in-pod"],
            "{container}"
        );
    }
    assert!(replicas(2, "image: 'acme/postgres-client:1'").is_empty());
    assert!(replicas(2, "image: 'memcached:1.6'").is_empty());
}

#[test]
fn a_directory_is_for_one_database() {
    let pods = |image: &str, mount: &str, replicas: &str| {
        let spec = format!(
            "containers: [{{name: db, image: '{image}', volumeMounts: [{{name: v, mountPath: {mount}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: files}}}}]"
        );
        let text =
            deployment(&spec).replacen("spec:\n", &format!("spec:\n  replicas: {replicas}\n"), 1);
        found(&text, &RULES)
    };
    const DATA: &str = "/var/lib/postgresql/data";
    assert_eq!(pods("postgres:16", DATA, "3"), ["warning state-in-pod"]);
    assert!(pods("postgres:16", DATA, "1").is_empty());
    assert!(pods("postgres:16", &format!("{DATA}, subPathExpr: $(NAME)"), "3").is_empty());
    assert!(pods("acme/blog:1", "/srv", "3").is_empty());
}
