//! Ports that are asked for from outside of a pod and inside of it, against what is known of who listens.

use super::{deployment, found};

const RULES: [&str; 5] = [
    "container-name-as-host",
    "localhost-probe",
    "loopback-only",
    "unlistened-localhost",
    "unlistened-port",
];

fn pod(containers: &str) -> Vec<String> {
    found(&deployment(containers), &RULES)
}

fn with_service(containers: &str, port: &str) -> Vec<String> {
    let service = format!(
        "---\napiVersion: v1\nkind: Service\nmetadata: {{name: shop}}\nspec:\n  selector: {{app: shop}}\n  ports: [{{{port}}}]\n"
    );
    found(&(deployment(containers) + &service), &RULES)
}

fn with_config(config: &str, containers: &str) -> Vec<String> {
    let map = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: front}}\ndata:\n  default.conf: |\n    {config}\n---\n"
    );
    let volumes = "volumes: [{name: conf, configMap: {name: front}}]";
    let text = map + &deployment(&format!("{containers}, {volumes}"));
    found(&text, &RULES)
}

const WEB: &str =
    "{name: web, image: 'nginx:1.27', volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]}";

#[test]
fn a_port_on_which_known_software_does_not_listen_is_refused() {
    for (image, port) in [
        ("tomcat:10", 80),
        ("nginx:1.27", 8080),
        ("httpd:2.4", 8080),
        ("postgres:16", 5433),
        ("mysql:8.4", 3307),
        ("redis:7", 6380),
        ("grafana/grafana:11.0.0", 80),
        ("prom/prometheus:v2.53.0", 9091),
    ] {
        let probed = format!(
            "containers: [{{name: a, image: '{image}', readinessProbe: {{tcpSocket: {{port: {port}}}}}}}]"
        );
        assert_eq!(pod(&probed), ["error unlistened-port"], "{image} {port}");
        let plain = format!("containers: [{{name: a, image: '{image}'}}]");
        let port = format!("port: 1234, targetPort: {port}");
        assert_eq!(
            with_service(&plain, &port),
            ["error unlistened-port"],
            "{image} {port}"
        );
    }
}

#[test]
fn what_may_listen_there_is_left_alone() {
    for container in [
        "image: 'acme/shop:1', ports: [{containerPort: 80}]",
        "image: 'acme/nginx:1', ports: [{containerPort: 80}]",
        "image: 'nginx:1.27', volumeMounts: [{name: c, mountPath: /etc/nginx/conf.d}]",
        "image: 'nginx:1.27', command: [sh, -c, './start.sh']",
        "image: 'redis:7', args: [--port, '8080']",
        "image: 'grafana/grafana:11.0.0', env: [{name: GF_SERVER_HTTP_PORT, value: '8080'}]",
        "image: 'grafana/grafana:11.0.0', envFrom: [{configMapRef: {name: g}}]",
        "image: 'tomcat:10'",
        "image: 'keycloak/keycloak:26', args: [start-dev]",
        "image: 'busybox:1.36', command: [sleep, infinity]",
    ] {
        let spec = format!(
            "containers: [{{name: a, {container}}}], volumes: [{{name: c, configMap: {{name: c}}}}]"
        );
        let all = with_service(&spec, "port: 80, targetPort: 8080");
        assert!(all.is_empty(), "{container}: {all:?}");
    }
    let beside = "containers: [{name: a, image: 'nginx:1.27'}, {name: b, image: 'acme/b:1'}]";
    assert!(with_service(beside, "port: 80, targetPort: 8080").is_empty());
    let headless = "port: 1234}], clusterIP: None, publishNotReadyAddresses: true, externalIPs: [";
    let alone = "containers: [{name: a, image: 'nginx:1.27'}]";
    assert!(with_service(alone, headless.trim_end_matches(", externalIPs: [")).len() < 2);
}

#[test]
fn what_listens_on_localhost_is_not_reached_from_outside() {
    for (level, container) in [
        (
            "error",
            "image: 'acme/a:1', command: [gunicorn, --bind, '127.0.0.1:8000', a]",
        ),
        ("error", "image: 'acme/a:1', command: [uvicorn, 'a:a']"),
        (
            "error",
            "image: 'acme/a:1', command: [sh, -c, 'python manage.py runserver']",
        ),
        (
            "error",
            "image: 'acme/a:1', command: [python, -m, http.server, --bind, 127.0.0.1, '8000']",
        ),
        (
            "error",
            "image: 'redis:7', args: [--port, '8000', --bind, 127.0.0.1]",
        ),
        (
            "error",
            "image: 'postgres:16', args: [-p, '8000', -c, listen_addresses=localhost]",
        ),
        (
            "error",
            "image: 'mysql:8.4', args: [--port=8000, --bind-address=127.0.0.1]",
        ),
        (
            "advice",
            "image: 'acme/a:1', env: [{name: HTTP_ADDR, value: '127.0.0.1:8000'}]",
        ),
    ] {
        let probed = format!(
            "containers: [{{name: a, {container}, readinessProbe: {{httpGet: {{path: /, port: 8000}}}}}}]"
        );
        assert_eq!(
            pod(&probed),
            [format!("{level} loopback-only")],
            "{container}"
        );
        let plain = format!("containers: [{{name: a, {container}}}]");
        let all = with_service(&plain, "port: 8000");
        assert_eq!(all, [format!("{level} loopback-only")], "{container}");
    }
    for container in [
        "image: 'acme/a:1', command: [gunicorn, --bind, '0.0.0.0:8000', a]",
        "image: 'acme/a:1', command: [uvicorn, 'a:a', --host, 0.0.0.0]",
        "image: 'acme/a:1', command: [uvicorn, 'a:a'], env: [{name: UVICORN_HOST, value: 0.0.0.0}]",
        "image: 'redis:7', args: [--port, '8000', --bind, 0.0.0.0]",
        "image: 'redis:7', args: [--port, '8000', --bind, '127.0.0.1 10.0.0.1']",
    ] {
        let plain = format!("containers: [{{name: a, {container}}}]");
        assert!(with_service(&plain, "port: 8000").is_empty(), "{container}");
    }
}

#[test]
fn a_probe_of_localhost_asks_the_node() {
    let probe = |spec: &str, host: &str| {
        pod(&format!(
            "{spec}containers: [{{name: a, image: 'acme/a:1', ports: [{{containerPort: 80, hostPort: 80}}], livenessProbe: {{tcpSocket: {{port: 9080, host: {host}}}}}}}]"
        ))
    };
    for host in ["localhost", "127.0.0.1", "'::1'"] {
        assert_eq!(probe("", host), ["error localhost-probe"], "{host}");
    }
    assert!(probe("hostNetwork: true, ", "localhost").is_empty());
    assert!(probe("", "10.0.0.1").is_empty());
}

#[test]
fn a_proxy_passes_to_where_something_listens() {
    for (statement, beside) in [
        ("fastcgi_pass 127.0.0.1:9001;", "php:8-fpm"),
        (
            "proxy_pass http://localhost:3001;",
            "grafana/grafana:11.0.0",
        ),
        ("proxy_pass http://127.0.0.1:8000;", "tomcat:10"),
    ] {
        let config = format!("server {{ listen 80; location / {{ {statement} }} }}");
        let pair = format!("containers: [{WEB}, {{name: b, image: '{beside}'}}]");
        assert_eq!(
            with_config(&config, &pair),
            ["error unlistened-localhost"],
            "{statement}"
        );
    }
    for (config, beside) in [
        (
            "server { listen 80; location / { fastcgi_pass 127.0.0.1:9000; } }",
            "php:8-fpm",
        ),
        (
            "server { listen 80; location / { proxy_pass http://127.0.0.1:3001; } }",
            "acme/shop:1",
        ),
        (
            "server { listen 80; location / { proxy_pass http://127.0.0.1:81; } } server { listen 81; }",
            "php:8-fpm",
        ),
        ("# proxy_pass http://127.0.0.1:3001;", "php:8-fpm"),
        (
            "server { listen 80; include /etc/nginx/more/*.conf; location / { proxy_pass http://127.0.0.1:81; } }",
            "php:8-fpm",
        ),
    ] {
        let pair = format!("containers: [{WEB}, {{name: b, image: '{beside}'}}]");
        let all = with_config(config, &pair);
        assert!(all.is_empty(), "{config}: {all:?}");
    }
}

#[test]
fn a_daemon_that_does_not_run_answers_nobody() {
    let build = |dind: &str, client: &str| {
        pod(&format!(
            "containers: [{{name: dind, image: 'docker:27-dind', securityContext: {{privileged: true}}{dind}}}, {{name: client, {client}, env: [{{name: DOCKER_HOST, value: 'tcp://localhost:2375'}}]}}]"
        ))
    };
    let shell =
        "image: 'docker:27-cli', command: [sh, -c, 'while true; do docker ps; sleep 5; done']";
    let asleep = ", command: [tail, -f, /dev/null]";
    assert_eq!(build(asleep, shell), ["error unlistened-localhost"]);
    assert_eq!(
        build(asleep, "image: 'acme/ci:1'"),
        ["advice unlistened-localhost"]
    );
    let plain = ", args: [dockerd, --host=tcp://0.0.0.0:2375]";
    assert!(build(plain, shell).is_empty());
}

#[test]
fn the_name_of_a_container_is_no_host() {
    for (env, image) in [
        ("{name: WORDPRESS_DB_HOST, value: db}", "mariadb:11"),
        (
            "{name: DATABASE_URL, value: 'postgres://shop@db:5432/shop'}",
            "postgres:16",
        ),
        ("{name: REDIS_URL, value: 'redis://db'}", "redis:7"),
        (
            "{name: API, value: 'http://db:8080/v1'}",
            "acme/api:1', ports: [{containerPort: 8080}], workingDir: '/",
        ),
    ] {
        let pair = format!(
            "containers: [{{name: shop, image: 'acme/shop:1', env: [{env}]}}, {{name: db, image: '{image}'}}]"
        );
        assert_eq!(pod(&pair), ["advice container-name-as-host"], "{env}");
    }
    for env in [
        "{name: APP_NAME, value: db}",
        "{name: DB_HOST, value: db.prod.svc}",
        "{name: DB_URL, value: 'postgres://my-db:5432/db'}",
        "{name: DB_URL, value: 'postgres://db@pg:5432/db'}",
        "{name: TOPIC, value: 'db:9999'}",
    ] {
        let pair = format!(
            "containers: [{{name: shop, image: 'acme/shop:1', env: [{env}]}}, {{name: db, image: 'postgres:16'}}]"
        );
        let all = pod(&pair);
        assert!(all.is_empty(), "{env}: {all:?}");
    }
    let config = "server { listen 80; location / { proxy_pass http://app:8080; } }";
    let app = "{name: app, image: 'acme/app:1', ports: [{containerPort: 8080}]}";
    let all = with_config(config, &format!("containers: [{WEB}, {app}]"));
    assert_eq!(all, ["advice container-name-as-host"]);
    let own = "hostAliases: [{ip: 127.0.0.1, hostnames: [db]}], containers: [{name: shop, image: 'acme/shop:1', env: [{name: DB_HOST, value: db}]}, {name: db, image: 'postgres:16'}]";
    assert!(pod(own).is_empty());
}
