//! What runs the cluster, and shells, command line tools and placeholders.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static CLUSTER: &[Software] = &[
    // DNS.
    row("CoreDNS", Class::Controller, &["coredns"]).listens(&[53]).udp(&[53]).port_flags(&["-dns.port"])
        .config(&["/Corefile", "/etc/coredns"]).source("https://coredns.io/manual/toc/"),
    row("dnsmasq", Class::Controller, &["kube-dnsmasq*", "dnsmasq", "dnsmasq-metrics*", "k8s-dns-dnsmasq-*"]),
    row("Kubernetes DNS", Class::Controller, &["kubedns*", "k8s-dns-*", "exechealthz*"]),
    row("Pi-hole", Class::Controller, &["pihole"]).listens(&[53, 80]).udp(&[53])
        .port_env(&["FTLCONF_webserver_port", "WEB_PORT"]).config(&["/etc/pihole", "/etc/dnsmasq.d"])
        .source("https://hub.docker.com/r/pihole/pihole"),
    row("Unbound", Class::Controller, &["unbound"]).listens(&[53]).udp(&[53]).config(&["/opt/unbound/etc/unbound"])
        .source("https://hub.docker.com/r/mvance/unbound"),
    // Parts of Kubernetes.
    row("addon-resizer", Class::Controller, &["addon-resizer*"]),
    row("heapster", Class::Controller, &["heapster-*"]),
    row("hyperkube", Class::Controller, &["hyperkube*"]),
    row("kube-apiserver", Class::Controller, &["kube-apiserver*"]).listens(&[6443]).port_flags(&["--secure-port"])
        .source("https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"),
    row("kube-controller-manager", Class::Controller, &["kube-controller-manager*"]).listens(&[10257])
        .port_flags(&["--secure-port"])
        .source("https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/"),
    row("kube-proxy", Class::Controller, &["kube-proxy*"]).listens(&[10249, 10256])
        .port_flags(&["--metrics-bind-address"])
        .source("https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/"),
    row("kube-scheduler", Class::Controller, &["kube-scheduler*"]).listens(&[10259]).port_flags(&["--secure-port"])
        .source("https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/"),
    row("kube-state-metrics", Class::Controller, &["kube-state-metrics*"]).listens(&[8080, 8081])
        .port_flags(&["--port"])
        .source("https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md"),
    row("metrics-server", Class::Controller, &["metrics-server*"]).port_flags(&["--secure-port"])
        .source("https://github.com/kubernetes-sigs/metrics-server"),
    row("pause", Class::Controller, &["pause", "pause-*"]),
    // Networks, certificates, policies and operators.
    row("Calico", Class::Controller, &[
        "calico/node", "calico/cni", "calico", "calico/kube-controllers", "calico/typha",
    ]),
    row("cert-manager", Class::Controller, &[
        "cert-manager-controller", "cert-manager-cainjector", "cert-manager-webhook",
    ]),
    row("Cilium", Class::Controller, &["cilium*"]),
    row("Cluster Autoscaler", Class::Controller, &["cluster-autoscaler*"]).listens(&[8085])
        .port_flags(&["--address"])
        .source("https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md"),
    row("external-dns", Class::Controller, &["external-dns"]).listens(&[7979]).port_flags(&["--metrics-address"])
        .source("https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/"),
    row("Flannel", Class::Controller, &["flannel*"]),
    row("Gatekeeper", Class::Controller, &["openpolicyagent/gatekeeper", "gatekeeper"]),
    row("Ingress NGINX", Class::Controller, &["ingress-nginx/controller", "nginx-ingress-controller"])
        .listens(&[80, 443, 8181, 10254]).port_flags(&["--http-port"])
        .source("https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments/"),
    row("Kube-OVN", Class::Controller, &["kube-ovn"]),
    row("Kyverno", Class::Controller, &["kyverno"]),
    row("MetalLB", Class::Controller, &["metallb/controller", "metallb/speaker"]),
    row("Multus", Class::Controller, &["multus*"]),
    row("SPIRE", Class::Controller, &["spire-server", "spire-agent", "oidc-discovery-provider"]),
    row("Weave Net", Class::Controller, &["weave-kube", "weave-npc"]),
    // Shells.
    row("BusyBox", Class::Tool, &["busybox"]),
    row("Linux shell", Class::Tool, &[
        "alpine", "ubuntu", "debian", "centos", "fedora", "rockylinux", "amazonlinux", "bash", "ubi8", "ubi9",
        "ubi-minimal", "ubi8-minimal", "ubi9-minimal", "oraclelinux", "opensuse", "leap", "archlinux", "almalinux",
        "buildpack-deps", "minideb", "os-shell", "bitnami-shell", "wolfi-base",
    ]),
    // Command line tools.
    row("command line tool", Class::Tool, &[
        "curl", "curl-*", "nettools", "netshoot", "dnsutils", "jessie-dnsutils", "network-multitool", "hey",
        "kubectl", "k8s-kubectl", "aws-cli", "cloud-sdk", "google-cloud-cli", "azure-cli", "awscli", "mysql-client",
        "toolbox", "stress", "stress-ng", "polinux/stress", "bombardier", "wrk", "bitnami/git", "alpine/git",
        "alpine/helm", "alpine/k8s", "alpine/socat", "grafana/k6", "locustio/locust",
    ]),
    // Placeholders.
    row("placeholder", Class::Tool, &["dummy*", "fake-*", "test-*", "agnhost"]),
];
