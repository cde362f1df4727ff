//! Proxies, meshes and gateways, and the other parts that serve what is beside them.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static HELPERS: &[Software] = &[
    // Proxies, meshes, gateways and connection pools.
    row("Ambassador", Class::Proxy, &["ambassador", "emissary"]),
    row("APISIX", Class::Proxy, &["apache/apisix"]).listens(&[9080, 9443, 9180]).config(&["/usr/local/apisix/conf"])
        .source("https://hub.docker.com/r/apache/apisix"),
    row("Cloud SQL Auth Proxy", Class::Proxy, &["gce-proxy", "cloud-sql-proxy"]).port_flags(&["--port", "-p"])
        .source("https://cloud.google.com/sql/docs/mysql/sql-proxy"),
    row("cloudflared", Class::Proxy, &["cloudflared"]),
    row("Consul dataplane", Class::Proxy, &["consul-k8s-control-plane", "consul-dataplane", "consul-envoy"]),
    row("Dapr", Class::Proxy, &["daprd"]).listens(&[3500, 9090])
        .port_flags(&["--dapr-http-port", "-dapr-http-port"]).runs(&["daprd"])
        .source("https://docs.dapr.io/reference/arguments-annotations-overview/"),
    row("Dapr", Class::Proxy, &["dapr"]).runs(&["daprd"]),
    row("Envoy", Class::Proxy, &["envoy", "envoy-alpine", "envoy-distroless"]).runs(&["envoy"])
        .config(&["/etc/envoy"]).source("https://www.envoyproxy.io/docs/envoy/latest/start/docker"),
    row("Gluetun", Class::Proxy, &["gluetun"]).listens(&[8000]).port_env(&["HTTP_CONTROL_SERVER_ADDRESS"])
        .source("https://github.com/qdm12/gluetun-wiki/blob/main/setup/advanced/control-server.md"),
    row("HAProxy", Class::Proxy, &["haproxy", "haproxy-alpine", "haproxy-debian"]).runs(&["haproxy"])
        .config(&["/usr/local/etc/haproxy"]).source("https://hub.docker.com/_/haproxy"),
    row("Istio proxy", Class::Proxy, &["istio/proxyv2", "proxyv2", "proxy_debug"])
        .listens(&[15021, 15090, 15020]).runs(&["envoy", "pilot-agent"])
        .source("https://istio.io/latest/docs/ops/deployment/application-requirements/"),
    row("Keycloak Gatekeeper", Class::Proxy, &["keycloak-gatekeeper", "louketo-proxy"]).port_flags(&["--listen"])
        .port_env(&["PROXY_LISTEN"]).source("https://github.com/louketo/louketo-proxy"),
    row("Kong", Class::Proxy, &["library/kong", "kong/kong", "kong/kong-gateway"]).listens(&[8000, 8443])
        .port_env(&["KONG_PROXY_LISTEN"]).config(&["/etc/kong"]).source("https://hub.docker.com/_/kong"),
    row("KrakenD", Class::Proxy, &["krakend"]).listens(&[8080]).port_flags(&["--port", "-p"])
        .config(&["/etc/krakend"]).source("https://hub.docker.com/_/krakend"),
    row("kube-rbac-proxy", Class::Proxy, &["kube-rbac-proxy"])
        .port_flags(&["--secure-listen-address", "--insecure-listen-address"])
        .source("https://github.com/brancz/kube-rbac-proxy"),
    row("Linkerd proxy", Class::Proxy, &["linkerd/proxy"]).listens(&[4143, 4191])
        .port_env(&["LINKERD2_PROXY_INBOUND_LISTEN_ADDR"])
        .source("https://linkerd.io/2/reference/proxy-configuration/"),
    row("mail relay", Class::Proxy, &["postfix", "smtp", "exim", "smtp-relay"]),
    row("NGINX Proxy Manager", Class::Proxy, &["nginx-proxy-manager"]).listens(&[80, 81, 443]).keeps(&["/data"])
        .source("https://hub.docker.com/r/jc21/nginx-proxy-manager"),
    row("ngrok", Class::Proxy, &["ngrok"]).listens(&[4040])
        .source("https://ngrok.com/docs/agent/web-inspection-interface/"),
    row("OAuth2 Proxy", Class::Proxy, &["oauth2-proxy", "oauth2_proxy"]).listens(&[4180])
        .port_flags(&["--http-address", "-http-address"]).port_env(&["OAUTH2_PROXY_HTTP_ADDRESS"])
        .source("https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview"),
    row("OpenVPN", Class::Proxy, &["openvpn"]).udp(&[1194]).config(&["/etc/openvpn"])
        .source("https://hub.docker.com/r/kylemanna/openvpn"),
    row("PgBouncer", Class::Proxy, &["edoburu/pgbouncer"]).listens(&[5432]).port_env(&["LISTEN_PORT"])
        .runs(&["pgbouncer"]).config(&["/etc/pgbouncer"]).source("https://github.com/edoburu/docker-pgbouncer"),
    row("PgBouncer", Class::Proxy, &["bitnami/pgbouncer", "bitnamilegacy/pgbouncer"]).listens(&[6432])
        .port_env(&["PGBOUNCER_PORT"]).runs(&["pgbouncer"])
        .config(&["/opt/bitnami/pgbouncer/conf", "/bitnami/pgbouncer/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/pgbouncer"),
    row("PgBouncer", Class::Proxy, &["pgbouncer"]).runs(&["pgbouncer"]).config(&["/etc/pgbouncer"])
        .source("https://www.pgbouncer.org/config.html"),
    row("pgcat", Class::Proxy, &["pgcat"]).listens(&[6432]).config(&["/etc/pgcat/pgcat.toml"])
        .source("https://github.com/postgresml/pgcat"),
    row("Pgpool-II", Class::Proxy, &["bitnami/pgpool", "bitnamilegacy/pgpool"]).listens(&[5432])
        .port_env(&["PGPOOL_PORT_NUMBER"]).config(&["/opt/bitnami/pgpool/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/pgpool"),
    row("Pgpool-II", Class::Proxy, &["pgpool"]).listens(&[9999])
        .source("https://www.pgpool.net/docs/latest/en/html/runtime-config-connection.html"),
    row("Pomerium", Class::Proxy, &["pomerium/pomerium"]).port_env(&["ADDRESS"]).config(&["/pomerium"])
        .source("https://www.pomerium.com/docs/reference/address"),
    row("Privoxy", Class::Proxy, &["privoxy"]).listens(&[8118]).config(&["/etc/privoxy"])
        .source("https://www.privoxy.org/user-manual/config.html"),
    row("ProxySQL", Class::Proxy, &["proxysql"]).listens(&[6033, 6032]).keeps(&["/var/lib/proxysql"])
        .config(&["/etc/proxysql.cnf"]).source("https://hub.docker.com/r/proxysql/proxysql"),
    row("Squid", Class::Proxy, &["squid"]).listens(&[3128]).runs(&["squid"]).logs(&["/var/log/squid"])
        .config(&["/etc/squid"]).source("https://hub.docker.com/r/ubuntu/squid"),
    row("Tailscale", Class::Proxy, &["tailscale"]),
    row("Tinyproxy", Class::Proxy, &["tinyproxy"]).listens(&[8888]).config(&["/etc/tinyproxy"])
        .source("https://tinyproxy.github.io/"),
    row("Tor", Class::Proxy, &["tor"]).listens(&[9050]).config(&["/etc/tor"])
        .source("https://manpages.debian.org/stable/tor/tor.1.en.html"),
    row("Traefik", Class::Proxy, &["traefik"]).listens(&[80])
        .port_flags(&["--entrypoints.web.address", "--entryPoints.web.address", "--entrypoints.websecure.address", "--entryPoints.websecure.address", "--entrypoints.http.address", "--entryPoints.http.address", "--entryPoints"])
        .port_env(&["TRAEFIK_ENTRYPOINTS_WEB_ADDRESS"]).runs(&["traefik"]).config(&["/etc/traefik"])
        .source("https://doc.traefik.io/traefik/routing/entrypoints/"),
    row("twemproxy", Class::Proxy, &["twemproxy"]),
    row("Tyk", Class::Proxy, &["tykio/tyk-gateway"]).listens(&[8080]).port_env(&["TYK_GW_LISTENPORT"])
        .config(&["/opt/tyk-gateway/tyk.conf"]).source("https://tyk.io/docs/tyk-oss-gateway/configuration/"),
    row("Varnish", Class::Proxy, &["varnish"]).listens(&[80, 8443]).port_flags(&["-a"])
        .port_env(&["VARNISH_HTTP_PORT"]).config(&["/etc/varnish"]).source("https://hub.docker.com/_/varnish"),
    row("VictoriaMetrics vmauth", Class::Proxy, &["vmauth"]).listens(&[8427])
        .port_flags(&["-httpListenAddr", "--httpListenAddr"]).source("https://docs.victoriametrics.com/vmauth/"),
    row("WireGuard", Class::Proxy, &["wireguard"]).udp(&[51820]).config(&["/config"])
        .source("https://docs.linuxserver.io/images/docker-wireguard/"),
    // What tells an application that its configuration changed.
    row("confd", Class::Reloader, &["confd", "consul-template"]),
    row("config reloader", Class::Reloader, &["config-reloader", "kube-webhook-certgen", "grafana-watcher"]),
    row("configmap-reload", Class::Reloader, &["configmap-reload", "prometheus-configmap-reload*"])
        .port_flags(&["--web.listen-address", "-web.listen-address"])
        .source("https://github.com/jimmidyson/configmap-reload"),
    row("Prometheus config reloader", Class::Reloader, &["prometheus-config-reloader"]).listens(&[8080])
        .port_flags(&["--listen-address"])
        .source("https://github.com/prometheus-operator/prometheus-operator/tree/main/cmd/prometheus-config-reloader"),
    // What fetches or copies content.
    row("content sync", Class::ContentSync, &["rclone", "s3-sync", "lsyncd", "gitsync"]),
    row("git-sync", Class::ContentSync, &["git-sync", "git-sync-*"]).port_flags(&["--http-bind"])
        .source("https://github.com/kubernetes/git-sync"),
    row("k8s-sidecar", Class::ContentSync, &["k8s-sidecar"]).port_env(&["HEALTH_PORT"])
        .source("https://github.com/kiwigrid/k8s-sidecar"),
    row("Syncthing", Class::ContentSync, &["syncthing"]).listens(&[8384, 22000]).udp(&[21027, 22000])
        .port_env(&["STGUIADDRESS"]).keeps(&["/var/syncthing"])
        .source("https://hub.docker.com/r/syncthing/syncthing"),
    // Other parts that serve what is beside them.
    row("Consul", Class::Helper, &["consul"]).listens(&[8500, 8600]).udp(&[8600])
        .port_flags(&["-http-port", "--http-port"]).serves(&["agent"]).keeps(&["/consul/data"])
        .config(&["/consul/config"]).source("https://github.com/hashicorp/docker-consul"),
    row("Docker in Docker", Class::Helper, &["docker", "dind", "buildkit", "moby/buildkit"]),
    row("Open Policy Agent", Class::Helper, &["opa"]).listens(&[8181]).port_flags(&["--addr", "-a"])
        .needs(&["--server", "-s"]).source("https://www.openpolicyagent.org/docs/latest/cli/"),
    row("Open Policy Agent sync", Class::Helper, &["kube-mgmt"]),
    row("Vault", Class::Helper, &["vault-k8s", "vault-env", "secrets-store"]),
    row("Vault", Class::Helper, &["vault"]).listens(&[8200]).serves(&["server"]).keeps(&["/vault/file"])
        .logs(&["/vault/logs"]).config(&["/vault/config"]).source("https://github.com/hashicorp/docker-vault"),
    // What stands between Kubernetes and a CSI driver.
    row("CSI liveness probe", Class::CsiSidecar, &["livenessprobe", "csi-livenessprobe"]).listens(&[9808])
        .port_flags(&["--health-port", "--http-endpoint"])
        .source("https://kubernetes-csi.github.io/docs/livenessprobe.html"),
    row("CSI sidecar", Class::CsiSidecar, &[
        "csi-provisioner", "csi-attacher", "csi-resizer", "csi-snapshotter", "csi-node-driver-registrar",
        "node-driver-registrar", "driver-registrar", "csi-external-health-monitor-*",
        "csi-cluster-driver-registrar",
    ]).port_flags(&["--http-endpoint"]).source("https://kubernetes-csi.github.io/docs/sidecar-containers.html"),
    row("CSI snapshot controller", Class::CsiSidecar, &["snapshot-controller"]).port_flags(&["--http-endpoint"])
        .source("https://kubernetes-csi.github.io/docs/snapshot-controller.html"),
];
