//! `.Capabilities`: what templates are told of the cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use super::fields::{Name, Struct, VersionSet};
use super::request::{Apis, Request};
use crate::api::{ApiKind, Version};
use crate::origin::Text;
use crate::template::Value;

/// The version of Helm whose output is made here.
const HELM: &str = "v3.22.0";

/// The API versions that `helm template` knows without being told: all that its Kubernetes client has types for, whatever the
/// version of Kubernetes, and in its order. Made with Helm 3.22.
const KNOWN: [&str; 57] = [
    "v1",
    "admissionregistration.k8s.io/v1",
    "admissionregistration.k8s.io/v1alpha1",
    "admissionregistration.k8s.io/v1beta1",
    "internal.apiserver.k8s.io/v1alpha1",
    "apps/v1",
    "apps/v1beta1",
    "apps/v1beta2",
    "authentication.k8s.io/v1",
    "authentication.k8s.io/v1alpha1",
    "authentication.k8s.io/v1beta1",
    "authorization.k8s.io/v1",
    "authorization.k8s.io/v1beta1",
    "autoscaling/v1",
    "autoscaling/v2",
    "batch/v1",
    "batch/v1beta1",
    "certificates.k8s.io/v1",
    "certificates.k8s.io/v1beta1",
    "certificates.k8s.io/v1alpha1",
    "coordination.k8s.io/v1alpha2",
    "coordination.k8s.io/v1beta1",
    "coordination.k8s.io/v1",
    "discovery.k8s.io/v1",
    "discovery.k8s.io/v1beta1",
    "events.k8s.io/v1",
    "events.k8s.io/v1beta1",
    "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "lifecycle.k8s.io/v1alpha1",
    "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1",
    "node.k8s.io/v1",
    "node.k8s.io/v1alpha1",
    "node.k8s.io/v1beta1",
    "policy/v1",
    "policy/v1beta1",
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
    "resource.k8s.io/v1",
    "resource.k8s.io/v1beta2",
    "resource.k8s.io/v1beta1",
    "resource.k8s.io/v1alpha3",
    "scheduling.k8s.io/v1alpha3",
    "scheduling.k8s.io/v1beta1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1beta1",
    "storage.k8s.io/v1",
    "storage.k8s.io/v1alpha1",
    "storagemigration.k8s.io/v1",
    "storagemigration.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1",
];

/// The object.
pub(super) fn capabilities(request: &Request) -> Value {
    let version = request.kubernetes.to_string();
    let kubernetes = Struct {
        type_name: "chartutil.KubeVersion",
        fields: vec![
            (kept("Version", "Version"), Value::text(version.clone())),
            (
                kept("Major", "Major"),
                Value::text(request.kubernetes.major.to_string()),
            ),
            (
                kept("Minor", "Minor"),
                Value::text(request.kubernetes.minor.to_string()),
            ),
        ],
        says: Some((version.into(), &["GitVersion"])),
    };
    let helm = Struct {
        type_name: "version.BuildInfo",
        fields: vec![
            (left_out("Version", "version"), Value::text(HELM)),
            (left_out("GitCommit", "git_commit"), Value::text("")),
            (left_out("GitTreeState", "git_tree_state"), Value::text("")),
            (left_out("GoVersion", "go_version"), Value::text("go1.26")),
        ],
        says: None,
    };
    object(Struct {
        type_name: "*chartutil.Capabilities",
        fields: vec![
            (kept("KubeVersion", "KubeVersion"), object(kubernetes)),
            (
                kept("APIVersions", "APIVersions"),
                Value::Object(Rc::new(VersionSet(api_versions(request)))),
            ),
            (kept("HelmVersion", "HelmVersion"), object(helm)),
        ],
        says: None,
    })
}

fn api_versions(request: &Request) -> Vec<Value> {
    let known: Vec<Value> = match request.apis {
        Apis::OfHelm => KNOWN.iter().map(|&known| Value::text(known)).collect(),
        Apis::OfCluster(version) => {
            let known = of_cluster(version);
            known.iter().cloned().map(Value::Text).collect()
        }
    };
    let besides = request.api_versions.iter().cloned().map(Value::text);
    known.into_iter().chain(besides).collect()
}

/// What a cluster tells: its API versions, and its kinds behind them. Each rendering asks for all of them.
fn of_cluster(version: Version) -> Arc<[Text]> {
    static OF_VERSIONS: Mutex<BTreeMap<Version, Arc<[Text]>>> = Mutex::new(BTreeMap::new());
    let mut known = OF_VERSIONS.lock().unwrap_or_else(PoisonError::into_inner);
    let told = known.entry(version).or_insert_with(|| {
        let kinds = ApiKind::resources(version).flat_map(|kind| {
            let api_version = kind.api_version();
            [
                api_version.to_owned(),
                format!("{api_version}/{}", kind.kind()),
            ]
        });
        let all: BTreeSet<String> = kinds.collect();
        all.into_iter().map(Text::made).collect()
    });
    Arc::clone(told)
}

pub(super) fn object(fields: Struct) -> Value {
    Value::Object(Rc::new(fields))
}

/// A field that JSON has even if it is empty.
pub(super) const fn kept(go: &'static str, json: &'static str) -> Name {
    Name {
        go,
        json,
        is_kept_empty: true,
    }
}

/// A field that JSON has only if it is not empty.
pub(super) const fn left_out(go: &'static str, json: &'static str) -> Name {
    Name {
        go,
        json,
        is_kept_empty: false,
    }
}
