use super::*;

fn class(image: &str) -> Option<Class> {
    known(image)
        .map(|known| known.software.class)
        .or_else(|| class_by_word(Image::parse(image).base()))
}

#[test]
fn images_are_known_by_their_own_names() {
    assert_eq!(
        class("docker.io/library/postgres:16@sha256:00"),
        Some(Class::Database)
    );
    assert_eq!(class("bitnami/redis:7"), Some(Class::Cache));
    assert_eq!(class("nginxinc/nginx-unprivileged"), Some(Class::WebServer));
    assert_eq!(
        class("quay.io/prometheus/prometheus"),
        Some(Class::Monitoring)
    );
}

#[test]
fn a_helper_named_after_a_server_is_a_helper() {
    assert_eq!(class("oliver006/redis_exporter"), Some(Class::Exporter));
    assert_eq!(class("acme/mysql-backup"), Some(Class::Helper));
    assert_eq!(class("acme/webwatcher"), Some(Class::Helper));
}

#[test]
fn a_name_that_holds_a_server_s_is_no_proof() {
    let known = known("acme/mysql-primary").unwrap();
    assert!(known.software.name == "MySQL" && !known.certainty.is_certain());
    assert!(super::known("acme/shop").is_none());
}

#[test]
fn an_image_is_a_software_s_own_where_a_publisher_has_it() {
    let sure = |image: &str| known(image).unwrap().certainty.is_certain();
    for image in [
        "nginx:1.29",
        "docker.io/nginx",
        "library/nginx",
        "mirror.gcr.io/nginx",
        "public.ecr.aws/docker/library/nginx:1",
        "registry.example/docker-hub/library/nginx",
        "registry.example:5000/cache/prom/prometheus:v3",
        "arm64v8/redis",
        "quay.io/prometheus/prometheus",
        "registry.k8s.io/sig-storage/csi-provisioner:v5",
        "registry.k8s.io/nginx-slim:0.8",
        "docker.elastic.co/elasticsearch/elasticsearch:8.1.0",
        "bitnamilegacy/redis",
        "registry.example/hub/bitnami/redis",
        "grafana/grafana",
        "ghcr.io/grafana/grafana",
    ] {
        assert!(sure(image), "{image}");
    }
    for image in [
        "acme/nginx:1",
        "registry.example/team/nginx:7",
        "registry.example/nginx",
        "localhost:5000/nginx",
        "123.dkr.ecr.eu-west-1.amazonaws.com/postgres",
        "registry.example/team/redis/redis",
        "mylibrary/nginx",
        "registry.example/reprom/prometheus",
    ] {
        assert!(!sure(image), "{image}");
    }
}

#[test]
fn a_vendor_s_image_has_its_own_row() {
    let port = |image: &str| known(image).unwrap().software.ports[0];
    assert_eq!((port("nginx"), port("bitnami/nginx:1.27")), (80, 8080));
    assert_eq!((port("php:8-apache"), port("php:8-fpm")), (80, 9000));
    let data = |image: &str| known(image).unwrap().software.data[0];
    assert_eq!(data("postgres:16"), "/var/lib/postgresql/data");
    assert_eq!(data("docker.io/postgres:18.1"), "/var/lib/postgresql");
}

#[test]
fn docker_s_own_images_are_told_from_others_of_that_name() {
    let name = |image: &str| known(image).map(|known| known.software.name);
    assert_eq!(name("registry:2"), Some("Container registry"));
    assert_eq!(name("docker.io/library/registry"), name("registry"));
    assert_eq!(name("acme/registry"), None);
    assert_eq!(name("registry.example/registry"), None);
}

#[test]
fn some_software_listens_only_when_told_to() {
    let listens = |image: &str, line: &[&str], variables: &[&str]| {
        let software = known(image).unwrap().software;
        software.listens_when(line, variables)
    };
    let echo = "hashicorp/http-echo";
    assert!(listens(echo, &["-text=hello"], &[]) && listens(echo, &[], &["ECHO_TEXT"]));
    assert!(!listens(echo, &[], &[]) && !listens(echo, &["-listen=:80"], &[]));
    assert!(listens("vault", &[], &[]) && listens("vault", &["/bin/vault", "server"], &[]));
    assert!(!listens(
        "vault",
        &["sh", "-c", "vault agent -config=/x"],
        &[]
    ));
    assert!(listens(
        "minio/minio",
        &["sh", "-c", "minio server /data"],
        &[]
    ));
}

#[test]
fn a_program_is_the_software_s_or_named_as_its_image() {
    let is_program = |image: &str, word| known(image).unwrap().software.is_program(word);
    assert!(is_program("prom/node-exporter", "/bin/node_exporter"));
    assert!(is_program("quay.io/cilium/cilium", "cilium-agent"));
    assert!(is_program("zookeeper", "/bin/zkServer.sh"));
    assert!(is_program(
        "confluentinc/cp-kafka",
        "/etc/confluent/docker/run"
    ));
    assert!(!is_program("postgres", "/etc/confluent/docker/run"));
    assert!(!is_program("windows/servercore/iis", "powershell") && !is_program("adminer", "sleep"));
}

#[test]
fn software_is_named_by_its_images() {
    let named = |image: &str, text| known(image).unwrap().software.is_named_in(text);
    assert!(named("bitnami/redis", "redis_host localhost"));
    assert!(named("rabbitmq:4-management", "rabbitmq_url"));
    assert!(!named("bitnami/redis", "memcached_host"));
}

#[test]
fn a_pattern_can_ask_for_a_tag() {
    let row = &table::row("PHP", Class::Application, &["php:*fpm*", "team/php:latest"]);
    let holds = |path, tag| row.pattern_of(path, tag).is_some();
    assert!(holds("library/php", "8.4-fpm-alpine") && !holds("library/php", "8.4-cli"));
    assert!(holds("team/php", "latest") && !holds("myteam/php", "latest"));
}
