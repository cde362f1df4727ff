//! Images that have few programs, or none but their own.

/// An image of Docker's own that is a small system, and what people look for in it in vain.
pub(in crate::facts) struct Base {
    /// The names of images that are alike in this.
    pub(in crate::facts) images: &'static [&'static str],
    /// The programs that it does not have.
    pub(in crate::facts) lacks: &'static [&'static str],
    /// What it has instead of one.
    pub(in crate::facts) instead: &'static [(&'static str, &'static str)],
}

/// Source: what starts in the images themselves, and the lists of what they install
/// (<https://busybox.net/downloads/BusyBox.html>, <https://hub.docker.com/_/busybox>, <https://hub.docker.com/_/alpine>,
/// <https://hub.docker.com/_/debian>, <https://hub.docker.com/_/ubuntu>).
#[rustfmt::skip]
pub(in crate::facts) static BASES: &[Base] = &[
    Base {
        images: &["busybox"],
        lacks: &[
            "bash", "curl", "git", "jq", "python", "python3", "node", "perl", "openssl", "psql", "mysql", "mongo", "mongosh",
            "redis-cli", "aws", "kubectl", "dig", "apk", "apt", "apt-get", "pg_isready", "rsync", "ssh",
        ],
        instead: &[("bash", "sh"), ("curl", "wget"), ("dig", "nslookup")],
    },
    Base {
        images: &["alpine"],
        lacks: &[
            "bash", "curl", "git", "jq", "python", "python3", "node", "perl", "psql", "mysql", "mongo", "mongosh",
            "redis-cli", "aws", "kubectl", "dig", "apt", "apt-get", "pg_isready", "rsync", "ssh",
        ],
        instead: &[("bash", "sh"), ("curl", "wget"), ("dig", "nslookup"), ("apt", "apk"), ("apt-get", "apk")],
    },
    Base {
        images: &["debian", "ubuntu"],
        lacks: &[
            "curl", "wget", "git", "jq", "python", "python3", "node", "psql", "mysql", "mongo", "mongosh", "redis-cli", "aws",
            "kubectl", "dig", "nslookup", "nc", "ping", "apk", "yum", "pg_isready", "rsync", "ssh", "vim",
        ],
        instead: &[("apk", "apt-get"), ("yum", "apt-get")],
    },
];

/// Images that hold their program and nothing else, no shell: a path without registry and tag, or its start. Tags that say
/// otherwise (`debug`, `alpine`) are images of another kind. Source: their Dockerfiles, `FROM scratch` or distroless.
#[rustfmt::skip]
pub(in crate::facts) static BARE: &[&str] = &[
    "cloud-sql-connectors/cloud-sql-proxy",
    "coredns",
    "coredns/coredns",
    "distroless/*",
    "external-dns/external-dns",
    "fluent/fluent-bit",
    "hashicorp/http-echo",
    "hello-world",
    "jetstack/cert-manager-*",
    "kube-state-metrics/kube-state-metrics",
    "metrics-server/metrics-server",
    "otel/opentelemetry-collector",
    "otel/opentelemetry-collector-contrib",
    "pause",
    "prometheus-operator/prometheus-operator",
    "traefik/whoami",
];
