//! Init containers that never end, or wait for what starts only once they have.

use super::{deployment, found};

const RULES: [&str; 1] = ["init-blocks-start"];

const PROXY: &str = "{name: proxy, image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0', args: [--port=5432, 'p:r:d']}";

/// What is found of an init container with these fields, before an application and a proxy on 5432.
fn before_proxy(fields: &str) -> Vec<String> {
    let spec = format!(
        "initContainers: [{{name: wait, {fields}}}], containers: [{{name: app, image: 'acme/app:1'}}, {PROXY}]"
    );
    found(&deployment(&spec), &RULES)
}

fn script(script: &str) -> String {
    format!("image: 'busybox:1.36', command: [sh, -c, {script:?}]")
}

#[test]
fn a_wait_for_what_starts_later_never_ends() {
    for wait in [
        "until nc -z localhost 5432; do sleep 1; done",
        "until nc -z -w 3 127.0.0.1 5432; do echo waiting; sleep 2; done; echo up",
        "while ! nc -z localhost 5432; do sleep 1; done",
        "while true; do nc -z localhost 5432 && break; sleep 1; done",
        "while :; do if nc -z localhost 5432; then break; fi; sleep 1; done",
        "until pg_isready -h 127.0.0.1 -p 5432 -U app; do sleep 1; done",
        "while ! pg_isready -hlocalhost; do sleep 1; done",
        "until psql -h localhost -U app -c '\\\\q'; do sleep 1; done && exec ./migrate",
        "until timeout 1 bash -c '</dev/tcp/localhost/5432'; do sleep 1; done",
        "until (echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null; do sleep 1; done",
        "until [ \"$(curl -s -o /dev/null -w '%{http_code}' http://localhost:5432/)\" = 200 ]; do sleep 1; done",
        "while [ $(curl -s -o /dev/null -w '%{http_code}' http://localhost:5432/) != 200 ]; do sleep 1; done",
        "until wget -qO- http://127.0.0.1:5432/ready; do sleep 1; done",
        "echo start; apk add curl; until curl -fsS localhost:5432/health; do sleep 1; done",
        "n=0; until nc -z localhost 5432; do n=$((n+1)); [ $n -gt 30 ] && exit 1; sleep 1; done",
        "wait-for-it.sh localhost:5432 -t 0",
        "dockerize -wait tcp://localhost:5432 -timeout 60s",
        "nc -z localhost 5432 || exit 1",
        "set -e; nc -z localhost 5432; echo ok",
        "psql -h localhost -c 'create database x' && echo done",
        "psql postgres://app@localhost:5432/app -f /schema.sql",
        "until pg_isready -U app -d shop; do sleep 1; done",
        "until psql -c 'select 1'; do sleep 1; done",
        "until [ \"$(pg_isready | grep -c accepting)\" = 1 ]; do sleep 1; done",
        "until curl -s http://localhost:5432/health | grep -q green; do sleep 1; done",
        "for i in $(seq 60); do nc -z localhost 5432 && exit 0; sleep 1; done; exit 1",
        "timeout 60 sh -c 'until nc -z localhost 5432; do sleep 1; done'",
    ] {
        assert_eq!(
            before_proxy(&script(wait)),
            ["error init-blocks-start"],
            "{wait}"
        );
    }
}

#[test]
fn what_a_script_is_told_by_variables_is_known() {
    let env = "env: [{name: DB_HOST, value: localhost}, {name: DB_PORT, value: '5432'}]";
    for wait in [
        "until nc -z $DB_HOST $DB_PORT; do sleep 1; done",
        "until nc -z \"${DB_HOST}\" \"${DB_PORT:-5432}\"; do sleep 1; done",
        "until pg_isready -h $(DB_HOST) -p $(DB_PORT); do sleep 1; done",
    ] {
        let fields = format!("{}, {env}", script(wait));
        assert_eq!(before_proxy(&fields), ["error init-blocks-start"], "{wait}");
    }
    // From elsewhere it may be any host.
    let fields = script("until nc -z $DB_HOST $DB_PORT; do sleep 1; done");
    assert!(before_proxy(&fields).is_empty());
}

#[test]
fn a_client_without_a_shell_is_one() {
    for fields in [
        "image: 'postgres:16', command: [psql, -h, localhost, -c, 'select 1']",
        "image: 'acme/flyway:10', command: [flyway, '-url=jdbc:postgresql://localhost:5432/x', migrate]",
        "image: 'acme/app:1', command: [bundle, exec, rails, 'db:migrate'], env: [{name: DATABASE_URL, value: 'postgres://u@localhost:5432/x'}]",
        "image: 'acme/app:1', command: [dbmate, up], env: [{name: DATABASE_URL, value: 'postgres://u@127.0.0.1:5432/x'}]",
        "image: 'acme/app:1', command: [/bin/migrate, -path, /m, -database, 'postgres://u@localhost:5432/x', up]",
        "image: 'acme/tool:1', command: [dockerize, -wait, 'tcp://localhost:5432']",
        "image: 'flyway/flyway:10', args: ['-url=jdbc:postgresql://localhost:5432/x', migrate]",
        "image: 'migrate/migrate:v4', args: [-path=/m, '-database=postgres://u@localhost:5432/x', up]",
    ] {
        assert_eq!(
            before_proxy(fields),
            ["error init-blocks-start"],
            "{fields}"
        );
    }
}

#[test]
fn an_address_alone_is_likely() {
    let env = "env: [{name: DATABASE_URL, value: 'postgres://u@localhost:5432/x'}]";
    for fields in [
        format!("image: 'acme/migrate:1', {env}"),
        format!("image: 'acme/app:1', command: [python, manage.py, shell], {env}"),
        "image: 'acme/app:1', args: [--database=localhost:5432]".to_owned(),
        format!("image: 'acme/app:1', command: [python, manage.py, migrate], {env}"),
    ] {
        assert_eq!(
            before_proxy(&fields),
            ["advice init-blocks-start"],
            "{fields}"
        );
    }
    // What it does is known, and asks nobody.
    let copies = format!("{}, {env}", script("cp -r /seed/. /data/"));
    assert!(before_proxy(&copies).is_empty());
}

#[test]
fn what_goes_on_without_an_answer_is_no_wait() {
    for wait in [
        "for i in 1 2 3; do nc -z localhost 5432 && break; sleep 1; done",
        "nc -z localhost 5432 || true",
        "[ \"$ordinal\" -eq 0 ] && exit 0; until nc -z localhost 5432; do sleep 1; done",
        "if [ -f /data/done ]; then exit 0; fi; psql -h localhost -f /schema.sql",
        "case $HOSTNAME in *-0) exit 0;; esac; until nc -z localhost 5432; do sleep 1; done",
        "for i in 1 2 3; do nc -z localhost 5432 && break; sleep 1; done; exit 1",
        "timeout 60 sh -c 'until nc -z localhost 5432; do sleep 1; done'; echo done",
        "nc -z localhost 5432; echo done",
        "if nc -z localhost 5432; then echo up; fi",
        "n=0; until nc -z localhost 5432; do n=$((n+1)); [ $n -gt 30 ] && break; sleep 1; done",
        "until nc -z localhost 5432 || [ -f /skip ]; do sleep 1; done",
        "until nc -z db 5432; do sleep 1; done",
        "until nc -z localhost-proxy 5432; do sleep 1; done",
        "set -e; [ -d /var/lib/postgresql/psql ]; ./clone",
        "set -e; [ \"$KIND\" = psql ]; ./clone",
        "psql $DATABASE_URL -c 'select 1'",
        "psql 'host=db user=x' -c 'select 1'",
        "su postgres -c 'pg_ctl start -D /d'; psql -c 'select 1'",
        "mysqld --daemonize; until nc -z localhost 5432; do sleep 1; done",
        "docker-entrypoint.sh postgres & until pg_isready -h localhost; do sleep 1; done",
        "pg_ctl start && psql -h localhost -f /seed.sql && pg_ctl stop",
        "echo 'until nc -z localhost 5432; do sleep 1; done' > /scripts/wait.sh",
    ] {
        assert!(before_proxy(&script(wait)).is_empty(), "{wait}");
    }
}

#[test]
fn a_native_sidecar_before_it_is_up() {
    let wait = script("until nc -z localhost 5432; do sleep 1; done");
    let with = |init: &str| {
        let spec =
            format!("initContainers: [{init}], containers: [{{name: app, image: 'acme/app:1'}}]");
        found(&deployment(&spec), &RULES)
    };
    let sidecar = PROXY.replace("name: proxy", "name: proxy, restartPolicy: Always");
    let wait = format!("{{name: wait, {wait}}}");
    assert!(with(&format!("{sidecar}, {wait}")).is_empty());
    assert_eq!(
        with(&format!("{wait}, {sidecar}")),
        ["error init-blocks-start"]
    );
    // Of a sidecar that is not known it is not known where it listens.
    let other = "{name: s, image: 'acme/s:1', restartPolicy: Always}";
    assert!(with(&format!("{other}, {wait}")).is_empty());
    let listening =
        "{name: s, image: 'acme/s:1', restartPolicy: Always, ports: [{containerPort: 5432}]}";
    assert!(with(&format!("{listening}, {wait}")).is_empty());
}

#[test]
fn the_network_of_the_node_has_other_listeners() {
    let spec = format!(
        "hostNetwork: true, initContainers: [{{name: wait, {}}}], containers: [{{name: app, image: 'acme/app:1'}}]",
        script("until nc -z localhost 10250; do sleep 1; done")
    );
    assert!(found(&deployment(&spec), &RULES).is_empty());
}

#[test]
fn an_init_container_that_lasts_blocks() {
    for fields in [
        "image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', args: [--port=5432, 'p:r:d']",
        "image: 'busybox:1.36', command: [sleep, infinity]",
        "image: 'busybox:1.36', command: [tail, -f, /dev/null]",
        "image: 'busybox:1.36', command: [sh, -c, 'echo hi; while true; do date; sleep 5; done']",
        "image: 'nginx:1.27'",
        "image: 'redis:7', args: [--appendonly, 'no']",
        "image: 'acme/a:1', command: [gunicorn, a]",
        "image: 'registry.k8s.io/git-sync/git-sync:v4', args: [--repo=https://git.example/x]",
    ] {
        assert_eq!(
            before_proxy(fields),
            ["error init-blocks-start"],
            "{fields}"
        );
    }
    for fields in [
        "image: 'postgres:16', command: [pg_dump, -h, db]",
        "image: 'redis:7', command: [redis-cli, -h, cache, ping]",
        "image: 'nginx:1.27', command: [cp, -r, /etc/nginx/., /conf]",
        "image: 'busybox:1.36', command: [sh, -c, 'while true; do [ -f /x ] && exit 0; sleep 1; done']",
        "image: 'busybox:1.36', command: [sh, -c, 'timeout 60 tail -f /x']",
        "image: 'busybox:1.36', command: [sh, -c, 'tail -f /x | grep -q ready']",
        "image: 'acme/a:1'",
        "image: 'quay.io/coreos/etcd:v3.5', args: [etcdctl, snapshot, restore, /b/x.db]",
        "image: 'busybox:1.36', command: [sh, -c, 'if [ -f /x ]; then exit 0; fi; sleep infinity']",
        "image: 'busybox:1.36', command: [sh, -c, 'httpd -p 8080; echo started']",
        "image: 'acme/a:1', command: [sh, -c, 'gunicorn --daemon a; ./load']",
        "image: 'registry.k8s.io/git-sync/git-sync:v4', args: [--repo=https://git.example/x, --one-time]",
        "image: 'registry.k8s.io/git-sync/git-sync:v4', env: [{name: GITSYNC_ONE_TIME, value: 'true'}]",
        "image: 'registry.k8s.io/git-sync/git-sync:v4', envFrom: [{configMapRef: {name: sync}}]",
        "image: 'busybox:1.36', command: [timeout, '60', sh, -c, 'while true; do date; sleep 5; done']",
    ] {
        assert!(before_proxy(fields).is_empty(), "{fields}");
    }
}

#[test]
fn what_a_configuration_may_end_is_likely_to_last() {
    assert_eq!(
        before_proxy("image: 'hashicorp/vault:1.17', args: [agent, -config=/c/a.hcl]"),
        ["advice init-blocks-start"]
    );
}

#[test]
fn a_program_that_is_not_known_may_have_started_a_server() {
    let script = script("./start.sh; until pg_isready -h localhost; do sleep 1; done");
    assert_eq!(before_proxy(&script), ["advice init-blocks-start"]);
}

#[test]
fn what_a_client_takes_for_granted_may_be_told_elsewhere() {
    let wait = "image: 'postgres:16', command: [sh, -c, 'until pg_isready; do sleep 1; done']";
    assert_eq!(before_proxy(wait), ["error init-blocks-start"]);
    for env in [
        "envFrom: [{secretRef: {name: pg}}]",
        "env: [{name: PGHOST, valueFrom: {secretKeyRef: {name: pg, key: host}}}]",
        "env: [{name: PGHOST, value: db}]",
    ] {
        assert!(before_proxy(&format!("{wait}, {env}")).is_empty(), "{env}");
    }
    // A file of its own may say where its server is, if there is none in the pod.
    let spec = format!(
        "initContainers: [{{name: wait, {wait}}}], containers: [{{name: app, image: 'acme/app:1'}}]"
    );
    assert!(found(&deployment(&spec), &RULES).is_empty());
}

/// What is found of an init container with this script in the pods of `shop` in namespace `prod`, beside a Service.
fn beside_service(script: &str, service: &str) -> Vec<String> {
    let pods = deployment(&format!(
        "initContainers: [{{name: wait, image: 'busybox:1.36', command: [sh, -c, {script:?}]}}], \
         containers: [{{name: web, image: 'acme/web:1', ports: [{{containerPort: 80}}]}}]"
    ));
    let pods = pods.replace("{name: shop}", "{name: shop, namespace: prod}");
    let service = format!(
        "---\napiVersion: v1\nkind: Service\nmetadata: {{name: shop, namespace: prod}}\nspec: {{{service}}}\n"
    );
    found(&(pods + &service), &RULES)
}

#[test]
fn a_service_leads_to_pods_that_are_ready() {
    let own = "selector: {app: shop}, ports: [{port: 80}]";
    let blocks = ["error init-blocks-start"];
    for host in [
        "shop",
        "shop.prod",
        "shop.prod.svc",
        "shop.prod.svc.cluster.local",
        "SHOP",
    ] {
        let wait = format!("until wget -qO- http://{host}/health; do sleep 1; done");
        assert_eq!(beside_service(&wait, own), blocks, "{host}");
    }
    for host in ["shop.stage", "stock", "www.shop.example"] {
        let wait = format!("until wget -qO- http://{host}/health; do sleep 1; done");
        assert!(beside_service(&wait, own).is_empty(), "{host}");
    }
    assert_eq!(beside_service("curl -f http://shop:80/", own), blocks);
    assert!(beside_service("curl -f http://shop:80/ || true", own).is_empty());
}

#[test]
fn a_service_may_lead_to_others() {
    let wait = "until nc -z shop 80; do sleep 1; done";
    assert_eq!(
        beside_service(wait, "selector: {app: shop}, ports: [{port: 80}]"),
        ["error init-blocks-start"]
    );
    for service in [
        "selector: {app: shop}, publishNotReadyAddresses: true, ports: [{port: 80}]",
        "selector: {app: stock}, ports: [{port: 80}]",
        "ports: [{port: 80}]",
    ] {
        assert!(beside_service(wait, service).is_empty(), "{service}");
    }
    // The name of a Service with an address is known at once, that of a headless one with its first pod.
    let asks = "until nslookup shop.prod.svc.cluster.local; do sleep 1; done";
    assert!(beside_service(asks, "selector: {app: shop}, ports: [{port: 80}]").is_empty());
    let headless = "clusterIP: None, selector: {app: shop}, ports: [{port: 80}]";
    assert_eq!(beside_service(asks, headless), ["error init-blocks-start"]);
    let one = "until nslookup shop-0.shop; do sleep 1; done";
    assert_eq!(beside_service(one, headless), ["error init-blocks-start"]);
}

#[test]
fn a_suppression_holds_at_the_place_shown() {
    let text = "apiVersion: v1
kind: Pod # podlint: ignore[bare-pod] for a test
metadata: {name: a}
spec:
  initContainers:
    - name: wait
      image: busybox:1.36
      # podlint: ignore[init-blocks-start] a mutating webhook brings the proxy
      command: [sh, -c, 'until nc -z localhost 5432; do sleep 1; done']
  containers:
    - {name: app, image: 'acme/app:1'}
";
    assert!(found(text, &["init-blocks-start", "unused-suppression"]).is_empty());
}
