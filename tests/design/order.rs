//! Applications that start beside the proxy which they talk through, and those that it holds back.

use super::{deployment, found};

const RULES: [&str; 1] = ["sidecar-start-order"];

const SHOP: &str = "{name: shop, image: 'acme/shop:1', ports: [{containerPort: 8080}], env: [{name: DATABASE_URL, value: \
                    'postgres://s@localhost:5432/s'}]}";

fn proxy(hook: &str) -> String {
    format!(
        "{{name: proxy, image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14', args: [--port=5432, 'p:r:d']{hook}}}"
    )
}

fn after_start(command: &str) -> String {
    proxy(&format!(
        ", lifecycle: {{postStart: {{exec: {{command: {command}}}}}}}"
    ))
}

fn ordered(one: &str, other: &str) -> Vec<String> {
    found(
        &deployment(&format!("containers: [{one}, {other}]")),
        &RULES,
    )
}

#[test]
fn a_hook_that_waits_holds_back_what_stands_behind_it() {
    for command in [
        "[sh, -c, 'until nc -z localhost 5432; do sleep 1; done']",
        "[/cloud-sql-proxy, wait, --max, 30s]",
        "[sleep, '5']",
        "[sh, -c, 'wait-for-it.sh localhost:5432']",
        "[/bin/bash, -c, 'curl --retry 30 --retry-connrefused http://localhost:9090/startup']",
    ] {
        let held = after_start(command);
        assert!(ordered(&held, SHOP).is_empty(), "{command}");
        assert_eq!(
            ordered(SHOP, &held),
            ["advice sidecar-start-order"],
            "{command}"
        );
    }
}

#[test]
fn a_hook_that_ends_at_once_holds_nothing_back() {
    for proxy in [
        proxy(""),
        after_start("[sh, -c, 'echo started > /tmp/started']"),
        after_start("[touch, /tmp/started]"),
        proxy(", lifecycle: {preStop: {exec: {command: [sleep, '5']}}}"),
    ] {
        assert_eq!(
            ordered(&proxy, SHOP),
            ["advice sidecar-start-order"],
            "{proxy}"
        );
    }
}

#[test]
fn an_application_may_wait_by_itself() {
    for command in [
        "[sh, -c, 'until nc -z localhost 5432; do sleep 1; done; exec shop']",
        "[sh, -c, '/wait-for-it.sh localhost:5432 -- shop']",
        "[dockerize, -wait, 'tcp://localhost:5432', shop]",
    ] {
        let shop = SHOP.replace("name: shop,", &format!("name: shop, command: {command},"));
        assert!(ordered(&shop, &proxy("")).is_empty(), "{command}");
    }
    let other = SHOP.replace(
        "name: shop,",
        "name: shop, command: [sh, -c, 'until nc -z localhost 6379; do sleep 1; done; exec shop'],",
    );
    assert_eq!(ordered(&other, &proxy("")), ["advice sidecar-start-order"]);
}

#[test]
fn the_first_proxy_of_cloud_sql_is_told_its_port_by_an_instance() {
    let proxy = "{name: sql, image: 'gcr.io/cloudsql-docker/gce-proxy:1.33.0', command: [/cloud_sql_proxy, '-instances=p:r:d=tcp:5432']}";
    assert_eq!(ordered(SHOP, proxy), ["advice sidecar-start-order"]);
}
