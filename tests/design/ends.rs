//! Containers that end among those that are restarted for ever.

use super::{deployment, found};

const RULES: [&str; 1] = ["short-lived-container"];

fn beside_app(fields: &str) -> Vec<String> {
    let spec =
        format!("containers: [{{name: seed, {fields}}}, {{name: app, image: 'acme/app:1'}}]");
    found(&deployment(&spec), &RULES)
}

#[test]
fn a_command_that_plainly_ends_is_started_again_for_ever() {
    for fields in [
        "image: 'acme/seed:1', command: [sh, -c, 'cp -r /seed/. /data/']",
        "image: 'acme/seed:1', command: [sh, -c, 'sleep 0.5m; sleep 10s; cp -r /seed/. /data/']",
        "image: 'busybox:1.36', command: [chown, -R, '1000:1000', /data]",
        "image: 'busybox:1.36', command: [sh, -c, 'mkdir -p /data/a && chmod 777 /data/a; echo done']",
        "image: 'alpine/git:2.45', command: [git, clone, 'https://git.example/a.git', /data]",
        "image: 'acme/app:1', command: [python, manage.py, migrate, --noinput]",
        "image: 'acme/app:1', command: [bundle, exec, rails, 'db:migrate']",
        "image: 'acme/app:1', command: [sh, -c, 'set -e; alembic upgrade head; echo migrated']",
        "image: 'acme/app:1', command: [npx, prisma, migrate, deploy]",
        "image: 'busybox:1.36', args: [echo, hello]",
        "image: 'busybox:1.36', command: [sh, -c, 'for f in a b; do cp /seed/$f /data/; done']",
        "image: 'busybox:1.36', command: [sh, -c, 'if [ -d /data/x ]; then echo there; else mkdir /data/x; fi']",
        "image: 'alpine:3.20'",
        "image: 'alpine/git:2.45', args: [clone, 'https://git.example/a.git', /data]",
        "image: 'curlimages/curl:8.8.0', args: [-o, /data/x, 'https://a.example/x']",
        "image: 'bitnami/kubectl:1.30', args: [apply, -f, /m]",
    ] {
        assert_eq!(
            beside_app(fields),
            ["error short-lived-container"],
            "{fields}"
        );
    }
}

#[test]
fn what_goes_on_or_may_go_on_is_left_alone() {
    for fields in [
        "image: 'acme/seed:1'",
        "image: 'acme/seed:1', command: [/seed]",
        "image: 'busybox:1.36', command: [sh, -c, 'cp -r /seed/. /data/ && exec /app']",
        "image: 'busybox:1.36', command: [sh, -c, 'cp -r /seed/. /data/; sleep infinity']",
        "image: 'busybox:1.36', command: [sh, -c, 'cp -r /seed/. /data/; tail -f /dev/null']",
        "image: 'busybox:1.36', command: [sh, -c, 'while true; do cp -r /seed/. /data/; sleep 60; done']",
        "image: 'busybox:1.36', command: [sleep, '3600']",
        "image: 'busybox:1.36', command: [sh, -c, '. /etc/env; echo $X']",
        "image: 'busybox:1.36', stdin: true, tty: true",
        "image: 'acme/app:1', command: [python, manage.py, runserver]",
        "image: 'acme/app:1', command: [python, app.py]",
        "image: 'acme/app:1', command: [sh, -c, 'exec $(which app) -g']",
        "image: 'nginx:1.27', command: [sh, -c, \"envsubst < /t > /etc/nginx/nginx.conf && nginx -g 'daemon off;'\"]",
        "image: 'mysql:8', args: [--datadir, /var/lib/mysql]",
        "image: 'registry.k8s.io/git-sync:v3', args: [--webhook-url, 'http://localhost/sync', --dest, repo]",
        "image: 'curlimages/curl:8', args: [sleep, '86400']",
        "image: 'busybox:1.36', command: [sleep, '30']",
        "image: 'maven:3', command: [cat], tty: true",
        "image: 'busybox:1.36', command: [sh, -c, 'mkfifo /p; cat /p']",
        "image: 'busybox:1.36', command: [sh, -c, 'for i in $(seq 10000); do echo $i; sleep 60; done']",
        "image: 'busybox:1.36', command: [sh, -c, 'for i in 1 2 3; do date; sleep 5; done']",
        "image: 'amazon/aws-cli:2.15.0', args: [logs, tail, g, --follow]",
        "image: 'bitnami/kubectl:1.30', args: [get, pods, --watch]",
        "image: 'bitnami/kubectl:1.30', args: [port-forward, svc/a, '80']",
    ] {
        assert!(beside_app(fields).is_empty(), "{fields}");
    }
}

#[test]
fn where_it_belongs_it_is_welcome() {
    let seed = "image: 'busybox:1.36', command: [sh, -c, 'cp -r /seed/. /data/']";
    let spec = format!(
        "initContainers: [{{name: seed, {seed}}}], containers: [{{name: app, image: 'acme/app:1'}}]"
    );
    assert!(found(&deployment(&spec), &RULES).is_empty());
    let job = format!(
        "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: a}}\nspec: {{template: {{spec: {{restartPolicy: Never, \
         containers: [{{name: seed, {seed}}}]}}}}}}\n"
    );
    assert!(found(&job, &RULES).is_empty());
    let pod = |policy: &str| {
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{{policy}containers: [{{name: seed, {seed}}}]}}\n"
        );
        found(&text, &RULES)
    };
    assert!(pod("restartPolicy: OnFailure, ").is_empty());
    assert_eq!(pod(""), ["error short-lived-container"]);
}

#[test]
fn of_an_image_that_is_not_known_its_arguments_may_be_a_program() {
    assert_eq!(
        beside_app("image: 'acme/tools:1', args: [cp, /a, /b]"),
        ["advice short-lived-container"]
    );
}
