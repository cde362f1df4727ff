//! What is started in a container: words for a shell, programs that are not there, variables, users, hooks.

use super::{deployment, found};

fn container(rule: &str, fields: &str) -> Vec<String> {
    let spec = format!("containers: [{{name: a, image: 'acme/a:1', {fields}}}]");
    found(&deployment(&spec), &[rule])
}

fn image(rule: &str, image: &str, fields: &str) -> Vec<String> {
    let spec = format!("containers: [{{name: a, image: '{image}', {fields}}}]");
    found(&deployment(&spec), &[rule])
}

#[test]
fn signs_of_a_shell_are_for_a_shell() {
    const RULE: &str = "unread-shell-syntax";
    let probe = |line: &str| {
        container(
            RULE,
            &format!("livenessProbe: {{exec: {{command: [{line}]}}}}"),
        )
    };
    assert_eq!(
        probe("cat, /ready, '&&', 'true'"),
        ["error unread-shell-syntax"]
    );
    assert_eq!(
        probe("/check, '|', grep, ok"),
        ["advice unread-shell-syntax"]
    );
    for fine in [
        "sh, -c, 'cat /ready && true'",
        "timeout, '5', sh, -c, 'a | b'",
        "find, /x, -exec, rm, '{}', ';'",
        "cat, '/a && b'",
        "kubectl, exec, x, --, sh, -c, a, '&&', b",
    ] {
        assert!(probe(fine).is_empty(), "{fine}");
    }
    let hook = "lifecycle: {postStart: {exec: {command: [echo, hi, '>', /x]}}}";
    assert_eq!(container(RULE, hook), ["error unread-shell-syntax"]);
}

#[test]
fn a_script_is_one_word() {
    const RULE: &str = "dropped-shell-words";
    let line = |line: &str| container(RULE, line);
    assert_eq!(
        line("command: [sh, -c, sleep, '60']"),
        ["error dropped-shell-words"]
    );
    assert_eq!(
        line("command: [sh, -c], args: [./a, --b]"),
        ["error dropped-shell-words"]
    );
    assert_eq!(
        line("command: [bash, -ec, 'cd /a; ./b', x, y]"),
        ["advice dropped-shell-words"]
    );
    assert_eq!(
        line("command: [/bin/sh, -c]"),
        ["error dropped-shell-words"]
    );
    for fine in [
        "command: [sh, -c, 'exec ./a']",
        "command: [sh, -c, 'exec ./a \"$@\"', --, --b, --c]",
        "command: [sh, -c, 'exec ./a', a]",
        "command: [sh, -c, ./a, sh]",
        "command: [sh, /run.sh, --a, b]",
        "command: [sh, -c, '$(RUN)', --a]",
        "args: [-c, /etc/a.conf, x]",
    ] {
        assert!(line(fine).is_empty(), "{fine}");
    }
}

#[test]
fn variables_are_filled_in_from_what_stands_before() {
    const RULE: &str = "unexpanded-variable";
    let env = |before: &str, more: &str| {
        container(
            RULE,
            &format!("env: [{{name: URL, value: '{before}'}}, {{name: HOST, value: h}}]{more}"),
        )
    };
    assert_eq!(env("x://$(HOST)/y", ""), ["error unexpanded-variable"]);
    assert_eq!(
        env("x://$(HOST)/y", ", envFrom: [{configMapRef: {name: c}}]"),
        ["advice unexpanded-variable"]
    );
    for fine in [
        "x://$$(HOST)",
        "$(OTHER_SERVICE_HOST)",
        "$HOST",
        "${HOST}",
        "$(hostname -f)",
    ] {
        assert!(env(fine, "").is_empty(), "{fine}");
    }
    let args = |line: &str| container(RULE, &format!("{line}, env: [{{name: POD_IP, value: h}}]"));
    assert_eq!(
        args("args: ['--a=${POD_IP}']"),
        ["advice unexpanded-variable"]
    );
    assert_eq!(
        args("args: ['--a=$(POD_IPP)']"),
        ["advice unexpanded-variable"]
    );
    for fine in [
        "args: ['--a=$(POD_IP)']",
        "args: ['--a=${OTHER}']",
        "command: [sh, -c, 'a --b=$POD_IP']",
        "command: [java, '-Da=${POD_IP}']",
    ] {
        assert!(args(fine).is_empty(), "{fine}");
    }
}

#[test]
fn probes_know_little_of_variables() {
    const RULE: &str = "unexpanded-variable";
    let handler = |handler: &str, value: &str| {
        container(RULE, &format!("{handler}, env: [{{name: USER, {value}}}]"))
    };
    const SECRET: &str = "valueFrom: {secretKeyRef: {name: a, key: b}}";
    let probe = |line: &str| format!("readinessProbe: {{exec: {{command: [{line}]}}}}");
    let hook = |line: &str| format!("lifecycle: {{preStop: {{exec: {{command: [{line}]}}}}}}");
    let told = ["error unexpanded-variable"];
    assert_eq!(handler(&probe("pg_isready, -U, $USER"), "value: x"), told);
    assert_eq!(handler(&probe("pg_isready, -U, $(USER)"), SECRET), told);
    assert_eq!(handler(&hook("psql, -U, $(USER)"), "value: x"), told);
    assert_eq!(
        handler(&probe("/check, $USER"), "value: x"),
        ["advice unexpanded-variable"]
    );
    for fine in [
        probe("pg_isready, -U, $(USER)"),
        probe("sh, -c, 'pg_isready -U $USER'"),
        probe("pg_isready, -U, $OTHER"),
        hook("sh, -c, 'psql -U $USER'"),
    ] {
        assert!(handler(&fine, "value: x").is_empty(), "{fine}");
    }
}

#[test]
fn a_hook_must_leave_time_to_end() {
    const RULE: &str = "hook-exceeds-grace-period";
    let hook = |grace: &str, line: &str| {
        let spec = format!(
            "{grace}containers: [{{name: a, image: 'acme/a:1', lifecycle: {{preStop: {{exec: {{command: [{line}]}}}}}}}}]"
        );
        found(&deployment(&spec), &[RULE])
    };
    for slow in [
        "sleep, '30'",
        "sh, -c, 'sleep 20; nginx -s quit; sleep 20'",
        "sleep, infinity",
        "/bin/sleep, 1m",
    ] {
        assert_eq!(
            hook("", slow),
            ["warning hook-exceeds-grace-period"],
            "{slow}"
        );
    }
    for fine in [
        "sleep, '15'",
        "sh, -c, 'sleep 60 & a'",
        "sh, -c, 'if a; then sleep 60; fi'",
        "sh, -c, 'a && sleep 60'",
    ] {
        assert!(hook("", fine).is_empty(), "{fine}");
    }
    assert!(hook("terminationGracePeriodSeconds: 60, ", "sleep, '30'").is_empty());
}

#[test]
fn an_image_has_some_programs() {
    const RULE: &str = "missing-program";
    let told = ["error missing-program"];
    assert_eq!(
        image(RULE, "alpine:3.20", "command: [/bin/bash, /run.sh]"),
        told
    );
    assert_eq!(
        image(
            RULE,
            "docker.io/library/busybox",
            "command: [sh, -c, 'date; curl x']"
        ),
        told
    );
    assert_eq!(
        image(
            RULE,
            "gcr.io/distroless/static:nonroot",
            "command: [sh, -c, a]"
        ),
        told
    );
    assert_eq!(
        image(
            RULE,
            "debian:12",
            "readinessProbe: {exec: {command: [curl, x]}}"
        ),
        told
    );
    for (name, fine) in [
        ("alpine:3.20", "command: [sh, -c, 'apk add curl && curl x']"),
        (
            "alpine:3.20",
            "command: [sh, -c, 'if command -v curl; then curl x; fi']",
        ),
        ("alpine:3.20", "command: [sh, -c, 'curl x || wget x']"),
        (
            "alpine:3.20",
            "command: [bash, -c, a], env: [{name: PATH, value: /tools}]",
        ),
        ("alpine:3.20", "command: [/tools/bash, -c, a]"),
        ("acme/alpine:3.20", "command: [bash, -c, a]"),
        ("registry.example/alpine:3.20", "command: [bash, -c, a]"),
        ("gcr.io/distroless/base:debug", "command: [sh, -c, a]"),
        ("gcr.io/distroless/python3", "command: [python3, /a.py]"),
        ("busybox", "args: [sh, -c, 'wget x']"),
    ] {
        assert!(image(RULE, name, fine).is_empty(), "{name} {fine}");
    }
}

#[test]
fn an_image_may_be_roots() {
    const RULE: &str = "contradictory-user";
    let with = |name: &str, context: &str| {
        image(
            RULE,
            name,
            &format!("securityContext: {{runAsNonRoot: true{context}}}"),
        )
    };
    assert_eq!(with("nginx:1.27", ""), ["advice contradictory-user"]);
    assert_eq!(
        with("docker.io/prom/prometheus:v2.53.0", ""),
        ["advice contradictory-user"]
    );
    assert_eq!(
        with("acme/nginx:1.27", ", runAsUser: 0"),
        ["error contradictory-user"]
    );
    assert!(with("nginx:1.27", ", runAsUser: 101").is_empty());
    assert!(with("acme/nginx:1.27", "").is_empty());
    assert!(image(RULE, "nginx:1.27", "securityContext: {runAsUser: 0}").is_empty());
}

#[test]
fn memory_is_left_for_the_rest() {
    const RULE: &str = "heap-exceeds-limit";
    let with = |fields: &str| {
        container(
            RULE,
            &format!("{fields}, resources: {{limits: {{memory: 2Gi}}}}"),
        )
    };
    for over in [
        "env: [{name: JAVA_OPTS, value: '-Xms1g -Xmx4g'}]",
        "command: [java, -Xmx2048m, -jar, a.jar]",
        "env: [{name: NODE_OPTIONS, value: '--max-old-space-size=4096'}]",
        "args: [--maxmemory, 4gb]",
        "args: [--maxmemory=4gb]",
    ] {
        assert_eq!(with(over), ["advice heap-exceeds-limit"], "{over}");
    }
    for fine in [
        "env: [{name: JAVA_OPTS, value: -Xmx1500m}]",
        "env: [{name: NODE_OPTIONS, value: '--max-old-space-size=1536'}]",
        "args: [--maxmemory, 1gb]",
        "args: [--maxmemory-policy, allkeys-lru]",
        "env: [{name: JAVA_OPTS, value: -Xmx$(MOST)}]",
    ] {
        assert!(with(fine).is_empty(), "{fine}");
    }
    assert!(container(RULE, "env: [{name: JAVA_OPTS, value: -Xmx4g}]").is_empty());
}

#[test]
fn a_known_program_has_no_blank_in_its_name() {
    const RULE: &str = "one-word-command";
    let command = |command: &str| container(RULE, &format!("command: [{command}]"));
    for one in [
        "npm start",
        "python app.py",
        "/srv/run --port",
        "run | tee /log",
    ] {
        assert_eq!(
            command(&format!("'{one}'")),
            ["error one-word-command"],
            "{one}"
        );
    }
    assert_eq!(command("'shop serve'"), ["advice one-word-command"]);
    assert!(
        command("npm, start").is_empty() && command("'C:\\Program Files\\shop.exe'").is_empty()
    );
}
