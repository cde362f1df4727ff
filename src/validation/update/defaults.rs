//! What the server writes where nothing is, as far as it is compared. Source: `SetDefaults_…` in `pkg/apis/*/v1`.

use std::collections::BTreeMap;

use super::value::Value;

/// A value that a field has by default, by the names of the field and of what holds it; "" for any.
const DEFAULTS: [(&str, &str, &str); 26] = [
    ("", "dnsPolicy", "ClusterFirst"),
    ("", "schedulerName", "default-scheduler"),
    ("", "terminationMessagePath", "/dev/termination-log"),
    ("", "terminationMessagePolicy", "File"),
    ("spec", "terminationGracePeriodSeconds", "30"),
    ("Pod", "restartPolicy", "Always"),
    ("", "protocol", "TCP"),
    ("", "timeoutSeconds", "1"),
    ("", "periodSeconds", "10"),
    ("", "successThreshold", "1"),
    ("", "failureThreshold", "3"),
    ("httpGet", "scheme", "HTTP"),
    ("", "defaultMode", "420"),
    ("fieldRef", "apiVersion", "v1"),
    ("", "volumeMode", "Filesystem"),
    ("StatefulSet", "podManagementPolicy", "OrderedReady"),
    ("Job", "completionMode", "NonIndexed"),
    ("Job", "completions", "1"),
    ("Job", "parallelism", "1"),
    ("exactly", "allocationMode", "ExactCount"),
    ("exactly", "count", "1"),
    ("PriorityClass", "preemptionPolicy", "PreemptLowerPriority"),
    ("StorageClass", "reclaimPolicy", "Delete"),
    ("StorageClass", "volumeBindingMode", "Immediate"),
    ("Secret", "type", "Opaque"),
    ("roleRef", "apiGroup", "rbac.authorization.k8s.io"),
];

/// Bools that are false where nothing is, and for which the server knows no third state.
const FALSE: [&str; 9] = [
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "readOnly",
    "shareProcessNamespace",
    "stdin",
    "stdinOnce",
    "tty",
    "immutable",
];

/// Bools that are true where nothing is.
const TRUE: [&str; 2] = ["attachRequired", "enableServiceLinks"];

/// Takes what is there by default out of an object of a kind, so that it is as good as not written.
pub(super) fn take_out(object: &mut Value, kind: &str) {
    if let Value::Map(fields) = object {
        // Names and labels are nobody's default.
        for (name, value) in fields.iter_mut().filter(|(name, _)| *name != "metadata") {
            below(value, name, kind);
        }
        own(fields, "", kind);
        fields.retain(|_, value| !is_empty(value));
    }
    if kind == "Secret" {
        encode(object);
    }
}

fn below(value: &mut Value, name: &str, kind: &str) {
    match value {
        Value::Map(fields) => {
            for (name, value) in fields.iter_mut() {
                below(value, name, kind);
            }
            own(fields, name, kind);
            fields.retain(|_, value| !is_empty(value));
        }
        Value::List(items) => items.iter_mut().for_each(|item| below(item, name, kind)),
        Value::Text(_) | Value::Bool(_) => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Map(fields) => fields.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

/// Takes defaults out of the fields of one value.
fn own(fields: &mut BTreeMap<String, Value>, name: &str, kind: &str) {
    fill(fields);
    fields.retain(|field, value| match value {
        Value::Text(text) => !DEFAULTS.iter().any(|(of, default, is)| {
            field == default && text == is && (of.is_empty() || *of == name || *of == kind)
        }),
        Value::Bool(flag) if *flag => !TRUE.contains(&&**field),
        Value::Bool(_) => !FALSE.contains(&&**field),
        Value::List(items) if field == "volumeLifecycleModes" => {
            *items != [Value::Text("Persistent".to_owned())]
        }
        _ => true,
    });
}

/// What follows from other fields: the pull policy from the image, the type from what a template is for.
fn fill(fields: &mut BTreeMap<String, Value>) {
    if let (Some(image), Some(policy)) = (
        fields.get("image").and_then(Value::text),
        fields.get("imagePullPolicy").and_then(Value::text),
    ) {
        let last = image.rsplit('/').next().unwrap_or(image);
        let latest = last.ends_with(":latest") || !last.contains([':', '@']);
        if policy == if latest { "Always" } else { "IfNotPresent" } {
            fields.remove("imagePullPolicy");
        }
    }
    if fields.get("kind").and_then(Value::text) == Some("PersistentVolumeClaim") {
        fields.remove("kind");
        fields.remove("apiVersion");
    }
    if fields.contains_key("serviceAccountName") {
        fields.remove("serviceAccount");
    }
}

/// `stringData` is data that the server encodes; here it is the other way round.
fn encode(secret: &mut Value) {
    let Value::Map(fields) = secret else { return };
    let mut data = BTreeMap::new();
    if let Some(Value::Map(encoded)) = fields.remove("data") {
        for (key, value) in encoded {
            let decoded = value.text().and_then(crate::yaml::decode_base64);
            let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
            data.insert(key, text.map_or(value, Value::Text));
        }
    }
    if let Some(Value::Map(plain)) = fields.remove("stringData") {
        data.extend(plain);
    }
    if !data.is_empty() {
        fields.insert("data".to_owned(), Value::Map(data));
    }
}
