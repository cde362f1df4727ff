package main

import (
	"bufio"
	"bytes"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
	apps_daemonset "k8s.io/kubernetes/pkg/registry/apps/daemonset"
	apps_deployment "k8s.io/kubernetes/pkg/registry/apps/deployment"
	apps_replicaset "k8s.io/kubernetes/pkg/registry/apps/replicaset"
	apps_statefulset "k8s.io/kubernetes/pkg/registry/apps/statefulset"
	autoscaling_horizontalpodautoscaler "k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	batch_cronjob "k8s.io/kubernetes/pkg/registry/batch/cronjob"
	batch_job "k8s.io/kubernetes/pkg/registry/batch/job"
	coordination_lease "k8s.io/kubernetes/pkg/registry/coordination/lease"
	core_configmap "k8s.io/kubernetes/pkg/registry/core/configmap"
	core_limitrange "k8s.io/kubernetes/pkg/registry/core/limitrange"
	core_namespace "k8s.io/kubernetes/pkg/registry/core/namespace"
	core_persistentvolume "k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	core_persistentvolumeclaim "k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	core_pod "k8s.io/kubernetes/pkg/registry/core/pod"
	core_replicationcontroller "k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	core_resourcequota "k8s.io/kubernetes/pkg/registry/core/resourcequota"
	core_secret "k8s.io/kubernetes/pkg/registry/core/secret"
	core_service "k8s.io/kubernetes/pkg/registry/core/service"
	core_serviceaccount "k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	networking_ingress "k8s.io/kubernetes/pkg/registry/networking/ingress"
	networking_ingressclass "k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	networking_networkpolicy "k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	policy_poddisruptionbudget "k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	rbac_clusterrole "k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	rbac_clusterrolebinding "k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	rbac_role "k8s.io/kubernetes/pkg/registry/rbac/role"
	rbac_rolebinding "k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	scheduling_priorityclass "k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	storage_storageclass "k8s.io/kubernetes/pkg/registry/storage/storageclass"
)

func newReader(raw []byte) *bufio.Reader { return bufio.NewReader(bytes.NewReader(raw)) }

var strategies = map[schema.GroupKind]rest.RESTCreateStrategy{
	{Group: "apps", Kind: "Deployment"}:                              apps_deployment.Strategy,
	{Group: "apps", Kind: "StatefulSet"}:                             apps_statefulset.Strategy,
	{Group: "apps", Kind: "DaemonSet"}:                               apps_daemonset.Strategy,
	{Group: "apps", Kind: "ReplicaSet"}:                              apps_replicaset.Strategy,
	{Group: "batch", Kind: "Job"}:                                    batch_job.Strategy,
	{Group: "batch", Kind: "CronJob"}:                                batch_cronjob.Strategy,
	{Group: "", Kind: "Pod"}:                                         core_pod.Strategy,
	{Group: "", Kind: "Namespace"}:                                   core_namespace.Strategy,
	{Group: "", Kind: "Secret"}:                                      core_secret.Strategy,
	{Group: "", Kind: "ServiceAccount"}:                              core_serviceaccount.Strategy,
	{Group: "", Kind: "ConfigMap"}:                                   core_configmap.Strategy,
	{Group: "", Kind: "Service"}:                                     core_service.Strategy,
	{Group: "", Kind: "PersistentVolumeClaim"}:                       core_persistentvolumeclaim.Strategy,
	{Group: "", Kind: "PersistentVolume"}:                            core_persistentvolume.Strategy,
	{Group: "", Kind: "ResourceQuota"}:                               core_resourcequota.Strategy,
	{Group: "", Kind: "LimitRange"}:                                  core_limitrange.Strategy,
	{Group: "", Kind: "ReplicationController"}:                       core_replicationcontroller.Strategy,
	{Group: "networking.k8s.io", Kind: "Ingress"}:                    networking_ingress.Strategy,
	{Group: "networking.k8s.io", Kind: "NetworkPolicy"}:              networking_networkpolicy.Strategy,
	{Group: "networking.k8s.io", Kind: "IngressClass"}:               networking_ingressclass.Strategy,
	{Group: "policy", Kind: "PodDisruptionBudget"}:                   policy_poddisruptionbudget.Strategy,
	{Group: "rbac.authorization.k8s.io", Kind: "Role"}:               rbac_role.Strategy,
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRole"}:        rbac_clusterrole.Strategy,
	{Group: "rbac.authorization.k8s.io", Kind: "RoleBinding"}:        rbac_rolebinding.Strategy,
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRoleBinding"}: rbac_clusterrolebinding.Strategy,
	{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}:          autoscaling_horizontalpodautoscaler.Strategy,
	{Group: "storage.k8s.io", Kind: "StorageClass"}:                  storage_storageclass.Strategy,
	{Group: "scheduling.k8s.io", Kind: "PriorityClass"}:              scheduling_priorityclass.Strategy,
	{Group: "coordination.k8s.io", Kind: "Lease"}:                    coordination_lease.Strategy,
}
