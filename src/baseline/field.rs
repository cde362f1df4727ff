//! A field with the items of lists by name, so that an item that moves keeps its place.

use super::identity::Fingerprint;
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

/// One step of a field as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'f> {
    /// `.image`
    Field(&'f str),
    /// `[0]` or `[app]`: an index, or the key of a map.
    Bracket(&'f str),
}

/// The field with items by name, `spec.containers[web].image` for `spec.containers[0].image`, and the node
/// it leads to, if there is one. An item without a name of any kind is `[]`.
pub(super) fn named<'t>(object: &Object<'t>, field: &str) -> (String, Option<Cursor<'t>>) {
    let (mut text, mut node) = (String::new(), Some(object.root));
    for step in steps(field) {
        let here = node;
        match step {
            Step::Field(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
                node = here.and_then(|here| here.get(key));
            }
            Step::Bracket(inside) => {
                let index = inside.parse::<usize>().ok();
                let is_list = here.is_none_or(|here| here.kind() == Kind::Sequence);
                let name = match index.filter(|_| is_list) {
                    Some(index) => {
                        node = here.and_then(|here| here.items().nth(index));
                        node.and_then(|item| name(&item)).unwrap_or_default()
                    }
                    None => {
                        node = here.and_then(|here| here.get(inside));
                        inside.to_owned()
                    }
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

fn steps(field: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut rest = field;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let end = closing(inside);
            steps.push(Step::Bracket(&inside[..end]));
            rest = inside[end..].strip_prefix(']').unwrap_or("");
        } else {
            let plain = rest.strip_prefix('.').unwrap_or(rest);
            let end = plain.find(['.', '[']).unwrap_or(plain.len());
            if end > 0 {
                steps.push(Step::Field(&plain[..end]));
            }
            rest = &plain[end..];
            if end == 0 && !rest.starts_with('[') {
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    steps
}

/// Where the bracket closes that was opened before `text`.
fn closing(text: &str) -> usize {
    let mut open = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open += 1,
            b']' if open == 0 => return at,
            b']' => open -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};

    #[test]
    fn a_field_is_taken_apart() {
        use Step::{Bracket, Field};
        assert_eq!(
            steps("spec.ports[0].name"),
            [Field("spec"), Field("ports"), Bracket("0"), Field("name")]
        );
        assert_eq!(
            steps("metadata.labels[a.b/c[0]]"),
            [Field("metadata"), Field("labels"), Bracket("a.b/c[0]")]
        );
        assert_eq!(steps("[x"), [Bracket("x")]);
        assert_eq!(steps("a..b."), [Field("a"), Field("b")]);
        assert_eq!(steps(""), []);
    }
}
