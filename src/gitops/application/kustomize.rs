//! `kustomize` of a source.

use crate::gitops::fields::{get, is_true, items, text, texts};
use crate::gitops::fragment::Fields;
use crate::origin::Text;
use crate::template::Value;

/// What a source of an Application changes in a kustomization, as that would say it.
pub(super) fn fields(source: &Value) -> Fields {
    let says = get(source, &["kustomize"]).unwrap_or(Value::Nil);
    let mut fields = Fields::default();
    for name in [
        "namePrefix",
        "nameSuffix",
        "namespace",
        "commonAnnotations",
        "patches",
        "components",
    ] {
        fields.add(name, get(&says, &[name]));
    }
    let images = texts(&says, &["images"]);
    fields.list("images", images.iter().filter_map(image).collect());
    let replicas = items(&says, &["replicas"]).into_iter();
    fields.list("replicas", replicas.map(|entry| counted(&entry)).collect());
    match is_true(&says, &["labelWithoutSelector"]) {
        false => fields.add("commonLabels", get(&says, &["commonLabels"])),
        true => {
            let mut labels = Fields::default();
            labels.add("pairs", get(&says, &["commonLabels"]));
            labels.add("includeTemplates", get(&says, &["labelIncludeTemplates"]));
            fields.list("labels", vec![labels.value()]);
        }
    }
    fields
}

/// An image as `kustomize edit set image` takes it: `name=new:tag`, `name:tag`, `name@digest`.
fn image(written: &Text) -> Option<Value> {
    let all = written.as_str();
    let part = |from: usize, to: usize| Value::Text(written.slice(from, to));
    let (name_end, new) = match all.find('=') {
        Some(at) => (Some(at), at + 1),
        None => (None, 0),
    };
    let digest = all[new..].find('@').map(|at| new + at);
    let end = digest.unwrap_or(all.len());
    let slash = all[new..end].rfind('/').map_or(new, |at| new + at);
    let tag = all[slash..end].find(':').map(|at| slash + at);
    let new_end = tag.unwrap_or(end);
    let mut fields = Fields::default();
    match name_end {
        Some(at) => {
            fields.add("name", Some(part(0, at)));
            fields.add("newName", Some(part(new, new_end)));
        }
        None => fields.add("name", Some(part(0, new_end))),
    }
    fields.add("newTag", tag.map(|at| part(at + 1, end)));
    fields.add("digest", digest.map(|at| part(at + 1, all.len())));
    (!all.is_empty()).then(|| fields.value())
}

/// An entry of `replicas`, whose count may be in quotes.
fn counted(entry: &Value) -> Value {
    let count = text(entry, &["count"]);
    let number =
        count.and_then(|text| Some(Value::Float(text.as_str().parse().ok()?, text.place())));
    let mut fields = Fields::default();
    fields.add("name", get(entry, &["name"]));
    fields.add("count", number);
    fields.value()
}
