//! Storage classes, CSI objects and volume attachments: `storage.k8s.io`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_SUBDOMAIN, QUALIFIED_NAME};
use crate::validation::pod;
use crate::validation::{persistent_volumes, selectors};

/// Limits of the parameters of a class: how many, and how many bytes.
const MOST_PARAMETERS: usize = 512;
const MOST_PARAMETER_BYTES: usize = 256 * 1024;
/// The most characters of a node's name to a driver.
const MOST_NODE_ID: usize = 256;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    match check.object.kind.as_ref() {
        "StorageClass" => storage_class(check, root),
        "VolumeAttachment" => volume_attachment(check, root.get("spec")),
        "CSINode" => csi_node(check, root.at(&["spec", "drivers"])),
        "CSIDriver" => csi_driver(check, root.get("spec")),
        "CSIStorageCapacity" => storage_capacity(check, root),
        "VolumeAttributesClass" => {
            provisioner(check, root.get("driverName"));
            parameters(check, root.get("parameters"), false);
        }
        _ => {}
    }
}

/// Source: `validateProvisioner`.
fn provisioner<'t>(check: &mut Check<'_, 't>, name: Field<'t>) {
    if name.is_empty() {
        check.required(name, "csi.example.com");
    } else {
        check.format_of(name, &name.text().to_lowercase(), &QUALIFIED_NAME);
    }
}

/// Source: `ValidateStorageClass`.
fn storage_class<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    provisioner(check, root.get("provisioner"));
    parameters(check, root.get("parameters"), true);
    check.one_of(root.get("reclaimPolicy"), &["Delete", "Retain"]);
    let mode = root.get("volumeBindingMode");
    let modes = ["Immediate", "WaitForFirstConsumer"];
    if mode
        .str()
        .is_some_and(|text| !modes.contains(&text.as_ref()))
    {
        check.unsupported(mode, &modes);
    }
    let mut seen: BTreeSet<Vec<Term<'t>>> = BTreeSet::new();
    for topology in root.get("allowedTopologies").items() {
        let list = topology.get("matchLabelExpressions");
        topology_expressions(check, list);
        let mut terms: Vec<Term<'t>> = list
            .items()
            .map(|expression| {
                let mut values: Vec<_> = expression
                    .get("values")
                    .items()
                    .map(|value| value.text())
                    .collect();
                values.sort();
                (expression.get("key").text(), values)
            })
            .collect();
        terms.sort();
        // No expressions are taken for a second time of nothing.
        if terms.is_empty() {
            let example =
                "matchLabelExpressions: [{key: topology.kubernetes.io/zone, values: [my-zone]}]";
            check.required(list, example);
        } else if !seen.insert(terms) {
            check.duplicate(list, root.get("allowedTopologies"));
        }
    }
}

/// The key and the values of an expression, sorted.
type Term<'t> = (Cow<'t, str>, Vec<Cow<'t, str>>);

/// Source: `ValidateTopologySelectorTerm`.
fn topology_expressions<'t>(check: &mut Check<'_, 't>, expressions: Field<'t>) {
    check.unique(expressions.items().map(|expression| expression.get("key")));
    for expression in expressions.items() {
        let values = expression.get("values");
        if values.is_empty() {
            check.required(values, "values: [my-zone]");
        }
        check.unique(values.items());
        check.format_of_set(expression.get("key"), &QUALIFIED_NAME);
    }
}

fn parameters<'t>(check: &mut Check<'_, 't>, parameters: Field<'t>, may_be_empty: bool) {
    if parameters.len() > MOST_PARAMETERS {
        return check.too_long(parameters, MOST_PARAMETERS, "entries");
    }
    let mut size = 0;
    for (key, value) in parameters.entries() {
        let name = key.as_key();
        if name.is_empty() {
            check.invalid(parameters.shown_at(key), "keys that are not empty");
        }
        size += name.len() + value.text().len();
    }
    if size > MOST_PARAMETER_BYTES {
        check.too_long(parameters, MOST_PARAMETER_BYTES, "bytes together");
    }
    if !may_be_empty && parameters.is_empty() {
        check.required(parameters, "parameters: {tier: fast}");
    }
}

/// Source: `validateVolumeAttachmentSpec`.
fn volume_attachment<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    pod::csi_driver_name(check, spec.get("attacher"));
    let source = spec.get("source");
    let (name, inline) = (
        source.get("persistentVolumeName"),
        source.get("inlineVolumeSpec"),
    );
    match (name.is_set(), inline.is_set()) {
        (false, false) => check.required(source, "persistentVolumeName: my-volume"),
        (true, true) => check.forbidden(source, "to both a volume and an inline one"),
        (true, false) => check.required_format(name, &DNS_SUBDOMAIN),
        (false, true) => persistent_volumes::inline_spec(check, inline),
    }
    check.format_of_set(spec.get("nodeName"), &DNS_SUBDOMAIN);
}

fn csi_node<'t>(check: &mut Check<'_, 't>, drivers: Field<'t>) {
    check.unique(drivers.items().map(|driver| driver.get("name")));
    for driver in drivers.items() {
        pod::csi_driver_name(check, driver.get("name"));
        let id = driver.get("nodeID");
        if id.is_empty() {
            check.required(id, "nodeID: my-node");
        } else if id.text().len() > MOST_NODE_ID {
            check.invalid(id, "up to 256 characters");
        }
        check.non_negative(driver.at(&["allocatable", "count"]));
        let keys = driver.get("topologyKeys");
        check.unique(keys.items());
        for key in keys.items() {
            check.format_of(driver.shown_at(key.place()), &key.text(), &QUALIFIED_NAME);
        }
    }
}

/// Source: `validateCSIDriverSpec`.
fn csi_driver<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let policy = spec.get("fsGroupPolicy");
    let policies = ["File", "None", "ReadWriteOnceWithFSType"];
    if policy
        .str()
        .is_some_and(|text| !policies.contains(&text.as_ref()))
    {
        check.unsupported(policy, &policies);
    }
    let requests = spec.get("tokenRequests");
    check.unique_of_set(requests.items().map(|request| request.get("audience")));
    for request in requests.items() {
        check.range(request.get("expirationSeconds"), 600, 1 << 32);
    }
    let modes = spec.get("volumeLifecycleModes");
    for mode in modes.items() {
        if mode.is_text() && !["Persistent", "Ephemeral"].contains(&mode.text().as_ref()) {
            check.unsupported(modes.shown_at(mode.place()), &["Persistent", "Ephemeral"]);
        }
    }
    let secrets = spec.get("serviceAccountTokenInSecrets");
    if secrets.is_set() && requests.is_empty() {
        let message = "without `tokenRequests` there are no tokens to put anywhere";
        check.conflict(secrets, message, "leave it out");
    }
    check.range(spec.get("nodeAllocatableUpdatePeriodSeconds"), 10, i64::MAX);
}

fn storage_capacity<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    selectors::label_selector(check, root.get("nodeTopology"));
    check.format_of_set(root.get("storageClassName"), &DNS_SUBDOMAIN);
    let capacity = root.get("capacity");
    if capacity
        .quantity()
        .is_some_and(|amount| amount < Quantity::ZERO)
    {
        check.invalid(capacity, "no negative amount");
    }
}
