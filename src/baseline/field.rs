//! A field with the items of lists by name, so that an item that moves keeps its place.

use super::identity::Fingerprint;
use crate::objects::{FieldStep, Object, steps};
use crate::yaml::{Cursor, Kind};

/// The fields that tell the items of the API's lists apart, the most telling first.
const KEYS: [&str; 14] = [
    "name",
    "key",
    "mountPath",
    "devicePath",
    "containerPort",
    "port",
    "topologyKey",
    "host",
    "path",
    "ip",
    "type",
    "uid",
    "kind",
    "operator",
];

/// Text that is longer says too little for its length.
const LONGEST: usize = 60;

/// The field with items by name, `spec.containers[web].image` for `spec.containers[0].image`, and the node
/// it leads to, if there is one. An item without a name of any kind is `[]`.
pub(super) fn named<'t>(object: &Object<'t>, field: &str) -> (String, Option<Cursor<'t>>) {
    let (mut text, mut node) = (String::new(), Some(object.root));
    for step in steps(field) {
        let here = node;
        node = here.and_then(|here| step.follow(&here));
        match step {
            FieldStep::Field(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            FieldStep::Bracket(inside) => {
                let is_list = here.is_none_or(|here| here.kind() == Kind::Sequence);
                let name = if is_list && inside.parse::<usize>().is_ok() {
                    node.and_then(|item| name(&item)).unwrap_or_default()
                } else {
                    inside.to_owned()
                };
                text += &format!("[{name}]");
            }
        }
    }
    (text, node)
}

/// What an item is called: by its name, by another field that tells it apart, or by itself.
fn name(item: &Cursor<'_>) -> Option<String> {
    if item.kind() == Kind::Scalar {
        return Some(short(&item.as_key()));
    }
    KEYS.iter().find_map(|&key| {
        let value = item.get(key).filter(|value| value.kind() == Kind::Scalar)?;
        let value = short(&value.as_key());
        Some(if key == "name" {
            value
        } else {
            format!("{key}={value}")
        })
    })
}

fn short(text: &str) -> String {
    if text.len() <= LONGEST && !text.contains(char::is_control) {
        return text.to_owned();
    }
    format!("#{}", Fingerprint::of([text]))
}
