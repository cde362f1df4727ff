//! What a container is by its image and its command, seen by what is said of it beside an application.

use crate::pods::{containers, on, rules};

/// A container with this image and, as JSON, these further fields.
fn container(image: &str, rest: &str) -> String {
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!(", {rest}")
    };
    format!(r#"{{"name": "beside", "image": "{image}"{rest}}}"#)
}

fn is_tier(image: &str, rest: &str) -> bool {
    let app = on("app", "acme/shop", 8080);
    rules(&containers(&[&app, &container(image, rest)])).contains(&"independent-tiers")
}

#[test]
fn a_store_is_one_however_it_is_started() {
    for (image, rest) in [
        ("redis:7", r#""args": ["/x/redis.conf"]"#),
        ("redis:7", r#""args": ["--save", "", "--appendonly", "no"]"#),
        ("redis:7", r#""command": ["sh", "-c", "/scripts/init.sh"]"#),
        (
            "redis:7",
            r#""command": ["sh", "-c", "cp /a/redis.conf /b && exec redis-server /b/redis.conf"]"#,
        ),
        (
            "redis:7",
            r#""command": ["bash", "/scripts/start-redis.sh"]"#,
        ),
        ("valkey/valkey:8", r#""args": ["/conf/valkey.conf"]"#),
        ("mongo:7", r#""command": ["/scripts/mongo.sh"]"#),
        (
            "mongo:7",
            r#""command": ["numactl", "--interleave=all", "mongod"]"#,
        ),
        ("mysql:8.4", r#""args": ["--max-connections=10"]"#),
        (
            "mysql:8.4",
            r#""command": ["bash", "-c", "/config/prepare.sh; exec docker-entrypoint.sh mysqld"]"#,
        ),
        (
            "mariadb:11",
            r#""command": ["/usr/local/bin/docker-entrypoint.sh"], "args": ["mariadbd"]"#,
        ),
        (
            "postgres:16",
            r#""args": ["-c", "config_file=/x/postgresql.conf"]"#,
        ),
        (
            "rabbitmq:4",
            r#""command": ["gosu", "rabbitmq", "rabbitmq-server"]"#,
        ),
        (
            "zookeeper:3.9",
            r#""command": ["zkServer.sh", "start-foreground"]"#,
        ),
        (
            "bitnami/redis:7",
            r#""command": ["/opt/bitnami/scripts/redis/run.sh"]"#,
        ),
        (
            "confluentinc/cp-kafka:7.6.0",
            r#""command": ["/etc/confluent/docker/run"]"#,
        ),
        (
            "quay.io/sclorg/postgresql-15-c9s",
            r#""command": ["run-postgresql"]"#,
        ),
        ("registry.example/team/postgres:16", ""),
        (
            "registry.example/base:1",
            r#""command": ["redis-server", "--port", "6380"]"#,
        ),
    ] {
        assert!(is_tier(image, rest), "{image} {rest}");
    }
}

#[test]
fn an_image_of_a_store_may_run_something_else() {
    for (image, rest) in [
        ("redis:7", r#""args": ["redis-cli", "monitor"]"#),
        (
            "redis:7",
            r#""command": ["redis-sentinel", "/conf/sentinel.conf"]"#,
        ),
        (
            "redis:7",
            r#""command": ["redis-server", "/conf/sentinel.conf", "--sentinel"]"#,
        ),
        ("postgres:16", r#""command": ["sleep", "infinity"]"#),
        ("postgres:16", r#""args": ["tail", "-f", "/dev/null"]"#),
        ("postgres:16", r#""command": ["/scripts/backup.sh"]"#),
        (
            "mysql:8.4",
            r#""command": ["sh", "-c", "while true; do mysqldump -h db shop > /b/shop.sql; sleep 3600; done"]"#,
        ),
        ("mongo:7", r#""command": ["python3", "/x/watch.py"]"#),
        ("docker:27-cli", r#""command": ["sleep", "infinity"]"#),
        ("registry.example/mysql-client:1", ""),
        (
            "registry.example/util:1",
            r#""command": ["tail", "-f", "/dev/null"], "ports": [{"containerPort": 6379}]"#,
        ),
        (
            "registry.example/my-ubuntu:1",
            r#""args": ["sh", "-c", "while true; do timeout 0.5s yes > /dev/null; sleep 1; done"]"#,
        ),
    ] {
        assert!(!is_tier(image, rest), "{image} {rest}");
    }
}

/// What is said of a stock nginx beside this image, which declares and probes a port of its own.
fn beside_nginx(image: &str) -> Vec<&'static str> {
    let front = on("front", "nginx:1.29", 80);
    let own =
        r#""ports": [{"containerPort": 8081}], "readinessProbe": {"httpGet": {"port": 8081}}"#;
    rules(&containers(&[&front, &container(image, own)]))
}

#[test]
fn an_image_of_one_s_own_listens_where_it_likes() {
    for image in [
        "acme/nginx:1",
        "registry.example/team/nginx:7",
        "registry.example:5000/nginx",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/nginx:1",
        "ghcr.io/acme/nginx",
        "localhost/nginx",
    ] {
        assert!(
            !beside_nginx(image).contains(&"implied-port-conflict"),
            "{image}"
        );
    }
    for image in [
        "nginx:1.28",
        "public.ecr.aws/docker/library/nginx:1.29",
        "mirror.gcr.io/library/nginx",
        "registry.example/hub/library/nginx:1",
        "public.ecr.aws/nginx/nginx:1.29",
    ] {
        assert!(
            beside_nginx(image).contains(&"implied-port-conflict"),
            "{image}"
        );
    }
}

#[test]
fn what_answers_on_a_port_of_its_own_is_no_helper_for_its_name() {
    let app = on("app", "acme/shop", 8080);
    let named = |name: &str, rest: &str| {
        let container = format!(r#"{{"name": "{name}", "image": {rest}}}"#);
        rules(&containers(&[&app, &container]))
    };
    let probed = r#""ports": [{"name": "http", "containerPort": 8090}], "readinessProbe": {"httpGet": {"port": "http"}}"#;
    for (name, rest) in [
        (
            "social-graph-manager",
            r#""acme/social-graph:1", "ports": [{"containerPort": 9090}]"#.to_owned(),
        ),
        ("apod-log", format!(r#""acme/apod-log:1", {probed}"#)),
        ("user-agent", format!(r#""acme/user-agent:1", {probed}"#)),
        ("web-client", format!(r#""acme/web-client:1", {probed}"#)),
    ] {
        assert_eq!(named(name, &rest), ["independent-tiers"], "{name}");
    }
    let health = r#""ports": [{"name": "health", "containerPort": 8090}], "readinessProbe": {"httpGet": {"port": "health"}}"#;
    for (name, rest) in [
        ("manager", r#""acme/shop-controller:1", "ports": [{"name": "webhook-server", "containerPort": 9443}]"#.to_owned()),
        ("app-log", r#""acme/app-log:1""#.to_owned()),
        ("log-agent", format!(r#""acme/log-agent:1", {health}"#)),
        ("shop-exporter", format!(r#""acme/shop-exporter:1", {probed}"#)),
        ("auth-proxy", format!(r#""acme/auth:1", {probed}"#)),
    ] {
        assert!(named(name, &rest).is_empty(), "{name}");
    }
}
