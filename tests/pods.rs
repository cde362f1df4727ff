//! Pods that come near to a finding of design, from both sides. Each case is the containers (and volumes) of
//! a Deployment, and what must be found.

use podlint::engine::{Settings, check_text};

/// What podlint says of a Deployment with this in its pod's `spec`, which is written as JSON.
pub(crate) fn rules(spec: &str) -> Vec<&'static str> {
    found(&deployment(spec))
}

fn deployment(spec: &str) -> String {
    format!(
        r#"{{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {{"name": "shop"}}, "spec": {{
            "replicas": 2, "selector": {{"matchLabels": {{"app": "shop"}}}}, "template": {{
                "metadata": {{"labels": {{"app": "shop"}}}}, "spec": {{{spec}}}}}}}}}"#
    )
}

fn found(text: &str) -> Vec<&'static str> {
    let findings = check_text("pod.yaml", text, &Settings::default());
    findings
        .iter()
        .map(|finding| finding.diagnostic.rule.name())
        .collect()
}

/// A container with a port.
pub(crate) fn on(name: &str, image: &str, port: u16) -> String {
    format!(r#"{{"name": "{name}", "image": "{image}", "ports": [{{"containerPort": {port}}}]}}"#)
}

pub(crate) fn containers(all: &[&str]) -> String {
    format!(r#""containers": [{}]"#, all.join(", "))
}

#[test]
fn a_datastore_beside_an_application_is_a_tier() {
    let app = on("app", "acme/shop", 8080);
    for store in [
        "postgres:16",
        "bitnami/redis",
        "acme/mysql-primary",
        "rabbitmq:3-management",
    ] {
        let store = format!(r#"{{"name": "store", "image": "{store}"}}"#);
        let mut found = rules(&containers(&[&app, &store]));
        // Without a volume, those that keep data are found for that as well.
        found.retain(|rule| *rule != "state-in-pod");
        assert_eq!(found, ["independent-tiers"], "{store}");
    }
}

#[test]
fn a_client_of_a_datastore_is_none() {
    let app = on("app", "acme/shop", 8080);
    for other in [
        r#"{"name": "a", "image": "postgres:16", "command": ["sh", "-c", "while true; do pg_dump shop; done"]}"#,
        r#"{"name": "a", "image": "redis:7", "args": ["redis-cli", "monitor"]}"#,
        r#"{"name": "a", "image": "acme/mysql-backup:1"}"#,
        r#"{"name": "a", "image": "oliver006/redis_exporter:v1"}"#,
    ] {
        assert!(rules(&containers(&[&app, other])).is_empty(), "{other}");
    }
}

#[test]
fn helpers_are_no_tiers() {
    let app = on("app", "acme/shop", 8080);
    for (name, image) in [
        ("proxy", "envoyproxy/envoy:v1.30.0"),
        ("sql", "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2"),
        ("auth-helper", "acme/jwt:1"),
        ("metrics-exporter", "acme/metrics:1"),
        ("nginx", "acme/nginx:1"),
        ("app-api", "acme/shop-api"),
    ] {
        assert!(
            rules(&containers(&[&app, &on(name, image, 9000)])).is_empty(),
            "{image}"
        );
    }
}

#[test]
fn services_that_name_each_other_may_be_one() {
    let (cart, pay) = (on("cart", "acme/cart", 8080), on("pay", "acme/pay", 8081));
    assert_eq!(rules(&containers(&[&cart, &pay])), ["independent-tiers"]);
    let caller = cart.replace(
        r#""ports""#,
        r#""env": [{"name": "PAY", "value": "http://localhost:8081"}], "ports""#,
    );
    assert!(rules(&containers(&[&caller, &pay])).is_empty());
}

#[test]
fn workers_are_known_by_their_command() {
    let web = on("web", "acme/shop", 8000);
    for line in [
        r#""command": ["celery", "-A", "shop", "worker"]"#,
        r#""command": ["sh", "-c", "cd /app && bundle exec sidekiq"]"#,
        r#""args": ["php", "artisan", "queue:work"]"#,
    ] {
        let worker = format!(r#"{{"name": "jobs", "image": "acme/shop", {line}}}"#);
        assert_eq!(
            rules(&containers(&[&web, &worker])),
            ["separately-scaled-sidecar"],
            "{line}"
        );
        assert!(rules(&containers(&[&worker])).is_empty(), "alone: {line}");
    }
    // A name is evidence only where one image is split into roles.
    let named = r#"{"name": "worker", "image": "acme/other"}"#;
    assert!(rules(&containers(&[&web, named])).is_empty());
}

#[test]
fn a_monitoring_backend_has_its_own_helpers() {
    let prometheus = on("prometheus", "prom/prometheus:v2", 9090);
    let reloader = r#"{"name": "reload", "image": "jimmidyson/configmap-reload:v0.9.0"}"#;
    assert!(rules(&containers(&[&prometheus, reloader])).is_empty());
    let app = on("app", "acme/shop", 8080);
    assert_eq!(
        rules(&containers(&[&app, &prometheus])),
        ["separately-scaled-sidecar"]
    );
    let grafana = on("grafana", "grafana/grafana:11", 3000);
    assert_eq!(
        rules(&containers(&[&prometheus, &grafana])),
        ["independent-tiers"]
    );
}

#[test]
fn copies_are_told_the_same() {
    let copy = |name: &str, args: &str| {
        format!(r#"{{"name": "{name}", "image": "acme/shop", "args": [{args}]}}"#)
    };
    let all = |one: &str, other: &str| rules(&containers(&[&copy("a", one), &copy("b", other)]));
    assert_eq!(
        all(r#""--port=80""#, r#""--port=81""#),
        ["replicated-container"]
    );
    assert_eq!(
        all(r#""--listen", ":80""#, r#""--listen", ":81""#),
        ["replicated-container"]
    );
    // The first has the program's own port.
    assert_eq!(all("", r#""--port=81""#), ["replicated-container"]);
    assert!(all("", r#""--export""#).is_empty());
    assert!(all(r#""--shard=0""#, r#""--shard=1""#).is_empty());
    let shells = r#""containers": [{"name": "a", "image": "busybox", "args": ["sleep", "9"]},
                                   {"name": "b", "image": "busybox", "args": ["sleep", "9"]}]"#;
    assert!(rules(shells).is_empty());
}

/// A writer with an emptyDir at `place`, and another container as given.
fn beside_writer(place: &str, other: &str) -> Vec<&'static str> {
    let writer = format!(
        r#"{{"name": "writer", "image": "acme/fetch", "volumeMounts": [{{"name": "v", "mountPath": "{place}"}}]}}"#
    );
    let volumes = r#", "volumes": [{"name": "v", "emptyDir": {}}]"#;
    rules(&(containers(&[&writer, other]) + volumes))
}

#[test]
fn a_path_in_another_s_volume_is_missed() {
    for (place, line) in [
        (
            "/var/spool/shop",
            r#""args": ["--spool=/var/spool/shop/in"]"#,
        ),
        (
            "/run/shop",
            r#""env": [{"name": "SOCKET", "value": "unix:///run/shop/api.sock"}]"#,
        ),
        ("/html", r#""args": ["--root", "/html"]"#),
        // What it runs.
        ("/opt/shop", r#""command": ["/opt/shop/serve"]"#),
        // What lies below a variable, and not at its value.
        (
            "/srv/www/site",
            r#""command": ["sh", "-c", "cat $WEB_DIR/site/index.html; exec serve"],
               "env": [{"name": "WEB_DIR", "value": "/srv/www"}]"#,
        ),
    ] {
        let other = format!(r#"{{"name": "app", "image": "acme/shop", {line}}}"#);
        assert_eq!(
            beside_writer(place, &other),
            ["missing-shared-volume"],
            "{place}"
        );
    }
    // A stock web server serves its own directory.
    let web = r#"{"name": "web", "image": "nginx:1.27"}"#;
    assert_eq!(
        beside_writer("/usr/share/nginx/html", web),
        ["missing-shared-volume"]
    );
}

#[test]
fn a_path_of_one_s_own_is_not() {
    for (place, line) in [
        ("/tmp", r#""args": ["--work=/tmp/shop"]"#),
        ("/data", r#""args": ["--dir=/data/shop"]"#),
        ("/app", r#""command": ["/app/serve"]"#),
        ("/html", r#""args": ["--url=http://example.com/html/x"]"#),
        (
            "/html",
            r#""args": ["--root=/html"], "volumeMounts": [{"name": "v", "mountPath": "/srv"}]"#,
        ),
    ] {
        let other = format!(r#"{{"name": "app", "image": "acme/shop", {line}}}"#);
        assert!(beside_writer(place, &other).is_empty(), "{place} {line}");
    }
}

#[test]
fn a_log_that_is_tailed_must_be_shared() {
    let app = r#"{"name": "app", "image": "acme/shop", "env": [{"name": "LOG_FILE", "value": "/var/log/shop/a.log"}]}"#;
    let tail = r#"{"name": "tail", "image": "busybox", "args": ["sh", "-c", "tail -F /var/log/shop/a.log"]}"#;
    assert_eq!(rules(&containers(&[app, tail])), ["missing-shared-volume"]);
    let other = tail.replace("shop/a.log", "shop/b.log");
    assert_eq!(rules(&containers(&[app, &other])), ["logs-to-file"]);
}

#[test]
fn ports_clash_by_number_and_protocol() {
    let (web, other) = (
        on("web", "acme/shop", 8080),
        on("web-2", "acme/shop-2", 8080),
    );
    assert!(rules(&containers(&[&web, &other])).contains(&"duplicate-container-port"));
    let udp = other.replace("8080}", r#"8080, "protocol": "UDP"}"#);
    assert!(!rules(&containers(&[&web, &udp])).contains(&"duplicate-container-port"));
    let sidecar = r#", "initContainers": [{"name": "s", "image": "acme/s", "restartPolicy": "Always",
                                            "ports": [{"containerPort": 8080}]}]"#;
    assert_eq!(
        rules(&(containers(&[&web]) + sidecar)),
        ["duplicate-container-port"]
    );
    let init = sidecar.replace(r#""restartPolicy": "Always","#, "");
    assert_eq!(rules(&(containers(&[&web]) + &init)), ["ambiguous-port"]);
}

/// The shapes in which the Kubernetes documentation shows containers that belong together.
#[test]
fn the_patterns_of_the_documentation_are_clean() {
    for spec in [
        // Ambassador: a native sidecar takes the calls to a database elsewhere.
        r#""initContainers": [{"name": "ambassador", "image": "alpine/socat", "restartPolicy": "Always",
               "args": ["tcp-listen:5432,fork", "tcp-connect:db.example.com:5432"],
               "ports": [{"containerPort": 5432}]}],
           "containers": [{"name": "app", "image": "acme/shop",
               "env": [{"name": "DATABASE_URL", "value": "localhost:5432"}]}]"#,
        // Adapter: both see the log.
        r#""initContainers": [{"name": "adapter", "image": "busybox", "restartPolicy": "Always",
               "command": ["sh", "-c", "tail -F /var/log/app/raw.log | while read line; do echo $line; done"],
               "volumeMounts": [{"name": "logs", "mountPath": "/var/log/app"}]}],
           "containers": [{"name": "app", "image": "busybox",
               "command": ["sh", "-c", "while true; do date >> /var/log/app/raw.log; sleep 2; done"],
               "volumeMounts": [{"name": "logs", "mountPath": "/var/log/app"}]}],
           "volumes": [{"name": "logs", "emptyDir": {}}]"#,
        // An init container fills what a web server serves.
        r#""initContainers": [{"name": "writer", "image": "busybox",
               "command": ["sh", "-c", "echo hello > /content/index.html"],
               "volumeMounts": [{"name": "content", "mountPath": "/content"}]}],
           "containers": [{"name": "web", "image": "nginx:1.29",
               "volumeMounts": [{"name": "content", "mountPath": "/usr/share/nginx/html"}]}],
           "volumes": [{"name": "content", "emptyDir": {}}]"#,
    ] {
        assert!(rules(spec).is_empty(), "{spec}");
    }
}

#[test]
fn what_its_siblings_mount_around_a_volume_is_missed() {
    let agent = |name: &str, mounts: &str| {
        format!(
            r#"{{"name": "{name}", "image": "acme/agent:1", "args": ["{name}"], "volumeMounts": [{mounts}{{"name": "auth", "mountPath": "/etc/agent/auth"}}]}}"#
        )
    };
    let config = r#"{"name": "config", "mountPath": "/etc/agent"}, "#;
    let volumes =
        r#", "volumes": [{"name": "config", "emptyDir": {}}, {"name": "auth", "emptyDir": {}}]"#;
    let spec = |all: &[&str]| containers(&all.iter().map(|x| &**x).collect::<Vec<_>>()) + volumes;
    let (core, trace, bare) = (
        agent("core", config),
        agent("trace", config),
        agent("process", ""),
    );
    assert_eq!(
        rules(&spec(&[&core, &trace, &bare])),
        ["missing-shared-volume"]
    );
    // One sibling is no custom, and without a volume inside there is no sign.
    assert!(rules(&spec(&[&core, &bare])).is_empty());
}

#[test]
fn a_default_port_is_taken_unless_it_may_have_moved() {
    let clash = |told: &str, seen: &str| {
        let side = format!(r#"{{"name": "side", "image": "daprio/daprd:1.14", "args": [{told}]}}"#);
        let metrics =
            format!(r#"{{"name": "metrics", "image": "prom/prometheus", "args": [{seen}]}}"#);
        rules(&containers(&[&side, &metrics])).contains(&"implied-port-conflict")
    };
    assert!(clash(r#""--app-id=shop""#, ""));
    // The first of its ports moves by a flag that is known, with one dash or two; another by any that names a port.
    assert!(clash(r#""--dapr-http-port=3501""#, ""));
    assert!(!clash("", r#""--web.listen-address=:9099""#));
    assert!(!clash("", r#""-web.listen-address=:9099""#));
    assert!(!clash(r#""--metrics-port=9091""#, ""));
    assert!(!clash(r#""--metrics-port", "9091""#, ""));
}

#[test]
fn a_proxy_on_the_port_of_what_it_should_stand_before_is_a_service() {
    let web = |port| on("shop-nginx", "acme/shop-nginx", port);
    let app = on("media", "acme/media", 8080);
    let found = rules(&containers(&[&app, &web(8080)]));
    assert_eq!(found, ["independent-tiers", "duplicate-container-port"]);
    assert!(rules(&containers(&[&app, &web(80)])).is_empty());
    // What speaks HTTP stands before no cache; what is called a proxy may.
    let cache = on("cache", "memcached:1.6", 11211);
    assert_eq!(
        rules(&containers(&[&cache, &web(80)])),
        ["independent-tiers"]
    );
    let proxy = on("proxy", "acme/cache-proxy", 80);
    assert!(rules(&containers(&[&cache, &proxy])).is_empty());
}

#[test]
fn a_configuration_in_the_same_file_tells_who_talks_to_whom() {
    let pod = |path: &str| {
        let gateway = format!(
            r#"{{"name": "gateway", "image": "acme/gateway", "ports": [{{"containerPort": 8080}}],
                "volumeMounts": [{{"name": "conf", "mountPath": "{path}", "subPath": "gateway.conf"}}]}}"#
        );
        let orders = on("orders", "acme/orders", 8081);
        let volumes = r#", "volumes": [{"name": "conf", "configMap": {"name": "gateway"}}]"#;
        deployment(&(containers(&[&orders, &gateway]) + volumes))
    };
    let told = |conf: &str| {
        let map = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: gateway\ndata:\n  gateway.conf: |\n    {conf}\n  other.conf: |\n    to localhost:8081\n"
        );
        found(&format!("{map}---\n{}\n", pod("/etc/gateway.conf")))
    };
    assert!(told("orders http://127.0.0.1:8081/;").is_empty());
    for conf in ["# orders http://127.0.0.1:8081/", "listen 127.0.0.1:8081"] {
        assert_eq!(told(conf), ["independent-tiers"], "{conf}");
    }
}

/// What is found of its processes in a container that runs a script beside another container.
fn script(script: &str) -> Vec<&'static str> {
    let script = script
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    let shell = format!(
        r#"{{"name": "a", "image": "acme/a:1", "command": ["/bin/bash", "-ec", "{script}"]}}"#
    );
    let mut found = rules(&containers(&[&shell, &on("web", "nginx:1.27", 80)]));
    found.retain(|rule| ["multi-process-container", "cross-container-signal"].contains(rule));
    found
}

#[test]
fn programs_left_running_beside_another_are_found() {
    for several in [
        "gunicorn shop & nginx -g 'daemon off;'",
        "(while true; do sleep 5; rsync -a /a /b; done) &\nexec gunicorn shop",
        "service cron start && apache2-foreground",
        "crond && php-fpm -F",
        "redis-server --daemonize yes; exec node server.js",
        "exec /usr/bin/supervisord -n",
        "./a > /dev/null 2>&1 & ./b",
        "start() { php-fpm; }\nstart &\nexec nginx",
        "function start { php-fpm & }\nstart\nexec nginx",
        "reload() {\n while inotifywait /a; do nginx -s reload; done\n}\nreload &\nexec nginx",
        "main() { php-fpm & nginx; }\nmain",
    ] {
        assert_eq!(script(several), ["multi-process-container"], "{several}");
    }
}

#[test]
fn a_script_with_one_program_is_not() {
    for one in [
        "migrate && exec gunicorn shop",
        "gunicorn shop &\nwait $!",
        "gunicorn shop 2>&1 | tee /dev/stderr",
        "crond -f -l 8",
        "sleep 5 & gunicorn shop",
        "redis-server --daemonize no",
        "cat > /tmp/x <<EOF\na & b\nEOF\nexec gunicorn shop",
        "# a & b\ngunicorn 'a & b'",
        "curl 'http://shop?a=1&b=2' && gunicorn shop",
        "trap 'kill 0' TERM; gunicorn shop & wait",
        "log() { echo \"$@\"; }\nlog starting &\nexec nginx",
        "note() { sleep 5; etcdctl member list > /a; exit 0; }\nnote &\nexec etcd",
        "ready() (\n until nc -z a 1; do sleep 1; done\n)\nready\nexec nginx",
        "function stop { kill -TERM $pid; }\ntrap stop TERM\nnginx &\npid=$!\nwait $pid",
        "unused() { php-fpm & }\nexec nginx",
        "again() { again & }\nagain",
    ] {
        assert!(script(one).is_empty(), "{one}: {:?}", script(one));
    }
}

#[test]
fn a_script_reaches_the_process_of_another_container() {
    for reach in [
        "while sleep 60; do pkill -HUP nginx; done",
        "kill -s HUP $(pidof nginx)",
        "kill -HUP `cat /var/run/nginx.pid`",
        "killall -q nginx || true",
        "/usr/bin/pgrep -f nginx",
    ] {
        assert_eq!(script(reach), ["cross-container-signal"], "{reach}");
    }
    for own in [
        "nginx; pkill nginx",
        "pkill -f shop",
        "kill -9 1",
        "kill $PID",
    ] {
        assert!(script(own).is_empty(), "{own}");
    }
}

#[test]
fn no_script_is_too_odd() {
    for odd in [
        "",
        "'",
        "\"",
        "`",
        "<<",
        "<<-'",
        "&>",
        "&",
        "||",
        "\\",
        "$(",
        "é\u{a0}&ü",
        "2>",
        ">&",
        "<<E\nx",
        "a<<<b",
        "(((",
        "=x a",
    ] {
        script(odd);
    }
}

#[test]
fn a_claim_that_replicas_share_is_found_beside_a_database_without_a_volume() {
    let app = r#"{"name": "app", "image": "acme/shop", "ports": [{"containerPort": 8080}],
        "volumeMounts": [{"name": "files", "mountPath": "/files"}]}"#;
    let db = on("db", "postgres:16", 5432);
    let volumes =
        r#", "volumes": [{"name": "files", "persistentVolumeClaim": {"claimName": "files"}}]"#;
    let claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: files}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n";
    let pod = deployment(&(containers(&[app, &db]) + volumes));
    let mut rules = found(&format!("{claim}---\n{pod}\n"));
    rules.retain(|rule| *rule == "state-in-pod");
    assert_eq!(rules.len(), 2);
}
