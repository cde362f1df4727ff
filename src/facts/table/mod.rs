//! The table of software, as data. See [`super::software`] for what its columns mean.

mod words;

pub(super) use words::WORDS;

use super::software::{Class, Software};

/// Known software, in the order in which it is tried.
pub(super) fn software() -> impl Iterator<Item = &'static Software> {
    SOFTWARE.iter()
}

#[rustfmt::skip]
static SOFTWARE: &[Software] = &[
    row("NGINX", Class::WebServer, &["nginx", "nginx-unprivileged", "openresty", "bitnami/nginx"]).listens(&[80]).runs(&["nginx", "openresty"]).keeps(&["/usr/share/nginx/html"]).logs(&["/var/log/nginx"]).config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"]).source("https://hub.docker.com/_/nginx"),
    row("Apache httpd", Class::WebServer, &["httpd", "apache", "apache2"]).listens(&[80]).runs(&["httpd", "httpd-foreground", "apache2-foreground", "apachectl"]).keeps(&["/usr/local/apache2/htdocs"]).logs(&["/usr/local/apache2/logs"]).config(&["/usr/local/apache2/conf"]).source("https://hub.docker.com/_/httpd"),
    row("Caddy", Class::WebServer, &["caddy"]).listens(&[80, 443]).runs(&["caddy"]).keeps(&["/usr/share/caddy"]),
    row("lighttpd", Class::WebServer, &["lighttpd"]).listens(&[80]).runs(&["lighttpd"]),
    row("Tomcat", Class::WebServer, &["tomcat"]).listens(&[8080]).runs(&["catalina.sh"]).keeps(&["/usr/local/tomcat/webapps"]).logs(&["/usr/local/tomcat/logs"]),
    row("PHP", Class::Application, &["php"]).runs(&["php-fpm", "apache2-foreground", "php"]).keeps(&["/var/www/html"]),
    row("WordPress", Class::Application, &["wordpress"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"]).keeps(&["/var/www/html"]),
    row("Drupal", Class::Application, &["drupal"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"]),
    row("Joomla", Class::Application, &["joomla"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"]),
    row("Nextcloud", Class::Application, &["nextcloud", "owncloud"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"]).keeps(&["/var/www/html"]),
    row("MediaWiki", Class::Application, &["mediawiki"]).listens(&[80]),
    row("Ghost", Class::Application, &["ghost"]).listens(&[2368]).keeps(&["/var/lib/ghost/content"]),
    row("Redmine", Class::Application, &["redmine"]).listens(&[3000]),
    row("phpMyAdmin", Class::Application, &["phpmyadmin", "adminer", "pgadmin4", "mongo-express", "redis-commander"]),
    row("Keycloak", Class::Application, &["keycloak"]).listens(&[8080]),
    row("Gitea", Class::Application, &["gitea", "gogs", "forgejo"]).listens(&[3000]).keeps(&["/data"]),
    row("Jenkins", Class::Application, &["jenkins"]).listens(&[8080]).keeps(&["/var/jenkins_home"]),
    row("SonarQube", Class::Application, &["sonarqube"]).listens(&[9000]),
    row("Nexus", Class::Application, &["nexus3"]).listens(&[8081]).keeps(&["/nexus-data"]),
    row("MySQL", Class::Database, &["mysql", "mysql-server", "percona", "percona-server"]).listens(&[3306]).runs(&["mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"]).port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).config(&["/etc/mysql", "/etc/my.cnf"]).source("https://hub.docker.com/_/mysql"),
    row("MariaDB", Class::Database, &["mariadb", "mariadb-galera"]).listens(&[3306]).runs(&["mariadbd", "mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"]),
    row("PostgreSQL", Class::Database, &["postgres", "postgresql", "postgis", "timescaledb", "pgvector"]).listens(&[5432]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"]),
    row("MongoDB", Class::Database, &["mongo", "mongodb", "mongodb-community-server", "percona-server-mongodb"]).listens(&[27017]).runs(&["mongod"]).keeps(&["/data/db"]),
    row("Cassandra", Class::Database, &["cassandra", "scylla"]).listens(&[9042]).runs(&["cassandra"]).keeps(&["/var/lib/cassandra"]),
    row("CouchDB", Class::Database, &["couchdb"]).listens(&[5984]).runs(&["couchdb"]).keeps(&["/opt/couchdb/data"]),
    row("CockroachDB", Class::Database, &["cockroach", "cockroachdb"]).listens(&[26257, 8080]).runs(&["cockroach"]).keeps(&["/cockroach/cockroach-data"]),
    row("InfluxDB", Class::Database, &["influxdb"]).listens(&[8086]).runs(&["influxd"]).keeps(&["/var/lib/influxdb"]),
    row("Neo4j", Class::Database, &["neo4j"]).listens(&[7474, 7687]).runs(&["neo4j"]).keeps(&["/data"]),
    row("ClickHouse", Class::Database, &["clickhouse", "clickhouse-server"]).listens(&[8123, 9000]).runs(&["clickhouse-server"]).keeps(&["/var/lib/clickhouse"]),
    row("RethinkDB", Class::Database, &["rethinkdb"]).listens(&[28015]).runs(&["rethinkdb"]).keeps(&["/data"]),
    row("ArangoDB", Class::Database, &["arangodb"]).listens(&[8529]).runs(&["arangod"]).keeps(&["/var/lib/arangodb3"]),
    row("OrientDB", Class::Database, &["orientdb"]).listens(&[2424]),
    row("SQL Server", Class::Database, &["mssql/server", "mssql-server", "mssql-server-linux"]).listens(&[1433]).runs(&["sqlservr"]).keeps(&["/var/opt/mssql"]),
    row("Oracle Database", Class::Database, &["oracle-xe", "oracle-free", "database/free", "database/express"]).listens(&[1521]),
    row("Db2", Class::Database, &["db2", "db2_community/db2"]).listens(&[50000]),
    row("etcd", Class::Database, &["etcd", "etcd-amd64"]).listens(&[2379, 2380]).runs(&["etcd"]),
    row("ZooKeeper", Class::Database, &["zookeeper", "cp-zookeeper"]).listens(&[2181]).runs(&["zkserver.sh", "zookeeper-server-start"]).keeps(&["/data"]),
    row("a database", Class::Database, &["db", "database"]),
    row("Redis", Class::Cache, &["redis", "redis-stack", "redis-stack-server", "redis-server", "redis-cluster"]).listens(&[6379]).runs(&["redis-server", "redis-stack-server"]).keeps(&["/data"]),
    row("Valkey", Class::Cache, &["valkey"]).listens(&[6379]).runs(&["valkey-server"]).keeps(&["/data"]),
    row("KeyDB", Class::Cache, &["keydb"]).listens(&[6379]).runs(&["keydb-server"]).keeps(&["/data"]),
    row("Dragonfly", Class::Cache, &["dragonfly"]).listens(&[6379]).runs(&["dragonfly"]).keeps(&["/data"]),
    row("Memcached", Class::Cache, &["memcached", "memcache"]).listens(&[11211]).runs(&["memcached"]),
    row("Hazelcast", Class::Cache, &["hazelcast"]).listens(&[5701]),
    row("RabbitMQ", Class::Queue, &["rabbitmq"]).listens(&[5672]).runs(&["rabbitmq-server"]).keeps(&["/var/lib/rabbitmq"]),
    row("Kafka", Class::Queue, &["kafka", "cp-kafka"]).listens(&[9092]).runs(&["kafka-server-start.sh", "kafka-server-start"]),
    row("Redpanda", Class::Queue, &["redpanda"]).listens(&[9092]).runs(&["redpanda", "rpk"]),
    row("NATS", Class::Queue, &["nats", "nats-streaming"]).listens(&[4222]).runs(&["nats-server"]),
    row("ActiveMQ", Class::Queue, &["activemq", "activemq-artemis", "activemq-classic", "artemis"]).listens(&[61616]),
    row("Mosquitto", Class::Queue, &["eclipse-mosquitto", "mosquitto", "emqx"]).listens(&[1883]).runs(&["mosquitto"]),
    row("Pulsar", Class::Queue, &["pulsar", "pulsar-all"]).listens(&[6650]).runs(&["pulsar"]),
    row("Beanstalkd", Class::Queue, &["beanstalkd"]).listens(&[11300]).runs(&["beanstalkd"]),
    row("Elasticsearch", Class::Search, &["elasticsearch", "elasticsearch-oss"]).listens(&[9200, 9300]).runs(&["elasticsearch"]).keeps(&["/usr/share/elasticsearch/data"]),
    row("OpenSearch", Class::Search, &["opensearch"]).listens(&[9200, 9300]).runs(&["opensearch"]).keeps(&["/usr/share/opensearch/data"]),
    row("Solr", Class::Search, &["solr"]).listens(&[8983]).runs(&["solr", "solr-foreground"]).keeps(&["/var/solr"]),
    row("Meilisearch", Class::Search, &["meilisearch", "typesense"]),
    row("Qdrant", Class::Search, &["qdrant", "weaviate", "milvus"]),
    row("MinIO", Class::Storage, &["minio"]).listens(&[9000]).runs(&["minio"]),
    row("NFS server", Class::Storage, &["volume-nfs", "nfs-server", "nfs-server-alpine"]).listens(&[2049]),
    row("Prometheus", Class::Monitoring, &["prometheus"]).listens(&[9090]).runs(&["prometheus"]).keeps(&["/prometheus"]),
    row("VictoriaMetrics", Class::Monitoring, &["victoria-metrics"]).listens(&[8428]),
    row("Thanos", Class::Monitoring, &["thanos"]),
    row("Grafana", Class::Monitoring, &["grafana", "grafana-oss", "grafana-enterprise"]).listens(&[3000]).runs(&["grafana", "grafana-server"]).keeps(&["/var/lib/grafana"]),
    row("Loki", Class::Monitoring, &["loki"]).listens(&[3100]).runs(&["loki"]).keeps(&["/loki"]),
    row("Tempo", Class::Monitoring, &["tempo", "mimir"]),
    row("Jaeger", Class::Monitoring, &["all-in-one", "jaeger", "jaegertracing/all-in-one", "jaeger-query"]).listens(&[16686]),
    row("Zipkin", Class::Monitoring, &["zipkin"]).listens(&[9411]),
    row("Kibana", Class::Monitoring, &["kibana", "opensearch-dashboards"]).listens(&[5601]).runs(&["kibana"]),
    row("Graphite", Class::Monitoring, &["graphite", "graphite-statsd"]).listens(&[80]),
    row("Alertmanager", Class::Monitoring, &["alertmanager"]).listens(&[9093]).runs(&["alertmanager"]),
    row("Graylog", Class::Monitoring, &["graylog"]).listens(&[9000]),
    row("Envoy", Class::Proxy, &["envoy", "envoy-alpine", "istio/proxyv2", "proxyv2", "proxy_debug"]).runs(&["envoy"]),
    row("Linkerd proxy", Class::Proxy, &["linkerd/proxy"]),
    row("HAProxy", Class::Proxy, &["haproxy", "haproxy-alpine"]).runs(&["haproxy"]),
    row("Traefik", Class::Proxy, &["traefik"]).runs(&["traefik"]),
    row("Cloud SQL proxy", Class::Proxy, &["gce-proxy", "cloud-sql-proxy"]),
    row("OAuth2 Proxy", Class::Proxy, &["oauth2-proxy", "oauth2_proxy", "gatekeeper", "louketo-proxy"]),
    row("kube-rbac-proxy", Class::Proxy, &["kube-rbac-proxy"]),
    row("Squid", Class::Proxy, &["squid"]).runs(&["squid"]).logs(&["/var/log/squid"]),
    row("PgBouncer", Class::Proxy, &["pgbouncer", "pgpool", "pgcat", "proxysql", "twemproxy"]),
    row("ambassador", Class::Proxy, &["ambassador", "tor", "privoxy", "wireguard", "gluetun", "tailscale", "cloudflared", "ngrok", "openvpn"]),
    row("Dapr", Class::Proxy, &["daprd", "dapr"]).runs(&["daprd"]),
    row("Consul", Class::Proxy, &["consul-k8s-control-plane", "consul-dataplane", "consul-envoy"]),
    row("Consul", Class::Helper, &["consul"]),
    row("Docker in Docker", Class::Helper, &["docker", "dind", "buildkit", "moby/buildkit"]),
    row("cAdvisor", Class::Exporter, &["cadvisor", "pushgateway"]),
    row("mail relay", Class::Proxy, &["postfix", "smtp", "exim", "mailhog", "mailpit", "smtp-relay"]),
    row("Open Policy Agent", Class::Helper, &["opa", "kube-mgmt"]),
    row("Vault Agent", Class::Helper, &["vault", "vault-k8s", "vault-env", "secrets-store"]),
    row("Fluent Bit", Class::Collector, &["fluent-bit", "fluentbit", "aws-for-fluent-bit"]).runs(&["fluent-bit"]),
    row("Fluentd", Class::Collector, &["fluentd", "fluentd-*", "fluentd_*", "fluent-plugin-*"]).runs(&["fluentd"]),
    row("Filebeat", Class::Collector, &["filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "elastic-agent"]).runs(&["filebeat"]),
    row("Logstash", Class::Collector, &["logstash", "logstash-oss"]).runs(&["logstash"]),
    row("Vector", Class::Collector, &["vector"]).runs(&["vector"]),
    row("Promtail", Class::Collector, &["promtail", "alloy", "grafana-agent", "grafana/agent"]).runs(&["promtail"]),
    row("OpenTelemetry Collector", Class::Collector, &["opentelemetry-collector", "opentelemetry-collector-contrib", "otelcol", "otelcol-contrib", "adot-collector", "aws-otel-collector", "splunk-otel-collector", "ddot-collector", "jaeger-agent"]),
    row("Datadog Agent", Class::Collector, &["datadog/agent", "datadoghq/agent", "datadoghq.com/agent", "datadog-agent", "dogstatsd"]),
    row("Telegraf", Class::Collector, &["telegraf", "categraf", "cloudwatch-agent", "xray-daemon", "aws-xray-daemon", "netdata", "newrelic*", "zabbix-agent*", "collectd"]),
    row("git-sync", Class::ContentSync, &["git-sync", "git-sync-*", "gitsync", "k8s-sidecar", "rclone", "s3-sync", "syncthing", "lsyncd"]),
    row("config reloader", Class::Reloader, &["configmap-reload", "prometheus-config-reloader", "prometheus-configmap-reload*", "config-reloader", "kube-webhook-certgen", "grafana-watcher", "consul-template", "confd"]),
    row("CSI sidecar", Class::CsiSidecar, &["csi-provisioner", "csi-attacher", "csi-resizer", "csi-snapshotter", "csi-node-driver-registrar", "node-driver-registrar", "driver-registrar", "livenessprobe", "csi-external-health-monitor-*", "snapshot-controller", "csi-livenessprobe"]),
    row("CoreDNS", Class::Controller, &["coredns", "kubedns*", "k8s-dns-*", "kube-dnsmasq*", "dnsmasq", "dnsmasq-metrics*", "exechealthz*", "sidecar"]),
    row("Kubernetes", Class::Controller, &["kube-apiserver*", "kube-controller-manager*", "kube-scheduler*", "kube-proxy*", "hyperkube*", "kube-state-metrics*", "metrics-server*", "heapster-*", "addon-resizer*", "pause", "pause-*"]),
    row("network plug-in", Class::Controller, &["calico/node", "calico/cni", "calico", "flannel*", "weave-kube", "weave-npc", "cilium*", "kube-ovn", "multus*"]),
    row("SPIRE", Class::Controller, &["spire-server", "spire-agent", "oidc-discovery-provider"]),
    row("http-echo", Class::WebServer, &["http-echo"]).listens(&[5678]).port_flags(&["-listen"]).needs(&["-text"]).source("https://github.com/hashicorp/http-echo"),
    row("StatsD", Class::Collector, &["statsd"]).listens(&[8126]).udp(&[8125]).source("https://github.com/statsd/statsd"),
    row("BusyBox", Class::Tool, &["busybox"]),
    row("Linux shell", Class::Tool, &["alpine", "ubuntu", "debian", "centos", "fedora", "rockylinux", "amazonlinux", "bash", "ubi8", "ubi9", "ubi-minimal", "ubi8-minimal", "ubi9-minimal", "oraclelinux", "opensuse", "leap", "archlinux", "almalinux", "buildpack-deps"]),
    row("command line tool", Class::Tool, &["curl", "curl-*", "nettools", "netshoot", "dnsutils", "jessie-dnsutils", "network-multitool", "hey", "kubectl", "k8s-kubectl", "aws-cli", "cloud-sdk", "google-cloud-cli", "azure-cli", "awscli", "mysql-client", "toolbox", "stress", "stress-ng", "polinux/stress", "bombardier", "wrk"]),
    row("placeholder", Class::Tool, &["dummy*", "fake-*", "test-*", "agnhost", "pause*"]),
];

pub(super) const fn row(
    name: &'static str,
    class: Class,
    images: &'static [&'static str],
) -> Software {
    Software {
        name,
        class,
        images,
        plain: are_plain(images),
        source: "",
        ports: &[],
        udp_ports: &[],
        port_flags: &[],
        port_env: &[],
        config: &[],
        needs: &[],
        programs: &[],
        data: &[],
        logs: &[],
    }
}

const fn are_plain(patterns: &[&str]) -> bool {
    let mut pattern = 0;
    while pattern < patterns.len() {
        let bytes = patterns[pattern].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if matches!(bytes[at], b'*' | b'/' | b':') {
                return false;
            }
            at += 1;
        }
        pattern += 1;
    }
    true
}

/// A row is read as a sentence: `row(…).listens(…).keeps(…).source(…)`.
impl Software {
    const fn listens(self, ports: &'static [i64]) -> Self {
        Self { ports, ..self }
    }

    const fn udp(self, udp_ports: &'static [i64]) -> Self {
        Self { udp_ports, ..self }
    }

    const fn port_flags(self, port_flags: &'static [&'static str]) -> Self {
        Self { port_flags, ..self }
    }

    const fn port_env(self, port_env: &'static [&'static str]) -> Self {
        Self { port_env, ..self }
    }

    const fn config(self, config: &'static [&'static str]) -> Self {
        Self { config, ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn runs(self, programs: &'static [&'static str]) -> Self {
        Self { programs, ..self }
    }

    const fn keeps(self, data: &'static [&'static str]) -> Self {
        Self { data, ..self }
    }

    const fn logs(self, logs: &'static [&'static str]) -> Self {
        Self { logs, ..self }
    }

    const fn source(self, source: &'static str) -> Self {
        Self { source, ..self }
    }
}
