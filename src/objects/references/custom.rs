//! The references of custom resources that many clusters have, as data: the definitions of these are not the API's.

use super::edges::{Edge, Target, edge};
use Target::{Kind, Labelled};

/// A field of a custom resource that names other objects.
#[derive(Debug)]
pub(super) struct Custom {
    /// The API groups that have the kind.
    pub(super) groups: &'static [&'static str],
    /// The kinds that have the field.
    pub(super) kinds: &'static [&'static str],
    /// The way to it; `[]` stands for the items of a list.
    pub(super) way: &'static [&'static str],
    /// The last of it, and what it names unless a kind stands beside the name.
    pub(super) edge: Edge,
}

const GATEWAY: &[&str] = &["gateway.networking.k8s.io"];
const ROUTES: &[&str] = &["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];
const TRAEFIK: &[&str] = &["traefik.io", "traefik.containo.us"];
const MONITORING: &[&str] = &["monitoring.coreos.com"];
const ARGO: &[&str] = &["argoproj.io"];
const SECRETS: &[&str] = &["external-secrets.io"];
const HELM: &[&str] = &["helm.toolkit.fluxcd.io"];
const SERVICE: Target = Kind("", "Service");
const SECRET: Target = Kind("", "Secret");
const DEPLOYMENT: Target = Kind("apps", "Deployment");

/// Source of each: the reference of its API.
#[rustfmt::skip]
pub(super) const CUSTOM: &[Custom] = &[
    custom(GATEWAY, ROUTES, &["spec", "rules", "[]", "backendRefs", "[]"], edge("BackendRef", "name", SERVICE)),
    custom(GATEWAY, ROUTES, &["spec", "rules", "[]", "filters", "[]", "requestMirror", "backendRef"], edge("BackendRef", "name", SERVICE)),
    custom(GATEWAY, ROUTES, &["spec", "parentRefs", "[]"], edge("ParentReference", "name", Kind("gateway.networking.k8s.io", "Gateway"))),
    custom(GATEWAY, &["Gateway"], &["spec"], edge("GatewaySpec", "gatewayClassName", Kind("gateway.networking.k8s.io", "GatewayClass"))),
    custom(GATEWAY, &["Gateway"], &["spec", "listeners", "[]", "tls", "certificateRefs", "[]"], edge("SecretObjectReference", "name", SECRET)),
    custom(TRAEFIK, &["IngressRoute", "IngressRouteTCP"], &["spec", "routes", "[]", "services", "[]"], edge("BackendRef", "name", SERVICE)),
    custom(TRAEFIK, &["IngressRoute"], &["spec", "routes", "[]", "middlewares", "[]"], edge("MiddlewareRef", "name", Kind("traefik.io", "Middleware"))),
    custom(&["keda.sh"], &["ScaledObject"], &["spec", "scaleTargetRef"], edge("CrossVersionObjectReference", "name", DEPLOYMENT)),
    custom(&["autoscaling.k8s.io"], &["VerticalPodAutoscaler"], &["spec", "targetRef"], edge("CrossVersionObjectReference", "name", DEPLOYMENT)),
    custom(&["cert-manager.io"], &["Certificate"], &["spec", "issuerRef"], edge("IssuerReference", "name", Kind("cert-manager.io", "Issuer"))),
    custom(SECRETS, &["ExternalSecret"], &["spec", "secretStoreRef"], edge("SecretStoreRef", "name", Kind("external-secrets.io", "SecretStore"))),
    custom(ARGO, &["Rollout"], &["spec", "strategy", "canary"], edge("CanaryStrategy", "canaryService", SERVICE)),
    custom(ARGO, &["Rollout"], &["spec", "strategy", "canary"], edge("CanaryStrategy", "stableService", SERVICE)),
    custom(ARGO, &["Rollout"], &["spec", "strategy", "blueGreen"], edge("BlueGreenStrategy", "activeService", SERVICE)),
    custom(ARGO, &["Rollout"], &["spec", "strategy", "blueGreen"], edge("BlueGreenStrategy", "previewService", SERVICE)),
    custom(HELM, &["HelmRelease"], &["spec", "chart", "spec", "sourceRef"], edge("SourceReference", "name", Target::Written)),
    custom(HELM, &["HelmRelease"], &["spec", "valuesFrom", "[]"], edge("ValuesReference", "name", Target::Written)),
    custom(MONITORING, &["ServiceMonitor"], &["spec"], edge("ServiceMonitorSpec", "selector", Labelled("", "Service"))),
    custom(MONITORING, &["PodMonitor"], &["spec"], edge("PodMonitorSpec", "selector", Labelled("", "Pod"))),
];

const fn custom(
    groups: &'static [&'static str],
    kinds: &'static [&'static str],
    way: &'static [&'static str],
    edge: Edge,
) -> Custom {
    Custom {
        groups,
        kinds,
        way,
        edge,
    }
}

/// The fields of a kind.
pub(super) fn of(group: &str, kind: &str) -> impl Iterator<Item = &'static Custom> {
    let has =
        move |custom: &&Custom| custom.groups.contains(&group) && custom.kinds.contains(&kind);
    CUSTOM.iter().filter(has)
}
