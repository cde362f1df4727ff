//! Whose images of a software's name are that software.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Namespaces whose images are what the last part of their path calls them. One without a registry is that of any
/// registry, since mirrors and caches keep it; one that ends in `/` stands for those below it as well.
#[rustfmt::skip]
static PUBLISHERS: &[&str] = &[
    // Docker's own images, for all platforms and for one.
    "library", "amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x",
    // Registries, or parts of them, that hold one publisher's images.
    "docker.elastic.co/", "docker.gitea.com", "gcr.io/google-containers/", "gcr.io/google_containers/", "gke.gcr.io/",
    "k8s.gcr.io/", "mcr.microsoft.com/", "nvcr.io/nvidia/", "public.ecr.aws/eks-distro/", "public.ecr.aws/nginx",
    "registry.access.redhat.com/", "registry.istio.io/", "registry.k8s.io/", "registry.redhat.io/",
    // Copies of them, and those who publish the software of many.
    "bitnami", "centos", "centos7", "centos8", "fedora", "google_containers", "openshift", "rancher", "rhel7", "rhel8",
    "rhel9", "rhscl", "sclorg",
    // Content, builds, identity, and consoles for data.
    "authelia", "chartmuseum", "dbeaver", "directus", "dpage", "eclipse-ee4j", "forgejo", "freeipa", "gitea", "gitlab",
    "gogs", "hlebalbau", "icr.io/appcafe", "jboss", "jenkins", "jetbrains", "jfrog", "joeferner", "joseluisq", "kafbat",
    "keycloak", "litespeedtech", "metabase", "nginxinc", "obsidiandynamics", "openliberty", "openresty", "owncloud",
    "phpmyadmin", "prestashop", "provectuslabs", "rediscommander", "redislabs", "sebp", "sheepkiller", "sonatype",
    "strapi", "tchiotludo", "vaultwarden", "verdaccio", "wildfly", "woodpeckerci", "zitadel",
    // Other applications, and small servers for trying things out.
    "axllent", "darthsim", "djfarrelly", "gotenberg", "hashicorp", "headlamp-k8s", "imgproxy", "jellyfin", "maildev",
    "mailhog", "mattermost", "mccutchen", "mendhak", "nodered", "paperless-ngx", "postgrest", "rocketchat",
    "stefanprodan", "trinodb", "unleashorg",
    // Databases and caches.
    "aerospike", "altinity", "ankane", "apache", "arangodb", "clickhouse", "cloudnative-pg", "cockroachdb", "coreos",
    "dragonflydb", "eqalpha", "etcd-development", "ferretdb", "firebirdsql", "gvenzl", "hazelcast", "ibmcom",
    "jacobalberty", "microsoft", "monetdb", "mongodb", "mysql", "oceanbase", "percona", "pgvector", "postgis",
    "quay.io/influxdb", "questdb", "redis", "rqlite", "scylladb", "surrealdb", "timescale", "valkey", "yandex",
    // Message brokers, search engines and file stores.
    "apachepulsar", "confluentinc", "emqx", "getmeili", "hivemq", "manticoresearch", "milvusdb", "minio",
    "opensearchproject", "qdrant", "redpandadata", "schickling", "semitechnologies", "typesense", "vectorized",
    "vernemq", "vromero",
    // Metrics, logs and traces.
    "amazon", "aws-observability", "balabit", "cloudwatch-agent", "danielqsj", "datadog", "datadoghq", "flashcatcloud",
    "fluent", "fluentd_elasticsearch", "gcr.io/cadvisor", "google", "grafana", "graphiteapp", "graylog", "hipages",
    "jaegertracing", "justwatch", "kbudde", "louislam", "lusotycoon", "ncabatoff", "netdata", "newrelic", "nvidia",
    "oliver006", "opentelemetry-collector-releases", "openobserve", "openzipkin", "otel", "prom", "prometheus",
    "prometheuscommunity", "pyroscope", "signalfx", "thanos", "thanosio", "timberio", "victoriametrics", "wrouesnel",
    "xray", "zabbix", "zinclabs",
    // Proxies, meshes and gateways.
    "brancz", "cloud-sql-connectors", "cloudflare", "cloudsql-docker", "dapr", "daprio", "datawire", "devopsfaith",
    "emissaryingress", "envoyproxy", "gcr.io/istio-release", "haproxytech", "istio", "jc21", "krakend", "kubebuilder",
    "kylemanna", "louketo", "ngrok", "oauth2-proxy", "pgpool", "postgresml", "proxysql", "pusher", "qmcgaw",
    "sameersbn", "tailscale", "traefik", "vimagick",
    // Other parts that serve what is beside them, and what runs the cluster.
    "argoproj", "calico", "cilium", "coredns", "csi-components", "flannel", "flannelcni", "jetstack", "jimmidyson",
    "k8scsi", "k8snetworkplumbingwg", "kiwigrid", "kubeovn", "kyverno", "mvance", "openpolicyagent", "pihole",
    "prometheus-operator", "rclone", "spiffe", "syncthing", "weaveworks",
];

/// Whether an image is its publisher's own. `namespace`: what stands before the last part of its name, registry and
/// all; `base`: that part.
pub(in crate::facts) fn is_published(namespace: &str, base: &str) -> bool {
    static ALL: OnceLock<HashSet<&str>> = OnceLock::new();
    let all = ALL.get_or_init(|| PUBLISHERS.iter().copied().collect());
    let slashes = || namespace.match_indices('/').map(|(at, _)| at);
    let mut ends = [0].into_iter().chain(slashes().map(|at| at + 1));
    let mut starts = slashes().map(|at| at + 1);
    // `registry.example/team/redis/redis` may be all images of one project.
    let is_project = |owner: &str| owner == base && slashes().count() > 1;
    ends.any(|at| all.contains(&namespace[at..]) && !is_project(&namespace[at..]))
        || starts.any(|at| all.contains(&namespace[..at]))
        || all.contains(&*format!("{namespace}/"))
}
