//! Two containers on one port: certain where both bind it by what is known, likely where only a convention or a
//! declaration says so.

use super::{deployment, found};

const RULES: [&str; 2] = ["duplicate-container-port", "implied-port-conflict"];

/// What is found of two containers that have these fields beside their names.
fn beside(one: &str, other: &str) -> Vec<String> {
    let spec = format!("containers: [{{name: f, {one}}}, {{name: g, {other}}}]");
    found(&deployment(&spec), &RULES)
}

/// What is found of two programs in images of their own.
fn started(one: &str, other: &str) -> Vec<String> {
    let own = |name: &str, command: &str| format!("image: 'acme/{name}:1', command: {command}");
    beside(&own("f", one), &own("g", other))
}

#[test]
fn two_servers_that_are_told_one_port_cannot_both_start() {
    for (one, other) in [
        (
            "[gunicorn, --bind, '0.0.0.0:9100', a]",
            "[uvicorn, --port, '9100', --host, 0.0.0.0, b]",
        ),
        ("[gunicorn, -b, ':9100', a]", "[gunicorn, '-b:9100', b]"),
        (
            "[sh, -c, 'exec gunicorn --bind=0.0.0.0:9100 a']",
            "[flask, run, -p, '9100', -h, 0.0.0.0]",
        ),
        (
            "[python, -m, http.server, '9100']",
            "[python3.12, -m, http.server, '9100', -d, /srv]",
        ),
        (
            "[python, manage.py, runserver, '0.0.0.0:9100']",
            "[php, -S, '0.0.0.0:9100', -t, public]",
        ),
        (
            "[httpd, -f, -p, '9100', -h, /a]",
            "[busybox, httpd, -fp, '9100']",
        ),
        (
            "[bundle, exec, puma, -p, '9100']",
            "[poetry, run, hypercorn, --bind, '0.0.0.0:9100', a]",
        ),
        (
            "[sh, -c, 'while true; do nc -lk -p 9100; done']",
            "[rails, s, -p, '9100', -b, 0.0.0.0]",
        ),
        (
            "[python, -m, http.server]",
            "[waitress-serve, '--listen=*:8000', a]",
        ),
        ("[uvicorn, a]", "[daphne, b]"),
        (
            "[nc, -lk, -p, '9100', -e, cat]",
            "[socat, 'TCP-LISTEN:9100,fork', 'EXEC:cat']",
        ),
        (
            "[ruby, -run, -e, httpd, ., -p, '9100']",
            "[npx, serve, -l, '9100']",
        ),
        (
            "[/cloud_sql_proxy, '-instances=p:r:d=tcp:0.0.0.0:9100']",
            "[gosu, app, gunicorn, -b, ':9100', b]",
        ),
    ] {
        assert_eq!(
            started(one, other),
            ["error implied-port-conflict"],
            "{one} {other}"
        );
    }
}

#[test]
fn a_port_in_a_variable_is_told() {
    let with_port = |command: &str| {
        format!("image: 'acme/a:1', command: {command}, env: [{{name: PORT, value: '9100'}}]")
    };
    let other = "image: 'acme/b:1', command: [uvicorn, --port, '9100', --host, '*', b]";
    for command in [
        "[gunicorn, a]",
        "[gunicorn, -b, '0.0.0.0:$(PORT)', a]",
        "[sh, -c, 'gunicorn -b \"0.0.0.0:${PORT:-8000}\" a']",
        "[next, start]",
    ] {
        let found = beside(&with_port(command), other);
        assert_eq!(found, ["error implied-port-conflict"], "{command}");
    }
    // What is not known may be any port.
    let unknown = "image: 'acme/a:1', command: [gunicorn, -b, '0.0.0.0:$(PORT)', a]";
    assert!(beside(unknown, other).is_empty());
}

#[test]
fn what_only_a_convention_says_is_likely() {
    let advice = ["advice implied-port-conflict"];
    let own = |fields: &str| format!("image: 'acme/a:1', {fields}");
    for (one, other) in [
        ("args: [--port, '9000']", "args: [--port=9000]"),
        (
            "env: [{name: PORT, value: '9000'}]",
            "env: [{name: PORT, value: '9000'}]",
        ),
        (
            "env: [{name: PORT, value: '9000'}]",
            "command: [gunicorn, -b, ':9000', a]",
        ),
        (
            "command: [sh, -c, './server --port 9000']",
            "args: ['--listen=:9000']",
        ),
        ("command: [gunicorn, a]", "command: [uvicorn, b]"),
        ("args: [-port, '9000']", "args: [-p, '9000']"),
        (
            "args: ['--listen-address=:9000']",
            "args: ['--web.listen-address=:9000']",
        ),
        ("args: ['--addr=:9000']", "args: [--http-port=9000]"),
        (
            "args: [--server.port=9000]",
            "env: [{name: SERVER_PORT, value: '9000'}]",
        ),
        (
            "command: [java, -Dserver.port=9000, -jar, a.jar]",
            "command: [java, -jar, b.jar, --server.port=9000]",
        ),
        (
            "env: [{name: ASPNETCORE_URLS, value: 'http://+:9000'}]",
            "command: [dotnet, b.dll, --urls, 'http://*:9000']",
        ),
    ] {
        let other = own(other).replace("acme/a", "acme/b");
        assert_eq!(beside(&own(one), &other), advice, "{one} {other}");
    }
}

#[test]
fn what_may_mean_another_port_is_no_conflict() {
    for (one, other) in [
        (
            "[gunicorn, -b, '127.0.0.1:9100', a]",
            "[gunicorn, -b, '127.0.0.2:9100', b]",
        ),
        (
            "[gunicorn, -b, '127.0.0.1:9100', a]",
            "[gunicorn, -b, '127.0.0.1:9101', b]",
        ),
        ("[pip, install, gunicorn]", "[gunicorn, -b, ':8000', b]"),
        ("[nc, -z, localhost, '9100']", "[gunicorn, -b, ':9100', b]"),
        ("[gunicorn, -b, 'unix:/run/a.sock', a]", "[uvicorn, b]"),
        ("[http-server]", "[http-server]"),
        (
            "[uvicorn, --uds, /run/a.sock, a]",
            "[uvicorn, --uds, /run/b.sock, b]",
        ),
        ("[psql, -p, '9100', -h, db]", "[/server, -p, '9100']"),
        ("[socat, 'TCP:db:9100', '-']", "[gunicorn, -b, ':9100', b]"),
        (
            "[server, --metrics-port=9100]",
            "[other, --metrics-port=9100]",
        ),
        (
            "[server, --upstream-port, '9100']",
            "[gunicorn, -b, ':9100', b]",
        ),
    ] {
        assert!(started(one, other).is_empty(), "{one} {other}");
    }
}

#[test]
fn a_variable_may_be_there_for_another() {
    let told = |fields: &str, name: &str| {
        format!("image: 'acme/a:1', {fields}env: [{{name: {name}, value: '9000'}}]")
    };
    let other = told("", "PORT");
    for one in [
        told("command: [celery, -A, a, worker], ", "PORT"),
        told("command: [bundle, exec, sidekiq], ", "PORT"),
        told("command: [sleep, infinity], ", "PORT"),
        told("", "DB_PORT"),
        told("", "SERVER_PORT").replace("env: [", "env: [{name: SERVER_HOST, value: localhost}, "),
    ] {
        assert!(beside(&one, &other).is_empty(), "{one}");
    }
}

#[test]
fn a_mounted_configuration_says_where_its_server_listens() {
    let with = |image: &str, path: &str| {
        format!("image: '{image}', volumeMounts: [{{name: conf, mountPath: {path}}}]")
    };
    let config_map = |line: &str| {
        format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: conf}}\ndata: {{f: '{line}'}}\n"
        )
    };
    let other = "image: 'acme/b:1', command: [uvicorn, --port, '8080', --host, 0.0.0.0, b]";
    for (image, path, line, conflicts) in [
        (
            "nginx:1.27",
            "/etc/nginx/conf.d",
            "  listen 8080 default_server;",
            true,
        ),
        ("nginx:1.27", "/etc/nginx/conf.d", "  listen 8081;", false),
        ("nginx:1.27", "/srv", "  listen 8080;", false),
        (
            "haproxy:3.0",
            "/usr/local/etc/haproxy",
            "  bind *:8080",
            true,
        ),
        ("httpd:2.4", "/usr/local/apache2/conf", "Listen 8080", true),
        (
            "php:8.3-fpm",
            "/usr/local/etc/php-fpm.d",
            "listen = 0.0.0.0:8080",
            true,
        ),
        ("mysql:8", "/etc/mysql/conf.d", "port=8080", true),
        ("mysql:8", "/etc/mysql/conf.d", "report_port=8080", false),
    ] {
        let spec = format!(
            "containers: [{{name: f, {}}}, {{name: g, {other}}}], volumes: [{{name: conf, configMap: {{name: conf}}}}]",
            with(image, path)
        );
        let found = found(&(deployment(&spec) + &config_map(line)), &RULES);
        let expected = if conflicts {
            &["error implied-port-conflict"][..]
        } else {
            &[]
        };
        assert_eq!(found, expected, "{image} {line}");
    }
}

#[test]
fn a_declaration_binds_nothing() {
    let declared =
        |fields: &str, port: u16| format!("{fields}, ports: [{{containerPort: {port}}}]");
    let (web, own) = ("image: 'nginx:1.27'", "image: 'acme/a:1'");
    for (one, other, port, expected) in [
        (
            web,
            "image: 'httpd:2.4'",
            80,
            "error duplicate-container-port",
        ),
        (
            web,
            "image: 'mysql:8'",
            80,
            "warning duplicate-container-port",
        ),
        (web, own, 80, "warning duplicate-container-port"),
        (
            own,
            "image: 'acme/b:1'",
            8080,
            "warning duplicate-container-port",
        ),
        (
            own,
            "image: 'acme/a:1', command: [celery, -A, a, worker]",
            5000,
            "warning duplicate-container-port",
        ),
        (
            "image: 'acme/a:1', command: [gunicorn, -b, ':5000', a]",
            "image: 'acme/b:1', command: [uvicorn, --port, '5000', b]",
            5000,
            "error duplicate-container-port",
        ),
    ] {
        let found = beside(&declared(one, port), &declared(other, port));
        assert_eq!(found, [expected], "{one} {other}");
    }
}

#[test]
fn one_container_may_name_a_port_twice() {
    let ports = |entries: &str| {
        let spec = format!("containers: [{{name: a, image: 'acme/a:1', ports: [{entries}]}}]");
        found(&deployment(&spec), &RULES)
    };
    let two_names = "{name: http, containerPort: 9090}, {name: admin, containerPort: 9090}";
    assert_eq!(ports(two_names), ["warning duplicate-container-port"]);
    let two_hosts = "{containerPort: 44, hostPort: 443}, {containerPort: 44, hostPort: 444}";
    assert_eq!(ports(two_hosts), ["advice duplicate-container-port"]);
    let protocols = "{containerPort: 53}, {containerPort: 53, protocol: UDP}";
    assert!(ports(protocols).is_empty());
}

#[test]
fn one_port_of_the_host_is_the_servers_to_refuse() {
    let text = deployment(
        "containers: [{name: a, image: 'acme/a:1', ports: [{containerPort: 80, hostPort: 80}]}, \
         {name: b, image: 'acme/b:1', ports: [{containerPort: 81, hostPort: 80}]}]",
    );
    assert_eq!(
        found(&text, &["duplicate-entry", "duplicate-container-port"]),
        ["error duplicate-entry"]
    );
}
