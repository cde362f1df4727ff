//! Jobs that never complete: what runs beside their task until it is told to end.

use super::found;

const RULES: [&str; 1] = ["sidecar-blocks-completion"];

/// What is found in a Job with a task and a container with these fields.
fn beside_task(task: &str, fields: &str) -> Vec<String> {
    found(&job(task, fields), &RULES)
}

fn job(task: &str, fields: &str) -> String {
    format!(
        "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: task}}\nspec:\n  template:\n    spec:\n      restartPolicy: \
         Never\n      containers:\n        - {{name: task, {task}}}\n        - {{name: other, {fields}}}\n"
    )
}

const TASK: &str = "image: 'acme/task:1', command: [/bin/task, --once]";

#[test]
fn what_surely_never_ends_keeps_a_job_from_completing() {
    for fields in [
        "image: 'mysql:8'",
        "image: 'postgres:16-alpine', env: [{name: POSTGRES_PASSWORD, value: x}]",
        "image: 'redis:7', args: [--save, '']",
        "image: 'rabbitmq:3'",
        "image: 'nginx:1.27'",
        "image: 'docker:27-dind', securityContext: {privileged: true}",
        "image: 'envoyproxy/envoy:v1.30.0', args: [-c, /etc/envoy.yaml]",
        "image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', args: ['p:r:d']",
        "image: 'gcr.io/cloudsql-docker/gce-proxy:1.33', command: [/cloud_sql_proxy, '-instances=p:r:d=tcp:3306']",
        "image: 'fluent/fluent-bit:3'",
        "image: 'busybox:1.36', command: [tail, -f, /l/out.log]",
        "image: 'busybox:1.36', args: [tail, -n+1, -F, /l/out.log]",
        "image: 'busybox:1.36', command: [sh, -c, 'tail -F /l/out.log | grep error']",
        "image: 'busybox:1.36', command: [sleep, infinity]",
        "image: 'busybox:1.36', args: [sh, -c, 'while true; do date; sleep 10; done']",
        "image: 'busybox:1.36', command: [sh, -c, \"trap 'exit 0' TERM; sleep infinity & wait\"]",
        "image: 'acme/api:1', command: [uvicorn, 'api:app']",
        "image: 'acme/api:1', command: [sh, -c, './migrate && exec gunicorn api']",
        "image: 'python:3.12', command: [python, -m, http.server, '8000']",
        "image: 'envoyproxy/envoy:v1.30.0'",
        "image: 'istio/proxyv2:1.22.0', args: [proxy, sidecar]",
        "image: 'alpine/socat:1.8', args: ['TCP-LISTEN:5432,fork', 'TCP:db:5432']",
        "image: 'moby/buildkit:v0.13.0'",
        "image: 'redis:7', command: [gosu, redis, redis-server]",
    ] {
        assert_eq!(
            beside_task(TASK, fields),
            ["error sidecar-blocks-completion"],
            "{fields}"
        );
    }
}

#[test]
fn what_may_end_is_no_such_thing() {
    for fields in [
        "image: 'mysql:8', command: [mysqldump, -h, db, shop]",
        "image: 'postgres:16', command: [sh, -c, 'pg_dump -h db shop > /d/dump']",
        "image: 'redis:7', command: [redis-cli, -h, cache, flushall]",
        "image: 'nginx:1.27', command: [nginx, -t]",
        "image: 'busybox:1.36', command: [tail, -n, '5', /l/out.log]",
        "image: 'busybox:1.36', command: [tail, -f, /l/out.log, --pid=1]",
        "image: 'busybox:1.36', command: [sh, -c, 'timeout 600 tail -f /l/out.log']",
        "image: 'busybox:1.36', command: [sh, -c, 'while [ ! -f /l/done ]; do sleep 1; done']",
        "image: 'busybox:1.36', command: [sh, -c, 'while true; do [ -f /l/done ] && exit 0; sleep 1; done']",
        "image: 'busybox:1.36', command: [sh, -c, 'tail -f /l/out.log & sleep 5']",
        "image: 'busybox:1.36', command: [sleep, '30']",
        "image: 'acme/other:1'",
        "image: 'acme/other:1', command: [/other, --mode, timeout]",
        "image: 'alpine/socat:1.8', args: ['TCP:db:5432', '-']",
        "image: 'docker:27-cli', command: [docker, version]",
        "image: 'hashicorp/vault:1.17', args: [agent, -exit-after-auth, -config=/c]",
    ] {
        assert!(beside_task(TASK, fields).is_empty(), "{fields}");
    }
}

#[test]
fn what_the_task_ends_does_not_block() {
    let proxy =
        "image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', args: [--quitquitquit, 'p:r:d']";
    let task =
        "image: 'acme/task:1', command: [sh, -c, 'task; curl -X POST localhost:9091/quitquitquit']";
    assert!(beside_task(task, proxy).is_empty());
    let stops = "image: 'acme/task:1', command: [sh, -c, 'task; mysqladmin -h127.0.0.1 shutdown']";
    assert!(beside_task(stops, "image: 'mysql:8'").is_empty());
    let kills = job(
        "image: 'acme/task:1', command: [sh, -c, 'task; pkill envoy']",
        "image: 'envoyproxy/envoy:v1.30.0'",
    );
    let shared = kills.replace(
        "restartPolicy:",
        "shareProcessNamespace: true\n      restartPolicy:",
    );
    assert!(found(&shared, &RULES).is_empty());
}

#[test]
fn the_order_of_containers_does_not_matter() {
    let text = job(
        "image: 'mysql:8'",
        "image: 'acme/task:1', command: [/bin/task]",
    );
    assert_eq!(found(&text, &RULES), ["error sidecar-blocks-completion"]);
}

#[test]
fn a_pod_by_itself_may_be_there_for_what_serves_in_it() {
    let pod = |fields: &str| {
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{restartPolicy: Never, containers: [{{name: task, \
             {TASK}}}, {{name: other, {fields}}}]}}\n"
        );
        found(&text, &RULES)
    };
    assert!(pod("image: 'nginx:1.27'").is_empty());
    let proxy = "image: 'envoyproxy/envoy:v1.30.0'";
    assert_eq!(pod(proxy), ["advice sidecar-blocks-completion"]);
}
