//! A field with the items of lists by name, so that an item that moves keeps its place.

use super::identity::Fingerprint;
use crate::field_path::{FieldPath, Part};
use crate::objects::Object;
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

/// The field with items by name, `spec.containers[web].image` for `spec.containers[0].image`. An item without a name
/// of any kind is `[]`.
pub(super) fn named(object: &Object<'_>, field: &FieldPath) -> FieldPath {
    let name = |(at, part): (usize, &Part)| match part {
        Part::Index(_) => {
            let way = field.parts()[..=at].iter().cloned().collect();
            let item = object.at(&way);
            Part::Item(item.and_then(|item| name(&item)).unwrap_or_default().into())
        }
        part => part.clone(),
    };
    field.parts().iter().enumerate().map(name).collect()
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
