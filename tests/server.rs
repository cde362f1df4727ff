//! What the API server's own source says of objects that no recorded verdict is about: what it drops because a
//! feature gate is off, what it refuses, and what it warns of, by version.

use podlint::api::Version;
use podlint::diagnostic::Server;
use podlint::engine::{Settings, check_text};

/// What a server says of an object: its word, and the field that it says it of.
type Said = (Option<Server>, String, String);

fn said(version: &str, text: &str) -> Vec<Said> {
    let settings = Settings {
        versions: Version::parse(version).unwrap().into(),
        ..Settings::default()
    };
    let findings = check_text("a.yaml", text, &settings).into_iter();
    let all = findings.map(|finding| finding.diagnostic);
    let of_server = all.filter(|found| found.server.is_some() || found.rule == "ignored-value");
    of_server
        .map(|found| {
            let server = found.server.filter(|server| *server != Server::Takes);
            (
                server,
                found.rule.to_owned(),
                found.field.unwrap_or_default(),
            )
        })
        .collect()
}

const REFUSES: Option<Server> = Some(Server::Rejects);
const WARNS: Option<Server> = Some(Server::Warns);
const DROPS: Option<Server> = None;

/// The objects, a line of the version, what is said and the field before each; none where nothing is said.
fn hold(cases: &[(&str, &str, &[(Option<Server>, &str)])]) {
    let mut wrong = Vec::new();
    for (version, text, expected) in cases {
        let said = said(version, text);
        let mut found: Vec<(Option<Server>, &str)> = said
            .iter()
            .map(|(server, _, field)| (*server, field.as_str()))
            .collect();
        let mut expected = expected.to_vec();
        let key =
            |(server, field): &(Option<Server>, &str)| (format!("{server:?}"), (*field).to_owned());
        found.sort_by_key(key);
        expected.sort_by_key(key);
        if found != expected {
            wrong.push(format!(
                "{version}\n{text}\nsaid {said:?}\nexpected {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A Deployment whose pods have this in their spec, beside a container with that in it.
fn deployment(spec: &str, container: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: shop}}\nspec:\n  selector: {{matchLabels: {{app: shop}}}}\n  template:\n    metadata: {{labels: {{app: shop}}}}\n    spec:\n      containers: [{{name: web, image: 'r/web:1'{container}}}]\n{spec}"
    )
}

fn pod(meta: &str, spec: &str, container: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: shop{meta}}}\nspec:\n  containers: [{{name: web, image: 'r/web:1'{container}}}]\n{spec}"
    )
}

#[test]
fn what_a_gate_keeps_is_dropped_before_it_is_checked() {
    let signal = ", lifecycle: {stopSignal: SIGNONE}";
    let place = "spec.template.spec.containers[0].lifecycle.stopSignal";
    let claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n";
    let elsewhere =
        format!("{claim}  dataSourceRef: {{kind: Widget, name: w, namespace: other}}\n");
    let class = format!("{claim}  volumeAttributesClassName: NOT A NAME\n");
    let lease = "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: a}\nspec: {strategy: nope, preferredHolder: b}\n";
    let set = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  updateStrategy: {rollingUpdate: {maxUnavailable: VALUE}}\n  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: 'r/a:1'}]}}\n";
    let most = "spec.updateStrategy.rollingUpdate.maxUnavailable";
    let users = deployment("      hostUsers: true\n", "");
    let own_users = deployment("      hostUsers: false\n      hostNetwork: true\n", "");
    let policy = "spec.template.spec.securityContext.seLinuxChangePolicy";
    let mounts = deployment(
        "      securityContext: {seLinuxChangePolicy: MountOption}\n",
        "",
    );
    hold(&[
        ("1.36", &deployment("", signal), &[(DROPS, place)]),
        (
            "1.37",
            &deployment("      os: {name: windows}\n", signal),
            &[(DROPS, place)],
        ),
        ("1.36", &elsewhere, &[(DROPS, "spec.dataSourceRef")]),
        ("1.33", &class, &[(DROPS, "spec.volumeAttributesClassName")]),
        (
            "1.34",
            &class,
            &[(REFUSES, "spec.volumeAttributesClassName")],
        ),
        (
            "1.36",
            lease,
            &[(DROPS, "spec.strategy"), (DROPS, "spec.preferredHolder")],
        ),
        ("1.36", &set.replace("VALUE", "1"), &[]),
        ("1.36", &set.replace("VALUE", "-1"), &[(DROPS, most)]),
        ("1.37", &set.replace("VALUE", "-1"), &[(REFUSES, most)]),
        ("1.37", &set.replace("VALUE", "0"), &[(REFUSES, most)]),
        ("1.37", &set.replace("VALUE", "50%"), &[]),
        ("1.30", &users, &[]),
        (
            "1.30",
            &own_users,
            &[(DROPS, "spec.template.spec.hostUsers")],
        ),
        (
            "1.36",
            &own_users,
            &[(REFUSES, "spec.template.spec.hostNetwork")],
        ),
        ("1.32", &mounts, &[(DROPS, policy)]),
        ("1.36", &mounts, &[(REFUSES, policy)]),
        ("1.37", &mounts, &[]),
    ]);
}

#[test]
fn what_is_never_stored_may_have_any_metadata_or_none() {
    let review = "apiVersion: authorization.k8s.io/v1\nkind: KIND\nspec: SPEC\n";
    let of = |kind: &str, spec: &str| review.replace("KIND", kind).replace("SPEC", spec);
    let resource = "{user: jane, resourceAttributes: {verb: get, resource: pods, namespace: a}}";
    let both = "{user: jane, resourceAttributes: {verb: get}, nonResourceAttributes: {path: /}}";
    let selector = "{user: jane, resourceAttributes: {labelSelector: {requirements: [{key: '?', operator: In}]}}}";
    let requirement = "spec.resourceAttributes.labelSelector.requirements[0]";
    hold(&[
        ("1.36", &of("SubjectAccessReview", resource), &[]),
        (
            "1.36",
            &of("SubjectAccessReview", "{}"),
            &[(REFUSES, "spec.resourceAttributes"), (REFUSES, "spec.user")],
        ),
        (
            "1.36",
            &of("SelfSubjectAccessReview", "{}"),
            &[(REFUSES, "spec.resourceAttributes")],
        ),
        (
            "1.36",
            &of("SubjectAccessReview", both),
            &[(REFUSES, "spec.nonResourceAttributes")],
        ),
        (
            "1.36",
            &of("SubjectAccessReview", selector),
            &[
                (REFUSES, &format!("{requirement}.key")),
                (REFUSES, &format!("{requirement}.values")),
            ],
        ),
        (
            "1.36",
            &(of("SubjectAccessReview", resource) + "metadata: {name: a}\n"),
            &[(REFUSES, "metadata")],
        ),
        (
            "1.36",
            &(of("LocalSubjectAccessReview", resource) + "metadata: {namespace: a}\n"),
            &[],
        ),
        (
            "1.36",
            &(of("LocalSubjectAccessReview", resource) + "metadata: {namespace: b}\n"),
            &[(REFUSES, "spec.resourceAttributes.namespace")],
        ),
        (
            "1.36",
            "apiVersion: authentication.k8s.io/v1\nkind: TokenReview\nmetadata: {name: A_b}\nspec: {token: x}\n",
            &[],
        ),
    ]);
}

#[test]
fn the_server_takes_what_it_overwrites() {
    let profile =
        ", annotations: {container.apparmor.security.beta.kubernetes.io/web: localhost/p}";
    let context = "  securityContext: {appArmorProfile: {type: RuntimeDefault}}\n";
    let template = deployment("      securityContext: {appArmorProfile: {type: RuntimeDefault}}\n", "")
        .replace("labels: {app: shop}}\n    spec", "labels: {app: shop}, annotations: {container.apparmor.security.beta.kubernetes.io/web: localhost/p}}\n    spec");
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec:\n  group: example.com\n  names: {kind: Widget, plural: widgets}\n  scope: Namespaced\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]\nstatus: {storedVersions: [v1alpha1]}\n";
    let set = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}, status: {phase: NotAPhase}}]\n  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: 'r/a:1'}]}}\n";
    let event = "apiVersion: v1\nkind: Event\nmetadata: {name: a, namespace: b, finalizers: [plain]}\ninvolvedObject: {namespace: b}\n";
    hold(&[
        (
            "1.36",
            &pod(profile, context, ""),
            &[(
                WARNS,
                "metadata.annotations[container.apparmor.security.beta.kubernetes.io/web]",
            )],
        ),
        (
            "1.36",
            &template,
            &[
                (
                    REFUSES,
                    "spec.template.spec.containers[0].securityContext.appArmorProfile.type",
                ),
                (
                    WARNS,
                    "spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/web]",
                ),
            ],
        ),
        ("1.36", definition, &[]),
        ("1.36", set, &[]),
        ("1.36", event, &[]),
    ]);
}

#[test]
fn what_only_the_source_tells_is_refused() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  selector: {app: a}\n  ports: [{port: 80}]\n  ipFamilies: [IPv4, IPv6]\n";
    let cost = |text: &str| {
        pod(
            &format!(", annotations: {{controller.kubernetes.io/pod-deletion-cost: '{text}'}}"),
            "",
            "",
        )
    };
    let place = "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]";
    let search = |text: &str| pod("", &format!("  dnsConfig: {{searches: ['{text}']}}\n"), "");
    let requests = ", resources: {requests: {cpu: 200m}}";
    let rollback = deployment("", "").replace(
        "name: shop}",
        "name: shop, annotations: {deprecated.deployment.rollback.to: '-3'}}",
    );
    let name = |end: &str| {
        format!(
            "apiVersion: certificates.k8s.io/v1\nkind: ClusterTrustBundle\nmetadata: {{name: {end}}}\n"
        )
    };
    let divisor = |text: &str| {
        pod(
            "",
            "",
            &format!(
                ", env: [{{name: A, valueFrom: {{resourceFieldRef: {{resource: limits.memory, divisor: '{text}'}}}}}}]"
            ),
        )
    };
    let unit = "spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor";
    let quota = |text: &str| {
        format!(
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: a}}\nspec: {{hard: {{pods: '{text}'}}}}\n"
        )
    };
    let limits = ", resources: {requests: {cpu: 2, memory: 2Gi}, limits: {cpu: 1, memory: 1Gi}}";
    let both = "spec.containers[0].resources.requests";
    let space = |name: &str| {
        format!(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: a}}\nspec: {{finalizers: [{name}]}}\n"
        )
    };
    let _ = name;
    hold(&[
        ("1.36", service, &[(REFUSES, "spec.ipFamilyPolicy")]),
        (
            "1.36",
            &format!("{service}  ipFamilyPolicy: SingleStack\n"),
            &[(REFUSES, "spec.ipFamilyPolicy")],
        ),
        (
            "1.36",
            &format!("{service}  ipFamilyPolicy: PreferDualStack\n"),
            &[],
        ),
        (
            "1.36",
            &service.replace("selector: {app: a}", "clusterIP: None"),
            &[],
        ),
        (
            "1.36",
            &pod("", "  resources: {limits: {cpu: 100m}}\n", requests),
            &[(REFUSES, "spec.resources.requests")],
        ),
        (
            "1.36",
            &pod("", "  resources: {limits: {cpu: 200m}}\n", requests),
            &[],
        ),
        ("1.36", &cost("+10"), &[(REFUSES, place)]),
        ("1.36", &cost("008"), &[(REFUSES, place)]),
        ("1.36", &cost("-8"), &[]),
        (
            "1.36",
            &search("_."),
            &[(REFUSES, "spec.dnsConfig.searches[0]")],
        ),
        ("1.36", &search("_tcp.example.com"), &[]),
        (
            "1.36",
            &pod("", "  overhead: {gpus: 10m}\n", ""),
            &[(REFUSES, "spec.overhead[gpus]")],
        ),
        ("1.36", &space("Foo"), &[(REFUSES, "spec.finalizers[0]")]),
        ("1.36", &space("kubernetes"), &[]),
        (
            "1.36",
            &rollback,
            &[(
                REFUSES,
                "metadata.annotations[deprecated.deployment.rollback.to]",
            )],
        ),
        ("1.36", &divisor("+1Mi"), &[(REFUSES, unit)]),
        ("1.36", &divisor("1024Ki"), &[]),
        (
            "1.36",
            &quota("9999999999999999999999"),
            &[(REFUSES, "spec.hard[pods]")],
        ),
        ("1.36", &quota("9999"), &[]),
        (
            "1.36",
            &pod("", "", limits),
            &[(REFUSES, both), (REFUSES, both)],
        ),
        (
            "1.36",
            &pod("", "  preemptionPolicy: ''\n", ""),
            &[(REFUSES, "spec.preemptionPolicy")],
        ),
    ]);
}

#[test]
fn warnings_are_those_of_the_version() {
    let address = "FE80::0202:B3FF:FE1E:8329";
    let alias = deployment(
        &format!("      hostAliases: [{{ip: '{address}', hostnames: [a]}}]\n"),
        "",
    );
    let place = "spec.template.spec.hostAliases[0].ip";
    let service = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec:\n  selector: {{app: a}}\n  type: LoadBalancer\n  loadBalancerIP: '{address}'\n  ports: [{{port: 80}}]\n"
    );
    let zeros = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.1/8}}]}]}\n";
    let block = "spec.egress[0].to[0].ipBlock.cidr";
    let hook = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a.static.k8s.io}\n";
    let job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  completionMode: Indexed\n  completions: 100001\n  parallelism: 10001\n  template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'r/a:1'}]}}\n";
    let ports = deployment(
        "      initContainers: [{name: warm, image: 'r/w:1', ports: [{containerPort: 80}]}]\n",
        ", ports: [{containerPort: 80}]",
    );
    hold(&[
        ("1.32", &alias, &[]),
        ("1.33", &alias, &[(WARNS, place)]),
        ("1.30", &service, &[(WARNS, "spec.loadBalancerIP")]),
        ("1.35", zeros, &[(WARNS, block)]),
        ("1.36", zeros, &[(REFUSES, block)]),
        ("1.35", hook, &[]),
        ("1.36", hook, &[(WARNS, "metadata.name")]),
        ("1.36", job, &[(WARNS, "spec")]),
        (
            "1.36",
            &ports,
            &[(WARNS, "spec.template.spec.containers[0].ports[0]")],
        ),
    ]);
}
