//! Kinds of which a list of fields does not say what may change.

use std::collections::BTreeMap;

use super::value::{Value, same};
use crate::quantity::Quantity;
use crate::yaml::Step;

/// The way to a field that may not change as it does.
pub(super) type Changed = Vec<Step<'static>>;

/// The way through these fields.
pub(super) fn path(names: &[&'static str]) -> Changed {
    names.iter().map(|&name| Step::Key(name.into())).collect()
}

fn spec<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.at(&["spec", name])
}

/// Those of these fields that differ.
fn differing(old: &Value, new: &Value, fields: &[&[&'static str]]) -> Vec<Changed> {
    let differ = |field: &&&[&'static str]| !same(old.at(field), new.at(field));
    fields
        .iter()
        .filter(differ)
        .map(|field| path(field))
        .collect()
}

/// The fields of `spec` that differ, but for some.
fn of_spec(old: &Value, new: &Value, but: &[&str]) -> Vec<Changed> {
    all_but(old, new, "spec", but)
}

/// The fields of `outer` that differ, but for some.
pub(super) fn all_but(old: &Value, new: &Value, outer: &'static str, but: &[&str]) -> Vec<Changed> {
    let names = |object: &Value| match object.get(outer) {
        Some(Value::Map(fields)) => fields.keys().cloned().collect(),
        _ => Vec::new(),
    };
    let mut all = names(old);
    all.extend(names(new));
    all.sort();
    all.dedup();
    all.into_iter()
        .filter(|name| !but.contains(&&**name))
        .filter(|name| !same(old.at(&[outer, name]), new.at(&[outer, name])))
        .map(|name| vec![Step::Key(outer.into()), Step::Key(name.into())])
        .collect()
}

/// `immutable: true` holds for the data and for itself.
pub(super) fn config(old: &Value, new: &Value) -> Vec<Changed> {
    if old.get("immutable") != Some(&Value::Bool(true)) {
        return Vec::new();
    }
    differing(old, new, &[&["immutable"], &["data"], &["binaryData"]])
}

/// A claim may ask for more, for a class of attributes, and be bound; nothing else.
pub(super) fn claim(old: &Value, new: &Value) -> Vec<Changed> {
    const STORAGE: [&str; 4] = ["spec", "resources", "requests", "storage"];
    let but = ["resources", "volumeAttributesClassName", "volumeName"];
    let mut found = of_spec(old, new, &but);
    let amount = |object: &Value| Quantity::parse(object.at(&STORAGE)?.text()?);
    if let (Some(before), Some(now)) = (amount(old), amount(new))
        && now < before
    {
        found.push(path(&STORAGE));
    }
    let (was, is) = (spec(old, "volumeName"), spec(new, "volumeName"));
    if was.is_some() && is.is_some() && !same(was, is) {
        found.push(path(&["spec", "volumeName"]));
    }
    found
}

/// A Service keeps its address, unless its type becomes one without; and one that is not written is the old one.
pub(super) fn service(old: &Value, new: &Value) -> Vec<Changed> {
    let external =
        |object: &Value| spec(object, "type").and_then(Value::text) == Some("ExternalName");
    if external(old) || external(new) {
        return Vec::new();
    }
    let headless = |object: &Value| spec(object, "clusterIP").and_then(Value::text) == Some("None");
    let published = matches!(
        spec(new, "type").and_then(Value::text),
        Some("NodePort" | "LoadBalancer")
    );
    if headless(old) && published && spec(new, "clusterIP").is_none() {
        return vec![path(&["spec", "type"])];
    }
    let is_new = |field: &[&str; 2]| new.at(field).is_some();
    // An address that only the new one writes may be the one that the cluster gave, but `None` is not.
    let told =
        |field: &[&str; 2]| old.at(field).is_some() || (headless(new) && field[1] == "clusterIP");
    [["spec", "clusterIP"], ["spec", "clusterIPs"]]
        .iter()
        .filter(|field| is_new(field) && told(field))
        .filter(|field| !same(old.at(*field), new.at(*field)))
        .take(1)
        .map(|field| path(field))
        .collect()
}

/// Ranges of addresses stay; one of the other family may come behind the only one.
pub(super) fn ranges(old: &Value, new: &Value) -> Vec<Changed> {
    let ranges = |object| spec(object, "cidrs").map_or(&[][..], Value::items);
    match (ranges(old), ranges(new)) {
        ([only], [first, _]) if only == first => Vec::new(),
        _ => differing(old, new, &[&["spec", "cidrs"]]),
    }
}

/// What of a volume is not its source.
const VOLUME: [&str; 8] = [
    "accessModes",
    "capacity",
    "claimRef",
    "mountOptions",
    "nodeAffinity",
    "persistentVolumeReclaimPolicy",
    "storageClassName",
    "volumeAttributesClassName",
];

/// A volume keeps its source, but for the secret that expands it, and where it can be reached once that is said.
pub(super) fn volume(old: &Value, new: &Value) -> Vec<Changed> {
    let mut but = VOLUME.to_vec();
    but.push("csi");
    let mut found = of_spec(old, new, &but);
    let csi = |object: &Value| {
        let mut source = spec(object, "csi").cloned();
        if let Some(Value::Map(fields)) = &mut source {
            fields.remove("controllerExpandSecretRef");
        }
        source
    };
    if !same(csi(old).as_ref(), csi(new).as_ref()) {
        found.push(path(&["spec", "csi"]));
    }
    if spec(old, "nodeAffinity").is_some() {
        found.extend(differing(old, new, &[&["spec", "nodeAffinity"]]));
    }
    found
}

const JOB: [&[&str]; 6] = [
    &["spec", "selector"],
    &["spec", "completionMode"],
    &["spec", "podFailurePolicy"],
    &["spec", "backoffLimitPerIndex"],
    &["spec", "managedBy"],
    &["spec", "successPolicy"],
];

/// What says where the pods of a job that waits will run.
const SCHEDULING: [&str; 4] = ["affinity", "nodeSelector", "schedulingGates", "tolerations"];

/// A job keeps all but how many pods run at once, how long, and whether it waits.
pub(super) fn job(old: &Value, new: &Value) -> Vec<Changed> {
    let mut found = differing(old, new, &JOB);
    let completions = [spec(old, "completions"), spec(new, "completions")];
    let indexed = spec(old, "completionMode").and_then(Value::text) == Some("Indexed");
    let elastic = indexed && same(spec(new, "completions"), spec(new, "parallelism"));
    if !same(completions[0], completions[1]) && !elastic {
        found.push(path(&["spec", "completions"]));
    }
    let waits = spec(old, "suspend") == Some(&Value::Bool(true));
    let template = |object: &Value| {
        spec(object, "template")
            .cloned()
            .map(|it| settled(it, waits))
    };
    if !same(template(old).as_ref(), template(new).as_ref()) {
        found.push(path(&["spec", "template"]));
    }
    found
}

/// The template without what may change while its job waits.
fn settled(mut template: Value, waits: bool) -> Value {
    if !waits {
        return template;
    }
    if let Value::Map(fields) = &mut template {
        if let Some(Value::Map(metadata)) = fields.get_mut("metadata") {
            metadata.retain(|name, _| !matches!(&**name, "annotations" | "labels"));
        }
        fields.retain(|_, field| *field != Value::Map(BTreeMap::new()));
        if let Some(Value::Map(pod)) = fields.get_mut("spec") {
            pod.retain(|name, _| !SCHEDULING.contains(&&**name));
            for list in ["containers", "initContainers"] {
                each(pod.get_mut(list), |container| {
                    container.remove("resources");
                });
            }
        }
    }
    template
}

/// Does something to the fields of every item of a list.
fn each(list: Option<&mut Value>, change: impl Fn(&mut BTreeMap<String, Value>)) {
    let Some(Value::List(items)) = list else {
        return;
    };
    for item in items {
        if let Value::Map(fields) = item {
            change(fields);
        }
    }
}

/// What of a pod may change in itself.
const OF_POD: [&str; 5] = [
    "activeDeadlineSeconds",
    "containers",
    "initContainers",
    "schedulingGates",
    "tolerations",
];

/// A pod keeps all but its images, some of its times, and what holds it back.
pub(super) fn pod(old: &Value, new: &Value) -> Vec<Changed> {
    let mut but = OF_POD.to_vec();
    let gates = |object| spec(object, "schedulingGates").map_or(&[][..], Value::items);
    if !gates(old).is_empty() {
        // Where it will run may still be narrowed down; how far is more than is looked at here.
        but.extend(["affinity", "nodeSelector"]);
    }
    if spec(old, "terminationGracePeriodSeconds").and_then(Value::text) == Some("-1") {
        but.push("terminationGracePeriodSeconds");
    }
    let mut found = of_spec(old, new, &but);
    for list in ["containers", "initContainers"] {
        found.extend(containers(old, new, list));
    }
    if gates(new).iter().any(|gate| !gates(old).contains(gate)) {
        found.push(path(&["spec", "schedulingGates"]));
    }
    let tolerations = |object| spec(object, "tolerations").map_or(&[][..], Value::items);
    if tolerations(old)
        .iter()
        .any(|one| !tolerations(new).contains(one))
    {
        found.push(path(&["spec", "tolerations"]));
    }
    let deadline = |object| {
        let seconds = spec(object, "activeDeadlineSeconds").and_then(Value::text);
        seconds.and_then(|text| text.parse::<i64>().ok())
    };
    if let Some(before) = deadline(old)
        && deadline(new).is_none_or(|now| now > before)
    {
        found.push(path(&["spec", "activeDeadlineSeconds"]));
    }
    found
}

/// What changes in a list of containers, beside their images.
fn containers(old: &Value, new: &Value, list: &'static str) -> Vec<Changed> {
    let of = |object| spec(object, list).map_or(&[][..], Value::items);
    let (old, new) = (of(old), of(new));
    if old.len() != new.len() {
        return vec![path(&["spec", list])];
    }
    let mut found = Vec::new();
    for (index, pair) in old.iter().zip(new).enumerate() {
        let (Value::Map(before), Value::Map(now)) = pair else {
            continue;
        };
        let mut names: Vec<&String> = before.keys().chain(now.keys()).collect();
        names.sort();
        names.dedup();
        let differ = names
            .into_iter()
            .filter(|name| *name != "image")
            .filter(|name| !same(before.get(*name), now.get(*name)));
        let field = |name: &String| [Step::Index(index), Step::Key(name.clone().into())];
        let list = || path(&["spec", list]).into_iter();
        found.extend(differ.map(|name| list().chain(field(name)).collect()));
    }
    found
}
