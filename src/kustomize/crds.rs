//! What `crds` add: the fields of custom resources that hold names, labels and annotations, by definitions of OpenAPI.

use super::config::{Config, References};
use super::id::Gvk;
use super::node::Node;
use super::selector::FieldSpec;

/// How deep definitions refer to each other at most.
const MOST_DEEP: usize = 16;

/// The fields that the definitions in a file name.
pub(super) fn config(root: &Node) -> Config {
    let mut config = Config::default();
    let Some(definitions) = root.as_map() else {
        return config;
    };
    for (name, definition) in definitions.entries.iter() {
        let properties = definition.at(&["Schema", "properties"]);
        let has = |field| properties.is_some_and(|node| node.get(field).is_some());
        if !(has("kind") && has("apiVersion") && has("metadata")) {
            continue;
        }
        let kind = name.0.as_str().rsplit('.').next().unwrap_or_default();
        let walk = Walk {
            root,
            of: Gvk::new("", "", kind),
        };
        walk.go(name.0.as_str(), &mut Vec::new(), &mut config);
    }
    config
}

struct Walk<'n> {
    root: &'n Node,
    of: Gvk,
}

impl Walk<'_> {
    fn go(&self, name: &str, path: &mut Vec<String>, config: &mut Config) {
        let properties = self.root.get(name);
        let properties = properties.and_then(|node| node.at(&["Schema", "properties"]));
        let Some(Node::Map(properties)) = properties else {
            return;
        };
        if path.len() > MOST_DEEP {
            return;
        }
        for (key, property) in properties.entries.iter() {
            path.push(key.0.as_str().to_owned());
            let said = |field: &str| property.get(field).map(Node::said);
            let spec = |path: &[String]| FieldSpec::new(self.of.clone(), path.join("/"), false);
            if said("x-kubernetes-annotation").is_some() {
                config.annotations.push(spec(path));
            }
            if said("x-kubernetes-label-selector").is_some() {
                config.common_labels.push(spec(path));
            }
            if said("x-kubernetes-identity").is_some() {
                config.name_prefix.push(spec(path));
            }
            let version = said("x-kubernetes-object-ref-api-version");
            if let Some((version, kind)) = version.zip(said("x-kubernetes-object-ref-kind")) {
                let key = said("x-kubernetes-object-ref-name-key").unwrap_or("name");
                let mut named = path.clone();
                named.push(key.to_owned());
                config.references.push(References {
                    to: Gvk::new("", version, kind),
                    from: vec![spec(&named)],
                });
            }
            if let Some(reference) = said("$ref") {
                self.go(reference, path, config);
            }
            path.pop();
        }
    }
}
