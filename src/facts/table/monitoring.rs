//! What keeps and shows metrics, logs and traces, what gathers them, and what turns knowledge into metrics.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static MONITORING: &[Software] = &[
    // Backends and dashboards.
    row("Alertmanager", Class::Monitoring, &["alertmanager"]).listens(&[9093, 9094]).udp(&[9094])
        .port_flags(&["--web.listen-address", "-web.listen-address"]).runs(&["alertmanager"])
        .keeps(&["/alertmanager"]).source("https://prometheus.io/docs/alerting/latest/alertmanager/"),
    row("Chronograf", Class::Monitoring, &["chronograf"]).listens(&[8888]).port_flags(&["--port"])
        .port_env(&["PORT"]).keeps(&["/var/lib/chronograf"]).source("https://hub.docker.com/_/chronograf"),
    row("Elastic APM Server", Class::Monitoring, &["apm/apm-server", "apm-server"]).listens(&[8200])
        .config(&["/usr/share/apm-server/apm-server.yml"])
        .source("https://www.elastic.co/guide/en/apm/guide/current/configuration-process.html"),
    row("Gatus", Class::Monitoring, &["twinproduction/gatus", "twin/gatus"]).listens(&[8080]).config(&["/config"])
        .source("https://github.com/TwiN/gatus"),
    row("Grafana", Class::Monitoring, &["bitnami/grafana", "bitnamilegacy/grafana"]).listens(&[3000])
        .port_env(&["GF_SERVER_HTTP_PORT"]).runs(&["grafana", "grafana-server"])
        .keeps(&["/opt/bitnami/grafana/data"]).config(&["/opt/bitnami/grafana/conf/grafana.ini"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/grafana"),
    row("Grafana", Class::Monitoring, &["grafana", "grafana-oss", "grafana-enterprise"]).listens(&[3000])
        .port_env(&["GF_SERVER_HTTP_PORT"]).runs(&["grafana", "grafana-server"]).keeps(&["/var/lib/grafana"])
        .config(&["/etc/grafana/grafana.ini"])
        .source("https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/"),
    row("Graphite", Class::Monitoring, &["graphite", "graphite-statsd"])
        .listens(&[80, 2003, 2004, 2023, 2024, 8080, 8126]).udp(&[8125]).keeps(&["/opt/graphite/storage"])
        .config(&["/opt/graphite/conf", "/opt/statsd/config", "/etc/nginx"])
        .source("https://github.com/graphite-project/docker-graphite-statsd"),
    row("Graylog", Class::Monitoring, &["graylog"]).listens(&[9000]).port_env(&["GRAYLOG_HTTP_BIND_ADDRESS"])
        .keeps(&["/usr/share/graylog/data"]).config(&["/usr/share/graylog/data/config"])
        .source("https://github.com/Graylog2/graylog-docker"),
    row("Icinga", Class::Monitoring, &["icinga/icinga2"]).listens(&[5665]).keeps(&["/data"])
        .source("https://github.com/Icinga/docker-icinga2"),
    row("Jaeger", Class::Monitoring, &["jaegertracing/jaeger"]).listens(&[16686, 4317, 4318])
        .source("https://www.jaegertracing.io/docs/latest/getting-started/"),
    row("Jaeger", Class::Monitoring, &["jaeger-query"]).listens(&[16686, 16685, 16687])
        .port_flags(&["--query.http-server.host-port", "--query.port"]).port_env(&["QUERY_HTTP_SERVER_HOST_PORT"])
        .source("https://www.jaegertracing.io/docs/1.62/deployment/"),
    row("Jaeger", Class::Monitoring, &["all-in-one", "jaeger", "jaeger-all-in-one"])
        .listens(&[16686, 4317, 4318, 5778, 14250, 14268, 14269, 16685]).udp(&[5775, 6831, 6832])
        .port_flags(&["--query.http-server.host-port"]).port_env(&["QUERY_HTTP_SERVER_HOST_PORT"])
        .source("https://www.jaegertracing.io/docs/1.62/getting-started/"),
    row("Kapacitor", Class::Monitoring, &["kapacitor"]).listens(&[9092]).port_env(&["KAPACITOR_HTTP_BIND_ADDRESS"])
        .keeps(&["/var/lib/kapacitor"]).config(&["/etc/kapacitor"]).source("https://hub.docker.com/_/kapacitor"),
    row("Karma", Class::Monitoring, &["prymitive/karma"]).listens(&[8080]).port_flags(&["--listen.port"])
        .port_env(&["PORT"]).source("https://github.com/prymitive/karma/blob/main/docs/CONFIGURATION.md"),
    row("Kibana", Class::Monitoring, &["kibana", "kibana-oss"]).listens(&[5601])
        .port_flags(&["--server.port", "--port", "-p"]).port_env(&["SERVER_PORT"]).runs(&["kibana", "kibana-docker"])
        .config(&["/usr/share/kibana/config"]).source("https://www.elastic.co/guide/en/kibana/current/docker.html"),
    row("Loki", Class::Monitoring, &["loki"]).listens(&[3100])
        .port_flags(&["-server.http-listen-port", "--server.http-listen-port"]).runs(&["loki"]).keeps(&["/loki"])
        .config(&["/etc/loki"]).source("https://grafana.com/docs/loki/latest/configure/"),
    row("Mimir", Class::Monitoring, &["mimir"]).listens(&[8080, 9095])
        .port_flags(&["-server.http-listen-port", "--server.http-listen-port"]).config(&["/etc/mimir"])
        .source("https://grafana.com/docs/mimir/latest/configure/configuration-parameters/"),
    row("Nagios", Class::Monitoring, &["jasonrivers/nagios"]).listens(&[80]).keeps(&["/opt/nagios/var"])
        .source("https://hub.docker.com/r/jasonrivers/nagios"),
    row("OpenObserve", Class::Monitoring, &["zinclabs/openobserve"]).listens(&[5080]).port_env(&["ZO_HTTP_PORT"])
        .keeps(&["/data"]).source("https://openobserve.ai/docs/environment-variables/"),
    row("OpenSearch Dashboards", Class::Monitoring, &["opensearch-dashboards"]).listens(&[5601])
        .config(&["/usr/share/opensearch-dashboards/config"])
        .source("https://opensearch.org/docs/latest/install-and-configure/install-dashboards/docker/"),
    row("Prometheus", Class::Monitoring, &["bitnami/prometheus", "bitnamilegacy/prometheus"]).listens(&[9090])
        .port_flags(&["--web.listen-address", "-web.listen-address"]).runs(&["prometheus"])
        .keeps(&["/opt/bitnami/prometheus/data"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/prometheus"),
    row("Prometheus", Class::Monitoring, &["prometheus"]).listens(&[9090])
        .port_flags(&["--web.listen-address", "-web.listen-address"]).runs(&["prometheus"]).keeps(&["/prometheus"])
        .source("https://prometheus.io/docs/prometheus/latest/installation/"),
    row("Pyroscope", Class::Monitoring, &["pyroscope"]).listens(&[4040]).port_flags(&["-server.http-listen-port"])
        .config(&["/etc/pyroscope"]).source("https://grafana.com/docs/pyroscope/latest/configure-server/"),
    row("SkyWalking OAP", Class::Monitoring, &["skywalking-oap-server"]).listens(&[11800, 12800])
        .port_env(&["SW_CORE_GRPC_PORT"]).config(&["/skywalking/config"])
        .source("https://skywalking.apache.org/docs/main/latest/en/setup/backend/configuration-vocabulary/"),
    row("SkyWalking UI", Class::Monitoring, &["skywalking-ui"]).listens(&[8080])
        .source("https://hub.docker.com/r/apache/skywalking-ui"),
    row("Tempo", Class::Monitoring, &["tempo"]).port_flags(&["-server.http-listen-port"])
        .config(&["/etc/tempo.yaml"]).source("https://grafana.com/docs/tempo/latest/configuration/"),
    row("Thanos", Class::Monitoring, &["thanos"]).listens(&[10902]).port_flags(&["--http-address"])
        .needs(&["sidecar", "query", "store", "receive", "compact", "rule", "query-frontend"])
        .source("https://thanos.io/tip/components/query.md/"),
    row("Uptime Kuma", Class::Monitoring, &["uptime-kuma"]).listens(&[3001]).port_flags(&["--port"])
        .port_env(&["UPTIME_KUMA_PORT", "PORT"]).keeps(&["/app/data"])
        .source("https://github.com/louislam/uptime-kuma/wiki/Environment-Variables"),
    row("VictoriaLogs", Class::Monitoring, &["victoria-logs"]).listens(&[9428])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"])
        .source("https://docs.victoriametrics.com/victorialogs/"),
    row("VictoriaMetrics", Class::Monitoring, &["victoria-metrics"]).listens(&[8428])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"]).source("https://docs.victoriametrics.com/"),
    row("VictoriaMetrics vmalert", Class::Monitoring, &["vmalert"]).listens(&[8880])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"]).source("https://docs.victoriametrics.com/vmalert/"),
    row("VictoriaMetrics vminsert", Class::Monitoring, &["vminsert"]).listens(&[8480])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"])
        .source("https://docs.victoriametrics.com/cluster-victoriametrics/"),
    row("VictoriaMetrics vmselect", Class::Monitoring, &["vmselect"]).listens(&[8481])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"])
        .source("https://docs.victoriametrics.com/cluster-victoriametrics/"),
    row("VictoriaMetrics vmstorage", Class::Monitoring, &["vmstorage"]).listens(&[8482, 8400, 8401])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"])
        .source("https://docs.victoriametrics.com/cluster-victoriametrics/"),
    row("Zabbix server", Class::Monitoring, &["zabbix-server-*"]).listens(&[10051]).port_env(&["ZBX_LISTENPORT"])
        .source("https://hub.docker.com/r/zabbix/zabbix-server-mysql"),
    row("Zabbix web", Class::Monitoring, &["zabbix-web-*"]).listens(&[8080, 8443])
        .source("https://hub.docker.com/r/zabbix/zabbix-web-nginx-mysql"),
    row("Zipkin", Class::Monitoring, &["zipkin", "zipkin-slim"]).listens(&[9411]).port_env(&["QUERY_PORT"])
        .source("https://github.com/openzipkin/zipkin/blob/master/zipkin-server/README.md"),
    // What gathers logs, metrics and traces.
    row("CloudWatch agent", Class::Collector, &["cloudwatch-agent"]).config(&["/etc/cwagentconfig"])
        .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-configuration-file-details.html"),
    row("collectd", Class::Collector, &["collectd", "categraf", "newrelic*"]),
    row("Datadog Agent", Class::Collector, &[
        "datadog/agent", "datadoghq/agent", "datadoghq.com/agent", "datadog-agent",
    ]).listens(&[8126]).port_env(&["DD_APM_RECEIVER_PORT", "DD_RECEIVER_PORT"]).needs(&["trace-agent"])
        .config(&["/etc/datadog-agent/datadog.yaml"])
        .source("https://docs.datadoghq.com/agent/configuration/network/"),
    row("DogStatsD", Class::Collector, &["dogstatsd"]).udp(&[8125]).port_env(&["DD_DOGSTATSD_PORT"])
        .source("https://docs.datadoghq.com/developers/dogstatsd/"),
    row("Elastic Beats", Class::Collector, &[
        "filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "elastic-agent",
    ]).runs(&["filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "elastic-agent"])
        .config(&["/usr/share/filebeat/filebeat.yml", "/usr/share/metricbeat/metricbeat.yml", "/usr/share/heartbeat/heartbeat.yml"])
        .source("https://www.elastic.co/guide/en/beats/filebeat/current/running-on-docker.html"),
    row("Fluent Bit", Class::Collector, &["fluent-bit", "fluentbit", "aws-for-fluent-bit"]).runs(&["fluent-bit"])
        .config(&["/fluent-bit/etc"]).source("https://docs.fluentbit.io/manual/administration/monitoring"),
    row("Fluentd", Class::Collector, &["fluent/fluentd", "bitnami/fluentd", "bitnamilegacy/fluentd"])
        .listens(&[24224]).runs(&["fluentd"]).config(&["/fluentd/etc", "/opt/bitnami/fluentd/conf"])
        .source("https://github.com/fluent/fluentd-docker-image"),
    row("Fluentd", Class::Collector, &["fluentd", "fluentd-*", "fluentd_*", "fluent-plugin-*"]).runs(&["fluentd"])
        .config(&["/fluentd/etc", "/etc/fluent", "/etc/td-agent"])
        .source("https://github.com/fluent/fluentd-kubernetes-daemonset"),
    row("Grafana Agent", Class::Collector, &["grafana-agent", "grafana/agent"])
        .port_flags(&["-server.http.address", "--server.http.listen-addr"])
        .source("https://grafana.com/docs/agent/latest/static/configuration/flags/"),
    row("Grafana Alloy", Class::Collector, &["alloy"]).listens(&[12345]).port_flags(&["--server.http.listen-addr"])
        .needs(&["run"]).runs(&["alloy"]).source("https://grafana.com/docs/alloy/latest/reference/cli/run/"),
    row("Jaeger agent", Class::Collector, &["jaeger-agent"]).listens(&[5778, 14271]).udp(&[5775, 6831, 6832])
        .port_flags(&["--http-server.host-port"]).source("https://www.jaegertracing.io/docs/1.62/deployment/"),
    row("Jaeger collector", Class::Collector, &["jaeger-collector"]).listens(&[14268, 14250, 14269, 4317, 4318])
        .port_flags(&["--collector.http-server.host-port", "--collector.http-port"])
        .port_env(&["COLLECTOR_HTTP_SERVER_HOST_PORT"]).source("https://www.jaegertracing.io/docs/1.62/deployment/"),
    row("Logstash", Class::Collector, &["logstash", "logstash-oss"]).listens(&[5044, 9600]).runs(&["logstash"])
        .config(&["/usr/share/logstash/pipeline", "/usr/share/logstash/config"])
        .source("https://www.elastic.co/guide/en/logstash/current/docker-config.html"),
    row("Netdata", Class::Collector, &["netdata"]).listens(&[19999]).port_flags(&["-p"]).config(&["/etc/netdata"])
        .source("https://learn.netdata.cloud/docs/netdata-agent/installation/docker"),
    row("OpenTelemetry Collector", Class::Collector, &[
        "opentelemetry-collector", "opentelemetry-collector-contrib", "opentelemetry-collector-k8s", "otelcol",
        "otelcol-contrib", "adot-collector", "aws-otel-collector", "splunk-otel-collector", "ddot-collector",
    ])
        .config(&["/etc/otelcol", "/etc/otelcol-contrib", "/etc/otelcol-k8s", "/etc/otel-config.yaml", "/etc/otel/collector"])
        .source("https://opentelemetry.io/docs/collector/configuration/"),
    row("Promtail", Class::Collector, &["promtail"]).listens(&[9080])
        .port_flags(&["-server.http-listen-port", "--server.http-listen-port"]).runs(&["promtail"])
        .config(&["/etc/promtail"]).source("https://grafana.com/docs/loki/latest/send-data/promtail/configuration/"),
    row("StatsD", Class::Collector, &["statsd/statsd", "statsd"]).listens(&[8126]).udp(&[8125])
        .config(&["/usr/src/app/config.js"]).source("https://github.com/statsd/statsd"),
    row("syslog-ng", Class::Collector, &["syslog-ng"]).listens(&[601, 6514]).udp(&[514]).config(&["/etc/syslog-ng"])
        .source("https://hub.docker.com/r/balabit/syslog-ng"),
    row("Telegraf", Class::Collector, &["telegraf"]).config(&["/etc/telegraf"])
        .source("https://hub.docker.com/_/telegraf"),
    row("Vector", Class::Collector, &["timberio/vector", "vector"]).runs(&["vector"]).config(&["/etc/vector"])
        .source("https://vector.dev/docs/setup/installation/platforms/docker/"),
    row("VictoriaMetrics vmagent", Class::Collector, &["vmagent"]).listens(&[8429])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"]).source("https://docs.victoriametrics.com/vmagent/"),
    row("X-Ray daemon", Class::Collector, &["xray-daemon", "aws-xray-daemon"]).listens(&[2000]).udp(&[2000])
        .port_flags(&["-t", "--bind-tcp"])
        .source("https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html"),
    row("Zabbix agent", Class::Collector, &["zabbix-agent*"]).listens(&[10050]).port_env(&["ZBX_LISTENPORT"])
        .source("https://hub.docker.com/r/zabbix/zabbix-agent"),
    // What turns knowledge into metrics.
    row("Apache exporter", Class::Exporter, &["apache-exporter", "apache_exporter"]).listens(&[9117])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/Lusitaniae/apache_exporter"),
    row("Blackbox exporter", Class::Exporter, &["blackbox-exporter", "blackbox_exporter"]).listens(&[9115])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/blackbox_exporter"),
    row("cAdvisor", Class::Exporter, &["cadvisor"]).listens(&[8080]).port_flags(&["--port", "-port"])
        .source("https://github.com/google/cadvisor/blob/master/docs/runtime_options.md"),
    row("CloudWatch exporter", Class::Exporter, &["cloudwatch-exporter", "cloudwatch_exporter"]).listens(&[9106])
        .source("https://github.com/prometheus/cloudwatch_exporter"),
    row("Consul exporter", Class::Exporter, &["consul-exporter", "consul_exporter"]).listens(&[9107])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/consul_exporter"),
    row("DCGM exporter", Class::Exporter, &["dcgm-exporter"]).listens(&[9400]).port_flags(&["-a", "--address"])
        .port_env(&["DCGM_EXPORTER_LISTEN"]).source("https://github.com/NVIDIA/dcgm-exporter"),
    row("Elasticsearch exporter", Class::Exporter, &["elasticsearch-exporter", "elasticsearch_exporter"])
        .listens(&[9114]).port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus-community/elasticsearch_exporter"),
    row("Graphite exporter", Class::Exporter, &["graphite-exporter", "graphite_exporter"]).listens(&[9108, 9109])
        .udp(&[9109]).port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/graphite_exporter"),
    row("HAProxy exporter", Class::Exporter, &["haproxy-exporter", "haproxy_exporter"]).listens(&[9101])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/haproxy_exporter"),
    row("JMX exporter", Class::Exporter, &["bitnami/jmx-exporter", "bitnamilegacy/jmx-exporter"]).listens(&[5556])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/jmx-exporter"),
    row("Kafka exporter", Class::Exporter, &["kafka-exporter", "kafka_exporter"]).listens(&[9308])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/danielqsj/kafka_exporter"),
    row("Memcached exporter", Class::Exporter, &["memcached-exporter", "memcached_exporter"]).listens(&[9150])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/memcached_exporter"),
    row("MongoDB exporter", Class::Exporter, &[
        "percona/mongodb_exporter", "bitnami/mongodb-exporter", "bitnamilegacy/mongodb-exporter",
    ]).listens(&[9216]).port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/percona/mongodb_exporter"),
    row("MySQL exporter", Class::Exporter, &["mysqld-exporter", "mysqld_exporter"]).listens(&[9104])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/mysqld_exporter"),
    row("NGINX exporter", Class::Exporter, &["nginx-prometheus-exporter"]).listens(&[9113])
        .port_flags(&["--web.listen-address", "-web.listen-address"]).port_env(&["LISTEN_ADDRESS"])
        .source("https://github.com/nginx/nginx-prometheus-exporter"),
    row("Node exporter", Class::Exporter, &["node-exporter", "node_exporter"]).listens(&[9100])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/node_exporter"),
    row("PgBouncer exporter", Class::Exporter, &["pgbouncer-exporter", "pgbouncer_exporter"]).listens(&[9127])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus-community/pgbouncer_exporter"),
    row("PHP-FPM exporter", Class::Exporter, &["php-fpm-exporter", "php-fpm_exporter"]).listens(&[9253])
        .port_flags(&["--web.listen-address"]).port_env(&["PHP_FPM_WEB_LISTEN_ADDRESS"])
        .source("https://github.com/hipages/php-fpm_exporter"),
    row("PostgreSQL exporter", Class::Exporter, &["postgres-exporter", "postgres_exporter"]).listens(&[9187])
        .port_flags(&["--web.listen-address", "-web.listen-address"]).port_env(&["PG_EXPORTER_WEB_LISTEN_ADDRESS"])
        .source("https://github.com/prometheus-community/postgres_exporter"),
    row("Process exporter", Class::Exporter, &["process-exporter", "process_exporter"]).listens(&[9256])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/ncabatoff/process-exporter"),
    row("Pushgateway", Class::Exporter, &["pushgateway"]).listens(&[9091])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/pushgateway"),
    row("RabbitMQ exporter", Class::Exporter, &["rabbitmq-exporter", "rabbitmq_exporter"]).listens(&[9419])
        .port_env(&["PUBLISH_PORT"]).source("https://github.com/kbudde/rabbitmq_exporter"),
    row("Redis exporter", Class::Exporter, &["redis-exporter", "redis_exporter"]).listens(&[9121])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .port_env(&["REDIS_EXPORTER_WEB_LISTEN_ADDRESS"]).source("https://github.com/oliver006/redis_exporter"),
    row("SNMP exporter", Class::Exporter, &["snmp-exporter", "snmp_exporter"]).listens(&[9116])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/snmp_exporter"),
    row("SQL exporter", Class::Exporter, &["burningalchemist/sql_exporter"]).listens(&[9399])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/burningalchemist/sql_exporter"),
    row("StatsD exporter", Class::Exporter, &["statsd-exporter", "statsd_exporter"]).listens(&[9102, 9125])
        .udp(&[9125]).port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/prometheus/statsd_exporter"),
];
